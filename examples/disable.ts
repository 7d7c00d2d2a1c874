// az aks update --disable-workload-identity: new pods get no token, the issuer and the trusts stay.
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
  resourceGroup: new ResourceGroup(azure, "group", { name: "platform", location: "westeurope" }),
  name: "shared",
  workloadIdentity: false,
  keepFederations: true, // without it the federation below is refused
});
cluster.addFederatedIdentity("orders", { namespace: "shop", serviceAccountName: "orders" });

app.synth();
