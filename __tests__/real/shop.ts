import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { PodV1 } from "@cdktf/provider-kubernetes/lib/pod-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { StatefulSetV1 } from "@cdktf/provider-kubernetes/lib/stateful-set-v1";
import { type App, TerraformStack } from "cdktf";
import {
  type IFederatedIdentity,
  ManagedIdentity,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../constructs";
import { TestStack } from "../support/synth";

export const NAMESPACE = "shop";

/** The client ids of the identities, by the service accounts. */
export interface Clients {
  readonly orders: string;
  readonly reports: string;
}

export const CLIENTS: Clients = {
  orders: "11111111-2222-4333-8444-000000000001",
  reports: "11111111-2222-4333-8444-000000000002",
};

const TENANT = "00000000-0000-4000-a000-00000000aaaa";
const GROUP = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/shop";

/** The stack of what is in the cluster, and the service accounts in it. */
export class ShopStack extends TerraformStack {
  readonly orders: WorkloadServiceAccount;
  readonly reports: WorkloadServiceAccount;

  constructor(
    app: App,
    kubeconfig: string,
    { orders, reports }: { orders: IFederatedIdentity; reports: IFederatedIdentity },
  ) {
    super(app, "workloads");
    new KubernetesProvider(this, "kubernetes", { configPath: kubeconfig });
    this.reports = new WorkloadServiceAccount(this, "reports", {
      identity: reports,
      createNamespace: true,
      namespaceLabels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
    // The kubelet looks once for what a pod projects.
    const settings = new ConfigMapV1(this, "settings", {
      metadata: { name: "settings", namespace: NAMESPACE },
      dependsOn: this.reports.readiness,
    });
    this.orders = new WorkloadServiceAccount(this, "orders", {
      identity: orders,
      dependsOn: [settings],
    });
  }
}

/**
 * Identities that are known by their attributes, in a stack that nobody applies, and the stack of the
 * workloads, which needs no Azure: it has the ids as text.
 */
export function shop(app: App, kubeconfig: string, clients: Clients): ShopStack {
  const azure = new TestStack(app, "azure");
  const cluster = WorkloadIdentityCluster.fromClusterAttributes(azure, "cluster", {
    oidcIssuerUrl: "https://oidc.example.com/",
    clusterName: "shop",
  });
  const trust = (name: keyof Clients) =>
    cluster.addFederatedIdentity(name, {
      namespace: NAMESPACE,
      serviceAccountName: name,
      identity: ManagedIdentity.fromIdentityAttributes(azure, `${name}-identity`, {
        identityId: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
        clientId: clients[name],
        principalId: clients[name].replace(/^1/, "2"),
        tenantId: TENANT,
      }),
    });
  return new ShopStack(app, kubeconfig, { orders: trust("orders"), reports: trust("reports") });
}

/** What a team writes for "restricted" in blocks of the provider's own. */
const POD_CONTEXT = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
const CONTAINER = {
  name: "app",
  image: "registry.example.com/app:1.0",
  securityContext: {
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
  },
};

/** Workloads of the provider's own classes and manifests, attached to the account `orders`. */
export function attached(stack: ShopStack): void {
  const objectOf = (name: string) => ({ name, namespace: NAMESPACE });
  const podsOf = (name: string) => ({ app: name });
  const spec = (name: string) => ({
    selector: { matchLabels: podsOf(name) },
    template: {
      metadata: { labels: podsOf(name) },
      spec: { securityContext: POD_CONTEXT, container: [CONTAINER] },
    },
  });
  const all = [
    new DeploymentV1(stack, "attached-deployment", {
      metadata: objectOf("attached-deployment"),
      spec: spec("attached-deployment"),
    }),
    new StatefulSetV1(stack, "attached-stateful-set", {
      metadata: objectOf("attached-stateful-set"),
      spec: { ...spec("attached-stateful-set"), serviceName: "attached" },
    }),
    new PodV1(stack, "attached-pod", {
      metadata: objectOf("attached-pod"),
      spec: { securityContext: POD_CONTEXT, container: [CONTAINER] },
    }),
    new Manifest(stack, "attached-manifest", {
      manifest: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: objectOf("attached-manifest"),
        spec: {
          selector: { matchLabels: podsOf("attached-manifest") },
          template: {
            metadata: { labels: podsOf("attached-manifest") },
            spec: { securityContext: POD_CONTEXT, containers: [CONTAINER] },
          },
        },
      },
    }),
  ];
  for (const workload of all) stack.orders.attach(workload);
}
