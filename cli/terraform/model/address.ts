/** A resource address taken apart. */
export interface Address {
  /** The address up to the module: `module.a["x"].`. */
  readonly prefix: string;
  /** The names of the modules, without instances. */
  readonly modules: readonly string[];
  /** The instances of the modules: what is in brackets behind their names. */
  readonly moduleKeys: readonly (string | undefined)[];
  readonly index?: string;
}

const INDEX = String.raw`\[(?:"((?:[^"\\]|\\.)*)"|(\d+))\]`;
// HCL allows the letters of all languages in names.
const MODULE = new RegExp(
  String.raw`module\.([\p{ID_Start}_][\p{ID_Continue}-]*)(?:${INDEX})?\.`,
  "uy",
);
const LAST = new RegExp(`(?:${INDEX})?$`, "uy");

/**
 * Takes an address apart from its beginning, so that a key of `for_each` may hold anything, even an
 * address. Nothing where it is not an address of the base `azurerm_key_vault.main`.
 */
export function parseAddress(address: string, base: string): Address | undefined {
  const modules: string[] = [];
  const moduleKeys: (string | undefined)[] = [];
  MODULE.lastIndex = 0;
  let at = 0;
  for (let found = MODULE.exec(address); found; found = MODULE.exec(address)) {
    const [, name = "", key, position] = found;
    modules.push(name);
    moduleKeys.push(key ?? position);
    at = MODULE.lastIndex;
  }
  if (!address.startsWith(base, at)) return undefined;
  LAST.lastIndex = at + base.length;
  const last = LAST.exec(address);
  if (!last) return undefined;
  return { prefix: address.slice(0, at), modules, moduleKeys, index: last[1] ?? last[2] };
}
