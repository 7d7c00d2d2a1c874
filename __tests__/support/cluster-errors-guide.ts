import type { IConstruct } from "constructs";
import * as errors from "./all-errors";
import type { Guide } from "./errors-guide";

const here = { node: { path: "azure/orders" } } as IConstruct;

/** What a validation finds: cdktf says where. */
const foundLater = (message: string) => new Error(`[${here.node.path}] ${message}`);

/** Every error about how a cluster is built. */
export const CLUSTER_ERRORS_GUIDE: Record<string, Guide> = {
  oneBoundOnly: {
    sample: errors.oneBoundOnly(here, "nodePool.minCount", "nodePool.maxCount"),
    cause: "azurerm asks for both bounds, and says so at apply.",
    cure: "Give both, or a fixed `nodeCount`.",
  },
  boundsCrossed: {
    sample: errors.boundsCrossed(here, "nodePool.minCount", 5, 3),
    cause: "azurerm refuses such bounds at apply.",
    cure: "Correct the bounds.",
  },
  nodeCountAndAutoscaling: {
    sample: errors.nodeCountAndAutoscaling(here, "nodePool.nodeCount", 3),
    cause: "The autoscaler changes the number of nodes, and every plan would change it back.",
    cure: "Keep the bounds for the autoscaler, or the number for a pool of a fixed size.",
  },
  cidrsOverlap: {
    sample: errors.cidrsOverlap(
      here,
      "network.serviceCidr",
      "172.31.0.0/20",
      "172.31.0.0/16, which AKS keeps for itself",
    ),
    cause:
      "Pods, services, the virtual network and some ranges of AKS share one address space; azurerm does not look at them, and AKS answers 400.",
    cure: "Choose ranges that are free in all networks that reach the cluster.",
  },
  rangeStart: {
    sample: errors.rangeStart(here, "network.podCidr", "10.1.2.3/16", "10.1.0.0/16"),
    cause: "Azure takes a range by its first address, and refuses or rewrites others.",
    cure: "Write the first address.",
  },
  subnetNeeded: {
    sample: errors.subnetNeeded(
      here,
      "network.outboundType",
      "userDefinedRouting",
      "nodePool.subnet",
    ),
    cause:
      "A route table, a NAT gateway or a subnet for the API server is one of your own network, and the nodes would be in that of AKS.",
    cure: "Give the nodes a subnet of the same network.",
  },
  managedNetworkOnly: {
    sample: errors.managedNetworkOnly(here, "network.outboundType", "managedNATGateway"),
    cause: "AKS makes its NAT gateway in its own virtual network alone.",
    cure: "Bring a NAT gateway of your own.",
  },
  privateClusterNeeded: {
    sample: errors.privateClusterNeeded(here, "apiServer.privateDnsZone"),
    cause: "A public API server has a public name.",
    cure: "Make the cluster private, or leave the zone out.",
  },
  rangesOfPrivateCluster: {
    sample: errors.rangesOfPrivateCluster(here),
    cause: "azurerm takes both, and AKS answers 400.",
    cure: "Keep one of them.",
  },
  zoneAndPublicDns: {
    sample: errors.zoneAndPublicDns(here),
    cause: "azurerm has one argument for both.",
    cure: "Keep the zone for a name that only your networks resolve.",
  },
  wrongDnsZone: {
    sample: errors.wrongDnsZone(here, "aks.example.com", "privatelink.eastus.azmk8s.io"),
    cause: "AKS writes the name of the API server into a zone of a fixed name, by region.",
    cure: "Make a zone of the name, or leave it to AKS.",
  },
  identityNeeded: {
    sample: errors.identityNeeded(here, "kubeletIdentity"),
    cause: "AKS checks the roles once, while it creates the cluster, and fails without them.",
    cure: "Make a `ManagedIdentity` and give it as `identity`; its roles are then made and waited for.",
  },
  networkKeptAndGiven: {
    sample: errors.networkKeptAndGiven(here),
    cause: "What the network is to be would replace the cluster whose network is to stay.",
    cure: "Keep one of them.",
  },
  paidTierNeeded: {
    sample: errors.paidTierNeeded(here, "Free"),
    cause: "azurerm refuses it at apply.",
    cure: "Set `skuTier: ClusterTier.STANDARD`.",
  },
  nodeImageChannels: {
    sample: errors.nodeImageChannels(here, "None"),
    cause: "azurerm refuses it at apply: the old channel of that name needs the new one.",
    cure: "Leave the old channel out: `NodeOsUpgradeChannel.NODE_IMAGE` does the same, and is the default.",
  },
  notForSpot: {
    sample: errors.notForSpot(here, "maxSurge", "33%"),
    cause:
      'AKS answers 400 "Spot pools can\'t set max surge", and system pools cannot be spot pools.',
    cure: "Leave the option out.",
  },
  spotPrice: {
    sample: errors.spotPrice(here, 0),
    cause: "azurerm takes prices from 0.00001, and -1.",
    cure: "Leave it out, unless a node may cost less than usual only.",
  },
  skuOfOtherOs: {
    sample: errors.skuOfOtherOs(here, "Ubuntu", ["Windows2022"]),
    cause: "A pool has one operating system, and the first pool is a Linux pool.",
    cure: "Give both of the same kind, or leave `osSku` to AKS.",
  },
  windowsOnCilium: {
    sample: errors.windowsOnCilium(here),
    cause: "azurerm takes it, and AKS answers 400.",
    cure: "Use the data plane of Azure where pods run on Windows.",
  },
  windowsProfileMissing: {
    sample: foundLater(errors.windowsProfileMissing("win1")),
    cause:
      "The administrator of Windows nodes is set when the cluster is created. There is no prop for it, since its password is kept in the state.",
    cure: "Use the escape hatch in a new cluster.",
  },
  noPoolForWorkloads: {
    sample: foundLater(errors.noPoolForWorkloads("nodepool1")),
    cause: "The taint of the pool keeps everything away but the pods of AKS.",
    cure: "Add a pool.",
  },
  podCidrTooSmall: {
    sample: foundLater(errors.podCidrTooSmall("10.244.0.0/22", 5, 4)),
    cause: "In an overlay network each node has a /24 of its own, and the range cannot grow.",
    cure: "Take a /16, which has room for 256 nodes.",
  },
  temporaryNameTaken: {
    sample: foundLater(errors.temporaryNameTaken("nodepool1", "apps", "apps")),
    cause: "During a rotation both pools exist.",
    cure: "Give the temporary pool a name of its own.",
  },
  apiServerOpenToAll: {
    sample: errors.apiServerOpenToAll(here),
    cause: "`ClusterPresets.production` invents no networks.",
    cure: "Make the cluster private, or name who may reach it.",
  },
  systemPoolBelowFloor: {
    sample: foundLater(errors.systemPoolBelowFloor("nodepool1", ["1 node"])),
    warning: true,
    cause:
      "A warning: the pods of AKS itself run in the first pool, and have nowhere to go when its node is upgraded or fails.",
    cure: "Raise `nodePool.nodeCount` or `minCount` and take a larger size, unless the cluster is for trying things out.",
  },
  subnetWithoutIdentity: {
    sample: foundLater(errors.subnetWithoutIdentity("nodePool.subnet")),
    warning: true,
    cause:
      "A warning: a system-assigned identity exists only with the cluster, and has no roles before.",
    cure: "Give the cluster an `identity`, or assign the role after the first apply.",
  },
  addressesUnseen: {
    sample: foundLater(errors.addressesUnseen(["network.podCidr", "network.serviceCidr"])),
    warning: true,
    cause: "A warning: the ranges that AKS takes by itself are in use in many networks.",
    cure: "Give `network.podCidr` and `network.serviceCidr`.",
  },
  windowUnused: {
    sample: foundLater(errors.windowUnused()),
    warning: true,
    cause: "A warning: nothing happens in the window.",
    cure: "Choose a channel, or remove the window.",
  },
  egressNotInRanges: {
    sample: foundLater(errors.egressNotInRanges("managedNATGateway")),
    warning: true,
    cause: "A warning: only the address of AKS's own load balancer is let in by itself.",
    cure: "Add the public address of the appliance or NAT gateway to the ranges.",
  },
  privateApiServer: {
    sample: foundLater(errors.privateApiServer("aks")),
    warning: true,
    cause: "A note: Terraform talks to the API server whenever it plans Kubernetes objects.",
    cure: "Run it in the network of the cluster, or in one that is peered with it.",
  },
  rangesOfApiServer: {
    sample: foundLater(errors.rangesOfApiServer("aks")),
    warning: true,
    cause: "A note: Terraform talks to the API server whenever it plans Kubernetes objects.",
    cure: "Add the address of the pipeline's runners. A change of the ranges takes up to two minutes.",
  },
  rolesInOwnStack: {
    sample: foundLater(errors.rolesInOwnStack("aks")),
    warning: true,
    cause:
      "A warning: a role in the cluster takes up to five minutes to work, and nothing waits for it within one apply.",
    cure: "Keep the Kubernetes objects in a stack of their own.",
  },
};
