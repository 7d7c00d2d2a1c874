import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, Aspects, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  Addons,
  KeyVaultAccess,
  PodSecurity,
  ProviderVersion,
  ResourceGroup,
  SecretProviderClass,
  Synthesis,
  TaintEffect,
  WorkloadAspect,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
  WorkloadStatefulSet,
} from "../../constructs";

/** A class of the program's own. */
class House extends DeploymentV1 {}

function deployment(scope: Construct, name: string, Kind = DeploymentV1): DeploymentV1 {
  return new Kind(scope, name, {
    metadata: { name, namespace: "shop" },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { container: [{ name: "app", image: "registry.example.com/app:1.0" }] },
      },
    },
  });
}

/** Workloads, an add-on and what others deliver: what program.py says in Python. */
export function program(outdir: string): void {
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, "shop");
  ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
  new TimeProvider(stack, "time");
  const resourceGroup = new ResourceGroup(stack, "group", { name: "shop", location: "westeurope" });
  const cluster = new WorkloadIdentityCluster(stack, "cluster", { resourceGroup, name: "shop" });
  cluster.connect(stack);
  const identity = cluster.addFederatedIdentity("orders", {
    namespace: "shop",
    serviceAccountName: "orders",
  });
  const serviceAccount = new WorkloadServiceAccount(stack, "account", {
    identity,
    createNamespace: false,
  });

  serviceAccount.attach(deployment(stack, "plain"));
  const house = deployment(stack, "house", House);
  house.addOverride("spec.template.metadata.labels", { "example.com/team": "orders" });
  serviceAccount.attach(house, { skipContainers: ["app"] });
  deployment(stack, "by-aspect");
  const matchLabels = { app: "by-aspect" };
  Aspects.of(stack).add(new WorkloadAspect({ serviceAccount, matchLabels }));

  const vault = new KeyVaultAccess(stack, "vault", { resourceGroup, name: "kv-shop" });
  const password = vault.secret("password");
  password.grantRead(identity);
  const mounted = SecretProviderClass.rendered(stack, "mounted", {
    serviceAccount,
    name: "orders",
    vault,
    secrets: [password],
  });
  new WorkloadStatefulSet(stack, "store", {
    serviceAccount,
    name: "store",
    podSecurity: PodSecurity.BASELINE,
    secrets: [password],
    tolerations: [{ key: "team", value: "shop", effect: TaintEffect.NO_SCHEDULE }],
    volumes: [{ name: "secrets", csi: { secretProviderClass: "orders" } }],
    volumeClaimTemplates: [{ name: "data", storage: "8Gi" }],
    containers: [
      {
        name: "store",
        image: "registry.example.com/store:1.0",
        env: { B: "2", A: "1" },
        ports: [{ containerPort: 6379, name: "store" }],
        readinessProbe: { tcpSocket: { portName: "store" } },
        volumeMounts: [{ name: "secrets", mountPath: "/mnt/secrets", readOnly: true }],
      },
    ],
  });
  const scaler = cluster.addAddon("keda", { addon: Addons.KEDA });
  scaler.addIdentity("orders", identity.identity);
  const texts = {
    keda: scaler.helmValues,
    chart: serviceAccount.helmValues({
      serviceAccount: "serviceAccount",
      podLabels: ["podLabels"],
    }),
    mounted: mounted.yaml,
    manifest: serviceAccount.manifest,
  };
  for (const [name, value] of Object.entries(texts)) {
    new TerraformOutput(stack, `${name}-text`, { value });
  }

  new ConfigMapV1(stack, "config", { metadata: { name: "config" } });
  Synthesis.allOrNothing(app);
}
