// The cluster is in one tenant, identity and vault are in another.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  KeyVaultAccess,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "cross-tenant-azure");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
new TimeProvider(azure, "time");
const provider = new AzurermProvider(azure, "tenant-b", {
  alias: "tenant_b",
  features: [{}],
  tenantId: "22222222-2222-2222-2222-222222222222",
  subscriptionId: "33333333-3333-3333-3333-333333333333",
});
const cluster = WorkloadIdentityCluster.fromClusterName(azure, "cluster", {
  clusterName: "shared",
  resourceGroupName: "platform",
});
const groupB = new ResourceGroup(azure, "group-b", { name: "b", location: "westeurope", provider });
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
  identity: new ManagedIdentity(azure, "identity", {
    resourceGroup: groupB,
    name: "orders",
    provider,
  }),
});
const vault = new KeyVaultAccess(azure, "vault", { resourceGroup: groupB, provider });
vault.addSecret("db-password").grantRead(orders);

const workloads = new TerraformStack(app, "cross-tenant-workloads");
ProviderVersion.raiseTo(new AzurermProvider(workloads, "azurerm", { features: [{}] }), "4.81.0");
cluster.connect(workloads);
new WorkloadServiceAccount(workloads, "orders", { identity: orders });

app.synth();
