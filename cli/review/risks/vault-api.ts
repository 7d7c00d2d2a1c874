import { asksForOldVaultApi, VAULT_API } from "../../../azure/provider-versions";
import { finding, type Finding, type Look, some } from "./finding";

const CALLED = `Azure's API versions for vaults before 2026-02-01 retire on that day, and azurerm has 2026-02-01 from ${VAULT_API.since} on`;

/** Stacks that ask for an azurerm which cannot manage vaults from a day on, always or where a lock file says so. */
function asks(how: "always" | "maybe", said: string) {
  return ({ stacks }: Look): Finding[] =>
    stacks.flatMap(({ name, azurerm, vaultCalls }) => {
      if (azurerm === undefined || vaultCalls.length === 0) return [];
      if (asksForOldVaultApi(azurerm) !== how) return [];
      const detail = `${said} ${azurerm}, with ${some(vaultCalls)}`;
      const key = [name, "azurerm", azurerm].join("\n");
      return [finding({ stack: name, address: "provider.azurerm" }, detail, key)];
    });
}

export const vaultApiRetires = {
  about: `a stack with vaults asks for an azurerm that cannot manage them from ${VAULT_API.retires} on`,
  reason: `${CALLED}: ask for that version in required_providers, with this library by ProviderVersion.raiseTo.`,
  find: asks("always", "asks for"),
};

export const vaultApiMayRetire = {
  about: `a stack with vaults lets in an azurerm that cannot manage them from ${VAULT_API.retires} on`,
  reason: `${CALLED}. Which version runs is in the lock file, .terraform.lock.hcl: raise it there, or let in none below.`,
  find: asks("maybe", "lets in"),
};
