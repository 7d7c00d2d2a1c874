// Another program made the cluster, and only its issuer URL is known here.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  FederatedIdentity,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "orders");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
const cluster = WorkloadIdentityCluster.fromClusterAttributes(azure, "cluster", {
  // az aks show --query oidcIssuerProfile.issuerUrl, verbatim
  oidcIssuerUrl:
    "https://westeurope.oic.prod-aks.azure.com/00000000-0000-0000-0000-000000000000/11111111-1111-1111-1111-111111111111/",
});
const group = new ResourceGroup(azure, "group", { name: "orders", location: "westeurope" });
new FederatedIdentity(azure, "orders", {
  cluster,
  namespace: "shop",
  serviceAccountName: "orders",
  credentialName: "shared-shop-orders",
  identity: new ManagedIdentity(azure, "identity", { resourceGroup: group, name: "orders" }),
});

app.synth();
