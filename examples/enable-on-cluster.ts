// az aks update --enable-oidc-issuer --enable-workload-identity, on a cluster that Terraform does not own.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  AzapiProvider,
  ProviderVersion,
  WorkloadIdentityCluster,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "platform");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
new AzapiProvider(azure, "azapi");
const cluster = WorkloadIdentityCluster.enableOn(azure, "cluster", {
  clusterName: "shared",
  resourceGroupName: "platform",
});
cluster.addFederatedIdentity("orders", { namespace: "shop", serviceAccountName: "orders" });

app.synth();
