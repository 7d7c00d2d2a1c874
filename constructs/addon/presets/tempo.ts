import type { AddonPreset } from "../addon-preset";
import { GRAFANA_CHARTS, REPOSITORY, account, STORAGE } from "./shared/storage-backends";

export const TEMPO: AddonPreset = {
  name: "tempo",
  title: "Tempo, distributed",
  namespace: "tempo",
  components: [account("tempo", "tempo.podLabels", "tempo.podAnnotations")],
  scopes: [STORAGE],
  chart: { name: "tempo-distributed", repository: REPOSITORY, version: "3.3.0" },
  values: {
    "storage.trace.backend": "azure",
    "storage.trace.azure.storage_account_name": "{{account.name}}",
  },
  switches: ["storage.trace.azure.use_federated_token"],
  snippets: [
    {
      name: "container",
      description: "values of the chart: the container of traces",
      text: `storage:
  trace:
    azure:
      container_name: "{{container}}"
`,
    },
  ],
  sources: [
    `${GRAFANA_CHARTS}/tempo-distributed/values.yaml`,
    "https://grafana.com/docs/tempo/latest/configuration/hosted-storage/azure/",
  ],
  notes: ["Of the page of the storage only quotations were read."],
};
