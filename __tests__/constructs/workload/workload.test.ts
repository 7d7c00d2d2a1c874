import type { Construct } from "constructs";
import {
  type WorkloadContainer,
  WorkloadDeployment,
  WorkloadJob,
  WorkloadPod,
  type WorkloadProps,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newCluster, newGroup, newServiceAccount } from "../../support/fixtures";
import {
  messageOf,
  resources,
  type StackJson,
  synth,
  synthStacks,
  TestStack,
} from "../../support/synth";

const CONTAINER = { name: "app", image: "registry.example.com/app:1.0" };
const SERVICE_ACCOUNT = "${kubernetes_service_account_v1.service-account.metadata[0].name}";

/** The three kinds of workloads with the type of resource and the path to their pods' template. */
const KINDS = [
  ["Deployment", WorkloadDeployment, "kubernetes_deployment_v1"],
  ["Job", WorkloadJob, "kubernetes_job_v1"],
  ["Pod", WorkloadPod, "kubernetes_pod_v1"],
] as const;

interface Pods {
  readonly metadata: { labels: Record<string, string>; annotations?: Record<string, string> };
  readonly spec: Record<string, unknown>;
}

/** The pods of the only resource of a type. */
function podsOf(stack: StackJson, type: string): Pods {
  const [workload] = resources(stack, type) as unknown as (Pods & { spec: { template?: Pods } })[];
  return workload.spec.template ?? workload;
}

/** A workload named "orders" of one container. */
function newWorkload(
  Kind: new (scope: Construct, id: string, props: WorkloadProps) => Construct,
  scope: Construct,
  props: Partial<WorkloadProps> = {},
): Construct {
  return new Kind(scope, "workload", {
    serviceAccount: props.serviceAccount ?? newServiceAccount(scope),
    name: "orders",
    containers: [CONTAINER],
    ...props,
  });
}

describe.each(KINDS)("a %s", (_kind, Kind, type) => {
  test("has the label, the service account and Linux nodes", () => {
    // WHEN
    const stack = synth((scope) => newWorkload(Kind, scope));

    // THEN
    expect(resources(stack, type)[0]).toMatchObject({
      provider: "kubernetes",
      metadata: { name: "orders", namespace: "shop" },
    });
    const { metadata, spec } = podsOf(stack, type);
    expect(metadata.labels).toEqual({
      "app.kubernetes.io/name": "orders",
      "azure.workload.identity/use": "true",
    });
    expect(spec).toMatchObject({
      service_account_name: SERVICE_ACCOUNT,
      automount_service_account_token: false,
      node_selector: { "kubernetes.io/os": "linux" },
      container: [CONTAINER],
    });
  });

  test("takes what it is given, and keeps its label", () => {
    // WHEN
    const stack = synth((scope) =>
      newWorkload(Kind, scope, {
        nodeSelector: { pool: "orders" },
        labels: { team: "orders" },
        annotations: { "example.com/owner": "orders" },
        containers: [
          {
            ...CONTAINER,
            command: ["app"],
            args: ["--serve"],
            env: { LEVEL: "info" },
            ports: [{ containerPort: 8080 }],
            resources: { requests: { cpu: "100m" }, limits: { memory: "128Mi" } },
          },
          { name: "second", image: "registry.example.com/second:1.0" },
        ],
      }),
    );

    // THEN
    const { metadata, spec } = podsOf(stack, type);
    expect(metadata).toMatchObject({
      labels: { team: "orders", "azure.workload.identity/use": "true" },
      annotations: { "example.com/owner": "orders" },
    });
    expect(spec).toMatchObject({
      node_selector: { pool: "orders" },
      container: [
        {
          ...CONTAINER,
          command: ["app"],
          args: ["--serve"],
          env: [{ name: "LEVEL", value: "info" }],
          port: [{ container_port: 8080 }],
          resources: { requests: { cpu: "100m" }, limits: { memory: "128Mi" } },
        },
        { name: "second", image: "registry.example.com/second:1.0" },
      ],
    });
  });

  test("has the proxy sidecar and skips containers only when asked to", () => {
    // WHEN
    const containers = [CONTAINER, { ...CONTAINER, name: "cache" }, { ...CONTAINER, name: "log" }];
    const annotationsWith = (props: Partial<WorkloadProps>) =>
      podsOf(
        synth((scope) => newWorkload(Kind, scope, { containers, ...props })),
        type,
      ).metadata.annotations ?? {};
    const plain = annotationsWith({ skipContainers: [] });
    const both = annotationsWith({
      proxySidecar: {},
      skipContainers: ["cache", "log"],
      annotations: { "example.com/owner": "orders" },
    });
    const other = annotationsWith({ proxySidecar: { port: 65535 } });

    // THEN
    expect(Object.keys(plain).filter((key) => key.startsWith("azure."))).toEqual([]);
    expect(both).toMatchObject({
      "azure.workload.identity/inject-proxy-sidecar": "true",
      "azure.workload.identity/proxy-sidecar-port": "8000",
      "azure.workload.identity/skip-containers": "cache;log",
      "example.com/owner": "orders",
    });
    expect(other).toMatchObject({ "azure.workload.identity/proxy-sidecar-port": "65535" });
    expect(other).not.toHaveProperty(["azure.workload.identity/skip-containers"]);
  });

  test.each([0, 65536, 80.5])("fails when the port of the proxy sidecar is %d", (port) => {
    expect(
      messageOf(() => synth((scope) => newWorkload(Kind, scope, { proxySidecar: { port } }))),
    ).toBe(
      [
        "[test/workload] `proxySidecar.port` is not a valid port of the proxy sidecar.",
        `  got:     ${port}`,
        "  allowed: a whole number from 1 to 65535",
        "  fix:     change `proxySidecar.port` (rule: https://learn.microsoft.com/azure/aks/workload-identity-overview)",
        "  code:    out-of-bounds",
      ].join("\n"),
    );
  });

  test("fails when the proxy sidecar is asked for on Windows nodes", () => {
    const nodeSelector = { "kubernetes.io/os": "windows" };
    synth((scope) => newWorkload(Kind, scope, { nodeSelector }));
    expect(
      messageOf(() =>
        synth((scope) => newWorkload(Kind, scope, { nodeSelector, proxySidecar: {} })),
      ),
    ).toBe(
      [
        "[test/workload] the proxy sidecar runs on Linux nodes only.",
        '  got:     "kubernetes.io/os=windows"',
        '  allowed: "kubernetes.io/os": "linux"',
        "  fix:     change `nodeSelector`",
        "  code:    linux-only",
      ].join("\n"),
    );
  });

  test("fails when a container to be skipped is misspelt; those of other webhooks may be named", () => {
    const skip = (...skipContainers: string[]) =>
      synth((scope) => newWorkload(Kind, scope, { skipContainers }));
    expect(messageOf(() => skip("ap"))).toBe(
      [
        "[test/workload] `skipContainers` names a container that the workload does not have.",
        '  got:     "ap"',
        "  allowed: containers of the workload, and those that other webhooks add",
        '  fix:     change it to "app"; the webhook would pass over the name',
        "  code:    unknown-container",
      ].join("\n"),
    );
    expect(messageOf(() => skip("apply"))).toMatch('change it to "app"');
    expect(podsOf(skip("istio-proxy", "applet"), type).metadata.annotations).toMatchObject({
      "azure.workload.identity/skip-containers": "istio-proxy;applet",
    });
    expect(messageOf(() => skip("istio proxy"))).toMatch("`skipContainers[0]` is not a valid");
  });

  test("writes its variables by name, whatever their order in the program", () => {
    const stack = synth((scope) =>
      newWorkload(Kind, scope, { containers: [{ ...CONTAINER, env: { B: "2", A: "1", C: "3" } }] }),
    );
    expect(podsOf(stack, type).spec.container).toMatchObject([
      { env: [{ name: "A" }, { name: "B" }, { name: "C" }] },
    ]);
  });

  test.each<[string, Partial<WorkloadProps>, string]>([
    [
      "a label of the webhook",
      { labels: { "azure.workload.identity/use": "true" } },
      "remove it; every pod of a workload has it",
    ],
    [
      "the label of the name",
      { labels: { "app.kubernetes.io/name": "x" } },
      "remove it; it is the `name` of the workload",
    ],
    [
      "the proxy by hand",
      { annotations: { "azure.workload.identity/inject-proxy-sidecar": "false" } },
      "use `proxySidecar`",
    ],
    [
      "skipping by hand",
      { annotations: { "azure.workload.identity/skip-containers": "a" } },
      "use `skipContainers`",
    ],
  ])("fails with %s", (_what, props, fix) => {
    const message = messageOf(() => synth((scope) => newWorkload(Kind, scope, props)));
    expect(message).toContain(
      "is set by the library, and would be overwritten or pass by its checks.",
    );
    expect(message).toContain(`  fix:     ${fix}\n  code:    key-of-library`);
  });

  test.each<[string, Partial<WorkloadContainer>, string]>([
    [
      "a port twice",
      { ports: [{ containerPort: 80 }, { containerPort: 80 }] },
      'the container "app" listens on this port already',
    ],
    [
      "a port beyond all",
      { ports: [{ containerPort: 65536 }] },
      "`containers[0].ports[0].containerPort` is not a valid port of a container.",
    ],
    [
      "a quantity of no unit",
      { resources: { limits: { memory: "1GB" } } },
      '`containers[0].resources.limits["memory"]` is not a valid quantity.',
    ],
    [
      "a request above its limit",
      { resources: { requests: { cpu: "2" }, limits: { cpu: "500m" } } },
      'requests["cpu"]` is more than the limit of the same resource.',
    ],
    [
      "a request above its limit in other units",
      { resources: { requests: { memory: "1Gi" }, limits: { memory: "1G" } } },
      "is more than the limit",
    ],
    [
      "an image that is none",
      { image: "Registry/App:1" },
      "`containers[0].image` is not a valid container image.",
    ],
  ])("fails with %s", (_what, container, what) => {
    const containers = [{ ...CONTAINER, ...container }];
    expect(messageOf(() => synth((scope) => newWorkload(Kind, scope, { containers })))).toContain(
      what,
    );
  });

  test("fails when a container listens on the port of the proxy", () => {
    const props = {
      proxySidecar: {},
      containers: [{ ...CONTAINER, ports: [{ containerPort: 8000 }] }],
    };
    expect(messageOf(() => synth((scope) => newWorkload(Kind, scope, props)))).toContain(
      "the proxy sidecar listens on this port already, and the containers of a pod share one network.",
    );
  });

  test("takes requests up to their limits, in any units", () => {
    const resources = {
      requests: { cpu: "500m", memory: "1024Mi", "example.com/gpu": "1" },
      limits: { cpu: "0.5", memory: "1Gi" },
    };
    expect(() =>
      synth((scope) => newWorkload(Kind, scope, { containers: [{ ...CONTAINER, resources }] })),
    ).not.toThrow();
  });

  test("fails when annotations are longer than Kubernetes takes", () => {
    const annotations = { note: "x".repeat(300_000) };
    const message = messageOf(() => synth((scope) => newWorkload(Kind, scope, { annotations })));
    expect(message).toContain("the annotations are longer than Kubernetes takes.");
    expect(message.length).toBeLessThan(400);
  });

  test("fails when the namespace has one of its kind and name already", () => {
    const message = messageOf(() =>
      synth((scope) => {
        const serviceAccount = newServiceAccount(scope);
        newWorkload(Kind, scope, { serviceAccount });
        new Kind(scope, "again", { serviceAccount, name: "orders", containers: [CONTAINER] });
      }),
    );
    expect(message).toMatch(
      /^\[test\/again\] the program makes a (Deployment|Job|pod) of this name in this place already\.\n {2}got: {5}"shop\/orders"/,
    );
  });

  test("waits for the trust and for all grants of the stack, those made later included", () => {
    // WHEN
    const stack = synth((scope) => {
      const serviceAccount = newServiceAccount(scope);
      const { identity } = serviceAccount.identity;
      const group = scope.node.findChild("group") as ReturnType<typeof newGroup>;
      identity.grant({ role: "Reader", scope: group });
      newWorkload(Kind, scope, { serviceAccount });
      identity.grant({ role: "Contributor", scope: group });
    });

    // THEN
    const waits = Object.keys(stack.resource?.time_sleep ?? {}).map((id) => `time_sleep.${id}`);
    expect(waits).toHaveLength(2);
    const roles = resources(stack, "time_sleep").map(({ triggers }) => triggers as object);
    expect(roles.map((triggers) => Object.keys(triggers).length).sort()).toEqual([1, 2]);
    const dependsOn = resources(stack, type)[0].depends_on as string[];
    expect([...dependsOn].sort()).toEqual(waits.sort());
  });

  test("waits in its own stack for nothing of another stack, which has the waits", () => {
    // WHEN
    const stacks = synthStacks((app) => {
      const azure = new TestStack(app, "azure");
      const cluster = newCluster(azure);
      const identity = cluster.addFederatedIdentity("federation", { serviceAccountName: "orders" });
      identity.identity.grant({ role: "Reader", scope: cluster.resourceGroup });
      const kubernetes = new TestStack(app, "kubernetes");
      cluster.connect(kubernetes);
      newWorkload(Kind, kubernetes, {
        serviceAccount: new WorkloadServiceAccount(kubernetes, "service-account", { identity }),
      });
    });

    // THEN
    expect(resources(stacks.azure, "time_sleep")).toHaveLength(2);
    expect(resources(stacks.kubernetes, "time_sleep")).toEqual([]);
    expect(resources(stacks.kubernetes, type)[0]).not.toHaveProperty("depends_on");
  });

  test.each([
    ["name", { name: "Orders" }, "workload name"],
    ["containers[0].name", { containers: [{ ...CONTAINER, name: "my_app" }] }, "container name"],
    ["containers[0].image", { containers: [{ ...CONTAINER, image: "" }] }, "container image"],
    [
      "containers[0].env",
      { containers: [{ ...CONTAINER, env: { "1ST": "x" } }] },
      "environment variable name",
    ],
    ["labels", { labels: { "a b": "c" } }, "label or annotation key"],
    ["annotations", { annotations: { "a b": "c" } }, "label or annotation key"],
  ])("fails when `%s` breaks its rule", (prop, props, noun) => {
    expect(messageOf(() => synth((scope) => newWorkload(Kind, scope, props)))).toMatch(
      `[test/workload] \`${prop}\` is not a valid ${noun}.`,
    );
  });
});

test("a Deployment leaves the number of its pods to others, and Terraform does not wait for it", () => {
  const stack = synth((scope) => newWorkload(WorkloadDeployment, scope));
  expect(resources(stack, "kubernetes_deployment_v1")[0]).toMatchObject({
    spec: {
      selector: { match_labels: { "app.kubernetes.io/name": "orders" } },
    },
    wait_for_rollout: false,
  });
});

test("a Deployment may have more pods, and Terraform may wait for them", () => {
  const stack = synth((scope) => {
    new WorkloadDeployment(scope, "workload", {
      serviceAccount: newServiceAccount(scope),
      name: "orders",
      containers: [CONTAINER],
      replicas: 3,
      waitForRollout: true,
    });
  });
  expect(resources(stack, "kubernetes_deployment_v1")[0]).toMatchObject({
    spec: { replicas: "3" },
    wait_for_rollout: true,
  });
});

test("the pods of a Deployment are replaced when its identity changes", () => {
  // WHEN
  const stack = synth((scope) => newWorkload(WorkloadDeployment, scope));

  // THEN
  const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
  expect(podsOf(stack, "kubernetes_deployment_v1").metadata.annotations).toEqual({
    "cdktf-aks-workload-identity/client-id": `\${azurerm_user_assigned_identity.${identity}.client_id}`,
    "cdktf-aks-workload-identity/tenant-id": `\${azurerm_user_assigned_identity.${identity}.tenant_id}`,
  });
});

test("a Job is waited for, and its failed pods are tried again", () => {
  const stack = synth((scope) => newWorkload(WorkloadJob, scope));
  expect(resources(stack, "kubernetes_job_v1")[0]).toMatchObject({
    spec: { backoff_limit: 6, template: { spec: { restart_policy: "Never" } } },
    wait_for_completion: true,
    timeouts: { create: "15m", update: "15m" },
  });
});

test("a Job may be left alone, or given other limits", () => {
  const stack = synth((scope) => {
    new WorkloadJob(scope, "workload", {
      serviceAccount: newServiceAccount(scope),
      name: "orders",
      containers: [CONTAINER],
      backoffLimit: 0,
      waitForCompletion: false,
      timeout: "1h",
    });
  });
  expect(resources(stack, "kubernetes_job_v1")[0]).toMatchObject({
    spec: { backoff_limit: 0 },
    wait_for_completion: false,
    timeouts: { create: "1h", update: "1h" },
  });
});

test("a Pod ignores what the webhook rewrites, and is replaced when it is written anew", () => {
  // WHEN
  const stack = synth((scope) => newWorkload(WorkloadPod, scope));

  // THEN
  const [[written, triggers]] = Object.entries(stack.resource?.terraform_data ?? {});
  expect(resources(stack, "kubernetes_pod_v1")[0].lifecycle).toEqual({
    ignore_changes: ["spec[0].container", "spec[0].init_container", "spec[0].volume"],
    replace_triggered_by: [`terraform_data.${written}`],
  });
  expect(triggers.triggers_replace).toMatchObject({
    pod: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    "azure.workload.identity/client-id": expect.stringMatching(/client_id/),
  });
});

test("a Pod is replaced when what the webhook reads of it changes", () => {
  const stack = synth((scope) =>
    newWorkload(WorkloadPod, scope, { proxySidecar: {}, skipContainers: ["app"] }),
  );
  expect(resources(stack, "terraform_data")[0].triggers_replace).toMatchObject({
    "azure.workload.identity/inject-proxy-sidecar": "true",
    "azure.workload.identity/proxy-sidecar-port": "8000",
    "azure.workload.identity/skip-containers": "app",
  });
});

test.each([
  ["replicas", WorkloadDeployment, { replicas: -1 }, "number of replicas"],
  ["backoffLimit", WorkloadJob, { backoffLimit: 1.5 }, "back-off limit"],
  ["timeout", WorkloadJob, { timeout: "soon" }, "duration"],
])("fails when `%s` breaks its rule", (prop, Kind, props, noun) => {
  const extra = props as Partial<WorkloadProps>;
  expect(messageOf(() => synth((scope) => newWorkload(Kind, scope, extra)))).toMatch(
    `[test/workload] \`${prop}\` is not a valid ${noun}.`,
  );
});

test("fails when there is no container, or two of one name", () => {
  const refused = (containers: WorkloadProps["containers"]) =>
    messageOf(() => synth((scope) => newWorkload(WorkloadPod, scope, { containers })));
  expect(refused([])).toBe(
    [
      "[test/workload] a workload needs at least one container.",
      "  got:     []",
      "  allowed: one or more containers",
      "  fix:     add one to `containers`",
      "  code:    no-containers",
    ].join("\n"),
  );
  expect(refused([CONTAINER, CONTAINER])).toBe(
    [
      "[test/workload] two containers of a workload have the same name.",
      '  got:     "app"',
      "  allowed: each name once per workload",
      "  fix:     rename one of them",
      "  code:    same-container-name-twice",
    ].join("\n"),
  );
});

test("a workload without a service account does not compile", () => {
  // @ts-expect-error: the service account cannot be left out
  const props: WorkloadProps = { name: "orders", containers: [CONTAINER] };
  expect(props.serviceAccount).toBeUndefined();
});

test("fails when a container sets a variable of the webhook", () => {
  const message = messageOf(() =>
    synth((scope) => {
      new WorkloadPod(scope, "pod", {
        serviceAccount: newServiceAccount(scope),
        name: "orders",
        containers: [{ ...CONTAINER, env: { AZURE_TENANT_ID: "x" } }],
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/pod] the webhook sets this environment variable, and leaves alone one that is set already.",
      '  got:     "AZURE_TENANT_ID"',
      "  allowed: any name but AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE, AZURE_AUTHORITY_HOST",
      "  fix:     remove it, or use a name of your own, such as OTHER_CLIENT_ID for a further identity",
      "  code:    reserved-variable",
    ].join("\n"),
  );
});
