// What a careful engineer writes with the providers' own classes: `count` service accounts of one
// cluster, each with an identity that trusts it. Usage: node by-hand.js <count> <outdir>
"use strict";

const {
  DataAzurermKubernetesCluster,
} = require("@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster");
const {
  FederatedIdentityCredential,
} = require("@cdktf/provider-azurerm/lib/federated-identity-credential");
const { KubernetesCluster } = require("@cdktf/provider-azurerm/lib/kubernetes-cluster");
const { AzurermProvider } = require("@cdktf/provider-azurerm/lib/provider");
const { ResourceGroup } = require("@cdktf/provider-azurerm/lib/resource-group");
const { UserAssignedIdentity } = require("@cdktf/provider-azurerm/lib/user-assigned-identity");
const { KubernetesProvider } = require("@cdktf/provider-kubernetes/lib/provider");
const { ServiceAccountV1 } = require("@cdktf/provider-kubernetes/lib/service-account-v1");
const { App, Fn, TerraformStack } = require("cdktf");

const [count, outdir] = process.argv.slice(2);
const app = new App({ outdir, stackTraces: false });

const azure = new TerraformStack(app, "azure");
new AzurermProvider(azure, "azurerm", { features: [{}] });
const group = new ResourceGroup(azure, "group", { name: "rg", location: "eastus" });
const cluster = new KubernetesCluster(azure, "cluster", {
  name: "aks",
  resourceGroupName: group.name,
  location: "eastus",
  dnsPrefix: "aks",
  oidcIssuerEnabled: true,
  workloadIdentityEnabled: true,
  defaultNodePool: {
    name: "nodepool1",
    vmSize: "Standard_D2s_v5",
    nodeCount: 1,
    temporaryNameForRotation: "tmp9c73e692",
    upgradeSettings: { maxSurge: "10%", drainTimeoutInMinutes: 30, nodeSoakDurationInMinutes: 0 },
  },
  networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" },
  identity: { type: "SystemAssigned" },
  lifecycle: {
    postcondition: [
      {
        condition: '${self.oidc_issuer_url != ""}',
        errorMessage:
          "The AKS cluster aks has no OIDC issuer URL. A credential without issuer is refused by Azure. Reconcile the cluster with: az aks update --name aks",
      },
    ],
  },
});
const groupName = group.name;
const issuer = cluster.oidcIssuerUrl;

const kubernetes = new TerraformStack(app, "kubernetes");
kubernetes.addDependency(azure);
new AzurermProvider(kubernetes, "azurerm", { features: [{}] });
const { host, clientCertificate, clientKey, clusterCaCertificate } =
  new DataAzurermKubernetesCluster(kubernetes, "connection", {
    name: "aks",
    resourceGroupName: "rg",
  }).kubeConfig.get(0);
const provider = new KubernetesProvider(kubernetes, "provider", {
  configPath: "",
  configContext: "",
  configContextAuthInfo: "",
  configContextCluster: "",
  username: "",
  password: "",
  token: "",
  tlsServerName: "",
  proxyUrl: "",
  insecure: false,
  host,
  clientCertificate: Fn.base64decode(clientCertificate),
  clientKey: Fn.base64decode(clientKey),
  clusterCaCertificate: Fn.base64decode(clusterCaCertificate),
});

for (let n = 0; n < Number(count); n += 1) {
  const account = `app-${n}`;
  const identity = new UserAssignedIdentity(azure, `identity-${n}`, {
    name: `aks_shop_${account}`,
    resourceGroupName: groupName,
    location: "eastus",
  });
  new FederatedIdentityCredential(azure, `credential-${n}`, {
    name: `aks_shop_${account}`,
    resourceGroupName: groupName,
    parentId: identity.id,
    issuer,
    subject: `system:serviceaccount:shop:${account}`,
    audience: ["api://AzureADTokenExchange"],
  });
  new ServiceAccountV1(kubernetes, `account-${n}`, {
    provider,
    metadata: {
      name: account,
      namespace: "shop",
      annotations: {
        "azure.workload.identity/client-id": identity.clientId,
        "azure.workload.identity/tenant-id": identity.tenantId,
      },
    },
    automountServiceAccountToken: false,
  });
}

app.synth();
process.stdout.write(String(process.resourceUsage().maxRSS));
