import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { App, Aspects } from "cdktf";
import {
  WorkloadAspect,
  WorkloadDeployment,
  type WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { nameOf, namespaceMetadata } from "../../support/bindings";
import { newCluster, newServiceAccount } from "../../support/fixtures";
import {
  messageOf,
  resources,
  type StackJson,
  synth,
  synthStacks,
  TestStack,
} from "../../support/synth";
import { KINDS, manifestTemplate, newManifest } from "../workload/support/kinds";

const USE = "azure.workload.identity/use";

/** The ids of the resources of a type whose pods have the label. */
function labelled(stack: StackJson, type: string): string[] {
  return Object.entries(stack.resource?.[type] ?? {})
    .filter(([, workload]) => JSON.stringify(workload).includes(`"${USE}":"true"`))
    .map(([id]) => id);
}

describe("a WorkloadAspect", () => {
  test("writes what attach writes", () => {
    // GIVEN
    const build = (byAspect: boolean) =>
      synth((scope) => {
        const account = newServiceAccount(scope);
        const all = Object.entries(KINDS).map(([id, kind]) => kind.make(scope, id));
        if (byAspect) {
          Aspects.of(scope).add(new WorkloadAspect({ serviceAccount: account }));
        } else {
          all.forEach((workload) => account.attach(workload));
        }
      });

    // THEN
    expect(build(true)).toEqual(build(false));
  });

  test("passes by what is in another namespace, has another account or makes no pods", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      KINDS.DeploymentV1.make(scope, "meant");
      KINDS.DeploymentV1.make(scope, "elsewhere", { namespace: "billing" });
      KINDS.DeploymentV1.make(scope, "theirs", { spec: { serviceAccountName: "theirs" } });
      new ConfigMapV1(scope, "config", { metadata: { name: "a", namespace: "shop" } });
      newManifest(scope, "custom", ["example.com/v1", "Thing"], { template: {} });
      newManifest(scope, "pod", ["v1", "Pod"], { containers: [] });
      newManifest(scope, "rollout", ["argoproj.io/v1alpha1", "Rollout"], {
        template: manifestTemplate(),
      });
      Aspects.of(scope).add(new WorkloadAspect({ serviceAccount: account }));
    });

    // THEN
    expect(labelled(stack, "kubernetes_deployment_v1")).toEqual(["meant"]);
    expect(labelled(stack, "kubernetes_manifest")).toEqual(["rollout"]);
  });

  test("leaves what is attached already, and the library's own workloads", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const { cluster } = account.identity;
      const other = new WorkloadServiceAccount(scope, "other", {
        identity: (cluster as WorkloadIdentityCluster).addFederatedIdentity("other", {
          namespace: "shop",
          serviceAccountName: "other",
        }),
      });
      const workload = KINDS.DeploymentV1.make(scope, "attached");
      other.attach(workload, { skipContainers: ["app"] });
      new WorkloadDeployment(scope, "own", {
        serviceAccount: other,
        name: "own",
        containers: [{ name: "app", image: "a:1" }],
      });
      Aspects.of(scope).add(new WorkloadAspect({ serviceAccount: account }));
    });

    // THEN
    const accounts = resources(stack, "kubernetes_deployment_v1").map((one) =>
      JSON.stringify(one).match(/service-account|other/),
    );
    expect(accounts.map((match) => match?.[0])).toEqual(["other", "other"]);
  });

  test("selects by labels of the pods", () => {
    // WHEN
    const stack = synth((scope) => {
      const serviceAccount = newServiceAccount(scope);
      KINDS.DeploymentV1.make(scope, "web", { labels: { tier: "web" } });
      KINDS.DeploymentV1.make(scope, "batch", { labels: { tier: "batch" } });
      const matchLabels = { tier: "web", app: "orders" };
      Aspects.of(scope).add(new WorkloadAspect({ serviceAccount, matchLabels }));
    });

    // THEN
    expect(labelled(stack, "kubernetes_deployment_v1")).toEqual(["web"]);
  });

  test("knows the namespace that the stack makes", () => {
    // WHEN
    const stack = synth((scope) => {
      const serviceAccount = newServiceAccount(scope);
      const shop = new NamespaceV1(scope, "shop", {
        metadata: namespaceMetadata({ name: "shop" }),
      });
      const other = new NamespaceV1(scope, "other", {
        metadata: namespaceMetadata({ name: "other" }),
      });
      KINDS.JobV1.make(scope, "meant", { namespace: nameOf(shop) });
      KINDS.JobV1.make(scope, "elsewhere", { namespace: nameOf(other) });
      Aspects.of(scope).add(new WorkloadAspect({ serviceAccount }));
    });

    // THEN
    expect(labelled(stack, "kubernetes_job_v1")).toEqual(["meant"]);
  });

  test("brings over what an account that is only named needs of another stack", () => {
    // WHEN
    const stacks = synthStacks((app) => {
      const azure = new TestStack(app, "azure");
      const cluster = newCluster(azure);
      const identity = cluster.addFederatedIdentity("federation", {
        namespace: "shop",
        serviceAccountName: "orders",
      });
      const pods = new TestStack(app, "pods");
      cluster.connect(pods);
      KINDS.DeploymentV1.make(pods, "workload");
      const serviceAccount = WorkloadServiceAccount.fromServiceAccountName(pods, "account", {
        identity,
      });
      Aspects.of(pods).add(new WorkloadAspect({ serviceAccount }));
    });

    // THEN
    const text = JSON.stringify(stacks.pods.resource);
    expect(text).toMatch(
      /client-id":"\$\{data\.terraform_remote_state\.cross-stack-reference-input-azure\./,
    );
    expect(text).not.toContain("${azurerm_");
  });

  test("refuses a workload of another stack", () => {
    // WHEN
    const message = messageOf(() =>
      synthStacks((app: App) => {
        const stack = new TestStack(app, "test");
        const serviceAccount = newServiceAccount(stack);
        const other = new TestStack(app, "other");
        (serviceAccount.identity.cluster as WorkloadIdentityCluster).connect(other);
        KINDS.DeploymentV1.make(other, "workload");
        Aspects.of(other).add(new WorkloadAspect({ serviceAccount }));
      }),
    );

    // THEN
    expect(message).toBe(
      [
        "[other/workload] a WorkloadAspect meets a workload of another stack, where no reference can be made any more.",
        '  got:     the DeploymentV1 at "other/workload"',
        "  allowed: workloads in the stack of the service account",
        "  fix:     add the aspect to that stack alone, and call `attach` for workloads of others",
        "  code:    aspect-across-stacks",
      ].join("\n"),
    );
  });

  test("refuses what attach refuses", () => {
    // WHEN
    const message = messageOf(() =>
      synth((scope) => {
        const serviceAccount = newServiceAccount(scope);
        KINDS.DeploymentV1.make(scope, "workload", { labels: { [USE]: "false" } });
        Aspects.of(scope).add(new WorkloadAspect({ serviceAccount }));
      }),
    );

    // THEN
    expect(message).toContain("code:    other-label");
  });

  test("needs a service account", () => {
    expect(messageOf(() => new WorkloadAspect({} as never))).toBe(
      [
        "[WorkloadAspect] `serviceAccount` is missing: it is undefined, as an environment variable is that is not set.",
        "  allowed: an IWorkloadServiceAccount",
        "  fix:     give `serviceAccount` `WorkloadServiceAccount.fromServiceAccountName(scope, id, { identity })`",
        "  code:    missing-value",
      ].join("\n"),
    );
  });
});
