import { type Json, list, own, text } from "./json";

/** How a configuration writes a value that is not literal. */
export interface Expression {
  /** What it refers to, most exact first: `azurerm_key_vault.vault.id`. */
  readonly references: readonly string[];
  /** Whether the value is that one reference, with nothing around it but the suffix. */
  readonly direct: boolean;
  /** Literal text after the reference: `/secrets/db-password`. */
  readonly suffix: string;
  /** The whole text, where it is more than one reference and a suffix. */
  readonly template?: string;
  /** Whether it takes the instance of the own key: `each.key`, `count.index` or `each.value`. */
  readonly keyed?: boolean;
}

/** A reference taken apart. */
export interface Reference {
  readonly kind: "resource" | "variable" | "output" | "other";
  /** `azurerm_key_vault.vault`, `data.azurerm_key_vault.vault`, the variable or the module. */
  readonly name: string;
  /** The instance: what is in brackets after the name. */
  readonly index?: string;
  /** The attribute's path, list positions included. */
  readonly path: readonly string[];
}

// HCL allows the letters of all languages in names.
const NAME = "[\\p{ID_Start}_][\\p{ID_Continue}-]*";
const TRAVERSAL = `${NAME}(?:\\.(?:${NAME}|\\d+|\\*)|\\[(?:"[^"]*"|\\d+|[\\w.]+)\\])+`;
const DIRECT = new RegExp(`^\\$\\{(${TRAVERSAL})\\}([^$]*)$`, "u");
const ANYWHERE = new RegExp(TRAVERSAL, "gu");
const STRINGS = /"(?:[^"\\]|\\.)*"/g;
const ROOTS = new Set(["path", "terraform", "each", "count", "self"]);

/** The expression in a text of Terraform's JSON syntax, if there is one. */
export function expressionIn(value: string): Expression | undefined {
  if (!value.includes("${")) return undefined;
  const [, only, suffix = ""] = DIRECT.exec(value) ?? [];
  if (only !== undefined) return { references: [only], direct: true, suffix };
  const code = [...value.matchAll(/\$\{([^]*?)\}/g)].map(([, inner]) => inner).join(" ");
  const references = code.replace(STRINGS, (literal) => (literal.includes("[") ? literal : '""'));
  return {
    references: references.match(ANYWHERE) ?? [],
    direct: false,
    suffix: "",
    template: value,
  };
}

/** The expression of an attribute in the `configuration` of a plan. */
export function expressionOf(
  node: Json | undefined,
  path: readonly string[],
): Expression | undefined {
  const constant = text(
    path.reduce<Json | undefined>((value, key) => own(value, key), own(node, "constant_value")),
  );
  const written = constant === undefined ? undefined : expressionIn(constant);
  if (written) return written;
  const references = list(own(node, "references")).filter(
    (item): item is string => typeof item === "string",
  );
  if (references.length === 0 || own(node, "constant_value") !== undefined) return undefined;
  // Terraform lists `a.b.id` and then `a.b`: one reference, and perhaps text around it. Of `a.b[each.key].id`
  // it lists `a.b` and `each.key`.
  const said = new Set<string>();
  const longest = references.filter((item) => {
    const [root = ""] = item.split(".");
    if (ROOTS.has(root) || said.has(item)) return false;
    for (const { index } of item.matchAll(/[.[]/g)) said.add(item.slice(0, index));
    said.add(item);
    return true;
  });
  const keys = references.filter((item) => /^(each\.(key|value)|count\.index)(\.|$)/.test(item));
  // What `each.value` is, `for_each` tells.
  const values = keys.filter((item) => item.startsWith("each.value")).slice(0, 1);
  const meant = longest.length > 0 ? longest : values;
  // Of a set the value is the key; of an object's attribute nothing tells whose key it is.
  const foreign = keys.some((item) => item.startsWith("each.value."));
  const keyed = keys.some((item) => meant === values || !foreign || !item.startsWith("each.value"));
  return { references: meant, direct: meant.length === 1, suffix: "", keyed };
}

/** Takes a reference apart. */
export function parseReference(reference: string): Reference {
  const parts = [...reference.matchAll(/"([^"]*)"|\[([^\]"]*)\]|([^.[\]"]+)/g)].map(
    ([whole, quoted, index, plain]) => ({
      text: quoted ?? index ?? plain ?? "",
      index: quoted !== undefined || whole.startsWith("["),
    }),
  );
  const words = parts.map((part) => part.text);
  const [first = "", second = ""] = words;
  const path = (from: number) => words.slice(from);
  if (first === "var") return { kind: "variable", name: second, path: path(2) };
  if (first === "module") {
    const indexed = parts[2]?.index === true;
    const index = indexed ? words[2] : undefined;
    return { kind: "output", name: second, index, path: path(indexed ? 3 : 2) };
  }
  if (ROOTS.has(first) || first === "local") return { kind: "other", name: first, path: path(1) };
  const start = first === "data" ? 3 : 2;
  if (words.length < start) return { kind: "other", name: first, path: path(1) };
  const indexed = parts[start]?.index === true;
  return {
    kind: "resource",
    name: words.slice(0, start).join("."),
    index: indexed ? words[start] : undefined,
    path: path(indexed ? start + 1 : start),
  };
}
