import { TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { elementOf, type IGrantScope } from "../access/grant-scope";
import { addonScopeOfOtherType } from "./scope-errors";
import type { AddonScope } from "./addon-preset";

/** What stands for a resource group, which has no provider in its id. */
export const RESOURCE_GROUP = "Microsoft.Resources/resourceGroups";

/** The types of the resources that people give as scopes, by those of azurerm. */
const TYPES: Readonly<Record<string, string>> = {
  azurerm_container_registry: "Microsoft.ContainerRegistry/registries",
  azurerm_dns_zone: "Microsoft.Network/dnsZones",
  azurerm_key_vault: "Microsoft.KeyVault/vaults",
  azurerm_kubernetes_cluster: "Microsoft.ContainerService/managedClusters",
  azurerm_monitor_data_collection_rule: "Microsoft.Insights/dataCollectionRules",
  azurerm_monitor_workspace: "Microsoft.Monitor/accounts",
  azurerm_private_dns_zone: "Microsoft.Network/privateDnsZones",
  azurerm_servicebus_namespace: "Microsoft.ServiceBus/namespaces",
  azurerm_storage_account: "Microsoft.Storage/storageAccounts",
  azurerm_subnet: "Microsoft.Network/virtualNetworks",
  azurerm_virtual_network: "Microsoft.Network/virtualNetworks",
};

/** The type of the resource that a scope is or is in; none where it is wider, or is not known. */
function typeOf(scope: IGrantScope): string | undefined {
  const { id } = scope;
  if (!Token.isUnresolved(id)) return /\/providers\/([^/]+\/[^/]+)\/[^/]+/i.exec(id)?.[1];
  const element = elementOf(scope);
  const resource = element && TerraformResource.isTerraformResource(element) && element;
  return resource ? TYPES[resource.terraformResourceType] : undefined;
}

/** Refuses a resource of another type than the add-on works on. A wider scope passes. */
export function checkScopeType(
  at: IConstruct,
  addon: string,
  { name, resourceType }: AddonScope,
  scope: IGrantScope,
): void {
  const type = typeOf(scope);
  if (resourceType === undefined || type === undefined) return;
  if (type.toLowerCase() === resourceType.toLowerCase()) return;
  throw addonScopeOfOtherType(at, addon, name, type, resourceType);
}
