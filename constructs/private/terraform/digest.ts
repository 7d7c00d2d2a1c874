import { createHash } from "node:crypto";
import { type IResolvable, type IResolveContext, Lazy } from "cdktf";

/**
 * What stands for a part of a resource among the triggers of what replaces it: a digest of what is written there,
 * and what in it holds references, whose values Terraform compares. The part itself would be in every plan twice.
 */
export function digestOf(part: () => unknown): IResolvable {
  const produce = (context: IResolveContext) => {
    const written = JSON.stringify(context.resolve(part()) ?? null, inOrder);
    const texts = new Set<string>();
    JSON.parse(written, (_key, value: unknown) => {
      if (typeof value === "string" && value.includes("${")) texts.add(value);
      return value;
    });
    const sha256 = createHash("sha256").update(written).digest("hex");
    return { sha256, ...(texts.size > 0 && { references: [...texts] }) };
  };
  return Lazy.anyValue({ produce });
}

/** By name: objects of other languages have their keys in any order. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
