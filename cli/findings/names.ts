import { groupBy } from "../model/collections";
import type { Resource } from "../model/resource";
import { placeOf, type Scope } from "../model/scope";
import type { Cluster, Federation, Identity, Principal, TrustGraph } from "../model/trust-graph";

/** Something with a name. */
interface Named {
  readonly key: string;
  readonly label: string;
  readonly resource?: Resource;
}

/**
 * The names of what a review speaks of. Where two things have one name, such as vaults in two subscriptions,
 * each is told with group and subscription, or with its address where its id is not known.
 */
export class Names {
  private readonly shared: Readonly<Record<"identity" | "cluster" | "scope", ReadonlySet<string>>>;

  constructor(graphs: readonly TrustGraph[]) {
    this.shared = {
      identity: sharedIn(graphs.flatMap(({ identities }) => identities)),
      cluster: sharedIn(graphs.flatMap(({ clusters }) => clusters)),
      scope: sharedIn(
        graphs.flatMap(({ grants }) => grants.map(({ scope: { key, label } }) => ({ key, label }))),
      ),
    };
  }

  public identity(one: Identity): string {
    if (!this.shared.identity.has(one.label)) return one.label;
    const known = one.key.startsWith("id ") ? placeOf(one.key.slice(3)) : undefined;
    return withPlace(one.label, known || placeOfResource(one.resource));
  }

  public cluster(one: Cluster): string {
    return this.shared.cluster.has(one.label)
      ? withPlace(one.label, placeOfResource(one.resource))
      : one.label;
  }

  public principal(one: Principal): string {
    return one.identity ? this.identity(one.identity) : one.label;
  }

  public scope(one: Scope): string {
    return this.shared.scope.has(one.label)
      ? withPlace(one.label, one.place || placeOfResource(one.resource))
      : one.label;
  }

  /** Whom a credential trusts. */
  public subject({ subject, resource }: Federation): string {
    if (subject !== undefined) return subject;
    const { sensitive } = resource.get("subject");
    return sensitive ? "a sensitive subject" : "a subject only known after apply";
  }

  /** Where the tokens come from that a credential trusts. */
  public issuer({ cluster, issuer }: Federation): string {
    return cluster ? `cluster ${this.cluster(cluster)}` : issuer;
  }
}

/** The names that several have. */
function sharedIn(all: readonly Named[]): Set<string> {
  const several = [...groupBy(all, ({ label }) => label)].filter(
    ([, alike]) => alike.length > 1 && countOf(alike) > 1,
  );
  return new Set(several.map(([label]) => label));
}

/** How many things those of one name are. A data source may read any of them whose id is not known yet. */
function countOf(alike: readonly Named[]): number {
  const reads = ({ resource }: Named) => resource?.place.mode === "data";
  const ids = new Map<string, string | undefined>();
  for (const { key, resource } of alike) ids.set(key, ids.get(key) ?? idOf(resource));
  const made = new Set(alike.filter((one) => !reads(one)).map(({ key }) => key));
  const settled = [...made].every((key) => ids.get(key) !== undefined);
  const counted = settled ? [...ids.keys()] : [...made];
  return new Set(counted.map((key) => ids.get(key) ?? key.replace(/^id /, ""))).size;
}

function idOf(resource: Resource | undefined): string | undefined {
  const { value, sensitive } = resource?.get("id") ?? {};
  return typeof value === "string" && !sensitive ? value.toLowerCase() : undefined;
}

function placeOfResource(resource: Resource | undefined): string | undefined {
  if (!resource) return undefined;
  const { value, sensitive } = resource.get("id");
  return (typeof value === "string" && !sensitive && placeOf(value)) || resource.address;
}

function withPlace(label: string, place: string | undefined): string {
  return place ? `${label} (${place})` : label;
}
