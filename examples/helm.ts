// Charts whose pods become Azure identities: one that takes the account that Terraform makes, and one that
// insists on an account of its own.
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  ClusterLogin,
  Grant,
  GrantScope,
  ProviderVersion,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

const app = new App();
const stack = new TerraformStack(app, "charts");
ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
new TimeProvider(stack, "time");
const cluster = WorkloadIdentityCluster.fromClusterName(stack, "cluster", {
  clusterName: "shared",
  resourceGroupName: "platform",
});

// The same login as the Kubernetes provider's, and no kubeconfig of the machine.
new HelmProvider(stack, "helm", {
  kubernetes: cluster.helmConnection(stack, { login: ClusterLogin.KUBELOGIN }),
});

// external-dns, with the account that Terraform makes: its name is sure, and so is the trust.
const dns = cluster.addFederatedIdentity("external-dns", {
  namespace: "external-dns",
  serviceAccountName: "external-dns",
});
const group = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/dns";
Grant.of(dns, { role: "Reader", scope: GrantScope.fromId(stack, "dns-group", group) });
Grant.of(dns, {
  role: "DNS Zone Contributor",
  scope: GrantScope.fromId(
    stack,
    "zone",
    `${group}/providers/Microsoft.Network/dnsZones/example.com`,
  ),
});
const dnsAccount = new WorkloadServiceAccount(stack, "external-dns-account", {
  identity: dns,
  createNamespace: true,
});
new Release(stack, "external-dns", {
  name: "external-dns",
  namespace: dnsAccount.namespace,
  repository: "https://kubernetes-sigs.github.io/external-dns",
  chart: "external-dns",
  version: "1.21.1",
  values: [
    dnsAccount.helmValues({
      serviceAccount: "serviceAccount",
      podLabels: ["podLabels"],
      podAnnotations: ["podAnnotations"],
    }),
    "provider: {name: azure}",
  ],
  // After the account, the trust and both roles, with the time that Azure takes.
  dependsOn: dnsAccount.readiness,
});

// A chart that makes its account itself and has no value for annotations: first the release, then the
// annotations. Pods that started in between are to be restarted once.
const shop = new Release(stack, "shop", {
  name: "shop",
  namespace: "shop",
  createNamespace: true,
  repository: "oci://registry.example.com/charts",
  chart: "shop",
  version: "2.3.0",
  values: ["podLabels: {azure.workload.identity/use: 'true'}"],
});
WorkloadServiceAccount.annotate(stack, "shop-account", {
  identity: cluster.addFederatedIdentity("shop", {
    namespace: "shop",
    serviceAccountName: "shop",
  }),
  dependsOn: [shop],
});

app.synth();
