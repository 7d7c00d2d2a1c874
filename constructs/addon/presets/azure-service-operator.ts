import type { AddonPreset } from "../addon-preset";
import { target, NARROWER } from "./shared/control-planes";

export const AZURE_SERVICE_OPERATOR: AddonPreset = {
  name: "azure-service-operator",
  title: "Azure Service Operator",
  namespace: "azureserviceoperator-system",
  components: [
    {
      name: "operator",
      serviceAccountName: "azureserviceoperator-default",
      fixedName: true,
    },
  ],
  scopes: [target("the subscription or the resource group in which the operator makes resources")],
  chart: {
    name: "azure-service-operator",
    repository: "https://raw.githubusercontent.com/Azure/azure-service-operator/main/v2/charts",
    version: "v2.10.0",
  },
  clientIdValues: ["azureClientID"],
  tenantIdValues: ["azureTenantID"],
  values: { azureSubscriptionID: "{{target.subscriptionId}}" },
  switches: ["useWorkloadIdentityAuth"],
  snippets: [
    {
      name: "crds",
      description:
        "values of the chart: the kinds of resources, without which the operator makes none",
      text: `crdPattern: "{{pattern}}"
`,
    },
    {
      name: "aso-credential",
      description: "the Secret by which a namespace uses another identity: it holds no secret",
      text: `apiVersion: v1
kind: Secret
metadata:
  name: aso-credential
  namespace: "{{workloadNamespace}}"
stringData:
  AZURE_SUBSCRIPTION_ID: "{{target.subscriptionId}}"
  AZURE_TENANT_ID: "{{tenantId}}"
  AZURE_CLIENT_ID: "{{identityId}}"
`,
    },
  ],
  sources: [
    "https://github.com/Azure/azure-service-operator/blob/072db44/docs/hugo/content/guide/authentication/credential-format.md",
  ],
  notes: [
    "No label and no annotation: the Deployment of the chart projects a token of its own.",
    "Every identity that an `aso-credential` or a Secret of a resource names has to trust the operator (`addIdentity`), and counts that towards its 20.",
    "Needs cert-manager. Which values name the account was not read.",
    NARROWER,
  ],
};
