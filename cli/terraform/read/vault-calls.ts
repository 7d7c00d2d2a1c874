import type { Json, JsonObject } from "../model/json";
import type { ResourcePlace } from "../model/resource";

/** Whether azurerm calls the API of vaults for a type. Managed HSMs have one of their own. */
export function callsVaultApi(type: string): boolean {
  return /^azurerm_key_vault(?!_managed_hardware_security_module)(_|$)/.test(type);
}

/** What of a plan azurerm calls the API of vaults for, before and after it; taken in piece by piece. */
export class VaultCalls {
  private readonly changed = new Map<
    string,
    { readonly before: boolean; readonly after: boolean }
  >();
  private readonly prior = new Set<string>();

  public addChange({ address, type }: ResourcePlace, { before, after }: JsonObject): void {
    const there = (side: Json = null) => side !== null;
    if (callsVaultApi(type)) {
      this.changed.set(address, { before: there(before), after: there(after) });
    }
  }

  /** What stands in no other part of the plan is there before and after it. */
  public addPrior({ address, type }: ResourcePlace): void {
    if (callsVaultApi(type)) this.prior.add(address);
  }

  public at(side: "before" | "after"): string[] {
    const changed = [...this.changed].filter(([, sides]) => sides[side]);
    const stay = [...this.prior].filter((address) => !this.changed.has(address));
    return [...changed.map(([address]) => address), ...stay];
  }
}
