import { groupBy } from "../../terraform/model/collections";
import { say, valueOf } from "../../terraform/model/fact";
import type { Resource } from "../../terraform/model/resource";
import { ownOf, type Scope } from "../../terraform/model/scope";
import {
  type Federation,
  type Identity,
  issuesTokensOf,
  type ServiceAccount,
  type TrustGraph,
  type Workload,
} from "../../terraform/model/trust-graph";
import { workloadKey } from "../changes/trust-changes";
import { merged, onOneSide, type State, type States } from "./states";

/** A trust at both moments: the credentials of one issuer and subject, which let one become one identity. */
export interface Trust {
  readonly before: readonly Federation[];
  readonly after: readonly Federation[];
}

/** What becomes of what a diagram has boxes for, each by its own resource. */
export class BoxStates {
  private readonly secrets: ReadonlyMap<string, Resource>;
  private readonly sides;

  constructor(
    before: TrustGraph,
    after: TrustGraph,
    private readonly states: States,
  ) {
    this.sides = { before: indexOf(before), after: indexOf(after) };
    const secrets = [...before.secrets, ...after.secrets];
    this.secrets = new Map(secrets.map(({ scope, resource }) => [scope.key, resource]));
  }

  /** A cluster, or an issuer that is none of these stacks. */
  public issuer({ cluster, foreignIssuer }: Federation): State {
    if (cluster) return this.resource(cluster);
    return foreignIssuer === undefined ? "unknown" : "outside";
  }

  public identity({ key, resource }: Identity): State {
    return resource ? this.resource({ resource }) : this.byKey(key);
  }

  public scope({ key, own, resource, id }: Scope): State {
    const { states } = this;
    if (own) return states.of(own);
    const secret = this.secrets.get(key);
    if (secret) return states.of(ownOf(secret));
    if (id !== undefined) return states.ofId(id);
    if (!resource) return this.byKey(key);
    // Something in a resource that no stack has one of its own for.
    const holder = states.of(ownOf(resource));
    return holder === "gone" || holder === "replaced" ? "gone" : "outside";
  }

  /**
   * The service account that credentials trust. Whose tokens an issuer signs may change with a plan, and the
   * account stays: it is looked for at the moment of each credential.
   */
  public account({ before, after }: Trust): State {
    const own = [
      ...before.flatMap((one) => trustedIn(this.sides.before, one)),
      ...after.flatMap((one) => trustedIn(this.sides.after, one)),
    ];
    const [first] = own;
    if (first === undefined) {
      return [...before, ...after].some(({ subject }) => valueOf(subject) === undefined)
        ? "unknown"
        : "outside";
    }
    const same = (one: ServiceAccount) =>
      own.some(
        ({ resource, cluster }) =>
          resource.key === one.resource.key || cluster?.key === one.cluster?.key,
      );
    const { subject = "" } = first;
    const at = (side: "before" | "after") =>
      (this.sides[side].accounts.get(subject) ?? []).filter(same);
    return this.object(at("before"), at("after"));
  }

  public workload(workload: Workload): State {
    const key = workloadKey(workload);
    const { before, after } = this.sides;
    return this.object(before.workloads.get(key) ?? [], after.workloads.get(key) ?? []);
  }

  /** Whether a workload runs as the account before and after, and whether the webhook sees it. */
  public runsAs(workload: Workload): State {
    const key = workloadKey(workload);
    const [before, after] = [this.sides.before, this.sides.after].map(({ workloads }) =>
      workloads.get(key)?.find((one) => say(one.serviceAccount) === say(workload.serviceAccount)),
    );
    const state = this.resource(workload);
    if (!before || !after) return onOneSide(after ? "after" : "before", state);
    if (state === "unknown") return state;
    return before.labelled === after.labelled ? "same" : "changed";
  }

  private resource({ resource }: Held): State {
    return this.states.of(ownOf(resource));
  }

  private byKey(key: string): State {
    return key.startsWith("id ") ? this.states.ofId(key.slice("id ".length)) : "unknown";
  }

  /** An object of Kubernetes, which is another one under another name or in another namespace. */
  private object(before: readonly Held[], after: readonly Held[]): State {
    const keys = (held: readonly Held[]) => new Set(held.map(({ resource }) => resource.key));
    const [earlier, now] = [keys(before), keys(after)];
    const all = new Map([...before, ...after].map(({ resource }) => [resource.key, resource]));
    const each = [...all].map(([key, resource]) => {
      const state = this.states.of(ownOf(resource));
      if (earlier.has(key) && now.has(key)) return state;
      return onOneSide(now.has(key) ? "after" : "before", state);
    });
    return merged(each);
  }
}

/** What an object of Kubernetes is written in. */
interface Held {
  readonly resource: Resource;
}

type Side = ReturnType<typeof indexOf>;

function trustedIn({ accounts }: Side, federation: Federation): ServiceAccount[] {
  const all = accounts.get(valueOf(federation.subject) ?? "") ?? [];
  return all.filter((one) => issuesTokensOf(federation, one) !== false);
}

function indexOf({ accounts, workloads }: TrustGraph) {
  return {
    accounts: groupBy(accounts, ({ subject, resource }) => subject ?? `of ${resource.key}`),
    workloads: groupBy(workloads, workloadKey),
  };
}
