// The same by hand, with the providers' own classes and one wait for all of a kind. Usage: node fleet-by-hand.js <teams> <outdir>
"use strict";

const {
  DataAzurermClientConfig,
} = require("@cdktf/provider-azurerm/lib/data-azurerm-client-config");
const {
  DataAzurermKubernetesCluster,
} = require("@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster");
const {
  FederatedIdentityCredential,
} = require("@cdktf/provider-azurerm/lib/federated-identity-credential");
const { KeyVault } = require("@cdktf/provider-azurerm/lib/key-vault");
const { KeyVaultSecret } = require("@cdktf/provider-azurerm/lib/key-vault-secret");
const { KubernetesCluster } = require("@cdktf/provider-azurerm/lib/kubernetes-cluster");
const { AzurermProvider } = require("@cdktf/provider-azurerm/lib/provider");
const { ResourceGroup } = require("@cdktf/provider-azurerm/lib/resource-group");
const { RoleAssignment } = require("@cdktf/provider-azurerm/lib/role-assignment");
const { UserAssignedIdentity } = require("@cdktf/provider-azurerm/lib/user-assigned-identity");
const { DeploymentV1 } = require("@cdktf/provider-kubernetes/lib/deployment-v1");
const { KubernetesProvider } = require("@cdktf/provider-kubernetes/lib/provider");
const { ServiceAccountV1 } = require("@cdktf/provider-kubernetes/lib/service-account-v1");
const { TimeProvider } = require("@cdktf/provider-time/lib/provider");
const { Sleep } = require("@cdktf/provider-time/lib/sleep");
const { App, Fn, TerraformStack, TerraformVariable } = require("cdktf");

const CELL = 100;
const [count, outdir] = process.argv.slice(2);
const app = new App({ outdir, stackTraces: false });

const platform = new TerraformStack(app, "platform");
new AzurermProvider(platform, "azurerm", { features: [{}] });
const cluster = new KubernetesCluster(platform, "cluster", {
  name: "aks",
  resourceGroupName: new ResourceGroup(platform, "group", { name: "rg", location: "eastus" }).name,
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
const issuer = cluster.oidcIssuerUrl;

for (let first = 0; first < Number(count); first += CELL) {
  const cell = new TerraformStack(app, `cell-${first}`);
  cell.addDependency(platform);
  cell.addOverride("terraform.required_version", ">= 1.11");
  new AzurermProvider(cell, "azurerm", { features: [{}] });
  new TimeProvider(cell, "time");
  const group = new ResourceGroup(cell, "group", { name: `rg-${first}`, location: "eastus" });
  const groupName = group.name;
  const client = new DataAzurermClientConfig(cell, "client", {});
  const vault = new KeyVault(cell, "vault", {
    name: `vault-${first}`,
    resourceGroupName: groupName,
    location: "eastus",
    tenantId: client.tenantId,
    skuName: "standard",
    rbacAuthorizationEnabled: true,
    purgeProtectionEnabled: true,
    softDeleteRetentionDays: 90,
    publicNetworkAccessEnabled: true,
  });
  const vaultId = vault.id;
  const officer = new RoleAssignment(cell, "officer", {
    scope: vaultId,
    roleDefinitionName: "Key Vault Secrets Officer",
    principalId: client.objectId,
  });
  const deployer = new Sleep(cell, "deployer", {
    createDuration: "180s",
    triggers: { role: officer.id },
  });
  const workloads = new TerraformStack(app, `cell-${first}-workloads`);
  workloads.addDependency(cell);
  new AzurermProvider(workloads, "azurerm", { features: [{}] });
  const { host, clientCertificate, clientKey, clusterCaCertificate } =
    new DataAzurermKubernetesCluster(workloads, "connection", {
      name: "aks",
      resourceGroupName: "rg",
    }).kubeConfig.get(0);
  const provider = new KubernetesProvider(workloads, "provider", {
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

  const [trusts, roles] = [{}, {}];
  for (let n = first; n < Math.min(first + CELL, Number(count)); n += 1) {
    const name = `team-${n}`;
    const identity = new UserAssignedIdentity(cell, `identity-${n}`, {
      name,
      resourceGroupName: groupName,
      location: "eastus",
    });
    const credential = new FederatedIdentityCredential(cell, `credential-${n}`, {
      name: `aks_teams_${name}`,
      resourceGroupName: groupName,
      parentId: identity.id,
      issuer,
      subject: `system:serviceaccount:teams:${name}`,
      audience: ["api://AzureADTokenExchange"],
    });
    trusts[`c${n}`] = [credential.id, credential.issuer, credential.subject].join(" ");
    const variable = new TerraformVariable(cell, `vault_secret_${n}_value`, {
      type: "string",
      description: `The value of the Key Vault secret secret-${n}.`,
      sensitive: true,
      nullable: false,
    });
    variable.addOverride("ephemeral", true);
    const secret = new KeyVaultSecret(cell, `secret-${n}`, {
      name: `secret-${n}`,
      keyVaultId: vaultId,
      valueWo: variable.stringValue,
      valueWoVersion: 1,
      dependsOn: [deployer],
    });
    roles[`r${n}`] = new RoleAssignment(cell, `role-${n}`, {
      scope: secret.resourceVersionlessId,
      roleDefinitionName: "Key Vault Secrets User",
      principalId: identity.principalId,
      principalType: "ServicePrincipal",
    }).id;

    const ids = { clientId: identity.clientId, tenantId: identity.tenantId };
    const account = new ServiceAccountV1(workloads, `account-${n}`, {
      provider,
      metadata: {
        name,
        namespace: "teams",
        annotations: {
          "azure.workload.identity/client-id": ids.clientId,
          "azure.workload.identity/tenant-id": ids.tenantId,
        },
      },
      automountServiceAccountToken: false,
    });
    const labels = { "app.kubernetes.io/name": name };
    new DeploymentV1(workloads, `deployment-${n}`, {
      provider,
      metadata: { name, namespace: "teams", labels },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: {
            annotations: {
              "cdktf-aks-workload-identity/client-id": ids.clientId,
              "cdktf-aks-workload-identity/tenant-id": ids.tenantId,
            },
            labels: { ...labels, "azure.workload.identity/use": "true" },
          },
          spec: {
            automountServiceAccountToken: false,
            container: [{ name: "app", image: "app:1" }],
            nodeSelector: { "kubernetes.io/os": "linux" },
            serviceAccountName: account.metadata.name,
          },
        },
      },
      waitForRollout: false,
    });
  }
  new Sleep(cell, "trusts", { createDuration: "30s", triggers: trusts });
  new Sleep(cell, "roles", { createDuration: "180s", triggers: roles });
}

app.synth();
process.stdout.write(String(process.resourceUsage().maxRSS));
