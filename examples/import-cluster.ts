// A cluster made by hand becomes one that Terraform owns. Compare the first plan: it must replace nothing.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "platform");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
const cluster = new WorkloadIdentityCluster(azure, "cluster", {
  resourceGroup: ResourceGroup.fromResourceGroupName(azure, "group", {
    resourceGroupName: "myResourceGroup",
  }),
  name: "myAKSCluster",
  dnsPrefix: "myAKSClust-myResourceGroup-000000", // az aks show --query dnsPrefix
  nodePool: { name: "nodepool1", vmSize: "Standard_DS2_v2", nodeCount: 3 },
});
cluster.importFrom(
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myResourceGroup/providers/Microsoft.ContainerService/managedClusters/myAKSCluster",
);

app.synth();
