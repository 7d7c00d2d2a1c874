import type { AddonPreset } from "../addon-preset";
import { AKS_DOCS, CSI_SCOPES, SECRET_PROVIDER_CLASS, CSI_NOTES } from "./shared/secrets";

export const SECRETS_STORE_CSI_AKS: AddonPreset = {
  name: "secrets-store-csi-aks",
  title: "Secrets Store CSI driver, the add-on of AKS",
  components: [{ name: "application" }],
  scopes: CSI_SCOPES,
  snippets: [SECRET_PROVIDER_CLASS],
  sources: [`${AKS_DOCS}/csi-secrets-store-identity-access.md`],
  notes: [
    ...CSI_NOTES,
    "`addOns.secretRotationInterval` of the cluster turns the add-on on. It makes an identity of its own on the nodes, which has nothing to do with this and needs no role.",
  ],
};
