import type {
  KubernetesClusterConfig,
  KubernetesClusterMonitorMetrics,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { MonitorDataCollectionEndpoint } from "@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint";
import { MonitorDataCollectionRule } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule";
import { MonitorDataCollectionRuleAssociation } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { IGrantScope } from "../access/grant-scope";
import { checkLocation, checkName, checkOneOf } from "../private/checks";
import { normalizeLocation, shortenedWith } from "../private/names";
import { RULES } from "../private/rules";

/** Where the logs and metrics of a cluster go. All of it is added and changed in place. */
export interface MonitoringOptions {
  /**
   * The Log Analytics workspace that gets the logs of containers (Container Insights) and of the control
   * plane.
   */
  readonly workspace: IGrantScope;

  /**
   * The region of the workspace, in which the data collection rule has to be.
   *
   * @default - the region of the cluster
   */
  readonly workspaceLocation?: string;

  /**
   * Which logs of the control plane are kept: `cloud-controller-manager`, `cluster-autoscaler`,
   * `csi-azuredisk-controller`, `csi-azurefile-controller`, `csi-snapshot-controller`, `guard`,
   * `kube-apiserver`, `kube-audit`, `kube-audit-admin`, `kube-controller-manager` or `kube-scheduler`.
   * `kube-audit` has every read too, and costs accordingly.
   *
   * @default - `cluster-autoscaler`, `guard`, `kube-audit-admin` and `kube-controller-manager`
   */
  readonly diagnosticCategories?: string[];

  /**
   * The Azure Monitor workspace of managed Prometheus, in `prometheusLocation`.
   *
   * @default - no managed Prometheus
   */
  readonly prometheusWorkspace?: IGrantScope;

  /**
   * The region of the Azure Monitor workspace.
   *
   * @default - the region of the cluster
   */
  readonly prometheusLocation?: string;
}

/** https://learn.microsoft.com/azure/aks/monitor-aks-reference */
const CATEGORIES = [
  "cloud-controller-manager",
  "cluster-autoscaler",
  "csi-azuredisk-controller",
  "csi-azurefile-controller",
  "csi-snapshot-controller",
  "guard",
  "kube-apiserver",
  "kube-audit",
  "kube-audit-admin",
  "kube-controller-manager",
  "kube-scheduler",
];

const USUAL_CATEGORIES = [
  "cluster-autoscaler",
  "guard",
  "kube-audit-admin",
  "kube-controller-manager",
];

/** The longest name of a data collection endpoint, and so of what belongs to it: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const LONGEST_NAME = 44;

type MonitoringArguments = Pick<KubernetesClusterConfig, "omsAgent"> & {
  readonly monitorMetrics?: KubernetesClusterMonitorMetrics;
};

/**
 * The arguments of a cluster's add-ons that send logs and metrics.
 *
 * @internal
 */
export function monitoringArguments(
  cluster: Construct,
  monitoring: MonitoringOptions | undefined,
): MonitoringArguments {
  if (!monitoring) return {};
  const { workspace, prometheusWorkspace, diagnosticCategories } = monitoring;
  checkName(cluster, "monitoring.workspace", workspace.id, RULES.workspaceId);
  const accounts = RULES.monitorWorkspaceId;
  checkName(cluster, "monitoring.prometheusWorkspace", prometheusWorkspace?.id, accounts);
  diagnosticCategories?.forEach((category, index) =>
    checkOneOf(cluster, `monitoring.diagnosticCategories[${index}]`, category, CATEGORIES),
  );
  for (const prop of ["workspaceLocation", "prometheusLocation"] as const) {
    checkLocation(cluster, `monitoring.${prop}`, monitoring[prop]);
  }
  return {
    omsAgent: { logAnalyticsWorkspaceId: workspace.id, msiAuthForMonitoringEnabled: true },
    monitorMetrics: prometheusWorkspace && {},
  };
}

/** The cluster that is monitored. */
interface Monitored extends Construct {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly resourceGroup: { readonly name: string };
  readonly provider?: TerraformProvider;
}

/**
 * What makes the add-ons collect: the rules that say what goes where, their associations with the cluster, and
 * the diagnostic setting of the control plane. The add-on alone collects nothing.
 *
 * @internal
 */
export class Monitoring extends Construct {
  constructor(
    private readonly cluster: Monitored,
    options: MonitoringOptions,
  ) {
    super(cluster, "add-on-monitoring");
    this.collectLogs(options);
    new MonitorDiagnosticSetting(this, "control-plane", {
      provider: cluster.provider,
      name: "control-plane",
      targetResourceId: cluster.id,
      logAnalyticsWorkspaceId: options.workspace.id,
      logAnalyticsDestinationType: "Dedicated",
      enabledLog: (options.diagnosticCategories ?? USUAL_CATEGORIES).map((category) => ({
        category,
      })),
    });
    if (options.prometheusWorkspace) this.collectMetrics(options.prometheusWorkspace, options);
  }

  private collectLogs({ workspace, workspaceLocation }: MonitoringOptions): void {
    const streams = ["Microsoft-ContainerInsights-Group-Default"];
    const rule = new MonitorDataCollectionRule(this, "logs", {
      ...this.place("logs", workspaceLocation),
      kind: "Linux",
      dataSources: {
        extension: [
          { name: "ContainerInsightsExtension", extensionName: "ContainerInsights", streams },
        ],
      },
      destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: workspace.id }] },
      dataFlow: [{ streams, destinations: ["workspace"] }],
    });
    // Container Insights looks for the association by this name.
    this.associate("logs-association", "ContainerInsightsExtension", rule.id);
  }

  private collectMetrics(workspace: IGrantScope, { prometheusLocation }: MonitoringOptions): void {
    const endpoint = new MonitorDataCollectionEndpoint(this, "metrics-endpoint", {
      ...this.place("metrics", prometheusLocation),
      kind: "Linux",
    });
    const streams = ["Microsoft-PrometheusMetrics"];
    const rule = new MonitorDataCollectionRule(this, "metrics", {
      ...this.place("metrics", prometheusLocation),
      kind: "Linux",
      dataCollectionEndpointId: endpoint.id,
      dataSources: { prometheusForwarder: [{ name: "prometheus", streams }] },
      destinations: {
        monitorAccount: [{ name: "workspace", monitorAccountId: workspace.id }],
      },
      dataFlow: [{ streams, destinations: ["workspace"] }],
    });
    this.associate("metrics-association", "ContainerMetricsExtension", rule.id);
    new MonitorDataCollectionRuleAssociation(this, "endpoint-association", {
      provider: this.cluster.provider,
      targetResourceId: this.cluster.id,
      dataCollectionEndpointId: endpoint.id,
    });
  }

  /** Where a rule or an endpoint is, and what it is called. */
  private place(what: string, location?: string) {
    const { provider, name, resourceGroup, location: own } = this.cluster;
    return {
      provider,
      name: shortenedWith(name, `-${what}`, LONGEST_NAME),
      resourceGroupName: resourceGroup.name,
      location: location ? normalizeLocation(location) : own,
    };
  }

  private associate(id: string, name: string, dataCollectionRuleId: string): void {
    new MonitorDataCollectionRuleAssociation(this, id, {
      provider: this.cluster.provider,
      name,
      targetResourceId: this.cluster.id,
      dataCollectionRuleId,
    });
  }
}
