// Helm made the service account; this app adds the annotations and leaves the rest of it alone.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  ProviderVersion,
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
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
});

const workloads = new TerraformStack(app, "orders-workloads");
ProviderVersion.raiseTo(new AzurermProvider(workloads, "azurerm", { features: [{}] }), "4.81.0");
cluster.connect(workloads);
WorkloadServiceAccount.annotate(workloads, "orders", { identity: orders });

app.synth();
