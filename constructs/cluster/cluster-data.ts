import { DataAzurermKubernetesCluster } from "@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import type { IResourceGroup } from "../resource-group";

/** Looks a cluster up by its name and group: as text where they are known, so that the plan can read it. */
export function clusterDataSource(
  scope: Construct,
  name: string,
  { name: reference, nameInput }: Pick<IResourceGroup, "name" | "nameInput">,
  provider?: TerraformProvider,
): DataAzurermKubernetesCluster {
  return new DataAzurermKubernetesCluster(scope, "Default", {
    provider,
    name,
    resourceGroupName: nameInput ?? reference,
  });
}
