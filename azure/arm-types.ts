/** The types of Azure Resource Manager that are named, spelled as azurerm compares them. */
export const ARM_TYPES = {
  CONTAINER_REGISTRY: "Microsoft.ContainerRegistry/registries",
  COSMOS_DB_ACCOUNT: "Microsoft.DocumentDB/databaseAccounts",
  DATA_COLLECTION_RULE: "Microsoft.Insights/dataCollectionRules",
  DISK_ENCRYPTION_SET: "Microsoft.Compute/diskEncryptionSets",
  DNS_ZONE: "Microsoft.Network/dnsZones",
  KEY_VAULT: "Microsoft.KeyVault/vaults",
  LOG_ANALYTICS_WORKSPACE: "Microsoft.OperationalInsights/workspaces",
  MANAGED_CLUSTER: "Microsoft.ContainerService/managedClusters",
  MONITOR_WORKSPACE: "Microsoft.Monitor/accounts",
  PRIVATE_DNS_ZONE: "Microsoft.Network/privateDnsZones",
  SERVICE_BUS_NAMESPACE: "Microsoft.ServiceBus/namespaces",
  STORAGE_ACCOUNT: "Microsoft.Storage/storageAccounts",
  USER_ASSIGNED_IDENTITY: "Microsoft.ManagedIdentity/userAssignedIdentities",
  VIRTUAL_NETWORK: "Microsoft.Network/virtualNetworks",
} as const;
