import type { BindingKind } from "./bindings";
import type { BlockSchema, NestedBlockSchema } from "./schemas";
import azurerm from "./azurerm-4.81.json";

/** What of a block is there, or is otherwise, in a later version of its provider. */
interface Later {
  readonly attributes?: BlockSchema["attributes"];
  readonly block_types?: {
    readonly [name: string]: Partial<Omit<NestedBlockSchema, "block">> & { readonly block: Later };
  };
}

/**
 * What azurerm 4.81.0 has beyond 4.55.0 of the types that the tests use, from what Terraform says of both. It lacks
 * nothing of 4.55.0.
 */
const AZURERM_481 = azurerm as unknown as {
  readonly [kind in BindingKind]: { readonly [typeName: string]: Later | undefined };
};

/** The schema of a type in the version that a stack asks for, where the bindings are of an earlier one. */
export function raised(
  schema: BlockSchema,
  { name, version }: { readonly name: string; readonly version?: string },
  kind: BindingKind,
  typeName: string,
): BlockSchema {
  if (name !== "azurerm" || version !== "4.81.0") return schema;
  const later = AZURERM_481[kind][typeName];
  return later ? merged(schema, later) : schema;
}

function merged(schema: BlockSchema, { attributes, block_types = {} }: Later): BlockSchema {
  const blocks: Record<string, NestedBlockSchema> = { ...schema.block_types };
  for (const [name, { block, ...nesting }] of Object.entries(block_types)) {
    const earlier = blocks[name] as NestedBlockSchema | undefined;
    const empty: BlockSchema = { attributes: {}, block_types: {} };
    blocks[name] = {
      nesting_mode: "list",
      ...earlier,
      ...nesting,
      block: merged(earlier?.block ?? empty, block),
    };
  }
  return { attributes: { ...schema.attributes, ...attributes }, block_types: blocks };
}
