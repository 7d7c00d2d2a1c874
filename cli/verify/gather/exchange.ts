import { setTimeout as sleep } from "node:timers/promises";
import { AUDIENCE } from "../../../azure/webhook";
import { object, own, text } from "../../terraform/model/json";
import type { Exchange } from "../live";
import { CACHED } from "../checks/trust";
import type { Cloud } from "./cloud";
import { ask, form, NoAnswer } from "./http";
import { firstLine, type Kubectl } from "./kubectl";
import { entraCode, tokenUrl } from "./login";

/** An account, and whom it asks for. */
export interface Asking {
  readonly namespace: string;
  readonly account: string;
  readonly clientId: string;
  /** Absent where nothing tells it. */
  readonly tenantId?: string;
}

/** Entra's caches may refuse what is right: it is asked three times within about ten seconds. */
const PAUSES = [3_000, 6_000];

/**
 * Exchanges a token of the account, as its pods would. Whoever holds the result is the workload: neither
 * token is kept, printed or an argument, and nothing is asked of Azure with the second one.
 */
export async function exchange(
  kubectl: Kubectl,
  cloud: Cloud,
  asking: Asking,
  pauses: readonly number[] = PAUSES,
): Promise<Exchange> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = await once(kubectl, cloud, asking);
    const again = answer.result === "refused" && CACHED.includes(answer.code);
    if (!again || attempt >= pauses.length) return answer;
    await sleep(pauses[attempt]);
  }
}

async function once(kubectl: Kubectl, cloud: Cloud, asking: Asking): Promise<Exchange> {
  const { namespace, account, clientId, tenantId } = asking;
  if (tenantId === undefined) {
    return { result: "unseen", missing: `the tenant of ${namespace}/${account} (ARM_TENANT_ID)` };
  }
  const { code, stdout, stderr } = await kubectl.run([
    "create",
    "token",
    account,
    `--namespace=${namespace}`,
    `--audience=${AUDIENCE}`,
    "--duration=10m",
  ]);
  if (code !== 0) {
    const missing = /forbidden/i.test(stderr)
      ? `Kubernetes: create serviceaccounts/token of ${namespace}/${account}`
      : `a token of ${namespace}/${account}: ${firstLine(stderr)}`;
    return { result: "unseen", missing };
  }
  const assertion = stdout.trim();
  const issuer = issuerOf(assertion);
  try {
    const { status, body } = await ask(
      tokenUrl(cloud, tenantId),
      form({
        grant_type: "client_credentials",
        client_id: clientId,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
        scope: `${cloud.arm}/.default`,
      }),
    );
    if (status === 200 && text(own(body, "access_token"))) return { result: "given", issuer };
    const refusal = entraCode(body)?.slice("AADSTS".length);
    if (refusal !== undefined) return { result: "refused", code: refusal, issuer };
    return { result: "unseen", missing: `an exchange at ${cloud.login}: HTTP ${status}` };
  } catch (error) {
    if (error instanceof NoAnswer) return { result: "unseen", missing: error.message };
    throw error;
  }
}

/** The issuer that is in a token: a name, never a key. */
function issuerOf(token: string): string {
  try {
    const claims = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
    return text(own(object(JSON.parse(claims)), "iss")) ?? "";
  } catch {
    return "";
  }
}
