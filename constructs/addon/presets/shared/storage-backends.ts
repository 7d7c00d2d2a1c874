import { ARM_TYPES } from "../../../../azure/arm-types";
import { ROLES } from "../../../../azure/roles";
import type { AddonComponent, AddonScope } from "../../addon-preset";

export const GRAFANA_CHARTS =
  "https://github.com/grafana-community/helm-charts/blob/3386a11/charts";

export const REPOSITORY = "https://grafana-community.github.io/helm-charts";

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

export const STORAGE: AddonScope = {
  name: "account",
  description: "the storage account, or a container of it",
  resourceType: ARM_TYPES.STORAGE_ACCOUNT,
  roles: [ROLES.STORAGE_BLOB_DATA_CONTRIBUTOR.name],
};
