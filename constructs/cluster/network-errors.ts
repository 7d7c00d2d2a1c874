import type { IConstruct } from "constructs";
import { ROLES } from "../../azure/roles";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about networks and API servers. azurerm finds most of it at apply, and AKS the rest.

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

export function networkKeptAndGiven(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "network-kept-and-given",
    what: "`keepNetwork` leaves the network of the cluster as it is, and `network` says what it is to be.",
    allowed: "one of the two",
    fix: "remove `keepNetwork` for a new cluster, or `network` for one that exists",
  });
}

export function subnetWithoutIdentity(prop: string): string {
  return `\`${prop}\` is a subnet of your own, and the control plane has a system-assigned identity, which gets no role before the cluster exists. Give the cluster an \`identity\`: it then gets ${ROLES.NETWORK_CONTRIBUTOR.name} on the subnet. Without the role, services of the type LoadBalancer fail with 403.`;
}

export function addressesUnseen(props: readonly string[]): string {
  return `The nodes are in a subnet of your own, and ${props.map((prop) => `\`${prop}\``).join(" and ")} is left to AKS, which takes 10.244.0.0/16 for pods and 10.0.0.0/16 for services. This library cannot see the addresses of the network and of those peered with it: choose ranges that are free in all of them. They cannot be changed later without replacing the cluster.`;
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

export function apiServerOpenToAll(at: IConstruct | string): WorkloadIdentityError {
  return mistake(at, {
    code: "api-server-open-to-all",
    what: "a production cluster says who reaches its API server, and here everybody would.",
    allowed: "one of `privateCluster` and `authorizedIpRanges`",
    fix: "set `privateCluster: true`, or name the ranges of whoever runs Terraform and kubectl",
  });
}

export function egressNotInRanges(outboundType: string): string {
  return `Nodes reach the API server from their egress address, which AKS does not add to \`apiServer.authorizedIpRanges\` with the outbound type ${outboundType}. Make sure that it is in the ranges, or the nodes lose the API server.`;
}
