import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { IGrantScope } from "../access/grant-scope";
import { checkBound, checkName } from "../private/checks";
import { fromStart } from "../private/cidr";
import { BOUNDS, RULES } from "../private/rules";
import { identityNeeded } from "./cluster-errors";
import {
  privateClusterNeeded,
  rangesOfPrivateCluster,
  rangeStart,
  subnetNeeded,
  wrongDnsZone,
  zoneAndPublicDns,
} from "./network-errors";

/** Who reaches the API server of a cluster, and how. */
export interface ApiServerOptions {
  /**
   * The public IPv4 addresses and ranges that reach the API server: 1 to 200, with `subnet` to 2,000. Whatever
   * runs Terraform for the Kubernetes stack has to be among them; AKS adds the address of its own load
   * balancer, and of no other egress. Changed in place.
   *
   * @default - everybody
   */
  readonly authorizedIpRanges?: string[];

  /**
   * Whether the API server has a private address only. Changing it replaces the cluster.
   *
   * @default false
   */
  readonly privateCluster?: boolean;

  /**
   * The private DNS zone of a private cluster's name: `privatelink.<region>.azmk8s.io`, or below it; with
   * `subnet` `private.<region>.azmk8s.io`. Needs `identity`, which gets "Private DNS Zone Contributor" on it,
   * and "Network Contributor" on the network of the nodes. Changing it replaces the cluster.
   *
   * @default - a zone that AKS makes beside the nodes
   */
  readonly privateDnsZone?: IGrantScope;

  /**
   * Whether the name of a private cluster is in public DNS, and no private zone is needed. It leads to the
   * private address. Changing it replaces the cluster.
   *
   * @default false
   */
  readonly publicDns?: boolean;

  /**
   * A subnet of your own for the API server (VNet integration): at least a /28, delegated to
   * `Microsoft.ContainerService/managedClusters`. Needs `nodePool.subnet`. `identity` gets "Network
   * Contributor" on it. Added in place, once and for all; removing it replaces the cluster.
   *
   * @default - the network of AKS
   */
  readonly subnet?: IGrantScope;

  /**
   * Whether `az aks command invoke` reaches the cluster, the one way in without its network. Changed in place.
   *
   * @default true
   */
  readonly runCommand?: boolean;
}

/** What decides about the API server of a cluster. */
interface ClusterApiServer {
  readonly apiServer?: ApiServerOptions;
  readonly location: string;
  readonly hasIdentity: boolean;
  readonly hasSubnet: boolean;
}

type ApiServerArguments = Pick<
  KubernetesClusterConfig,
  | "apiServerAccessProfile"
  | "privateClusterEnabled"
  | "privateClusterPublicFqdnEnabled"
  | "privateDnsZoneId"
  | "runCommandEnabled"
>;

/**
 * The arguments of a cluster that say who reaches its API server.
 *
 * @internal
 */
export function apiServerArguments(
  cluster: Construct,
  { apiServer, location, hasIdentity, hasSubnet }: ClusterApiServer,
): ApiServerArguments {
  if (!apiServer) return {};
  const { authorizedIpRanges, privateCluster, privateDnsZone, publicDns, subnet } = apiServer;
  const needsPrivate = { privateDnsZone, publicDns: publicDns || undefined };
  for (const [prop, value] of Object.entries(needsPrivate)) {
    if (value && !privateCluster) throw privateClusterNeeded(cluster, `apiServer.${prop}`);
  }
  if (privateCluster && authorizedIpRanges) throw rangesOfPrivateCluster(cluster);
  if (privateDnsZone && publicDns) throw zoneAndPublicDns(cluster);
  if (privateDnsZone && !hasIdentity) throw identityNeeded(cluster, "apiServer.privateDnsZone");
  if (subnet && !hasSubnet) {
    throw subnetNeeded(cluster, "apiServer.subnet", subnet, "nodePool.subnet");
  }
  if (privateDnsZone) checkZone(cluster, privateDnsZone, location, subnet !== undefined);
  const ranges = authorizedIpRanges && rangesOf(cluster, authorizedIpRanges, subnet !== undefined);
  return {
    privateClusterEnabled: privateCluster,
    privateDnsZoneId: publicDns ? "None" : privateDnsZone?.id,
    privateClusterPublicFqdnEnabled: publicDns,
    apiServerAccessProfile:
      ranges || subnet
        ? {
            authorizedIpRanges: ranges,
            virtualNetworkIntegrationEnabled: subnet && true,
            subnetId: subnet?.id,
          }
        : undefined,
    runCommandEnabled: apiServer.runCommand,
  };
}

/** The ranges as AKS keeps them: an address alone is a range of one. */
function rangesOf(cluster: Construct, ranges: string[], integrated: boolean): string[] {
  const bound = integrated ? BOUNDS.integratedIpRanges : BOUNDS.authorizedIpRanges;
  checkBound(cluster, "apiServer.authorizedIpRanges", ranges.length, bound);
  return ranges.map((range, index) => {
    if (Token.isUnresolved(range)) return range;
    const prop = `apiServer.authorizedIpRanges[${index}]`;
    checkName(cluster, prop, range, RULES.ipRange);
    const cidr = range.includes("/") ? range : `${range}/32`;
    if (fromStart(cidr) !== cidr) throw rangeStart(cluster, prop, cidr, fromStart(cidr));
    return cidr;
  });
}

/** The domains of AKS in Azure's clouds. */
const DOMAINS =
  "(azmk8s\\.io|cx\\.aks\\.containerservice\\.azure\\.us|cx\\.prod\\.service\\.azk8s\\.cn)";

/** Refuses a zone whose name AKS does not look for, where the name is text in the program. */
function checkZone(
  cluster: Construct,
  zone: IGrantScope & { readonly nameInput?: string },
  location: string,
  integrated: boolean,
): void {
  const name = Token.isUnresolved(zone.id) ? zone.nameInput : zone.id.split("/").at(-1);
  if (name === undefined || Token.isUnresolved(name)) return;
  const label = integrated ? "private" : "privatelink";
  const region = Token.isUnresolved(location) ? "[a-z0-9]+" : location;
  if (!new RegExp(`^([a-z0-9-]{1,32}\\.)?${label}\\.${region}\\.${DOMAINS}$`, "i").test(name)) {
    const shown = Token.isUnresolved(location) ? "<region>" : location;
    throw wrongDnsZone(
      cluster,
      name,
      `${label}.${shown}.azmk8s.io, or <name>.${label}.${shown}.azmk8s.io`,
    );
  }
}
