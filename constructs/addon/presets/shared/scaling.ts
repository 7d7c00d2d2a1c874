import { ARM_TYPES } from "../../../../azure/arm-types";
import { ROLES } from "../../../../azure/roles";

export const KEDA_DOCS =
  "https://github.com/kedacore/keda-docs/blob/a55c5d3/content/docs/2.20/authentication-providers/azure-ad-workload-identity.md";

export const SCOPES = [
  {
    name: "serviceBus",
    description: "the Service Bus namespace whose queues are counted",
    resourceType: ARM_TYPES.SERVICE_BUS_NAMESPACE,
    roles: [ROLES.AZURE_SERVICE_BUS_DATA_OWNER.name],
    optional: true,
  },
];

export const TRIGGER_AUTHENTICATION = {
  name: "trigger-authentication",
  description: "a TriggerAuthentication in the namespace of the scaled workload",
  text: `apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  name: "{{name}}"
  namespace: "{{workloadNamespace}}"
spec:
  podIdentity:
    provider: azure-workload
    identityId: "{{identityId}}"
`,
};

export const NOTES = [
  "The operator exchanges its own token for every identity that a TriggerAuthentication names: each needs a trust in keda-operator beside that of its workload (`addIdentity`), which counts towards its 20.",
  "The role depends on the scaler. Microsoft's page for Service Bus assigns the owner of the data; which smaller role is enough was not verified.",
];
