import type { AddonPreset } from "../addon-preset";
import { KEDA_DOCS, SCOPES, TRIGGER_AUTHENTICATION, NOTES } from "./shared/scaling";

export const KEDA: AddonPreset = {
  name: "keda",
  title: "KEDA, by its chart",
  namespace: "keda",
  components: [
    {
      name: "operator",
      serviceAccountName: "keda-operator",
      podAnnotations: ["podAnnotations.keda"],
      accountCreate: "serviceAccount.operator.create",
      accountName: "serviceAccount.operator.name",
    },
  ],
  scopes: SCOPES,
  chart: { name: "keda", repository: "https://kedacore.github.io/charts", version: "2.20.2" },
  clientIdValues: ["podIdentity.azureWorkload.clientId"],
  tenantIdValues: ["podIdentity.azureWorkload.tenantId"],
  switches: ["podIdentity.azureWorkload.enabled"],
  snippets: [TRIGGER_AUTHENTICATION],
  sources: [
    "https://github.com/kedacore/charts/blob/1444d00/keda/values.yaml",
    "https://github.com/kedacore/charts/blob/1444d00/keda/templates/manager/deployment.yaml",
    KEDA_DOCS,
  ],
  notes: [
    "`podIdentity.azureWorkload.enabled` annotates the account and labels account and pod; the label in `podLabels.keda` as well would stand there twice.",
    "The metrics server and the webhooks need no identity.",
    ...NOTES,
  ],
};
