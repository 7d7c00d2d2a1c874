import type { KubernetesClusterNetworkProfile } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";

/**
 * The arguments of a cluster's network: Azure CNI Overlay, unless the network stays as it is.
 *
 * @internal
 */
export function networkArguments({
  keepNetwork,
}: {
  readonly keepNetwork?: boolean;
}): KubernetesClusterNetworkProfile | undefined {
  if (keepNetwork) return undefined;
  return { networkPlugin: "azure", networkPluginMode: "overlay" };
}
