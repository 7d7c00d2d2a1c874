import { sortedBy } from "./collections";
import { digestOf } from "./exact";
import { say, sensitive, UNKNOWN, valueOf } from "./fact";
import { Places } from "./places";
import type { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type Attribute, type AttributePath, kindOf } from "./resource-types";
import { idOf, placeOfId, type ScopePlace } from "./scope-place";
import type { Cluster, Identity, Principal, Whereabouts } from "./trust-graph";

/** The clusters, identities and principals of all stacks, each once however many resources name it. */
export class AzureNodes {
  private readonly identitiesByKey = new Map<string, Identity>();
  private readonly clustersByKey = new Map<string, Cluster>();
  private readonly pools = new Map<string, Resource[]>();

  constructor(
    private readonly references: ReferenceIndex,
    private readonly places: Places,
    private readonly cannotSee: (text: string) => void,
  ) {
    for (const pool of managed(references.all("pool"))) this.pool(pool);
    for (const cluster of references.all("cluster")) this.cluster(cluster);
    for (const identity of references.all("identity")) this.identity(identity);
  }

  public get clusters(): Cluster[] {
    return [...this.clustersByKey.values()];
  }

  public get identities(): Identity[] {
    return sortedBy(this.identitiesByKey.values(), ({ key }) => key);
  }

  public nameOf = (resource: Resource): string =>
    this.references.textOf(resource, "name") ?? resource.address;

  public cluster(found: Resource): Cluster {
    const resource = this.references.canonical(found);
    const earlier = this.clustersByKey.get(resource.key);
    if (earlier) return earlier;
    const cluster = { ...this.node(resource), pools: this.pools.get(resource.key) ?? [] };
    this.clustersByKey.set(resource.key, cluster);
    return cluster;
  }

  private pool(pool: Resource): void {
    const owner = this.references.target(pool, "kubernetes_cluster_id")?.resource;
    if (!owner || kindOf(owner.type) !== "cluster") return;
    const { key } = this.references.canonical(owner);
    this.pools.set(key, [...(this.pools.get(key) ?? []), pool]);
  }

  public identity(found: Resource): Identity {
    const resource = this.references.canonical(found);
    const earlier = this.identitiesByKey.get(resource.key);
    if (earlier) return earlier;
    const identity = this.node(resource);
    this.identitiesByKey.set(resource.key, identity);
    return identity;
  }

  /** An identity by an attribute that names it; one that no stack holds is known by its id alone. */
  public identityAt(from: Resource, ...attributes: Attribute<"federation">[]): Identity {
    for (const attribute of attributes) {
      const found = this.references.target(from, attribute)?.resource;
      if (found && kindOf(found.type) === "identity") return this.identity(found);
      const { value, sensitive: isSensitive } = from.get(attribute);
      if (typeof value !== "string" || isSensitive) continue;
      const key = `id ${value.toLowerCase()}`;
      const label = value.split("/").pop() ?? value;
      const place = placeOfId(value);
      const identity = { key, label, id: { value }, ...known(place) };
      return this.remembered(identity);
    }
    this.cannotSee(`${from.stack}: the identity of ${from.address}`);
    const data = attributes.map((attribute) => from.get(attribute));
    const isWritten = (attribute: Attribute<"federation">) => from.has(attribute);
    const place = attributes.filter(isWritten).map((one) => this.places.named(from, one))[0];
    const digested = data.find((datum) => digestOf(datum) !== undefined);
    const id = digested ? sensitive(digested.value) : place ? idOf(place) : UNKNOWN;
    const key = `${(digested && digestOf(digested)) ?? from.key} identity`;
    return this.remembered({ key, label: say(digested ? id : UNKNOWN), id, isHidden: true });
  }

  private remembered(identity: Identity): Identity {
    const one = this.identitiesByKey.get(identity.key) ?? identity;
    this.identitiesByKey.set(one.key, one);
    return one;
  }

  public principal(holder: Resource, ...path: AttributePath): Principal {
    const target = this.references.target(holder, ...path);
    const found = target?.resource;
    const { value, sensitive: isSensitive } = holder.get(...path);
    switch (found && kindOf(found.type)) {
      case "identity": {
        const identity = this.identity(found as Resource);
        return { key: identity.key, label: identity.label, identity };
      }
      case "client":
        return { key: "client", label: "whoever runs Terraform" };
      case "cluster": {
        const cluster = this.cluster(found as Resource);
        const part = partOf(target?.path[0]);
        return { key: `${cluster.key} ${part}`, label: `${cluster.label} (${part})` };
      }
    }
    if (found) return { key: found.key, label: found.address };
    if (typeof value === "string" && !isSensitive) {
      return { key: `principal ${value.toLowerCase()}`, label: value };
    }
    const written = this.references.writtenAt(holder, ...path)?.address;
    if (written && !isSensitive) return { key: `${holder.stack}:${written}`, label: written };
    this.cannotSee(`${holder.stack}: who receives ${holder.address}`);
    const digest = digestOf({ value, sensitive: isSensitive, unknown: false }) ?? holder.key;
    const label = say(isSensitive ? sensitive(value) : UNKNOWN);
    return { key: `${digest} principal`, label, isHidden: true };
  }

  private node(resource: Resource) {
    const { key } = resource;
    const id = this.places.idOf(resource);
    return { key, label: this.nameOf(resource), resource, id, ...known(this.places.of(resource)) };
  }
}

function known({ subscription, resourceGroup }: ScopePlace): Whereabouts {
  const parts = { subscription: valueOf(subscription), resourceGroup: valueOf(resourceGroup) };
  const told = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told) as Whereabouts;
}

/** Which of a cluster's identities an attribute belongs to; the nodes pull images by theirs. */
function partOf(attribute = "kubelet_identity"): string {
  if (attribute === "kubelet_identity") return "nodes";
  return attribute === "identity" ? "control plane" : attribute.replace(/_/g, " ");
}

export function managed(resources: readonly Resource[]): Resource[] {
  return resources.filter(({ place }) => place.mode === "managed");
}
