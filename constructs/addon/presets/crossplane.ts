import { CLIENT_ID, TENANT_ID, USE_LABEL } from "../../../azure/webhook";
import type { AddonPreset } from "../addon-preset";
import { target, NARROWER } from "./shared/control-planes";

const CROSSPLANE_AZURE = "https://github.com/crossplane-contrib/provider-upjet-azure/blob/a983cb4";

export const CROSSPLANE: AddonPreset = {
  name: "crossplane",
  title: "Crossplane, the Azure provider family",
  namespace: "crossplane-system",
  components: [{ name: "provider", serviceAccountName: "crossplane-provider-azure" }],
  scopes: [target("the subscription or the resource group in which providers make resources")],
  snippets: [
    {
      name: "runtime-config",
      description:
        "a DeploymentRuntimeConfig that names the account and labels the pods of a provider",
      text: `apiVersion: pkg.crossplane.io/v1beta1
kind: DeploymentRuntimeConfig
metadata:
  name: "{{serviceAccountName}}"
spec:
  deploymentTemplate:
    spec:
      selector: {}
      template:
        metadata:
          labels:
            ${USE_LABEL}: "true"
        spec:
          containers:
            - name: package-runtime
  serviceAccountTemplate:
    metadata:
      name: "{{serviceAccountName}}"
      annotations:
        ${CLIENT_ID}: "{{clientId}}"
        ${TENANT_ID}: "{{tenantId}}"
`,
    },
    {
      name: "provider-config",
      description: "a ProviderConfig that exchanges the token of the pod",
      text: `apiVersion: azure.upbound.io/v1beta1
kind: ProviderConfig
metadata:
  name: "{{name}}"
spec:
  credentials:
    source: OIDCTokenFile
  clientID: "{{clientId}}"
  tenantID: "{{tenantId}}"
  subscriptionID: "{{target.subscriptionId}}"
`,
    },
  ],
  sources: [
    `${CROSSPLANE_AZURE}/internal/clients/azure.go`,
    `${CROSSPLANE_AZURE}/apis/namespaced/v1beta1/types.go`,
  ],
  notes: [
    "Without a name in the DeploymentRuntimeConfig the account is called after the revision of the package, and no trust matches the next one.",
    "Each provider of the family has a pod of its own; give all of them the same runtime config. That they share one account was not run.",
    "The sources `UserAssignedManagedIdentity` and `SystemAssignedManagedIdentity` are those of the nodes, not of workload identity.",
    "The namespace is that of Crossplane's own pages; the fields of the runtime config were read in public examples.",
    NARROWER,
  ],
};
