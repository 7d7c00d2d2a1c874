import type { Lab, Live } from "./lab";

/** What is in the specification of a pod or of a template, as far as the tests read it. */
export interface PodSpec {
  readonly containers: readonly Container[];
}

export interface Container {
  readonly name: string;
  readonly imagePullPolicy?: string;
  readonly resources?: { readonly limits?: Record<string, string> };
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

/** The specification of the pods that a Deployment, StatefulSet, DaemonSet, Job or CronJob makes. */
export function templateOf({ spec }: Live): PodSpec {
  const holder = (spec.jobTemplate as { spec: object } | undefined)?.spec ?? spec;
  return (holder as { template: { spec: PodSpec } }).template.spec;
}

/** The client ids that the webhook has given to the containers of a pod. */
export function clientsOf(pod: Live): string[] {
  const { containers } = pod.spec as unknown as PodSpec;
  const given = containers.flatMap(({ env = [] }) =>
    env.filter(({ name }) => name === "AZURE_CLIENT_ID").map(({ value = "" }) => value),
  );
  return [...new Set(given)];
}

/** Waits until something is as expected, and says what it was when the time is over. */
export async function eventually<T>(
  look: () => T,
  isExpected: (seen: T) => boolean,
  seconds = 60,
): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  for (;;) {
    const seen = look();
    if (isExpected(seen)) return seen;
    if (Date.now() > end) {
      throw new Error(`not within ${seconds} s: ${JSON.stringify(seen, null, 1)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The owners, or for bare pods the names, of the pods that are not over. */
export function ownersOfPods(lab: Lab, namespace: string): string[] {
  const owners = lab
    .list("pods", namespace)
    .map(({ metadata }) => metadata.ownerReferences?.[0].name ?? metadata.name)
    // A ReplicaSet is named like its Deployment, with a hash.
    .map((name) => name.replace(/-[0-9a-f]{8,10}$/, ""));
  return [...new Set(owners)].sort();
}

/** What the controllers say of pods that the API server has refused. */
export function refusals(lab: Lab, namespace: string): string[] {
  const text = lab.kubectl(["get", "events", `--namespace=${namespace}`, "--output=json"]);
  const { items } = JSON.parse(text) as { items: { reason: string; message: string }[] };
  return items.filter(({ reason }) => reason === "FailedCreate").map(({ message }) => message);
}
