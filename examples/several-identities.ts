// One service account, two identities: the annotations name the first, code picks the other by its client id.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  ProviderVersion,
  ResourceGroup,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "shop-azure");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
new TimeProvider(azure, "time");
const cluster = new WorkloadIdentityCluster(azure, "cluster", {
  resourceGroup: new ResourceGroup(azure, "group", { name: "shop", location: "westeurope" }),
  name: "shop",
});
const account = { namespace: "shop", serviceAccountName: "shop" };
const orders = cluster.addFederatedIdentity("orders", { ...account, credentialName: "orders" });
const invoices = cluster.addFederatedIdentity("invoices", {
  ...account,
  credentialName: "invoices",
});

const workloads = new TerraformStack(app, "shop-workloads");
ProviderVersion.raiseTo(new AzurermProvider(workloads, "azurerm", { features: [{}] }), "4.81.0");
cluster.connect(workloads);
new WorkloadDeployment(workloads, "deployment", {
  serviceAccount: new WorkloadServiceAccount(workloads, "shop", {
    identity: orders,
    additionalIdentities: [invoices],
    createNamespace: true,
  }),
  name: "shop",
  containers: [
    {
      name: "shop",
      image: "registry.example.com/shop:1.0",
      env: { INVOICES_CLIENT_ID: invoices.identity.clientId },
    },
  ],
});

app.synth();
