import {
  AccessCheck,
  DeploymentStrategyType,
  ImagePullPolicy,
  OsType,
  WorkloadDaemonSet,
  type WorkloadDaemonSetProps,
  WorkloadDeployment,
  type WorkloadDeploymentProps,
  WorkloadIdentityCluster,
  WorkloadJob,
  type WorkloadJobProps,
  type WorkloadProps,
  WorkloadServiceAccount,
  WorkloadStatefulSet,
  type WorkloadStatefulSetProps,
} from "../../constructs";
import { describeTerraform } from "../stand-in/terraform";
import { newGroup } from "../support/fixtures";
import { fullWorkloads } from "../support/full-workloads";
import type { TestStack } from "../support/synth";
import { CONTAINER, KINDS, scheduleOf } from "../support/workloads";
import { actionsIn, expectNoChanges, planOf, succeeded, Workplace } from "./support";

let workplace: Workplace;

beforeEach(() => {
  workplace = new Workplace();
});

afterEach(() => workplace.close());

type Build = (stack: TestStack, account: WorkloadServiceAccount) => void;

/** A stack with the account shop/orders, whose namespace enforces "restricted". */
function synthWith(build: Build): void {
  workplace.synthAll((stack) => {
    const resourceGroup = newGroup(stack);
    const cluster = new WorkloadIdentityCluster(stack, "cluster", { resourceGroup, name: "aks" });
    cluster.connect(stack);
    const identity = cluster.addFederatedIdentity("federation", {
      namespace: "shop",
      serviceAccountName: "orders",
    });
    const account = new WorkloadServiceAccount(stack, "account", {
      identity,
      createNamespace: true,
      namespaceLabels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
    build(stack, account);
  });
}

const plain: Build = (stack, serviceAccount) => {
  for (const [kind, Kind] of KINDS) {
    const name = kind.toLowerCase();
    new Kind(stack, name, { serviceAccount, name, containers: [CONTAINER], ...scheduleOf(Kind) });
  }
};

const check: Build = (stack, serviceAccount) => {
  new AccessCheck(stack, "check", {
    serviceAccount,
    tokenScope: "https://storage.azure.com/.default",
  });
};

describeTerraform("a namespace that enforces restricted", () => {
  test.each<[string, Build, number]>([
    ["of all kinds with nothing set", plain, 6],
    ["of all kinds with everything set", fullWorkloads, 6],
    ["of the access check", check, 1],
    [
      "for Windows",
      (stack, serviceAccount) => {
        new WorkloadDeployment(stack, "windows", {
          serviceAccount,
          name: "windows",
          os: OsType.WINDOWS,
          containers: [CONTAINER],
        });
      },
      1,
    ],
  ])("lets pods in %s", async (_title, build, count) => {
    // GIVEN
    synthWith(build);
    const stack = await workplace.open("all", { webhook: "from-1.6" });

    // WHEN
    succeeded(await stack.apply());

    // THEN
    expect(stack.clusters.refusedPods).toEqual([]);
    expect(stack.clusters.pods).toHaveLength(count);
    await expectNoChanges(stack);
  });

  test("keeps them out where a container leaves open whether it may run as root", async () => {
    // GIVEN
    synthWith((stack, serviceAccount) => {
      const props = { serviceAccount, name: "orders", containers: [CONTAINER] };
      new WorkloadDeployment(stack, "deployment", props);
    });
    workplace.edit("all", "kubernetes_deployment_v1", ({ spec }) => {
      const { template } = spec as {
        template: { spec: { container: { security_context: Record<string, unknown> }[] } };
      };
      delete template.spec.container[0].security_context.run_as_non_root;
    });
    const stack = await workplace.open("all");

    // WHEN
    succeeded(await stack.apply());

    // THEN
    expect(stack.clusters.pods).toEqual([]);
    expect(stack.clusters.refusedPods).toMatchObject([
      { message: expect.stringContaining('violates PodSecurity "restricted:latest"') },
    ]);
  });
});

/** What a program says before and after, and what Terraform does of it. */
type Change<P> = readonly [string, Partial<P>, Partial<P>, string, object];

describeTerraform("what a program takes away", () => {
  /** The specification that the API holds after two applies, and what the second one did. */
  async function changed<P extends WorkloadProps>(
    kind: string,
    [before, after]: readonly Partial<P>[],
    make: (stack: TestStack, props: P) => void,
  ) {
    const synthesize = (more: Partial<P>) =>
      synthWith((stack, serviceAccount) =>
        make(stack, {
          serviceAccount,
          name: "orders",
          containers: [CONTAINER],
          ...more,
        } as unknown as P),
      );
    synthesize(before);
    const stack = await workplace.open("all", { also: { resources: ["terraform_data"] } });
    succeeded(await stack.apply());
    synthesize(after);
    const plan = await planOf(stack);
    succeeded(await stack.apply("next.plan"));
    await expectNoChanges(stack);
    const apiVersion = kind === "Job" ? "batch/v1" : "apps/v1";
    const reference = { apiVersion, kind, namespace: "shop", name: "orders" };
    const [action] = Object.entries(actionsIn(plan)).filter(([address]) =>
      address.startsWith("kubernetes_"),
    );
    return { action: action?.[1], stored: stack.clusters.find(reference)?.spec };
  }

  const AGENT = { name: "agent", image: "registry.example.com/agent:2.0" };
  const LIMITED = {
    ...CONTAINER,
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    resources: { limits: { memory: "8Gi" } },
  };

  const containers = (...of: object[]) => ({
    template: { spec: { containers: of.map((one) => expect.objectContaining(one) as unknown) } },
  });

  test.each<Change<WorkloadDeploymentProps>>([
    [
      "limits and a pull policy",
      { containers: [LIMITED] },
      { containers: [CONTAINER] },
      "update",
      containers({ resources: {}, imagePullPolicy: "IfNotPresent" }),
    ],
    [
      "its place at the head of the list",
      { containers: [LIMITED] },
      { containers: [AGENT, LIMITED] },
      "update",
      containers(
        { name: "agent", resources: {}, imagePullPolicy: "IfNotPresent" },
        { resources: expect.objectContaining({ limits: { memory: "8Gi" } }) },
      ),
    ],
    [
      "a strategy",
      { strategy: { type: DeploymentStrategyType.RECREATE } },
      {},
      "update",
      {
        strategy: {
          type: "RollingUpdate",
          rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" },
        },
      },
    ],
    [
      "a moving tag",
      { containers: [{ ...CONTAINER, image: "registry.example.com/app" }] },
      { containers: [CONTAINER] },
      "update",
      containers({ imagePullPolicy: "IfNotPresent" }),
    ],
  ])("is gone from a Deployment: %s", async (_title, before, after, action, spec) => {
    const make = (stack: TestStack, props: WorkloadDeploymentProps) =>
      void new WorkloadDeployment(stack, "deployment", props);
    const { action: done, stored } = await changed("Deployment", [before, after], make);
    expect(done).toBe(action);
    expect(stored).toMatchObject(spec);
  });

  test("is gone from a Deployment that is replaced: the logins to registries", async () => {
    const logins = [{ imagePullSecrets: ["registry"] }, { imagePullSecrets: [] }];
    const make = (stack: TestStack, props: WorkloadDeploymentProps) =>
      void new WorkloadDeployment(stack, "deployment", props);
    const { action, stored } = await changed("Deployment", logins, make);
    expect(action).toBe("delete and create");
    expect(JSON.stringify(stored)).not.toContain("imagePullSecrets");
  });

  test("is gone from a DaemonSet: a surge", async () => {
    const surge: Partial<WorkloadDaemonSetProps> = { updateStrategy: { maxSurge: "1" } };
    const make = (stack: TestStack, props: WorkloadDaemonSetProps) =>
      void new WorkloadDaemonSet(stack, "daemon-set", props);
    const { action, stored } = await changed("DaemonSet", [surge, {}], make);
    expect(action).toBe("update");
    expect(stored).toMatchObject({
      updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
    });
  });

  test("is gone from a StatefulSet: a partition; and it has revisions to go back to", async () => {
    const make = (stack: TestStack, props: WorkloadStatefulSetProps) =>
      void new WorkloadStatefulSet(stack, "stateful-set", props);
    const partition = { updateStrategy: { partition: 2 } };
    const { action, stored } = await changed("StatefulSet", [partition, {}], make);
    expect(action).toBe("update");
    expect(stored).toMatchObject({
      revisionHistoryLimit: 10,
      updateStrategy: { rollingUpdate: { partition: 0 } },
    });
  });

  test("replaces a StatefulSet where it is a size of claims", async () => {
    const make = (stack: TestStack, props: WorkloadStatefulSetProps) =>
      void new WorkloadStatefulSet(stack, "stateful-set", props);
    const claims = ["8Gi", "4Gi"].map((storage) => ({
      volumeClaimTemplates: [{ name: "data", storage }],
    }));
    const { action, stored } = await changed("StatefulSet", claims, make);
    expect(action).toBe("delete and create");
    expect(JSON.stringify(stored)).toContain('"storage":"4Gi"');
  });

  test.each<[string, Partial<WorkloadJobProps>, Partial<WorkloadJobProps>]>([
    ["a volume", { volumes: [{ name: "tmp", emptyDir: {} }] }, {}],
    [
      "a path of a probe",
      { containers: [{ ...CONTAINER, livenessProbe: { httpGet: { port: 1, path: "/a" } } }] },
      { containers: [{ ...CONTAINER, livenessProbe: { httpGet: { port: 1 } } }] },
    ],
    ["a spread", { topologySpreadConstraints: [{ topologyKey: "zone" }] }, {}],
    [
      "affinity",
      { affinity: { podAffinity: [{ topologyKey: "zone" }] } },
      { affinity: { podAffinity: [{ topologyKey: "host" }] } },
    ],
    ["a time to live", { ttlSecondsAfterFinished: 60 }, {}],
    ["logins to registries", { imagePullSecrets: ["registry"] }, {}],
  ])("replaces a Job, and then no more: %s", async (_title, before, after) => {
    const make = (stack: TestStack, props: WorkloadJobProps) =>
      void new WorkloadJob(stack, "job", props);
    const { action } = await changed("Job", [before, after], make);
    expect(action).toBe("delete and create");
  });
});

describeTerraform("what an earlier version made", () => {
  test("a StatefulSet without revisions is not replaced", async () => {
    // GIVEN
    const synthesize = () =>
      synthWith((stack, serviceAccount) => {
        const props = { serviceAccount, name: "orders", containers: [CONTAINER] };
        new WorkloadStatefulSet(stack, "stateful-set", props);
      });
    synthesize();
    workplace.edit("all", "kubernetes_stateful_set_v1", (set) => {
      const spec = set.spec as Record<string, unknown>;
      for (const field of ["revision_history_limit", "update_strategy", "pod_management_policy"]) {
        delete spec[field];
      }
    });
    const stack = await workplace.open("all");
    succeeded(await stack.apply());

    // WHEN
    synthesize();
    const actions = actionsIn(await planOf(stack));
    succeeded(await stack.apply("next.plan"));

    // THEN
    expect(Object.values(actions)).not.toContain("delete and create");
    await expectNoChanges(stack);
  });
});
