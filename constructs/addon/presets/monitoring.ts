import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonComponent, AddonPreset } from "../addon-preset";

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

export const PROMETHEUS_REMOTE_WRITE: AddonPreset = {
  name: "prometheus-remote-write",
  title: "Prometheus, remote write to Azure Monitor",
  namespace: "monitoring",
  components: [
    {
      name: "prometheus",
      serviceAccountName: "prometheus",
      podLabels: ["prometheus.prometheusSpec.podMetadata.labels"],
      podAnnotations: ["prometheus.prometheusSpec.podMetadata.annotations"],
      accountCreate: "prometheus.serviceAccount.create",
      accountName: "prometheus.serviceAccount.name",
      accountAnnotations: "prometheus.serviceAccount.annotations",
    },
  ],
  scopes: [
    {
      name: "dataCollectionRule",
      description: "the data collection rule of the Azure Monitor workspace, not the workspace",
      resourceType: ARM_TYPES.DATA_COLLECTION_RULE,
      roles: [ROLES.MONITORING_METRICS_PUBLISHER.name],
    },
  ],
  chart: {
    name: "kube-prometheus-stack",
    repository: "https://prometheus-community.github.io/helm-charts",
    version: "88.5.3",
  },
  snippets: [
    {
      name: "remote-write",
      description: "values of the chart: the endpoint, and the identity that writes there",
      text: `prometheus:
  prometheusSpec:
    remoteWrite:
      - url: "{{url}}"
        azureAd:
          workloadIdentity:
            clientId: "{{clientId}}"
            tenantId: "{{tenantId}}"
`,
    },
  ],
  sources: [
    "https://github.com/prometheus-community/helm-charts/blob/cf408a2/charts/kube-prometheus-stack/values.yaml",
    "https://github.com/prometheus-community/helm-charts/blob/cf408a2/charts/kube-prometheus-stack/charts/crds/crds/crd-prometheuses.yaml",
    "https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-remote-write-azure-workload-identity",
  ],
  notes: [
    "`azureAd.workloadIdentity` needs Prometheus 3.7 or later; before, `azureAd.sdk.tenantId` takes its place.",
    "Of Microsoft's page only quotations were read.",
  ],
};

export const GRAFANA: AddonPreset = {
  name: "grafana",
  title: "Grafana, data sources of Azure",
  namespace: "monitoring",
  components: [account("grafana", "podLabels", "podAnnotations")],
  scopes: [
    {
      name: "subscription",
      description: "the subscription, or a part of it, whose metrics and logs are shown",
      roles: [ROLES.READER.name],
    },
    {
      name: "monitorWorkspace",
      description: "the Azure Monitor workspace whose Prometheus metrics are shown",
      resourceType: ARM_TYPES.MONITOR_WORKSPACE,
      roles: [ROLES.MONITORING_DATA_READER.name],
      optional: true,
    },
  ],
  chart: { name: "grafana", repository: REPOSITORY, version: "12.11.1" },
  snippets: [
    {
      name: "azure",
      description: "values of the chart: lets data sources use the identity",
      text: `grafana.ini:
  azure:
    workload_identity_enabled: true
`,
    },
  ],
  sources: [
    `${GRAFANA_CHARTS}/grafana/values.yaml`,
    "https://grafana.com/docs/grafana/latest/datasources/azure-monitor/",
  ],
  notes: [
    "`podLabels`, `podAnnotations` and `serviceAccount.annotations` are read by the templates; `values.yaml` has them as comments.",
    "With persistence the chart's container that changes owners runs as root.",
    "Of Grafana's page only quotations were read.",
  ],
};

export const OPENCOST: AddonPreset = {
  name: "opencost",
  title: "OpenCost",
  namespace: "opencost",
  components: [account("opencost", "podLabels", "podAnnotations")],
  scopes: [
    {
      name: "costExports",
      description: "the storage account of the cost exports",
      resourceType: ARM_TYPES.STORAGE_ACCOUNT,
      roles: [ROLES.STORAGE_BLOB_DATA_READER.name],
      optional: true,
    },
  ],
  chart: {
    name: "opencost",
    repository: "https://opencost.github.io/opencost-helm-chart",
    version: "2.5.17",
  },
  sources: [
    "https://github.com/opencost/opencost-helm-chart/blob/725bb93/charts/opencost/values.yaml",
    "https://github.com/opencost/opencost-website/blob/6bdcb9e/docs/configuration/azure.mdx",
  ],
  notes: [
    "OpenCost's page shows cloud costs with the key of the account and prices with a service principal: with an identity neither is documented there, and both have to be tried with your version. That the reader of blobs is enough was not verified.",
    "Prices need a custom role with `Microsoft.Commerce/RateCard/read`, as the page has it: give it by `identity.grant`.",
  ],
};
