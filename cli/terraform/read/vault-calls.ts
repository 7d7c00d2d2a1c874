/** Whether azurerm calls the API of vaults for a type. Managed HSMs have one of their own. */
export function callsVaultApi(type: string): boolean {
  return /^azurerm_key_vault(?!_managed_hardware_security_module)(_|$)/.test(type);
}
