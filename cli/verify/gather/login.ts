import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { AUDIENCE } from "../../../azure/webhook";
import { type Json, list, own, text } from "../../terraform/model/json";
import { loginRefused } from "../verify-error";
import type { Cloud } from "./cloud";
import { ask, form, parsed } from "./http";

/** A login to Azure, and the subscription that it comes with. */
export interface Login {
  readonly token: string;
  readonly subscription?: string;
}

/** az takes seconds to start, and at its worst a quarter of a minute. */
const AZ_TIMEOUT = 60_000;

/**
 * A token for Azure's API, from the first source that is set up: the OIDC variables of a pipeline, a
 * federated token file, a client secret, or `az`. Undefined where there is none.
 */
export async function login(env: NodeJS.ProcessEnv, cloud: Cloud): Promise<Login | undefined> {
  const client = env.ARM_CLIENT_ID || env.AZURE_CLIENT_ID;
  const tenant = env.ARM_TENANT_ID || env.AZURE_TENANT_ID;
  if (client && tenant) {
    const assertion = await assertionOf(env);
    const secret = env.ARM_CLIENT_SECRET || env.AZURE_CLIENT_SECRET;
    const proof: Record<string, string> | "" | undefined = assertion
      ? {
          client_assertion: assertion,
          client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        }
      : secret && { client_secret: secret };
    if (proof) return { token: await exchanged(cloud, tenant, client, proof) };
  }
  return fromAz(cloud);
}

/** The pipeline's own token, or that of a pod. */
async function assertionOf(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.ARM_USE_OIDC === "true") {
    if (env.ARM_OIDC_TOKEN) return env.ARM_OIDC_TOKEN;
    if (env.ARM_OIDC_TOKEN_FILE_PATH) return fileText(env.ARM_OIDC_TOKEN_FILE_PATH);
    if (env.ACTIONS_ID_TOKEN_REQUEST_URL && env.ACTIONS_ID_TOKEN_REQUEST_TOKEN) {
      const url = new URL(env.ACTIONS_ID_TOKEN_REQUEST_URL);
      url.searchParams.set("audience", AUDIENCE);
      return pipelineToken("GitHub", url, "GET", env.ACTIONS_ID_TOKEN_REQUEST_TOKEN, "value");
    }
    const { SYSTEM_OIDCREQUESTURI: uri, SYSTEM_ACCESSTOKEN: bearer } = env;
    const connection = env.ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID;
    if (uri && bearer && connection) {
      const url = new URL(uri);
      url.searchParams.set("api-version", "7.1");
      url.searchParams.set("serviceConnectionId", connection);
      return pipelineToken("Azure DevOps", url, "POST", bearer, "oidcToken");
    }
  }
  return env.AZURE_FEDERATED_TOKEN_FILE ? fileText(env.AZURE_FEDERATED_TOKEN_FILE) : undefined;
}

function fileText(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw loginRefused(file, (error as NodeJS.ErrnoException).code ?? "unreadable");
  }
}

async function pipelineToken(
  source: string,
  url: URL,
  method: string,
  bearer: string,
  field: string,
): Promise<string> {
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/json" };
  const { status, body } = await ask(url, { method, headers });
  const token = text(own(body, field));
  if (status !== 200 || !token) throw loginRefused(`the token of ${source}`, `HTTP ${status}`);
  return token;
}

async function exchanged(
  cloud: Cloud,
  tenant: string,
  client: string,
  proof: Readonly<Record<string, string>>,
): Promise<string> {
  const { status, body } = await ask(
    tokenUrl(cloud, tenant),
    form({
      grant_type: "client_credentials",
      client_id: client,
      scope: `${cloud.arm}/.default`,
      ...proof,
    }),
  );
  const token = text(own(body, "access_token"));
  if (status === 200 && token) return token;
  throw loginRefused(cloud.login, entraCode(body) ?? `HTTP ${status}`);
}

export function tokenUrl(cloud: Cloud, tenant: string): string {
  return `${cloud.login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
}

/** The code of a refusal; its text may quote what was sent. */
export function entraCode(body: Json): string | undefined {
  const [number] = list(own(body, "error_codes"));
  if (typeof number === "number") return `AADSTS${number}`;
  return /^AADSTS\d{4,8}\b/.exec(text(own(body, "error_description")) ?? "")?.[0];
}

function fromAz(cloud: Cloud): Promise<Login | undefined> {
  const args = ["account", "get-access-token", "--resource", `${cloud.arm}/`, "--output", "json"];
  // On Windows az is a script, which only a shell runs.
  const options = { timeout: AZ_TIMEOUT, windowsHide: true, shell: process.platform === "win32" };
  return new Promise((resolve) =>
    execFile("az", args, options, (error, stdout) => {
      const answer = error ? null : parsed(stdout);
      const token = text(own(answer, "accessToken"));
      resolve(
        token === undefined
          ? undefined
          : { token, subscription: text(own(answer, "subscription")) },
      );
    }),
  );
}
