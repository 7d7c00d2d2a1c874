import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { TerraformVariable } from "cdktf";
import {
  type AddNodePoolOptions,
  DataPlane,
  EvictionPolicy,
  GpuDriver,
  NodePoolMode,
  OsDiskType,
  OsSku,
  OsType,
  UpgradeChannel,
  WorkloadIdentityCluster,
} from "../../../constructs";
import {
  clusterWith,
  newSubnet,
  poolWith,
  refusalOf,
  stackWith,
  warningsAbout,
} from "../../support/clusters";
import { newCluster, newIdentity } from "../../support/fixtures";
import {
  messageOf,
  resources,
  synth,
  synthStacks,
  TestStack,
  warningsOf,
} from "../../support/synth";

const firstPool = (nodePool: object) => clusterWith({ nodePool }).default_node_pool;

describe("the first pool", () => {
  test("takes what it is given", () => {
    const pool = firstPool({
      name: "system",
      vmSize: "Standard_D4ds_v5",
      nodeCount: 3,
      zones: ["1", "2", "3"],
      maxPods: 110,
      osSku: OsSku.AZURE_LINUX,
      osDiskType: OsDiskType.EPHEMERAL,
      labels: { team: "platform" },
      hostEncryption: true,
      onlyCriticalAddons: false,
      maxSurge: "33%",
      drainTimeoutInMinutes: 60,
      temporaryName: "rotation",
    });
    expect(pool).toEqual({
      name: "system",
      vm_size: "Standard_D4ds_v5",
      node_count: 3,
      zones: ["1", "2", "3"],
      max_pods: 110,
      os_sku: "AzureLinux",
      os_disk_type: "Ephemeral",
      node_labels: { team: "platform" },
      host_encryption_enabled: true,
      only_critical_addons_enabled: false,
      temporary_name_for_rotation: "rotation",
      upgrade_settings: {
        max_surge: "33%",
        drain_timeout_in_minutes: 60,
        node_soak_duration_in_minutes: 0,
      },
    });
  });

  test("scales by itself within bounds, without a number of nodes that a plan would set back", () => {
    const cluster = clusterWith({ nodePool: { minCount: 3, maxCount: 5 } });
    expect(cluster.default_node_pool).toMatchObject({
      auto_scaling_enabled: true,
      min_count: 3,
      max_count: 5,
    });
    expect(cluster.default_node_pool).not.toHaveProperty("node_count");
    expect(cluster.lifecycle).toMatchObject({
      ignore_changes: ["default_node_pool[0].node_count"],
    });
  });

  test("has a fixed number of nodes without bounds, and nothing is ignored", () => {
    const cluster = clusterWith({ nodePool: { nodeCount: 3 } });
    expect(cluster.default_node_pool).not.toHaveProperty("auto_scaling_enabled");
    expect(cluster.lifecycle).not.toHaveProperty("ignore_changes");
  });

  test.each([
    ["minCount", "maxCount", { minCount: 3 }],
    ["maxCount", "minCount", { maxCount: 3 }],
  ])("fails with `%s` alone", (given, missing, nodePool) => {
    expect(refusalOf({ nodePool })).toBe(
      [
        `[test/cluster] \`nodePool.${given}\` is given without \`nodePool.${missing}\`, and the autoscaler needs both.`,
        "  allowed: both bounds, or neither for a fixed number of nodes",
        `  fix:     give \`nodePool.${missing}\` too`,
        "  code:    one-bound-only",
      ].join("\n"),
    );
  });

  test("fails with a minimum above the maximum", () => {
    expect(refusalOf({ nodePool: { minCount: 5, maxCount: 3 } })).toBe(
      [
        "[test/cluster] `nodePool.minCount` is more than the maximum of the same pool.",
        "  got:     5",
        "  allowed: at most 3, the maximum",
        "  fix:     lower the minimum, or raise the maximum",
        "  code:    bounds-crossed",
      ].join("\n"),
    );
    expect(() => clusterWith({ nodePool: { minCount: 3, maxCount: 3 } })).not.toThrow();
  });

  test("fails with a number of nodes beside the bounds", () => {
    expect(refusalOf({ nodePool: { nodeCount: 3, minCount: 3, maxCount: 5 } })).toBe(
      [
        "[test/cluster] `nodePool.nodeCount` fixes the number of nodes, and the autoscaler of the pool changes it.",
        "  got:     3",
        "  allowed: a fixed number, or bounds for the autoscaler",
        "  fix:     remove `nodePool.nodeCount`, or remove the bounds",
        "  code:    node-count-and-autoscaling",
      ].join("\n"),
    );
  });

  test("takes bounds that are references", () => {
    const stack = stackWith((scope) => {
      const { numberValue: maxCount } = new TerraformVariable(scope, "most", { type: "number" });
      return { nodePool: { minCount: 3, maxCount } };
    });
    expect(resources(stack, "azurerm_kubernetes_cluster")[0].default_node_pool).toMatchObject({
      max_count: "${var.most}",
    });
  });

  test.each([
    ["minCount", { minCount: 0, maxCount: 3 }, "node count"],
    ["maxPods", { maxPods: 251 }, "number of pods on a node"],
    ["zones[0]", { zones: ["eastus-1"] }, "availability zone"],
    ["maxSurge", { maxSurge: "0" }, "number of nodes more during an upgrade"],
    ["drainTimeoutInMinutes", { drainTimeoutInMinutes: 0 }, "time to drain a node in minutes"],
    ["temporaryName", { temporaryName: "Temp" }, "node pool name"],
    ["labels", { labels: { "a b": "c" } }, "label or annotation key"],
  ])("fails when `%s` breaks its rule", (prop, nodePool, noun) => {
    expect(refusalOf({ nodePool })).toMatch(
      `[test/cluster] \`nodePool.${prop}\` is not a valid ${noun}.`,
    );
  });

  test("is a Linux pool", () => {
    expect(refusalOf({ nodePool: { osSku: OsSku.WINDOWS_2022 } })).toContain(
      '  allowed: "Ubuntu", "Ubuntu2204", "AzureLinux", "AzureLinux3"',
    );
  });

  test.each([
    [{ nodeCount: 1 }, "1 node"],
    [{ minCount: 1, maxCount: 5 }, "1 node"],
    [{ nodeCount: 2, vmSize: "Standard_B4ms" }, "the burstable size Standard_B4ms"],
    [{ nodeCount: 2, maxPods: 20 }, "room for 20 pods on a node"],
  ])("%j is below AKS's floor, and says so", (nodePool, reason) => {
    expect(warningsAbout({ nodePool })).toEqual([
      `The system node pool nodepool1 is below what AKS asks for: ${reason}. A system pool has at least 2 nodes, better 3, of no burstable (B-series) size, with room for 30 pods each (https://learn.microsoft.com/azure/aks/use-system-pools).`,
    ]);
  });

  test.each([
    { minCount: 2, maxCount: 5 },
    { nodeCount: 2, maxPods: 30 },
  ])("%j is not", (nodePool) => {
    expect(warningsAbout({ nodePool })).toEqual([]);
  });
});

describe("a further pool", () => {
  test("is one for workloads, of the cluster's version, and says what AKS would fill", () => {
    expect(poolWith({ name: "apps" }, { kubernetesVersion: "1.33" })).toEqual({
      name: "apps",
      kubernetes_cluster_id: "${azurerm_kubernetes_cluster.cluster.id}",
      mode: "User",
      vm_size: "Standard_D2s_v5",
      node_count: 1,
      orchestrator_version: "1.33",
      temporary_name_for_rotation: expect.stringMatching(/^tmp[0-9a-f]{8}$/),
      upgrade_settings: {
        max_surge: "10%",
        drain_timeout_in_minutes: 30,
        node_soak_duration_in_minutes: 0,
      },
    });
  });

  test("takes what it is given", () => {
    const options: AddNodePoolOptions = {
      name: "gpu",
      mode: NodePoolMode.SYSTEM,
      vmSize: "Standard_NC24ads_A100_v4",
      minCount: 1,
      maxCount: 4,
      taints: ["sku=gpu:NoSchedule"],
      gpuDriver: GpuDriver.NONE,
      osType: OsType.LINUX,
    };
    expect(poolWith(options)).toMatchObject({
      mode: "System",
      auto_scaling_enabled: true,
      min_count: 1,
      max_count: 4,
      node_taints: ["sku=gpu:NoSchedule"],
      gpu_driver: "None",
      os_type: "Linux",
      lifecycle: { ignore_changes: ["node_count"] },
    });
  });

  test("of a cluster that a channel upgrades leaves the version to the channel", () => {
    const upgrade = { automaticUpgradeChannel: UpgradeChannel.PATCH };
    expect(poolWith({ name: "apps" }, { upgrade, kubernetesVersion: "1.33" })).toMatchObject({
      orchestrator_version: "1.33",
      lifecycle: { ignore_changes: ["orchestrator_version"] },
    });
  });

  test("may have no nodes when it is for workloads, and not when it is for the system", () => {
    const none = { name: "apps", minCount: 0, maxCount: 3 };
    expect(poolWith(none)).toMatchObject({ min_count: 0 });
    expect(
      refusalOf({}, (cluster) => {
        cluster.addNodePool("pool", { ...none, mode: NodePoolMode.SYSTEM });
      }),
    ).toContain("[test/cluster/pool] `minCount` is not a valid node count.");
  });

  test("has an id and a name, and a place in an existing cluster too", () => {
    const stack = synth((scope) => {
      const cluster = WorkloadIdentityCluster.fromClusterName(scope, "cluster", {
        clusterName: "aks",
        resourceGroupName: "rg",
      });
      const pool = cluster.addNodePool("apps", { name: "apps" });
      expect(pool.name).toBe("apps");
      expect(typeof pool.id).toBe("string");
    });
    const [pool] = resources(stack, "azurerm_kubernetes_cluster_node_pool");
    expect(pool.kubernetes_cluster_id).toBe("${data.azurerm_kubernetes_cluster.cluster.id}");
    expect(pool).not.toHaveProperty("orchestrator_version");
  });

  test("fails where the id of an existing cluster is not known", () => {
    const message = messageOf(() =>
      synth((scope) =>
        WorkloadIdentityCluster.fromClusterAttributes(scope, "cluster", {
          oidcIssuerUrl: "https://oidc.example.com/",
        }).addNodePool("apps", { name: "apps" }),
      ),
    );
    expect(message).toContain("`clusterId` is needed here, but was not given");
  });

  test("fails when the cluster has a pool of the name", () => {
    for (const name of ["apps", "nodepool1"]) {
      const message = refusalOf({}, (cluster) => {
        cluster.addNodePool("one", { name: "apps" });
        cluster.addNodePool("other", { name });
      });
      expect(message).toContain(
        "[test/cluster/other] the program makes a node pool of this name in this place already.",
      );
    }
  });

  test("fails when the temporary pool would have the name of another pool", () => {
    const message = refusalOf({ nodePool: { nodeCount: 2, temporaryName: "apps" } }, (cluster) => {
      cluster.addNodePool("pool", { name: "apps" });
    });
    expect(message).toContain(
      [
        "[test/cluster] the temporary pool of nodepool1 would have the name of another pool, or of its temporary one.",
        '  got:     "apps"',
        "  allowed: a name that no other pool of the cluster has",
        "  fix:     set `temporaryName` of nodepool1 or of apps",
        "  code:    temporary-name-taken",
      ].join("\n"),
    );
  });

  test.each([
    ["taints[0]", { taints: ["gpu"] }, "taint of nodes"],
    ["name", { name: "Apps" }, "node pool name"],
    ["vmSize", { vmSize: "big machine" }, "size of virtual machines"],
  ])("fails when `%s` breaks its rule", (prop, options, noun) => {
    const message = refusalOf({}, (cluster) => {
      cluster.addNodePool("pool", { name: "apps", ...options });
    });
    expect(message).toMatch(`[test/cluster/pool] \`${prop}\` is not a valid ${noun}.`);
  });
});

describe("a spot pool", () => {
  test("has the label and the taint of AKS, and no upgrade settings", () => {
    const pool = poolWith({
      name: "spot",
      labels: { team: "data" },
      taints: ["batch=true:NoSchedule"],
      spot: { evictionPolicy: EvictionPolicy.DEALLOCATE, maxPrice: 0.05 },
    });
    expect(pool).toMatchObject({
      priority: "Spot",
      eviction_policy: "Deallocate",
      spot_max_price: 0.05,
      node_labels: { team: "data", "kubernetes.azure.com/scalesetpriority": "spot" },
      node_taints: [
        "batch=true:NoSchedule",
        "kubernetes.azure.com/scalesetpriority=spot:NoSchedule",
      ],
      lifecycle: { ignore_changes: ["upgrade_settings"] },
    });
    expect(pool).not.toHaveProperty("upgrade_settings");
  });

  test("is deleted and costs what it costs unless told otherwise", () => {
    expect(poolWith({ name: "spot", spot: {} })).toMatchObject({
      eviction_policy: "Delete",
      spot_max_price: -1,
    });
  });

  test.each([
    ["maxSurge", { maxSurge: "33%" }, '"33%"'],
    ["drainTimeoutInMinutes", { drainTimeoutInMinutes: 30 }, "30"],
    ["mode", { mode: NodePoolMode.SYSTEM }, '"System"'],
  ])("fails with `%s`", (prop, options, got) => {
    const message = refusalOf({}, (cluster) => {
      cluster.addNodePool("pool", { name: "spot", spot: {}, ...options });
    });
    expect(message).toBe(
      [
        `[test/cluster/pool] a spot pool takes no \`${prop}\`: Azure takes its nodes away when it likes.`,
        `  got:     ${got}`,
        "  allowed: spot pools in the mode User, without upgrade settings",
        `  fix:     remove \`${prop}\`, or remove \`spot\``,
        "  code:    not-for-spot",
      ].join("\n"),
    );
  });

  test.each([0, -0.5])("fails with the price %d", (maxPrice) => {
    const message = refusalOf({}, (cluster) => {
      cluster.addNodePool("pool", { name: "spot", spot: { maxPrice } });
    });
    expect(message).toBe(
      [
        "[test/cluster/pool] `spot.maxPrice` is not a price.",
        `  got:     ${maxPrice}`,
        "  allowed: -1, or US dollars from 0.00001",
        "  fix:     change `spot.maxPrice`, or leave it out for as much as a node of the usual kind costs",
        "  code:    spot-price",
      ].join("\n"),
    );
  });
});

describe("a Windows pool", () => {
  const windows = { name: "win1", osType: OsType.WINDOWS };

  test("is made where the cluster was created for it", () => {
    const stack = stackWith({}, (cluster) => {
      (cluster.node.defaultChild as KubernetesCluster).putWindowsProfile({
        adminUsername: "azureuser",
        adminPassword: "${var.windows_password}",
      });
      cluster.addNodePool("pool", { ...windows, osSku: OsSku.WINDOWS_2022 });
    });
    expect(resources(stack, "azurerm_kubernetes_cluster_node_pool")[0]).toMatchObject({
      os_type: "Windows",
      os_sku: "Windows2022",
      temporary_name_for_rotation: expect.stringMatching(/^tmp[0-9a-f]{3}$/),
    });
  });

  test("is made in an existing cluster, of whose profile nothing is known", () => {
    expect(() =>
      synth((scope) => {
        WorkloadIdentityCluster.fromClusterName(scope, "cluster", {
          clusterName: "aks",
          resourceGroupName: "rg",
        }).addNodePool("pool", windows);
      }),
    ).not.toThrow();
  });

  test("fails where the cluster has no profile for Windows", () => {
    expect(refusalOf({}, (cluster) => cluster.addNodePool("pool", windows))).toContain(
      [
        "[test/cluster] the cluster has no `windows_profile`, without which AKS refuses Windows pools; added later it replaces the cluster.",
        '  got:     "win1"',
        "  allowed: Windows pools in a cluster that was created for them",
        "  fix:     give the KubernetesCluster at `cluster.node.defaultChild` one by `putWindowsProfile`, whose password is then in the state",
        "  code:    windows-profile-missing",
      ].join("\n"),
    );
  });

  test("fails on Cilium", () => {
    const network = { dataPlane: DataPlane.CILIUM };
    expect(refusalOf({ network }, (cluster) => cluster.addNodePool("pool", windows))).toBe(
      [
        "[test/cluster/pool] the data plane of the cluster is Cilium, which runs on Linux nodes only.",
        '  got:     "Windows"',
        '  allowed: `osType` "Linux"',
        "  fix:     make a cluster with the data plane of Azure for Windows pools",
        "  code:    windows-on-cilium",
      ].join("\n"),
    );
  });

  test("fails with a name of more than six characters, and with the system of another kind", () => {
    expect(
      refusalOf({}, (cluster) => cluster.addNodePool("pool", { ...windows, name: "windows" })),
    ).toContain("[test/cluster/pool] `name` is not a valid name of a Windows node pool.");
    expect(
      refusalOf({}, (cluster) => cluster.addNodePool("pool", { ...windows, osSku: OsSku.UBUNTU })),
    ).toBe(
      [
        "[test/cluster/pool] `osSku` belongs to another operating system than the pool's.",
        '  got:     "Ubuntu"',
        '  allowed: "Windows2022"',
        "  fix:     change `osSku`, or `osType`",
        "  code:    sku-of-other-os",
      ].join("\n"),
    );
  });
});

describe("the pools of a cluster together", () => {
  test("fail when the only one takes critical add-ons alone", () => {
    const nodePool = { nodeCount: 2, onlyCriticalAddons: true };
    expect(refusalOf({ nodePool })).toContain(
      [
        "[test/cluster] the only node pool takes critical add-ons alone, and pods of workloads would stay pending.",
        '  got:     "nodepool1"',
        "  allowed: `onlyCriticalAddons` in a cluster with a further pool",
        "  fix:     add one by `addNodePool`, or leave `nodePool.onlyCriticalAddons` out",
        "  code:    no-pool-for-workloads",
      ].join("\n"),
    );
    const [pool] = resources(
      stackWith({ nodePool, nodePools: [{ name: "apps" }] }),
      "azurerm_kubernetes_cluster_node_pool",
    );
    expect(pool).toMatchObject({ name: "apps" });
  });

  test("fail when the range of the pods has no room for all nodes", () => {
    const network = { podCidr: "10.240.0.0/22", serviceCidr: "10.0.0.0/16" };
    const nodePools = [{ name: "apps", minCount: 0, maxCount: 3 }];
    expect(refusalOf({ network, nodePools })).toContain(
      [
        "[test/cluster] `network.podCidr` is too small for the nodes of all pools: each takes a /24 of it.",
        '  got:     "10.240.0.0/22, which has room for 4"',
        "  allowed: room for 5 nodes, as many as the pools may have",
        "  fix:     widen `network.podCidr` before the cluster is created, or lower the numbers of nodes",
        "  code:    pod-cidr-too-small",
      ].join("\n"),
    );
    expect(() =>
      stackWith({ network, nodePools: [{ name: "apps", minCount: 0, maxCount: 2 }] }),
    ).not.toThrow();
  });
});

describe("a subnet of its own", () => {
  test("is given to the pool, whose control plane gets its role before", () => {
    const stack = stackWith(
      (scope) => ({ identity: newIdentity(scope) }),
      (cluster, scope) => {
        cluster.addNodePool("pool", { name: "apps", subnet: newSubnet(scope) });
      },
    );
    const [pool] = resources(stack, "azurerm_kubernetes_cluster_node_pool");
    const [role] = resources(stack, "azurerm_role_assignment");
    expect(pool.vnet_subnet_id).toBe("${azurerm_subnet.nodes.id}");
    expect(role).toMatchObject({
      scope: "${azurerm_subnet.nodes.id}",
      role_definition_name: "Network Contributor",
      principal_id: "${azurerm_user_assigned_identity.identity.principal_id}",
    });
    expect(pool.depends_on).toEqual([expect.stringMatching(/^time_sleep\./)]);
  });

  test("warns where the control plane has no identity to give a role to", () => {
    const warnings = warningsOf((scope) => {
      newCluster(scope).addNodePool("pool", { name: "apps", subnet: newSubnet(scope) });
    });
    expect(warnings).toEqual([expect.stringContaining("`subnet` is a subnet of your own")]);
  });

  test("of another stack makes the cluster's stack the later one", () => {
    const stacks = synthStacks((app) => {
      const subnet = newSubnet(new TestStack(app, "network"));
      newCluster(new TestStack(app, "azure")).addNodePool("pool", { name: "apps", subnet });
    });
    const [pool] = resources(stacks.azure, "azurerm_kubernetes_cluster_node_pool");
    expect(pool.vnet_subnet_id).toContain("terraform_remote_state");
  });
});
