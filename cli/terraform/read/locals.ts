import { type Json, type JsonObject, object } from "../model/json";

const LOCAL = /\$\{local\.([\w-]+)\}/g;

/** A configuration in Terraform's JSON syntax whose texts have the values of its locals instead of their names. */
export function withoutLocals(json: JsonObject): JsonObject {
  const locals = object(json.locals);
  if (Object.keys(locals).length === 0) return json;
  return object(written({ ...json, locals: {} }, locals));
}

/** A value with its locals; those that are being written out already stay names, which Terraform refuses. */
function written(value: Json, locals: JsonObject): Json {
  if (Array.isArray(value)) return value.map((one) => written(one, locals));
  if (typeof value === "object" && value !== null) {
    const all = Object.entries(value).map(([key, one]) => [key, written(one, locals)]);
    return Object.fromEntries(all) as JsonObject;
  }
  if (typeof value !== "string" || !value.includes("${local.")) return value;
  const valueOf = (name: string): Json | undefined => {
    const { [name]: own, ...others } = locals;
    return own === undefined ? undefined : written(own, others);
  };
  const [first] = value.matchAll(LOCAL);
  const [whole, only] = first ?? [];
  if (whole === value && only !== undefined) return valueOf(only) ?? value;
  return value.replace(LOCAL, (name, local: string) => {
    const own = valueOf(local);
    return typeof own === "string" || typeof own === "number" ? `${own}` : name;
  });
}
