import type { AddonPreset } from "../addon-preset";
import { GRAFANA_CHARTS, REPOSITORY, account, STORAGE } from "./shared/storage-backends";

export const LOKI: AddonPreset = {
  name: "loki",
  title: "Loki",
  namespace: "loki",
  components: [account("loki", "loki.podLabels", "loki.podAnnotations")],
  scopes: [STORAGE],
  chart: { name: "loki", repository: REPOSITORY, version: "18.11.0" },
  values: {
    "loki.storage.type": "azure",
    "loki.storage.azure.accountName": "{{account.name}}",
  },
  switches: ["loki.storage.azure.useFederatedToken"],
  snippets: [
    {
      name: "containers",
      description: "values of the chart: the containers of chunks and rules",
      text: `loki:
  storage:
    bucketNames:
      chunks: "{{chunks}}"
      ruler: "{{ruler}}"
`,
    },
  ],
  sources: [
    `${GRAFANA_CHARTS}/loki/values.yaml`,
    "https://github.com/grafana/loki/blob/65e30f8/docs/sources/setup/install/helm/deployment-guides/azure.md",
  ],
  notes: [
    "`loki.podLabels` labels all pods of Loki; the canary and the gateway need none. A component with `serviceAccount.create` of its own is another account, to be trusted too.",
    "`schemaConfig` has `object_store: azure`, and the compactor `delete_request_store: azure`.",
    "The chart moved from grafana to grafana-community.",
  ],
};
