import type { AddonPreset } from "../addon-preset";
import { AKS_DOCS, CSI_SCOPES, SECRET_PROVIDER_CLASS, CSI_NOTES } from "./shared/secrets";

export const SECRETS_STORE_CSI: AddonPreset = {
  name: "secrets-store-csi",
  title: "Secrets Store CSI driver with the Azure provider, by its chart",
  components: [{ name: "application" }],
  scopes: CSI_SCOPES,
  chart: {
    name: "csi-secrets-store-provider-azure",
    repository: "https://azure.github.io/secrets-store-csi-driver-provider-azure/charts",
    version: "1.8.2",
  },
  snippets: [SECRET_PROVIDER_CLASS],
  sources: [
    "https://github.com/Azure/secrets-store-csi-driver-provider-azure/blob/d5f7cf5/charts/csi-secrets-store-provider-azure/values.yaml",
    `${AKS_DOCS}/csi-secrets-store-identity-access.md`,
  ],
  notes: [
    ...CSI_NOTES,
    "The chart is installed into kube-system; its values hold nothing of an identity. `syncSecret.enabled` and `enableSecretRotation` of the driver are off by default.",
  ],
};
