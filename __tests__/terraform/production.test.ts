import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorWorkspace } from "@cdktf/provider-azurerm/lib/monitor-workspace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import {
  type AddNodePoolOptions,
  ClusterPresets,
  ClusterTier,
  DataPlane,
  DayOfWeek,
  GpuDriver,
  ManagedIdentity,
  NodeOsUpgradeChannel,
  OsSku,
  OutboundType,
  ProviderVersion,
  ResourceGroup,
  UpgradeChannel,
  WorkloadIdentityCluster,
  type WorkloadIdentityClusterProps,
} from "../../constructs";
import { runCommand } from "../cli/support/run";
import { folderOf, synthExample } from "../scan/plans";
import { type AppliedStack, describeTerraform, openForApply } from "../stand-in/terraform";
import {
  actionsIn,
  changeOf,
  expectInOrder,
  expectNoChanges,
  hasRole,
  planOf,
  succeeded,
  Workplace,
} from "./support";

const RANGES = ["203.0.113.0/24"];

describeTerraform("the production example", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "production-"))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function open(name: string): Promise<AppliedStack> {
    const variables = { vault_db_password_value: "only for the apply" };
    const stack = await openForApply(folderOf(root, name), { variables, applyMilliseconds: 25 });
    succeeded(await stack.init());
    return stack;
  }

  test("is valid, is applied with its roles before the cluster, and plans empty after", async () => {
    // GIVEN
    synthExample(root);
    const platform = await open("platform");
    try {
      // WHEN
      const validated = succeeded(await platform.validate());
      succeeded(await platform.apply());

      // THEN
      expect(validated).toContain("The configuration is valid.");
      const cluster = changeOf(platform, "create", "azurerm_kubernetes_cluster");
      for (const role of ["Private DNS Zone Contributor", "Managed Identity Operator"]) {
        const assignment = changeOf(platform, "create", "azurerm_role_assignment", hasRole(role));
        expectInOrder(assignment, cluster);
      }
      expectInOrder(cluster, changeOf(platform, "create", "azurerm_kubernetes_cluster_node_pool"));
      await expectNoChanges(platform);

      // WHEN
      const workloads = await open("workloads");
      try {
        succeeded(await workloads.validate());
        succeeded(await workloads.apply());
        await expectNoChanges(workloads);
      } finally {
        workloads.close();
      }
      await expectNoChanges(platform);
    } finally {
      platform.close();
    }
  });
});

describeTerraform("a production cluster that runs", () => {
  let workplace: Workplace;
  beforeEach(() => (workplace = new Workplace()));
  afterEach(() => workplace.close());

  const CLUSTER = "azurerm_kubernetes_cluster.cluster";

  const synth = (
    change: (
      preset: WorkloadIdentityClusterProps,
    ) => Partial<WorkloadIdentityClusterProps> = () => ({}),
    ...pools: AddNodePoolOptions[]
  ) =>
    workplace.synth((app) => {
      const stack = new TerraformStack(app, "aks");
      new LocalBackend(stack, { path: "../../../terraform.aks.tfstate" });
      ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
      const resourceGroup = new ResourceGroup(stack, "group", { name: "rg", location: "eastus" });
      const preset = ClusterPresets.production({
        resourceGroup,
        name: "aks",
        authorizedIpRanges: RANGES,
        workspace: new LogAnalyticsWorkspace(stack, "logs", {
          ...{ name: "logs", location: "eastus", resourceGroupName: resourceGroup.name },
        }),
      });
      const props = { ...preset, preventDestroy: false };
      const cluster = new WorkloadIdentityCluster(stack, "cluster", { ...props, ...change(props) });
      pools.forEach((pool) => cluster.addNodePool(pool.name, pool));
    });

  async function applied(): Promise<AppliedStack> {
    synth();
    const stack = await workplace.open("aks");
    succeeded(await stack.apply());
    await expectNoChanges(stack);
    return stack;
  }

  test.each<[string, Parameters<typeof synth>, Record<string, string>]>([
    [
      "a pool",
      [() => ({}), { name: "batch", minCount: 0, maxCount: 5, spot: {} }],
      { [`azurerm_kubernetes_cluster_node_pool.cluster_batch_ID`]: "create" },
    ],
    [
      "a range",
      [
        ({ apiServer }) => ({
          apiServer: { ...apiServer, authorizedIpRanges: [...RANGES, "198.51.100.7"] },
        }),
      ],
      { [CLUSTER]: "update" },
    ],
    [
      "another channel",
      [
        ({ upgrade }) => ({
          upgrade: { ...upgrade, automaticUpgradeChannel: UpgradeChannel.STABLE },
        }),
      ],
      { [CLUSTER]: "update" },
    ],
    [
      "an add-on",
      [({ addOns }) => ({ addOns: { ...addOns, keda: true } })],
      { [CLUSTER]: "update" },
    ],
    ["a minor version, which the channel decides,", [() => ({ kubernetesVersion: "1.31" })], {}],
  ])("takes %s in place", async (_what, change, expected) => {
    // GIVEN
    const stack = await applied();

    // WHEN
    synth(...change);

    // THEN
    const actions = actionsIn(await planOf(stack));
    const named = Object.entries(actions).map(([address, action]) => [
      address.replace(/_[0-9A-F]{8}$/, "_ID"),
      action,
    ]);
    expect(Object.fromEntries(named)).toEqual(expected);
    succeeded(await stack.apply());
    await expectNoChanges(stack);
  });

  test.each<
    [string, (preset: WorkloadIdentityClusterProps) => Partial<WorkloadIdentityClusterProps>]
  >([
    [
      "other addresses for its pods",
      ({ network }) => ({ network: { ...network, podCidr: "10.240.0.0/14" } }),
    ],
    ["a private API server", () => ({ apiServer: { privateCluster: true } })],
  ])("is replaced by %s, which the review shows as critical", async (_what, change) => {
    // GIVEN
    const stack = await applied();

    // WHEN
    synth(change);
    const plan = await planOf(stack);
    const file = join(stack.directory, "next.json");
    writeFileSync(file, JSON.stringify(plan));
    const { status, stdout } = await runCommand(
      ...["review", "--out", join(stack.directory, "..", ".."), "--plan", `aks=${file}`],
      ...["--fail-on", "critical", "--json"],
    );

    // THEN
    expect(actionsIn(plan)[CLUSTER]).toBe("delete and create");
    expect(status).toBe(1);
    expect(stdout).toContain('"cluster-replaced"');
    const { risks } = JSON.parse(stdout) as { risks: { id: string; severity: string }[] };
    expect(risks).toContainEqual(
      expect.objectContaining({ id: "cluster-replaced", severity: "critical" }),
    );
  });

  test("is not replaced by accident while nobody may destroy it", async () => {
    // GIVEN
    const stack = await applied();

    // WHEN
    synth(() => ({ preventDestroy: true, apiServer: { privateCluster: true } }));
    const { code, stderr } = await stack.plan();

    // THEN
    expect(code).toBe(1);
    expect(stderr).toMatch(/Error: (Instance|Resource instance) cannot be destroyed/);
  });

  test("with every option is valid, and plans empty after its apply", async () => {
    // GIVEN
    workplace.synth((app) => {
      const stack = new TerraformStack(app, "aks");
      new LocalBackend(stack, { path: "../../../terraform.aks.tfstate" });
      ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
      new TimeProvider(stack, "time");
      const resourceGroup = new ResourceGroup(stack, "group", { name: "rg", location: "eastus" });
      const place = { location: "eastus", resourceGroupName: resourceGroup.name };
      const workspace = new LogAnalyticsWorkspace(stack, "logs", { ...place, name: "logs" });
      const identity = (id: string) => new ManagedIdentity(stack, id, { resourceGroup, name: id });
      new WorkloadIdentityCluster(stack, "cluster", {
        ...{ resourceGroup, name: "aks", kubernetesVersion: "1.33" },
        identity: identity("control-plane"),
        kubeletIdentity: identity("nodes"),
        nodePool: { minCount: 2, maxCount: 5, osSku: OsSku.AZURE_LINUX, hostEncryption: true },
        nodePools: [
          { name: "spot", spot: { maxPrice: 0.5 }, minCount: 0, maxCount: 3 },
          { name: "gpu", gpuDriver: GpuDriver.NONE, taints: ["sku=gpu:NoSchedule"] },
        ],
        network: {
          dataPlane: DataPlane.CILIUM,
          podCidr: "10.240.0.0/14",
          serviceCidr: "10.2.0.0/16",
          outboundType: OutboundType.MANAGED_NAT_GATEWAY,
        },
        apiServer: { privateCluster: true, publicDns: true, runCommand: false },
        upgrade: {
          nodeOsUpgradeChannel: NodeOsUpgradeChannel.SECURITY_PATCH,
          maintenanceWindow: { dayOfWeek: DayOfWeek.MONDAY, startTime: "22:30" },
        },
        addOns: {
          azurePolicy: true,
          defenderWorkspace: workspace,
          imageCleanerIntervalHours: 48,
          secretRotationInterval: "5m",
          keda: true,
          verticalPodAutoscaler: true,
        },
        monitoring: {
          workspace,
          prometheusWorkspace: new MonitorWorkspace(stack, "metrics", {
            ...place,
            name: "metrics",
          }),
        },
        skuTier: ClusterTier.PREMIUM,
        costAnalysis: true,
        entra: { azureRbac: true },
        localAccounts: false,
      });
    });
    const stack = await workplace.open("aks");

    // WHEN
    const validated = succeeded(await stack.validate());
    succeeded(await stack.apply());

    // THEN
    expect(validated).toContain("The configuration is valid.");
    await expectNoChanges(stack);
    const { network_profile } = changeOf(stack, "create", "azurerm_kubernetes_cluster").attributes;
    expect(network_profile).toEqual([expect.objectContaining({ dns_service_ip: "10.2.0.10" })]);
  });
});
