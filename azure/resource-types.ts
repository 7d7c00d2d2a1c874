import * as table from "./resource-types.json";

/** Which resource of Azure Resource Manager a type of the azurerm provider is. */
export interface ArmType {
  /** The type of the resource itself, or of that which holds it: `Microsoft.Storage/storageAccounts`. */
  readonly type: string;
  /** What its id has behind that resource, `{}` for a name: `["blobServices", "default", "containers", "{}"]`. */
  readonly child: readonly string[];
}

/**
 * The type of what is in a resource group, by the name of the azurerm provider's resource or data source; of what is
 * elsewhere nothing. The table has the ids of the sections "Import" of the documentation of azurerm 4.81, and for
 * what is imported by a URL (secrets, tables) the id that Azure Resource Manager has for it.
 */
export function armTypeOf(terraformType: string): ArmType | undefined {
  const path = Object.prototype.hasOwnProperty.call(table, terraformType)
    ? (table as Readonly<Record<string, string>>)[terraformType]
    : undefined;
  if (path === undefined) return undefined;
  const [provider, type, , ...child] = path.split("/");
  return { type: `${provider}/${type}`, child };
}
