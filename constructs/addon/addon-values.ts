import { Fn } from "cdktf";
import { CLIENT_ID, USE_LABEL } from "../../azure/webhook";
import { rollAnnotations } from "../private/webhook";
import type { AddonComponent } from "./addon-preset";

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

/** Sets what a chart needs of a component: its account, which it makes or not, and its pods. */
export function setComponent(
  tree: ValueTree,
  component: AddonComponent,
  create: boolean,
  annotations: Record<string, string>,
): void {
  const { accountCreate, accountName, accountAnnotations, serviceAccountName } = component;
  if (accountCreate) setPath(tree, accountCreate, create);
  if (accountName && serviceAccountName) setPath(tree, accountName, serviceAccountName);
  if (accountAnnotations && create) setPath(tree, accountAnnotations, annotations);
  for (const path of component.podLabels ?? []) setPath(tree, path, { [USE_LABEL]: "true" });
  const { [CLIENT_ID]: clientId = "" } = annotations;
  for (const path of component.podAnnotations ?? []) {
    setPath(tree, path, rollAnnotations({ [CLIENT_ID]: clientId }));
  }
}

/** As YAML that Terraform writes, with sorted keys. */
export function asYaml(tree: ValueTree): string {
  return Fn.yamlencode(tree);
}
