import { Deployment } from "@cdktf/provider-kubernetes/lib/deployment";
import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { PodV1 } from "@cdktf/provider-kubernetes/lib/pod-v1";
import { Fn, Lazy, TerraformIterator, TerraformVariable, Token } from "cdktf";
import { KeyVaultAccess, type WorkloadIdentityCluster } from "../../../constructs";
import { nameOf, namespaceMetadata } from "../../support/bindings";
import { newGroup, newServiceAccount } from "../../support/fixtures";
import { resources, type StackJson, synth, synthStacks, TestStack } from "../../support/synth";
import { digestWith } from "../../support/workloads";
import { type Kind, KINDS, manifestTemplate, newManifest } from "../workload/support/kinds";

const USE = "azure.workload.identity/use";
const MARK = "cdktf-aks-workload-identity";
const ACCOUNT = "${kubernetes_service_account_v1.service-account.metadata[0].name}";
const IDENTITY = "azurerm_user_assigned_identity.cluster_federation_identity_AD70DC9B";
const MARKS = {
  [`${MARK}/client-id`]: `\${${IDENTITY}.client_id}`,
  [`${MARK}/tenant-id`]: `\${${IDENTITY}.tenant_id}`,
};
const WAIT = "time_sleep.propagation_federations_03A7AF91";

interface Pods {
  readonly metadata: { labels?: unknown; annotations?: Record<string, string> };
  readonly spec: Record<string, unknown>;
}
type Written = Record<string, unknown> & {
  depends_on?: string[];
  lifecycle?: Record<string, unknown>;
};

/** The only resource of a type. */
function only(stack: StackJson, type: string): Written {
  const all = resources(stack, type);
  expect(all).toHaveLength(1);
  return all[0] as Written;
}

function podsIn(workload: Written, path: readonly string[]): Pods {
  return path.reduce<unknown>((outer, key) => (outer as Written)[key], workload) as Pods;
}

/** A Deployment of the provider in shop, attached between what comes before and after. */
function attached(
  write: (deployment: DeploymentV1) => void = () => undefined,
  later: (deployment: DeploymentV1) => void = () => undefined,
): Written {
  const stack = synth((scope) => {
    const account = newServiceAccount(scope);
    const deployment = KINDS.DeploymentV1.make(scope, "deployment") as DeploymentV1;
    write(deployment);
    account.attach(deployment);
    later(deployment);
  });
  return only(stack, "kubernetes_deployment_v1");
}

const labelsOf = (workload: Written) => podsIn(workload, ["spec", "template"]).metadata.labels;

describe.each(Object.entries(KINDS))("a %s that is attached", (_name, kind: Kind) => {
  const build = (attach: boolean) =>
    synth((scope) => {
      const account = newServiceAccount(scope);
      const workload = kind.make(scope, "workload", {
        annotations: { "example.com/note": "kept" },
        spec: { nodeSelector: { disk: "ssd" } },
      });
      if (attach) account.attach(workload);
    });

  test("has the label beside its own, the account and no token of the Kubernetes API", () => {
    // WHEN
    const pods = podsIn(only(build(true), kind.type), kind.pods);

    // THEN
    expect(pods.metadata.labels).toEqual({ app: "orders", [USE]: "true" });
    expect(pods.spec).toMatchObject({
      service_account_name: ACCOUNT,
      automount_service_account_token: false,
      node_selector: { disk: "ssd" },
    });
  });

  test("comes after the trust", () => {
    expect(only(build(true), kind.type).depends_on).toEqual([WAIT]);
  });

  test("has new pods when the identity changes, by what works for its kind", () => {
    // WHEN
    const stack = build(true);
    const { lifecycle, ...workload } = only(stack, kind.type);

    // THEN
    const { annotations } = podsIn(workload, kind.pods).metadata;
    const replaced = kind.roll === "replacement";
    expect(annotations).toEqual({ "example.com/note": "kept", ...(!replaced && MARKS) });
    expect(resources(stack, "terraform_data")).toHaveLength(replaced ? 1 : 0);
    if (!replaced) return expect(lifecycle).toBeUndefined();
    const [address] = Object.keys(stack.resource?.terraform_data ?? {});
    expect(lifecycle?.replace_triggered_by).toEqual([`terraform_data.${address}`]);
    expect(only(stack, "terraform_data").triggers_replace).toMatchObject({
      "azure.workload.identity/client-id": `\${${IDENTITY}.client_id}`,
    });
  });

  test("is otherwise as it was", () => {
    // GIVEN
    const before = only(build(false), kind.type);
    const after = structuredClone(only(build(true), kind.type));

    // WHEN
    delete after.depends_on;
    delete after.lifecycle;
    const pods = podsIn(after, kind.pods);
    delete (pods.metadata.labels as Record<string, string>)[USE];
    for (const mark of Object.keys(MARKS)) delete pods.metadata.annotations?.[mark];
    delete pods.spec.service_account_name;
    delete pods.spec.automount_service_account_token;

    // THEN
    expect(after).toEqual(before);
  });

  test("can be attached twice, and have its address set afterwards", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const workload = kind.make(scope, "workload");
      account.attach(workload);
      account.attach(workload);
      workload.overrideLogicalId("renamed");
    });

    // THEN
    expect(Object.keys(stack.resource?.[kind.type] ?? {})).toEqual(["renamed"]);
    expect(only(stack, kind.type).depends_on).toEqual([WAIT]);
  });

  test("is left alone when the identity changes, if that is asked for", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      account.attach(kind.make(scope, "workload"), { rollOnIdentityChange: false });
    });

    // THEN
    const json = JSON.stringify([stack.resource?.terraform_data, stack.resource?.[kind.type]]);
    expect(json).not.toContain("client_id");
  });
});

describe("a Job that is attached", () => {
  const VOLUMES = { name: "config", configMap: { name: "settings" } };

  test.each([
    [
      "by the provider's class",
      (scope: TestStack) => KINDS.JobV1.make(scope, "job", { spec: { volume: [VOLUMES] } }),
    ],
    [
      "as a manifest",
      (scope: TestStack) =>
        newManifest(scope, "job", ["batch/v1", "Job"], {
          template: manifestTemplate({ spec: { volumes: [VOLUMES] } }),
        }),
    ],
  ])("is replaced by everything of its pods, %s", (_title, make) => {
    // WHEN
    const stack = synth((scope) => newServiceAccount(scope).attach(make(scope)));

    // THEN
    const { triggers_replace } = only(stack, "terraform_data");
    expect(triggers_replace).toMatchObject({
      "azure.workload.identity/client-id": expect.stringMatching(/client_id/),
      written: digestWith(expect.stringMatching(/kubernetes_service_account_v1.*name/)),
    });
  });

  test("has another digest with another volume", () => {
    const digest = (name: string) => {
      const volume = [{ name: "config", configMap: { name } }];
      const stack = synth((scope) =>
        newServiceAccount(scope).attach(KINDS.JobV1.make(scope, "job", { spec: { volume } })),
      );
      return (only(stack, "terraform_data").triggers_replace as { written: object }).written;
    };
    expect(digest("settings")).toEqual(digest("settings"));
    expect(digest("settings")).not.toEqual(digest("others"));
  });

  test("is replaced by its pods alone where it is to keep its identity", () => {
    const stack = synth((scope) => {
      const options = { rollOnIdentityChange: false };
      newServiceAccount(scope).attach(KINDS.JobV1.make(scope, "job"), options);
    });
    expect(Object.keys(only(stack, "terraform_data").triggers_replace as object)).toEqual([
      "written",
    ]);
  });
});

describe("a pod that is attached", () => {
  const pods = (stack: StackJson) => only(stack, "terraform_data").triggers_replace as object;

  test("is left alone where the webhook rewrites it, and replaced when what is written changes", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      account.attach(KINDS.PodV1.make(scope, "pod"));
    });

    // THEN
    expect(only(stack, "kubernetes_pod_v1").lifecycle?.ignore_changes).toEqual([
      "spec[0].container",
      "spec[0].init_container",
      "spec[0].volume",
    ]);
    expect(pods(stack)).toMatchObject({
      written: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test("keeps its own lifecycle", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const pod = KINDS.PodV1.make(scope, "pod");
      pod.lifecycle = {
        preventDestroy: true,
        ignoreChanges: ["metadata[0].labels", "spec[0].volume"],
        replaceTriggeredBy: ["time_sleep.other"],
      };
      account.attach(pod);
    });

    // THEN
    const { lifecycle } = only(stack, "kubernetes_pod_v1");
    expect(lifecycle).toMatchObject({
      prevent_destroy: true,
      ignore_changes: [
        "metadata[0].labels",
        "spec[0].volume",
        "spec[0].container",
        "spec[0].init_container",
      ],
    });
    expect(lifecycle?.replace_triggered_by).toHaveLength(2);
  });

  test("whose every change is ignored stays so", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const pod = KINDS.PodV1.make(scope, "pod");
      pod.lifecycle = { ignoreChanges: "all" };
      account.attach(pod);
    });

    // THEN
    expect(only(stack, "kubernetes_pod_v1").lifecycle?.ignore_changes).toBe("all");
  });

  test("of a loop is replaced by its own trigger", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const each = TerraformIterator.fromMap({ a: { image: "a:1" }, b: { image: "b:1" } });
      const pod = new PodV1(scope, "pod", {
        forEach: each,
        metadata: { name: each.key, namespace: "shop" },
        spec: { container: [{ name: "app", image: each.getString("image") }] },
      });
      account.attach(pod);
    });

    // THEN
    const data = only(stack, "terraform_data");
    expect(data.for_each).toEqual(only(stack, "kubernetes_pod_v1").for_each);
    expect(pods(stack)).toMatchObject({
      written: digestWith("${each.value.image}"),
    });
    expect(only(stack, "kubernetes_pod_v1").lifecycle?.replace_triggered_by).toEqual([
      "terraform_data.pod_workload-identity_841FAA08[each.key]",
    ]);
  });
});

describe("a manifest that is attached", () => {
  test.each([
    ["apps/v1", "Deployment"],
    ["apps/v1", "StatefulSet"],
    ["apps/v1", "DaemonSet"],
    ["argoproj.io/v1alpha1", "Rollout"],
  ] as const)("of %s %s has all in the template, by the names of Kubernetes", (...kind) => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const manifest = newManifest(scope, "manifest", kind, { template: manifestTemplate() });
      account.attach(manifest);
    });

    // THEN
    const workload = only(stack, "kubernetes_manifest");
    expect(podsIn(workload, ["manifest", "spec", "template"])).toEqual({
      metadata: { labels: { app: "orders", [USE]: "true" }, annotations: MARKS },
      spec: {
        containers: [{ name: "app", image: "registry.example.com/app:1.0" }],
        serviceAccountName: ACCOUNT,
        automountServiceAccountToken: false,
      },
    });
    expect(workload.depends_on).toEqual([WAIT]);
  });

  test("of a CronJob has all in the template of its jobs", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const spec = { schedule: "@daily", jobTemplate: { spec: { template: manifestTemplate() } } };
      account.attach(newManifest(scope, "manifest", ["batch/v1", "CronJob"], spec));
    });

    // THEN
    const path = ["manifest", "spec", "jobTemplate", "spec", "template"];
    expect(podsIn(only(stack, "kubernetes_manifest"), path).metadata).toEqual({
      labels: { app: "orders", [USE]: "true" },
      annotations: MARKS,
    });
  });

  test.each([
    ["batch/v1", "Job"],
    ["apps/v1", "ReplicaSet"],
    ["v1", "ReplicationController"],
  ] as const)("of %s %s is replaced when the identity changes", (...kind) => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const manifest = newManifest(scope, "manifest", kind, { template: manifestTemplate() });
      account.attach(manifest);
    });

    // THEN
    const workload = only(stack, "kubernetes_manifest");
    const { metadata } = podsIn(workload, ["manifest", "spec", "template"]);
    expect(metadata.annotations).toBeUndefined();
    expect(workload.lifecycle?.replace_triggered_by).toHaveLength(1);
  });

  test("of a kind of its own says where its pods are, lists among them", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const tasks = [
        { name: "driver", template: manifestTemplate() },
        { name: "worker", template: manifestTemplate() },
      ];
      const job = newManifest(scope, "job", ["batch.volcano.sh/v1alpha1", "Job"], { tasks });
      account.attach(job, { podPath: "spec.tasks.1.template" });
    });

    // THEN
    const path = ["manifest", "spec", "tasks"];
    const tasks = podsIn(only(stack, "kubernetes_manifest"), path) as unknown as {
      template: Pods;
    }[];
    expect(tasks.map(({ template }) => template.spec.serviceAccountName)).toEqual([
      undefined,
      ACCOUNT,
    ]);
    expect(tasks[1].template.metadata.labels).toEqual({ app: "orders", [USE]: "true" });
  });
});

describe("labels that are written", () => {
  const OWN = { app: "orders" };
  const template = "spec.template";

  test.each<[string, (d: DeploymentV1) => void, object]>([
    [
      "by an override of the map",
      (d) => d.addOverride(`${template}.metadata.labels`, { "example.com/team": "a" }),
      { ...OWN, "example.com/team": "a", [USE]: "true" },
    ],
    [
      "by an override of one label",
      (d) => d.addOverride(`${template}.metadata.labels.team`, "a"),
      { ...OWN, team: "a", [USE]: "true" },
    ],
    [
      "by an override of the metadata",
      (d) => d.addOverride(`${template}.metadata`, { labels: { team: "a" } }),
      { ...OWN, team: "a", [USE]: "true" },
    ],
    [
      "by an override of all",
      (d) => d.addOverride("spec", { template: { metadata: { labels: { [USE]: "true" } } } }),
      { ...OWN, [USE]: "true" },
    ],
    [
      "by the field of the class",
      (d) => (d.spec.template.metadata.labels = { ...OWN, team: "a" }),
      { ...OWN, team: "a", [USE]: "true" },
    ],
  ])("before, %s, are kept", (_how, write, labels) => {
    expect(labelsOf(attached(write))).toEqual(labels);
  });

  test.each<[string, (d: DeploymentV1) => void, object]>([
    [
      "by an override of one label",
      (d) => d.addOverride(`${template}.metadata.labels.team`, "a"),
      { ...OWN, team: "a", [USE]: "true" },
    ],
    [
      "by putSpec",
      (d) =>
        d.putSpec({
          selector: { matchLabels: { tier: "web" } },
          template: {
            metadata: { labels: { tier: "web" } },
            spec: { container: [{ name: "app", image: "a:1" }] },
          },
        }),
      { tier: "web", [USE]: "true" },
    ],
    [
      "by the field of the class",
      (d) => (d.spec.template.metadata.labels = { team: "a" }),
      { team: "a", [USE]: "true" },
    ],
  ])("after, %s, are kept", (_how, later, labels) => {
    expect(labelsOf(attached(undefined, later))).toEqual(labels);
  });

  test("not at all are made", () => {
    // WHEN
    const workload = attached((d) =>
      d.putSpec({ template: { metadata: {}, spec: { container: [{ name: "a", image: "a:1" }] } } }),
    );

    // THEN
    expect(labelsOf(workload)).toEqual({ [USE]: "true" });
  });

  test.each<[string, (d: DeploymentV1) => unknown, string]>([
    [
      "a variable",
      (d) => new TerraformVariable(d, "labels", { type: "map(string)" }).value,
      "var.deployment_labels_1791D528",
    ],
    [
      "a function",
      (d) =>
        Token.asStringMap(
          Fn.merge([{ a: "b" }, new TerraformVariable(d, "labels", { type: "map(string)" }).value]),
        ),
      'merge({"a" = "b"}, var.deployment_labels_1791D528)',
    ],
  ])("as %s are merged by Terraform", (_what, labels, expression) => {
    // WHEN
    const workload = attached(
      (d) => (d.spec.template.metadata.labels = labels(d) as Record<string, string>),
    );

    // THEN
    expect(labelsOf(workload)).toBe(`\${merge(${expression}, {"${USE}" = "true"})}`);
  });

  test("as a reference take a later override of one label", () => {
    // WHEN
    const workload = attached(
      (d) => {
        const { value } = new TerraformVariable(d, "labels", { type: "map(string)" });
        d.spec.template.metadata.labels = value as Record<string, string>;
      },
      (d) => d.addOverride(`${template}.metadata.labels.team`, "a"),
    );

    // THEN
    expect(labelsOf(workload)).toBe(
      `\${merge(var.deployment_labels_1791D528, {"${USE}" = "true", "team" = "a"})}`,
    );
  });

  test("as a value that the program makes later are merged when it is there", () => {
    // GIVEN
    const later: Record<string, string> = {};

    // WHEN
    const workload = attached(
      (d) =>
        (d.spec.template.metadata.labels = Lazy.anyValue({
          produce: () => later,
        }) as unknown as Record<string, string>),
      (d) => (later.team = new TerraformVariable(d, "team", { type: "string" }).stringValue),
    );

    // THEN
    expect(labelsOf(workload)).toEqual({
      team: "${var.deployment_team_AC1140D9}",
      [USE]: "true",
    });
  });

  test("as an override that is an expression are merged by Terraform", () => {
    // WHEN
    const workload = attached((d) =>
      d.addOverride(`${template}.metadata.labels`, Fn.merge([{ a: "b" }, { c: "d" }])),
    );

    // THEN
    expect(labelsOf(workload)).toBe(
      `\${merge(merge({"a" = "b"}, {"c" = "d"}), {"${USE}" = "true"})}`,
    );
  });

  test("as a reference to another stack come over", () => {
    // WHEN
    const stacks = synthStacks((app) => {
      const other = new TestStack(app, "other");
      const labels = new TerraformVariable(other, "labels", { type: "map(string)" });
      const stack = new TestStack(app, "test");
      const account = newServiceAccount(stack);
      const deployment = KINDS.DeploymentV1.make(stack, "deployment") as DeploymentV1;
      deployment.spec.template.metadata.labels = labels.value as Record<string, string>;
      account.attach(deployment);
    });

    // THEN
    expect(labelsOf(only(stacks.test, "kubernetes_deployment_v1"))).toBe(
      `\${merge(data.terraform_remote_state.cross-stack-reference-input-other.outputs.cross-stack-output-varlabels, {"${USE}" = "true"})}`,
    );
  });
});

describe("a workload", () => {
  test("keeps to itself what shares an override with others", () => {
    // GIVEN
    const shared = { template: { metadata: { labels: { team: "a" } } } };

    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      for (const id of ["first", "second"]) {
        const workload = KINDS.DeploymentV1.make(scope, id);
        workload.addOverride("spec", shared);
        if (id === "first") account.attach(workload);
      }
    });

    // THEN
    expect(shared).toEqual({ template: { metadata: { labels: { team: "a" } } } });
    const { first, second } = stack.resource?.kubernetes_deployment_v1 as Record<string, Written>;
    expect(labelsOf(first)).toEqual({ app: "orders", team: "a", [USE]: "true" });
    expect(labelsOf(second)).toEqual({ app: "orders", team: "a" });
  });

  test("of a class of its own is attached like the provider's", () => {
    // GIVEN
    class House extends Deployment {}

    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const workload = new House(scope, "workload", {
        metadata: { name: "orders", namespace: "shop" },
        spec: { template: { metadata: {}, spec: { container: [{ name: "a", image: "a:1" }] } } },
      });
      account.attach(workload);
    });

    // THEN
    expect(labelsOf(only(stack, "kubernetes_deployment"))).toEqual({ [USE]: "true" });
  });

  test("of a loop over an iterator keeps the references of the loop", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const each = TerraformIterator.fromList(["a", "b"]);
      const workload = new DeploymentV1(scope, "workload", {
        forEach: each,
        metadata: { name: each.value as string, namespace: "shop" },
        spec: {
          template: {
            metadata: { labels: { shard: each.value as string } },
            spec: { container: [{ name: "a", image: "a:1" }] },
          },
        },
      });
      account.attach(workload);
    });

    // THEN
    const workload = only(stack, "kubernetes_deployment_v1");
    expect(labelsOf(workload)).toEqual({ shard: "${each.value}", [USE]: "true" });
    expect(workload.for_each).toBe('${toset(["a", "b"])}');
  });

  test("may name the account itself, by its name or a reference to what makes it", () => {
    for (const byReference of [true, false]) {
      // WHEN
      const stack = synth((scope) => {
        const account = newServiceAccount(scope);
        const serviceAccountName = byReference ? account.name : "orders";
        account.attach(KINDS.JobV1.make(scope, "job", { spec: { serviceAccountName } }));
      });

      // THEN
      const { spec } = podsIn(only(stack, "kubernetes_job_v1"), ["spec", "template"]);
      expect(spec.service_account_name).toBe(ACCOUNT);
    }
  });

  test("in a namespace that the stack makes is taken for the account's", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const namespace = new NamespaceV1(scope, "namespace", {
        metadata: namespaceMetadata({ name: "shop" }),
      });
      account.attach(KINDS.DeploymentV1.make(scope, "workload", { namespace: nameOf(namespace) }));
    });

    // THEN
    expect(only(stack, "kubernetes_deployment_v1").metadata).toMatchObject({
      namespace: "${kubernetes_namespace_v1.namespace.metadata[0].name}",
    });
  });

  test("comes after what it came after, and after grants that the program makes later", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const workload = KINDS.DeploymentV1.make(scope, "workload");
      const namespace = new NamespaceV1(scope, "first", {
        metadata: namespaceMetadata({ name: "a" }),
      });
      const other = new NamespaceV1(scope, "other", { metadata: namespaceMetadata({ name: "b" }) });
      workload.dependsOn = [`kubernetes_namespace_v1.${namespace.friendlyUniqueId}`];
      workload.addOverride("depends_on", [`kubernetes_namespace_v1.${other.friendlyUniqueId}`]);
      account.attach(workload);
      const vault = new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope) });
      vault.grantSecretsRead(account.identity);
    });

    // THEN
    expect(only(stack, "kubernetes_deployment_v1").depends_on).toEqual([
      "kubernetes_namespace_v1.other",
      "kubernetes_namespace_v1.first",
      WAIT,
      "time_sleep.propagation_roles-of-workloads_667E30D6",
    ]);
  });

  test("of an account of another stack gets its name and its identity from there", () => {
    // WHEN
    const stacks = synthStacks((app) => {
      const stack = new TestStack(app, "accounts");
      const account = newServiceAccount(stack);
      const pods = new TestStack(app, "pods");
      (account.identity.cluster as WorkloadIdentityCluster).connect(pods);
      account.attach(KINDS.DeploymentV1.make(pods, "workload"));
    });

    // THEN
    const workload = only(stacks.pods, "kubernetes_deployment_v1");
    const { metadata, spec } = podsIn(workload, ["spec", "template"]);
    const remote = /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-accounts\./;
    expect(spec.service_account_name).toMatch(remote);
    expect(metadata.annotations?.[`${MARK}/client-id`]).toMatch(remote);
    expect(workload.depends_on).toBeUndefined();
  });

  test("that mounts the token of an account that does is told so", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope, { automountToken: true });
      const spec = { automountServiceAccountToken: true };
      account.attach(KINDS.DeploymentV1.make(scope, "workload", { spec }));
    });

    // THEN
    const { spec } = podsIn(only(stack, "kubernetes_deployment_v1"), ["spec", "template"]);
    expect(spec.automount_service_account_token).toBe(true);
  });

  test("tells the webhook of containers to skip and of the proxy", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newServiceAccount(scope);
      const container = [
        { name: "app", image: "a:1" },
        { name: "cache", image: "c:1", env: [{ name: "AZURE_CLIENT_ID", value: "own" }] },
      ];
      account.attach(KINDS.JobV1.make(scope, "workload", { spec: { container } }), {
        skipContainers: ["cache"],
        proxySidecar: {},
      });
    });

    // THEN
    const told = {
      "azure.workload.identity/inject-proxy-sidecar": "true",
      "azure.workload.identity/proxy-sidecar-port": "8000",
      "azure.workload.identity/skip-containers": "cache",
    };
    const { metadata } = podsIn(only(stack, "kubernetes_job_v1"), ["spec", "template"]);
    expect(metadata.annotations).toEqual(told);
    expect(only(stack, "terraform_data").triggers_replace).toMatchObject(told);
  });
});
