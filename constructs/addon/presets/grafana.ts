import { ARM_TYPES } from "../../../azure/arm-types";
import { ROLES } from "../../../azure/roles";
import type { AddonPreset } from "../addon-preset";
import { account } from "./shared/monitoring";

const GRAFANA_CHARTS = "https://github.com/grafana-community/helm-charts/blob/3386a11/charts";

const REPOSITORY = "https://grafana-community.github.io/helm-charts";

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
