import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorWorkspace } from "@cdktf/provider-azurerm/lib/monitor-workspace";
import { TerraformVariable } from "cdktf";
import { type ClusterAddOnOptions, GrantScope, type MonitoringOptions } from "../../../constructs";
import { clusterWith, refusalOf, stackWith } from "../../support/clusters";
import { resources, type TestStack } from "../../support/synth";

const WORKSPACE =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs";
const CLUSTER = "${azurerm_kubernetes_cluster.cluster.id}";

const place = { resourceGroupName: "rg", location: "eastus" };
const workspace = (scope: TestStack) =>
  new LogAnalyticsWorkspace(scope, "logs", { name: "logs", ...place });

describe("add-ons", () => {
  const arguments_ = [
    "azure_policy_enabled",
    "image_cleaner_enabled",
    "image_cleaner_interval_hours",
    "key_vault_secrets_provider",
    "microsoft_defender",
    "monitor_metrics",
    "oms_agent",
    "workload_autoscaler_profile",
  ];

  test.each([{}, { addOns: {} }])("are absent with %j", (props) => {
    for (const name of arguments_) expect(clusterWith(props)).not.toHaveProperty(name);
  });

  test.each<[ClusterAddOnOptions, object]>([
    [{ azurePolicy: true }, { azure_policy_enabled: true }],
    [{ azurePolicy: false }, { azure_policy_enabled: false }],
    [
      { imageCleanerIntervalHours: 48 },
      { image_cleaner_enabled: true, image_cleaner_interval_hours: 48 },
    ],
    [
      { secretRotationInterval: "2m" },
      {
        key_vault_secrets_provider: {
          secret_rotation_enabled: true,
          secret_rotation_interval: "2m",
        },
      },
    ],
    [
      { keda: true },
      {
        workload_autoscaler_profile: {
          keda_enabled: true,
          vertical_pod_autoscaler_enabled: false,
        },
      },
    ],
    [
      { verticalPodAutoscaler: true },
      {
        workload_autoscaler_profile: {
          keda_enabled: false,
          vertical_pod_autoscaler_enabled: true,
        },
      },
    ],
  ])("%j says so to the cluster", (addOns, written) => {
    expect(clusterWith({ addOns })).toMatchObject(written);
  });

  test("Defender sends to its workspace", () => {
    const cluster = clusterWith((scope) => ({ addOns: { defenderWorkspace: workspace(scope) } }));
    expect(cluster.microsoft_defender).toEqual({
      log_analytics_workspace_id: "${azurerm_log_analytics_workspace.logs.id}",
    });
  });

  test.each([
    ["imageCleanerIntervalHours", 23, "interval of the image cleaner in hours"],
    ["imageCleanerIntervalHours", 2161, "interval of the image cleaner in hours"],
    ["secretRotationInterval", "two minutes", "duration"],
  ])("fail when `%s` is %s", (prop, value, noun) => {
    expect(refusalOf({ addOns: { [prop]: value } })).toMatch(
      `[test/cluster] \`addOns.${prop}\` is not a valid ${noun}.`,
    );
  });

  test("fail when the workspace of Defender is spelled otherwise than azurerm does", () => {
    const message = refusalOf((scope) => ({
      addOns: {
        defenderWorkspace: GrantScope.fromId(
          scope,
          "logs",
          WORKSPACE.replace("resourceGroups", "resourcegroups"),
        ),
      },
    }));
    expect(message).toContain(
      "[test/cluster] `addOns.defenderWorkspace` is not a valid id of a Log Analytics workspace.",
    );
  });
});

describe("monitoring", () => {
  const monitored = (options: (scope: TestStack) => Partial<MonitoringOptions> = () => ({})) =>
    stackWith((scope) => ({ monitoring: { workspace: workspace(scope), ...options(scope) } }));

  test("is the add-on with Entra, the rule of what it collects, and the rule's association", () => {
    const stack = monitored();
    expect(resources(stack, "azurerm_kubernetes_cluster")[0].oms_agent).toEqual({
      log_analytics_workspace_id: "${azurerm_log_analytics_workspace.logs.id}",
      msi_auth_for_monitoring_enabled: true,
    });
    const streams = ["Microsoft-ContainerInsights-Group-Default"];
    expect(stack.resource?.azurerm_monitor_data_collection_rule).toEqual({
      "cluster_add-on-monitoring_logs_238DADAE": {
        name: "aks-logs",
        resource_group_name: "${azurerm_resource_group.group.name}",
        location: "eastus",
        kind: "Linux",
        data_sources: {
          extension: [
            {
              name: "ContainerInsightsExtension",
              extension_name: "ContainerInsights",
              streams,
            },
          ],
        },
        destinations: {
          log_analytics: [
            {
              name: "workspace",
              workspace_resource_id: "${azurerm_log_analytics_workspace.logs.id}",
            },
          ],
        },
        data_flow: [{ streams, destinations: ["workspace"] }],
      },
    });
    expect(resources(stack, "azurerm_monitor_data_collection_rule_association")).toEqual([
      {
        name: "ContainerInsightsExtension",
        target_resource_id: CLUSTER,
        data_collection_rule_id:
          "${azurerm_monitor_data_collection_rule.cluster_add-on-monitoring_logs_238DADAE.id}",
      },
    ]);
  });

  test("keeps the usual logs of the control plane, or those that are named", () => {
    const usual = ["cluster-autoscaler", "guard", "kube-audit-admin", "kube-controller-manager"];
    const settingOf = (options?: () => Partial<MonitoringOptions>) =>
      resources(monitored(options), "azurerm_monitor_diagnostic_setting")[0];
    expect(settingOf()).toEqual({
      name: "control-plane",
      target_resource_id: CLUSTER,
      log_analytics_workspace_id: "${azurerm_log_analytics_workspace.logs.id}",
      log_analytics_destination_type: "Dedicated",
      enabled_log: usual.map((category) => ({ category })),
    });
    expect(settingOf(() => ({ diagnosticCategories: ["kube-apiserver"] }))).toMatchObject({
      enabled_log: [{ category: "kube-apiserver" }],
    });
  });

  test("goes to a workspace in another region by a rule that is there", () => {
    const stack = monitored(() => ({ workspaceLocation: "West Europe" }));
    expect(resources(stack, "azurerm_monitor_data_collection_rule")[0].location).toBe("westeurope");
  });

  test("has no managed Prometheus unless asked", () => {
    const stack = monitored();
    expect(resources(stack, "azurerm_kubernetes_cluster")[0]).not.toHaveProperty("monitor_metrics");
    expect(resources(stack, "azurerm_monitor_data_collection_endpoint")).toEqual([]);
  });

  test("has managed Prometheus with endpoint, rule and both associations", () => {
    const stack = monitored((scope) => ({
      prometheusWorkspace: new MonitorWorkspace(scope, "metrics", { name: "metrics", ...place }),
      prometheusLocation: "westeurope",
    }));
    expect(resources(stack, "azurerm_kubernetes_cluster")[0].monitor_metrics).toEqual({});
    const [endpoint] = Object.keys(stack.resource?.azurerm_monitor_data_collection_endpoint ?? {});
    expect(resources(stack, "azurerm_monitor_data_collection_endpoint")).toEqual([
      {
        name: "aks-metrics",
        resource_group_name: "${azurerm_resource_group.group.name}",
        location: "westeurope",
        kind: "Linux",
      },
    ]);
    const rules = stack.resource?.azurerm_monitor_data_collection_rule ?? {};
    const [rule] = Object.keys(rules).filter((id) => id.includes("metrics"));
    expect(rules[rule]).toMatchObject({
      data_collection_endpoint_id: `\${azurerm_monitor_data_collection_endpoint.${endpoint}.id}`,
      data_sources: {
        prometheus_forwarder: [{ name: "prometheus", streams: ["Microsoft-PrometheusMetrics"] }],
      },
      destinations: {
        monitor_account: [
          { name: "workspace", monitor_account_id: "${azurerm_monitor_workspace.metrics.id}" },
        ],
      },
    });
    expect(resources(stack, "azurerm_monitor_data_collection_rule_association")).toEqual(
      expect.arrayContaining([
        {
          name: "ContainerMetricsExtension",
          target_resource_id: CLUSTER,
          data_collection_rule_id: `\${azurerm_monitor_data_collection_rule.${rule}.id}`,
        },
        {
          target_resource_id: CLUSTER,
          data_collection_endpoint_id: `\${azurerm_monitor_data_collection_endpoint.${endpoint}.id}`,
        },
      ]),
    );
  });

  test("fails with a category that AKS does not know, or something else than a workspace", () => {
    const refused = (monitoring: (scope: TestStack) => MonitoringOptions) =>
      refusalOf((scope) => ({ monitoring: monitoring(scope) }));
    expect(
      refused((scope) => ({ workspace: workspace(scope), diagnosticCategories: ["audit"] })),
    ).toContain("`monitoring.diagnosticCategories[0]` has an unknown value.");
    const logs = (scope: TestStack) => GrantScope.fromId(scope, "other", WORKSPACE);
    expect(
      refused((scope) => ({ workspace: workspace(scope), prometheusWorkspace: logs(scope) })),
    ).toContain(
      "`monitoring.prometheusWorkspace` is not a valid id of an Azure Monitor workspace.",
    );
  });

  test("has names that fit, of long and of unknown names of clusters too", () => {
    const ruleOf = (name: string) =>
      resources(
        stackWith((scope) => ({
          name,
          nodeResourceGroup: "nodes",
          monitoring: { workspace: workspace(scope) },
        })),
        "azurerm_monitor_data_collection_rule",
      )[0].name;
    const long = "a".repeat(62);
    expect(ruleOf(`${long}b`)).toMatch(/^a{30}-[0-9a-f]{8}-logs$/);
    expect(ruleOf(`${long}b`)).not.toBe(ruleOf(`${long}c`));
    const stack = stackWith((scope) => ({
      name: new TerraformVariable(scope, "name", { type: "string" }).stringValue,
      nodeResourceGroup: "nodes",
      monitoring: { workspace: workspace(scope) },
    }));
    expect(resources(stack, "azurerm_monitor_data_collection_rule")[0].name).toBe(
      '${join("", [(length(var.name) > 39) ? join("-", [substr(var.name, 0, 30), substr(sha256(var.name), 0, 8)]) : var.name, "-logs"])}',
    );
  });
});
