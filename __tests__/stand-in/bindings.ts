import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The TypeScript from which a prebuilt binding was compiled.
 *
 * It is embedded in the source map of every `index.js`. It is read instead of the `.d.ts` and the
 * compiled code because it alone still says which optional attributes are computed as well.
 */
export function bindingSource(providerName: string, kind: BindingKind, typeName: string): string {
  const folder = join(
    packageFolder(providerName),
    "lib",
    ...folderOf(providerName, kind, typeName),
  );
  if (!existsSync(join(folder, "index.js"))) {
    throw new Error(`@cdktf/provider-${providerName} has no binding for ${kind} ${typeName}`);
  }
  const structs = join(folder, "index-structs");
  const parts = existsSync(structs)
    ? readdirSync(structs)
        .filter((file) => /^structs\d+\.js$/.test(file))
        .map((file) => join(structs, file))
    : [];
  return [...parts, join(folder, "index.js")].map(embeddedTypeScript).join("\n");
}

export type BindingKind = "resource" | "data" | "provider";

function packageFolder(providerName: string): string {
  const name = `@cdktf/provider-${providerName}`;
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw new Error(`${name} is not installed: no schema can be derived for "${providerName}"`);
  }
}

function folderOf(providerName: string, kind: BindingKind, typeName: string): string[] {
  if (kind === "provider") return ["provider"];
  const name = kind === "data" ? `data_${typeName}` : typeName.slice(providerName.length + 1);
  // A word of TypeScript cannot be the name of a module.
  return [name === "static" ? "static-resource" : name.replace(/_/g, "-")];
}

function embeddedTypeScript(file: string): string {
  const code = readFileSync(file, "utf8");
  const marker = "sourceMappingURL=data:application/json;base64,";
  const start = code.lastIndexOf(marker);
  if (start < 0) throw new Error(`${file} carries no source map to derive a schema from`);
  const encoded = code.slice(start + marker.length).trim();
  const map = JSON.parse(Buffer.from(encoded, "base64").toString()) as { sourcesContent: string[] };
  return map.sourcesContent.join("\n");
}

export interface Flags {
  readonly computed: boolean;
  readonly optional: boolean;
  readonly required: boolean;
}

/** A member of a binding class: its flags, and the code of its accessors. */
export interface Member extends Flags {
  readonly code: string;
}

/** What a binding writes for one argument: the converter, and how Terraform nests it. */
export interface Argument {
  readonly converter: string;
  readonly isBlock: boolean;
  readonly collection: string;
}

/** One class or struct of a binding, seen as a Terraform block. */
export interface BindingBlock {
  readonly members: ReadonlyMap<string, Member>;
  readonly arguments: ReadonlyMap<string, Argument>;
  /** Flags by the documentation links of the interface: the structs of a provider have no class. */
  readonly documented: ReadonlyMap<string, Flags>;
}

/** Finds the classes, structs and interfaces of one binding by name. */
export class BindingReader {
  private readonly declarations = new Map<string, string>();

  constructor(private readonly source: string) {
    const pattern = /^export (?:class|interface|function) (\w+)[\s\S]*?^\}/gm;
    for (const [text, name] of source.matchAll(pattern)) this.declarations.set(name, text);
  }

  /** The block of the resource, data source or provider itself. */
  root(): BindingBlock {
    const pattern =
      /^export class (\w+) extends cdkt[fn]\.Terraform(?:Resource|DataSource|Provider) /m;
    const name = pattern.exec(this.source)?.[1];
    if (name === undefined) throw new Error("the binding declares no Terraform element");
    const body = this.declarations.get(name) ?? "";
    const table = body.slice(body.indexOf("synthesizeHclAttributes("));
    return this.block(body, table, `${name}Config`);
  }

  /** The block of a nested struct, by its name in the binding, such as `KeyVaultNetworkAcls`. */
  struct(name: string): BindingBlock {
    const converter = `${name[0].toLowerCase()}${name.slice(1)}ToHclTerraform`;
    return this.block(
      this.declarations.get(`${name}OutputReference`) ?? "",
      this.declarations.get(converter) ?? "",
      name,
    );
  }

  private block(classBody: string, table: string, interfaceName: string): BindingBlock {
    return {
      members: membersOf(classBody),
      arguments: argumentsOf(table),
      documented: documentedIn(this.declarations.get(interfaceName) ?? ""),
    };
  }
}

function membersOf(classBody: string): Map<string, Member> {
  const pattern =
    /\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n([\s\S]*?)(?=\/\/ \w+ - computed|$)/g;
  return new Map(
    [...classBody.matchAll(pattern)].map(([, name, computed, optional, required, code]) => [
      name,
      {
        computed: computed === "true",
        optional: optional === "true",
        required: required === "true",
        code,
      },
    ]),
  );
}

function argumentsOf(table: string): Map<string, Argument> {
  const pattern = /^ +(\w+): \{\s+value: (.*),\s+isBlock: (\w+),\s+type: "(\w+)",/gm;
  return new Map(
    [...table.matchAll(pattern)].map(([, name, value, isBlock, collection]) => [
      name,
      // Inside a struct the converter is guarded against undefined; only the call matters.
      { converter: value.replace(/^.* \? null : /, ""), isBlock: isBlock === "true", collection },
    ]),
  );
}

function documentedIn(declaration: string): Map<string, Flags> {
  const pattern = /#(\w+) \w+#\w+\}[\s\S]*?readonly \w+(\??):/g;
  return new Map(
    [...declaration.matchAll(pattern)].map(([, name, mark]) => [
      name,
      { computed: false, optional: mark === "?", required: mark !== "?" },
    ]),
  );
}
