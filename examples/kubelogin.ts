// Entra ID alone: no certificate of the cluster is in any state.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  ClusterLogin,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "platform-azure");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
const cluster = new WorkloadIdentityCluster(azure, "cluster", {
  resourceGroup: new ResourceGroup(azure, "group", { name: "platform", location: "westeurope" }),
  name: "shared",
  entra: { adminGroupObjectIds: ["11111111-1111-1111-1111-111111111111"] },
  localAccounts: false,
});
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
});

const workloads = new TerraformStack(app, "platform-workloads");
ProviderVersion.raiseTo(new AzurermProvider(workloads, "azurerm", { features: [{}] }), "4.81.0");
cluster.connect(workloads, {
  login: ClusterLogin.KUBELOGIN,
  kubelogin: { mode: "workloadidentity" },
});
new WorkloadServiceAccount(workloads, "orders", { identity: orders, createNamespace: true });

app.synth();
