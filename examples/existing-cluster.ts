// The platform team owns the cluster; this app only lets pods of it become an identity.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "orders-azure");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
const cluster = WorkloadIdentityCluster.fromClusterName(azure, "cluster", {
  clusterName: "shared",
  resourceGroupName: "platform",
});
const group = new ResourceGroup(azure, "group", { name: "orders", location: "westeurope" });
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
  identity: new ManagedIdentity(azure, "identity", { resourceGroup: group, name: "orders" }),
});

const workloads = new TerraformStack(app, "orders-workloads");
ProviderVersion.raiseTo(new AzurermProvider(workloads, "azurerm", { features: [{}] }), "4.81.0");
cluster.connect(workloads);
new WorkloadServiceAccount(workloads, "orders", { identity: orders, createNamespace: true });

app.synth();
