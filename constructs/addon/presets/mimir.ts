import type { AddonPreset } from "../addon-preset";
import { account, STORAGE } from "./shared/storage-backends";

export const MIMIR: AddonPreset = {
  name: "mimir",
  title: "Mimir",
  namespace: "mimir",
  components: [account("mimir", "global.podLabels", "global.podAnnotations")],
  scopes: [STORAGE],
  chart: {
    name: "mimir-distributed",
    repository: "https://grafana.github.io/helm-charts",
    version: "6.1.1-weekly.368",
  },
  values: {
    "mimir.structuredConfig.common.storage.backend": "azure",
    "mimir.structuredConfig.common.storage.azure.account_name": "{{account.name}}",
  },
  snippets: [
    {
      name: "containers",
      description: "values of the chart: the containers of blocks, rules and alerts",
      text: `mimir:
  structuredConfig:
    blocks_storage:
      azure:
        container_name: "{{blocks}}"
    ruler_storage:
      azure:
        container_name: "{{ruler}}"
    alertmanager_storage:
      azure:
        container_name: "{{alertmanager}}"
`,
    },
  ],
  sources: [
    "https://github.com/grafana/mimir/blob/01064b3/operations/helm/charts/mimir-distributed/templates/_helpers.tpl",
    "https://github.com/grafana/mimir/blob/000dee8/operations/helm/charts/mimir-distributed/values.yaml",
    "https://github.com/grafana/mimir/blob/009bb36/operations/helm/charts/mimir-distributed/Chart.yaml",
    "https://github.com/thanos-io/objstore/blob/4e5fd42/providers/azure/helpers.go",
  ],
  notes: [
    "Leave `user_assigned_id` out: with it the storage client asks the nodes for a token, and not the account.",
    "`ruler.serviceAccount.create` and `alertmanager.serviceAccount.create` split accounts off, to be trusted too.",
    "Values, helpers and version of the chart were read at different commits; `minio.enabled` is on by default and has to be turned off.",
  ],
};
