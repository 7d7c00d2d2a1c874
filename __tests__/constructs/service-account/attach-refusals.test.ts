import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { App, Fn, Lazy, type TerraformResource, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import {
  type AttachOptions,
  KeyVaultAccess,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newGroup, newServiceAccount } from "../../support/fixtures";
import { messageOf, synth, TestStack, warningsOf } from "../../support/synth";
import { KINDS, manifestTemplate, newManifest, type PodsOf } from "../workload/support/kinds";

const USE = "azure.workload.identity/use";

/** What is said of a workload that is attached to shop/orders. */
function refusal(
  make: (scope: Construct) => TerraformResource,
  options?: AttachOptions,
  later: (workload: TerraformResource) => void = () => undefined,
): string {
  return messageOf(() =>
    synth((scope) => {
      const account = newServiceAccount(scope);
      const workload = make(scope);
      account.attach(workload, options);
      later(workload);
    }),
  );
}

const deployment = (pods?: PodsOf) => (scope: Construct) =>
  KINDS.DeploymentV1.make(scope, "workload", pods);

/** The lines of a message at synth without cdktf's own words. */
const found = (message: string) =>
  message.split("\n\n")[0].replace("Validation failed with the following errors:\n  ", "");

describe("a workload is refused", () => {
  test("when it makes no pods", () => {
    expect(refusal((scope) => new ConfigMapV1(scope, "workload", { metadata: {} }))).toBe(
      [
        "[test/workload] this resource makes no pods that are known.",
        '  got:     "kubernetes_config_map_v1"',
        "  allowed: kubernetes_pod, kubernetes_replication_controller, kubernetes_deployment, kubernetes_stateful_set, kubernetes_daemonset, kubernetes_daemon_set, kubernetes_job, kubernetes_cron_job, each also with _v1, and kubernetes_manifest",
        "  fix:     attach the resource that makes the pods; for a chart use its values",
        "  code:    not-a-workload",
      ].join("\n"),
    );
  });

  test.each([["other"], [undefined]])("when it is in the namespace %s", (namespace) => {
    const message = refusal((scope) => {
      const workload = deployment()(scope) as DeploymentV1;
      workload.putMetadata({ name: "orders", namespace });
      return workload;
    });
    expect(message).toBe(
      [
        "[test/workload] the workload is in another namespace than its service account.",
        `  got:     "${namespace ?? "default"}"`,
        "  allowed: shop",
        "  fix:     change the namespace of the workload; the trust is for that one alone",
        "  code:    other-namespace",
      ].join("\n"),
    );
  });

  test("when it names another account", () => {
    expect(refusal(deployment({ spec: { serviceAccountName: "billing" } }))).toBe(
      [
        "[test/workload] `spec.template.spec.service_account_name` names another service account.",
        '  got:     "billing"',
        "  allowed: orders",
        "  fix:     remove it: `attach` sets it",
        "  code:    other-account-name",
      ].join("\n"),
    );
  });

  test("when it names another account by a reference", () => {
    const message = refusal((scope) => {
      const billing = new ServiceAccountV1(scope, "billing", {
        metadata: { name: "billing", namespace: "shop" },
      });
      return deployment({ spec: { serviceAccountName: billing.metadata.name } })(scope);
    });
    expect(message).toContain("`spec.template.spec.service_account_name` names another");
    expect(message).toContain('got:     "billing"');
  });

  test("when it is one of the library's own, of another account", () => {
    const message = messageOf(() =>
      synth((scope) => {
        const account = newServiceAccount(scope);
        const { cluster } = account.identity;
        const other = new WorkloadServiceAccount(scope, "other", {
          identity: (cluster as WorkloadIdentityCluster).addFederatedIdentity("other", {
            namespace: "shop",
            serviceAccountName: "other",
          }),
        });
        const own = new WorkloadDeployment(scope, "own", {
          serviceAccount: other,
          name: "own",
          containers: [{ name: "app", image: "registry.example.com/app:1.0" }],
        });
        account.attach(own.node.defaultChild as TerraformResource);
      }),
    );
    expect(message).toContain("[test/own/Default] `spec.template.spec.service_account_name` names");
    expect(message).toContain('got:     "other"');
  });

  test("when a manifest names another account by the old field", () => {
    const message = refusal((scope) => {
      const template = manifestTemplate({ spec: { serviceAccount: "billing" } });
      return newManifest(scope, "workload", ["apps/v1", "Deployment"], { template });
    });
    expect(message).toContain("`manifest.spec.template.spec.serviceAccount` names another");
  });

  test("when its label has another value", () => {
    expect(refusal(deployment({ labels: { [USE]: "false" } }))).toBe(
      [
        "[test/workload] `spec.template.metadata.labels` has the label azure.workload.identity/use with another value, and the webhook passes such pods by.",
        '  got:     "false"',
        '  allowed: "true"',
        "  fix:     remove the label: `attach` sets it",
        "  code:    other-label",
      ].join("\n"),
    );
  });

  test("when it mounts a token and the account does not", () => {
    expect(refusal(deployment({ spec: { automountServiceAccountToken: true } }))).toBe(
      [
        "[test/workload] `spec.template.spec.automount_service_account_token` is not what the service account says.",
        "  got:     true",
        "  allowed: false, the `automountToken` of the account",
        "  fix:     remove it, or create the account with `automountToken: true`",
        "  code:    other-automount",
      ].join("\n"),
    );
  });

  test("when its annotations say something else than the options", () => {
    const annotations = { "azure.workload.identity/skip-containers": "cache" };
    expect(refusal(deployment({ annotations }), { skipContainers: ["proxy"] })).toBe(
      [
        "[test/workload] `spec.template.metadata.annotations` has the annotation azure.workload.identity/skip-containers with another value than the options of `attach`.",
        '  got:     "cache"',
        "  allowed: proxy",
        "  fix:     remove the annotation: `attach` sets it",
        "  code:    other-annotation",
      ].join("\n"),
    );
  });

  test("when a proxy is to stand on the network of the node", () => {
    expect(refusal(deployment({ spec: { hostNetwork: true } }), { proxySidecar: {} })).toBe(
      [
        "[test/workload] the proxy sidecar redirects the traffic of a pod, and not that of its node.",
        '  got:     "`spec.template.spec.host_network`: true"',
        "  allowed: pods with a network of their own",
        "  fix:     remove `proxySidecar`, and use an Azure SDK that knows workload identity",
        "  code:    proxy-on-host-network",
      ].join("\n"),
    );
  });

  test("when a proxy is to stand on Windows nodes, or on a port that is none", () => {
    const windows = deployment({ spec: { nodeSelector: { "kubernetes.io/os": "windows" } } });
    expect(refusal(windows, { proxySidecar: {} })).toContain("code:    linux-only");
    expect(refusal(deployment(), { proxySidecar: { port: 0 } })).toContain("proxySidecar.port");
  });

  test.each(["container", "initContainer"])("when a %s sets what the webhook sets", (field) => {
    const container = { name: "one", image: "a:1", env: [{ name: "AZURE_TENANT_ID", value: "x" }] };
    const message = refusal(deployment({ spec: { [field]: [container] } }));
    expect(message).toContain("[test/workload] the webhook sets this environment variable");
    expect(message).toContain('got:     "AZURE_TENANT_ID"');
  });

  test("when a container to skip is misspelt", () => {
    const message = refusal(deployment(), { skipContainers: ["ap"] });
    expect(message).toContain("code:    unknown-container");
  });

  test("when it is attached to another account", () => {
    const message = messageOf(() =>
      synth((scope) => {
        const account = newServiceAccount(scope);
        const other = new WorkloadServiceAccount(scope, "other", {
          identity: (account.identity.cluster as WorkloadIdentityCluster).addFederatedIdentity(
            "other",
            { namespace: "shop", serviceAccountName: "other" },
          ),
        });
        const workload = deployment()(scope);
        account.attach(workload);
        other.attach(workload);
      }),
    );
    expect(message).toBe(
      [
        "[test/workload] the workload is attached to another service account.",
        '  got:     the WorkloadServiceAccount at "test/service-account"',
        "  allowed: one service account for the pods of a workload",
        "  fix:     attach it once; further identities are `additionalIdentities` of the account",
        "  code:    attached-to-other",
      ].join("\n"),
    );
  });

  test("when it is attached again with other options", () => {
    const again = messageOf(() =>
      synth((scope) => {
        const account = newServiceAccount(scope);
        const workload = deployment()(scope);
        account.attach(workload);
        account.attach(workload, { skipContainers: ["app"] });
      }),
    );
    expect(again).toBe(
      [
        "[test/workload] the workload is attached already, with another `skipContainers`.",
        '  got:     ["app"]',
        "  allowed: null, or no `skipContainers`",
        "  fix:     give the options where the workload is attached first",
        "  code:    attached-otherwise",
      ].join("\n"),
    );
  });

  test("when it goes to another cluster", () => {
    const message = refusal((scope) => {
      const workload = deployment()(scope);
      workload.provider = new KubernetesProvider(scope, "other", { alias: "other" });
      return workload;
    });
    expect(message).toBe(
      [
        "[test/workload] the workload goes to another cluster than its service account.",
        '  got:     "the provider kubernetes.other"',
        "  allowed: the provider kubernetes, which `connect` of the account's cluster returned",
        "  fix:     give the workload that `provider`",
        "  code:    other-provider",
      ].join("\n"),
    );
  });

  test.each([
    ["a list", [{ template: [] }]],
    ["a reference", Lazy.anyValue({ produce: () => ({}) })],
  ])("when an override of a block is %s", (_what, value) => {
    const message = refusal((scope) => {
      const workload = deployment()(scope);
      workload.addOverride("spec.template", value);
      return workload;
    });
    expect(message).toBe(
      [
        "[test/workload] an override of `spec.template` is a list or a reference, into which nothing can be written.",
        "  allowed: overrides that are objects; cdktf writes a block as an object",
        "  fix:     override the fields themselves, or give them as props",
        "  code:    override-in-the-way",
      ].join("\n"),
    );
  });

  test("when its secrets are not granted", () => {
    const message = messageOf(() =>
      synth((scope) => {
        const account = newServiceAccount(scope);
        const vault = new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope) });
        const workload = deployment()(scope);
        account.attach(workload);
        account.attach(workload, { secrets: [vault.addSecret("db")] });
      }),
    );
    expect(message).toContain("[test/workload] the identity has no role that reads this secret.");
  });

  test("when what is given is no workload at all", () => {
    expect(refusal(() => ({}) as TerraformResource)).toBe(
      [
        "[test/service-account] `workload` is not a resource of a Terraform provider.",
        "  got:     {}",
        "  allowed: a resource of a Terraform provider",
        "  fix:     give `workload` such a value",
        "  code:    wrong-type",
      ].join("\n"),
    );
  });
});

describe("a manifest is refused", () => {
  const manifest = (value: object) => (scope: Construct) =>
    new Manifest(scope, "workload", { manifest: value });

  test("when its kind is not known", () => {
    const ofKind = manifest({ apiVersion: "batch.volcano.sh/v1alpha1", kind: "Job" });
    expect(refusal(ofKind)).toBe(
      [
        "[test/workload] where the pods of this kind of manifest are is not known.",
        '  got:     "batch.volcano.sh/Job"',
        "  allowed: Pod, ReplicationController, apps/Deployment, apps/StatefulSet, apps/DaemonSet, apps/ReplicaSet, batch/Job, batch/CronJob, argoproj.io/Rollout, or any kind with `podPath`",
        '  fix:     say where the template of its pods is, such as `podPath: "spec.template"`',
        "  code:    unknown-manifest-kind",
      ].join("\n"),
    );
  });

  test("when it is a reference", () => {
    const yaml = (scope: Construct) =>
      new Manifest(scope, "workload", { manifest: Fn.yamldecode("kind: Deployment") });
    expect(refusal(yaml)).toBe(
      [
        "[test/workload] the manifest is a reference, and what is in it is not known at synth.",
        '  got:     "${yamldecode(\\"kind: Deployment\\")}"',
        "  allowed: an object, in which values may be references",
        "  fix:     read the YAML in the program, and give the object to `manifest`",
        "  code:    manifest-not-known",
      ].join("\n"),
    );
  });

  test("when there is no template at the path", () => {
    const ofKind = manifest({ apiVersion: "v1", kind: "Ray", spec: { template: { spec: {} } } });
    expect(refusal(ofKind, { podPath: "spec.template.spec" })).toBe(
      [
        "[test/workload] there is no template of pods at this path of the manifest.",
        '  got:     "spec.template.spec of Ray"',
        "  allowed: the path of an object with the `spec` of a pod, which is known at synth",
        "  fix:     correct the path, or write the template into the manifest",
        "  code:    no-pod-template",
      ].join("\n"),
    );
  });

  test("when the path is none", () => {
    const ofKind = manifest({ apiVersion: "v1", kind: "Ray", spec: { template: { spec: {} } } });
    expect(refusal(ofKind, { podPath: "spec..template" })).toBe(
      [
        "[test/workload] `podPath` is no path of fields.",
        '  got:     "spec..template"',
        "  allowed: names of fields and places in lists with dots between, such as spec.tasks.0.template",
        "  fix:     write the path as in the manifest",
        "  code:    bad-pod-path",
      ].join("\n"),
    );
  });

  test.each([
    ["kubernetes_deployment_v1", deployment()],
    [
      "apps/Deployment",
      (scope: Construct) =>
        newManifest(scope, "workload", ["apps/v1", "Deployment"], { template: manifestTemplate() }),
    ],
  ])("when a path is given for %s", (kind, make) => {
    expect(refusal(make, { podPath: "spec.template" })).toBe(
      [
        "[test/workload] `podPath` is for kinds of operators, and this kind is one of Kubernetes.",
        `  got:     "spec.template of ${kind}"`,
        "  allowed: for kubernetes_manifest of other kinds only",
        "  fix:     remove `podPath`",
        "  code:    pod-path-of-known-kind",
      ].join("\n"),
    );
  });

  test("when it is a bare pod", () => {
    const pod = manifest({ apiVersion: "v1", kind: "Pod", spec: { containers: [] } });
    expect(refusal(pod)).toBe(
      [
        "[test/workload] the webhook rewrites a pod when it is made, and a manifest of a pod then differs for ever.",
        '  got:     "a kubernetes_manifest of kind Pod"',
        "  allowed: kubernetes_pod_v1, or a manifest of what makes pods",
        "  fix:     use `PodV1` of the provider or `WorkloadPod`",
        "  code:    bare-pod-manifest",
      ].join("\n"),
    );
  });
});

describe("when the app is synthesized, a workload is refused", () => {
  const later = (write: (d: DeploymentV1) => void, options?: AttachOptions) =>
    found(refusal(deployment(), options, (workload) => write(workload as DeploymentV1)));

  test.each<[string, (d: DeploymentV1) => void, string]>([
    [
      "labels were overridden since",
      (d) => d.addOverride("spec.template.metadata.labels", { team: "a" }),
      "spec.template.metadata.labels",
    ],
    [
      "metadata was overridden since",
      (d) => d.addOverride("spec.template.metadata", { labels: { team: "a" } }),
      "spec.template.metadata.labels",
    ],
    [
      "account was taken away since",
      (d) => d.addOverride("spec.template.spec.service_account_name", undefined),
      "spec.template.spec.service_account_name",
    ],
    [
      "token was taken away since",
      (d) => d.addOverride("spec.template.spec.automount_service_account_token", undefined),
      "spec.template.spec.automount_service_account_token",
    ],
    ["order was overridden since", (d) => d.addOverride("depends_on", []), "depends_on"],
  ])("whose %s", (_what, write, path) => {
    expect(later(write)).toBe(
      [
        `[test/workload] \`${path}\` no longer has what \`attach\` wrote there.`,
        "  allowed: props and overrides of other fields",
        "  fix:     make the override before `attach`, which keeps it, or override the fields beneath one by one",
        "  code:    attachment-undone",
      ].join("\n"),
    );
  });

  test.each(["PodV1", "JobV1"])("as a %s whose lifecycle was replaced since", (kind) => {
    const message = refusal(
      (scope) => KINDS[kind].make(scope, "workload"),
      undefined,
      (workload) => (workload.lifecycle = { preventDestroy: true }),
    );
    expect(found(message)).toContain("`lifecycle` no longer has what `attach` wrote there.");
  });

  test.each<[string, (d: DeploymentV1) => void, string]>([
    [
      "an override of the label",
      (d) => d.addOverride("spec.template.metadata.labels", { [USE]: "false" }),
      "other-label",
    ],
    [
      "an override of the account",
      (d) => d.addOverride("spec.template.spec.service_account_name", "billing"),
      "other-account-name",
    ],
    [
      "another namespace",
      (d) => d.putMetadata({ name: "orders", namespace: "billing" }),
      "other-namespace",
    ],
    [
      "a specification with another account",
      (d) =>
        d.putSpec({
          template: {
            metadata: {},
            spec: { serviceAccountName: "billing", container: [{ name: "a", image: "a:1" }] },
          },
        }),
      "other-account-name",
    ],
    [
      "a specification that mounts a token",
      (d) => (d.spec.template.spec.automountServiceAccountToken = true),
      "other-automount",
    ],
  ])("that was given %s since", (_what, write, code) => {
    const message = later(write);
    expect(message).toContain("[test/workload] ");
    expect(message).toContain(`code:    ${code}`);
  });

  test("whose labels became a reference since", () => {
    // WHEN
    const stack = new TestStack(new App(), "test");
    const account = newServiceAccount(stack);
    const workload = deployment()(stack) as DeploymentV1;
    account.attach(workload);
    const { value } = new TerraformVariable(stack, "labels", { type: "map(string)" });
    workload.spec.template.metadata.labels = value as Record<string, string>;
    const message = messageOf(() => stack.runAllValidations());

    // THEN
    expect(message).toContain(
      [
        "[test/workload] an override of `spec.template.metadata.labels` is a list or a reference, into which nothing can be written.",
        "  allowed: overrides that are objects; cdktf writes a block as an object",
        "  fix:     override the fields themselves, or give them as props",
        "  code:    override-in-the-way",
      ].join("\n"),
    );
  });
});

describe("a warning says", () => {
  const warnings = (kind: string, write: (workload: TerraformResource) => void) =>
    warningsOf((scope) => {
      const account = newServiceAccount(scope);
      const workload = KINDS[kind].make(scope, "workload");
      account.attach(workload);
      write(workload);
    });

  test("that a CronJob of the beta API is none any more", () => {
    expect(warnings("CronJob", () => undefined)).toEqual([
      "kubernetes_cron_job is batch/v1beta1, which Kubernetes 1.25 and later do not have: use kubernetes_cron_job_v1.",
    ]);
  });

  test.each([
    ["StatefulSetV1", "spec.update_strategy.type", "OnDelete"],
    ["DaemonSetV1", "spec.strategy.type", "OnDelete"],
  ])("that the pods of a %s keep the identity", (kind, path, value) => {
    expect(warnings(kind, (workload) => workload.addOverride(path, value))).toContain(
      `\`${path}\` is ${value}: when the identity changes, the pods keep the old one until somebody deletes them.`,
    );
  });

  test("nothing of a workload that rolls", () => {
    expect(warnings("DeploymentV1", () => undefined)).toEqual([]);
  });
});
