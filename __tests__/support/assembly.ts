import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

/** A doc comment, as jsii keeps it. */
export interface Docs {
  readonly summary?: string;
  readonly default?: string;
}

/** A reference to a type, with the types it is made of. */
export interface TypeReference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: "array" | "map"; readonly elementtype: TypeReference };
  readonly union?: { readonly types: TypeReference[] };
  readonly intersection?: { readonly types: TypeReference[] };
}

/** A parameter of a method or a constructor. */
export interface Parameter {
  readonly name: string;
  readonly docs?: Docs;
  readonly optional?: boolean;
  readonly type: TypeReference;
}

/** A property, a method or a value of an enum. */
export interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly overrides?: string;
}

/** A property of a class or an interface. */
export interface Property extends Member {
  readonly immutable?: boolean;
  readonly optional?: boolean;
  readonly type: TypeReference;
}

/** A method of a class or an interface. */
export interface Method extends Member {
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type: TypeReference };
}

/** A type of the public API. */
export interface ApiType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: "class" | "interface" | "enum";
  /** Whether an interface is a struct: only data, made by the caller. */
  readonly datatype?: boolean;
  readonly docs?: Docs;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: { readonly parameters?: Parameter[] };
  readonly members?: Member[];
  readonly properties?: Property[];
  readonly methods?: Method[];
}

interface Assembly {
  readonly schema: string;
  readonly filename?: string;
  readonly types?: Record<string, ApiType>;
}

/** The public API as jsii gives it to other languages, from a `.jsii` that may refer to a packed one. */
export function readApi(path = resolve(__dirname, "../../.jsii")): ApiType[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  const { schema, filename, types = {} } = JSON.parse(text) as Assembly;
  if (schema === "jsii/file-redirect" && filename) return readApi(join(dirname(path), filename));
  return Object.values(types);
}
