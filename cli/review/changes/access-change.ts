import type { Json } from "../../terraform/model/json";
import type { Resource } from "../../terraform/model/resource";

/** How access changes. */
export type AccessEffect = "gained" | "lost" | "widened" | "narrowed" | "changed";

/** One change of who can become whom, or who may do what. */
export interface AccessChange {
  readonly effect: AccessEffect;
  /** Who: an identity, a principal or a workload. */
  readonly who: string;
  /** What it could do before; absent where it gains. */
  readonly before?: string;
  /** What it can do then; absent where it loses. */
  readonly after?: string;
  readonly stack: string;
  readonly address: string;
  /** The same without names: ids in full, permissions, digests of what is sensitive. */
  readonly exactly: {
    readonly before?: Json;
    readonly after?: Json;
  };
}

/** Where a change is written. */
export function placeOf({ stack, address }: Resource): { stack: string; address: string } {
  return { stack, address };
}
