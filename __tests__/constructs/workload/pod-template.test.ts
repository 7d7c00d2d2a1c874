import {
  ImagePullPolicy,
  NodeOperator,
  Protocol,
  TaintEffect,
  TolerationOperator,
  WhenUnsatisfiable,
  type WorkloadContainer,
  WorkloadDeployment,
  type WorkloadProbe,
  type WorkloadProps,
  type WorkloadVolume,
} from "../../../constructs";
import { TerraformVariable } from "cdktf";
import { messageOf, synth } from "../../support/synth";
import { CONTAINER, KINDS, newWorkload, podsOf, WRITTEN } from "../../support/workloads";

const OWN = { "app.kubernetes.io/name": "orders" };

const deployment = (props: Partial<WorkloadProps>) =>
  podsOf(
    synth((scope) => newWorkload(WorkloadDeployment, scope, props)),
    "kubernetes_deployment_v1",
  ).spec;

/** The only container of a Deployment. */
const container = (props: Partial<WorkloadContainer>, volumes: WorkloadVolume[] = []) =>
  deployment({ volumes, containers: [{ ...CONTAINER, ...props }] }).container[0];

const refused = (props: Partial<WorkloadProps>) => messageOf(() => deployment(props));
const refusedContainer = (props: Partial<WorkloadContainer>, volumes: WorkloadVolume[] = []) =>
  messageOf(() => container(props, volumes));

describe.each(KINDS)("a %s", (_kind, Kind, type) => {
  test("has nothing that nobody asked for", () => {
    const { spec } = podsOf(
      synth((scope) => newWorkload(Kind, scope)),
      type,
    );
    const always = [
      "automount_service_account_token",
      "container",
      "node_selector",
      "security_context",
      "service_account_name",
    ];
    const runsToItsEnd = ["Job", "CronJob"].includes(_kind) ? ["restart_policy"] : [];
    expect(Object.keys(spec).sort()).toEqual([...always, ...runsToItsEnd].sort());
    expect(Object.keys(spec.container[0]).sort()).toEqual(
      ["image", "name", "security_context", ...Object.keys(WRITTEN)].sort(),
    );
  });

  test("has places, pull secrets, priority, grace and host names", () => {
    // WHEN
    const { spec } = podsOf(
      synth((scope) =>
        newWorkload(Kind, scope, {
          tolerations: [
            { key: "sku", value: "gpu", effect: TaintEffect.NO_SCHEDULE },
            {
              operator: TolerationOperator.EXISTS,
              effect: TaintEffect.NO_EXECUTE,
              tolerationSeconds: 0,
            },
          ],
          imagePullSecrets: ["registry"],
          priorityClassName: "high",
          terminationGracePeriodSeconds: 0,
          hostAliases: [{ ip: "10.0.0.1", hostnames: ["legacy.example.com"] }],
        }),
      ),
      type,
    );

    // THEN
    expect(spec).toMatchObject({
      toleration: [
        { key: "sku", value: "gpu", effect: "NoSchedule" },
        { operator: "Exists", effect: "NoExecute", toleration_seconds: "0" },
      ],
      image_pull_secrets: [{ name: "registry" }],
      priority_class_name: "high",
      termination_grace_period_seconds: 0,
      host_aliases: [{ ip: "10.0.0.1", hostnames: ["legacy.example.com"] }],
    });
  });
});

test.each([
  ["registry.example.com/app:1.0", "IfNotPresent"],
  ["registry.example.com/app:latest", "Always"],
  ["registry.example.com/app", "Always"],
  ["registry.example.com:5000/app", "Always"],
  ["app", "Always"],
  [`app@sha256:${"0".repeat(64)}`, "IfNotPresent"],
  [`app:latest@sha256:${"0".repeat(64)}`, "Always"],
])("the image %s is pulled as Kubernetes would by itself: %s", (image, policy) => {
  expect(container({ image }).image_pull_policy).toBe(policy);
});

test("Terraform chooses the policy where a reference holds the tag of an image", () => {
  // GIVEN
  const policyOf = (image: (reference: string) => string) =>
    podsOf(
      synth((scope) => {
        const reference = new TerraformVariable(scope, "registry", {}).stringValue;
        const containers = [{ ...CONTAINER, image: image(reference) }];
        newWorkload(WorkloadDeployment, scope, { containers });
      }),
      "kubernetes_deployment_v1",
    ).spec.container[0].image_pull_policy;
  const chosen = (image: string) =>
    `\${length(regexall("(^|/)[^/:@]+(:latest(@.*)?)?$", "${image}")) > 0 ? "Always" : "IfNotPresent"}`;

  // THEN
  expect(policyOf((reference) => `${reference}/app:1.0`)).toBe("IfNotPresent");
  expect(policyOf((reference) => `${reference}/app`)).toBe("Always");
  expect(policyOf((reference) => `${reference}:latest`)).toBe("Always");
  expect(policyOf((reference) => reference)).toBe(chosen("${var.registry}"));
  expect(policyOf((tag) => `app:${tag}`)).toBe(chosen("app:${var.registry}"));
  expect(policyOf((tag) => `app:${tag}-slim`)).toBe(chosen("app:${var.registry}-slim"));
});

test("limits and requests are written where there are none, so that those of before go", () => {
  const of = (resources?: WorkloadContainer["resources"]) => container({ resources }).resources;
  expect(of()).toEqual({ limits: {}, requests: {} });
  expect(of({})).toEqual({ limits: {}, requests: {} });
  expect(of({ limits: { memory: "1Gi" } })).toEqual({ limits: { memory: "1Gi" }, requests: {} });
});

test.each([
  ["0440", "0440"],
  ["0044", "044"],
  ["0004", "04"],
  ["0000", "00"],
])("the file mode %s is written as the provider reads it back: %s", (defaultMode, written) => {
  // GIVEN
  const items = [{ key: "a", path: "a", mode: defaultMode }];
  const readItems = [{ key: "a", path: "a", mode: written }];

  // WHEN
  const { volume } = deployment({
    volumes: [
      { name: "config", configMap: { name: "a", defaultMode, items } },
      { name: "secret", secret: { name: "a", defaultMode, items } },
      { name: "all", projected: { defaultMode, sources: [{ configMap: { name: "a", items } }] } },
    ],
  });

  // THEN
  expect(volume).toEqual([
    { name: "config", config_map: { name: "a", default_mode: written, items: readItems } },
    { name: "secret", secret: { secret_name: "a", default_mode: written, items: readItems } },
    {
      name: "all",
      projected: [
        { default_mode: written, sources: [{ config_map: [{ name: "a", items: readItems }] }] },
      ],
    },
  ]);
});

test("affinity without terms is left out, for which Kubernetes stores nothing", () => {
  const affinity = (given: WorkloadProps["affinity"]) => deployment({ affinity: given }).affinity;
  expect(affinity({})).toBeUndefined();
  expect(affinity({ nodeAffinity: [], podAffinity: [], podAntiAffinity: [] })).toBeUndefined();
  expect(affinity({ nodeAffinity: [], podAffinity: [{ topologyKey: "zone" }] })).toEqual({
    pod_affinity: expect.anything() as unknown,
  });
});

test("a probe by HTTP asks for the path that Kubernetes stores for none", () => {
  const livenessProbe = { httpGet: { port: 80 } };
  expect(container({ livenessProbe }).liveness_probe).toEqual({
    http_get: { path: "/", port: "80" },
  });
});

test("a container has what it is given, and lists in an order of their own", () => {
  // WHEN
  const written = container({
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    workingDir: "/app",
    env: { Z: "$(POD)", A: "1" },
    envValueFrom: {
      POD: { fieldRef: { fieldPath: "metadata.name" } },
      CPU: { resourceFieldRef: { resource: "limits.cpu", divisor: "1m" } },
      LEVEL: { configMapKeyRef: { name: "settings", key: "level", optional: true } },
      PASSWORD: { secretKeyRef: { name: "database", key: "password" } },
    },
    envFrom: [
      { secretRef: "z", prefix: "Z_" },
      { configMapRef: "a", optional: true },
    ],
    ports: [
      { containerPort: 8080, name: "http" },
      { containerPort: 53, protocol: Protocol.UDP },
      { containerPort: 53, protocol: Protocol.TCP },
    ],
  });

  // THEN
  expect(written).toMatchObject({
    image_pull_policy: "IfNotPresent",
    working_dir: "/app",
    env: [
      {
        name: "CPU",
        value_from: { resource_field_ref: { resource: "limits.cpu", divisor: "1m" } },
      },
      {
        name: "LEVEL",
        value_from: { config_map_key_ref: { name: "settings", key: "level", optional: true } },
      },
      {
        name: "PASSWORD",
        value_from: { secret_key_ref: { name: "database", key: "password" } },
      },
      { name: "POD", value_from: { field_ref: { field_path: "metadata.name" } } },
      { name: "A", value: "1" },
      { name: "Z", value: "$(POD)" },
    ],
    env_from: [
      { prefix: "Z_", secret_ref: { name: "z" } },
      { config_map_ref: { name: "a", optional: true } },
    ],
    port: [
      { container_port: 8080, name: "http" },
      { container_port: 53, protocol: "UDP" },
      { container_port: 53, protocol: "TCP" },
    ],
  });
});

test("probes ask in four ways, by number or name of a port", () => {
  // WHEN
  const written = container({
    ports: [{ containerPort: 8080, name: "http" }],
    livenessProbe: {
      httpGet: { portName: "http", path: "/", scheme: "HTTPS", httpHeaders: { Host: "a" } },
      initialDelaySeconds: 0,
    },
    readinessProbe: { grpc: { port: 9090, service: "orders" }, successThreshold: 2 },
    startupProbe: { tcpSocket: { port: 8080 }, failureThreshold: 30, periodSeconds: 1 },
  });
  const byProgram = container({ livenessProbe: { exec: { command: ["healthy"] } } });

  // THEN
  expect(written).toMatchObject({
    liveness_probe: {
      http_get: {
        path: "/",
        port: "http",
        scheme: "HTTPS",
        http_header: [{ name: "Host", value: "a" }],
      },
      initial_delay_seconds: 0,
    },
    readiness_probe: { grpc: [{ port: 9090, service: "orders" }], success_threshold: 2 },
    startup_probe: { tcp_socket: [{ port: "8080" }], failure_threshold: 30, period_seconds: 1 },
  });
  expect(byProgram.liveness_probe).toEqual({ exec: { command: ["healthy"] } });
  expect(byProgram).not.toHaveProperty("readiness_probe");
});

test("volumes have one source each, and containers mount them", () => {
  // WHEN
  const volumes: WorkloadVolume[] = [
    { name: "config", configMap: { name: "settings", items: [{ key: "a", path: "b/a" }] } },
    { name: "password", secret: { name: "database", defaultMode: "0440", optional: true } },
    { name: "tmp", emptyDir: {} },
    { name: "cache", emptyDir: { medium: "Memory", sizeLimit: "64Mi" } },
    {
      name: "all",
      projected: {
        defaultMode: "0440",
        sources: [
          { configMap: { name: "settings" } },
          { secret: { name: "database", items: [{ key: "a", path: "a", mode: "0400" }] } },
          { serviceAccountToken: { path: "token", audience: "vault", expirationSeconds: 600 } },
        ],
      },
    },
    { name: "secrets", csi: { secretProviderClass: "orders" } },
    { name: "share", csi: { driver: "file.csi.azure.com", readOnly: false } },
    { name: "data", persistentVolumeClaim: { claimName: "data", readOnly: true } },
  ];
  const spec = deployment({
    volumes,
    containers: [
      {
        ...CONTAINER,
        volumeMounts: [
          { name: "tmp", mountPath: "/tmp" },
          { name: "config", mountPath: "/etc/a", subPath: "b/a", readOnly: true },
        ],
      },
    ],
  });

  // THEN
  expect(spec.volume).toEqual([
    { name: "config", config_map: { name: "settings", items: [{ key: "a", path: "b/a" }] } },
    { name: "password", secret: { secret_name: "database", default_mode: "0440", optional: true } },
    { name: "tmp", empty_dir: {} },
    { name: "cache", empty_dir: { medium: "Memory", size_limit: "64Mi" } },
    {
      name: "all",
      projected: [
        {
          default_mode: "0440",
          sources: [
            { config_map: [{ name: "settings" }] },
            { secret: [{ name: "database", items: [{ key: "a", path: "a", mode: "0400" }] }] },
            {
              service_account_token: { path: "token", audience: "vault", expiration_seconds: 600 },
            },
          ],
        },
      ],
    },
    {
      name: "secrets",
      csi: {
        driver: "secrets-store.csi.k8s.io",
        read_only: true,
        volume_attributes: { secretProviderClass: "orders" },
      },
    },
    { name: "share", csi: { driver: "file.csi.azure.com", read_only: false } },
    { name: "data", persistent_volume_claim: { claim_name: "data", read_only: true } },
  ]);
  expect(spec.container[0].volume_mount).toEqual([
    { name: "tmp", mount_path: "/tmp" },
    { name: "config", mount_path: "/etc/a", sub_path: "b/a", read_only: true },
  ]);
});

test("affinities with a weight are preferred, others required; pods are its own by default", () => {
  // WHEN
  const zone = "topology.kubernetes.io/zone";
  const spec = deployment({
    affinity: {
      nodeAffinity: [
        { matchExpressions: [{ key: zone, operator: NodeOperator.IN, values: ["eastus-1"] }] },
        { weight: 10, matchExpressions: [{ key: "gpu", operator: NodeOperator.EXISTS }] },
      ],
      podAffinity: [{ topologyKey: zone, matchLabels: { team: "shop" } }],
      podAntiAffinity: [{ topologyKey: "kubernetes.io/hostname", weight: 100 }],
    },
    topologySpreadConstraints: [
      { topologyKey: zone },
      {
        topologyKey: "kubernetes.io/hostname",
        maxSkew: 2,
        whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY,
        matchLabels: { team: "shop" },
      },
    ],
  });

  // THEN
  const selects = (match_labels: object) => [{ match_labels }];
  expect(spec.affinity).toEqual({
    node_affinity: {
      required_during_scheduling_ignored_during_execution: {
        node_selector_term: [
          { match_expressions: [{ key: zone, operator: "In", values: ["eastus-1"] }] },
        ],
      },
      preferred_during_scheduling_ignored_during_execution: [
        { weight: 10, preference: { match_expressions: [{ key: "gpu", operator: "Exists" }] } },
      ],
    },
    pod_affinity: {
      required_during_scheduling_ignored_during_execution: [
        { topology_key: zone, label_selector: selects({ team: "shop" }) },
      ],
    },
    pod_anti_affinity: {
      preferred_during_scheduling_ignored_during_execution: [
        {
          weight: 100,
          pod_affinity_term: {
            topology_key: "kubernetes.io/hostname",
            label_selector: selects(OWN),
          },
        },
      ],
    },
  });
  expect(spec.topology_spread_constraint).toEqual([
    {
      topology_key: zone,
      max_skew: 1,
      when_unsatisfiable: "DoNotSchedule",
      label_selector: selects(OWN),
    },
    {
      topology_key: "kubernetes.io/hostname",
      max_skew: 2,
      when_unsatisfiable: "ScheduleAnyway",
      label_selector: selects({ team: "shop" }),
    },
  ]);
});

const volume = { name: "config", configMap: { name: "settings" } };
const mount = (name: string, mountPath: string) => ({ volumeMounts: [{ name, mountPath }] });

test("fails when a volume has no source, or two", () => {
  expect(refused({ volumes: [{ name: "config" }] })).toBe(
    [
      "[test/workload] `volumes[0]` needs exactly one of `configMap`, `secret`, `emptyDir`, `projected`, `csi`, `persistentVolumeClaim`.",
      '  got:     "none of them"',
      "  allowed: one of them",
      "  fix:     give one of them",
      "  code:    exactly-one-of",
    ].join("\n"),
  );
  expect(refused({ volumes: [{ ...volume, emptyDir: {} }] })).toBe(
    [
      "[test/workload] `volumes[0]` needs exactly one of `configMap`, `secret`, `emptyDir`, `projected`, `csi`, `persistentVolumeClaim`.",
      '  got:     ["configMap","emptyDir"]',
      "  allowed: one of them",
      "  fix:     remove all but one",
      "  code:    exactly-one-of",
    ].join("\n"),
  );
});

test("fails when two volumes have one name", () => {
  expect(refused({ volumes: [volume, volume] })).toBe(
    [
      "[test/workload] `volumes[1].name` is a second volume of the same name.",
      '  got:     "config"',
      "  allowed: each name once",
      "  fix:     rename or remove one of them",
      "  code:    same-name-twice",
    ].join("\n"),
  );
});

test("fails when a container mounts what there is not", () => {
  expect(refusedContainer(mount("confg", "/etc/a"), [volume])).toBe(
    [
      "[test/workload] `containers[0].volumeMounts[0].name` is no volume of the workload.",
      '  got:     "confg"',
      '  allowed: "config"',
      "  fix:     change the name, or add such a volume to `volumes`",
      "  code:    unknown-volume",
    ].join("\n"),
  );
  expect(refusedContainer(mount("config", "/etc/a"))).toMatch("none: the workload has no volumes");
});

test.each([
  ["volumes[0].name", { volumes: [{ name: "azure-identity-token", emptyDir: {} }] }],
  ["volumes[0].name", { volumes: [{ name: "azure-workload-identity-reserved-1", emptyDir: {} }] }],
  [
    "containers[0].volumeMounts[0].mountPath",
    {
      volumes: [volume],
      containers: [{ ...CONTAINER, ...mount("config", "/var/run/secrets/azure/wi") }],
    },
  ],
])("fails when `%s` is where the webhook puts the token", (path, props) => {
  expect(refused(props)).toMatch(
    `[test/workload] \`${path}\` is where the webhook puts the token; a volume of the workload would stand in its place.`,
  );
});

test("fails when a volume of the Secrets Store has no class", () => {
  expect(refused({ volumes: [{ name: "secrets", csi: {} }] })).toBe(
    [
      "[test/workload] `volumes[0].csi` is a volume of the Secrets Store without a SecretProviderClass.",
      "  allowed: `secretProviderClass`, or another `driver`",
      "  fix:     give the name of a SecretProviderClass in the namespace",
      "  code:    class-missing",
    ].join("\n"),
  );
});

test("fails when a probe asks for a port that the container does not name", () => {
  const livenessProbe = { httpGet: { portName: "web" } };
  const ports = [{ containerPort: 80, name: "http" }];
  expect(refusedContainer({ ports, livenessProbe })).toBe(
    [
      "[test/workload] `containers[0].livenessProbe.httpGet.portName` is no port of the same container.",
      '  got:     "web"',
      '  allowed: "http"',
      "  fix:     change it, or name a port of the container so",
      "  code:    unknown-port",
    ].join("\n"),
  );
  expect(refusedContainer({ livenessProbe })).toMatch("none: the container names no ports");
});

test("fails when an init container has a probe", () => {
  const livenessProbe = { tcpSocket: { port: 80 } };
  expect(refused({ initContainers: [{ ...CONTAINER, name: "init", livenessProbe }] })).toBe(
    [
      "[test/workload] `initContainers[0].livenessProbe` is a probe of an init container, which Kubernetes refuses.",
      "  allowed: probes of `containers`",
      "  fix:     remove it; an init container is done when it ends",
      "  code:    probe-of-init-container",
    ].join("\n"),
  );
});

test("fails when an init container has the name of another container", () => {
  expect(refused({ initContainers: [CONTAINER] })).toMatch(
    "two containers of a workload have the same name.",
  );
});

test("an init container may be skipped by its name, and a misspelt one is noticed", () => {
  const initContainers = [{ ...CONTAINER, name: "migrate" }];
  expect(() => deployment({ initContainers, skipContainers: ["migrate"] })).not.toThrow();
  expect(refused({ initContainers, skipContainers: ["migrat"] })).toMatch('change it to "migrate"');
});

test("fails when successes are counted for liveness", () => {
  const livenessProbe = { tcpSocket: { port: 80 }, successThreshold: 2 };
  expect(refusedContainer({ livenessProbe })).toBe(
    [
      "[test/workload] `containers[0].livenessProbe.successThreshold` of a liveness or startup probe can only be 1.",
      "  got:     2",
      "  allowed: 1, or another number at `readinessProbe`",
      "  fix:     leave it out",
      "  code:    success-once",
    ].join("\n"),
  );
});

test("fails when a toleration is none", () => {
  expect(
    refused({ tolerations: [{ key: "a", operator: TolerationOperator.EXISTS, value: "b" }] }),
  ).toBe(
    [
      '[test/workload] `tolerations[0]` is no toleration: "Exists" takes no `value`.',
      '  got:     "b"',
      '  allowed: `key` with a `value`, `key` with the operator "Exists", or "Exists" alone for every taint; `tolerationSeconds` with the effect "NoExecute"',
      "  fix:     remove the value",
      "  code:    toleration",
    ].join("\n"),
  );
  expect(refused({ tolerations: [{}] })).toMatch('without a `key` it needs the operator "Exists"');
  expect(refused({ tolerations: [{ key: "a", tolerationSeconds: 1 }] })).toMatch(
    '`tolerationSeconds` is for the effect "NoExecute"',
  );
});

test.each<[NodeOperator, string[]]>([
  [NodeOperator.EXISTS, ["1"]],
  [NodeOperator.DOES_NOT_EXIST, ["1"]],
  [NodeOperator.IN, []],
  [NodeOperator.NOT_IN, []],
  [NodeOperator.GT, ["1", "2"]],
  [NodeOperator.LT, ["a"]],
])("fails when the operator %s has the values %j", (operator, values) => {
  const nodeAffinity = [{ matchExpressions: [{ key: "a", operator, values }] }];
  expect(refused({ affinity: { nodeAffinity } })).toBe(
    [
      `[test/workload] \`affinity.nodeAffinity[0].matchExpressions[0].values\` do not go with the operator "${operator}".`,
      `  got:     ${JSON.stringify(values)}`,
      '  allowed: one or more with "In" and "NotIn", none with "Exists" and "DoesNotExist", one whole number with "Gt" and "Lt"',
      "  fix:     change the values or the operator",
      "  code:    values-of-operator",
    ].join("\n"),
  );
});

test("fails when a list is empty that says what is meant", () => {
  expect(refused({ volumes: [{ name: "all", projected: { sources: [] } }] })).toBe(
    [
      "[test/workload] `volumes[0].projected.sources` is empty.",
      "  got:     []",
      "  allowed: one or more sources",
      "  fix:     add one, or leave out what holds the list",
      "  code:    empty-list",
    ].join("\n"),
  );
  expect(refused({ affinity: { nodeAffinity: [{ matchExpressions: [] }] } })).toMatch("is empty.");
  expect(refused({ hostAliases: [{ ip: "::1", hostnames: [] }] })).toMatch("is empty.");
  expect(refusedContainer({ livenessProbe: { exec: { command: [] } } })).toMatch("is empty.");
});

const probe = (livenessProbe: WorkloadProbe): Partial<WorkloadContainer> => ({ livenessProbe });

test.each<[string, Partial<WorkloadContainer>, string]>([
  ["no handler", probe({}), "`containers[0].livenessProbe` needs exactly one of `httpGet`"],
  [
    "two handlers",
    probe({ tcpSocket: { port: 1 }, grpc: { port: 1 } }),
    "`containers[0].livenessProbe` needs exactly one of `httpGet`",
  ],
  [
    "no port",
    probe({ tcpSocket: {} }),
    "`containers[0].livenessProbe.tcpSocket` needs exactly one",
  ],
  [
    "a port beyond all",
    probe({ grpc: { port: 65536 } }),
    "`containers[0].livenessProbe.grpc.port`",
  ],
  [
    "a scheme of no kubelet",
    probe({ httpGet: { port: 1, scheme: "https" } }),
    "`containers[0].livenessProbe.httpGet.scheme` has an unknown value.",
  ],
  [
    "a period of nothing",
    probe({ tcpSocket: { port: 1 }, periodSeconds: 0 }),
    "`containers[0].livenessProbe.periodSeconds` is not a valid number of seconds of a probe.",
  ],
  [
    "a threshold of nothing",
    probe({ tcpSocket: { port: 1 }, failureThreshold: 0 }),
    "`containers[0].livenessProbe.failureThreshold` is not a valid number of results of a probe.",
  ],
  [
    "a delay below nothing",
    probe({ tcpSocket: { port: 1 }, initialDelaySeconds: -1 }),
    "`containers[0].livenessProbe.initialDelaySeconds` is not a valid number of seconds.",
  ],
  [
    "a port of two names",
    {
      ports: [
        { containerPort: 1, name: "a" },
        { containerPort: 2, name: "a" },
      ],
    },
    "`containers[0].ports[1].name` is a second port of the same name.",
  ],
  [
    "a port's name in capitals",
    { ports: [{ containerPort: 1, name: "HTTP" }] },
    "`containers[0].ports[0].name` is not a valid name of a port.",
  ],
  [
    "a protocol of no port",
    { ports: [{ containerPort: 1, protocol: "HTTP" as Protocol }] },
    "`containers[0].ports[0].protocol` has an unknown value.",
  ],
  [
    "a variable twice",
    { env: { A: "1" }, envValueFrom: { A: { fieldRef: { fieldPath: "metadata.name" } } } },
    '`containers[0].envValueFrom["A"]` is a second variable of the same name.',
  ],
  [
    "a variable of no source",
    { envValueFrom: { A: {} } },
    '`containers[0].envValueFrom["A"]` needs exactly one of `configMapKeyRef`',
  ],
  [
    "a variable of the webhook from a secret",
    { envValueFrom: { AZURE_CLIENT_ID: { secretKeyRef: { name: "a", key: "b" } } } },
    "the webhook sets this environment variable",
  ],
  [
    "a field that pods do not give",
    { envValueFrom: { A: { fieldRef: { fieldPath: "metadata.labels" } } } },
    '`containers[0].envValueFrom["A"].fieldRef.fieldPath` is not a valid field of a pod.',
  ],
  [
    "a key that no config map has",
    { envValueFrom: { A: { configMapKeyRef: { name: "a", key: "b/c" } } } },
    '`containers[0].envValueFrom["A"].configMapKeyRef.key` is not a valid key',
  ],
  ["variables from nothing", { envFrom: [{}] }, "`containers[0].envFrom[0]` needs exactly one of"],
  [
    "variables from two things",
    { envFrom: [{ configMapRef: "a", secretRef: "b" }] },
    "`containers[0].envFrom[0]` needs exactly one of",
  ],
  [
    "a policy of pulling that is none",
    { imagePullPolicy: "Sometimes" as ImagePullPolicy },
    "`containers[0].imagePullPolicy` has an unknown value.",
  ],
])("fails when a container has %s", (_what, props, message) => {
  expect(refusedContainer(props)).toContain(message);
});

test.each<[string, Partial<WorkloadContainer>]>([
  ["volumeMounts[0].mountPath` is not a valid path of a mount", mount("config", "etc")],
  [
    "volumeMounts[1].mountPath` is a second mount of the same name",
    {
      volumeMounts: [
        { name: "config", mountPath: "/a" },
        { name: "config", mountPath: "/a" },
      ],
    },
  ],
  [
    "volumeMounts[0].subPath` is not a valid path in a volume",
    { volumeMounts: [{ name: "config", mountPath: "/a", subPath: "../b" }] },
  ],
])("fails when `%s", (message, props) => {
  expect(refusedContainer(props, [volume])).toContain(message);
});

test.each<[string, Partial<WorkloadProps>]>([
  ["volumes[0].name` is not a valid volume name", { volumes: [{ name: "A", emptyDir: {} }] }],
  [
    "volumes[0].emptyDir.medium` has an unknown value",
    { volumes: [{ name: "a", emptyDir: { medium: "memory" } }] },
  ],
  [
    "volumes[0].configMap.defaultMode` is not a valid file mode",
    { volumes: [{ name: "a", configMap: { name: "a", defaultMode: "644" } }] },
  ],
  [
    "volumes[0].secret.items[0].path` is not a valid path in a volume",
    { volumes: [{ name: "a", secret: { name: "a", items: [{ key: "a", path: "/a" }] } }] },
  ],
  [
    "volumes[0].projected.sources[0]` needs exactly one of `configMap`",
    { volumes: [{ name: "a", projected: { sources: [{}] } }] },
  ],
  [
    "volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds` is not a valid",
    {
      volumes: [
        {
          name: "a",
          projected: { sources: [{ serviceAccountToken: { path: "a", expirationSeconds: 599 } }] },
        },
      ],
    },
  ],
  ["imagePullSecrets[0]` is not a valid name", { imagePullSecrets: ["A"] }],
  ["priorityClassName` is not a valid name", { priorityClassName: "" }],
  [
    "terminationGracePeriodSeconds` is not a valid number of seconds",
    { terminationGracePeriodSeconds: -1 },
  ],
  [
    "hostAliases[0].ip` is not a valid IP address",
    { hostAliases: [{ ip: "10.0.0.256", hostnames: ["a"] }] },
  ],
  [
    "affinity.podAntiAffinity[0].weight` is not a valid weight",
    { affinity: { podAntiAffinity: [{ topologyKey: "a", weight: 101 }] } },
  ],
  [
    "topologySpreadConstraints[0].maxSkew` is not a valid number",
    { topologySpreadConstraints: [{ topologyKey: "a", maxSkew: 0 }] },
  ],
  [
    "topologySpreadConstraints[0].whenUnsatisfiable` has an unknown value",
    {
      topologySpreadConstraints: [
        {
          topologyKey: "a",
          minDomains: 2,
          whenUnsatisfiable: WhenUnsatisfiable.SCHEDULE_ANYWAY,
        },
      ],
    },
  ],
  [
    "affinity.nodeAffinity[0].matchExpressions[0].operator` has an unknown value",
    {
      affinity: {
        nodeAffinity: [{ matchExpressions: [{ key: "a", operator: "Is" as NodeOperator }] }],
      },
    },
  ],
])("fails when `%s", (message, props) => {
  expect(refused(props)).toContain(message);
});
