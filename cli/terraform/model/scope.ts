import type { Part } from "./nouns";
import type { Resource, ResourcePlace } from "./resource";
import type { Level } from "./scope-place";

/** Where a resource is written. */
export type OwnResource = Pick<Resource, "stack" | "address"> & Pick<ResourcePlace, "mode">;

/** Where a role is assigned. */
export interface Scope extends Part {
  /** The same for the same scope before and after a plan, known or not. */
  readonly key: string;
  /** As shown to a reader in a sentence. */
  readonly label: string;
  /** The resource that it is, where a stack holds one of its own. */
  readonly own?: OwnResource;
  /** What tells scopes of one label apart: group and subscription. */
  readonly place?: string;
  /** Unknown where neither value nor configuration tells. */
  readonly level?: Level;
  readonly resource?: Resource;
  /** The id, where the scope is known by that alone and may be shown. */
  readonly id?: string;
  /** Whether it is not known, or must not be shown. */
  readonly isHidden?: boolean;
  /** The secret's name, where the scope is one secret of the vault `resource`. */
  readonly secret?: string;
}

export function ownOf({ stack, address, place }: Resource): OwnResource {
  return { stack, address, mode: place.mode };
}
