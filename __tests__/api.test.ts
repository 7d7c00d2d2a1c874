import {
  type ApiType,
  type Member,
  type Parameter,
  readApi,
  type TypeReference,
} from "./support/assembly";

const API = readApi();

/** What a struct is not called: the words of other libraries for props and options. */
const FOREIGN_WORDS =
  /(Config|Configuration|Args|Arguments|Params|Parameters|Settings|Input|Info)$/;

/** The one type of a provider in the API: what `connect` returns. */
const PROVIDER = "@cdktf/provider-kubernetes.provider.KubernetesProvider";

/** Properties, methods and values. */
function membersOf({ properties = [], methods = [], members = [] }: ApiType): Member[] {
  return [...properties, ...methods, ...members];
}

/** Whether a member says something, or the member of an interface that it implements. */
function isDocumented({ name, docs, overrides }: Member): boolean {
  if (docs?.summary) return true;
  const origin = API.find(({ fqn }) => fqn === overrides);
  return membersOf(origin ?? ({} as ApiType)).some(
    (member) => member.name === name && isDocumented(member),
  );
}

/** All types that a reference is made of, by name. */
function namesIn({ fqn, primitive, collection, union, intersection }: TypeReference): string[] {
  const parts = [...(union?.types ?? []), ...(intersection?.types ?? [])];
  if (collection) parts.push(collection.elementtype);
  return [fqn ?? primitive ?? [], parts.map(namesIn)].flat(2);
}

/** A type in a signature. */
interface Use {
  readonly where: string;
  readonly name: string;
  readonly returned: boolean;
}

/** Every type in the signatures of a type, with where it stands. */
function signatureOf(type: ApiType): Use[] {
  const { name, base, interfaces = [], initializer, properties = [], methods = [] } = type;
  const use = (where: string, reference: TypeReference, returned = false): Use[] =>
    namesIn(reference).map((used) => ({ where, name: used, returned }));
  const takes = (where: string, parameters: Parameter[] = []): Use[] =>
    parameters.flatMap((parameter) => use(`${where}(${parameter.name})`, parameter.type));
  return [
    ...[base ?? [], interfaces].flat().flatMap((fqn) => use(name, { fqn })),
    ...takes(`new ${name}`, initializer?.parameters),
    ...properties.flatMap((property) => use(`${name}.${property.name}`, property.type)),
    ...methods.flatMap((method) => takes(`${name}.${method.name}`, method.parameters)),
    ...methods.flatMap(({ name: method, returns }) =>
      returns ? use(`${name}.${method}()`, returns.type, true) : [],
    ),
  ];
}

const STRUCTS = API.filter(({ datatype }) => datatype);
const INTERFACES = API.filter(({ kind, datatype }) => kind === "interface" && !datatype);
const CLASSES = API.filter(({ kind }) => kind === "class");

test("the API has classes, interfaces and structs, so that the rules below mean something", () => {
  expect(CLASSES.map(({ name }) => name)).toContain("WorkloadIdentityCluster");
  expect(INTERFACES.map(({ name }) => name)).toContain("IWorkloadIdentityCluster");
  expect(STRUCTS.map(({ name }) => name)).toContain("WorkloadIdentityClusterProps");
});

test("every type and every member is documented", () => {
  const types = API.filter(({ docs }) => !docs?.summary).map(({ name }) => name);
  const members = API.flatMap((type) =>
    membersOf(type)
      .filter((member) => !isDocumented(member))
      .map(({ name }) => `${type.name}.${name}`),
  );
  expect([...types, ...members]).toEqual([]);
});

test("every summary is a whole sentence; jsii ends it at the first semicolon, too", () => {
  const cut = API.flatMap((type) =>
    [{ ...type, name: "" }, ...membersOf(type).filter(({ overrides }) => !overrides)]
      .filter(({ docs }) => docs?.summary && !docs.summary.endsWith("."))
      .map(({ name, docs }) => `${type.name}.${name}: ${docs?.summary}`),
  );
  expect(cut).toEqual([]);
});

test("no parameter of a constructor is described with the words of a property", () => {
  const borrowed = CLASSES.flatMap(({ name, initializer, properties = [] }) =>
    (initializer?.parameters ?? [])
      .filter((parameter) =>
        properties.some(
          (property) =>
            property.name === parameter.name &&
            property.docs?.summary !== undefined &&
            property.docs.summary === parameter.docs?.summary,
        ),
      )
      .map((parameter) => `new ${name}(${parameter.name}): ${parameter.docs?.summary}`),
  );
  expect(borrowed).toEqual([]);
});

test("every optional property of a struct says its default", () => {
  const silent = STRUCTS.flatMap(({ name, properties = [] }) =>
    properties
      .filter(({ optional, docs }) => optional && !docs?.default)
      .map((property) => `${name}.${property.name}`),
  );
  expect(silent).toEqual([]);
});

test("every property is read-only", () => {
  const writable = API.flatMap(({ name, properties = [] }) =>
    properties.filter(({ immutable }) => !immutable).map((property) => `${name}.${property.name}`),
  );
  expect(writable).toEqual([]);
});

test("no signature needs a class of a provider, except that `connect` returns one", () => {
  const leaks = API.flatMap(signatureOf)
    .filter(({ name }) => name.startsWith("@cdktf/provider-"))
    .filter(({ name, returned }) => !(returned && name === PROVIDER))
    .map(({ where, name }) => `${where}: ${name}`);
  expect(leaks).toEqual([]);
});

test("no signature is without a type", () => {
  const untyped = API.flatMap(signatureOf).filter(({ name }) => name === "any" || name === "json");
  expect(untyped.map(({ where }) => where)).toEqual([]);
});

test("structs are called props, options or what they are; interfaces begin with I", () => {
  const structs = STRUCTS.filter(({ name }) => FOREIGN_WORDS.test(name) || /^I[A-Z]/.test(name));
  const interfaces = INTERFACES.filter(({ name }) => !/^I[A-Z]/.test(name));
  expect([...structs, ...interfaces].map(({ name }) => name)).toEqual([]);
});

test("a construct is made from scope, id and props", () => {
  const constructs = CLASSES.filter(({ base, initializer }) => base && initializer);
  const odd = constructs
    .map(({ name, initializer }) => {
      const parameters = initializer?.parameters ?? [];
      const [struct] = parameters.slice(2).flatMap(({ type }) => namesIn(type));
      const names = parameters.map((parameter) => parameter.name).join(", ");
      return `new ${name}(${names}: ${struct?.split(".").at(-1)})`;
    })
    .filter((signature) => !/\(scope, id, props: \w+Props\)$/.test(signature));
  expect(odd).toEqual([]);
});

/** All properties of a struct, those of the structs that it extends included. */
function propertiesOf(fqn: string): string[] {
  const struct = API.find((type) => type.fqn === fqn && type.datatype);
  const inherited = (struct?.interfaces ?? []).flatMap(propertiesOf);
  return [...(struct?.properties ?? []).map(({ name }) => name), ...inherited];
}

test("no parameter has the name of a prop beside it; in Python both are keyword arguments", () => {
  const clashes = API.flatMap(({ name, initializer, methods = [] }) =>
    [{ name: "constructor", ...initializer }, ...methods].flatMap((callable) => {
      const parameters = callable.parameters ?? [];
      const props = parameters.slice(-1).flatMap(({ type }) => propertiesOf(type.fqn ?? ""));
      return parameters
        .filter((parameter) => props.includes(parameter.name))
        .map((parameter) => `${name}.${callable.name}(${parameter.name})`);
    }),
  );
  expect(clashes).toEqual([]);
});

test("what a role can be assigned at says so, for the languages that ask for it", () => {
  const scopes = INTERFACES.filter(({ interfaces = [] }) =>
    interfaces.some((fqn) => fqn.endsWith(".IGrantScope")),
  ).map(({ name }) => name);
  expect(scopes.sort()).toEqual([
    "IKeyVaultAccess",
    "IKeyVaultCertificate",
    "IKeyVaultKey",
    "IKeyVaultSecret",
    "IResourceGroup",
    "IWorkloadIdentityCluster",
  ]);
});

test("no two types have names that differ in capitals alone; Go refuses such files", () => {
  const names = API.map(({ name }) => name.toLowerCase());
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
});
