import { accessPolicy, type PolicyPath } from "./access-policy";
import { AzureNodes, managed } from "./azure-nodes";
import { cosmosRoleOf, cosmosScopeOf, isCosmosGrant } from "./cosmos";
import { type Fact, factOf, joined, valueOf } from "./fact";
import { KubernetesObjects } from "./kubernetes-objects";
import { Places } from "./places";
import { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type AttributePath, kindOf } from "./resource-types";
import type { Role } from "./role";
import { RoleDefinitions } from "./role-definitions";
import { scopeOf, scopeOfSecret } from "./scope-of";
import type { StackView } from "./stack";
import type { Federation, RoleGrant, Secret, TrustGraph } from "./trust-graph";
import { trustLinks } from "./trust-links";

/** Reads the trust between clusters, identities, roles and workloads out of all stacks of an app. */
export function buildTrustGraph(stacks: readonly StackView[]): TrustGraph {
  return new TrustGraphBuilder(new ReferenceIndex(stacks)).build();
}

class TrustGraphBuilder {
  private readonly unseen = new Set<string>();
  private readonly places: Places;
  private readonly nodes: AzureNodes;
  private readonly roles: RoleDefinitions;

  constructor(private readonly references: ReferenceIndex) {
    this.places = new Places(references);
    this.nodes = new AzureNodes(references, this.places, (text) => this.unseen.add(text));
    this.roles = new RoleDefinitions(references, this.nodes.nameOf);
  }

  public build(): TrustGraph {
    const { references } = this;
    for (const { unseen } of references.stacks) unseen.forEach((text) => this.unseen.add(text));
    const federations = managed(references.all("federation")).map((one) => this.federation(one));
    const grants = [
      ...managed(references.all("grant")).map((one) => this.grant(one)),
      ...references.all("vault").flatMap((one) => this.inlinePolicies(one)),
      ...managed(references.all("policy")).map((one) => this.policy(one, [], "key_vault_id")),
    ];
    const objects = new KubernetesObjects(references, {
      cluster: (resource) => this.nodes.cluster(resource),
      identity: (resource) => this.nodes.identity(resource),
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
      clusters: this.nodes.clusters,
      identities: this.nodes.identities,
      federations,
      grants,
      accounts,
      workloads,
      secrets,
      unseen: [...this.unseen].sort(),
      ...trustLinks(references, { federations, grants, workloads, secrets }),
    };
  }

  private federation(resource: Resource): Federation {
    const { references } = this;
    const subject = references.factOf(resource, "subject");
    const [, namespace, serviceAccount] =
      /^system:serviceaccount:([^:]+):([^:]+)$/.exec(valueOf(subject) ?? "") ?? [];
    const issuer = references.target(resource, "issuer")?.resource;
    const cluster =
      issuer && kindOf(issuer.type) === "cluster" ? this.nodes.cluster(issuer) : undefined;
    const written = references.factOf(resource, "issuer");
    if (!cluster && valueOf(written) === undefined) {
      this.unseen.add(`${resource.stack}: where the issuer of ${resource.address} comes from`);
    }
    return {
      key: resource.key,
      resource,
      identity: this.nodes.identityAt(resource, "user_assigned_identity_id", "parent_id"),
      cluster,
      foreignIssuer: cluster ? undefined : valueOf(written),
      issuer: written,
      subject,
      namespace,
      serviceAccount,
      audience: this.audienceOf(resource),
    };
  }

  private audienceOf(resource: Resource): Fact {
    const datum = resource.get("audience");
    if (datum.unknown || datum.sensitive) return factOf(datum);
    const items = resource.items("audience");
    return joined(
      items.map((index) => this.references.factOf(resource, "audience", index)),
      ", ",
    );
  }

  private grant(resource: Resource): RoleGrant {
    const { references, places } = this;
    const { nameOf } = this.nodes;
    const { at, ...scope } = isCosmosGrant(resource)
      ? cosmosScopeOf(references, places, resource, nameOf)
      : {
          ...scopeOf(references, resource, "scope", nameOf),
          at: places.scope(resource, "scope"),
        };
    return {
      key: resource.key,
      resource,
      principal: this.nodes.principal(resource, "principal_id"),
      role: this.role(resource),
      scope,
      at,
      condition: resource.has("condition") ? references.factOf(resource, "condition") : undefined,
    };
  }

  private role(grant: Resource): Role {
    return this.seen(
      grant,
      isCosmosGrant(grant)
        ? cosmosRoleOf(this.references, grant, this.nodes.nameOf)
        : this.roles.roleOf(grant),
    );
  }

  private seen(grant: Resource, role: Role): Role {
    if (!role.known) {
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
    const scope = scopeOf(this.references, resource, vault, this.nodes.nameOf);
    const receiver: AttributePath = [...path, "object_id"];
    return {
      key: [resource.key, ...path].join(" "),
      resource,
      principal: this.nodes.principal(resource, ...receiver),
      role: this.seen(resource, accessPolicy(resource, path, holder)),
      scope,
      at: holder === resource ? this.places.of(resource) : this.places.named(resource, vault),
    };
  }

  private secret(resource: Resource): Secret {
    const { nameOf } = this.nodes;
    const name = nameOf(resource);
    const scope = scopeOfSecret(this.references, resource, nameOf);
    const holder = this.references.target(resource, "key_vault_id")?.resource;
    const vault = holder && this.references.canonical(holder);
    return { resource, name, vault, label: scope.name, scope };
  }
}
