import { USE_LABEL } from "../../../azure/webhook";
import type { Live, Seen } from "../live";
import { refused, whole } from "../live";
import { joined } from "./kubernetes";
import type { Kubectl } from "./kubectl";

type Codes = NonNullable<Live["logs"]>;

/** AADSTS codes of the last hour in the logs of labelled pods: the codes alone, never a line. */
export async function readLogs(kubectl: Kubectl, namespaces: readonly string[]): Promise<Codes> {
  return joined(await Promise.all(namespaces.map((namespace) => ofNamespace(kubectl, namespace))));
}

async function ofNamespace(kubectl: Kubectl, namespace: string): Promise<Codes> {
  const { code, stdout, stderr } = await kubectl.run([
    "logs",
    `--namespace=${namespace}`,
    `--selector=${USE_LABEL}=true`,
    "--all-containers",
    "--prefix",
    "--tail=200",
    "--since=1h",
    "--ignore-errors",
  ]);
  if (code !== 0 && /forbidden/i.test(stderr))
    return refused(`Kubernetes: get pods/log in ${namespace}`);
  const found = new Map<string, { namespace: string; pod: string; code: string }>();
  for (const [, pod = "", number = ""] of stdout.matchAll(
    /^\[pod\/([^/\]]+)\/[^\]]*\].*?AADSTS(\d{4,8})\b/gm,
  )) {
    found.set(`${pod} ${number}`, { namespace, pod, code: number });
  }
  return whole([...found.values()]) satisfies Seen<unknown>;
}
