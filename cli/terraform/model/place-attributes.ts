import { armTypeOf } from "../../../azure/resource-types";
import { type Json, type JsonObject, object } from "./json";

/** What tells where something is in Azure: its own id and name, and those of what holds it. */
const NAMING = /^(id|name|type)$|_(id|name)$/;

/** Whether resources of a type are read for where they are in Azure alone. */
export function isPlace(type: string): boolean {
  return type === "azapi_resource" || armTypeOf(type) !== undefined;
}

/** Keeps of a resource's values, masks or expressions what tells where it is. */
export function placeAttributes(values: Json | undefined): JsonObject {
  const kept = Object.entries(object(values)).filter(([name, value]) => {
    const single = typeof value === "string" || typeof value === "boolean";
    return NAMING.test(name) && (single || "references" in object(value) || isConstant(value));
  });
  return Object.fromEntries(kept);
}

function isConstant(expression: Json): boolean {
  return "constant_value" in object(expression);
}
