// Argo CD applies the workloads, and reads the ids of their identities from the Secret that registers the
// cluster with it: an ApplicationSet passes its annotations on as values of charts.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  ClusterLogin,
  KeyVaultAccess,
  ProviderVersion,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();

const azure = new TerraformStack(app, "orders-azure");
ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
new TimeProvider(azure, "time");
const cluster = WorkloadIdentityCluster.fromClusterName(azure, "cluster", {
  clusterName: "shared",
  resourceGroupName: "platform",
});
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
});
KeyVaultAccess.fromVaultName(azure, "vault", {
  vaultName: "kv-orders",
  resourceGroupName: "shop",
})
  .secret("db-password")
  .grantRead(orders);

const argocd = new TerraformStack(app, "orders-argocd");
ProviderVersion.raiseTo(new AzurermProvider(argocd, "azurerm", { features: [{}] }), "4.81.0");
const provider = cluster.connect(argocd, { login: ClusterLogin.KUBELOGIN });
const account = WorkloadServiceAccount.rendered(argocd, "orders", { identity: orders });

// The cluster that Argo CD itself runs in: it logs in with its own account, and the Secret holds no
// credential. An ApplicationSet with `goTemplate: true` and a cluster generator reads an annotation by
// `{{ .metadata.annotations.orders_client_id }}`.
new SecretV1(argocd, "in-cluster", {
  provider,
  metadata: {
    name: "in-cluster",
    namespace: "argocd",
    labels: { "argocd.argoproj.io/secret-type": "cluster" },
    annotations: Object.fromEntries(
      Object.entries(account.substitutions).map(([name, value]) => [name.toLowerCase(), value]),
    ),
  },
  data: {
    name: "in-cluster",
    server: "https://kubernetes.default.svc",
    config: JSON.stringify({ tlsClientConfig: { insecure: false } }),
  },
  dependsOn: account.readiness,
});

app.synth();
