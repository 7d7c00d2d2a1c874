// Another team owns the vault, in another subscription; a pod may read one secret of it.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  KeyVaultAccess,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "orders");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
const vaults = new AzurermProvider(azure, "vaults", {
  alias: "vaults",
  features: [{}],
  subscriptionId: "00000000-0000-0000-0000-000000000000",
});
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
const vault = KeyVaultAccess.fromVaultName(azure, "vault", {
  vaultName: "shared-vault",
  resourceGroupName: "vaults",
  provider: vaults,
});
vault.secret("db-password").grantRead(orders);
vault.key("signing").grantUse(orders);
vault.certificate("tls").grantRead(orders);

app.synth();
