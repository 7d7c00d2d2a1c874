import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonComponent, AddonPreset, AddonScope } from "../addon-preset";

const SOURCES = [
  "https://github.com/fluxcd-community/helm-charts/blob/82a385b/charts/flux2/values.yaml",
  "https://github.com/fluxcd/website/blob/6da0f38/content/en/flux/integrations/azure.md",
];

const chart = {
  name: "flux2",
  repository: "https://fluxcd-community.github.io/helm-charts",
  version: "2.18.3",
};

/** A controller of Flux, whose account is always called like it. */
function controller(name: string, key: string): AddonComponent {
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

const REGISTRY: AddonScope = {
  name: "registry",
  description: "the registry of charts, artifacts and images",
  resourceType: ARM_TYPES.CONTAINER_REGISTRY,
  roles: [ROLES.ACR_PULL.name],
  optional: true,
};

const VAULT: AddonScope = {
  name: "vault",
  description: "the vault of the key with which SOPS decrypts",
  resourceType: ARM_TYPES.KEY_VAULT,
  roles: [ROLES.KEY_VAULT_CRYPTO_USER.name],
  optional: true,
};

const NOTES = [
  "The chart gives `labels` to the Deployment and to its pods.",
  "The account needs both annotations, client and tenant id; the values have them.",
  "Identities for single objects (the feature gate `ObjectLevelWorkloadIdentity`) are called unstable on AKS by Flux.",
];

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

export const FLUX_IMAGE_REFLECTOR: AddonPreset = {
  name: "flux-image-reflector",
  title: "Flux, image reflector controller",
  namespace: "flux-system",
  components: [controller("image-reflector-controller", "imageReflectionController")],
  scopes: [{ ...REGISTRY, optional: false }],
  chart,
  sources: SOURCES,
  notes: ["ImageRepositories say `provider: azure`.", ...NOTES],
};

export const FLUX_EXTENSION: AddonPreset = {
  name: "flux-extension",
  title: "Flux, the extension of AKS",
  namespace: "flux-system",
  fixedNamespace: true,
  components: [
    { name: "source-controller", serviceAccountName: "source-controller", fixedName: true },
    {
      name: "kustomize-controller",
      serviceAccountName: "kustomize-controller",
      fixedName: true,
      optional: true,
    },
    {
      name: "image-reflector-controller",
      serviceAccountName: "image-reflector-controller",
      fixedName: true,
      optional: true,
    },
  ],
  scopes: [REGISTRY, VAULT],
  extensionType: "microsoft.flux",
  clientIdValues: ["workloadIdentity.azureClientId"],
  tenantIdValues: ["workloadIdentity.azureTenantId"],
  switches: ["workloadIdentity.enable"],
  sources: [
    "https://learn.microsoft.com/azure/azure-arc/kubernetes/tutorial-use-gitops-flux2",
    "https://github.com/fluxcd/website/blob/6da0f38/content/en/flux/integrations/azure.md",
  ],
  notes: [
    "One client id serves all controllers; each that uses it is trusted: name the others in `components`.",
    "Settings of the trial with identities for single objects (`featureGates`) beside these were seen to make an update of the extension fail.",
    "The settings are for `configurationSettings` of `azurerm_kubernetes_cluster_extension`. Only quotations of the page were read; the version of the extension is AKS's own.",
  ],
};
