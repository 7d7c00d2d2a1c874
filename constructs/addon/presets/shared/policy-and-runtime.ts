import { ARM_TYPES } from "../../../../azure/arm-types";
import { ROLES } from "../../../../azure/roles";
import type { AddonScope } from "../../addon-preset";

export const BLOB_CSI_SOURCE = "https://github.com/kubernetes-sigs/blob-csi-driver/blob/0744a60";

export const REGISTRY: AddonScope = {
  name: "registry",
  description: "the registry whose images are verified",
  resourceType: ARM_TYPES.CONTAINER_REGISTRY,
  roles: [ROLES.ACR_PULL.name],
};
