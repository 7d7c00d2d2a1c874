import { ARM_TYPES } from "../../../../azure/arm-types";
import { ROLES } from "../../../../azure/roles";
import type { AddonComponent, AddonScope } from "../../addon-preset";

export const SOURCES = [
  "https://github.com/fluxcd-community/helm-charts/blob/82a385b/charts/flux2/values.yaml",
  "https://github.com/fluxcd/website/blob/6da0f38/content/en/flux/integrations/azure.md",
];

export const chart = {
  name: "flux2",
  repository: "https://fluxcd-community.github.io/helm-charts",
  version: "2.18.3",
};

/** A controller of Flux, whose account is always called like it. */
export function controller(name: string, key: string): AddonComponent {
  return {
    name,
    serviceAccountName: name,
    fixedName: true,
    podLabels: [`${key}.labels`],
    podAnnotations: [`${key}.annotations`],
    accountCreate: `${key}.serviceAccount.create`,
    accountAnnotations: `${key}.serviceAccount.annotations`,
  };
}

export const REGISTRY: AddonScope = {
  name: "registry",
  description: "the registry of charts, artifacts and images",
  resourceType: ARM_TYPES.CONTAINER_REGISTRY,
  roles: [ROLES.ACR_PULL.name],
  optional: true,
};

export const VAULT: AddonScope = {
  name: "vault",
  description: "the vault of the key with which SOPS decrypts",
  resourceType: ARM_TYPES.KEY_VAULT,
  roles: [ROLES.KEY_VAULT_CRYPTO_USER.name],
  optional: true,
};

export const NOTES = [
  "The chart gives `labels` to the Deployment and to its pods.",
  "The account needs both annotations, client and tenant id; the values have them.",
  "Identities for single objects (the feature gate `ObjectLevelWorkloadIdentity`) are called unstable on AKS by Flux.",
];
