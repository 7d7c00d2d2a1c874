import type { AddonPreset } from "../addon-preset";
import { GRAFANA_CHARTS, REPOSITORY, account, STORAGE } from "./shared/storage-backends";

const TEMPO_SOURCE =
  "https://github.com/grafana-community/helm-charts/blob/3386a11/charts/tempo/templates/statefulset.yaml";

export const TEMPO_SINGLE: AddonPreset = {
  name: "tempo-single",
  title: "Tempo, single binary",
  namespace: "tempo",
  components: [account("tempo", "podLabels", "podAnnotations")],
  scopes: [STORAGE],
  chart: { name: "tempo", repository: REPOSITORY, version: "2.2.4" },
  values: {
    "tempo.storage.trace.backend": "azure",
    "tempo.storage.trace.azure.storage_account_name": "{{account.name}}",
  },
  switches: ["tempo.storage.trace.azure.use_federated_token"],
  snippets: [
    {
      name: "container",
      description: "values of the chart: the container of traces",
      text: `tempo:
  storage:
    trace:
      azure:
        container_name: "{{container}}"
`,
    },
  ],
  sources: [
    `${GRAFANA_CHARTS}/tempo/values.yaml`,
    TEMPO_SOURCE,
    "https://grafana.com/docs/tempo/latest/configuration/hosted-storage/azure/",
  ],
  notes: ["Of the page of the storage only quotations were read."],
};
