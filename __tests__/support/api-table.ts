import { type ApiType, type Parameter, readApi, type TypeReference } from "./assembly";

/** What the library keeps of its own API, to check at run time what it is given. */
export interface ApiTable {
  /** The properties of each struct with their types; `?` marks what may be left out. */
  readonly structs: Record<string, Record<string, string>>;
  /** What an object needs to be taken for an interface. */
  readonly interfaces: Record<string, string[]>;
  /** The parameters of each method and constructor. */
  readonly calls: Record<string, Record<string, string>>;
}

/** A type in the table's words: `string`, `list<number>`, `map<string>`, or the name of a type. */
function typeOf({ fqn, primitive, collection }: TypeReference): string {
  if (primitive) return primitive;
  if (fqn) return fqn.split(".").at(-1) as string;
  if (!collection) throw new Error("a type that the table has no word for");
  const kind = collection.kind === "array" ? "list" : "map";
  return `${kind}<${typeOf(collection.elementtype)}>`;
}

const sorted = <T>(entries: (readonly [string, T])[]): Record<string, T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** The table as jsii's assembly gives it; `npm run docs` writes it. */
export function apiTable(api: readonly ApiType[] = readApi()): ApiTable {
  const find = (fqn: string) => api.find((type) => type.fqn === fqn);
  const enums = new Set(api.filter(({ kind }) => kind === "enum").map(({ name }) => name));
  // A value of an enum is text; which one is checked where it is used.
  const word = (reference: TypeReference) => {
    const type = typeOf(reference);
    return type.replace(/\w+/g, (name) => (enums.has(name) ? "string" : name));
  };
  const propertiesOf = (type: ApiType): [string, string][] => [
    ...(type.interfaces ?? []).flatMap((fqn) => propertiesOf(find(fqn) ?? ({} as ApiType))),
    ...(type.properties ?? []).map((property): [string, string] => [
      property.name,
      word(property.type) + (property.optional ? "?" : ""),
    ]),
  ];
  const membersOf = (type: ApiType): string[] => [
    ...(type.interfaces ?? []).flatMap((fqn) => membersOf(find(fqn) ?? ({} as ApiType))),
    ...(type.properties ?? []).filter(({ optional }) => !optional).map(({ name }) => name),
    ...(type.methods ?? []).map(({ name }) => name),
  ];
  const parameters = (callable: { readonly parameters?: Parameter[] }) =>
    Object.fromEntries(
      (callable.parameters ?? []).map(({ name, type, optional }) => [
        name,
        word(type) + (optional ? "?" : ""),
      ]),
    );
  const structs = api.filter(({ datatype }) => datatype);
  const interfaces = api.filter(({ kind, datatype }) => kind === "interface" && !datatype);
  const classes = api.filter(({ kind }) => kind === "class");
  return {
    structs: sorted(structs.map((type) => [type.name, sorted(propertiesOf(type))])),
    interfaces: sorted(interfaces.map((type) => [type.name, [...new Set(membersOf(type))].sort()])),
    calls: sorted(
      classes.flatMap(({ name, initializer, methods = [] }) => [
        ...(initializer?.parameters ? [[`new ${name}`, parameters(initializer)] as const] : []),
        ...methods
          .filter((method) => method.parameters)
          .map((method) => [`${name}.${method.name}`, parameters(method)] as const),
      ]),
    ),
  };
}
