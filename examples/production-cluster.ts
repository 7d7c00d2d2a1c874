// A private cluster that a platform team runs, and a workload on it: network, DNS zones, identities, two pools,
// registry, monitoring and a vault behind a private endpoint in one stack, the workload in another, by kubelogin.
// Both stacks are planned and applied by a runner in the network, or in one that is peered with it.
import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { NetworkSecurityGroup } from "@cdktf/provider-azurerm/lib/network-security-group";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { PrivateDnsZoneVirtualNetworkLink } from "@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Subnet } from "@cdktf/provider-azurerm/lib/subnet";
import { SubnetNetworkSecurityGroupAssociation } from "@cdktf/provider-azurerm/lib/subnet-network-security-group-association";
import { VirtualNetwork } from "@cdktf/provider-azurerm/lib/virtual-network";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  ClusterLogin,
  ClusterPresets,
  KeyVaultAccess,
  ManagedIdentity,
  Principal,
  PrincipalType,
  ProviderVersion,
  ResourceGroup,
  Synthesis,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();
const location = "westeurope";

const platform = new TerraformStack(app, "platform");
new LocalBackend(platform, { path: "../../../terraform.platform.tfstate" });
ProviderVersion.raiseTo(new AzurermProvider(platform, "azurerm", { features: [{}] }), "4.81.0");
new TimeProvider(platform, "time");
const resourceGroup = new ResourceGroup(platform, "group", { name: "shop", location });
const place = { location, resourceGroupName: resourceGroup.name };

// The network: the nodes, and the private endpoints of what they use.
const network = new VirtualNetwork(platform, "network", {
  ...place,
  name: "shop",
  addressSpace: ["10.1.0.0/16"],
});
const rules = new NetworkSecurityGroup(platform, "rules", { ...place, name: "shop" });
const subnet = (name: string, range: string) => {
  const own = new Subnet(platform, name, {
    name,
    resourceGroupName: resourceGroup.name,
    virtualNetworkName: network.name,
    addressPrefixes: [range],
  });
  new SubnetNetworkSecurityGroupAssociation(platform, `${name}-rules`, {
    subnetId: own.id,
    networkSecurityGroupId: rules.id,
  });
  return own;
};
const nodes = subnet("nodes", "10.1.0.0/20");
const endpoints = subnet("endpoints", "10.1.16.0/24");
const zone = (id: string, name: string) =>
  new PrivateDnsZone(platform, id, { name, resourceGroupName: resourceGroup.name });

/** Puts a service of Azure behind a private endpoint, and its name into the network. */
function bringIn(id: string, resourceId: string, kind: string, zoneName: string): void {
  const own = zone(`${id}-zone`, zoneName);
  new PrivateDnsZoneVirtualNetworkLink(platform, `${id}-link`, {
    name: id,
    resourceGroupName: resourceGroup.name, // azurerm 5: `privateDnsZoneId: own.id` in place of both
    privateDnsZoneName: own.name,
    virtualNetworkId: network.id,
  });
  new PrivateEndpoint(platform, `${id}-endpoint`, {
    ...place,
    name: `shop-${id}`,
    subnetId: endpoints.id,
    privateServiceConnection: {
      name: id,
      isManualConnection: false,
      privateConnectionResourceId: resourceId,
      subresourceNames: [kind],
    },
    privateDnsZoneGroup: { name: id, privateDnsZoneIds: [own.id] },
  });
}

// The cluster: roles on the subnet, on the zone and on the nodes' identity come before it by themselves.
const identity = (id: string) =>
  new ManagedIdentity(platform, id, { resourceGroup, name: `shop-${id}` });
const props = ClusterPresets.production({
  resourceGroup,
  name: "shop",
  privateCluster: true,
  identity: identity("control-plane"),
  subnet: nodes,
  workspace: new LogAnalyticsWorkspace(platform, "logs", { ...place, name: "shop" }),
  adminGroupObjectIds: ["11111111-1111-1111-1111-111111111111"],
});
const cluster = new WorkloadIdentityCluster(platform, "cluster", {
  ...props,
  apiServer: {
    ...props.apiServer,
    privateDnsZone: zone("api-server-zone", `privatelink.${location}.azmk8s.io`),
  },
  network: { ...props.network, podCidr: "10.240.0.0/14", serviceCidr: "10.2.0.0/16" },
  kubeletIdentity: identity("nodes-identity"),
});

const registry = new ContainerRegistry(platform, "registry", {
  ...place,
  name: "shopimages",
  sku: "Premium",
  adminEnabled: false,
  publicNetworkAccessEnabled: false,
  zoneRedundancyEnabled: true,
  dataEndpointEnabled: true,
  retentionPolicyInDays: 30,
});
bringIn("registry", registry.id, "registry", "privatelink.azurecr.io");
cluster.attachRegistry(registry);

// The vault, whose secret the runner writes from within the network.
const vault = new KeyVaultAccess(platform, "vault", {
  resourceGroup,
  name: "shop-orders",
  publicNetworkAccess: false,
  networkRules: { defaultAction: "Deny" },
  deployer: new Principal(platform, "pipeline", {
    objectId: "22222222-2222-2222-2222-222222222222",
    principalType: PrincipalType.SERVICE_PRINCIPAL,
  }),
});
bringIn("vault", vault.id, "vault", "privatelink.vaultcore.azure.net");
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
});
const password = vault.addSecret("db-password", {
  contentType: "text/plain",
  expirationDate: "2030-01-01T00:00:00Z",
});
password.grantRead(orders);

// The workload, in a stack of its own: whoever applies it has a role in the cluster by then.
const workloads = new TerraformStack(app, "workloads");
new LocalBackend(workloads, { path: "../../../terraform.workloads.tfstate" });
ProviderVersion.raiseTo(new AzurermProvider(workloads, "azurerm", { features: [{}] }), "4.81.0");
cluster.connect(workloads, {
  login: ClusterLogin.KUBELOGIN,
  kubelogin: { mode: "workloadidentity" },
});
const serviceAccount = new WorkloadServiceAccount(workloads, "orders", {
  identity: orders,
  createNamespace: true,
});
new WorkloadDeployment(workloads, "deployment", {
  serviceAccount,
  name: "orders",
  replicas: 3,
  secrets: [password],
  containers: [
    {
      name: "orders",
      image: `shopimages.azurecr.io/orders@sha256:${"0".repeat(64)}`,
      env: { KEYVAULT_URL: vault.uri, SECRET_NAME: password.name },
      resources: {
        requests: { cpu: "100m", memory: "128Mi" },
        limits: { cpu: "1", memory: "256Mi" },
      },
      securityContext: { readOnlyRootFilesystem: true },
    },
  ],
});

Synthesis.allOrNothing(app);
