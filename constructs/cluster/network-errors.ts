import { ROLES } from "../../azure/roles";
import { refusal, warning } from "../private/message";

// The messages about networks and API servers. azurerm finds most of it at apply, and AKS the rest.

export const cidrsOverlap = refusal({
  code: "cidrs-overlap",
  says: (prop: string, got: string, other: string) => ({
    what: `\`${prop}\` has addresses in common with ${other}.`,
    got,
    allowed: "ranges of which no two overlap, and none that AKS keeps for itself",
    fix: `change \`${prop}\` (rule: https://learn.microsoft.com/azure/aks/concepts-network-cni-overview)`,
  }),
  cause:
    "Pods, services, the virtual network and some ranges of AKS share one address space; azurerm does not look at them, and AKS answers 400.",
  cure: "Choose ranges that are free in all networks that reach the cluster.",
  example: ["network.serviceCidr", "172.31.0.0/20", "172.31.0.0/16, which AKS keeps for itself"],
});

export const rangeStart = refusal({
  code: "range-start",
  says: (prop: string, got: string, start: string) => ({
    what: `\`${prop}\` does not begin with the first address of its range.`,
    got,
    allowed: "the first address of a range and the length of its prefix",
    fix: `change \`${prop}\` to ${JSON.stringify(start)}`,
  }),
  cause: "Azure takes a range by its first address, and refuses or rewrites others.",
  cure: "Write the first address.",
  example: ["network.podCidr", "10.1.2.3/16", "10.1.0.0/16"],
});

export const subnetNeeded = refusal({
  code: "subnet-needed",
  says: (prop: string, got: unknown, subnet: string) => ({
    what: `\`${prop}\` needs a virtual network of your own.`,
    got,
    allowed: `\`${prop}\` together with \`${subnet}\``,
    fix: `give \`${subnet}\`, or leave \`${prop}\` out`,
  }),
  cause:
    "A route table, a NAT gateway or a subnet for the API server is one of your own network, and the nodes would be in that of AKS.",
  cure: "Give the nodes a subnet of the same network.",
  example: ["network.outboundType", "userDefinedRouting", "nodePool.subnet"],
});

export const managedNetworkOnly = refusal({
  code: "managed-network-only",
  says: (prop: string, got: string) => ({
    what: `\`${prop}\` is a NAT gateway that AKS makes in its own virtual network, and the nodes are in yours.`,
    got,
    allowed: '"userAssignedNATGateway" with a subnet of your own',
    fix: `associate a NAT gateway with the subnet, and change \`${prop}\` to "userAssignedNATGateway"`,
  }),
  cause: "AKS makes its NAT gateway in its own virtual network alone.",
  cure: "Bring a NAT gateway of your own.",
  example: ["network.outboundType", "managedNATGateway"],
});

export const networkKeptAndGiven = refusal({
  code: "network-kept-and-given",
  says: () => ({
    what: "`keepNetwork` leaves the network of the cluster as it is, and `network` says what it is to be.",
    allowed: "one of the two",
    fix: "remove `keepNetwork` for a new cluster, or `network` for one that exists",
  }),
  cause: "What the network is to be would replace the cluster whose network is to stay.",
  cure: "Keep one of them.",
});

export const subnetWithoutIdentity = warning({
  says: (prop: string) =>
    `\`${prop}\` is a subnet of your own, and the control plane has a system-assigned identity, which gets no role before the cluster exists. Give the cluster an \`identity\`: it then gets ${ROLES.NETWORK_CONTRIBUTOR.name} on the subnet. Without the role, services of the type LoadBalancer fail with 403.`,
  cause:
    "A warning: a system-assigned identity exists only with the cluster, and has no roles before.",
  cure: "Give the cluster an `identity`, or assign the role after the first apply.",
  example: ["nodePool.subnet"],
});

export const addressesUnseen = warning({
  says: (props: readonly string[]) =>
    `The nodes are in a subnet of your own, and ${props.map((prop) => `\`${prop}\``).join(" and ")} is left to AKS, which takes 10.244.0.0/16 for pods and 10.0.0.0/16 for services. This library cannot see the addresses of the network and of those peered with it: choose ranges that are free in all of them. They cannot be changed later without replacing the cluster.`,
  cause: "A warning: the ranges that AKS takes by itself are in use in many networks.",
  cure: "Give `network.podCidr` and `network.serviceCidr`.",
  example: [["network.podCidr", "network.serviceCidr"]],
});

export const privateClusterNeeded = refusal({
  code: "private-cluster-needed",
  says: (prop: string) => ({
    what: `\`${prop}\` is for private clusters, and this one is not.`,
    allowed: `\`${prop}\` together with \`apiServer.privateCluster\``,
    fix: `set \`apiServer.privateCluster\`, or remove \`${prop}\``,
  }),
  cause: "A public API server has a public name.",
  cure: "Make the cluster private, or leave the zone out.",
  example: ["apiServer.privateDnsZone"],
});

export const rangesOfPrivateCluster = refusal({
  code: "ranges-of-private-cluster",
  says: () => ({
    what: "`apiServer.authorizedIpRanges` let public addresses in, and a private cluster has no public address to let them in at.",
    allowed: "one of `authorizedIpRanges` and `privateCluster`",
    fix: "remove the ranges; networks reach a private cluster by peering, VPN or a private endpoint",
  }),
  cause: "azurerm takes both, and AKS answers 400.",
  cure: "Keep one of them.",
});

export const zoneAndPublicDns = refusal({
  code: "zone-and-public-dns",
  says: () => ({
    what: "`apiServer.publicDns` is in place of a private DNS zone, and `apiServer.privateDnsZone` is one.",
    allowed: "one of the two",
    fix: "remove one of them",
  }),
  cause: "azurerm has one argument for both.",
  cure: "Keep the zone for a name that only your networks resolve.",
});

export const wrongDnsZone = refusal({
  code: "wrong-dns-zone",
  says: (got: string, allowed: string) => ({
    what: "`apiServer.privateDnsZone` has not the name that AKS looks for.",
    got,
    allowed,
    fix: "rename the zone (rule: https://learn.microsoft.com/azure/aks/private-clusters)",
  }),
  cause: "AKS writes the name of the API server into a zone of a fixed name, by region.",
  cure: "Make a zone of the name, or leave it to AKS.",
  example: ["aks.example.com", "privatelink.eastus.azmk8s.io"],
});

export const apiServerOpenToAll = refusal({
  code: "api-server-open-to-all",
  says: () => ({
    what: "a production cluster says who reaches its API server, and here everybody would.",
    allowed: "one of `privateCluster` and `authorizedIpRanges`",
    fix: "set `privateCluster: true`, or name the ranges of whoever runs Terraform and kubectl",
  }),
  cause: "`ClusterPresets.production` invents no networks.",
  cure: "Make the cluster private, or name who may reach it.",
});

export const egressNotInRanges = warning({
  says: (outboundType: string) =>
    `Nodes reach the API server from their egress address, which AKS does not add to \`apiServer.authorizedIpRanges\` with the outbound type ${outboundType}. Make sure that it is in the ranges, or the nodes lose the API server.`,
  cause: "A warning: only the address of AKS's own load balancer is let in by itself.",
  cure: "Add the public address of the appliance or NAT gateway to the ranges.",
  example: ["managedNATGateway"],
});
