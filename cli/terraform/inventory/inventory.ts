import { buildTrustGraph } from "../model/build-trust-graph";
import { compareTexts, sortedBy } from "../model/collections";
import type { StackView } from "../model/stack";
import {
  type Identity,
  sayReadable,
  type TrustGraph,
  type Whereabouts,
  type Workload,
} from "../model/trust-graph";
import { type ClusterFacts, factsOf } from "./cluster-facts";

/** The version of the inventory's schema, `schema/inventory.schema.json`. */
export const INVENTORY_VERSION = 2;

/** How many workloads of one identity are named. */
const NAMED = 100;

/** Where something is written. */
interface Place {
  readonly stack: string;
  readonly address: string;
}

type Located = Omit<Whereabouts, "vault">;

/** A workload that can become an identity. */
interface InventoryWorkload extends Place {
  readonly workload: string;
  readonly serviceAccount: string;
}

/** Who trusts whom, who may do what: the machine-readable side of a review. */
export interface Inventory {
  readonly version: number;
  readonly stacks: readonly string[];
  readonly clusters: readonly (Partial<Place> &
    Located &
    ClusterFacts & { readonly name: string })[];
  readonly identities: readonly (Partial<Place> &
    Located & {
      readonly name: string;
      readonly federations: readonly (Place & {
        readonly cluster: string | null;
        readonly issuer: string;
        readonly namespace: string | null;
        readonly serviceAccount: string | null;
        readonly subject: string | null;
        readonly audience: string | null;
      })[];
      readonly grants: readonly (Place &
        Whereabouts & {
          readonly role: string;
          readonly scope: string;
          readonly condition: string | null;
        })[];
      readonly workloads: readonly InventoryWorkload[];
      /** How many more workloads there are; absent where all are named. */
      readonly moreWorkloads?: number;
      readonly secrets: readonly string[];
    })[];
  /** Roles of principals that are no identity of these stacks. */
  readonly otherGrants: readonly (Place &
    Whereabouts & {
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
    const each = trusted.map((federation) => trust.workloadsOf(federation));
    const workloads = each.length === 1 ? each[0] : unique(each.flat());
    const more = workloads.length - NAMED;
    return {
      name: one.label,
      ...(one.resource && { stack: one.resource.stack, address: one.resource.address }),
      ...located(one),
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
      grants: grants.map(({ resource, role, scope, condition, at }) => ({
        stack: resource.stack,
        address: resource.address,
        ...at,
        role: role.label,
        scope: scope.label,
        condition: condition ?? null,
      })),
      workloads: workloads.slice(0, NAMED).map(inventoryWorkload),
      ...(more > 0 && { moreWorkloads: more }),
      secrets: sayReadable(trust, grants, ({ label }) => label),
    };
  };
  return {
    version: INVENTORY_VERSION,
    stacks,
    clusters: sortedBy(trust.clusters, ({ key }) => key).map((one) => ({
      name: one.label,
      stack: one.resource.stack,
      address: one.resource.address,
      ...located(one),
      ...factsOf(one),
    })),
    identities: trust.identities.map(identity),
    otherGrants: trust.grants
      .filter(({ principal }) => !principal.identity)
      .map(({ resource, principal, role, scope, condition, at }) => ({
        stack: resource.stack,
        address: resource.address,
        ...at,
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

function located({ subscription, resourceGroup }: Located): Located {
  return { ...(subscription && { subscription }), ...(resourceGroup && { resourceGroup }) };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
