/** What something is in Azure's own words, and which one: `secret`, `db-password of vault shop-vault`. */
export interface Part {
  readonly noun: string;
  readonly name: string;
}

/** Types that Azure's documentation calls otherwise than their name reads, by the type in an id. */
const BY_API: Readonly<Record<string, string>> = {
  "microsoft.apimanagement/service": "API Management service",
  "microsoft.cache/redis": "Redis cache",
  "microsoft.cognitiveservices/accounts": "AI services account",
  "microsoft.containerregistry/registries": "container registry",
  "microsoft.containerservice/managedclusters": "cluster",
  "microsoft.datafactory/factories": "data factory",
  "microsoft.dbformysql/flexibleservers": "MySQL server",
  "microsoft.dbforpostgresql/flexibleservers": "PostgreSQL server",
  "microsoft.documentdb/databaseaccounts": "Cosmos DB account",
  "microsoft.eventhub/namespaces": "Event Hubs namespace",
  "microsoft.keyvault/managedhsms": "managed HSM",
  "microsoft.managedidentity/userassignedidentities": "managed identity",
  "microsoft.network/dnszones": "DNS zone",
  "microsoft.network/privatednszones": "private DNS zone",
  "microsoft.operationalinsights/workspaces": "Log Analytics workspace",
  "microsoft.servicebus/namespaces": "Service Bus namespace",
  "microsoft.sql/servers": "SQL server",
  "microsoft.storage/storageaccounts": "storage account",
  "microsoft.web/sites": "web app",
};

/** The same for what is inside of something else, by the last part of its type. */
const INSIDE: Readonly<Record<string, string>> = {
  colls: "container",
  dbs: "database",
  eventhubs: "event hub",
  shares: "file share",
  sqldatabases: "database",
};

/** The same by the type of azurerm. */
const BY_TYPE: Readonly<Record<string, string>> = {
  azurerm_api_management: "API Management service",
  azurerm_app_configuration: "configuration store",
  azurerm_cognitive_account: "AI services account",
  azurerm_cosmosdb_account: "Cosmos DB account",
  azurerm_cosmosdb_sql_container: "container",
  azurerm_cosmosdb_sql_database: "database",
  azurerm_dns_zone: "DNS zone",
  azurerm_eventhub: "event hub",
  azurerm_eventhub_namespace: "Event Hubs namespace",
  azurerm_key_vault: "vault",
  azurerm_key_vault_certificate: "certificate",
  azurerm_key_vault_key: "key",
  azurerm_key_vault_managed_hardware_security_module: "managed HSM",
  azurerm_key_vault_secret: "secret",
  azurerm_kubernetes_cluster: "cluster",
  azurerm_log_analytics_workspace: "Log Analytics workspace",
  azurerm_mssql_database: "database",
  azurerm_mssql_server: "SQL server",
  azurerm_mysql_flexible_server: "MySQL server",
  azurerm_postgresql_flexible_server: "PostgreSQL server",
  azurerm_private_dns_zone: "private DNS zone",
  azurerm_redis_cache: "Redis cache",
  azurerm_servicebus_namespace: "Service Bus namespace",
  azurerm_servicebus_queue: "queue",
  azurerm_servicebus_topic: "topic",
  azurerm_storage_container: "container",
  azurerm_storage_queue: "queue",
  azurerm_storage_share: "file share",
  azurerm_storage_table: "table",
  azurerm_user_assigned_identity: "managed identity",
};

/** What a resource of a type of the provider is. */
export function nounOfType(type: string): string {
  if (!type.startsWith("azurerm_")) return "resource";
  return BY_TYPE[type] ?? type.slice("azurerm_".length).replace(/_/g, " ");
}

/** What an id below a provider of Azure names, from the parts between its slashes. */
export function partOfId(segments: readonly string[]): Part {
  const at = segments.map((one) => one.toLowerCase()).lastIndexOf("providers");
  const [provider = "", type = "", name = "", ...rest] = at < 0 ? [] : segments.slice(at + 1);
  if (name === "") return { noun: "resource", name: segments.at(-1) ?? "" };
  const api = `${provider}/${type}`.toLowerCase();
  return inside({ noun: BY_API[api] ?? words(type), name }, rest);
}

/** What a path names inside of something: `/blobServices/default/containers/orders` of a storage account. */
export function inside(holder: Part, path: readonly string[]): Part {
  const [type, name, ...rest] = path;
  if (type === undefined) return holder;
  if (name === undefined) return { noun: words(type), name: `of ${holder.noun} ${holder.name}` };
  // Storage accounts have each service once.
  if (name.toLowerCase() === "default" && rest.length > 0) return inside(holder, rest);
  const noun = INSIDE[type.toLowerCase()] ?? words(type);
  return inside({ noun, name: `${name} of ${holder.noun} ${holder.name}` }, rest);
}

/** `storageAccounts` as `storage account`. */
function words(type: string): string {
  return type
    .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase()
    .replace(/ies$/, "y")
    .replace(/(ss|x|sh)es$/, "$1")
    .replace(/(?<!s)s$/, "");
}
