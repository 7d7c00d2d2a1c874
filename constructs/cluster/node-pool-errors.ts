import type { IConstruct } from "constructs";
import { inWords, mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about node pools. azurerm finds most of it at apply, and AKS the rest.

export function oneBoundOnly(
  at: IConstruct,
  given: string,
  missing: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "one-bound-only",
    what: `\`${given}\` is given without \`${missing}\`, and the autoscaler needs both.`,
    allowed: "both bounds, or neither for a fixed number of nodes",
    fix: `give \`${missing}\` too`,
  });
}

export function boundsCrossed(
  at: IConstruct,
  prop: string,
  min: number,
  max: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "bounds-crossed",
    what: `\`${prop}\` is more than the maximum of the same pool.`,
    got: min,
    allowed: `at most ${max}, the maximum`,
    fix: "lower the minimum, or raise the maximum",
  });
}

export function nodeCountAndAutoscaling(
  at: IConstruct,
  prop: string,
  got: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "node-count-and-autoscaling",
    what: `\`${prop}\` fixes the number of nodes, and the autoscaler of the pool changes it.`,
    got,
    allowed: "a fixed number, or bounds for the autoscaler",
    fix: `remove \`${prop}\`, or remove the bounds`,
  });
}

export function notForSpot(at: IConstruct, prop: string, got: unknown): WorkloadIdentityError {
  return mistake(at, {
    code: "not-for-spot",
    what: `a spot pool takes no \`${prop}\`: Azure takes its nodes away when it likes.`,
    got,
    allowed: "spot pools in the mode User, without upgrade settings",
    fix: `remove \`${prop}\`, or remove \`spot\``,
  });
}

export function spotPrice(at: IConstruct, got: number): WorkloadIdentityError {
  return mistake(at, {
    code: "spot-price",
    what: "`spot.maxPrice` is not a price.",
    got,
    allowed: "-1, or US dollars from 0.00001",
    fix: "change `spot.maxPrice`, or leave it out for as much as a node of the usual kind costs",
  });
}

export function skuOfOtherOs(
  at: IConstruct,
  got: string,
  allowed: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "sku-of-other-os",
    what: "`osSku` belongs to another operating system than the pool's.",
    got,
    allowed: allowed.map((sku) => JSON.stringify(sku)).join(", "),
    fix: "change `osSku`, or `osType`",
  });
}

export function windowsOnCilium(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "windows-on-cilium",
    what: "the data plane of the cluster is Cilium, which runs on Linux nodes only.",
    got: "Windows",
    allowed: '`osType` "Linux"',
    fix: "make a cluster with the data plane of Azure for Windows pools",
  });
}

export function windowsProfileMissing(pool: string): string {
  return inWords({
    code: "windows-profile-missing",
    what: "the cluster has no `windows_profile`, without which AKS refuses Windows pools; added later it replaces the cluster.",
    got: pool,
    allowed: "Windows pools in a cluster that was created for them",
    fix: "give the KubernetesCluster at `cluster.node.defaultChild` one by `putWindowsProfile`, whose password is then in the state",
  });
}

export function noPoolForWorkloads(pool: string): string {
  return inWords({
    code: "no-pool-for-workloads",
    what: "the only node pool takes critical add-ons alone, and pods of workloads would stay pending.",
    got: pool,
    allowed: "`onlyCriticalAddons` in a cluster with a further pool",
    fix: "add one by `addNodePool`, or leave `nodePool.onlyCriticalAddons` out",
  });
}

export function podCidrTooSmall(cidr: string, nodes: number, room: number): string {
  return inWords({
    code: "pod-cidr-too-small",
    what: "`network.podCidr` is too small for the nodes of all pools: each takes a /24 of it.",
    got: `${cidr}, which has room for ${room}`,
    allowed: `room for ${nodes} nodes, as many as the pools may have`,
    fix: "widen `network.podCidr` before the cluster is created, or lower the numbers of nodes",
  });
}

export function temporaryNameTaken(pool: string, name: string, other: string): string {
  return inWords({
    code: "temporary-name-taken",
    what: `the temporary pool of ${pool} would have the name of another pool, or of its temporary one.`,
    got: name,
    allowed: "a name that no other pool of the cluster has",
    fix: `set \`temporaryName\` of ${pool} or of ${other}`,
  });
}

export function systemPoolBelowFloor(pool: string, reasons: readonly string[]): string {
  return `The system node pool ${pool} is below what AKS asks for: ${reasons.join(", ")}. A system pool has at least 2 nodes, better 3, of no burstable (B-series) size, with room for 30 pods each (https://learn.microsoft.com/azure/aks/use-system-pools).`;
}
