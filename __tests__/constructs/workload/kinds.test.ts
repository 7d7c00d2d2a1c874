import type { Construct } from "constructs";
import {
  AccessMode,
  ConcurrencyPolicy,
  DeploymentStrategyType,
  PodManagementPolicy,
  UpdateStrategyType,
  type VolumeClaimTemplate,
  WorkloadCronJob,
  type WorkloadCronJobProps,
  WorkloadDaemonSet,
  type WorkloadDaemonSetProps,
  WorkloadDeployment,
  type WorkloadDeploymentProps,
  WorkloadJob,
  WorkloadPod,
  WorkloadStatefulSet,
  type WorkloadStatefulSetProps,
} from "../../../constructs";
import { messageOf, resources, type StackJson, synth, warningsOf } from "../../support/synth";
import { CONTAINER, digestWith, KINDS, newWorkload, podsOf } from "../../support/workloads";

const withDeployment = (props: Partial<WorkloadDeploymentProps>) =>
  synth((scope) => newWorkload(WorkloadDeployment, scope, props));
const withDaemonSet = (props: Partial<WorkloadDaemonSetProps>) => (scope: Construct) =>
  newWorkload(WorkloadDaemonSet, scope, props);
const withStatefulSet = (props: Partial<WorkloadStatefulSetProps>) => (scope: Construct) =>
  newWorkload(WorkloadStatefulSet, scope, props);
const withCronJob = (props: Partial<WorkloadCronJobProps>) =>
  synth((scope) => newWorkload(WorkloadCronJob, scope, props));

/** The specification of the only resource of a type. */
const specOf = (stack: StackJson, type: string) =>
  resources(stack, type)[0].spec as Record<string, unknown>;

describe("the pods of what makes them anew", () => {
  test.each(KINDS.slice(0, 4))(
    "a %s has what the webhook reads of the account",
    (_kind, Kind, type) => {
      // WHEN
      const stack = synth((scope) =>
        newWorkload(Kind, scope, { annotations: { "example.com/owner": "orders" } }),
      );

      // THEN
      const identity = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {})[0];
      expect(podsOf(stack, type).metadata.annotations).toEqual({
        "cdktf-aks-workload-identity/client-id": `\${azurerm_user_assigned_identity.${identity}.client_id}`,
        "cdktf-aks-workload-identity/tenant-id": `\${azurerm_user_assigned_identity.${identity}.tenant_id}`,
        "example.com/owner": "orders",
      });
      expect(stack.resource).not.toHaveProperty("terraform_data");
    },
  );

  test("a Job is replaced by what the provider does not see change in its pods", () => {
    // WHEN
    const stack = synth((scope) =>
      newWorkload(WorkloadJob, scope, {
        labels: { team: "shop" },
        annotations: { "example.com/owner": "orders" },
      }),
    );

    // THEN
    const [[written, { triggers_replace }]] = Object.entries(stack.resource?.terraform_data ?? {});
    expect(resources(stack, "kubernetes_job_v1")[0].lifecycle).toEqual({
      replace_triggered_by: [`terraform_data.${written}`],
    });
    expect(triggers_replace).toEqual({
      "azure.workload.identity/client-id": expect.stringMatching(/client_id/),
      "azure.workload.identity/tenant-id": expect.stringMatching(/tenant_id/),
      labels: {
        team: "shop",
        "app.kubernetes.io/name": "orders",
        "azure.workload.identity/use": "true",
      },
      annotations: { "example.com/owner": "orders" },
      pods: digestWith(expect.stringMatching(/^\$\{kubernetes_service_account_v1.*name\}$/)),
    });
    expect(podsOf(stack, "kubernetes_job_v1").metadata.annotations).toEqual({
      "example.com/owner": "orders",
    });
  });

  /** What stands among the triggers of a Job or a pod. */
  const triggersOf = (Kind: typeof WorkloadJob | typeof WorkloadPod, props: object) => {
    const stack = synth((scope) => newWorkload(Kind, scope, props));
    return resources(stack, "terraform_data")[0].triggers_replace as Record<string, unknown>;
  };

  const MOUNTED = {
    volumes: [{ name: "config", configMap: { name: "settings" } }],
    containers: [{ ...CONTAINER, volumeMounts: [{ name: "config", mountPath: "/etc/app" }] }],
  };

  test.each<[string, object, object]>([
    ["a volume", { volumes: [{ name: "config", emptyDir: {} }] }, {}],
    [
      "what a volume holds",
      { volumes: [{ name: "config", configMap: { name: "settings" } }] },
      { volumes: [{ name: "config", configMap: { name: "others" } }] },
    ],
    [
      "the place of a mount",
      MOUNTED,
      {
        ...MOUNTED,
        containers: [{ ...CONTAINER, volumeMounts: [{ name: "config", mountPath: "/etc/b" }] }],
      },
    ],
    [
      "a field of a probe",
      { containers: [{ ...CONTAINER, livenessProbe: { httpGet: { port: 80, path: "/a" } } }] },
      { containers: [{ ...CONTAINER, livenessProbe: { httpGet: { port: 80, path: "/b" } } }] },
    ],
    ["affinity", { affinity: { podAffinity: [{ topologyKey: "zone" }] } }, {}],
    [
      "a spread",
      { topologySpreadConstraints: [{ topologyKey: "zone" }] },
      { topologySpreadConstraints: [{ topologyKey: "zone", maxSkew: 2 }] },
    ],
    ["a login", { imagePullSecrets: ["registry"] }, {}],
    [
      "a divisor",
      {
        containers: [
          { ...CONTAINER, envValueFrom: { CPU: { resourceFieldRef: { resource: "limits.cpu" } } } },
        ],
      },
      {
        containers: [
          {
            ...CONTAINER,
            envValueFrom: { CPU: { resourceFieldRef: { resource: "limits.cpu", divisor: "1m" } } },
          },
        ],
      },
    ],
    ["a program", { containers: [{ ...CONTAINER, command: ["a"] }] }, {}],
  ])("a Job is replaced when %s changes", (_title, before, after) => {
    const digest = (props: object) => triggersOf(WorkloadJob, props).pods;
    expect(digest(before)).toEqual(digest(before));
    expect(digest(before)).not.toEqual(digest(after));
  });

  test("a Job is not replaced by the order in which its properties are given", () => {
    const digest = (nodeSelector: Record<string, string>, limits: Record<string, string>) =>
      triggersOf(WorkloadJob, {
        nodeSelector,
        containers: [{ ...CONTAINER, resources: { limits } }],
      }).pods;
    expect(digest({ a: "1", b: "2" }, { cpu: "1", memory: "1Gi" })).toEqual(
      digest({ b: "2", a: "1" }, { memory: "1Gi", cpu: "1" }),
    );
  });

  test("a Job is replaced by another time to live", () => {
    expect(triggersOf(WorkloadJob, { ttlSecondsAfterFinished: 60 })).toMatchObject({ ttl: 60 });
    expect(triggersOf(WorkloadJob, {})).not.toHaveProperty("ttl");
  });

  test.each<[string, object]>([
    ["a container", { containers: [{ ...CONTAINER, args: ["a"] }] }],
    ["an init container", { initContainers: [{ ...CONTAINER, name: "init" }] }],
    ["a volume", { volumes: [{ name: "tmp", emptyDir: {} }] }],
    ["a login, which the provider would keep,", { imagePullSecrets: ["registry"] }],
  ])("a Pod is replaced when %s changes", (_title, props) => {
    const digest = (of: object) => triggersOf(WorkloadPod, of).pod;
    expect(digest(props)).toEqual(digest(props));
    expect(digest(props)).not.toEqual(digest({}));
  });

  test.each(KINDS.filter(([kind]) => !["Job", "pod"].includes(kind)))(
    "a %s is replaced when its logins are taken away, which the provider would keep",
    (_kind, Kind, type) => {
      // GIVEN
      const of = (imagePullSecrets?: string[]) =>
        synth((scope) => newWorkload(Kind, scope, { imagePullSecrets }));

      // THEN
      for (const [logins, any] of [[["registry"], true] as const, [[], false] as const]) {
        const stack = of([...logins]);
        const [[address, { triggers_replace }]] = Object.entries(
          stack.resource?.terraform_data ?? {},
        );
        expect(triggers_replace).toEqual({ any });
        expect(resources(stack, type)[0].lifecycle).toMatchObject({
          replace_triggered_by: [`terraform_data.${address}`],
        });
      }
      expect(of().resource).not.toHaveProperty("terraform_data");
    },
  );
});

describe("a Deployment", () => {
  test("always says all of its strategy, so that what is left out is not as before", () => {
    const strategy = (props: Partial<WorkloadDeploymentProps>) =>
      specOf(withDeployment(props), "kubernetes_deployment_v1").strategy;
    expect(strategy({})).toEqual({
      type: "RollingUpdate",
      rolling_update: { max_surge: "25%", max_unavailable: "25%" },
    });
    expect(strategy({ strategy: { maxSurge: "1" } })).toEqual({
      type: "RollingUpdate",
      rolling_update: { max_surge: "1", max_unavailable: "25%" },
    });
    expect(strategy({ strategy: { type: DeploymentStrategyType.RECREATE } })).toEqual({
      type: "Recreate",
    });
    expect(strategy({ strategy: { maxSurge: "1", maxUnavailable: "0" } })).toEqual({
      type: "RollingUpdate",
      rolling_update: { max_surge: "1", max_unavailable: "0" },
    });
  });

  test("fails when limits of a rolling update stand by another strategy", () => {
    const strategy = { type: DeploymentStrategyType.RECREATE, maxSurge: "1" };
    expect(messageOf(() => withDeployment({ strategy }))).toBe(
      [
        '[test/workload] `strategy.maxSurge` is for rolling updates, and the strategy is "Recreate".',
        '  got:     "Recreate"',
        '  allowed: "RollingUpdate"',
        "  fix:     remove `strategy.maxSurge`, or change the type of the strategy",
        "  code:    rolling-update-only",
      ].join("\n"),
    );
  });

  test("fails when an update has no room", () => {
    expect(
      messageOf(() => withDeployment({ strategy: { maxSurge: "0", maxUnavailable: "0%" } })),
    ).toBe(
      [
        "[test/workload] `strategy` gives an update no way to go on, or two.",
        "  allowed: not both 0",
        "  fix:     change `maxSurge` or `maxUnavailable`",
        "  code:    update-without-room",
      ].join("\n"),
    );
  });

  test.each([
    ["type", { type: "Blue" as DeploymentStrategyType }, "has an unknown value"],
    ["maxSurge", { maxSurge: "half" }, "is not a valid number or share of pods"],
  ])("fails when `strategy.%s` breaks its rule", (prop, strategy, what) => {
    expect(messageOf(() => withDeployment({ strategy }))).toMatch(
      `[test/workload] \`strategy.${prop}\` ${what}.`,
    );
  });
});

describe("a DaemonSet", () => {
  const specWith = (props: Partial<WorkloadDaemonSetProps>) =>
    specOf(synth(withDaemonSet(props)), "kubernetes_daemon_set_v1");

  test("finds its pods, and Terraform does not wait for them unless told to", () => {
    const of = (props: Partial<WorkloadDaemonSetProps>) =>
      resources(synth(withDaemonSet(props)), "kubernetes_daemon_set_v1")[0];
    expect(of({})).toMatchObject({
      metadata: { name: "orders", namespace: "shop" },
      spec: { selector: { match_labels: { "app.kubernetes.io/name": "orders" } } },
      wait_for_rollout: false,
    });
    expect(of({}).spec).toMatchObject({
      strategy: {
        type: "RollingUpdate",
        rolling_update: { max_surge: "0", max_unavailable: "1" },
      },
    });
    expect(of({ waitForRollout: true })).toMatchObject({ wait_for_rollout: true });
  });

  test("may have a second pod on a node, and then no node without one", () => {
    expect(specWith({ updateStrategy: { maxSurge: "10%" } }).strategy).toEqual({
      type: "RollingUpdate",
      rolling_update: { max_surge: "10%", max_unavailable: "0" },
    });
    expect(specWith({ updateStrategy: { maxUnavailable: "2" } }).strategy).toEqual({
      type: "RollingUpdate",
      rolling_update: { max_surge: "0", max_unavailable: "2" },
    });
    expect(specWith({ updateStrategy: { type: UpdateStrategyType.ON_DELETE } }).strategy).toEqual({
      type: "OnDelete",
    });
  });

  test.each([
    { maxSurge: "1", maxUnavailable: "1" },
    { maxSurge: "0", maxUnavailable: "0" },
    { maxUnavailable: "0" },
  ])("fails with the limits %j", (updateStrategy) => {
    expect(messageOf(() => specWith({ updateStrategy }))).toMatch(
      "`updateStrategy` gives an update no way to go on, or two.",
    );
  });

  test("warns that its pods keep their identity when nobody deletes them", () => {
    const updateStrategy = { type: UpdateStrategyType.ON_DELETE };
    expect(warningsOf(withDaemonSet({ updateStrategy }))).toEqual([
      "The pods of the DaemonSet orders keep an identity that has changed until somebody deletes them: its update strategy is OnDelete.",
    ]);
    expect(warningsOf(withDaemonSet({}))).toEqual([]);
  });
});

describe("a StatefulSet", () => {
  const specWith = (props: Partial<WorkloadStatefulSetProps>) =>
    specOf(synth(withStatefulSet(props)), "kubernetes_stateful_set_v1");

  test("has the service of its name, and leaves the number of its pods to others", () => {
    // WHEN
    const [set] = resources(synth(withStatefulSet({})), "kubernetes_stateful_set_v1");

    // THEN
    expect(set).toMatchObject({
      metadata: { name: "orders", namespace: "shop" },
      wait_for_rollout: false,
    });
    expect(Object.keys(set.spec as object).sort()).toEqual([
      "pod_management_policy",
      "revision_history_limit",
      "selector",
      "service_name",
      "template",
      "update_strategy",
    ]);
    expect(set.spec).toMatchObject({
      service_name: "orders",
      pod_management_policy: "OrderedReady",
      update_strategy: [{ type: "RollingUpdate", rolling_update: [{ partition: 0 }] }],
      selector: { match_labels: { "app.kubernetes.io/name": "orders" } },
    });
  });

  test("keeps revisions to go back to, and one of before is not replaced for it", () => {
    const [set] = resources(synth(withStatefulSet({})), "kubernetes_stateful_set_v1");
    expect(set.spec).toMatchObject({ revision_history_limit: 10 });
    expect(set.lifecycle).toEqual({ ignore_changes: ["spec[0].revision_history_limit"] });
  });

  test("is replaced by another size of its claims, which the provider would never send", () => {
    // WHEN
    const volumeClaimTemplates = [{ name: "data", storage: "8Gi" }];
    const stack = synth(withStatefulSet({ volumeClaimTemplates }));

    // THEN
    const [[address, { triggers_replace }]] = Object.entries(stack.resource?.terraform_data ?? {});
    expect(triggers_replace).toEqual({ data: "8Gi" });
    expect(resources(stack, "kubernetes_stateful_set_v1")[0].lifecycle).toMatchObject({
      replace_triggered_by: [`terraform_data.${address}`],
    });
  });

  test("takes what it is given, and its containers mount its claims", () => {
    // WHEN
    const props: Partial<WorkloadStatefulSetProps> = {
      serviceName: "orders-headless",
      replicas: 0,
      podManagementPolicy: PodManagementPolicy.PARALLEL,
      updateStrategy: { partition: 1 },
      waitForRollout: true,
      volumeClaimTemplates: [
        { name: "data", storage: "8Gi" },
        {
          name: "shared",
          storage: "1Ti",
          accessModes: [AccessMode.READ_WRITE_MANY],
          storageClassName: "azurefile-csi",
        },
      ],
      containers: [{ ...CONTAINER, volumeMounts: [{ name: "data", mountPath: "/data" }] }],
    };
    const [set] = resources(synth(withStatefulSet(props)), "kubernetes_stateful_set_v1");

    // THEN
    expect(set).toMatchObject({
      wait_for_rollout: true,
      spec: {
        service_name: "orders-headless",
        replicas: "0",
        pod_management_policy: "Parallel",
        update_strategy: [{ type: "RollingUpdate", rolling_update: [{ partition: 1 }] }],
        volume_claim_template: [
          {
            metadata: { name: "data" },
            spec: {
              access_modes: ["ReadWriteOnce"],
              resources: { requests: { storage: "8Gi" } },
            },
          },
          {
            metadata: { name: "shared" },
            spec: {
              access_modes: ["ReadWriteMany"],
              storage_class_name: "azurefile-csi",
              resources: { requests: { storage: "1Ti" } },
            },
          },
        ],
      },
    });
  });

  test("warns that its pods keep their identity when nobody deletes them", () => {
    const updateStrategy = { type: UpdateStrategyType.ON_DELETE };
    expect(warningsOf(withStatefulSet({ updateStrategy }))).toEqual([
      "The pods of the StatefulSet orders keep an identity that has changed until somebody deletes them: its update strategy is OnDelete.",
    ]);
    expect(warningsOf(withStatefulSet({}))).toEqual([]);
  });

  const claim: VolumeClaimTemplate = { name: "data", storage: "1Gi" };

  test.each<[string, Partial<WorkloadStatefulSetProps>, string]>([
    ["name", { name: "x".repeat(53) }, "is not a valid name of a StatefulSet"],
    ["serviceName", { serviceName: "a.b" }, "is not a valid workload name"],
    ["replicas", { replicas: -1 }, "is not a valid number of replicas"],
    [
      "podManagementPolicy",
      { podManagementPolicy: "Serial" as PodManagementPolicy },
      "has an unknown value",
    ],
    [
      "updateStrategy.partition",
      { updateStrategy: { type: UpdateStrategyType.ON_DELETE, partition: 1 } },
      'is for rolling updates, and the strategy is "OnDelete"',
    ],
    [
      "volumeClaimTemplates[0].storage",
      { volumeClaimTemplates: [{ name: "data", storage: "8GB" }] },
      "is not a valid quantity",
    ],
    [
      "volumeClaimTemplates[1].name",
      { volumeClaimTemplates: [claim, claim] },
      "is a second volume of the same name",
    ],
    [
      "volumeClaimTemplates[0].name",
      { volumes: [{ name: "data", emptyDir: {} }], volumeClaimTemplates: [claim] },
      "is a second volume of the same name",
    ],
    [
      "volumeClaimTemplates[0].accessModes",
      { volumeClaimTemplates: [{ ...claim, accessModes: [] }] },
      "is empty",
    ],
    [
      "volumeClaimTemplates[0].accessModes[0]",
      { volumeClaimTemplates: [{ ...claim, accessModes: ["RWO" as AccessMode] }] },
      "has an unknown value",
    ],
  ])("fails when `%s` breaks its rule: %j", (prop, props, what) => {
    expect(messageOf(() => specWith(props))).toMatch(`[test/workload] \`${prop}\` ${what}.`);
  });
});

describe("a CronJob", () => {
  const type = "kubernetes_cron_job_v1";

  test("has a schedule, and Jobs as a Job by itself is", () => {
    const spec = specOf(withCronJob({ schedule: "30 2 * * 1-5" }), type);
    expect(Object.keys(spec).sort()).toEqual(["job_template", "schedule"]);
    expect(spec).toMatchObject({
      schedule: "30 2 * * 1-5",
      job_template: {
        metadata: { labels: { "app.kubernetes.io/name": "orders" } },
        spec: { backoff_limit: 6, template: { spec: { restart_policy: "Never" } } },
      },
    });
  });

  test("takes what it is given", () => {
    // WHEN
    const spec = specOf(
      withCronJob({
        timeZone: "Europe/Berlin",
        concurrencyPolicy: ConcurrencyPolicy.FORBID,
        successfulJobsHistoryLimit: 0,
        failedJobsHistoryLimit: 5,
        startingDeadlineSeconds: 60,
        suspend: true,
        backoffLimit: 0,
        activeDeadlineSeconds: 600,
        ttlSecondsAfterFinished: 0,
      }),
      type,
    );

    // THEN
    expect(spec).toMatchObject({
      schedule: "@daily",
      timezone: "Europe/Berlin",
      concurrency_policy: "Forbid",
      successful_jobs_history_limit: 0,
      failed_jobs_history_limit: 5,
      starting_deadline_seconds: 60,
      suspend: true,
      job_template: {
        spec: {
          backoff_limit: 0,
          active_deadline_seconds: 600,
          ttl_seconds_after_finished: "0",
        },
      },
    });
  });

  test.each<[string, Partial<WorkloadCronJobProps>, string]>([
    ["name", { name: "x".repeat(53) }, "is not a valid name of a CronJob"],
    ["schedule", { schedule: "every day" }, "is not a valid schedule"],
    ["schedule", { schedule: "30-10 * * * *" }, "is not a valid schedule"],
    ["schedule", { schedule: "* * * * FRI-MON" }, "is not a valid schedule"],
    ["timeZone", { timeZone: "Europe/Nowhere" }, "is not a valid time zone"],
    ["timeZone", { timeZone: "+01:00" }, "is not a valid time zone"],
    [
      "concurrencyPolicy",
      { concurrencyPolicy: "Queue" as ConcurrencyPolicy },
      "has an unknown value",
    ],
    ["activeDeadlineSeconds", { activeDeadlineSeconds: 0 }, "is not a valid deadline in seconds"],
    [
      "startingDeadlineSeconds",
      { startingDeadlineSeconds: 0 },
      "is not a valid number of seconds a Job may be late",
    ],
    [
      "failedJobsHistoryLimit",
      { failedJobsHistoryLimit: -1 },
      "is not a valid number of Jobs kept",
    ],
  ])("fails when `%s` breaks its rule: %j", (prop, props, what) => {
    expect(messageOf(() => withCronJob(props))).toMatch(`[test/workload] \`${prop}\` ${what}.`);
  });
});

describe("a Job", () => {
  const build = (props: object) => (scope: Construct) => newWorkload(WorkloadJob, scope, props);

  test("has deadline and end of life only when given", () => {
    const of = (props: object) => specOf(synth(build(props)), "kubernetes_job_v1");
    expect(Object.keys(of({})).sort()).toEqual(["backoff_limit", "template"]);
    expect(of({ activeDeadlineSeconds: 60, ttlSecondsAfterFinished: 0 })).toMatchObject({
      active_deadline_seconds: 60,
      ttl_seconds_after_finished: "0",
    });
  });

  test("warns that Terraform runs it again after its end of life", () => {
    expect(warningsOf(build({ ttlSecondsAfterFinished: 60 }))).toEqual([
      "Kubernetes deletes the Job orders some time after it has finished, by `ttlSecondsAfterFinished`; Terraform then makes it, and so runs it, again at the next apply (https://github.com/hashicorp/terraform-provider-kubernetes/issues/2531). For work that recurs use a WorkloadCronJob, whose Jobs Terraform does not know.",
    ]);
    expect(warningsOf(build({}))).toEqual([]);
  });
});
