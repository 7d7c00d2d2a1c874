import facts from "./facts.json";
import { Value } from "../wire";

/** The kinds whose objects are expanded, stored and flattened as the real provider and API do it. */
export type Kind =
  | "CronJob"
  | "DaemonSet"
  | "Deployment"
  | "Job"
  | "Namespace"
  | "Pod"
  | "ServiceAccount"
  | "StatefulSet";

/** By the name of the type without `_v1`; the older type of one kind has a name of its own. */
const KINDS: { readonly [typeName: string]: Kind } = {
  kubernetes_cron_job: "CronJob",
  kubernetes_daemon_set: "DaemonSet",
  kubernetes_daemonset: "DaemonSet",
  kubernetes_deployment: "Deployment",
  kubernetes_job: "Job",
  kubernetes_namespace: "Namespace",
  kubernetes_pod: "Pod",
  kubernetes_service_account: "ServiceAccount",
  kubernetes_stateful_set: "StatefulSet",
};

export function kindOf(typeName: string): Kind | undefined {
  return KINDS[typeName.replace(/_v1$/, "")];
}

/** What the provider's schema says and no binding carries: defaults, computed blocks, what replaces. */
interface Section {
  readonly defaults: { readonly [path: string]: Value };
  readonly computed?: readonly string[];
  readonly replaced: readonly string[];
  readonly quantities?: readonly string[];
}

const POD: Section & { readonly replacedInJobsAndPods: readonly string[] } = facts.pod;
const SECTIONS: { readonly [typeName: string]: Section & { readonly pod?: string } } = facts.kinds;

/** The facts of one type by the dotted path of an argument, without the positions in lists. */
export class TypeFacts {
  private readonly section: Section & { readonly pod?: string };

  constructor(readonly kind: Kind) {
    const name = kind.replace(/(?<!^)[A-Z]/g, "_$&").toLowerCase();
    this.section = SECTIONS[`kubernetes_${name}_v1`];
  }

  /** The path to the specification of pods, in kinds that have one. */
  get podPath(): string | undefined {
    return this.section.pod;
  }

  defaultOf(path: string): Value {
    const inPod = this.belowPod(path);
    return this.section.defaults[path] ?? (inPod ? (POD.defaults[inPod] ?? null) : null);
  }

  isComputedBlock(path: string): boolean {
    return this.has(path, ({ computed }) => computed);
  }

  /** Whether other spellings of the same quantity are no change. */
  isQuantity(path: string): boolean {
    return this.has(path, ({ quantities }) => quantities);
  }

  replaces(path: string): boolean {
    const inPod = this.belowPod(path);
    const isOnce = this.kind === "Job" || this.kind === "Pod";
    if (isOnce && inPod && POD.replacedInJobsAndPods.includes(inPod)) return true;
    return this.has(path, ({ replaced }) => replaced);
  }

  private has(path: string, pick: (section: Section) => readonly string[] | undefined): boolean {
    const inPod = this.belowPod(path);
    return (
      (pick(this.section)?.includes(path) ?? false) ||
      (inPod !== undefined && (pick(POD)?.includes(inPod) ?? false))
    );
  }

  /** The path from the pod on; an init container has the facts of a container. */
  private belowPod(path: string): string | undefined {
    const { pod } = this.section;
    if (pod === undefined || !path.startsWith(`${pod}.`)) return undefined;
    return path.slice(pod.length + 1).replace(/^init_container\./, "container.");
  }
}

const known = new Map<Kind, TypeFacts>();

export function factsOf(kind: Kind): TypeFacts {
  if (!known.has(kind)) known.set(kind, new TypeFacts(kind));
  return known.get(kind) as TypeFacts;
}
