import type { Inventory } from "../terraform/inventory/inventory";
import { valueOf } from "../terraform/model/fact";
import { RENDERED_ACCOUNT } from "../terraform/model/kubernetes-objects";
import { same } from "./names";
import type { Place } from "./report";

/** A role that an identity should have. */
export type ExpectedGrant = Pick<Grant, "stack" | "address" | "role" | "scope">;

type Grant = Inventory["identities"][number]["grants"][number];

/** An account that should be able to become an identity. */
export interface ExpectedTrust {
  readonly namespace: string;
  readonly account: string;
  /** The trust in the account. */
  readonly place: Place;
  /** The issuer of the trust, where the app knows its URL. */
  readonly issuer?: string;
  readonly identity: {
    readonly name: string;
    readonly subscription?: string;
    readonly resourceGroup?: string;
    readonly place?: Place;
  };
  readonly grants: readonly ExpectedGrant[];
  /** By the name of the row: `deployment shop/orders`. */
  readonly workloads: Readonly<Record<string, Place>>;
}

/** A cluster by its name in Azure, and its id where it is known. */
export interface ClusterName {
  readonly name: string;
  readonly id?: string;
}

/** What an app says that there should be. */
export interface Expected {
  readonly clusters: readonly ClusterName[];
  readonly subscriptions: readonly string[];
  readonly trusts: readonly ExpectedTrust[];
}

/** What to expect, once it is known which cluster it is. */
export type Expecting = (cluster: ClusterName | undefined) => Expected;

export const NOTHING_EXPECTED: Expected = { clusters: [], subscriptions: [], trusts: [] };

/** Whether two clusters may be the same: by their ids where both are known. */
export function isCluster(one: ClusterName, other: ClusterName): boolean {
  return one.id === undefined || other.id === undefined
    ? one.name === other.name
    : same(one.id, other.id);
}

/** What the inventory of an app leads to expect of a cluster, or of its only one. */
export function expectedOf(inventory: Inventory, cluster: ClusterName | undefined): Expected {
  const clusters = inventory.clusters.map(({ name, id }) => ({ name, id: valueOf(id) }));
  // A name of AKS has no dot: with one it is the address of a cluster whose name is not known.
  const here = (name: string | null, id: string | undefined) =>
    name === null ||
    name.includes(".") ||
    (cluster === undefined ? clusters.length <= 1 : isCluster({ name, id }, cluster));
  const placed = [...inventory.clusters, ...inventory.identities];
  return {
    clusters,
    subscriptions: [...new Set(placed.flatMap((one) => one.subscription ?? []))],
    trusts: inventory.identities.flatMap((identity) =>
      identity.federations.flatMap((federation) => {
        const { namespace, serviceAccount, clusterName } = federation;
        const id = valueOf(federation.cluster ?? undefined);
        if (namespace === null || serviceAccount === null || !here(clusterName, id)) return [];
        return [
          {
            namespace,
            account: serviceAccount,
            place: { stack: federation.stack, address: federation.address },
            issuer: valueOf(federation.issuer),
            identity: {
              name: identity.name,
              subscription: identity.subscription,
              resourceGroup: identity.resourceGroup,
              place:
                identity.stack && identity.address
                  ? { stack: identity.stack, address: identity.address }
                  : undefined,
            },
            grants: identity.grants,
            workloads: workloadsAs(identity.workloads, `${namespace}/${serviceAccount}`),
          },
        ];
      }),
    ),
  };
}

function workloadsAs(
  workloads: Inventory["identities"][number]["workloads"],
  account: string,
): Record<string, Place> {
  // What pods a rendered account gets, nobody has said.
  const own = workloads.filter(
    ({ serviceAccount, workload }) =>
      valueOf(serviceAccount) === account && !workload.startsWith(`${RENDERED_ACCOUNT} `),
  );
  return Object.fromEntries(
    own.map(({ workload, stack, address }) => [rowName(workload), { stack, address }]),
  );
}

/** `stateful set shop/db` as kubectl takes it: `statefulset shop/db`. */
function rowName(workload: string): string {
  const at = workload.lastIndexOf(" ");
  return `${workload.slice(0, at).replace(/ /g, "")} ${workload.slice(at + 1)}`;
}
