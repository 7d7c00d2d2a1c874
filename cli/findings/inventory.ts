import { buildTrustGraph } from "../model/build-trust-graph";
import { compareTexts, sortedBy } from "../model/collections";
import type { StackView } from "../model/stack";
import type { Identity, TrustGraph, Workload } from "../model/trust-graph";
import { type ClusterFacts, factsOf } from "./cluster-facts";

/** The version of the inventory's schema, `schema/inventory.schema.json`. */
export const INVENTORY_VERSION = 1;

/** Where something is written. */
interface Place {
  readonly stack: string;
  readonly address: string;
}

/** A workload that can become an identity. */
interface InventoryWorkload extends Place {
  readonly workload: string;
  readonly serviceAccount: string;
}

/** Who trusts whom, who may do what: the machine-readable side of a review. */
export interface Inventory {
  readonly version: number;
  readonly stacks: readonly string[];
  readonly clusters: readonly (Partial<Place> & ClusterFacts & { readonly name: string })[];
  readonly identities: readonly (Partial<Place> & {
    readonly name: string;
    readonly federations: readonly (Place & {
      readonly cluster: string | null;
      readonly issuer: string;
      readonly namespace: string | null;
      readonly serviceAccount: string | null;
      readonly subject: string | null;
      readonly audience: string | null;
    })[];
    readonly grants: readonly (Place & {
      readonly role: string;
      readonly scope: string;
      readonly condition: string | null;
    })[];
    readonly workloads: readonly InventoryWorkload[];
    readonly secrets: readonly string[];
  })[];
  /** Roles of principals that are no identity of these stacks. */
  readonly otherGrants: readonly (Place & {
    readonly principal: string;
    readonly role: string;
    readonly scope: string;
    readonly condition: string | null;
  })[];
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
    serviceAccount: `${namespace}/${serviceAccount}`,
  });
  const identity = (one: Identity) => {
    const trusted = trust.trustsOf(one);
    const grants = trust.grantsOf(one);
    return {
      name: one.label,
      ...(one.resource && { stack: one.resource.stack, address: one.resource.address }),
      federations: trusted.map((federation) => ({
        stack: federation.resource.stack,
        address: federation.resource.address,
        cluster: federation.cluster?.label ?? null,
        issuer: federation.issuer,
        namespace: federation.namespace ?? null,
        serviceAccount: federation.serviceAccount ?? null,
        subject: federation.subject ?? null,
        audience: federation.audience ?? null,
      })),
      grants: grants.map(({ resource, role, scope, condition }) => ({
        stack: resource.stack,
        address: resource.address,
        role: role.label,
        scope: scope.label,
        condition: condition ?? null,
      })),
      workloads: unique(trusted.flatMap((federation) => trust.workloadsOf(federation))).map(
        inventoryWorkload,
      ),
      secrets: unique(grants.flatMap((grant) => trust.secretsOf(grant))).sort(compareTexts),
    };
  };
  return {
    version: INVENTORY_VERSION,
    stacks,
    clusters: sortedBy(trust.clusters, ({ key }) => key).map((cluster) => ({
      name: cluster.label,
      stack: cluster.resource.stack,
      address: cluster.resource.address,
      ...factsOf(cluster),
    })),
    identities: trust.identities.map(identity),
    otherGrants: trust.grants
      .filter(({ principal }) => !principal.identity)
      .map(({ resource, principal, role, scope, condition }) => ({
        stack: resource.stack,
        address: resource.address,
        principal: principal.label,
        role: role.label,
        scope: scope.label,
        condition: condition ?? null,
      })),
    untrusted: trust.workloads
      .filter((workload) => workload.labelled && trust.federationsOf(workload).length === 0)
      .map(inventoryWorkload),
    unseen: trust.unseen,
  };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
