import type { IConstruct } from "constructs";
import { ROLES } from "../../azure/roles";
import { inWords, mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about how a cluster is built. azurerm finds most of it at apply, and AKS the rest.

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

export function cidrsOverlap(
  at: IConstruct,
  prop: string,
  got: string,
  other: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "cidrs-overlap",
    what: `\`${prop}\` has addresses in common with ${other}.`,
    got,
    allowed: "ranges of which no two overlap, and none that AKS keeps for itself",
    fix: `change \`${prop}\` (rule: https://learn.microsoft.com/azure/aks/concepts-network-cni-overview)`,
  });
}

export function rangeStart(
  at: IConstruct,
  prop: string,
  got: string,
  start: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "range-start",
    what: `\`${prop}\` does not begin with the first address of its range.`,
    got,
    allowed: "the first address of a range and the length of its prefix",
    fix: `change \`${prop}\` to ${JSON.stringify(start)}`,
  });
}

export function subnetNeeded(
  at: IConstruct,
  prop: string,
  got: unknown,
  subnet: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "subnet-needed",
    what: `\`${prop}\` needs a virtual network of your own.`,
    got,
    allowed: `\`${prop}\` together with \`${subnet}\``,
    fix: `give \`${subnet}\`, or leave \`${prop}\` out`,
  });
}

export function managedNetworkOnly(
  at: IConstruct,
  prop: string,
  got: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "managed-network-only",
    what: `\`${prop}\` is a NAT gateway that AKS makes in its own virtual network, and the nodes are in yours.`,
    got,
    allowed: '"userAssignedNATGateway" with a subnet of your own',
    fix: `associate a NAT gateway with the subnet, and change \`${prop}\` to "userAssignedNATGateway"`,
  });
}

export function privateClusterNeeded(at: IConstruct, prop: string): WorkloadIdentityError {
  return mistake(at, {
    code: "private-cluster-needed",
    what: `\`${prop}\` is for private clusters, and this one is not.`,
    allowed: `\`${prop}\` together with \`apiServer.privateCluster\``,
    fix: `set \`apiServer.privateCluster\`, or remove \`${prop}\``,
  });
}

export function rangesOfPrivateCluster(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "ranges-of-private-cluster",
    what: "`apiServer.authorizedIpRanges` let public addresses in, and a private cluster has no public address to let them in at.",
    allowed: "one of `authorizedIpRanges` and `privateCluster`",
    fix: "remove the ranges; networks reach a private cluster by peering, VPN or a private endpoint",
  });
}

export function zoneAndPublicDns(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "zone-and-public-dns",
    what: "`apiServer.publicDns` is in place of a private DNS zone, and `apiServer.privateDnsZone` is one.",
    allowed: "one of the two",
    fix: "remove one of them",
  });
}

export function wrongDnsZone(at: IConstruct, got: string, allowed: string): WorkloadIdentityError {
  return mistake(at, {
    code: "wrong-dns-zone",
    what: "`apiServer.privateDnsZone` has not the name that AKS looks for.",
    got,
    allowed,
    fix: "rename the zone (rule: https://learn.microsoft.com/azure/aks/private-clusters)",
  });
}

export function identityNeeded(at: IConstruct, prop: string): WorkloadIdentityError {
  return mistake(at, {
    code: "identity-needed",
    what: `\`${prop}\` needs a control plane whose identity has its roles before the cluster exists, and a system-assigned one does not exist by then.`,
    allowed: `\`${prop}\` together with \`identity\``,
    fix: "give `identity` a ManagedIdentity",
  });
}

export function networkKeptAndGiven(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "network-kept-and-given",
    what: "`keepNetwork` leaves the network of the cluster as it is, and `network` says what it is to be.",
    allowed: "one of the two",
    fix: "remove `keepNetwork` for a new cluster, or `network` for one that exists",
  });
}

export function paidTierNeeded(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "paid-tier-needed",
    what: "`costAnalysis` is not in the free tier.",
    got,
    allowed: '`skuTier` "Standard" or "Premium"',
    fix: "change `skuTier`, or leave `costAnalysis` out",
  });
}

export function nodeImageChannels(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "node-image-channels",
    what: "`upgrade.nodeOsUpgradeChannel` contradicts the channel `node-image`, which upgrades the images of nodes itself.",
    got,
    allowed: '"NodeImage" beside the channel "node-image"',
    fix: "leave `upgrade.nodeOsUpgradeChannel` out, or take another `upgrade.automaticUpgradeChannel`",
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

export function apiServerOpenToAll(at: IConstruct | string): WorkloadIdentityError {
  return mistake(at, {
    code: "api-server-open-to-all",
    what: "a production cluster says who reaches its API server, and here everybody would.",
    allowed: "one of `privateCluster` and `authorizedIpRanges`",
    fix: "set `privateCluster: true`, or name the ranges of whoever runs Terraform and kubectl",
  });
}

// Warnings: what AKS refuses only here and there, and what the library cannot see.

export function systemPoolBelowFloor(pool: string, reasons: readonly string[]): string {
  return `The system node pool ${pool} is below what AKS asks for: ${reasons.join(", ")}. A system pool has at least 2 nodes, better 3, of no burstable (B-series) size, with room for 30 pods each (https://learn.microsoft.com/azure/aks/use-system-pools).`;
}

export function subnetWithoutIdentity(prop: string): string {
  return `\`${prop}\` is a subnet of your own, and the control plane has a system-assigned identity, which gets no role before the cluster exists. Give the cluster an \`identity\`: it then gets ${ROLES.NETWORK_CONTRIBUTOR.name} on the subnet. Without the role, services of the type LoadBalancer fail with 403.`;
}

export function addressesUnseen(props: readonly string[]): string {
  return `The nodes are in a subnet of your own, and ${props.map((prop) => `\`${prop}\``).join(" and ")} is left to AKS, which takes 10.244.0.0/16 for pods and 10.0.0.0/16 for services. This library cannot see the addresses of the network and of those peered with it: choose ranges that are free in all of them. They cannot be changed later without replacing the cluster.`;
}

export function windowUnused(): string {
  return "`upgrade.maintenanceWindow` is of no use: neither the cluster nor the images of its nodes are upgraded by a channel. Set `upgrade.automaticUpgradeChannel`, or another `upgrade.nodeOsUpgradeChannel`.";
}

export function egressNotInRanges(outboundType: string): string {
  return `Nodes reach the API server from their egress address, which AKS does not add to \`apiServer.authorizedIpRanges\` with the outbound type ${outboundType}. Make sure that it is in the ranges, or the nodes lose the API server.`;
}

export function privateApiServer(cluster: string): string {
  return `The API server of ${cluster} is private: plan and apply of this stack have to run in a network that reaches it and resolves its name.`;
}

export function rangesOfApiServer(cluster: string): string {
  return `The API server of ${cluster} lets in its authorized ranges only: the address of whatever runs plan and apply of this stack has to be among them.`;
}

export function rolesInOwnStack(cluster: string): string {
  return `The stack makes ${cluster} and its Kubernetes objects in one apply, and logs in by Entra ID: whoever runs it needs a role in the cluster that works only minutes after the cluster exists. Connect another stack, or expect the first apply to fail.`;
}
