import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";

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
