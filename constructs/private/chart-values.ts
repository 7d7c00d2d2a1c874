/** Values of a chart, or settings of an extension: a tree whose leaves are texts and switches. */
export interface ValueTree {
  [key: string]: ValueTree | string | boolean;
}

/** Values without any, in which every name is free: `constructor`, too. */
export function noValues(): ValueTree {
  return Object.create(null) as ValueTree;
}

/** Sets what a dotted path leads to. Maps at the same path become one. */
export function setValue(tree: ValueTree, path: string, value: ValueTree[string]): void {
  const [name = "", ...rest] = path.split(".");
  const known = tree[name];
  const held = typeof known === "object" ? known : noValues();
  if (rest.length > 0) {
    tree[name] = held;
    setValue(held, rest.join("."), value);
  } else {
    tree[name] = typeof value === "object" ? Object.assign(noValues(), held, value) : value;
  }
}
