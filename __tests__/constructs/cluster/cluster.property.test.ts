import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import fc from "fast-check";
import {
  type AddNodePoolOptions,
  ClusterTier,
  DataPlane,
  DayOfWeek,
  EvictionPolicy,
  NodeOsUpgradeChannel,
  NodePoolMode,
  OsType,
  OutboundType,
  UpgradeChannel,
  WorkloadIdentityError,
  type WorkloadIdentityClusterProps,
} from "../../../constructs";
import { type Arguments, newSubnet } from "../../support/clusters";
import { newCluster, newIdentity } from "../../support/fixtures";
import { resources, type StackJson, synth, type TestStack } from "../../support/synth";

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
/** Rarely enough that a few options meet, and not all. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
/** Now and then what is refused by itself, so that most wishes are decided by what contradicts what. */
const mostly = <T>(good: readonly T[], bad: readonly T[]) =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...good) },
    { weight: 1, arbitrary: fc.constantFrom(...bad) },
  );
const oneOf = (values: object) => fc.constantFrom(...Object.values(values));
const count = mostly([1, 2, 3, 5], [0, 1000, 1001]);

const counts = {
  maxPods: rarely(mostly([10, 30, 250], [9, 251])),
  maxSurge: rarely(mostly(["33%"], ["0", "101%"])),
  drainTimeoutInMinutes: rarely(mostly([5, 1440], [0, 1441])),
};

/** A number, bounds, or too much or too little of both. */
const size = fc.oneof(
  { weight: 9, arbitrary: fc.record({ nodeCount: maybe(count) }) },
  { weight: 3, arbitrary: fc.record({ minCount: count, maxCount: count }) },
  {
    weight: 1,
    arbitrary: fc.record({
      nodeCount: maybe(count),
      minCount: maybe(count),
      maxCount: maybe(count),
    }),
  },
);

const range = mostly(
  ["10.0.0.0/16", "10.240.0.0/14", "10.244.0.0/16", "172.20.0.0/16", "192.168.0.0/22"],
  ["10.0.0.0/12", "10.0.3.0/16", "10.1.0.0/16", "172.24.0.0/13", "172.31.0.0/17", "192.168.0.0/25"],
);

const further = fc.record({
  ...counts,
  size,
  name: mostly(["apps", "batch", "win1"], ["windows", "nodepool1"]),
  mode: rarely(oneOf(NodePoolMode)),
  osType: maybe(mostly<string>([OsType.LINUX], [OsType.WINDOWS])),
  ownSubnet: fc.boolean(),
  spot: rarely(
    fc.record({
      evictionPolicy: maybe(oneOf(EvictionPolicy)),
      maxPrice: maybe(mostly([-1, 0.5], [0])),
    }),
  ),
});

/** Props of which some contradict each other; what is a construct is only wished for. */
const wish = fc.record({
  nodePool: maybe(
    fc.record({
      ...counts,
      size,
      ownSubnet: fc.boolean(),
      onlyCriticalAddons: rarely(fc.boolean()),
    }),
  ),
  pools: fc.uniqueArray(further, { maxLength: 2, selector: ({ name }) => name }),
  network: rarely(
    fc.record({
      dataPlane: maybe(oneOf(DataPlane)),
      podCidr: rarely(range),
      serviceCidr: rarely(range),
      outboundType: rarely(oneOf(OutboundType)),
    }),
  ),
  keepNetwork: mostly([undefined, false], [true]),
  apiServer: maybe(
    fc.record({
      authorizedIpRanges: maybe(
        mostly<string[]>([["203.0.113.7"], ["203.0.113.0/24"]], [[], ["203.0.113.7/24"]]),
      ),
      privateCluster: maybe(fc.boolean()),
      publicDns: rarely(fc.boolean()),
      ownZone: mostly([false], [true]),
      ownSubnet: mostly([false], [true]),
    }),
  ),
  upgrade: rarely(
    fc.record({
      automaticUpgradeChannel: maybe(oneOf(UpgradeChannel)),
      nodeOsUpgradeChannel: maybe(oneOf(NodeOsUpgradeChannel)),
      maintenanceWindow: maybe(
        fc.record({
          dayOfWeek: oneOf(DayOfWeek),
          startTime: mostly(["02:00"], ["25:99"]),
          durationHours: maybe(mostly([4, 24], [3, 25])),
          utcOffset: maybe(mostly(["+02:00"], ["CET"])),
        }),
      ),
    }),
  ),
  kubernetesVersion: maybe(fc.constant("1.33")),
  entra: maybe(fc.record({ azureRbac: maybe(fc.boolean()) })),
  localAccounts: rarely(fc.boolean()),
  skuTier: maybe(oneOf(ClusterTier)),
  costAnalysis: rarely(fc.boolean()),
  addOns: maybe(fc.record({ imageCleanerIntervalHours: maybe(mostly([24, 2160], [0, 2161])) })),
  ownIdentity: mostly([true], [false]),
  ownKubelet: fc.boolean(),
});

type Wish = typeof wish extends fc.Arbitrary<infer T> ? T : never;

/** The stack of a wish, or nothing where it is refused. Only errors of the library refuse. */
function granted(wished: Wish): StackJson | undefined {
  try {
    return synth((scope) => make(scope, wished));
  } catch (error) {
    const isOurs = error instanceof WorkloadIdentityError || /\n {2}code: /.test(`${error}`);
    if (!isOurs) throw error;
    return undefined;
  }
}

function make(scope: TestStack, wished: Wish): void {
  const { nodePool, pools, apiServer, ownIdentity, ownKubelet, ...props } = wished;
  const subnets = new Map<string, ReturnType<typeof newSubnet>>();
  const subnet = (wanted: boolean | undefined, id: string, range: string) => {
    if (!wanted) return undefined;
    const known = subnets.get(id) ?? newSubnet(scope, id, range);
    subnets.set(id, known);
    return known;
  };
  const { ownSubnet, size: nodes, ...pool } = nodePool ?? { ownSubnet: false };
  const { ownZone, ownSubnet: ofApi, ...server } = apiServer ?? { ownZone: false };
  const cluster = newCluster(scope, {
    ...(props as Partial<WorkloadIdentityClusterProps>),
    nodePool: { ...pool, ...nodes, subnet: subnet(ownSubnet, "nodes", "10.1.0.0/20") },
    apiServer: apiServer && {
      ...server,
      subnet: subnet(ofApi, "api", "10.1.16.0/28"),
      privateDnsZone: ownZone
        ? new PrivateDnsZone(scope, "zone", {
            ...{ name: "privatelink.eastus.azmk8s.io", resourceGroupName: "dns" },
          })
        : undefined,
    },
    identity: ownIdentity ? newIdentity(scope) : undefined,
    kubeletIdentity: ownKubelet ? newIdentity(scope, "kubelet", "nodes") : undefined,
  });
  pools.forEach(({ ownSubnet: own, size: nodes, ...options }, n) =>
    cluster.addNodePool(`pool-${n}`, {
      ...(options as AddNodePoolOptions),
      ...nodes,
      subnet: subnet(own, "apps", "10.1.32.0/20"),
    }),
  );
}

const bits = (cidr: string) => {
  const [address, prefix] = cidr.split("/");
  const text = address
    .split(".")
    .map((octet) => Number(octet).toString(2).padStart(8, "0"))
    .join("");
  return { text, prefix: Number(prefix), network: text.slice(0, Number(prefix)) };
};
const overlaps = (one: string, other: string) =>
  bits(one).network.startsWith(bits(other).network) ||
  bits(other).network.startsWith(bits(one).network);

/** What no cluster may be, whatever it was made of: what azurerm finds at apply, and AKS after that. */
const CONTRADICTIONS: Record<string, (cluster: Arguments, pools: Arguments[]) => boolean> = {
  "bounds of an autoscaler that are one, crossed, out of reach or beside a number": (
    { default_node_pool },
    pools,
  ) =>
    [default_node_pool as Arguments, ...pools].some(
      ({ auto_scaling_enabled: on, min_count, max_count, node_count }) => {
        const bounds = [min_count, max_count] as (number | undefined)[];
        if (!on) return bounds.some((bound) => bound !== undefined) || Number(node_count) > 1000;
        const [min = -1, max = -1] = bounds;
        return min < 0 || max < min || max > 1000 || node_count !== undefined;
      },
    ),
  "an Entra block with neither tenant nor groups": ({
    azure_active_directory_role_based_access_control: entra,
  }) => entra !== undefined && (entra as Arguments).tenant_id === undefined,
  "no local accounts and no Entra": (cluster) =>
    cluster.local_account_disabled === true &&
    cluster.azure_active_directory_role_based_access_control === undefined,
  "a zone or a kubelet identity beside a system-assigned identity": (cluster) =>
    (cluster.identity as Arguments).type === "SystemAssigned" &&
    (cluster.kubelet_identity !== undefined || /zone/.test(`${cluster.private_dns_zone_id}`)),
  "a zone or a public name without a private cluster": (cluster) =>
    cluster.private_cluster_enabled !== true &&
    (cluster.private_dns_zone_id !== undefined ||
      cluster.private_cluster_public_fqdn_enabled === true),
  "no zone and no public name": (cluster) =>
    cluster.private_dns_zone_id === "None" && cluster.private_cluster_public_fqdn_enabled !== true,
  "ranges of a private cluster, or none of them": (cluster) => {
    const { authorized_ip_ranges: own } = (cluster.api_server_access_profile ?? {}) as Arguments;
    const all = own as string[] | undefined;
    if (all === undefined) return false;
    return cluster.private_cluster_enabled === true || all.length === 0;
  },
  "ranges of more than their addresses": (cluster) => {
    const { authorized_ip_ranges: own = [] } = (cluster.api_server_access_profile ??
      {}) as Arguments;
    return (own as string[]).some((range) => {
      const { text, prefix } = bits(range);
      return text.slice(prefix).includes("1");
    });
  },
  "Cilium as data plane or as policy alone": ({ network_profile = {} }) => {
    const { network_data_plane, network_policy } = network_profile as Arguments;
    return (network_data_plane === "cilium") !== (network_policy === "cilium");
  },
  "ranges that overlap, are kept by AKS, or too large or too small": (
    { network_profile },
    pools,
  ) => {
    const { pod_cidr, service_cidr } = (network_profile ?? {}) as Record<string, string>;
    const given = [pod_cidr, service_cidr].filter((range) => range !== undefined);
    const kept = ["169.254.0.0/16", "192.0.2.0/24", "172.30.0.0/16", "172.31.0.0/16"];
    const nodes = [pod_cidr ?? "10.244.0.0/16", service_cidr ?? "10.0.0.0/16"];
    return (
      given.some((range) => kept.some((one) => overlaps(range, one))) ||
      (given.length > 0 && overlaps(nodes[0], nodes[1])) ||
      (service_cidr !== undefined && bits(service_cidr).prefix <= 12) ||
      (pod_cidr !== undefined && pools.length >= 2 ** (24 - bits(pod_cidr).prefix))
    );
  },
  "an address of DNS that is not in its range": ({ network_profile }) => {
    const { service_cidr, dns_service_ip } = (network_profile ?? {}) as Record<string, string>;
    return dns_service_ip !== (service_cidr && `\${cidrhost("${service_cidr}", 10)}`);
  },
  "routes or a NAT gateway in the wrong network": (cluster) => {
    const { outbound_type: type } = (cluster.network_profile ?? {}) as Arguments;
    const own = (cluster.default_node_pool as Arguments).vnet_subnet_id !== undefined;
    if (type === "managedNATGateway") return own;
    return !own && (type === "userDefinedRouting" || type === "userAssignedNATGateway");
  },
  "an API server in a network of one's own, and nodes in another": (cluster) =>
    (cluster.api_server_access_profile as Arguments | undefined)?.subnet_id !== undefined &&
    (cluster.default_node_pool as Arguments).vnet_subnet_id === undefined,
  "costs in the free tier": (cluster) =>
    cluster.cost_analysis_enabled === true && (cluster.sku_tier ?? "Free") === "Free",
  "the old channel of node images beside another one": (cluster) =>
    cluster.automatic_upgrade_channel === "node-image" &&
    (cluster.node_os_upgrade_channel ?? "NodeImage") !== "NodeImage",
  "a channel whose version is taken back by the next plan": ({
    automatic_upgrade_channel: channel,
    lifecycle,
  }) => {
    const { ignore_changes = [] } = lifecycle as { ignore_changes?: string[] };
    const moves = channel !== undefined && channel !== "node-image";
    return moves !== ignore_changes.includes("kubernetes_version");
  },
  "an image cleaner without its hours": (cluster) =>
    (cluster.image_cleaner_enabled === true) !==
    (Number(cluster.image_cleaner_interval_hours) >= 24 &&
      Number(cluster.image_cleaner_interval_hours) <= 2160),
  "a window that AKS refuses after it has made the cluster": (cluster) =>
    [cluster.maintenance_window_auto_upgrade, cluster.maintenance_window_node_os].some((window) => {
      if (window === undefined) return false;
      const { day_of_week, start_time, utc_offset, interval, duration } = window as Arguments;
      return (
        day_of_week === undefined ||
        start_time === "25:99" ||
        utc_offset === "CET" ||
        interval !== 1 ||
        Number(duration) < 4 ||
        Number(duration) > 24
      );
    }),
  "a drain timeout of 0": ({ default_node_pool }, pools) =>
    [default_node_pool as Arguments, ...pools].some(({ upgrade_settings }) => {
      const drain = (upgrade_settings as Arguments | undefined)?.drain_timeout_in_minutes;
      return drain !== undefined && (Number(drain) < 5 || Number(drain) > 1440);
    }),
  "a spot pool for the system, with upgrade settings or without the taint of AKS": (_, pools) =>
    pools.some(
      ({ priority, mode, upgrade_settings, node_taints = [] }) =>
        priority === "Spot" &&
        (mode !== "User" ||
          upgrade_settings !== undefined ||
          !(node_taints as string[]).includes(
            "kubernetes.azure.com/scalesetpriority=spot:NoSchedule",
          )),
    ),
  "an eviction without spot": (_, pools) =>
    pools.some(({ priority, eviction_policy }) => eviction_policy !== undefined && !priority),
  "a Windows pool of a long name, on Cilium or without a profile": (cluster, pools) =>
    pools.some(({ os_type }) => os_type === "Windows") && cluster.windows_profile === undefined,
  "pools of another version than the control plane's": (cluster, pools) =>
    [cluster.default_node_pool as Arguments, ...pools].some(
      ({ orchestrator_version }) => orchestrator_version !== cluster.kubernetes_version,
    ),
  "two pools of one name, also while one of them rotates": ({ default_node_pool }, pools) => {
    const names = [default_node_pool as Arguments, ...pools].flatMap(
      ({ name, temporary_name_for_rotation }) => [name, temporary_name_for_rotation],
    );
    return new Set(names).size < names.length;
  },
  "a first pool for AKS alone, and no other": ({ default_node_pool }, pools) =>
    (default_node_pool as Arguments).only_critical_addons_enabled === true && pools.length === 0,
};

test("no combination of props that is accepted contradicts azurerm or AKS", () => {
  const seen = { granted: 0, refused: 0 };
  fc.assert(
    fc.property(wish, (wished) => {
      const stack = granted(wished);
      seen[stack ? "granted" : "refused"]++;
      if (!stack) return;
      const [cluster] = resources(stack, "azurerm_kubernetes_cluster");
      const pools = resources(stack, "azurerm_kubernetes_cluster_node_pool");
      const found = Object.entries(CONTRADICTIONS).filter(([, holds]) => holds(cluster, pools));
      expect(found.map(([what]) => what)).toEqual([]);
    }),
    { numRuns: 250 },
  );
  expect(seen.granted).toBeGreaterThan(50);
  expect(seen.refused).toBeGreaterThan(50);
}, 120_000);
