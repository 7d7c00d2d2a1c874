import type { AddonPreset } from "../addon-preset";
import { REGISTRY, VAULT } from "./shared/flux";

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
