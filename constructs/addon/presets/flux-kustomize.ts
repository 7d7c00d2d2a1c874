import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { SOURCES, chart, controller, VAULT, NOTES } from "./shared/flux";

export const FLUX_KUSTOMIZE: AddonPreset = {
  name: "flux-kustomize",
  title: "Flux, kustomize controller",
  namespace: "flux-system",
  components: [controller("kustomize-controller", "kustomizeController")],
  scopes: [
    VAULT,
    {
      name: "cluster",
      description: "another cluster that is reconciled",
      resourceType: ARM_TYPES.MANAGED_CLUSTER,
      roles: [ROLES.AZURE_KUBERNETES_SERVICE_CLUSTER_USER_ROLE.name],
      optional: true,
    },
  ],
  chart,
  sources: SOURCES,
  notes: [
    "SOPS finds the key in the encrypted file; the Kustomization says `decryption.provider: sops` and nothing of Azure.",
    "In another cluster the identity needs Kubernetes rights too.",
    ...NOTES,
  ],
};
