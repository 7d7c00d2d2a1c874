// A team's whole estate: a Deployment that KEDA scales, a CronJob and a StatefulSet, secrets of a vault as files
// and as Kubernetes secrets, and the charts that go with them. Three stacks, deployed in their order: Azure, the
// charts with their custom kinds, and the workloads.
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  Addons,
  AzureRoles,
  FederatedIdentity,
  Grant,
  GrantScope,
  KeyVaultAccess,
  ProviderVersion,
  ResourceGroup,
  SecretProviderClass,
  SecretStore,
  ServiceEnv,
  Synthesis,
  TaintEffect,
  TriggerAuthentication,
  WorkloadCronJob,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
  WorkloadStatefulSet,
} from "cdktf-aks-workload-identity";

const app = new App();
const NAMESPACE = "shop";
const REGISTRY = "registry.example.com";

// Azure: the cluster with its add-ons, a vault, a Service Bus, and who may use them.
const azure = new TerraformStack(app, "estate-azure");
new LocalBackend(azure, { path: "../../../terraform.estate-azure.tfstate" });
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
new TimeProvider(azure, "time");
const group = new ResourceGroup(azure, "group", { name: "shop", location: "westeurope" });
const cluster = new WorkloadIdentityCluster(azure, "cluster", {
  resourceGroup: group,
  name: "shop",
  nodePool: { nodeCount: 3 },
  addOns: { keda: true, secretRotationInterval: "2m" },
});
const vault = new KeyVaultAccess(azure, "vault", { resourceGroup: group, name: "kv-shop-estate" });
const bus = new ServicebusNamespace(azure, "bus", {
  name: "sb-shop-estate",
  resourceGroupName: group.name,
  location: group.location,
  sku: "Standard",
  localAuthEnabled: false,
});

const trust = (serviceAccountName: string) =>
  cluster.addFederatedIdentity(serviceAccountName, { namespace: NAMESPACE, serviceAccountName });
const orders = trust("orders");
const reports = trust("reports");
const store = trust("store");
const database = vault.secret("database");
const token = vault.secret("registry-token");
database.grantRead(orders);
database.grantRead(reports);
token.grantRead(store);
Grant.of(orders, {
  role: AzureRoles.AZURE_SERVICE_BUS_DATA_OWNER,
  scope: GrantScope.fromResource(bus),
});
cluster.addAddon("keda", { addon: Addons.KEDA_AKS, identity: orders.identity });

// The charts, before the workloads that use their custom kinds.
const charts = new TerraformStack(app, "estate-charts");
new LocalBackend(charts, { path: "../../../terraform.estate-charts.tfstate" });
ProviderVersion.raiseTo(new AzurermProvider(charts, "azurerm", { features: [{}] }), "4.81.0");
new HelmProvider(charts, "helm", { kubernetes: cluster.helmConnection(charts) });
new Release(charts, "external-secrets", {
  name: "external-secrets",
  namespace: "external-secrets",
  createNamespace: true,
  repository: "https://charts.external-secrets.io",
  chart: "external-secrets",
  version: "2.9.0",
});

// The workloads.
const workloads = new TerraformStack(app, "estate-workloads");
new LocalBackend(workloads, { path: "../../../terraform.estate-workloads.tfstate" });
workloads.addDependency(charts);
ProviderVersion.raiseTo(new AzurermProvider(workloads, "azurerm", { features: [{}] }), "4.81.0");
cluster.connect(workloads);
const restricted = { "pod-security.kubernetes.io/enforce": "restricted" };
const account = (identity: FederatedIdentity) =>
  new WorkloadServiceAccount(workloads, `${identity.serviceAccountName}-account`, {
    identity,
    createNamespace: true,
    namespaceLabels: restricted,
  });
const ordersAccount = account(orders);
const reportsAccount = account(reports);
const storeAccount = account(store);

// The database's password as a file, without code.
const files = new SecretProviderClass(workloads, "orders-secrets", {
  serviceAccount: ordersAccount,
  name: "orders",
  vault,
  secrets: [database],
});
const deployment = new WorkloadDeployment(workloads, "orders", {
  serviceAccount: ordersAccount,
  name: "orders",
  secrets: [database],
  initContainers: [
    {
      name: "migrate",
      image: `${REGISTRY}/orders-migrate:1.4`,
      volumeMounts: [{ name: "secrets", mountPath: "/mnt/secrets", readOnly: true }],
    },
  ],
  containers: [
    {
      name: "orders",
      image: `${REGISTRY}/orders:1.4`,
      env: { ...ServiceEnv.of(bus), KEYVAULT_URL: vault.uri },
      envValueFrom: { POD_NAME: { fieldRef: { fieldPath: "metadata.name" } } },
      envFrom: [{ configMapRef: "orders" }],
      ports: [{ containerPort: 8080, name: "http" }],
      resources: {
        requests: { cpu: "100m", memory: "128Mi" },
        limits: { memory: "256Mi" },
      },
      startupProbe: { httpGet: { portName: "http", path: "/started" }, failureThreshold: 30 },
      readinessProbe: { httpGet: { portName: "http", path: "/ready" } },
      livenessProbe: { httpGet: { portName: "http", path: "/live" }, periodSeconds: 20 },
      securityContext: { readOnlyRootFilesystem: true },
      volumeMounts: [
        { name: "tmp", mountPath: "/tmp" },
        { name: "secrets", mountPath: "/mnt/secrets", readOnly: true },
      ],
    },
  ],
  volumes: [
    { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
    { name: "secrets", csi: { secretProviderClass: files.name } },
  ],
  tolerations: [{ key: "team", value: "shop", effect: TaintEffect.NO_SCHEDULE }],
  topologySpreadConstraints: [{ topologyKey: "topology.kubernetes.io/zone" }],
  imagePullSecrets: ["registry"],
});

// KEDA owns the number of pods, and asks the Service Bus as the identity of the workload.
const scaler = new TriggerAuthentication(workloads, "orders-scaler", {
  serviceAccount: ordersAccount,
  name: "orders",
});
new Manifest(workloads, "orders-scaled", {
  dependsOn: ordersAccount.readiness, // its namespace among what that comes after
  manifest: {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: "orders", namespace: NAMESPACE },
    spec: {
      scaleTargetRef: { name: deployment.name },
      minReplicaCount: 2,
      maxReplicaCount: 20,
      triggers: [
        {
          type: "azure-servicebus",
          metadata: { namespace: bus.name, queueName: "orders", messageCount: "20" },
          authenticationRef: { name: scaler.name },
        },
      ],
    },
  },
});

new WorkloadCronJob(workloads, "reports", {
  serviceAccount: reportsAccount,
  name: "reports",
  schedule: "30 2 * * 1-5",
  timeZone: "Europe/Berlin",
  activeDeadlineSeconds: 3600,
  secrets: [database],
  containers: [
    {
      name: "reports",
      image: `${REGISTRY}/reports:2.0`,
      env: { KEYVAULT_URL: vault.uri, SECRET_NAME: database.name },
    },
  ],
});

new WorkloadStatefulSet(workloads, "store", {
  serviceAccount: storeAccount,
  name: "store",
  replicas: 3,
  volumeClaimTemplates: [{ name: "data", storage: "8Gi", storageClassName: "managed-csi" }],
  terminationGracePeriodSeconds: 60,
  containers: [
    {
      name: "store",
      image: `${REGISTRY}/store:3.1`,
      ports: [{ containerPort: 6379, name: "store" }],
      readinessProbe: { tcpSocket: { portName: "store" } },
      envValueFrom: { TOKEN: { secretKeyRef: { name: "registry-token", key: "token" } } },
      volumeMounts: [{ name: "data", mountPath: "/var/lib/store" }],
    },
  ],
});

// External Secrets fills the Kubernetes secret that the store reads, as the identity of the store.
const secretStore = new SecretStore(workloads, "store-secrets", {
  serviceAccount: storeAccount,
  name: "vault",
  vault,
  secrets: [token],
});
new Manifest(workloads, "registry-token", {
  dependsOn: storeAccount.readiness,
  manifest: {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "registry-token", namespace: NAMESPACE },
    spec: {
      secretStoreRef: { kind: "SecretStore", name: secretStore.name },
      target: { name: "registry-token" },
      data: [{ secretKey: "token", remoteRef: { key: token.name } }],
    },
  },
});

Synthesis.allOrNothing(app);
