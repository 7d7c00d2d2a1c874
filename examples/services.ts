// A workload reaches Storage, Service Bus, Cosmos DB, App Configuration, Azure OpenAI and Azure Monitor by
// its identity: the right role at the right scope, no key that would open the door too, and the variables
// by which the application finds each of them.
import { AppConfiguration } from "@cdktf/provider-azurerm/lib/app-configuration";
import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { CosmosdbSqlContainer } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-container";
import { CosmosdbSqlDatabase } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-database";
import { MonitorWorkspace } from "@cdktf/provider-azurerm/lib/monitor-workspace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { ServicebusQueue } from "@cdktf/provider-azurerm/lib/servicebus-queue";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  AzureRoles,
  CosmosDbAccess,
  Grant,
  GrantScope,
  ProviderVersion,
  ResourceGroup,
  ServiceEnv,
  Synthesis,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "shop-azure");
new LocalBackend(azure, { path: "../../../terraform.shop-azure.tfstate" });
// Without keys the provider itself asks the storage account with its Entra login.
const azurerm = new AzurermProvider(azure, "azurerm", { features: [{}], storageUseAzuread: true });
ProviderVersion.raiseTo(azurerm, "4.81.0");
new TimeProvider(azure, "time");
const group = new ResourceGroup(azure, "group", { name: "shop", location: "westeurope" });
const at = { resourceGroupName: group.name, location: group.location };
const cluster = new WorkloadIdentityCluster(azure, "cluster", {
  resourceGroup: group,
  name: "shop",
});
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
});

const storage = new StorageAccount(azure, "storage", {
  ...at,
  name: "shoporders",
  accountTier: "Standard",
  accountReplicationType: "ZRS",
  sharedAccessKeyEnabled: false,
});
const invoices = new StorageContainer(azure, "invoices", {
  name: "invoices",
  storageAccountId: storage.id,
});
Grant.of(orders, { role: AzureRoles.STORAGE_BLOB_DATA_CONTRIBUTOR, scope: invoices });

const bus = new ServicebusNamespace(azure, "bus", {
  ...at,
  name: "shop-orders",
  sku: "Standard",
  localAuthEnabled: false,
});
const queue = new ServicebusQueue(azure, "queue", { name: "orders", namespaceId: bus.id });
Grant.of(orders, { role: AzureRoles.AZURE_SERVICE_BUS_DATA_SENDER, scope: queue });
Grant.of(orders, { role: AzureRoles.AZURE_SERVICE_BUS_DATA_RECEIVER, scope: queue });

const account = new CosmosdbAccount(azure, "cosmos", {
  ...at,
  name: "shop-orders",
  offerType: "Standard",
  localAuthenticationDisabled: true, // azurerm 5: `localAuthenticationEnabled: false`
  consistencyPolicy: { consistencyLevel: "Session" },
  geoLocation: [{ location: group.location, failoverPriority: 0 }],
});
const inAccount = { resourceGroupName: group.name, accountName: account.name };
const database = new CosmosdbSqlDatabase(azure, "database", { ...inAccount, name: "shop" });
const items = new CosmosdbSqlContainer(azure, "items", {
  ...inAccount,
  databaseName: database.name,
  name: "orders",
  partitionKeyPaths: ["/customer"],
});
const data = new CosmosDbAccess(azure, "data", { account });
data.database(database.name).container(items.name).grantWrite(orders);

const settings = new AppConfiguration(azure, "settings", {
  ...at,
  name: "shop-orders",
  sku: "standard",
  localAuthEnabled: false,
});
Grant.of(orders, { role: AzureRoles.APP_CONFIGURATION_DATA_READER, scope: settings });

const openAi = new CognitiveAccount(azure, "open-ai", {
  ...at,
  name: "shop-orders",
  kind: "OpenAI",
  skuName: "S0",
  customSubdomainName: "shop-orders", // logins by Entra ID ask for one
  localAuthEnabled: false,
});
Grant.of(orders, { role: AzureRoles.COGNITIVE_SERVICES_OPEN_AI_USER, scope: openAi });

const metrics = new MonitorWorkspace(azure, "metrics", { ...at, name: "shop" });
Grant.of(orders, {
  role: AzureRoles.MONITORING_METRICS_PUBLISHER,
  scope: GrantScope.fromId(azure, "metrics-rule", metrics.defaultDataCollectionRuleId),
});

const workloads = new TerraformStack(app, "shop-workloads");
new LocalBackend(workloads, { path: "../../../terraform.shop-workloads.tfstate" });
ProviderVersion.raiseTo(new AzurermProvider(workloads, "azurerm", { features: [{}] }), "4.81.0");
cluster.connect(workloads);
new WorkloadDeployment(workloads, "deployment", {
  serviceAccount: new WorkloadServiceAccount(workloads, "orders", {
    identity: orders,
    createNamespace: true,
  }),
  name: "orders",
  containers: [
    {
      name: "orders",
      image: "registry.example.com/orders:1.0",
      env: {
        ...ServiceEnv.of(storage),
        ...ServiceEnv.of(bus),
        ...ServiceEnv.of(account),
        ...ServiceEnv.of(settings),
        ...ServiceEnv.of(openAi),
      },
    },
  ],
});

Synthesis.allOrNothing(app);
