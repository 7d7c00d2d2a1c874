import {
  DeploymentStrategyType,
  ImagePullPolicy,
  OsType,
  type WorkloadContainer,
  WorkloadDeployment,
  WorkloadJob,
} from "../../constructs";
import { fullWorkloads } from "../support/full-workloads";
import { CONTAINER, KINDS, scheduleOf } from "../support/workloads";
import { Deployment } from "./deployment";
import { Lab } from "./lab";
import { addNode } from "./node";
import { describeReal } from "./parts";
import { clientsOf, eventually, ownersOfPods, refusals, templateOf } from "./pods";
import { attached, type Clients, CLIENTS, NAMESPACE, shop, type ShopStack } from "./shop";

/** What a Job runs: the kubelet runs this program alone, and an apply waits for the end of a Job. */
const ENDS = ["node", "--eval", "", "--"];

/** Workloads of every kind: as they are by default, with everything set, and attached. */
function everyKind(stack: ShopStack): void {
  for (const [kind, Kind] of KINDS) {
    const name = `plain-${kind.toLowerCase()}`;
    new Kind(stack, name, {
      serviceAccount: stack.orders,
      name,
      containers: [kind === "Job" ? { ...CONTAINER, command: ENDS } : CONTAINER],
      ...scheduleOf(Kind),
    });
  }
  fullWorkloads(stack, stack.orders, ENDS);
  attached(stack);
  new WorkloadDeployment(stack, "other", {
    serviceAccount: stack.reports,
    name: "other",
    containers: [CONTAINER],
  });
}

/** What has pods at once; a CronJob has none yet. */
const WITH_PODS = [
  ...["plain-deployment", "plain-statefulset", "plain-daemonset", "plain-job", "plain-pod"],
  ...["deployment", "stateful-set", "daemon-set", "job", "pod"],
  ...["attached-deployment", "attached-stateful-set", "attached-pod", "attached-manifest"],
  "other",
].sort();

const REPLACED = [
  ...["kubernetes_job_v1.plain-job", "kubernetes_job_v1.job"],
  ...["kubernetes_pod_v1.plain-pod", "kubernetes_pod_v1.pod", "kubernetes_pod_v1.attached-pod"],
];

const UPDATED = [
  "kubernetes_service_account_v1.orders",
  ...["plain-deployment", "deployment", "attached-deployment"].map(
    (name) => `kubernetes_deployment_v1.${name}`,
  ),
  ...["plain-statefulset", "stateful-set", "attached-stateful-set"].map(
    (name) => `kubernetes_stateful_set_v1.${name}`,
  ),
  ...["plain-daemonset", "daemon-set"].map((name) => `kubernetes_daemon_set_v1.${name}`),
  ...["plain-cronjob", "cron-job"].map((name) => `kubernetes_cron_job_v1.${name}`),
  "kubernetes_manifest.attached-manifest",
];

describeReal("workloads in a namespace that enforces the standard restricted", () => {
  let lab: Lab;
  let stopNode: () => void;
  let deployment: Deployment;

  // GIVEN a control plane with one node
  beforeAll(async () => {
    lab = await Lab.start();
    stopNode = addNode(lab);
    deployment = new Deployment(lab, "kinds");
  });

  afterAll(async () => {
    stopNode();
    await lab.stop();
  });

  /** Synthesizes the stack with the namespace, its accounts and some workloads. */
  function write(build: (stack: ShopStack) => void, clients: Clients = CLIENTS): void {
    deployment.synth((app) => build(shop(app, lab.kubeconfig, clients)));
  }

  /** Makes the cluster what a program says, and expects that the next plan is empty. */
  function deploy(build: (stack: ShopStack) => void): Promise<void> {
    write(build);
    return deployment.apply("workloads");
  }

  /** A Deployment of some containers. */
  const web =
    (containers: WorkloadContainer[], more: object = {}) =>
    (stack: ShopStack): void => {
      new WorkloadDeployment(stack, "web", {
        ...{ serviceAccount: stack.orders, name: "web", containers },
        ...more,
      });
    };

  /** The containers of the Deployment as they are stored. */
  const stored = () => templateOf(lab.read("deployment", "web", NAMESPACE)).containers;

  test("start with the identity of their account, every kind of them, and plan empty", async () => {
    // WHEN
    await deploy(everyKind);

    // THEN
    const started = await eventually(
      () => ownersOfPods(lab, NAMESPACE),
      (owners) => owners.length >= WITH_PODS.length,
    ).catch(() => ownersOfPods(lab, NAMESPACE));
    expect({ started, refused: refusals(lab, NAMESPACE) }).toEqual({
      started: WITH_PODS,
      refused: [],
    });
    for (const pod of lab.list("pods", NAMESPACE)) {
      const { name } = pod.metadata;
      const expected = name.startsWith("other-") ? CLIENTS.reports : CLIENTS.orders;
      expect([name, clientsOf(pod)]).toEqual([name, [expected]]);
    }
  });

  test("follow another client id, and those of the other identity keep their pods", async () => {
    // GIVEN
    await deploy(everyKind);
    const others = () =>
      lab
        .list("pods", NAMESPACE)
        .filter(({ metadata }) => metadata.name.startsWith("other-"))
        .map(({ metadata }) => metadata.uid);
    const before = others();

    // WHEN
    const clients = { ...CLIENTS, orders: CLIENTS.orders.replace(/1$/, "9") };
    write(everyKind, clients);
    const planned = await deployment.plan("workloads");
    await deployment.applyPlan("workloads");

    // THEN
    const workloads = Object.entries(planned)
      .filter(([address]) => !address.startsWith("terraform_data."))
      .map(([address, action]) => [address.replace(/_[0-9A-F]{8}$/, ""), action]);
    expect(Object.fromEntries(workloads)).toEqual({
      ...Object.fromEntries(REPLACED.map((address) => [address, "delete and create"])),
      ...Object.fromEntries(UPDATED.map((address) => [address, "update"])),
    });
    await deployment.expectNoChanges("workloads");
    await eventually(
      () => new Set(lab.list("pods", NAMESPACE).flatMap(clientsOf)),
      (seen) => seen.size === 2 && seen.has(clients.orders) && seen.has(clients.reports),
      180,
    );
    expect(others()).toEqual(before);
    await eventually(
      () => ownersOfPods(lab, NAMESPACE),
      (owners) => owners.length === WITH_PODS.length,
    );
  });

  test.each<[string, Partial<WorkloadContainer>, object]>([
    ["the probe of its container", { livenessProbe: { exec: { command: ["true"] } } }, {}],
    ["a volume", {}, { volumes: [{ name: "cache", emptyDir: {} }] }],
    ["the annotations of its pods", {}, { annotations: { note: "second" } }],
    ["its image", { image: "registry.example.com/app:2.0" }, {}],
  ])("a Job is replaced when %s changes, and then plans empty", async (_what, container, more) => {
    // GIVEN
    const job =
      (change: Partial<WorkloadContainer> = {}, rest: object = {}) =>
      (stack: ShopStack): void => {
        new WorkloadJob(stack, "job", {
          ...{ serviceAccount: stack.orders, name: "job" },
          containers: [{ ...CONTAINER, command: ENDS, ...change }],
          ...rest,
        });
      };
    await deploy(job());
    const before = lab.read("job", "job", NAMESPACE).metadata.uid;

    // WHEN
    await deploy(job(container, more));

    // THEN
    expect(lab.read("job", "job", NAMESPACE).metadata.uid).not.toBe(before);
  });

  test("lose the limits, the pull policy and the strategy that their program loses", async () => {
    // GIVEN
    const resources = { requests: { cpu: "100m" }, limits: { memory: "8Gi" } };
    const strategy = { type: DeploymentStrategyType.RECREATE };
    const imagePullPolicy = ImagePullPolicy.ALWAYS;
    await deploy(web([{ ...CONTAINER, resources, imagePullPolicy }], { strategy }));
    expect(stored()).toMatchObject([{ resources, imagePullPolicy }]);

    // WHEN
    await deploy(web([CONTAINER]));

    // THEN
    const { spec } = lab.read("deployment", "web", NAMESPACE);
    expect((spec.strategy as { type: string }).type).toBe("RollingUpdate");
    expect(stored()).toMatchObject([{ resources: {}, imagePullPolicy: "IfNotPresent" }]);
    expect(stored()[0].resources).toEqual({});
  });

  test("a container that comes first takes nothing of the one that was there", async () => {
    // GIVEN
    const main = {
      ...CONTAINER,
      resources: { limits: { memory: "8Gi" } },
      imagePullPolicy: ImagePullPolicy.ALWAYS,
    };
    await deploy(web([main]));

    // WHEN
    await deploy(web([{ name: "agent", image: "registry.example.com/agent:1.0" }, main]));

    // THEN
    expect(stored()).toMatchObject([
      { name: "agent", imagePullPolicy: "IfNotPresent" },
      { name: "app", resources: main.resources, imagePullPolicy: "Always" },
    ]);
    expect(stored()[0].resources).toEqual({});
  });

  test("are accepted for Windows", async () => {
    // WHEN
    await deploy(web([CONTAINER], { os: OsType.WINDOWS }));

    // THEN
    await eventually(
      () => ownersOfPods(lab, NAMESPACE),
      (owners) => owners.includes("web"),
    );
    expect(refusals(lab, NAMESPACE).filter((message) => message.includes("web-"))).toEqual([]);
  });

  test("go with their namespace", async () => {
    await deployment.destroy();
    await eventually(
      () => lab.kubectl(["get", "namespace", NAMESPACE, "--ignore-not-found"]),
      (found) => found === "",
    );
  });
});
