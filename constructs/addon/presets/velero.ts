import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { RESOURCE_GROUP } from "../scope-types";

export const VELERO: AddonPreset = {
  name: "velero",
  title: "Velero",
  namespace: "velero",
  components: [
    {
      name: "server",
      serviceAccountName: "velero",
      podLabels: ["podLabels", "nodeAgent.podLabels"],
      podAnnotations: ["podAnnotations"],
      accountCreate: "serviceAccount.server.create",
      accountName: "serviceAccount.server.name",
      accountAnnotations: "serviceAccount.server.annotations",
    },
  ],
  scopes: [
    {
      name: "backups",
      description: "the storage account of the backups",
      resourceType: ARM_TYPES.STORAGE_ACCOUNT,
      roles: [ROLES.STORAGE_BLOB_DATA_CONTRIBUTOR.name],
    },
    {
      name: "snapshots",
      description: "the subscription of disks and snapshots, or a resource group that holds both",
      resourceType: RESOURCE_GROUP,
      roles: [ROLES.CONTRIBUTOR.name],
      optional: true,
    },
  ],
  chart: {
    name: "velero",
    repository: "https://vmware-tanzu.github.io/helm-charts",
    version: "12.1.0",
  },
  snippets: [
    {
      name: "backup-location",
      description:
        "values of the chart: where the backups are, reached without the key of the account",
      text: `configuration:
  backupStorageLocation:
    - name: default
      provider: azure
      bucket: "{{container}}"
      config:
        useAAD: "true"
        storageAccountURI: "https://{{backups.name}}.blob.core.windows.net"
        storageAccount: "{{backups.name}}"
        resourceGroup: "{{backups.resourceGroup}}"
        subscriptionId: "{{backups.subscriptionId}}"
`,
    },
    {
      name: "credentials",
      description: "values of the chart: the file of the plugin, in which no secret stands",
      text: `credentials:
  useSecret: true
  secretContents:
    cloud: |
      AZURE_SUBSCRIPTION_ID={{subscriptionId}}
      AZURE_RESOURCE_GROUP={{nodeResourceGroup}}
      AZURE_CLOUD_NAME=AzurePublicCloud
`,
    },
    {
      name: "plugin",
      description: "values of the chart: the plugin for Azure, in a version that fits the server's",
      text: `initContainers:
  - name: velero-plugin-for-microsoft-azure
    image: "velero/velero-plugin-for-microsoft-azure:{{pluginVersion}}"
    volumeMounts:
      - mountPath: /target
        name: plugins
`,
    },
  ],
  sources: [
    "https://github.com/vmware-tanzu/helm-charts/blob/73466ca/charts/velero/values.yaml",
    "https://github.com/vmware-tanzu/helm-charts/blob/73466ca/charts/velero/templates/_helpers.tpl",
    "https://github.com/vmware-tanzu/velero-plugin-for-microsoft-azure/blob/1b682ce/README.md",
  ],
  notes: [
    "The chart's own name for the account is `velero-server`, and the plugin's page trusts `velero`: the values name it.",
    "The label belongs to `podLabels` and `nodeAgent.podLabels`; `labels` is that of the Deployment alone. The node agent runs as the account of the server.",
    "The scope `snapshots` is for snapshots of disks: the role there is wide. The plugin's page has a custom role that does with less; give it by `identity.grant` instead.",
    "With the address of the storage account in the location the identity does not read the account itself. Restic still needs to list its keys.",
    "One identity serves all backup locations.",
    "The pods of the node agent run as root and mount paths of the host: a namespace with the Pod Security Standard restricted or baseline refuses them.",
  ],
};
