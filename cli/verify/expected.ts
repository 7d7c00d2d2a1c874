import type { Inventory } from "../terraform/inventory/inventory";
import { RENDERED_ACCOUNT } from "../terraform/model/kubernetes-objects";
import type { Place } from "./report";

/** A role that an identity should have. */
export interface ExpectedGrant extends Place {
  readonly role: string;
  /** As the inventory shows it. */
  readonly scope: string;
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly vault?: string;
}

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

/** What an app says that there should be. */
export interface Expected {
  readonly clusters: readonly string[];
  readonly subscriptions: readonly string[];
  readonly trusts: readonly ExpectedTrust[];
}

export const NOTHING_EXPECTED: Expected = { clusters: [], subscriptions: [], trusts: [] };

/** What the inventory of an app leads to expect of the cluster of a name, or of its only one. */
export function expectedOf(inventory: Inventory, cluster: string | undefined): Expected {
  const clusters = inventory.clusters.map(({ name }) => name);
  // A name of AKS has no dot: with one it is the address of a cluster whose name is not known.
  const here = (name: string | null) =>
    name === null ||
    name.includes(".") ||
    (cluster === undefined ? clusters.length <= 1 : name === cluster);
  const placed = [...inventory.clusters, ...inventory.identities];
  return {
    clusters,
    subscriptions: [...new Set(placed.flatMap((one) => one.subscription ?? []))],
    trusts: inventory.identities.flatMap((identity) =>
      identity.federations.flatMap((federation) => {
        const { namespace, serviceAccount } = federation;
        if (namespace === null || serviceAccount === null || !here(federation.cluster)) return [];
        return [
          {
            namespace,
            account: serviceAccount,
            place: { stack: federation.stack, address: federation.address },
            issuer: /^https:/.test(federation.issuer) ? federation.issuer : undefined,
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
      serviceAccount === account && !workload.startsWith(`${RENDERED_ACCOUNT} `),
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
