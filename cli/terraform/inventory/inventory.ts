import { buildTrustGraph } from "../model/build-trust-graph";
import { compareTexts, sortedBy } from "../model/collections";
import { type Fact, joined } from "../model/fact";
import type { StackView } from "../model/stack";
import {
  type Cluster,
  type Identity,
  type RoleGrant,
  sayReadable,
  type TrustGraph,
  type Whereabouts,
  type Workload,
} from "../model/trust-graph";
import { type ClusterFacts, factsOf } from "./cluster-facts";
import type { InventoryRole, InventoryScope } from "./facts";

/** The version of the inventory's schema, `schema/inventory.schema.json`. */
export const INVENTORY_VERSION = 3;

/** How many workloads of one identity are named. */
const NAMED = 100;

/** Where something is written. */
interface Place {
  readonly stack: string;
  readonly address: string;
}

/** A workload that can become an identity. */
interface InventoryWorkload extends Place {
  readonly workload: string;
  /** Namespace and name. */
  readonly serviceAccount: Fact;
}

/** A cluster or an identity; its name is its address where that is not known. */
interface Named extends Partial<Place>, Whereabouts {
  readonly name: string;
  /** Its id in Azure. */
  readonly id: Fact;
}

interface InventoryGrant extends Place {
  readonly role: InventoryRole;
  readonly scope: InventoryScope;
  readonly condition: Fact | null;
}

interface InventoryFederation extends Place {
  /** The id of the cluster; null of another issuer. */
  readonly cluster: Fact | null;
  readonly clusterName: string | null;
  readonly issuer: Fact;
  readonly namespace: string | null;
  readonly serviceAccount: string | null;
  readonly subject: Fact;
  readonly audience: Fact;
}

interface InventoryIdentity extends Named {
  readonly federations: readonly InventoryFederation[];
  readonly grants: readonly InventoryGrant[];
  readonly workloads: readonly InventoryWorkload[];
  /** How many more workloads there are; absent where all are named. */
  readonly moreWorkloads?: number;
  readonly secrets: readonly string[];
}

/** Who trusts whom, who may do what: the machine-readable side of a review. */
export interface Inventory {
  readonly version: number;
  readonly stacks: readonly string[];
  readonly clusters: readonly (Named & ClusterFacts)[];
  readonly identities: readonly InventoryIdentity[];
  /** Roles of principals that are no identity of these stacks. */
  readonly otherGrants: readonly (InventoryGrant & { readonly principal: string })[];
  /** Workloads with the label that no identity of these stacks trusts. */
  readonly untrusted: readonly InventoryWorkload[];
  readonly unseen: readonly string[];
}

/** The inventory of synthesized stacks. */
export function inventoryOf(stacks: readonly StackView[]): Inventory {
  const names = stacks.map(({ name }) => name).sort(compareTexts);
  return toInventory(names, buildTrustGraph(stacks));
}

/** The inventory of a trust graph. */
export function toInventory(stacks: readonly string[], trust: TrustGraph): Inventory {
  const inventoryWorkload = ({ resource, label, namespace, serviceAccount }: Workload) => ({
    stack: resource.stack,
    address: resource.address,
    workload: label,
    serviceAccount: joined([namespace, serviceAccount], "/"),
  });
  const identity = (one: Identity) => {
    const trusted = trust.trustsOf(one);
    const grants = trust.grantsOf(one);
    const each = trusted.map((federation) => trust.workloadsOf(federation));
    const [first = [], ...others] = each;
    const workloads = others.length === 0 ? first : unique(each.flat());
    const more = workloads.length - NAMED;
    return {
      ...named(one),
      federations: trusted.map((federation) => ({
        stack: federation.resource.stack,
        address: federation.resource.address,
        cluster: federation.cluster?.id ?? null,
        clusterName: federation.cluster?.label ?? null,
        issuer: federation.issuer,
        namespace: federation.namespace ?? null,
        serviceAccount: federation.serviceAccount ?? null,
        subject: federation.subject,
        audience: federation.audience,
      })),
      grants: grants.map(granted),
      workloads: workloads.slice(0, NAMED).map(inventoryWorkload),
      ...(more > 0 && { moreWorkloads: more }),
      secrets: sayReadable(trust, grants, ({ label }) => label),
    };
  };
  return {
    version: INVENTORY_VERSION,
    stacks,
    clusters: sortedBy(trust.clusters, ({ key }) => key).map((one) => ({
      ...named(one),
      ...factsOf(one),
    })),
    identities: trust.identities.map(identity),
    otherGrants: trust.grants
      .filter(({ principal }) => !principal.identity)
      .map((grant) => ({ ...granted(grant), principal: grant.principal.label })),
    untrusted: trust.workloads
      .filter((workload) => workload.labelled && trust.federationsOf(workload).length === 0)
      .map(inventoryWorkload),
    unseen: trust.unseen,
  };
}

function named(one: Identity | Cluster): Named {
  const { label, id, resource, subscription, resourceGroup } = one;
  return {
    name: label,
    id,
    ...(resource && { stack: resource.stack, address: resource.address }),
    ...(subscription && { subscription }),
    ...(resourceGroup && { resourceGroup }),
  };
}

function granted({ resource, role, scope, at, condition }: RoleGrant): InventoryGrant {
  const { label, kind, name, verbs, known } = role;
  const permissions = known && "value" in name ? verbs : undefined;
  return {
    stack: resource.stack,
    address: resource.address,
    role: { label, kind, name, ...(permissions && { permissions }) },
    scope: { label: scope.label, ...at },
    condition: condition ?? null,
  };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
