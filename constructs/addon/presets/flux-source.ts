import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { SOURCES, chart, controller, REGISTRY, NOTES } from "./shared/flux";

export const FLUX_SOURCE: AddonPreset = {
  name: "flux-source",
  title: "Flux, source controller",
  namespace: "flux-system",
  components: [controller("source-controller", "sourceController")],
  scopes: [
    REGISTRY,
    {
      name: "bucket",
      description: "the storage account of Buckets",
      resourceType: ARM_TYPES.STORAGE_ACCOUNT,
      roles: [ROLES.STORAGE_BLOB_DATA_READER.name],
      optional: true,
    },
  ],
  chart,
  sources: SOURCES,
  notes: [
    "Repositories of Azure DevOps need no role in Azure: the identity is made a member of the organisation.",
    "Objects say `provider: azure`.",
    ...NOTES,
  ],
};
