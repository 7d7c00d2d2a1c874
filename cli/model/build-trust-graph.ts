import { sortedBy } from "./collections";
import { list, text } from "./json";
import { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { kindOf, templatePath } from "./resource-types";
import { accessPolicy, type Role, roleDefined, roleNamed } from "./role";
import { scopeOf } from "./scope";
import type { StackView } from "./stack";
import {
  type Cluster,
  type Federation,
  type Identity,
  type Principal,
  type RoleGrant,
  type Secret,
  type ServiceAccount,
  type TrustGraph,
  type Workload,
} from "./trust-graph";
import { trustLinks } from "./trust-links";

const UNKNOWN = "(known after apply)";
const CLIENT_ID = "azure.workload.identity/client-id";
const USE_LABEL = "azure.workload.identity/use";

/** Reads the trust between clusters, identities, roles and workloads out of all stacks of an app. */
export function buildTrustGraph(stacks: readonly StackView[]): TrustGraph {
  return new TrustGraphBuilder(new ReferenceIndex(stacks)).build();
}

class TrustGraphBuilder {
  private readonly identities = new Map<string, Identity>();
  private readonly clusters = new Map<string, Cluster>();
  private readonly pools = new Map<string, Resource[]>();
  private readonly unseen = new Set<string>();
  private readonly roles = new Map<string, Resource>();

  constructor(private readonly references: ReferenceIndex) {}

  public build(): TrustGraph {
    const { references } = this;
    for (const { unseen } of references.stacks) unseen.forEach((text) => this.unseen.add(text));
    for (const pool of managed(references.all("pool"))) this.pool(pool);
    for (const cluster of references.all("cluster")) this.cluster(cluster);
    for (const identity of references.all("identity")) this.identity(identity);
    // The first of a name counts.
    for (const role of [...references.all("role")].reverse()) {
      this.roles.set(this.nameOf(role).toLowerCase(), role);
    }
    const federations = managed(references.all("federation")).map((one) => this.federation(one));
    const grants = [
      ...managed(references.all("grant")).map((one) => this.grant(one)),
      ...references.all("vault").flatMap((one) => this.inlinePolicies(one)),
      ...managed(references.all("policy")).map((one) => this.policy(one, [], "key_vault_id")),
    ];
    const accounts = managed(references.all("account")).map((one) => this.account(one));
    const workloads = managed(references.all("workload")).map((one) => this.workload(one));
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

  private cluster(found: Resource): Cluster {
    const resource = this.references.canonical(found);
    const known = this.clusters.get(resource.key);
    if (known) return known;
    const pools = this.pools.get(resource.key) ?? [];
    const cluster = { key: resource.key, label: this.nameOf(resource), resource, pools };
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
    const identity = { key: resource.key, label: this.nameOf(resource), resource };
    this.identities.set(resource.key, identity);
    return identity;
  }

  /** An identity by an attribute that names it; one that no stack holds is known by its id alone. */
  private identityAt(from: Resource, ...attributes: string[]): Identity {
    for (const attribute of attributes) {
      const found = this.references.target(from, attribute)?.resource;
      if (found && kindOf(found.type) === "identity") return this.identity(found);
      const { value, sensitive } = from.get(attribute);
      if (typeof value !== "string" || sensitive) continue;
      const key = `id ${value.toLowerCase()}`;
      const identity = this.identities.get(key) ?? { key, label: value.split("/").pop() ?? value };
      this.identities.set(key, identity);
      return identity;
    }
    this.unseen.add(`${from.stack}: the identity of ${from.address}`);
    const identity = { key: `${from.key} identity`, label: UNKNOWN };
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
    return {
      key: resource.key,
      resource,
      principal: this.principal(resource, "principal_id"),
      role: this.role(resource),
      scope: scopeOf(references, resource, "scope", this.nameOf),
      condition:
        written ??
        (resource.has("condition") ? (condition.sensitive ? "(sensitive)" : UNKNOWN) : undefined),
    };
  }

  /** The role of an assignment: by a definition of these stacks, or by its name or id. */
  private role(grant: Resource): Role {
    const { references } = this;
    const defined = references.target(grant, "role_definition_id")?.resource;
    const name = references.textOf(grant, "role_definition_name") || undefined;
    const definition =
      defined && kindOf(defined.type) === "role"
        ? defined
        : name && this.roles.get(name.toLowerCase());
    if (definition) return roleDefined(this.nameOf(definition), definition);
    const role = roleNamed(name ?? (references.textOf(grant, "role_definition_id") || UNKNOWN));
    if (!role.known && role.label !== UNKNOWN) {
      this.unseen.add(`${grant.stack}: what the role ${role.label} of ${grant.address} permits`);
    }
    return role;
  }

  private inlinePolicies(vault: Resource): RoleGrant[] {
    return vault
      .keys("access_policy")
      .map((index) => this.policy(vault, ["access_policy", index], "id"));
  }

  /** An access policy as what it gives: of a vault's own blocks, or a resource of its own. */
  private policy(resource: Resource, path: readonly string[], vault: string): RoleGrant {
    const permissions = (kind: string): [string, string[]] => {
      const { value, sensitive } = resource.get(...path, `${kind}_permissions`);
      return [`${kind}s`, list(value).map((one) => (sensitive ? "(sensitive)" : String(one)))];
    };
    return {
      key: [resource.key, ...path].join(" "),
      resource,
      principal: this.principal(resource, ...path, "object_id"),
      role: accessPolicy(new Map(["secret", "key", "certificate"].map(permissions))),
      scope: scopeOf(this.references, resource, vault, this.nameOf),
    };
  }

  private principal(holder: Resource, ...path: string[]): Principal {
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
    if (typeof value === "string" && !sensitive) return { key: `principal ${value}`, label: value };
    const written = this.references.addressOf(holder, ...path);
    if (written && !sensitive) return { key: `${holder.stack}:${written}`, label: written };
    this.unseen.add(`${holder.stack}: who receives ${holder.address}`);
    return { key: `${holder.key} principal`, label: sensitive ? "(sensitive)" : UNKNOWN };
  }

  private account(resource: Resource): ServiceAccount {
    const path = ["metadata", "annotations", CLIENT_ID];
    const target = this.references.target(resource, ...path)?.resource;
    const cluster = this.references.clusterOf(resource);
    const identity =
      target && kindOf(target.type) === "identity" ? this.identity(target) : undefined;
    return {
      resource,
      namespace: this.references.textOf(resource, "metadata", "namespace") ?? "default",
      name: this.references.textOf(resource, "metadata", "name") ?? UNKNOWN,
      cluster: cluster && this.cluster(cluster),
      identity,
      asksFor: resource.has(...path)
        ? (identity?.label ?? this.references.textOf(resource, ...path) ?? UNKNOWN)
        : undefined,
      annotated: resource.has(...path),
    };
  }

  private workload(resource: Resource): Workload {
    const { references } = this;
    const template = templatePath(resource.type) ?? [];
    const name =
      references.textOf(resource, "metadata", "name") ??
      references.textOf(resource, "metadata", "generate_name");
    const namespace = references.textOf(resource, "metadata", "namespace") ?? "default";
    const kind = resource.type
      .replace(/^kubernetes_/, "")
      .replace(/_v1$/, "")
      .replace(/_/g, " ");
    const account = [...template, "spec", "service_account_name"];
    const serviceAccount =
      references.textOf(resource, ...account) ?? (resource.has(...account) ? undefined : "default");
    if (serviceAccount === undefined) {
      this.unseen.add(`${resource.stack}: the service account of ${resource.address}`);
    }
    const cluster = references.clusterOf(resource);
    const label = resource.get(...template, "metadata", "labels", USE_LABEL);
    if (label.unknown || (label.expression && label.value === undefined)) {
      this.unseen.add(
        `${resource.stack}: the label ${USE_LABEL} of the pods of ${resource.address}`,
      );
    }
    return {
      key: resource.key,
      resource,
      label: `${kind} ${namespace}/${name ?? resource.address}`,
      namespace,
      serviceAccount: serviceAccount ?? UNKNOWN,
      cluster: cluster && this.cluster(cluster),
      labelled: text(label.value) === "true",
    };
  }

  private secret(resource: Resource): Secret {
    const name = this.nameOf(resource);
    const holder = this.references.target(resource, "key_vault_id")?.resource;
    const vault = holder && this.references.canonical(holder);
    const label = vault ? `${name} of vault ${this.nameOf(vault)}` : name;
    const key = vault ? `${vault.key}/secrets/${name.toLowerCase()}` : resource.key;
    const scope = {
      key,
      label: `secret ${label}`,
      level: "child" as const,
      resource: vault,
      secret: name,
    };
    return { resource, name, vault, label, scope };
  }
}

/** Which of a cluster's identities an attribute belongs to; the nodes pull images by theirs. */
function partOf(attribute = "kubelet_identity"): string {
  if (attribute === "kubelet_identity") return "nodes";
  return attribute === "identity" ? "control plane" : attribute.replace(/_/g, " ");
}

function managed(resources: readonly Resource[]): Resource[] {
  return resources.filter(({ place }) => place.mode === "managed");
}
