import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import {
  ClusterPresets,
  type ProductionClusterOptions,
  WorkloadIdentityCluster,
} from "../../../constructs";
import { newSubnet } from "../../support/clusters";
import { newGroup, newIdentity } from "../../support/fixtures";
import { messageOf, resources, synth, type TestStack, warningsOf } from "../../support/synth";

const RANGES = { authorizedIpRanges: ["203.0.113.0/24"] };

const optionsIn = (scope: TestStack) => ({
  resourceGroup: newGroup(scope),
  name: "aks",
  workspace: new LogAnalyticsWorkspace(scope, "logs", {
    ...{ name: "logs", resourceGroupName: "rg", location: "eastus" },
  }),
});

const production =
  (options: (scope: TestStack) => Partial<ProductionClusterOptions>) => (scope: TestStack) =>
    new WorkloadIdentityCluster(
      scope,
      "cluster",
      ClusterPresets.production({ ...optionsIn(scope), ...options(scope) }),
    );

test("a production cluster is hardened, kept up to date, watched and kept", () => {
  // WHEN
  const stack = synth(production(() => RANGES));

  // THEN
  const weekly = {
    ...{ frequency: "Weekly", interval: 1, duration: 4 },
    ...{ day_of_week: "Sunday", start_time: "02:00", utc_offset: "+00:00" },
  };
  const nodes = {
    vm_size: "Standard_D4ds_v5",
    auto_scaling_enabled: true,
    min_count: 3,
    max_count: 5,
    zones: ["1", "2", "3"],
    max_pods: 110,
    os_disk_type: "Ephemeral",
    upgrade_settings: { max_surge: "33%", drain_timeout_in_minutes: 30 },
  };
  expect(resources(stack, "azurerm_kubernetes_cluster")).toEqual([
    expect.objectContaining({
      sku_tier: "Standard",
      default_node_pool: expect.objectContaining({
        ...nodes,
        upgrade_settings: expect.objectContaining(nodes.upgrade_settings),
        name: "system",
        only_critical_addons_enabled: true,
      }),
      network_profile: {
        ...{ network_plugin: "azure", network_plugin_mode: "overlay" },
        ...{ network_data_plane: "cilium", network_policy: "cilium" },
      },
      api_server_access_profile: { authorized_ip_ranges: RANGES.authorizedIpRanges },
      run_command_enabled: false,
      azure_active_directory_role_based_access_control: { azure_rbac_enabled: true, tenant_id: "" },
      local_account_disabled: true,
      automatic_upgrade_channel: "patch",
      node_os_upgrade_channel: "NodeImage",
      maintenance_window_auto_upgrade: weekly,
      maintenance_window_node_os: weekly,
      azure_policy_enabled: true,
      image_cleaner_enabled: true,
      image_cleaner_interval_hours: 168,
      oms_agent: expect.objectContaining({ msi_auth_for_monitoring_enabled: true }),
      lifecycle: expect.objectContaining({ prevent_destroy: true }),
    }),
  ]);
  expect(resources(stack, "azurerm_kubernetes_cluster_node_pool")).toEqual([
    expect.objectContaining({
      name: "user",
      mode: "User",
      ...nodes,
      upgrade_settings: expect.any(Object),
    }),
  ]);
});

test("nothing of it has a warning", () => {
  expect(warningsOf(production(() => RANGES))).toEqual([]);
  expect(warningsOf(production(() => ({ privateCluster: true })))).toEqual([]);
});

test("a private one in a network of its own is both", () => {
  const stack = synth(
    production((scope) => ({
      privateCluster: true,
      identity: newIdentity(scope),
      subnet: newSubnet(scope),
      adminGroupObjectIds: ["11111111-2222-3333-4444-555555555555"],
    })),
  );
  const [cluster] = resources(stack, "azurerm_kubernetes_cluster");
  expect(cluster).toMatchObject({
    private_cluster_enabled: true,
    default_node_pool: { vnet_subnet_id: "${azurerm_subnet.nodes.id}" },
  });
  expect(resources(stack, "azurerm_kubernetes_cluster_node_pool")[0]).toMatchObject({
    vnet_subnet_id: "${azurerm_subnet.nodes.id}",
  });
});

test("everything can be overridden, as props can", () => {
  const stack = synth((scope) => {
    const preset = ClusterPresets.production({ ...optionsIn(scope), ...RANGES });
    new WorkloadIdentityCluster(scope, "cluster", {
      ...preset,
      nodePool: { ...preset.nodePool, vmSize: "Standard_D8ds_v5" },
      addOns: { ...preset.addOns, keda: true },
      preventDestroy: false,
    });
  });
  const [cluster] = resources(stack, "azurerm_kubernetes_cluster");
  expect(cluster).toMatchObject({
    default_node_pool: { vm_size: "Standard_D8ds_v5", min_count: 3 },
    workload_autoscaler_profile: { keda_enabled: true },
    azure_policy_enabled: true,
  });
  expect(cluster.lifecycle).not.toHaveProperty("prevent_destroy");
});

test("fails when everybody would reach the API server", () => {
  expect(messageOf(() => synth(production(() => ({}))))).toBe(
    [
      "[ClusterPresets.production] a production cluster says who reaches its API server, and here everybody would.",
      "  allowed: one of `privateCluster` and `authorizedIpRanges`",
      "  fix:     set `privateCluster: true`, or name the ranges of whoever runs Terraform and kubectl",
      "  code:    api-server-open-to-all",
    ].join("\n"),
  );
});

test("fails when it is private and has ranges, as every cluster does", () => {
  expect(messageOf(() => synth(production(() => ({ ...RANGES, privateCluster: true }))))).toContain(
    "ranges-of-private-cluster",
  );
});

test("fails without a workspace", () => {
  const message = messageOf(() => synth(production(() => ({ ...RANGES, workspace: undefined }))));
  expect(message).toContain("[ClusterPresets.production] `workspace` is missing");
});
