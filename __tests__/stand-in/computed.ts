import { isDeepStrictEqual } from "node:util";
import {
  addedBlocks,
  azureBlocks,
  azureId,
  azureValues,
  guid,
  laterValues,
  SUBSCRIPTION_ID,
  TENANT_ID,
} from "./azure-values";
import { mapBlock } from "./plan";
import { AttributeSchema, BlockSchema, ObjectType } from "./schemas";
import { ObjectValue, Unknown, Value } from "./wire";

/** What a test wants computed attributes or data sources to be, by type and from the arguments. */
export type Answers = {
  readonly [typeName: string]: (given: ObjectValue) => ObjectValue;
};

export interface FillRequest {
  readonly typeName: string;
  readonly block: BlockSchema;
  readonly value: ObjectValue;
  readonly answers: Answers;
}

/** The state after an apply: what the plan left unknown becomes plausible and deterministic. */
export function fillUnknown({ typeName, block, value, answers }: FillRequest): ObjectValue {
  const known = mapBlock(block, value, (_a, item) => (item instanceof Unknown ? null : item));
  const isOpen = (item: Value) => item instanceof Unknown;
  const settled = closed(block, value, azureBlocks(typeName, known));
  for (const [name, items] of Object.entries(addedBlocks(typeName))) {
    if ((settled[name] as Value[]).length === 0) settled[name] = items;
  }
  return fill(
    block,
    settled,
    isOpen,
    madeUp(typeName, known, answers),
    identityOf(typeName, known),
  );
}

/** The answer of a data source: its configuration, and every computed attribute left open. */
export function readData({ typeName, block, value, answers }: FillRequest): ObjectValue {
  const isOpen = (item: Value, attribute: AttributeSchema) =>
    attribute.computed === true && item === null;
  // A data source of a cluster reports the issuer as on, unless a test answers otherwise.
  const given = { ...azureValues(typeName, value), ...withoutNulls(value) };
  return fill(block, value, isOpen, madeUp(typeName, given, answers), identityOf(typeName, value));
}

/** The state after a refresh, with what it lacks when an earlier version of the provider wrote it. */
export function refreshed(typeName: string, state: ObjectValue): ObjectValue {
  const isMissing = ([name]: [string, Value]) =>
    state[name] === null || isDeepStrictEqual(state[name], []);
  const renamed = Object.entries(laterValues(typeName, state));
  return { ...state, ...Object.fromEntries(renamed.filter(isMissing)) };
}

/** The id Terraform would find in the state of an object with these arguments. */
export function identityOf(typeName: string, given: ObjectValue): string {
  if (typeName.startsWith("azurerm_")) return azureId(typeName, given);
  // The moment at which a real sleep ended; a constant keeps states comparable.
  if (typeName === "time_sleep") return "2025-01-01T00:00:00Z";
  const { name, generate_name, namespace } = firstBlock(given.metadata);
  const objectName = name ?? `${generate_name ?? ""}${guid(typeName).slice(0, 5)}`;
  if (typeName === "kubernetes_annotations") {
    const place = namespace ? `namespace=${namespace},` : "";
    return `apiVersion=${given.api_version},kind=${given.kind},${place}name=${objectName}`;
  }
  return namespace ? `${namespace}/${objectName}` : String(objectName);
}

function madeUp(typeName: string, given: ObjectValue, answers: Answers): ObjectValue {
  const answered = answers[typeName]?.(given) ?? {};
  return { ...azureValues(typeName, { ...given, ...answered }), ...answered };
}

function fill(
  block: BlockSchema,
  value: ObjectValue,
  isOpen: (item: Value, attribute: AttributeSchema) => boolean,
  known: ObjectValue,
  id: string,
): ObjectValue {
  const result = mapBlock(block, value, (attribute, item, name) =>
    isOpen(item, attribute) ? byName(name, attribute, id) : item,
  );
  for (const [name, attribute] of Object.entries(block.attributes)) {
    if (!isOpen(value[name] ?? null, attribute)) continue;
    result[name] = name === "id" ? id : (known[name] ?? result[name]);
  }
  return result;
}

/** A block that the plan left to the provider is there with values that are known of it, or not at all. */
function closed(block: BlockSchema, value: ObjectValue, known: ObjectValue): ObjectValue {
  const result: ObjectValue = { ...value };
  for (const [name, nested] of Object.entries(block.block_types)) {
    const inner = value[name];
    if (inner instanceof Unknown) {
      const items = (known[name] ?? []) as ObjectValue[];
      result[name] = items.map((item) =>
        mapBlock(nested.block, item, (_attribute, given) => given),
      );
    } else if (Array.isArray(inner)) {
      const [given = {}] = (known[name] ?? []) as ObjectValue[];
      result[name] = inner.map((item) =>
        closed(nested.block, settle(item as ObjectValue, given), {}),
      );
    } else if (inner) {
      result[name] = closed(nested.block, inner as ObjectValue, {});
    }
  }
  return result;
}

/** Takes what is known of a block for what the plan left open in it. */
function settle(block: ObjectValue, known: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(block).map(([name, item]) => [
      name,
      item instanceof Unknown && name in known ? known[name] : item,
    ]),
  );
}

function byName(name: string, { type }: AttributeSchema, id: string): Value {
  if (Array.isArray(type) && type[0] === "object") {
    const fields = Object.entries(type[1] as ObjectType);
    return Object.fromEntries(
      fields.map(([field, inner]) => [field, byName(field, { type: inner }, id)]),
    );
  }
  if (Array.isArray(type)) return type[0] === "map" ? {} : [];
  if (type === "bool") return false;
  if (type === "number") return 1;
  if (name === "tenant_id") return TENANT_ID;
  if (name === "subscription_id") return SUBSCRIPTION_ID;
  if (name === "location") return "eastus";
  if (name === "name") return id.split("/").pop() ?? id;
  if (name === "resource_version") return "1";
  if (/^(uid|client_id|principal_id|object_id)$/.test(name)) return guid(id, name);
  return `${name.replace(/_/g, "-")}-${guid(id, name).slice(0, 8)}`;
}

function firstBlock(value: Value | undefined): ObjectValue {
  return ((Array.isArray(value) ? value[0] : value) ?? {}) as ObjectValue;
}

function withoutNulls(value: ObjectValue): ObjectValue {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}
