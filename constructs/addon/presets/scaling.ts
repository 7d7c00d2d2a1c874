import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { RESOURCE_GROUP } from "../scope-types";

const KEDA_DOCS =
  "https://github.com/kedacore/keda-docs/blob/a55c5d3/content/docs/2.20/authentication-providers/azure-ad-workload-identity.md";

const KARPENTER_AZURE = "https://github.com/Azure/karpenter-provider-azure/blob/352646f";

const SCOPES = [
  {
    name: "serviceBus",
    description: "the Service Bus namespace whose queues are counted",
    resourceType: ARM_TYPES.SERVICE_BUS_NAMESPACE,
    roles: [ROLES.AZURE_SERVICE_BUS_DATA_OWNER.name],
    optional: true,
  },
];

const TRIGGER_AUTHENTICATION = {
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

const NOTES = [
  "The operator exchanges its own token for every identity that a TriggerAuthentication names: each needs a trust in keda-operator beside that of its workload (`addIdentity`), which counts towards its 20.",
  "The role depends on the scaler. Microsoft's page for Service Bus assigns the owner of the data; which smaller role is enough was not verified.",
];

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

export const KARPENTER: AddonPreset = {
  name: "karpenter",
  title: "Karpenter, self-hosted",
  namespace: "kube-system",
  components: [
    {
      name: "controller",
      serviceAccountName: "karpenter-sa",
      podLabels: ["podLabels"],
      podAnnotations: ["podAnnotations"],
      accountCreate: "serviceAccount.create",
      accountName: "serviceAccount.name",
      accountAnnotations: "serviceAccount.annotations",
    },
  ],
  scopes: [
    {
      name: "nodeResourceGroup",
      description: "the resource group of the nodes",
      resourceType: RESOURCE_GROUP,
      roles: [
        ROLES.VIRTUAL_MACHINE_CONTRIBUTOR.name,
        ROLES.NETWORK_CONTRIBUTOR.name,
        ROLES.MANAGED_IDENTITY_OPERATOR.name,
      ],
    },
  ],
  chart: {
    name: "karpenter",
    repository: "oci://mcr.microsoft.com/aks/karpenter",
    version: "1.10.2",
  },
  sources: [
    `${KARPENTER_AZURE}/README.md`,
    `${KARPENTER_AZURE}/charts/karpenter/values.yaml`,
    `${KARPENTER_AZURE}/karpenter-values-template.yaml`,
  ],
  notes: [
    "The chart's own name for the account is `karpenter`, and the page trusts `karpenter-sa`: the values name it.",
    "The further settings of the controller are made by the project's `configure-values.sh`.",
    "Microsoft supports node auto-provisioning instead, which needs none of this.",
  ],
};
