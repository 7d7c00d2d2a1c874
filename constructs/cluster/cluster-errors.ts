import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about clusters as a whole, created and existing ones.

export function identityNeeded(at: IConstruct, prop: string): WorkloadIdentityError {
  return mistake(at, {
    code: "identity-needed",
    what: `\`${prop}\` needs a control plane whose identity has its roles before the cluster exists, and a system-assigned one does not exist by then.`,
    allowed: `\`${prop}\` together with \`identity\``,
    fix: "give `identity` a ManagedIdentity",
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

export function windowUnused(): string {
  return "`upgrade.maintenanceWindow` is of no use: neither the cluster nor the images of its nodes are upgraded by a channel. Set `upgrade.automaticUpgradeChannel`, or another `upgrade.nodeOsUpgradeChannel`.";
}

export function nodesInOwnGroup(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "nodes-in-own-group",
    what: "`nodeResourceGroup` is the group of the cluster itself; AKS makes a group of its own for the nodes.",
    got,
    allowed: "the name of a group that does not exist",
    fix: "leave `nodeResourceGroup` out, or change it",
  });
}

export function nodeResourceGroupTooLong(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "node-resource-group-too-long",
    what: "the name that AKS gives the node resource group is too long.",
    got,
    allowed: "80 characters for MC_<resource group>_<cluster>_<region>",
    fix: "shorten the cluster's or the group's name, or set `nodeResourceGroup`",
  });
}

export function issuerWithoutSlash(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "issuer-without-slash",
    what: "`oidcIssuerUrl` lacks the trailing slash that AKS gives it; tokens would be refused with AADSTS700211.",
    got,
    allowed:
      "the issuer URL verbatim, as `az aks show --query oidcIssuerProfile.issuerUrl` prints it",
    fix: `change \`oidcIssuerUrl\` to "${got}/"`,
  });
}

export function otherIssuer(cluster: string, issuer: string): string {
  return `The AKS cluster ${cluster} has another OIDC issuer than ${issuer}, for which its pods are trusted. Was it created anew?`;
}

export function issuerOff(cluster: string, resourceGroup: string): string {
  return `The OIDC issuer of the AKS cluster ${cluster} is off, and no pod of it can become an Azure identity. Turn it on with: az aks update --name ${cluster} --resource-group ${resourceGroup} --enable-oidc-issuer --enable-workload-identity`;
}

export function noIssuerUrl(cluster: string): string {
  return `The AKS cluster ${cluster} has no OIDC issuer URL. A credential without issuer is refused by Azure. Reconcile the cluster with: az aks update --name ${cluster}`;
}
