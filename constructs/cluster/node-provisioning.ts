import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { needsArgument } from "../private/terraform/bindings";

/** What AKS does without being asked: nodes come from node pools, and not from node auto-provisioning. */
const MANUAL = { nodeProvisioningProfile: { mode: "Manual" } };

/**
 * The arguments of node auto-provisioning: azurerm 5 wants them said, azurerm 4.55 does not know them.
 *
 * @internal
 */
export function provisioningArguments(): typeof MANUAL {
  const said = needsArgument(KubernetesCluster, "nodeProvisioningProfile") ? MANUAL : {};
  return said as typeof MANUAL;
}
