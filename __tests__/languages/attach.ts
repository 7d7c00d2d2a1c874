import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, Aspects, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  ResourceGroup,
  Synthesis,
  WorkloadAspect,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
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

/** Workloads of the Kubernetes provider, attached: what attach.py says in Python. */
export function attachProgram(outdir: string): void {
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, "shop");
  new AzurermProvider(stack, "azurerm", { features: [{}] });
  new TimeProvider(stack, "time");
  const resourceGroup = new ResourceGroup(stack, "group", { name: "shop", location: "westeurope" });
  const cluster = new WorkloadIdentityCluster(stack, "cluster", { resourceGroup, name: "shop" });
  cluster.connect(stack);
  const identity = cluster.addFederatedIdentity("orders", {
    namespace: "shop",
    serviceAccountName: "orders",
  });
  const serviceAccount = new WorkloadServiceAccount(stack, "account", { identity });

  serviceAccount.attach(deployment(stack, "plain"));
  const house = deployment(stack, "house", House);
  house.addOverride("spec.template.metadata.labels", { "example.com/team": "orders" });
  serviceAccount.attach(house, { skipContainers: ["app"] });
  deployment(stack, "by-aspect");
  const matchLabels = { app: "by-aspect" };
  Aspects.of(stack).add(new WorkloadAspect({ serviceAccount, matchLabels }));

  new ConfigMapV1(stack, "config", { metadata: { name: "config" } });
  Synthesis.allOrNothing(app);
}
