import { armTypeOf } from "../../azure/resource-types";

describe("the types of Azure Resource Manager", () => {
  test.each([
    ["azurerm_key_vault", "Microsoft.KeyVault/vaults", []],
    ["azurerm_key_vault_secret", "Microsoft.KeyVault/vaults", ["secrets", "{}"]],
    ["azurerm_key_vault_key", "Microsoft.KeyVault/vaults", ["keys", "{}"]],
    ["azurerm_storage_account", "Microsoft.Storage/storageAccounts", []],
    [
      "azurerm_storage_container",
      "Microsoft.Storage/storageAccounts",
      ["blobServices", "default", "containers", "{}"],
    ],
    ["azurerm_servicebus_queue", "Microsoft.ServiceBus/namespaces", ["queues", "{}"]],
    [
      "azurerm_servicebus_subscription",
      "Microsoft.ServiceBus/namespaces",
      ["topics", "{}", "subscriptions", "{}"],
    ],
    ["azurerm_eventhub", "Microsoft.EventHub/namespaces", ["eventhubs", "{}"]],
    ["azurerm_mssql_database", "Microsoft.Sql/servers", ["databases", "{}"]],
    ["azurerm_container_registry", "Microsoft.ContainerRegistry/registries", []],
    ["azurerm_kubernetes_cluster", "Microsoft.ContainerService/managedClusters", []],
    ["azurerm_user_assigned_identity", "Microsoft.ManagedIdentity/userAssignedIdentities", []],
    ["azurerm_subnet", "Microsoft.Network/virtualNetworks", ["subnets", "{}"]],
  ])("%s is %s with %j behind its name", (terraformType, type, child) => {
    expect(armTypeOf(terraformType)).toEqual({ type, child });
  });

  test.each(["azurerm_resource_group", "azurerm_role_assignment", "kubernetes_pod", "toString"])(
    "%s is nothing in a resource group, or not known",
    (terraformType) => {
      expect(armTypeOf(terraformType)).toBeUndefined();
    },
  );
});
