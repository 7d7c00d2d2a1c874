import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { RESOURCE_GROUP } from "../scope-types";

const KARPENTER_AZURE = "https://github.com/Azure/karpenter-provider-azure/blob/352646f";

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
