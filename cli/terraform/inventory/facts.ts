import type { Fact } from "../model/fact";
import type { ScopePlace } from "../model/scope-place";

/** Where a role is assigned. Parts that the level does not have are absent; one that is not known says so. */
export interface InventoryScope extends ScopePlace {
  readonly label: string;
}

/** What is assigned. */
export interface InventoryRole {
  readonly label: string;
  /** Null where it is not known. */
  readonly kind: "azure" | "cosmos" | "policy" | "custom" | null;
  /** The name, or the id of the definition where only that is known. */
  readonly name: Fact;
  /** What an access policy permits, sorted: `secrets get`; absent where that is not known, or must not be shown. */
  readonly permissions?: readonly string[];
}
