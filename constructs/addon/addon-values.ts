import { Fn } from "cdktf";

/** Values of a chart, or settings of an extension: a tree whose leaves are texts and switches. */
export interface ValueTree {
  [key: string]: ValueTree | string | boolean;
}

/** Sets what a dotted path leads to. Maps at the same path become one. */
export function setPath(tree: ValueTree, path: string, value: ValueTree[string]): void {
  const keys = path.split(".");
  const last = keys.pop() as string;
  let at = tree;
  for (const key of keys) {
    if (typeof at[key] !== "object") at[key] = {};
    at = at[key];
  }
  const known = at[last];
  at[last] =
    typeof known === "object" && typeof value === "object" ? { ...known, ...value } : value;
}

/** As YAML that Terraform writes, with sorted keys. */
export function asYaml(tree: ValueTree): string {
  return Fn.yamlencode(tree);
}
