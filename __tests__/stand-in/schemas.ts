import sensitive from "./sensitive.json";
import { BindingBlock, BindingKind, BindingReader, Member, bindingSource } from "./bindings";

/** A type as Terraform writes it: `"string"`, `["list", "string"]`, `["object", {…}]`. */
export type TypeExpression = string | [string, TypeExpression] | ["object", ObjectType];
export type ObjectType = { [name: string]: TypeExpression };

/** Same shape as `terraform providers schema -json`. */
export interface AttributeSchema {
  readonly type: TypeExpression;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
}

export interface NestedBlockSchema {
  readonly block: BlockSchema;
  readonly nesting_mode: "single" | "list" | "set";
  readonly min_items?: number;
  readonly max_items?: number;
}

export interface BlockSchema {
  readonly attributes: { readonly [name: string]: AttributeSchema };
  readonly block_types: { readonly [name: string]: NestedBlockSchema };
}

export interface ProviderSchemas {
  readonly provider: BlockSchema;
  readonly resources: { readonly [typeName: string]: BlockSchema };
  readonly dataSources: { readonly [typeName: string]: BlockSchema };
}

/**
 * The one fact that no binding carries: which attributes are sensitive. Paths from the root of
 * the type, for the types this project touches; `schemas.test.ts` compares them with the real ones.
 */
const SENSITIVE: {
  readonly [kind: string]: { readonly [typeName: string]: readonly string[] } | undefined;
} = sensitive;

/** Attributes whose type a binding shows otherwise. */
const TYPES: { readonly [typeName: string]: ObjectType } = {
  kubernetes_manifest: {
    manifest: "dynamic",
    object: "dynamic",
    wait_for: ["object", { fields: ["map", "string"] }],
  },
};

// Terraform's naming convention for write-only arguments; the bindings do not mark them otherwise.
const WRITE_ONLY = /_wo$/;

const derived = new Map<string, BlockSchema>();

/** The schema of one resource type, data source or provider, derived from the prebuilt binding. */
export function deriveSchema(kind: BindingKind, typeName: string): BlockSchema {
  const key = `${kind} ${typeName}`;
  let schema = derived.get(key);
  if (schema === undefined) {
    const providerName = typeName.split("_")[0];
    const reader = new BindingReader(bindingSource(providerName, kind, typeName));
    schema = new Derivation(reader, SENSITIVE[kind]?.[typeName] ?? [], TYPES[typeName] ?? {}).block(
      reader.root(),
      [],
    );
    derived.set(key, schema);
  }
  return schema;
}

class Derivation {
  constructor(
    private readonly reader: BindingReader,
    private readonly sensitive: readonly string[],
    private readonly types: ObjectType,
  ) {}

  block(binding: BindingBlock, path: readonly string[]): BlockSchema {
    const attributes: { [name: string]: AttributeSchema } = {};
    const blocks: { [name: string]: NestedBlockSchema } = {};
    const names = new Set([...binding.arguments.keys(), ...binding.members.keys()]);
    // Terraform itself owns this argument of every provider block.
    names.delete("alias");
    for (const name of names) {
      const here = [...path, name];
      const nested = this.nestedBlock(binding, name, here);
      if (nested) blocks[name] = nested;
      else attributes[name] = this.attribute(binding, name, here);
    }
    return { attributes, block_types: blocks };
  }

  private nestedBlock(
    binding: BindingBlock,
    name: string,
    path: readonly string[],
  ): NestedBlockSchema | undefined {
    if (path.join(".") in this.types) return undefined;
    const argument = binding.arguments.get(name);
    const struct = argument && structOf(argument.converter);
    // `listMapperHcl(…, false)` marks a list of objects that is an attribute, not a block.
    if (!argument?.isBlock || !struct || argument.converter.includes(", false)")) return undefined;
    const block = this.block(this.reader.struct(struct), path);
    if (argument.collection === "struct") return { block, nesting_mode: "single" };
    return {
      block,
      nesting_mode: argument.collection as "list" | "set",
      ...(flagsOf(binding, name).required && { min_items: 1 }),
      // A block that may occur once is a plain struct in the binding, else a list of structs.
      ...(!argument.converter.includes("MapperHcl(") && { max_items: 1 }),
    };
  }

  private attribute(binding: BindingBlock, name: string, path: readonly string[]): AttributeSchema {
    const { required, optional, computed } = flagsOf(binding, name);
    return {
      type: this.types[path.join(".")] ?? this.typeOf(binding, name),
      ...(required && { required }),
      ...(optional && { optional }),
      ...(computed && { computed }),
      ...(this.sensitive.includes(path.join(".")) && { sensitive: true }),
      ...(WRITE_ONLY.test(name) && { write_only: true }),
    };
  }

  private typeOf(binding: BindingBlock, name: string): TypeExpression {
    const argument = binding.arguments.get(name);
    if (!argument) return this.typeOfGetter(binding.members.get(name) as Member, name);
    const struct = structOf(argument.converter);
    const item = struct ? this.objectType(struct) : primitiveIn(argument.converter, name);
    return argument.collection === "simple" ? item : [argument.collection, item];
  }

  private typeOfGetter({ code }: Member, name: string): TypeExpression {
    const complex = /new (\w+)List\(this, "\w+", (\w+)\)/.exec(code);
    if (complex) return [complex[2] === "true" ? "set" : "list", this.objectType(complex[1])];
    const single = /new (\w+)OutputReference\(this, "\w+"\)/.exec(code);
    if (single) return this.objectType(single[1]);
    if (/new cdkt[fn]\.StringMap\(/.test(code)) return ["map", "string"];
    const getter = /this\.get(String|Number|Boolean)?(List|Map)?Attribute\(/.exec(code);
    if (!getter) throw new Error(`cannot tell the type of the computed attribute ${name}`);
    const item = primitiveIn(getter[1]?.toLowerCase() ?? "string", name);
    const isSet = /cdkt[fn]\.Fn\.tolist\(/.test(code);
    if (getter[2] === undefined) return item;
    return [getter[2] === "Map" ? "map" : isSet ? "set" : "list", item];
  }

  private objectType(struct: string): TypeExpression {
    const binding = this.reader.struct(struct);
    const names = [...new Set([...binding.arguments.keys(), ...binding.members.keys()])];
    return ["object", Object.fromEntries(names.map((name) => [name, this.typeOf(binding, name)]))];
  }
}

function flagsOf(binding: BindingBlock, name: string) {
  const flags = binding.members.get(name) ?? binding.documented.get(name);
  if (!flags) throw new Error(`the binding does not say whether ${name} is required`);
  return flags;
}

function structOf(converter: string): string | undefined {
  const name = /(?<![\w.])([a-z]\w*)ToHclTerraform/.exec(converter)?.[1];
  return name && name[0].toUpperCase() + name.slice(1);
}

function primitiveIn(text: string, name: string): TypeExpression {
  const found = /string|number|boolean/.exec(text)?.[0];
  if (!found) throw new Error(`cannot tell the type of ${name} from ${text}`);
  return found === "boolean" ? "bool" : found;
}
