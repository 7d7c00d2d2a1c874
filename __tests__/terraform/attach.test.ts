import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { type App, LocalBackend, type TerraformResource, TerraformVariable } from "cdktf";
import { ManagedIdentity, WorkloadServiceAccount } from "../../constructs";
import { KINDS, manifestTemplate, newManifest } from "../constructs/workload/support/kinds";
import { describeTerraform } from "../stand-in/terraform";
import { newCluster, newGroup } from "../support/fixtures";
import { TestStack } from "../support/synth";
import {
  actionsIn,
  expectNoChanges,
  planOf,
  succeeded,
  TRIGGERS_WHEN_CREATED,
  Workplace,
} from "./support";

/** Pods as teams write them: an init container, two containers, probes, volumes and fields. */
const SPEC = {
  initContainer: [{ name: "migrate", image: "registry.example.com/migrate:1.0" }],
  container: [
    {
      name: "app",
      image: "registry.example.com/app:1.0",
      env: [{ name: "NODE", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
      livenessProbe: { httpGet: { path: "/live", port: "8080" } },
      volumeMount: [{ name: "cache", mountPath: "/cache" }],
    },
    { name: "proxy", image: "registry.example.com/proxy:1.0" },
  ],
  volume: [{ name: "cache", emptyDir: {} }],
};

/** A stack whose state is beside the workplace's output. */
function newStack(app: App, name: string): TestStack {
  const stack = new TestStack(app, name);
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
  return stack;
}

const TEMPLATE = { template: manifestTemplate() };
const JOB_TEMPLATE = { template: manifestTemplate({ spec: { restartPolicy: "Never" } }) };

/** Two stacks; the second has every kind of workload, attached to one account. */
function everyKind(app: App, identityName = "orders", attach = true): void {
  const azure = newStack(app, "azure");
  const cluster = newCluster(azure);
  const identity = cluster.addFederatedIdentity("federation", {
    identity: new ManagedIdentity(azure, "identity", {
      resourceGroup: newGroup(azure),
      name: identityName,
    }),
    namespace: "shop",
    serviceAccountName: "orders",
  });
  const stack = newStack(app, "kubernetes");
  cluster.connect(stack);
  const account = new WorkloadServiceAccount(stack, "account", {
    identity,
    createNamespace: false,
  });
  const all: TerraformResource[] = [
    ...Object.entries(KINDS).map(([id, kind]) =>
      kind.make(stack, id, { name: id.toLowerCase(), spec: SPEC }),
    ),
    newManifest(stack, "Rollout", ["argoproj.io/v1alpha1", "Rollout"], TEMPLATE),
    newManifest(stack, "JobManifest", ["batch/v1", "Job"], JOB_TEMPLATE),
  ];
  const labels = new TerraformVariable(stack, "labels", {
    type: "map(string)",
    default: { app: "orders", team: "a" },
  });
  const byReference = KINDS.DeploymentV1.make(stack, "ByReference", {
    name: "by-reference",
  }) as DeploymentV1;
  byReference.spec.template.metadata.labels = labels.value as Record<string, string>;
  if (attach) [...all, byReference].forEach((workload) => account.attach(workload));
}

/** The addresses of the workloads by what a plan does with them. */
const REPLACED = [
  "kubernetes_job.Job",
  "kubernetes_job_v1.JobV1",
  "kubernetes_manifest.JobManifest",
  "kubernetes_pod.Pod",
  "kubernetes_pod_v1.PodV1",
  "kubernetes_replication_controller.ReplicationController",
  "kubernetes_replication_controller_v1.ReplicationControllerV1",
];
const UPDATED = [
  "kubernetes_cron_job.CronJob",
  "kubernetes_cron_job_v1.CronJobV1",
  "kubernetes_daemon_set_v1.DaemonSetV1",
  "kubernetes_daemonset.Daemonset",
  "kubernetes_deployment.Deployment",
  "kubernetes_deployment_v1.ByReference",
  "kubernetes_deployment_v1.DeploymentV1",
  "kubernetes_manifest.Rollout",
  "kubernetes_stateful_set.StatefulSet",
  "kubernetes_stateful_set_v1.StatefulSetV1",
];

/** The namespace of the workloads is there before the stacks. */
const EXISTING = { namespaces: ["shop"] };

describeTerraform("every kind of workload that is attached", () => {
  let workplace: Workplace;

  beforeEach(() => {
    workplace = new Workplace();
  });

  afterEach(() => workplace.close());

  test("is valid", async () => {
    // GIVEN
    workplace.synth((app) => everyKind(app));

    // WHEN
    const stack = await workplace.openForChecks("kubernetes");

    // THEN
    expect(succeeded(await stack.validate())).toContain("The configuration is valid.");
  });

  test("stays as it is, and another identity rolls or replaces exactly what it must", async () => {
    // GIVEN
    workplace.synth((app) => everyKind(app));
    const azure = await workplace.open("azure");
    succeeded(await azure.apply());
    const kubernetes = await workplace.open("kubernetes", {
      webhook: "from-1.6",
      existing: EXISTING,
    });
    succeeded(await kubernetes.apply());

    // THEN
    await expectNoChanges(kubernetes);

    // WHEN
    workplace.synth((app) => everyKind(app, "other"));
    succeeded(await azure.apply());
    const plan = actionsIn(await planOf(kubernetes));
    succeeded(await kubernetes.apply("next.plan"));

    // THEN
    const { "kubernetes_service_account_v1.account": account, ...others } = plan;
    const workloads = Object.entries(others).filter(
      ([address]) => !/^terraform_data/.test(address),
    );
    expect(account).toBe("update");
    expect(Object.fromEntries(workloads)).toEqual({
      ...Object.fromEntries(REPLACED.map((address) => [address, "delete and create"])),
      ...Object.fromEntries(UPDATED.map((address) => [address, "update"])),
    });
    await expectNoChanges(kubernetes);
  });

  test("would keep its plan from ever being empty as a Job with an annotation", async () => {
    // GIVEN
    const annotated = (note: string) => (app: App) => {
      const stack = newStack(app, "kubernetes");
      newCluster(stack).connect(stack);
      KINDS.JobV1.make(stack, "job", { annotations: { note } });
    };
    workplace.synth(annotated("one"));
    const kubernetes = await workplace.open("kubernetes", { existing: EXISTING });
    succeeded(await kubernetes.apply());

    // WHEN
    workplace.synth(annotated("two"));
    succeeded(await kubernetes.apply());

    // THEN
    expect(actionsIn(await planOf(kubernetes))).toEqual({ "kubernetes_job_v1.job": "update" });
  });

  test("is attached in a state that exists without being made anew, but for Jobs and bare pods", async () => {
    // GIVEN
    workplace.synth((app) => everyKind(app, "orders", false));
    const azure = await workplace.open("azure", { also: { resources: ["time_sleep"] } });
    succeeded(await azure.apply());
    const kubernetes = await workplace.open("kubernetes", { existing: EXISTING });
    succeeded(await kubernetes.apply());

    // WHEN
    workplace.synth((app) => everyKind(app));
    succeeded(await azure.apply());
    const plan = actionsIn(await planOf(kubernetes));

    // THEN
    const replaced = Object.entries(plan).filter(([, actions]) => actions === "delete and create");
    expect(replaced.map(([address]) => address)).toEqual([
      "kubernetes_job.Job",
      "kubernetes_job_v1.JobV1",
      ...(TRIGGERS_WHEN_CREATED ? ["kubernetes_manifest.JobManifest"] : []),
      "kubernetes_pod.Pod",
      "kubernetes_pod_v1.PodV1",
      ...(TRIGGERS_WHEN_CREATED
        ? [
            "kubernetes_replication_controller.ReplicationController",
            "kubernetes_replication_controller_v1.ReplicationControllerV1",
          ]
        : []),
    ]);
  });
});
