import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonComponent, AddonPreset, AddonScope } from "../addon-preset";

const GRAFANA_CHARTS = "https://github.com/grafana-community/helm-charts/blob/3386a11/charts";
const REPOSITORY = "https://grafana-community.github.io/helm-charts";

/** The one account of a chart, with the values that most charts have. */
const account = (name: string, labels: string, annotations: string): AddonComponent => ({
  name,
  serviceAccountName: name,
  podLabels: [labels],
  podAnnotations: [annotations],
  accountCreate: "serviceAccount.create",
  accountName: "serviceAccount.name",
  accountAnnotations: "serviceAccount.annotations",
});

const STORAGE: AddonScope = {
  name: "account",
  description: "the storage account, or a container of it",
  resourceType: ARM_TYPES.STORAGE_ACCOUNT,
  roles: [ROLES.STORAGE_BLOB_DATA_CONTRIBUTOR.name],
};

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

const TEMPO_SOURCE =
  "https://github.com/grafana-community/helm-charts/blob/3386a11/charts/tempo/templates/statefulset.yaml";

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

export const THANOS: AddonPreset = {
  name: "thanos",
  title: "Thanos, the community's chart",
  namespace: "thanos",
  components: [
    {
      name: "thanos",
      serviceAccountName: "thanos",
      podLabels: [
        "storegateway.podLabels",
        "compactor.podLabels",
        "receive.podLabels",
        "ruler.podLabels",
        "bucket.bucketweb.podLabels",
      ],
      podAnnotations: ["global.podAnnotations"],
      accountCreate: "global.serviceAccount.create",
      accountName: "global.serviceAccount.name",
      accountAnnotations: "global.serviceAccount.annotations",
    },
  ],
  scopes: [STORAGE],
  chart: {
    name: "thanos",
    repository: "oci://ghcr.io/thanos-community/helm-charts",
    version: "0.38.0",
  },
  snippets: [
    {
      name: "object-store",
      description: "values of the chart: the storage, without a key",
      text: `global:
  objstore:
    createSecret: true
    config: |
      type: AZURE
      config:
        storage_account: "{{account.name}}"
        container: "{{container}}"
`,
    },
  ],
  sources: [
    "https://github.com/thanos-community/helm-charts/blob/aa4bd28/charts/thanos/values.yaml",
    "https://github.com/thanos-community/helm-charts/blob/aa4bd28/charts/thanos/README.md",
    "https://github.com/thanos-io/objstore/blob/4e5fd42/providers/azure/helpers.go",
  ],
  notes: [
    "Leave `user_assigned_id` out: with it the storage client asks the nodes for a token, and not the account.",
    "Querier and query frontend read no storage and need no label; all pods share the account.",
    "`<component>.serviceAccount.create` or `global.serviceAccount.perComponent` give components accounts of their own, to be trusted too.",
    "Thanos itself has no chart; this one is the community's. Sidecars of Prometheus run as the account of Prometheus.",
  ],
};
