import { BlockSchema } from "../schemas";
import { WebhookGeneration } from "../webhook";
import { ObjectValue, Unknown } from "../wire";
import { mistakesInArguments } from "./arguments";
import { Cluster } from "./cluster";
import { Clusters } from "./clusters";
import { blocksIn } from "./expand";
import { kindOf } from "./facts";
import { TypedPlan, planTyped } from "./plan";
import { applyTyped, readTyped } from "./typed";
import { Mistake, applyUntyped, isThere } from "./untyped";

/** A change as it is applied: `filled` is the plan with values for what it left open. */
interface Change {
  readonly prior: ObjectValue | null;
  readonly planned: ObjectValue | null;
  readonly filled: ObjectValue | null;
}

export interface Result {
  readonly state: ObjectValue | null;
  readonly mistake?: Mistake;
}

/** What of the provider for Kubernetes differs from one that knows nothing but schemas. */
export class KubernetesProvider {
  private readonly reached = new WeakMap<object, Cluster>();

  constructor(
    private readonly schemas: { readonly [typeName: string]: BlockSchema },
    private readonly clusters: Clusters,
    private readonly webhook: WebhookGeneration | undefined,
  ) {}

  /** Remembers which cluster is reached over a connection; none while its host is unknown. */
  configure(connection: object, { host }: ObjectValue): void {
    if (host instanceof Unknown) return;
    this.reached.set(connection, this.clusters.at(typeof host === "string" ? host : ""));
  }

  mistakesIn(typeName: string, config: ObjectValue): Mistake[] {
    const kind = kindOf(typeName);
    if (!kind) return [];
    const mistakes = mistakesInArguments(kind, this.schemas[typeName], config);
    return mistakes.map((summary) => ({ summary }));
  }

  /** Undefined for types that are planned like any other. */
  plan(
    typeName: string,
    prior: ObjectValue | null,
    proposed: ObjectValue | null,
    imported: boolean,
  ): TypedPlan | undefined {
    const kind = kindOf(typeName);
    if (!kind || proposed === null) return undefined;
    const planned = planTyped(kind, this.schemas[typeName], prior, proposed);
    const isBlank = imported && blocksIn(prior?.metadata).length === 0;
    return isBlank ? { ...planned, requiresReplace: [] } : planned;
  }

  apply(connection: object, typeName: string, { prior, planned, filled }: Change): Result {
    const cluster = this.reached.get(connection);
    if (!cluster || !typeName.startsWith("kubernetes_")) return { state: filled };
    const kind = kindOf(typeName);
    if (!kind) {
      const mistake = applyUntyped({ typeName, cluster, webhook: this.webhook }, prior, filled);
      const isLost = mistake !== undefined && !/inconsistent/.test(mistake.summary);
      return { state: isLost ? prior : filled, mistake };
    }
    const place = { kind, schema: this.schemas[typeName], cluster, webhook: this.webhook };
    const { state, error } = applyTyped(place, prior, planned);
    return { state, ...(error !== undefined && { mistake: { summary: error } }) };
  }

  /** The state as the cluster has it; null when the object is gone. */
  read(connection: object, typeName: string, state: ObjectValue): ObjectValue | null {
    const cluster = this.reached.get(connection);
    if (!cluster || !typeName.startsWith("kubernetes_")) return state;
    const kind = kindOf(typeName);
    const { webhook } = this;
    if (!kind) return isThere({ typeName, cluster, webhook }, state) ? state : null;
    return readTyped({ kind, schema: this.schemas[typeName], cluster, webhook }, state);
  }
}
