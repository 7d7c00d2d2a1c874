import { condition, refusal, warning } from "../private/message";

// The messages about clusters as a whole, created and existing ones.

export const identityNeeded = refusal({
  code: "identity-needed",
  says: (prop: string) => ({
    what: `\`${prop}\` needs a control plane whose identity has its roles before the cluster exists, and a system-assigned one does not exist by then.`,
    allowed: `\`${prop}\` together with \`identity\``,
    fix: "give `identity` a ManagedIdentity",
  }),
  cause: "AKS checks the roles once, while it creates the cluster, and fails without them.",
  cure: "Make a `ManagedIdentity` and give it as `identity`; its roles are then made and waited for.",
  example: ["kubeletIdentity"],
});

export const paidTierNeeded = refusal({
  code: "paid-tier-needed",
  says: (got: string) => ({
    what: "`costAnalysis` is not in the free tier.",
    got,
    allowed: '`skuTier` "Standard" or "Premium"',
    fix: "change `skuTier`, or leave `costAnalysis` out",
  }),
  cause: "azurerm refuses it at apply.",
  cure: "Set `skuTier: ClusterTier.STANDARD`.",
  example: ["Free"],
});

export const nodeImageChannels = refusal({
  code: "node-image-channels",
  says: (got: string) => ({
    what: "`upgrade.nodeOsUpgradeChannel` contradicts the channel `node-image`, which upgrades the images of nodes itself.",
    got,
    allowed: '"NodeImage" beside the channel "node-image"',
    fix: "leave `upgrade.nodeOsUpgradeChannel` out, or take another `upgrade.automaticUpgradeChannel`",
  }),
  cause: "azurerm refuses it at apply: the old channel of that name needs the new one.",
  cure: "Leave the old channel out: `NodeOsUpgradeChannel.NODE_IMAGE` does the same, and is the default.",
  example: ["None"],
});

export const windowUnused = warning({
  says: () =>
    "`upgrade.maintenanceWindow` is of no use: neither the cluster nor the images of its nodes are upgraded by a channel. Set `upgrade.automaticUpgradeChannel`, or another `upgrade.nodeOsUpgradeChannel`.",
  cause: "A warning: nothing happens in the window.",
  cure: "Choose a channel, or remove the window.",
});

export const nodesInOwnGroup = refusal({
  code: "nodes-in-own-group",
  says: (got: string) => ({
    what: "`nodeResourceGroup` is the group of the cluster itself; AKS makes a group of its own for the nodes.",
    got,
    allowed: "the name of a group that does not exist",
    fix: "leave `nodeResourceGroup` out, or change it",
  }),
  cause: "AKS creates the node resource group, and refuses one that exists.",
  cure: "Leave the prop out.",
  example: ["rg"],
});

export const nodeResourceGroupTooLong = refusal({
  code: "node-resource-group-too-long",
  says: (got: string) => ({
    what: "the name that AKS gives the node resource group is too long.",
    got,
    allowed: "80 characters for MC_<resource group>_<cluster>_<region>",
    fix: "shorten the cluster's or the group's name, or set `nodeResourceGroup`",
  }),
  cause: "AKS joins the names of group, cluster and region to the name of a group of its own.",
  cure: "Set `nodeResourceGroup` on the cluster: it can only be chosen when the cluster is created.",
  example: [`MC_${"group".repeat(15)}_aks_eastus`],
});

export const issuerWithoutSlash = refusal({
  code: "issuer-without-slash",
  says: (got: string) => ({
    what: "`oidcIssuerUrl` lacks the trailing slash that AKS gives it; tokens would be refused with AADSTS700211.",
    got,
    allowed:
      "the issuer URL verbatim, as `az aks show --query oidcIssuerProfile.issuerUrl` prints it",
    fix: `change \`oidcIssuerUrl\` to "${got}/"`,
  }),
  cause: "Entra compares the issuer letter by letter, and AKS ends it in a slash.",
  cure: "Copy the URL as Azure prints it.",
  example: ["https://eastus.oic.prod-aks.azure.com/t/u"],
});

export const otherIssuer = condition({
  says: (cluster: string, issuer: string) =>
    `The AKS cluster ${cluster} has another OIDC issuer than ${issuer}, for which its pods are trusted. Was it created anew?`,
  cause:
    "The cluster was created anew: its issuer URL has another UUID, and its tokens match no credential.",
  cure: "Give `fromClusterAttributes` the URL that `az aks show` prints now.",
  example: ["aks", "https://eastus.oic.prod-aks.azure.com/t/u/"],
});

export const issuerOff = condition({
  says: (cluster: string, resourceGroup: string) =>
    `The OIDC issuer of the AKS cluster ${cluster} is off, and no pod of it can become an Azure identity. Turn it on with: az aks update --name ${cluster} --resource-group ${resourceGroup} --enable-oidc-issuer --enable-workload-identity`,
  cause: "The cluster exists, and was created without the OIDC issuer.",
  cure: "Run the command, or use `WorkloadIdentityCluster.enableOn` instead of `fromClusterName`.",
  example: ["aks", "rg"],
});

export const noIssuerUrl = condition({
  says: (cluster: string) =>
    `The AKS cluster ${cluster} has no OIDC issuer URL. A credential without issuer is refused by Azure. Reconcile the cluster with: az aks update --name ${cluster}`,
  cause: "Azure reports the issuer as on and gives no URL, until the cluster is reconciled.",
  cure: "Run the command, then plan again.",
  example: ["aks"],
});
