import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { isSame } from "./azure-places";
import { perApp } from "./per-app";
import { notConnected } from "./synthesis-errors";

/** How a stack is connected to a cluster. */
export interface Connection {
  readonly provider: KubernetesProvider;
  /** What was asked for when the connection was made. */
  readonly options?: object;
}

const connections = new WeakMap<TerraformStack, Map<IConstruct, Connection>>();

/** The connections of a stack, by the cluster that each talks to. */
export function connectionsOf(stack: TerraformStack): Map<IConstruct, Connection> {
  const known = connections.get(stack) ?? new Map<IConstruct, Connection>();
  connections.set(stack, known);
  return known;
}

/**
 * The provider for an object of the cluster in the scope's stack: the cluster's own connection, or
 * none when the stack's author configures a Kubernetes provider by hand.
 */
export function providerFor(
  cluster: IConstruct,
  scope: IConstruct,
): KubernetesProvider | undefined {
  const stack = TerraformStack.of(scope);
  const known = connectionsOf(stack);
  const connection =
    known.get(cluster) ?? [...known].find(([other]) => isSame(other, cluster))?.[1];
  const provider = connection?.provider;
  if (!provider && known.size > 0) throw notConnected(scope, cluster, stack.node.id);
  if (!provider && !unconnected.has(stack)) unconnected.set(stack, cluster);
  return provider;
}

const unconnected = new WeakMap<TerraformStack, IConstruct>();

/** The cluster of the first object of a stack that found no connection. */
export function unconnectedIn(stack: TerraformStack): IConstruct | undefined {
  return unconnected.get(stack);
}

const connected = perApp(() => new Set<IConstruct>());

/** Notes a connection, so that a stack's objects of the cluster find their provider. */
export function addConnection(
  cluster: IConstruct,
  stack: TerraformStack,
  connection: Connection,
): void {
  connectionsOf(stack).set(cluster, connection);
  connected(cluster).add(cluster);
}

/** Whether some stack of the program is connected to the cluster. */
export function isConnected(cluster: IConstruct): boolean {
  const all = connected(cluster);
  return all.has(cluster) || [...all].some((one) => isSame(one, cluster));
}
