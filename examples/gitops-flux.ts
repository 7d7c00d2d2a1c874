// A private cluster whose workloads Flux applies: Terraform talks to Azure alone, and Git holds no id.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { KubernetesClusterExtension } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-extension";
import { KubernetesFluxConfiguration } from "@cdktf/provider-azurerm/lib/kubernetes-flux-configuration";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  KeyVaultAccess,
  ProviderVersion,
  ResourceGroup,
  SecretProviderClass,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();
const stack = new TerraformStack(app, "shop");
ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
new TimeProvider(stack, "time");

const group = new ResourceGroup(stack, "group", { name: "shop", location: "westeurope" });
const cluster = new WorkloadIdentityCluster(stack, "cluster", {
  resourceGroup: group,
  name: "shop",
  nodePool: { nodeCount: 3 },
  apiServer: { privateCluster: true },
  addOns: { secretRotationInterval: "2m" },
});
const vault = new KeyVaultAccess(stack, "vault", { resourceGroup: group, name: "kv-shop-orders" });
const orders = cluster.addFederatedIdentity("orders", {
  namespace: "shop",
  serviceAccountName: "orders",
});
const account = WorkloadServiceAccount.rendered(stack, "orders-account", {
  identity: orders,
  substitutionPrefix: "ORDERS",
});
const password = vault.secret("db-password");
password.grantRead(orders);
const mounted = SecretProviderClass.rendered(stack, "orders-secrets", {
  serviceAccount: account,
  name: "orders",
  vault,
  secrets: [password],
});

const flux = new KubernetesClusterExtension(stack, "flux", {
  name: "flux",
  clusterId: cluster.id,
  extensionType: "microsoft.flux",
});
new KubernetesFluxConfiguration(stack, "workloads", {
  name: "workloads",
  clusterId: cluster.id,
  namespace: "flux-system",
  scope: "cluster",
  gitRepository: {
    url: "https://github.com/example/shop",
    referenceType: "branch",
    referenceValue: "main",
  },
  kustomizations: [
    {
      name: "shop",
      path: "./shop",
      garbageCollectionEnabled: true,
      postBuild: { substitute: { ...account.substitutions, ...mounted.substitutions } },
    },
  ],
  // After the trust and the role, with the time that Azure takes. An empty client id stops it here.
  dependsOn: [flux, ...account.readiness],
});

app.synth();

// What goes into ./shop of the repository: text without any id, the same in every environment.
const files: Record<string, string> = {
  "account.yaml": account.manifestTemplate,
  "secrets.yaml": mounted.template,
  "orders-patch.yaml": account.workloadPatch({
    kind: "Deployment",
    name: "orders",
    rollOnIdentityChange: true,
  }),
};
for (const [name, text] of Object.entries(files)) {
  writeFileSync(join(app.outdir, name), text);
}
