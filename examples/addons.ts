// Every add-on of the library in one cluster: identities, trusts and roles, and what charts have to be told.
import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { DnsZone } from "@cdktf/provider-azurerm/lib/dns-zone";
import { KubernetesClusterExtension } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-extension";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
  type AddonOptions,
  Addons,
  GrantScope,
  KeyVaultAccess,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
} from "cdktf-aks-workload-identity";

const SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000";

const app = new App();
const azure = new TerraformStack(app, "platform");
// Without keys the provider itself asks the storage accounts with its Entra login.
const azurerm = new AzurermProvider(azure, "azurerm", { features: [{}], storageUseAzuread: true });
ProviderVersion.raiseTo(azurerm, "4.81.0");
new TimeProvider(azure, "time");
const group = new ResourceGroup(azure, "group", { name: "platform", location: "westeurope" });
const cluster = new WorkloadIdentityCluster(azure, "cluster", {
  resourceGroup: group,
  name: "platform",
});

// Where the add-ons work.
const zone = new DnsZone(azure, "zone", {
  name: "example.com",
  resourceGroupName: group.name,
});
const privateZone = new PrivateDnsZone(azure, "private-zone", {
  name: "internal.example.com",
  resourceGroupName: group.name,
});
const registry = new ContainerRegistry(azure, "registry", {
  name: "platformimages",
  resourceGroupName: group.name,
  location: group.location,
  sku: "Premium",
});
const serviceBus = new ServicebusNamespace(azure, "bus", {
  name: "platform-orders",
  resourceGroupName: group.name,
  location: group.location,
  sku: "Standard",
});
const vault = new KeyVaultAccess(azure, "vault", { resourceGroup: group, name: "platform-vault" });
const storage = (name: string) =>
  new StorageAccount(azure, name, {
    name: `platform${name}`,
    resourceGroupName: group.name,
    location: group.location,
    accountTier: "Standard",
    accountReplicationType: "ZRS",
    sharedAccessKeyEnabled: false,
  });
const backups = storage("backups");
const telemetry = storage("telemetry");
const costs = storage("costs");
const files = storage("files");
const scopeOf = (id: string, path: string) => GrantScope.fromId(azure, id, SUBSCRIPTION + path);
const subscription = scopeOf("subscription", "");
const nodes = scopeOf("nodes", "/resourceGroups/MC_platform_platform_westeurope");
const subnet = scopeOf(
  "subnet",
  "/resourceGroups/network/providers/Microsoft.Network/virtualNetworks/hub/subnets/gateway",
);
const workspace = scopeOf(
  "workspace",
  "/resourceGroups/monitor/providers/Microsoft.Monitor/accounts/metrics",
);
const collectionRule = scopeOf(
  "rule",
  "/resourceGroups/monitor/providers/Microsoft.Insights/dataCollectionRules/metrics",
);

const add = (id: string, options: AddonOptions) => cluster.addAddon(id, options);
const show = (id: string, value: string) => new TerraformOutput(azure, id, { value });

// Secrets and certificates. The accounts of applications are named; the others are the charts' own.
const secrets = add("external-secrets", { addon: Addons.EXTERNAL_SECRETS, scopes: { vault } });
const store = add("shop-secrets", {
  addon: Addons.EXTERNAL_SECRETS_REFERENCED,
  scopes: { vault },
  namespace: "shop",
  serviceAccountName: "secrets",
});
const vaultUrl = vault.uri;
show("cluster-store", secrets.snippet("cluster-secret-store", { name: "vault", vaultUrl }));
show("shop-store", store.snippet("secret-store", { name: "vault", vaultUrl }));
add("csi", {
  addon: Addons.SECRETS_STORE_CSI,
  scopes: { vault },
  namespace: "shop",
  serviceAccountName: "orders",
});
add("csi-of-aks", {
  addon: Addons.SECRETS_STORE_CSI_AKS,
  scopes: { vault, certificates: vault },
  namespace: "shop",
  serviceAccountName: "invoices",
});

// DNS.
const acme = add("cert-manager", { addon: Addons.CERT_MANAGER_DNS01, scopes: { zone } });
const dns = add("external-dns", {
  addon: Addons.EXTERNAL_DNS,
  scopes: { zone, zoneResourceGroup: group },
});
add("external-dns-private", {
  addon: Addons.EXTERNAL_DNS_PRIVATE,
  scopes: { zone: privateZone, zoneResourceGroup: group },
});
const issuer = acme.snippet("cluster-issuer", {
  name: "letsencrypt",
  server: "https://acme-v02.api.letsencrypt.org/directory",
  email: "platform@example.com",
});
show("issuer", issuer);
show("external-dns-values", dns.helmValues);
show("external-dns-file", dns.snippet("azure-json"));

// Scaling: the operator is trusted by the identity of each workload that it scales for.
const orders = new ManagedIdentity(azure, "orders", { resourceGroup: group, name: "orders" });
const keda = add("keda", { addon: Addons.KEDA, scopes: { serviceBus } });
keda.addIdentity("orders", orders);
show("keda-values", keda.helmValues);
add("keda-of-aks", { addon: Addons.KEDA_AKS });
add("karpenter", { addon: Addons.KARPENTER, scopes: { nodeResourceGroup: nodes } });

// Backups.
const velero = add("velero", { addon: Addons.VELERO, scopes: { backups, snapshots: group } });
show("velero-values", velero.helmValues);
show("velero-location", velero.snippet("backup-location", { container: "velero" }));

// GitOps. People sign in to Argo CD by an application, which no identity can take the place of.
add("argocd-repositories", { addon: Addons.ARGOCD_REPOSITORIES, scopes: { registry } });
add("argocd-clusters", { addon: Addons.ARGOCD_CLUSTERS });
show("argocd-sign-in", Addons.ARGOCD_SSO.notes.join("\n"));
add("flux-source", { addon: Addons.FLUX_SOURCE, scopes: { registry } });
add("flux-kustomize", { addon: Addons.FLUX_KUSTOMIZE, scopes: { vault } });
add("flux-images", { addon: Addons.FLUX_IMAGE_REFLECTOR, scopes: { registry } });
const flux = add("flux-extension", {
  addon: Addons.FLUX_EXTENSION,
  scopes: { registry, vault },
  components: ["kustomize-controller"],
});
new KubernetesClusterExtension(azure, "flux", {
  name: "flux",
  clusterId: cluster.id,
  extensionType: "microsoft.flux",
  configurationSettings: flux.extensionSettings,
  dependsOn: flux.readiness,
});

// Control planes: wide roles, at the scopes that are written here.
const gateway = { nodeResourceGroup: nodes, gateway: nodes, subnet };
const alb = add("alb", { addon: Addons.ALB_CONTROLLER, scopes: gateway });
show("alb-values", alb.helmValues);
add("aso", { addon: Addons.AZURE_SERVICE_OPERATOR, scopes: { target: group } });
const crossplane = add("crossplane", { addon: Addons.CROSSPLANE, scopes: { target: group } });
show("crossplane-runtime", crossplane.snippet("runtime-config"));
add("capz", { addon: Addons.CLUSTER_API_AZURE, scopes: { target: subscription } });

// Telemetry.
const scopes = { account: telemetry };
const loki = add("loki", { addon: Addons.LOKI, scopes });
show("loki-values", loki.helmValues);
add("mimir", { addon: Addons.MIMIR, scopes });
add("tempo", { addon: Addons.TEMPO, scopes });
add("tempo-single", { addon: Addons.TEMPO_SINGLE, scopes, namespace: "traces" });
add("thanos", { addon: Addons.THANOS, scopes });
add("prometheus", {
  addon: Addons.PROMETHEUS_REMOTE_WRITE,
  scopes: { dataCollectionRule: collectionRule },
});
add("grafana", { addon: Addons.GRAFANA, scopes: { subscription, monitorWorkspace: workspace } });
add("opencost", { addon: Addons.OPENCOST, scopes: { costExports: costs } });

// Policies, runtimes and volumes.
add("kyverno", { addon: Addons.KYVERNO, scopes: { registry }, components: ["background"] });
add("ratify", { addon: Addons.RATIFY, scopes: { registry, vault } });
add("dapr", {
  addon: Addons.DAPR,
  scopes: { vault },
  namespace: "shop",
  serviceAccountName: "checkout",
});
const volumes = add("volumes", {
  addon: Addons.BLOB_CSI,
  scopes: { account: files },
  namespace: "shop",
  serviceAccountName: "reports",
});
show("storage-class", volumes.snippet("storage-class", { name: "reports" }));
add("blob-driver", { addon: Addons.BLOB_CSI_DRIVER, scopes: { storage: files } });

app.synth();
