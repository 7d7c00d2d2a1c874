import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { account } from "./shared/monitoring";

export const OPENCOST: AddonPreset = {
  name: "opencost",
  title: "OpenCost",
  namespace: "opencost",
  components: [account("opencost", "podLabels", "podAnnotations")],
  scopes: [
    {
      name: "costExports",
      description: "the storage account of the cost exports",
      resourceType: ARM_TYPES.STORAGE_ACCOUNT,
      roles: [ROLES.STORAGE_BLOB_DATA_READER.name],
      optional: true,
    },
  ],
  chart: {
    name: "opencost",
    repository: "https://opencost.github.io/opencost-helm-chart",
    version: "2.5.17",
  },
  sources: [
    "https://github.com/opencost/opencost-helm-chart/blob/725bb93/charts/opencost/values.yaml",
    "https://github.com/opencost/opencost-website/blob/6bdcb9e/docs/configuration/azure.mdx",
  ],
  notes: [
    "OpenCost's page shows cloud costs with the key of the account and prices with a service principal: with an identity neither is documented there, and both have to be tried with your version. That the reader of blobs is enough was not verified.",
    "Prices need a custom role with `Microsoft.Commerce/RateCard/read`, as the page has it: give it by `identity.grant`.",
  ],
};
