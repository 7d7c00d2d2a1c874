// Helm made the service account; this app adds the annotations and leaves the rest of it alone.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { WorkloadIdentityCluster, WorkloadServiceAccount } from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "orders-azure");
new AzurermProvider(azure, "azurerm", { features: [{}] });
const cluster = WorkloadIdentityCluster.fromClusterName(azure, "cluster", {
  clusterName: "shared",
  resourceGroupName: "platform",
});
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
});

const workloads = new TerraformStack(app, "orders-workloads");
new AzurermProvider(workloads, "azurerm", { features: [{}] });
cluster.connect(workloads);
WorkloadServiceAccount.annotate(workloads, "orders", { identity: orders });

app.synth();
