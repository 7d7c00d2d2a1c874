import { groupBy } from "../../terraform/model/collections";
import { say } from "../../terraform/model/fact";
import type { Resource } from "../../terraform/model/resource";
import type { Scope } from "../../terraform/model/scope";
import { placeOf } from "../../terraform/model/scope-of-id";
import type {
  Cluster,
  Federation,
  Identity,
  Principal,
  TrustGraph,
} from "../../terraform/model/trust-graph";

/** Something with a name. */
interface Named {
  readonly key: string;
  readonly label: string;
  readonly resource?: Resource;
  /** What tells it apart: group and subscription. */
  readonly place?: string;
  readonly stack?: string;
}

/**
 * The names of what a review speaks of. Where two things have one name, such as vaults in two subscriptions,
 * each is shown with group and subscription, or with its address where its id is not known, and where they still
 * read alike, with its stack.
 */
export class Names {
  private readonly besides: Readonly<
    Record<"identity" | "cluster" | "scope", ReadonlyMap<string, string>>
  >;

  constructor(graphs: readonly TrustGraph[]) {
    this.besides = {
      identity: besidesOf(graphs.flatMap(({ identities }) => identities.map(placed))),
      cluster: besidesOf(graphs.flatMap(({ clusters }) => clusters.map(placed))),
      scope: besidesOf(
        graphs.flatMap(({ grants, secrets }) =>
          [...grants, ...secrets].map(({ scope: { own, ...scope } }) => ({
            ...scope,
            stack: (scope.resource ?? own)?.stack,
            place: scope.place || placeOfResource(scope.resource),
          })),
        ),
      ),
    };
  }

  public identity({ key, label }: Identity): string {
    return withBeside(label, this.besides.identity.get(key));
  }

  public cluster({ key, label }: Cluster): string {
    return withBeside(label, this.besides.cluster.get(key));
  }

  public principal(one: Principal): string {
    return one.identity ? this.identity(one.identity) : one.label;
  }

  public scope({ key, label }: Scope): string {
    return withBeside(label, this.besides.scope.get(key));
  }

  /** The same without what it is. */
  public part({ key, name }: Scope): string {
    return withBeside(name, this.besides.scope.get(key));
  }

  /** Whom a credential trusts. */
  public subject({ subject }: Federation): string {
    if ("value" in subject) return subject.value;
    return "sensitive" in subject ? "a sensitive subject" : "a subject only known after apply";
  }

  /** Where the tokens come from that a credential trusts. */
  public issuer({ cluster, issuer }: Federation): string {
    return cluster ? `cluster ${this.cluster(cluster)}` : say(issuer);
  }
}

/** What is said of things besides their names where several have one name, by their keys. */
function besidesOf(all: readonly Named[]): ReadonlyMap<string, string> {
  const besides = new Map<string, string>();
  const apart = (alike: readonly Named[]) => alike.length > 1 && countOf(alike) > 1;
  for (const [, alike] of groupBy(all, ({ label }) => label)) {
    if (!apart(alike)) continue;
    for (const [place, same] of groupBy(alike, (one) => one.place ?? "")) {
      for (const { key, label, stack } of same) {
        // An address that is the name already tells nothing more.
        const known = place === "" || label.includes(place) ? [] : [place];
        const more = apart(same) && stack !== undefined ? [`stack ${stack}`] : [];
        const said = [...known, ...more].join(", ");
        if (said !== "" && !besides.has(key)) besides.set(key, said);
      }
    }
  }
  return besides;
}

function placed(one: Identity | Cluster): Named {
  const known = one.key.startsWith("id ") ? placeOf(one.key.slice("id ".length)) : undefined;
  return { ...one, place: known || placeOfResource(one.resource), stack: one.resource?.stack };
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

function withBeside(label: string, beside: string | undefined): string {
  return beside === undefined ? label : `${label} (${beside})`;
}
