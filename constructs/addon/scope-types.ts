import { TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { ARM_TYPES } from "../../azure/arm-types";
import { elementOf, type IGrantScope } from "../access/grant-scope";
import { addonScopeOfOtherType } from "./scope-errors";
import type { AddonScope } from "./addon-preset";

/** What stands for a resource group, which has no provider in its id. */
export const RESOURCE_GROUP = "Microsoft.Resources/resourceGroups";

/** The types of the resources that people give as scopes, by those of azurerm. */
export const TYPES: Readonly<Record<string, string>> = {
  azurerm_container_registry: ARM_TYPES.CONTAINER_REGISTRY,
  azurerm_dns_zone: ARM_TYPES.DNS_ZONE,
  azurerm_key_vault: ARM_TYPES.KEY_VAULT,
  azurerm_kubernetes_cluster: ARM_TYPES.MANAGED_CLUSTER,
  azurerm_monitor_data_collection_rule: ARM_TYPES.DATA_COLLECTION_RULE,
  azurerm_monitor_workspace: ARM_TYPES.MONITOR_WORKSPACE,
  azurerm_private_dns_zone: ARM_TYPES.PRIVATE_DNS_ZONE,
  azurerm_servicebus_namespace: ARM_TYPES.SERVICE_BUS_NAMESPACE,
  azurerm_storage_account: ARM_TYPES.STORAGE_ACCOUNT,
  azurerm_subnet: ARM_TYPES.VIRTUAL_NETWORK,
  azurerm_virtual_network: ARM_TYPES.VIRTUAL_NETWORK,
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
