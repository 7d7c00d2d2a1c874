import type { AddonPreset } from "../addon-preset";
import { KEDA_DOCS, SCOPES, TRIGGER_AUTHENTICATION, NOTES } from "./shared/scaling";

export const KEDA_AKS: AddonPreset = {
  name: "keda-aks",
  title: "KEDA, the add-on of AKS",
  namespace: "kube-system",
  fixedNamespace: true,
  components: [{ name: "operator", serviceAccountName: "keda-operator", fixedName: true }],
  scopes: SCOPES,
  snippets: [TRIGGER_AUTHENTICATION],
  sources: [
    "https://github.com/MicrosoftDocs/azure-aks-docs/blob/fb060ab/articles/aks/keda-workload-identity.md",
    KEDA_DOCS,
  ],
  notes: [
    "`addOns.keda` of the cluster turns the add-on on. AKS makes the account: `WorkloadServiceAccount.annotate` annotates it.",
    "Restart the operator after the annotation, and where KEDA was there before workload identity.",
    ...NOTES,
  ],
};
