import { type TerraformElement, TerraformResource, Token } from "cdktf";
import { azurermOf } from "../private/azure-places";
import { warnOnce } from "../private/warnings";
import { storageKeysOff } from "./errors";

const watched = new WeakSet<TerraformElement>();

/**
 * Warns at synth of a storage account of the program whose keys are off, where its provider asks by a key: azurerm
 * polls the data plane when it creates, reads and destroys one.
 */
export function watchStorageKeys(element: TerraformElement | undefined): void {
  if (!element || !TerraformResource.isTerraformResource(element) || watched.has(element)) return;
  if (element.terraformResourceType !== "azurerm_storage_account") return;
  watched.add(element);
  const account = element as TerraformResource & { readonly sharedAccessKeyEnabledInput?: unknown };
  element.node.addValidation({
    validate: () => {
      const azurerm = azurermOf(account, account.provider);
      const byEntra = azurerm?.storageUseAzuread;
      if (account.sharedAccessKeyEnabledInput !== false || !azurerm) return [];
      if (byEntra === true || Token.isUnresolved(byEntra)) return [];
      warnOnce(account, storageKeysOff());
      return [];
    },
  });
}
