import { parseAddress } from "../model/address";
import { type Json, own, text } from "../model/json";
import type { ResourcePlace } from "../model/resource";

/** Where a resource of a plan stands, be it one of its changes or of its state. */
export function placeOf(stack: string, value: Json): ResourcePlace {
  const [address, type, name] = ["address", "type", "name"].map((key) => text(own(value, key)));
  if (address === undefined || type === undefined || name === undefined) {
    throw new TypeError("a resource without address, type or name");
  }
  const mode = own(value, "mode") === "data" ? "data" : "managed";
  const base = `${mode === "data" ? "data." : ""}${type}.${name}`;
  const parsed = parseAddress(address, base);
  if (!parsed) throw new TypeError(`an address that is not one of ${base}`);
  const index = own(value, "index");
  return {
    stack,
    address,
    type,
    mode,
    base,
    ...parsed,
    index: typeof index === "string" || typeof index === "number" ? `${index}` : parsed.index,
    provider: type.split("_")[0],
  };
}
