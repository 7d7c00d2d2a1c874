// The identity exists and has roles; this app lets a service account become it.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "orders");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
const cluster = new WorkloadIdentityCluster(azure, "cluster", {
  resourceGroup: new ResourceGroup(azure, "group", { name: "orders", location: "westeurope" }),
  name: "orders",
});
cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
  identity: ManagedIdentity.fromIdentityId(azure, "identity", {
    // az identity show --query id, in whatever case
    identityId:
      "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/identities/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders",
  }),
});

app.synth();
