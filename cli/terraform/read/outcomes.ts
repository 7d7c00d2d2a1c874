import { type Json, list, own, text } from "../model/json";
import type { Outcome } from "../model/stack";

/** The attributes by which a resource of azurerm or azapi has an id of Azure. */
const IDS = ["id", "resource_manager_id", "resource_versionless_id"];

/** What becomes of the managed resources of a plan, of whatever type. */
export class Outcomes {
  private readonly prior = new Map<string, Outcome>();
  private readonly changed = new Map<string, Outcome>();

  /** One of `resource_changes`. */
  public change(address: string, action: Outcome["action"], change: Json | undefined): void {
    const ids = ["before", "after"].flatMap((side) => idsIn(own(change, side)));
    const forgets = list(own(change, "actions")).includes("forget");
    this.changed.set(address, { address, action, forgets, ids: [...new Set(ids)] });
  }

  /** One of the state; what the plan changes tells more. */
  public state(address: string, values: Json | undefined): void {
    if (this.changed.has(address)) return;
    this.prior.set(address, { address, action: "no-op", forgets: false, ids: idsIn(values) });
  }

  /** One of `deferred_changes`. */
  public deferred(value: Json): void {
    const resource = own(value, "resource_change");
    const address = text(own(resource, "address"));
    if (address !== undefined) this.change(address, "deferred", own(resource, "change"));
  }

  public all(): Outcome[] {
    return [...new Map([...this.prior, ...this.changed]).values()];
  }
}

function idsIn(values: Json | undefined): string[] {
  return IDS.flatMap((name) => {
    const id = text(own(values, name));
    return id?.startsWith("/") ? [id] : [];
  });
}
