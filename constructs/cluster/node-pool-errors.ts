import { finding, quoted, refusal, warning } from "../private/message";

// The messages about node pools. azurerm finds most of it at apply, and AKS the rest.

export const oneBoundOnly = refusal({
  code: "one-bound-only",
  says: (given: string, missing: string) => ({
    what: `\`${given}\` is given without \`${missing}\`, and the autoscaler needs both.`,
    allowed: "both bounds, or neither for a fixed number of nodes",
    fix: `give \`${missing}\` too`,
  }),
  cause: "azurerm asks for both bounds, and says so at apply.",
  cure: "Give both, or a fixed `nodeCount`.",
  example: ["nodePool.minCount", "nodePool.maxCount"],
});

export const boundsCrossed = refusal({
  code: "bounds-crossed",
  says: (prop: string, min: number, max: number) => ({
    what: `\`${prop}\` is more than the maximum of the same pool.`,
    got: min,
    allowed: `at most ${max}, the maximum`,
    fix: "lower the minimum, or raise the maximum",
  }),
  cause: "azurerm refuses such bounds at apply.",
  cure: "Correct the bounds.",
  example: ["nodePool.minCount", 5, 3],
});

export const nodeCountAndAutoscaling = refusal({
  code: "node-count-and-autoscaling",
  says: (prop: string, got: number) => ({
    what: `\`${prop}\` fixes the number of nodes, and the autoscaler of the pool changes it.`,
    got,
    allowed: "a fixed number, or bounds for the autoscaler",
    fix: `remove \`${prop}\`, or remove the bounds`,
  }),
  cause: "The autoscaler changes the number of nodes, and every plan would change it back.",
  cure: "Keep the bounds for the autoscaler, or the number for a pool of a fixed size.",
  example: ["nodePool.nodeCount", 3],
});

export const notForSpot = refusal({
  code: "not-for-spot",
  says: (prop: string, got: unknown) => ({
    what: `a spot pool takes no \`${prop}\`: Azure takes its nodes away when it likes.`,
    got,
    allowed: "spot pools in the mode User, without upgrade settings",
    fix: `remove \`${prop}\`, or remove \`spot\``,
  }),
  cause:
    'AKS answers 400 "Spot pools can\'t set max surge", and system pools cannot be spot pools.',
  cure: "Leave the option out.",
  example: ["maxSurge", "33%"],
});

export const spotPrice = refusal({
  code: "spot-price",
  says: (got: number) => ({
    what: "`spot.maxPrice` is not a price.",
    got,
    allowed: "-1, or US dollars from 0.00001",
    fix: "change `spot.maxPrice`, or leave it out for as much as a node of the usual kind costs",
  }),
  cause: "azurerm takes prices from 0.00001, and -1.",
  cure: "Leave it out, unless a node may cost less than usual only.",
  example: [0],
});

export const skuOfOtherOs = refusal({
  code: "sku-of-other-os",
  says: (got: string, allowed: readonly string[]) => ({
    what: "`osSku` belongs to another operating system than the pool's.",
    got,
    allowed: quoted(allowed),
    fix: "change `osSku`, or `osType`",
  }),
  cause: "A pool has one operating system, and the first pool is a Linux pool.",
  cure: "Give both of the same kind, or leave `osSku` to AKS.",
  example: ["Ubuntu", ["Windows2022"]],
});

export const windowsOnCilium = refusal({
  code: "windows-on-cilium",
  says: () => ({
    what: "the data plane of the cluster is Cilium, which runs on Linux nodes only.",
    got: "Windows",
    allowed: '`osType` "Linux"',
    fix: "make a cluster with the data plane of Azure for Windows pools",
  }),
  cause: "azurerm takes it, and AKS answers 400.",
  cure: "Use the data plane of Azure where pods run on Windows.",
});

export const windowsProfileMissing = finding({
  code: "windows-profile-missing",
  says: (pool: string) => ({
    what: "the cluster has no `windows_profile`, without which AKS refuses Windows pools; added later it replaces the cluster.",
    got: pool,
    allowed: "Windows pools in a cluster that was created for them",
    fix: "give the KubernetesCluster at `cluster.node.defaultChild` one by `putWindowsProfile`, whose password is then in the state",
  }),
  cause:
    "The administrator of Windows nodes is set when the cluster is created. There is no prop for it, since its password is kept in the state.",
  cure: "Use the escape hatch in a new cluster.",
  example: ["win1"],
});

export const noPoolForWorkloads = finding({
  code: "no-pool-for-workloads",
  says: (pool: string) => ({
    what: "the only node pool takes critical add-ons alone, and pods of workloads would stay pending.",
    got: pool,
    allowed: "`onlyCriticalAddons` in a cluster with a further pool",
    fix: "add one by `addNodePool`, or leave `nodePool.onlyCriticalAddons` out",
  }),
  cause: "The taint of the pool keeps everything away but the pods of AKS.",
  cure: "Add a pool.",
  example: ["nodepool1"],
});

export const podCidrTooSmall = finding({
  code: "pod-cidr-too-small",
  says: (cidr: string, nodes: number, room: number) => ({
    what: "`network.podCidr` is too small for the nodes of all pools: each takes a /24 of it.",
    got: `${cidr}, which has room for ${room}`,
    allowed: `room for ${nodes} nodes, as many as the pools may have`,
    fix: "widen `network.podCidr` before the cluster is created, or lower the numbers of nodes",
  }),
  cause: "In an overlay network each node has a /24 of its own, and the range cannot grow.",
  cure: "Take a /16, which has room for 256 nodes.",
  example: ["10.244.0.0/22", 5, 4],
});

export const temporaryNameTaken = finding({
  code: "temporary-name-taken",
  says: (pool: string, name: string, other: string) => ({
    what: `the temporary pool of ${pool} would have the name of another pool, or of its temporary one.`,
    got: name,
    allowed: "a name that no other pool of the cluster has",
    fix: `set \`temporaryName\` of ${pool} or of ${other}`,
  }),
  cause: "During a rotation both pools exist.",
  cure: "Give the temporary pool a name of its own.",
  example: ["nodepool1", "apps", "apps"],
});

export const systemPoolBelowFloor = warning({
  says: (pool: string, reasons: readonly string[]) =>
    `The system node pool ${pool} is below what AKS asks for: ${reasons.join(", ")}. A system pool has at least 2 nodes, better 3, of no burstable (B-series) size, with room for 30 pods each (https://learn.microsoft.com/azure/aks/use-system-pools).`,
  cause:
    "A warning: the pods of AKS itself run in the first pool, and have nowhere to go when its node is upgraded or fails.",
  cure: "Raise `nodePool.nodeCount` or `minCount` and take a larger size, unless the cluster is for trying things out.",
  example: ["nodepool1", ["1 node"]],
});
