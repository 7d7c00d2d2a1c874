import { App, TerraformElement, TerraformProvider, TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import * as api from "./api.json";
import { missingValue, templateInText, wrongType } from "./errors";
import { unknownProperty } from "./property-errors";
import { namesNear } from "./suggestions";

/**
 * The name of a struct of the public API, or of a method such as `Grant.of`. The table is made from the
 * compiled library, so that a new one compiles before it is in there; a test walks all of them.
 */
export type StructName = string;
export type CallName = string;

/** The part of a message that says where: a construct, or the method where none is known. */
export type Place = IConstruct | string;

/** Of each struct the types of its properties, of each interface its members, of each call its parameters. */
const STRUCTS = new Map<string, Readonly<Record<string, string>>>(Object.entries(api.structs));
const INTERFACES = new Map<string, readonly string[]>(Object.entries(api.interfaces));
const CALLS = new Map<string, Readonly<Record<string, string>>>(Object.entries(api.calls));

/** Classes of others: how one of them is recognized, and what it is called. */
const FOREIGN = new Map<string, { is(value: unknown): boolean; noun: string }>(
  Object.entries({
    App: {
      is: (value: unknown) => Construct.isConstruct(value) && App.isApp(value),
      noun: "an App",
    },
    Construct: { is: Construct.isConstruct, noun: "a construct" },
    TerraformElement: {
      is: (value: unknown) =>
        Construct.isConstruct(value) && TerraformElement.isTerraformElement(value),
      noun: "a resource or data source of a Terraform provider",
    },
    TerraformResource: {
      is: (value: unknown) =>
        Construct.isConstruct(value) && TerraformResource.isTerraformResource(value),
      noun: "a resource of a Terraform provider",
    },
    ITerraformDependable: {
      is: (value: unknown) => typeof (value as { fqn?: unknown } | null)?.fqn === "string",
      noun: "a resource, data source or module of Terraform",
    },
    TerraformProvider: {
      is: (value: unknown) =>
        Construct.isConstruct(value) &&
        TerraformProvider.isTerraformProvider(value) &&
        (value as unknown as TerraformProvider).terraformResourceType === "azurerm",
      noun: "an AzurermProvider",
    },
  }),
);

/**
 * Refuses props, options or attributes that lack a value, hold one of another type or have a property that
 * is none, by what jsii's assembly says of the struct. References to what is not known at synth pass.
 */
export function checkStruct(at: Place, struct: StructName, value: unknown): void {
  const [name = "props"] = /(Attributes|Options|Props)$/.exec(struct) ?? [];
  const ours = isRecord(value) && isExtended(at) ? known(value, struct) : value;
  checkValue(at, name.toLowerCase(), ours, struct, true);
}

/** Refuses a place in the tree that is none, before a construct is put there. */
export function checkPlacement(scope: unknown, id: unknown): void {
  const at = typeof id === "string" && id !== "" ? id : "a new construct";
  checkValue(at, "scope", scope, "Construct");
  checkValue(at, "id", id, "string");
}

/** Refuses arguments of a method in the same way. */
export function checkArguments(at: Place, call: CallName, given: Record<string, unknown>): void {
  const types = CALLS.get(call);
  for (const [name, value] of Object.entries(given)) {
    const type = types?.[name];
    if (type === undefined) throw new Error(`api.json has no ${call} with ${name}: npm run build`);
    checkTyped(at, name, value, type, true);
  }
}

/** A value whose type may end in `?`. The properties of a struct that is `root` use their names alone. */
function checkTyped(at: Place, path: string, value: unknown, type: string, root = false): void {
  const optional = type.endsWith("?");
  if (value === undefined && optional) return;
  checkValue(at, path, value, optional ? type.slice(0, -1) : type, root);
}

function checkValue(at: Place, path: string, value: unknown, type: string, root = false): void {
  if (value === undefined) throw missingValue(at, path, nounOf(type), type);
  const [, kind, inner = ""] = /^(list|map)<(.*)>$/.exec(type) ?? [];
  const struct = STRUCTS.get(type);
  const members = INTERFACES.get(type);
  const foreign = FOREIGN.get(type);
  const isOfType =
    struct || kind === "map"
      ? isRecord(value)
      : kind === "list"
        ? Array.isArray(value)
        : members
          ? isConstruct(value) && members.every((member) => member in value)
          : foreign
            ? foreign.is(value)
            : typeof value === type && !Number.isNaN(value);
  if (!isOfType) throw wrongType(at, path, shownOf(path, value), nounOf(type), type);

  if (struct) {
    checkNames(at, root ? "" : `${path}.`, value as Record<string, unknown>, type, struct);
    for (const [property, expected] of Object.entries(struct)) {
      const held = (value as Record<string, unknown>)[property];
      checkTyped(at, root ? property : `${path}.${property}`, held, expected);
    }
  } else if (kind === "map") {
    for (const [key, item] of Object.entries(value as object)) {
      checkText(at, path, key);
      checkValue(at, `${path}["${key}"]`, item, inner);
    }
  } else if (kind === "list") {
    (value as unknown[]).forEach((item, index) => checkValue(at, `${path}[${index}]`, item, inner));
  } else if (typeof value === "string") {
    checkText(at, path, value);
  }
}

/** The classes of the public API. */
const CLASSES: ReadonlySet<string> = new Set(
  [...CALLS.keys()].flatMap((call) => (call.startsWith("new ") ? [call.slice(4)] : [])),
);

/**
 * Refuses properties that the struct does not have. One that is undefined has no effect, and passes unless
 * another one is missing; so do further members of an object that a class made.
 */
function checkNames(
  at: Place,
  path: string,
  value: Record<string, unknown>,
  struct: string,
  properties: Readonly<Record<string, string>>,
): void {
  const names = new Set(Object.keys(properties));
  const others = Object.keys(value).filter((name) => !names.has(name));
  if (others.length === 0 || isInstance(value)) return;
  const missing = Object.entries(properties).flatMap(([name, type]) =>
    !type.endsWith("?") && value[name] === undefined ? [name] : [],
  );
  const unknown = others.filter((name) => missing.length > 0 || value[name] !== undefined);
  const [first] = unknown;
  if (first === undefined) return;

  const free = Object.keys(properties).filter((name) => value[name] === undefined);
  throw unknownProperty(at, {
    struct,
    path,
    unknown: new Map(
      unknown.map((name) => [name, namesNear(name, missing).meant ?? namesNear(name, free).meant]),
    ),
    missing,
    names: namesNear(first, Object.keys(properties)).sorted,
  });
}

/** Whether an object was made by a class, and not written as properties. */
function isInstance(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

/** The part of an object that a struct describes. */
function known(value: Record<string, unknown>, struct: string): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(STRUCTS.get(struct) ?? {}).map((name) => [name, value[name]]),
  );
}

/** Whether a construct is of a class that extends one of the public API: its props may hold more. */
function isExtended(at: Place): boolean {
  if (typeof at === "string") return false;
  let parent: unknown = Object.getPrototypeOf(at.constructor);
  while (typeof parent === "function" && !CLASSES.has(parent.name)) {
    parent = Object.getPrototypeOf(parent);
  }
  return typeof parent === "function";
}

/** Refuses text in which Terraform would read a template. References in it are none. */
function checkText(at: Place, path: string, text: string): void {
  const literal = text.replace(/\$\{TfToken\[[^\]]*\]\}/g, "");
  const [opening] = /(?<!\$)\$\{|(?<!%)%\{/.exec(literal) ?? [];
  if (opening) throw templateInText(at, path, shownOf(path, text), opening);
}

/** The value as a message may show it: of one that is on its way to a secret only what it is. */
function shownOf(path: string, value: unknown): unknown {
  return /^(value|unsafeDefaultValue)$/.test(path)
    ? `a ${typeof value}, which is not shown`
    : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !Construct.isConstruct(value)
  );
}

function isConstruct(value: unknown): value is IConstruct {
  return typeof value === "object" && value !== null && "node" in value;
}

const NOUNS = new Map([
  ["string", "text"],
  ["number", "a number"],
  ["boolean", "true or false"],
]);

/** What a type is called in messages. */
function nounOf(type: string): string {
  const [, kind, inner = ""] = /^(list|map)<(.*)>$/.exec(type) ?? [];
  if (kind === "list") return `a list, each of it ${nounOf(inner)}`;
  if (kind === "map") return `names with values, each value ${nounOf(inner)}`;
  const noun = NOUNS.get(type) ?? FOREIGN.get(type)?.noun;
  if (noun !== undefined) return noun;
  return STRUCTS.has(type) ? `an object as ${type} describes it` : `an ${type}`;
}
