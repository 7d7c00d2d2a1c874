import type { KubernetesClusterNetworkProfile } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { Annotations, Fn, Token } from "cdktf";
import type { Construct } from "constructs";
import type { IGrantScope } from "../access/grant-scope";
import { checkBound, checkName, checkOneOf } from "../private/checks";
import { fromStart, overlap, prefixOf } from "../private/cidr";
import { type Bound, BOUNDS, RULES } from "../private/rules";
import {
  addressesUnseen,
  cidrsOverlap,
  managedNetworkOnly,
  networkKeptAndGiven,
  rangeStart,
  subnetNeeded,
} from "./network-errors";

/** What moves packets in a cluster, and enforces network policies. */
export enum DataPlane {
  /** Azure's data plane, without network policies. */
  AZURE = "azure",
  /** Azure CNI powered by Cilium, which enforces network policies. Linux nodes only. */
  CILIUM = "cilium",
}

/** How the nodes reach the Internet. */
export enum OutboundType {
  /** By the public address of a load balancer of AKS. */
  LOAD_BALANCER = "loadBalancer",
  /** By the route table of your own subnet, through an appliance. */
  USER_DEFINED_ROUTING = "userDefinedRouting",
  /** By a NAT gateway that AKS makes in its own virtual network. */
  MANAGED_NAT_GATEWAY = "managedNATGateway",
  /** By the NAT gateway of your own subnet. */
  USER_ASSIGNED_NAT_GATEWAY = "userAssignedNATGateway",
}

/**
 * The network of a new cluster: Azure CNI Overlay, in which pods have addresses of their own. The subnet of
 * the nodes is one of `nodePool`.
 */
export interface NetworkOptions {
  /**
   * The data plane, and with Cilium its network policies. Changing it replaces the cluster.
   *
   * @default DataPlane.AZURE
   */
  readonly dataPlane?: DataPlane;

  /**
   * The addresses of the pods, such as `10.244.0.0/16`, of which each node takes a /24: at most 256 nodes in
   * a /16. It must not overlap the services, the virtual network and those peered with it. Changing it
   * replaces the cluster.
   *
   * @default - `10.244.0.0/16`, chosen by AKS
   */
  readonly podCidr?: string;

  /**
   * The addresses of the services, from a /13 to a /28, such as `10.0.0.0/16`. The tenth of them is that of
   * DNS. It must not overlap the pods, the virtual network and those peered with it. Changing it replaces
   * the cluster.
   *
   * @default - `10.0.0.0/16`, chosen by AKS
   */
  readonly serviceCidr?: string;

  /**
   * How the nodes reach the Internet. With a route table or NAT gateway of your own, associate it with the
   * subnet before the cluster. Changed in place, which drops connections and changes the egress address;
   * AKS does not change between its own network and yours.
   *
   * @default OutboundType.LOAD_BALANCER
   */
  readonly outboundType?: OutboundType;
}

/** What decides about the network of a cluster. */
interface ClusterNetwork {
  readonly network?: NetworkOptions;
  readonly keepNetwork?: boolean;
  /** The subnet of the first pool. */
  readonly subnet?: IGrantScope;
}

/** https://learn.microsoft.com/azure/aks/concepts-network-cni-overview */
const KEPT_BY_AKS = ["169.254.0.0/16", "192.0.2.0/24", "172.30.0.0/16", "172.31.0.0/16"];

const AKS_PODS = "10.244.0.0/16";
const AKS_SERVICES = "10.0.0.0/16";

/**
 * The arguments of a cluster's network: Azure CNI Overlay, unless the network stays as it is.
 *
 * @internal
 */
export function networkArguments(
  cluster: Construct,
  { network, keepNetwork, subnet }: ClusterNetwork,
): KubernetesClusterNetworkProfile | undefined {
  if (keepNetwork && network) throw networkKeptAndGiven(cluster);
  if (keepNetwork) return undefined;
  const { dataPlane, podCidr, serviceCidr, outboundType } = network ?? {};
  checkOneOf(cluster, "network.dataPlane", dataPlane, Object.values(DataPlane));
  checkOneOf(cluster, "network.outboundType", outboundType, Object.values(OutboundType));
  checkOutbound(cluster, outboundType, subnet);
  checkRange(cluster, "network.podCidr", podCidr, BOUNDS.podCidrPrefix);
  checkRange(cluster, "network.serviceCidr", serviceCidr, BOUNDS.serviceCidrPrefix);
  checkApart(cluster, { podCidr, serviceCidr, subnet });
  return {
    networkPlugin: "azure",
    networkPluginMode: "overlay",
    networkDataPlane: dataPlane,
    networkPolicy: dataPlane === DataPlane.CILIUM ? "cilium" : undefined,
    podCidr,
    serviceCidr,
    dnsServiceIp: serviceCidr && Fn.cidrhost(serviceCidr, 10),
    outboundType,
  };
}

function checkOutbound(cluster: Construct, type?: OutboundType, subnet?: IGrantScope): void {
  const prop = "network.outboundType";
  const own = [OutboundType.USER_DEFINED_ROUTING, OutboundType.USER_ASSIGNED_NAT_GATEWAY];
  if (type && own.includes(type) && !subnet) {
    throw subnetNeeded(cluster, prop, type, "nodePool.subnet");
  }
  if (type === OutboundType.MANAGED_NAT_GATEWAY && subnet) {
    throw managedNetworkOnly(cluster, prop, type);
  }
}

function checkRange(cluster: Construct, prop: string, cidr: string | undefined, prefix: Bound) {
  if (cidr === undefined || Token.isUnresolved(cidr)) return;
  checkName(cluster, prop, cidr, RULES.cidr);
  checkBound(cluster, prop, prefixOf(cidr), prefix);
  if (fromStart(cidr) !== cidr) throw rangeStart(cluster, prop, cidr, fromStart(cidr));
  const kept = KEPT_BY_AKS.find((range) => overlap(cidr, range));
  if (kept) throw cidrsOverlap(cluster, prop, cidr, `${kept}, which AKS keeps for itself`);
}

/** Refuses ranges that overlap, as far as they are written in the program; warns of what is not. */
function checkApart(
  cluster: Construct,
  {
    podCidr,
    serviceCidr,
    subnet,
  }: Pick<NetworkOptions, "podCidr" | "serviceCidr"> & Pick<ClusterNetwork, "subnet">,
): void {
  const pods = podCidr ?? AKS_PODS;
  const services = serviceCidr ?? AKS_SERVICES;
  const literal = (cidr: string) => !Token.isUnresolved(cidr);
  if (literal(pods) && literal(services) && overlap(pods, services)) {
    const [prop, got, other] = podCidr
      ? ["network.podCidr", podCidr, `the services, ${services}`]
      : ["network.serviceCidr", services, `the pods, ${pods}`];
    throw cidrsOverlap(cluster, prop, got, other);
  }
  if (!subnet) return;
  for (const [prop, cidr] of Object.entries({ podCidr, serviceCidr })) {
    if (cidr === undefined || !literal(cidr)) continue;
    const shared = prefixesOf(subnet).find((range) => overlap(range, cidr));
    if (shared) {
      throw cidrsOverlap(cluster, `network.${prop}`, cidr, `the subnet of the nodes, ${shared}`);
    }
  }
  const left = Object.entries({ podCidr, serviceCidr }).filter(([, cidr]) => cidr === undefined);
  if (left.length > 0) {
    Annotations.of(cluster).addWarning(addressesUnseen(left.map(([prop]) => `network.${prop}`)));
  }
}

/** The addresses of a subnet that the program makes by the provider's own class, as far as they are text. */
function prefixesOf(subnet: IGrantScope & { readonly addressPrefixesInput?: string[] }): string[] {
  return (subnet.addressPrefixesInput ?? []).filter((range) => RULES.cidr.pattern.test(range));
}
