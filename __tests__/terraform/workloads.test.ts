import {
  ManagedIdentity,
  OsType,
  PodSecurity,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadJob,
  WorkloadPod,
  WorkloadServiceAccount,
} from "../../constructs";
import { describeTerraform } from "../stand-in/terraform";
import { newGroup } from "../support/fixtures";
import { fullWorkloads } from "../support/full-workloads";
import type { TestStack } from "../support/synth";
import { CONTAINER, KINDS, scheduleOf } from "../support/workloads";
import {
  actionsIn,
  expectNoChanges,
  planOf,
  succeeded,
  TRIGGERS_WHEN_CREATED,
  Workplace,
} from "./support";

/** The namespace of the service account is there before the stack. */
const EXISTING = { namespaces: ["shop"] };

let workplace: Workplace;

beforeEach(() => {
  workplace = new Workplace();
});

afterEach(() => workplace.close());

/** A stack with the service account shop/orders of an identity, whose workloads a test makes. */
function synthWith(
  build: (stack: TestStack, account: WorkloadServiceAccount) => void,
  identityName = "orders",
): void {
  workplace.synthAll((stack) => {
    const resourceGroup = newGroup(stack);
    const cluster = new WorkloadIdentityCluster(stack, "cluster", { resourceGroup, name: "aks" });
    cluster.connect(stack);
    const identity = new ManagedIdentity(stack, "identity", { resourceGroup, name: identityName });
    const trust = cluster.addFederatedIdentity("federation", {
      identity,
      namespace: "shop",
      serviceAccountName: "orders",
    });
    build(
      stack,
      new WorkloadServiceAccount(stack, "service-account", {
        identity: trust,
        createNamespace: false,
      }),
    );
  });
}

/** A Job whose pods have an annotation. */
function synthJob(note: string): void {
  synthWith((stack, serviceAccount) => {
    new WorkloadJob(stack, "job", {
      serviceAccount,
      name: "job",
      containers: [CONTAINER],
      annotations: { note },
    });
  });
}

/** One workload of each kind as it is by default. */
function plainWorkloads(stack: TestStack, serviceAccount: WorkloadServiceAccount): void {
  for (const [kind, Kind] of KINDS) {
    const name = kind.toLowerCase();
    new Kind(stack, name, { serviceAccount, name, containers: [CONTAINER], ...scheduleOf(Kind) });
  }
}

describeTerraform("workloads of every kind", () => {
  test.each([
    ["with everything set", fullWorkloads],
    ["with nothing set", plainWorkloads],
    [
      "for Windows, and under the other standards",
      (stack: TestStack, serviceAccount: WorkloadServiceAccount) => {
        const shared = { serviceAccount, containers: [CONTAINER] };
        new WorkloadDeployment(stack, "windows", {
          ...shared,
          name: "windows",
          os: OsType.WINDOWS,
        });
        new WorkloadPod(stack, "baseline", {
          ...shared,
          name: "baseline",
          podSecurity: PodSecurity.BASELINE,
        });
      },
    ],
  ])("are valid %s", async (_title, build) => {
    // GIVEN
    synthWith(build);
    const stack = await workplace.openForChecks("all");

    // WHEN
    const validated = await stack.validate();

    // THEN
    expect(succeeded(validated)).toContain("The configuration is valid.");
    expect(validated.stdout).not.toContain("Warning");
  });

  test.each([
    ["with everything set", fullWorkloads],
    ["with nothing set", plainWorkloads],
  ])("come, stay as they are and go, %s", async (_title, build) => {
    // GIVEN
    synthWith(build);
    const stack = await workplace.open("all", { webhook: "from-1.6", existing: EXISTING });

    // WHEN
    succeeded(await stack.apply());

    // THEN
    const made = stack.applied.map(({ typeName }) => typeName);
    for (const [, , type] of KINDS) expect(made.filter((one) => one === type)).toHaveLength(1);
    await expectNoChanges(stack);
    succeeded(await stack.destroy());
  });

  test("follow another identity, each as it can, and then no more", async () => {
    // GIVEN
    synthWith(fullWorkloads);
    const stack = await workplace.open("all", { webhook: "from-1.6", existing: EXISTING });
    succeeded(await stack.apply());

    // WHEN
    synthWith(fullWorkloads, "other");
    const plan = await planOf(stack);
    succeeded(await stack.apply("next.plan"));

    // THEN
    const actions = Object.entries(actionsIn(plan)).filter(([address]) =>
      /kubernetes_|terraform_data/.test(address),
    );
    const digits = /_[0-9A-F]{8}$/;
    expect(
      Object.fromEntries(actions.map(([address, action]) => [address.replace(digits, ""), action])),
    ).toEqual({
      "kubernetes_service_account_v1.service-account": "update",
      "kubernetes_deployment_v1.deployment": "update",
      "kubernetes_stateful_set_v1.stateful-set": "update",
      "kubernetes_daemon_set_v1.daemon-set": "update",
      "kubernetes_cron_job_v1.cron-job": "update",
      "terraform_data.job_written": "delete and create",
      "kubernetes_job_v1.job": "delete and create",
      "terraform_data.pod_written": "delete and create",
      "kubernetes_pod_v1.pod": "delete and create",
    });
    await expectNoChanges(stack);
  });

  test("a Job runs again when the annotations of its pods change, and then no more", async () => {
    // GIVEN
    synthJob("first");
    const stack = await workplace.open("all", { existing: EXISTING });
    succeeded(await stack.apply());

    // WHEN
    synthJob("second");
    const actions = actionsIn(await planOf(stack));
    succeeded(await stack.apply("next.plan"));

    // THEN
    expect(actions).toMatchObject({ "kubernetes_job_v1.job": "delete and create" });
    await expectNoChanges(stack);
  });

  test("a Job without that trigger would never come to rest", async () => {
    // GIVEN
    const withoutTrigger = (note: string) => {
      synthJob(note);
      workplace.edit("all", "kubernetes_job_v1", (job) => delete job.lifecycle);
    };
    withoutTrigger("first");
    const stack = await workplace.open("all", { existing: EXISTING });
    succeeded(await stack.apply());

    // WHEN
    withoutTrigger("second");
    succeeded(await stack.apply());

    // THEN
    expect(actionsIn(await planOf(stack))).toEqual({ "kubernetes_job_v1.job": "update" });
  });

  test("keep their Job where only its trigger is new, but for OpenTofu from 1.12 on", async () => {
    // GIVEN
    synthWith(plainWorkloads);
    workplace.edit("all", "kubernetes_job_v1", (job) => delete job.lifecycle);
    const stack = await workplace.open("all", { existing: EXISTING });
    succeeded(await stack.apply("-target=kubernetes_job_v1.job"));

    // WHEN
    synthWith(plainWorkloads);
    const actions = actionsIn(await planOf(stack));

    // THEN
    expect(Object.keys(actions)).toContainEqual(
      expect.stringMatching(/^terraform_data\.job_written_/),
    );
    const made = TRIGGERS_WHEN_CREATED ? "delete and create" : undefined;
    expect(actions["kubernetes_job_v1.job"]).toBe(made);
  });
});
