import { ExtensionCodec, decode, encode } from "@msgpack/msgpack";
import { AttributeSchema, BlockSchema, NestedBlockSchema, ProviderSchemas } from "./schemas";

/** Represents a value that Terraform will know only after the apply. */
export class Unknown {
  static readonly value = new Unknown();
  private constructor() {}
}

export type Value = null | boolean | number | string | Unknown | Value[] | ObjectValue;
export type ObjectValue = { [name: string]: Value };

export interface DynamicValue {
  readonly msgpack: Uint8Array;
  readonly json?: Uint8Array;
}

const codec = new ExtensionCodec();
// Type 0 is a plain unknown, type 12 an unknown with refinements, which a stand-in may forget.
codec.register({
  type: 0,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => Unknown.value,
});
codec.register({ type: 12, encode: () => null, decode: () => Unknown.value });

export function toWire(value: Value): DynamicValue {
  return { msgpack: encode(value, { extensionCodec: codec }) };
}

export function fromWire(value: DynamicValue | null): ObjectValue | null {
  if (!value) return null;
  if (value.msgpack.length > 0) {
    return decode(value.msgpack, { extensionCodec: codec }) as ObjectValue | null;
  }
  return JSON.parse(Buffer.from(value.json ?? []).toString() || "null") as ObjectValue | null;
}

/** One attribute path of a plan: names of attributes and indices of list blocks. */
export function pathToWire(path: readonly (string | number)[]) {
  return {
    steps: path.map((step) =>
      typeof step === "number" ? { element_key_int: step } : { attribute_name: step },
    ),
  };
}

export function schemasToWire(schemas: ProviderSchemas) {
  return {
    provider: schemaToWire(schemas.provider),
    resource_schemas: mapValues(schemas.resources, schemaToWire),
    data_source_schemas: mapValues(schemas.dataSources, schemaToWire),
  };
}

function schemaToWire(block: BlockSchema) {
  return { version: 0, block: blockToWire(block) };
}

interface WireBlock {
  readonly attributes: object[];
  readonly block_types: object[];
}

function blockToWire(block: BlockSchema): WireBlock {
  return {
    attributes: Object.entries(block.attributes).map(attributeToWire),
    block_types: Object.entries(block.block_types).map(nestedBlockToWire),
  };
}

function attributeToWire([name, { type, ...flags }]: [string, AttributeSchema]) {
  return { name, type: Buffer.from(JSON.stringify(type)), ...flags };
}

const NESTING = { single: 1, list: 2, set: 3 } as const;

function nestedBlockToWire([type_name, nested]: [string, NestedBlockSchema]) {
  return {
    type_name,
    block: blockToWire(nested.block),
    nesting: NESTING[nested.nesting_mode],
    min_items: nested.min_items ?? 0,
    max_items: nested.max_items ?? 0,
  };
}

function mapValues<A, B>(record: { readonly [key: string]: A }, convert: (value: A) => B) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]));
}
