import type { AddonComponent } from "../../addon-preset";

/** The one account of a chart, with the values that most charts have. */
export const account = (name: string, labels: string, annotations: string): AddonComponent => ({
  name,
  serviceAccountName: name,
  podLabels: [labels],
  podAnnotations: [annotations],
  accountCreate: "serviceAccount.create",
  accountName: "serviceAccount.name",
  accountAnnotations: "serviceAccount.annotations",
});
