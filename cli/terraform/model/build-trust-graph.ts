import { accessPolicy, type PolicyPath } from "./access-policy";
import { sortedBy } from "./collections";
import { cosmosRoleOf, cosmosScopeOf, isCosmosGrant } from "./cosmos";
import { digestOf } from "./exact";
import { KubernetesObjects } from "./kubernetes-objects";
import { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type Attribute, type AttributePath, kindOf } from "./resource-types";
import type { Role } from "./role";
import { RoleDefinitions } from "./role-definitions";
import { idParts, ofSecret, type Scope, scopeOf } from "./scope";
import type { StackView } from "./stack";
import {
  type Cluster,
  type Federation,
  type Identity,
  type Principal,
  type RoleGrant,
  type Secret,
  type TrustGraph,
  type Whereabouts,
} from "./trust-graph";
import { trustLinks } from "./trust-links";

const UNKNOWN = "(known after apply)";

/** Reads the trust between clusters, identities, roles and workloads out of all stacks of an app. */
export function buildTrustGraph(stacks: readonly StackView[]): TrustGraph {
  return new TrustGraphBuilder(new ReferenceIndex(stacks)).build();
}

class TrustGraphBuilder {
  private readonly identities = new Map<string, Identity>();
  private readonly clusters = new Map<string, Cluster>();
  private readonly pools = new Map<string, Resource[]>();
  private readonly unseen = new Set<string>();
  private readonly roles: RoleDefinitions;

  constructor(private readonly references: ReferenceIndex) {
    this.roles = new RoleDefinitions(references, this.nameOf);
  }

  public build(): TrustGraph {
    const { references } = this;
    for (const { unseen } of references.stacks) unseen.forEach((text) => this.unseen.add(text));
    for (const pool of managed(references.all("pool"))) this.pool(pool);
    for (const cluster of references.all("cluster")) this.cluster(cluster);
    for (const identity of references.all("identity")) this.identity(identity);
    const federations = managed(references.all("federation")).map((one) => this.federation(one));
    const grants = [
      ...managed(references.all("grant")).map((one) => this.grant(one)),
      ...references.all("vault").flatMap((one) => this.inlinePolicies(one)),
      ...managed(references.all("policy")).map((one) => this.policy(one, [], "key_vault_id")),
    ];
    const objects = new KubernetesObjects(references, {
      cluster: (resource) => this.cluster(resource),
      identity: (resource) => this.identity(resource),
      cannotSee: (text) => this.unseen.add(text),
    });
    const rendered = managed(references.all("rendered")).flatMap((one) => objects.rendered(one));
    const accounts = [
      ...managed(references.all("account")).map((one) => objects.account(one)),
      ...rendered.map(({ account }) => account),
    ];
    const workloads = [
      ...managed(references.all("workload")).map((one) => objects.workload(one)),
      ...rendered.flatMap((one) => one.workloads),
    ];
    const secrets = references.all("secret").map((one) => this.secret(one));

    return {
      clusters: [...this.clusters.values()],
      identities: sortedBy(this.identities.values(), ({ key }) => key),
      federations,
      grants,
      accounts,
      workloads,
      secrets,
      unseen: [...this.unseen].sort(),
      ...trustLinks(references, { federations, grants, workloads, secrets }),
    };
  }

  private nameOf = (resource: Resource): string =>
    this.references.textOf(resource, "name") ?? resource.address;

  /** By its id where that is known, else by what it is written with and the provider that makes it. */
  private whereabouts(resource: Resource): Whereabouts {
    const { references } = this;
    const { stack, provider = "" } = resource.place;
    const byId = idParts(references.textOf(resource, "id"));
    const group = kindOf(resource.type) === "group" ? "name" : "resource_group_name";
    const view = references.stacks.find(({ name }) => name === stack);
    return known({
      subscription: byId.subscription ?? view?.subscriptions.get(provider),
      resourceGroup: byId.resourceGroup ?? references.textOf(resource, group),
      vault: kindOf(resource.type) === "vault" ? references.textOf(resource, "name") : undefined,
    });
  }

  private ofScope({ resource, id }: Scope): Whereabouts {
    return resource ? this.whereabouts(resource) : known(idParts(id));
  }

  private cluster(found: Resource): Cluster {
    const resource = this.references.canonical(found);
    const known = this.clusters.get(resource.key);
    if (known) return known;
    const label = this.nameOf(resource);
    const pools = this.pools.get(resource.key) ?? [];
    const cluster = { key: resource.key, label, resource, pools, ...this.whereabouts(resource) };
    this.clusters.set(resource.key, cluster);
    return cluster;
  }

  private pool(pool: Resource): void {
    const owner = this.references.target(pool, "kubernetes_cluster_id")?.resource;
    if (!owner || kindOf(owner.type) !== "cluster") return;
    const { key } = this.references.canonical(owner);
    this.pools.set(key, [...(this.pools.get(key) ?? []), pool]);
  }

  private identity(found: Resource): Identity {
    const resource = this.references.canonical(found);
    const known = this.identities.get(resource.key);
    if (known) return known;
    const label = this.nameOf(resource);
    const identity = { key: resource.key, label, resource, ...this.whereabouts(resource) };
    this.identities.set(resource.key, identity);
    return identity;
  }

  /** An identity by an attribute that names it; one that no stack holds is known by its id alone. */
  private identityAt(from: Resource, ...attributes: Attribute<"federation">[]): Identity {
    for (const attribute of attributes) {
      const found = this.references.target(from, attribute)?.resource;
      if (found && kindOf(found.type) === "identity") return this.identity(found);
      const { value, sensitive } = from.get(attribute);
      if (typeof value !== "string" || sensitive) continue;
      const key = `id ${value.toLowerCase()}`;
      const label = value.split("/").pop() ?? value;
      const identity = this.identities.get(key) ?? { key, label, ...known(idParts(value)) };
      this.identities.set(key, identity);
      return identity;
    }
    this.unseen.add(`${from.stack}: the identity of ${from.address}`);
    const hidden = attributes.map((attribute) => digestOf(from.get(attribute))).find(Boolean);
    const identity = {
      key: `${hidden ?? from.key} identity`,
      label: hidden ? "(sensitive)" : UNKNOWN,
    };
    this.identities.set(identity.key, identity);
    return identity;
  }

  private federation(resource: Resource): Federation {
    const { references } = this;
    const subject = references.textOf(resource, "subject");
    const [, namespace, serviceAccount] =
      /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject ?? "") ?? [];
    const issuer = references.target(resource, "issuer")?.resource;
    const cluster = issuer && kindOf(issuer.type) === "cluster" ? this.cluster(issuer) : undefined;
    const written = references.textOf(resource, "issuer");
    if (!cluster && written === undefined) {
      this.unseen.add(`${resource.stack}: where the issuer of ${resource.address} comes from`);
    }
    return {
      key: resource.key,
      resource,
      identity: this.identityAt(resource, "user_assigned_identity_id", "parent_id"),
      cluster,
      foreignIssuer: cluster ? undefined : written,
      issuer: cluster ? `OIDC issuer of ${cluster.label}` : (written ?? UNKNOWN),
      subject,
      namespace,
      serviceAccount,
      audience: references.textsOf(resource, "audience")?.join(", "),
    };
  }

  private grant(resource: Resource): RoleGrant {
    const { references } = this;
    const condition = resource.get("condition");
    const written = references.textOf(resource, "condition") || undefined;
    const scope = isCosmosGrant(resource)
      ? cosmosScopeOf(references, resource, this.nameOf)
      : scopeOf(references, resource, "scope", this.nameOf);
    return {
      key: resource.key,
      resource,
      principal: this.principal(resource, "principal_id"),
      role: this.role(resource),
      scope,
      at: this.ofScope(scope),
      condition:
        written ??
        (resource.has("condition") ? (condition.sensitive ? "(sensitive)" : UNKNOWN) : undefined),
    };
  }

  private role(grant: Resource): Role {
    const role = isCosmosGrant(grant)
      ? cosmosRoleOf(this.references, grant, this.nameOf)
      : this.roles.roleOf(grant);
    if (!role.known && role.label !== UNKNOWN) {
      this.unseen.add(`${grant.stack}: what the role ${role.label} of ${grant.address} permits`);
    }
    return role;
  }

  private inlinePolicies(vault: Resource): RoleGrant[] {
    return vault
      .items("access_policy")
      .map((index) => this.policy(vault, ["access_policy", index], "id"));
  }

  /** An access policy as what it gives: of a vault's own blocks, or a resource of its own. */
  private policy(resource: Resource, path: PolicyPath, vault: "id" | "key_vault_id"): RoleGrant {
    const holder = path.length > 0 ? resource : this.references.target(resource, vault)?.resource;
    const scope = scopeOf(this.references, resource, vault, this.nameOf);
    const receiver: AttributePath = [...path, "object_id"];
    return {
      key: [resource.key, ...path].join(" "),
      resource,
      principal: this.principal(resource, ...receiver),
      role: accessPolicy(resource, path, holder),
      scope,
      at: this.ofScope(scope),
    };
  }

  private principal(holder: Resource, ...path: AttributePath): Principal {
    const target = this.references.target(holder, ...path);
    const found = target?.resource;
    const { value, sensitive } = holder.get(...path);
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
    if (typeof value === "string" && !sensitive) {
      return { key: `principal ${value.toLowerCase()}`, label: value };
    }
    const written = this.references.writtenAt(holder, ...path)?.address;
    if (written && !sensitive) return { key: `${holder.stack}:${written}`, label: written };
    this.unseen.add(`${holder.stack}: who receives ${holder.address}`);
    const hidden = digestOf({ value, sensitive, unknown: false }) ?? holder.key;
    return { key: `${hidden} principal`, label: sensitive ? "(sensitive)" : UNKNOWN };
  }

  private secret(resource: Resource): Secret {
    const name = this.nameOf(resource);
    const holder = this.references.target(resource, "key_vault_id")?.resource;
    const vault = holder && this.references.canonical(holder);
    const label = vault ? `${name} of vault ${this.nameOf(vault)}` : name;
    const scope = vault
      ? ofSecret(vault, name, this.nameOf)
      : {
          key: resource.key,
          label: `secret ${label}`,
          noun: "secret",
          name,
          level: "child" as const,
          secret: name,
        };
    return { resource, name, vault, label, scope };
  }
}

function known(parts: Whereabouts): Whereabouts {
  const told = Object.entries(parts).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told) as Whereabouts;
}

/** Which of a cluster's identities an attribute belongs to; the nodes pull images by theirs. */
function partOf(attribute = "kubelet_identity"): string {
  if (attribute === "kubelet_identity") return "nodes";
  return attribute === "identity" ? "control plane" : attribute.replace(/_/g, " ");
}

function managed(resources: readonly Resource[]): Resource[] {
  return resources.filter(({ place }) => place.mode === "managed");
}
