import { CLIENT_ID, USE_LABEL } from "../../azure/webhook";
import { setValue, type ValueTree } from "../private/chart-values";
import { rollAnnotations } from "../private/webhook";
import type { AddonComponent } from "./addon-preset";

/** Sets what a chart needs of a component: its account, which it makes or not, and its pods. */
export function setComponent(
  tree: ValueTree,
  component: AddonComponent,
  create: boolean,
  annotations: Record<string, string>,
): void {
  const { accountCreate, accountName, accountAnnotations, serviceAccountName } = component;
  if (accountCreate) setValue(tree, accountCreate, create);
  if (accountName && serviceAccountName) setValue(tree, accountName, serviceAccountName);
  if (accountAnnotations && create) setValue(tree, accountAnnotations, annotations);
  for (const path of component.podLabels ?? []) setValue(tree, path, { [USE_LABEL]: "true" });
  const { [CLIENT_ID]: clientId = "" } = annotations;
  for (const path of component.podAnnotations ?? []) {
    setValue(tree, path, rollAnnotations({ [CLIENT_ID]: clientId }));
  }
}
