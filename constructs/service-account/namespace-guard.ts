import { TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { WorkloadIdentityCluster } from "../cluster/workload-identity-cluster";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import { azureKey } from "../private/azure-places";
import { connectionsOf } from "../private/connections";
import { ownedBySystem } from "../private/names";
import { perApp } from "../private/per-app";
import { comesAfter } from "../private/stack-order";
import { isTakenOver } from "../private/terraform/arguments";
import { warnOnce } from "../private/warnings";
import { namespaceMadeLater, namespaceNotMade, namespaceUnread } from "./namespace-errors";
import { namespaceMakers, type NamespaceMaker } from "./namespace-makers";

/** What is in a namespace of a cluster. */
interface Tenant extends IConstruct {
  readonly namespace: string;
  readonly identity: { readonly cluster: IOidcIssuer };
}

/** The tenants of each program that count on a namespace, and those by which it says that one is there. */
const counting = perApp((): Tenant[] => []);
const knowing = perApp((): Tenant[] => []);

/** Notes that the program says of a namespace that it is there, whoever makes it. */
export function saysNamespaceIsThere(tenant: Tenant): void {
  knowing(tenant).push(tenant);
}

/** Refuses at synth a namespace of a new cluster that nothing of the program makes; of several tenants at the first. */
export function needsNamespace(tenant: Tenant & Construct): void {
  const { namespace, identity } = tenant;
  if (namespace === "default" || ownedBySystem(namespace) || Token.isUnresolved(namespace)) return;
  const others = counting(tenant);
  const told = others.some(
    (one) =>
      one.namespace === namespace &&
      azureKey(one.identity.cluster) === azureKey(identity.cluster) &&
      isNew(one.identity.cluster) === isNew(identity.cluster),
  );
  if (told) return;
  others.push(tenant);
  tenant.node.addValidation({ validate: () => lackOf(tenant) });
}

function lackOf(tenant: Tenant): string[] {
  const { namespace, identity } = tenant;
  const { cluster } = identity;
  if (!isNew(cluster)) return [];
  if (knowing(tenant).some((one) => isSame(one, tenant))) return [];
  const makers = namespaceMakers(tenant);
  const made = makers.filter(
    (maker) => maker.names.includes(namespace) && mayReach(maker, cluster),
  );
  const own = TerraformStack.of(tenant);
  const [first] = made;
  if (first) {
    const isLater = made.every(({ by }) => comesAfter(TerraformStack.of(by), own));
    const { path, id } = TerraformStack.of(first.by).node;
    return isLater ? [namespaceMadeLater(namespace, first.by, id || path)] : [];
  }
  const unread = makers
    .filter((maker) => maker.others && mayReach(maker, cluster))
    .map(({ by }) => by);
  if (unread.length === 0) return [namespaceNotMade(namespace, cluster)];
  warnOnce(tenant, namespaceUnread(namespace, cluster, unread));
  return [];
}

/** Whether two tenants are in one namespace, as far as clusters can be told apart. */
function isSame(one: Tenant, other: Tenant): boolean {
  return one.namespace === other.namespace && !areTwo(one.identity.cluster, other.identity.cluster);
}

/** Two clusters that the program makes are two; one that exists may be any. */
function areTwo(one: IConstruct, other: IConstruct): boolean {
  return [one, other].every(isNew) && one !== other;
}

/** Whether the program makes a cluster, and does not take over one that exists. */
function isNew(cluster: IConstruct): boolean {
  if (!(cluster instanceof WorkloadIdentityCluster)) return false;
  const resource = cluster.node.defaultChild;
  return (
    TerraformResource.isTerraformResource(resource) &&
    !cluster.node.tryFindChild("import") &&
    !isTakenOver(resource)
  );
}

/** Whether a maker may work in a cluster: not one whose connection leads to another new one. */
function mayReach({ by }: NamespaceMaker, cluster: IConstruct): boolean {
  if (!TerraformResource.isTerraformResource(by) || !/^kubernetes_/.test(by.terraformResourceType))
    return true;
  const connections = [...connectionsOf(TerraformStack.of(by))];
  const [connected] =
    connections.find(([, { provider }]) => provider.alias === by.provider?.alias) ?? [];
  return connected === undefined || !areTwo(connected, cluster);
}
