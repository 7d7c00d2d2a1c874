import { type Json, list, own, text } from "../model/json";
import type { Outcome } from "../model/stack";

/** The attributes by which a resource of azurerm or azapi has an id of Azure. */
const IDS = ["id", "resource_manager_id", "resource_versionless_id"];

/** What becomes of a managed resource of whatever type. */
export function outcomeOf(
  address: string,
  action: Outcome["action"],
  change: Json | undefined,
): Outcome {
  const ids = ["before", "after"].flatMap((side) => idsIn(own(change, side)));
  const forgets = list(own(change, "actions")).includes("forget");
  return { address, action, forgets, ids: [...new Set(ids)] };
}

/** The same of one of the state, which no change is planned for. */
export function outcomeOfState(address: string, values: Json | undefined): Outcome {
  return { address, action: "no-op", forgets: false, ids: idsIn(values) };
}

/** The same of one of `deferred_changes`. */
export function outcomeDeferred(value: Json): Outcome[] {
  const resource = own(value, "resource_change");
  const address = text(own(resource, "address"));
  return address === undefined ? [] : [outcomeOf(address, "deferred", own(resource, "change"))];
}

function idsIn(values: Json | undefined): string[] {
  return IDS.flatMap((name) => {
    const id = text(own(values, name));
    return id?.startsWith("/") ? [id] : [];
  });
}
