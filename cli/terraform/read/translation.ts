import type { Json, JsonObject } from "../model/json";

/** A resource of any kind, as the one of its kind that is read. */
export interface Translation {
  /** The type of the provider that has a type for each kind. */
  readonly type: string;
  /** Values or masks under the names of that type. */
  values(side: Json | undefined): Json;
  /** How it is written, under the names of that type. */
  expressions(written: JsonObject): JsonObject;
}
