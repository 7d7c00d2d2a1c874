import {
  type ContainerSecurityContext,
  OsType,
  PodSecurity,
  type PodSecurityContext,
  SeccompProfileType,
  WorkloadDeployment,
  type WorkloadProps,
} from "../../../constructs";
import { messageOf, synth } from "../../support/synth";
import { CONTAINER, KINDS, newWorkload, podsOf, WRITTEN } from "../../support/workloads";

const { RESTRICTED, BASELINE, PRIVILEGED } = PodSecurity;

const deployment = (props: Partial<WorkloadProps>) =>
  podsOf(
    synth((scope) => newWorkload(WorkloadDeployment, scope, props)),
    "kubernetes_deployment_v1",
  ).spec;

/** A Deployment whose only container has a context. */
const withContext = (securityContext: ContainerSecurityContext, podSecurity = RESTRICTED) =>
  deployment({ podSecurity, containers: [{ ...CONTAINER, securityContext }] });

describe.each(KINDS)("a %s", (_kind, Kind, type) => {
  test("keeps to restricted by itself, in every container", () => {
    // WHEN
    const { spec } = podsOf(
      synth((scope) =>
        newWorkload(Kind, scope, { initContainers: [{ ...CONTAINER, name: "init" }] }),
      ),
      type,
    );

    // THEN
    const context = {
      run_as_non_root: true,
      allow_privilege_escalation: false,
      capabilities: { drop: ["ALL"] },
    };
    expect(spec.security_context).toEqual({
      run_as_non_root: true,
      seccomp_profile: { type: "RuntimeDefault" },
    });
    expect(spec.init_container).toEqual([
      { ...CONTAINER, ...WRITTEN, name: "init", security_context: context },
    ]);
    expect(spec.container).toEqual([{ ...CONTAINER, ...WRITTEN, security_context: context }]);
    expect(spec).not.toHaveProperty("os");
  });

  test.each([BASELINE, PRIVILEGED])("has no context of its own under %s", (podSecurity) => {
    const { spec } = podsOf(
      synth((scope) => newWorkload(Kind, scope, { podSecurity })),
      type,
    );
    expect(spec).not.toHaveProperty("security_context");
    expect(spec.container).toEqual([{ ...CONTAINER, ...WRITTEN }]);
  });

  test("is a Windows pod by its nodes, and else as restricted asks for", () => {
    // WHEN
    const { spec } = podsOf(
      synth((scope) =>
        newWorkload(Kind, scope, { os: OsType.WINDOWS, nodeSelector: { pool: "win" } }),
      ),
      type,
    );

    // THEN
    expect(spec).not.toHaveProperty("os");
    expect(spec.node_selector).toEqual({ pool: "win", "kubernetes.io/os": "windows" });
    expect(spec.security_context).toEqual({
      run_as_non_root: true,
      seccomp_profile: { type: "RuntimeDefault" },
    });
    expect(spec.container).toMatchObject([{ security_context: { run_as_non_root: true } }]);
  });
});

test("nodes that are Windows nodes by their selector make Windows pods too", () => {
  const nodeSelector = { "kubernetes.io/os": "windows" };
  expect(messageOf(() => deployment({ nodeSelector, securityContext: { fsGroup: 1 } }))).toMatch(
    "`securityContext.fsGroup` is for Linux pods",
  );
});

test("Linux is written to the selector only where it is asked for, or nothing is", () => {
  const pool = { pool: "orders" };
  const os = { "kubernetes.io/os": "linux" };
  expect(deployment({}).node_selector).toEqual(os);
  expect(deployment({ os: OsType.LINUX }).node_selector).toEqual(os);
  expect(deployment({ nodeSelector: pool }).node_selector).toEqual(pool);
  expect(deployment({ nodeSelector: pool, os: OsType.LINUX }).node_selector).toEqual({
    ...pool,
    ...os,
  });
});

test("contexts of one's own are merged with those of the level", () => {
  // WHEN
  const spec = deployment({
    securityContext: {
      runAsUser: 1000,
      runAsGroup: 0,
      fsGroup: 2000,
      fsGroupChangePolicy: "OnRootMismatch",
      supplementalGroups: [3000],
    },
    containers: [
      {
        ...CONTAINER,
        securityContext: {
          readOnlyRootFilesystem: true,
          runAsUser: 1001,
          capabilities: { add: ["NET_BIND_SERVICE"] },
          seccompProfile: {
            type: SeccompProfileType.LOCALHOST,
            localhostProfile: "orders.json",
          },
        },
      },
    ],
  });

  // THEN
  expect(spec.security_context).toEqual({
    run_as_non_root: true,
    run_as_user: "1000",
    run_as_group: "0",
    fs_group: "2000",
    fs_group_change_policy: "OnRootMismatch",
    supplemental_groups: [3000],
    seccomp_profile: { type: "RuntimeDefault" },
  });
  expect(spec.container).toMatchObject([
    {
      security_context: {
        allow_privilege_escalation: false,
        read_only_root_filesystem: true,
        run_as_non_root: true,
        run_as_user: "1001",
        capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
        seccomp_profile: { type: "Localhost", localhost_profile: "orders.json" },
      },
    },
  ]);
});

test.each<[ContainerSecurityContext, PodSecurity, boolean]>([
  [{}, BASELINE, false],
  [{ readOnlyRootFilesystem: true }, PRIVILEGED, false],
  [{ allowPrivilegeEscalation: true }, BASELINE, true],
  [{ privileged: true }, PRIVILEGED, true],
  [{ capabilities: { add: ["SYS_ADMIN"] } }, PRIVILEGED, true],
])("escalation is always written with a context: %j under %s", (context, level, escalation) => {
  expect(withContext(context, level).container).toMatchObject([
    { security_context: { allow_privilege_escalation: escalation } },
  ]);
});

test.each<[string, boolean | undefined, boolean | undefined, PodSecurity, unknown, boolean]>([
  ["nothing is said under restricted", undefined, undefined, RESTRICTED, true, true],
  ["nothing is said under baseline", undefined, undefined, BASELINE, undefined, false],
  ["the pod says true", true, undefined, BASELINE, true, true],
  ["the container says true", undefined, true, BASELINE, undefined, true],
  ["the container says false", true, false, BASELINE, true, false],
])(
  "whether a container may run as root is always written with its context, where %s",
  (_title, runAsNonRoot, own, podSecurity, ofPod, ofContainer) => {
    // WHEN
    const { security_context, container } = deployment({
      podSecurity,
      securityContext: { runAsNonRoot },
      containers: [
        { ...CONTAINER, securityContext: { readOnlyRootFilesystem: true, runAsNonRoot: own } },
      ],
    });

    // THEN
    const context = security_context as { run_as_non_root?: boolean } | undefined;
    expect(context?.run_as_non_root).toBe(ofPod);
    expect(container).toMatchObject([{ security_context: { run_as_non_root: ofContainer } }]);
  },
);

test("a context of the pods says whether they may run as root, or there is none", () => {
  const context = (securityContext: PodSecurityContext) =>
    deployment({ podSecurity: BASELINE, securityContext }).security_context;
  expect(context({ fsGroup: 2000 })).toEqual({ run_as_non_root: false, fs_group: "2000" });
  expect(context({ supplementalGroups: [] })).toBeUndefined();
  expect(context({})).toBeUndefined();
});

test("a proxy sidecar makes privileged pods, because it is privileged itself", () => {
  const spec = deployment({ proxySidecar: {} });
  expect(spec).not.toHaveProperty("security_context");
  expect(() => deployment({ proxySidecar: {}, podSecurity: PRIVILEGED })).not.toThrow();
});

test.each([RESTRICTED, BASELINE])("fails when a proxy sidecar is to keep to %s", (podSecurity) => {
  expect(messageOf(() => deployment({ proxySidecar: {}, podSecurity }))).toBe(
    [
      "[test/workload] the init container of the proxy sidecar is privileged and runs as root.",
      `  got:     "${podSecurity}"`,
      '  allowed: `podSecurity` "privileged", the default with a proxy',
      "  fix:     leave `podSecurity` out, or remove `proxySidecar`",
      "  code:    proxy-breaks-pod-security",
    ].join("\n"),
  );
});

test("fails when a context breaks the level", () => {
  expect(messageOf(() => withContext({ privileged: true }))).toBe(
    [
      '[test/workload] `containers[0].securityContext.privileged` breaks the Pod Security Standard "restricted" that the workload keeps to.',
      "  got:     true",
      "  allowed: false",
      "  fix:     change it, or choose a wider `podSecurity` (rule: https://kubernetes.io/docs/concepts/security/pod-security-standards/)",
      "  code:    breaks-pod-security",
    ].join("\n"),
  );
});

const UNCONFINED = { type: SeccompProfileType.UNCONFINED };

test.each<[string, ContainerSecurityContext, PodSecurity[], PodSecurity[]]>([
  ["privileged", { privileged: true }, [RESTRICTED, BASELINE], [PRIVILEGED]],
  [
    "allowPrivilegeEscalation",
    { allowPrivilegeEscalation: true },
    [RESTRICTED],
    [BASELINE, PRIVILEGED],
  ],
  ["runAsNonRoot", { runAsNonRoot: false }, [RESTRICTED], [BASELINE, PRIVILEGED]],
  ["runAsUser", { runAsUser: 0 }, [RESTRICTED], [BASELINE, PRIVILEGED]],
  ["seccompProfile.type", { seccompProfile: UNCONFINED }, [RESTRICTED, BASELINE], [PRIVILEGED]],
  ["capabilities.add", { capabilities: { add: ["CHOWN"] } }, [RESTRICTED], [BASELINE]],
  ["capabilities.add", { capabilities: { add: ["NET_RAW"] } }, [BASELINE], [PRIVILEGED]],
  ["capabilities.drop", { capabilities: { drop: ["NET_RAW"] } }, [RESTRICTED], [BASELINE]],
])("`%s` of a container: %j", (field, context, refusedBy, takenBy) => {
  for (const level of refusedBy) {
    expect(messageOf(() => withContext(context, level))).toMatch(
      `[test/workload] \`containers[0].securityContext.${field}\` breaks the Pod Security Standard "${level}"`,
    );
  }
  for (const level of takenBy) expect(() => withContext(context, level)).not.toThrow();
});

test.each<[string, PodSecurityContext, PodSecurity]>([
  ["runAsNonRoot", { runAsNonRoot: false }, RESTRICTED],
  ["runAsUser", { runAsUser: 0 }, RESTRICTED],
  ["seccompProfile.type", { seccompProfile: UNCONFINED }, BASELINE],
])("`%s` of the pods is held to their level too", (field, securityContext, podSecurity) => {
  expect(messageOf(() => deployment({ securityContext, podSecurity }))).toMatch(
    `[test/workload] \`securityContext.${field}\` breaks the Pod Security Standard "${podSecurity}"`,
  );
  expect(() => deployment({ securityContext, podSecurity: PRIVILEGED })).not.toThrow();
});

test("an init container is held to the level like any other", () => {
  const initContainers = [{ ...CONTAINER, name: "init", securityContext: { privileged: true } }];
  expect(messageOf(() => deployment({ initContainers }))).toMatch(
    "`initContainers[0].securityContext.privileged` breaks the Pod Security Standard",
  );
});

test("fails when an escalation is off that goes with what the container has", () => {
  const context = { privileged: true, allowPrivilegeEscalation: false };
  expect(messageOf(() => withContext(context, PRIVILEGED))).toBe(
    [
      "[test/workload] `containers[0].securityContext.allowPrivilegeEscalation` is off, and the container is privileged or has SYS_ADMIN, which Kubernetes refuses together.",
      "  got:     false",
      "  allowed: true, or left out",
      "  fix:     leave it out, or take the privilege away",
      "  code:    escalation-of-privileged",
    ].join("\n"),
  );
});

test.each([
  { type: SeccompProfileType.LOCALHOST },
  { type: SeccompProfileType.RUNTIME_DEFAULT, localhostProfile: "orders.json" },
])("fails when a file of a seccomp profile is missing or too many: %j", (seccompProfile) => {
  expect(messageOf(() => deployment({ securityContext: { seccompProfile } }))).toBe(
    [
      '[test/workload] `securityContext.seccompProfile.localhostProfile` goes with the type "Localhost", and the type with it.',
      `  got:     "${seccompProfile.type}"`,
      "  allowed: both, or another type alone",
      "  fix:     add the file, or change the type",
      "  code:    seccomp-file",
    ].join("\n"),
  );
});

test.each(["runAsUser", "runAsGroup", "fsGroup"])("fails when `%s` is no id", (field) => {
  expect(messageOf(() => deployment({ securityContext: { [field]: -1 } }))).toMatch(
    `[test/workload] \`securityContext.${field}\` is not a valid id of a user or group.`,
  );
});

test("fails when a capability is not written as Kubernetes does", () => {
  expect(messageOf(() => withContext({ capabilities: { drop: ["cap_all"] } }))).toMatch(
    "`containers[0].securityContext.capabilities.drop[0]` is not a valid Linux capability.",
  );
});

test.each([
  ["podSecurity", { podSecurity: "strict" as PodSecurity }],
  ["os", { os: "Solaris" as OsType }],
  ["securityContext.fsGroupChangePolicy", { securityContext: { fsGroupChangePolicy: "Never" } }],
])("fails when `%s` is no value of it", (prop, props) => {
  expect(messageOf(() => deployment(props))).toMatch(
    `[test/workload] \`${prop}\` has an unknown value.`,
  );
});

test("fails when the selector asks for another operating system", () => {
  const nodeSelector = { "kubernetes.io/os": "linux" };
  expect(messageOf(() => deployment({ os: OsType.WINDOWS, nodeSelector }))).toBe(
    [
      "[test/workload] `nodeSelector` asks for nodes of another operating system than `os`.",
      '  got:     "kubernetes.io/os=linux"',
      '  allowed: "kubernetes.io/os": "windows", or no such key',
      "  fix:     remove the key from `nodeSelector`, or change `os`",
      "  code:    other-os",
    ].join("\n"),
  );
});

test("fails when Windows pods ask for what is of Linux", () => {
  const windows = (props: Partial<WorkloadProps>) =>
    deployment({ os: OsType.WINDOWS, ...props }).container;
  const inContainer = (securityContext: ContainerSecurityContext) =>
    windows({ containers: [{ ...CONTAINER, securityContext }] });
  expect(messageOf(() => windows({ securityContext: { runAsUser: 1000 } }))).toBe(
    [
      "[test/workload] `securityContext.runAsUser` is for Linux pods, and a Windows node passes it over.",
      "  allowed: of the contexts of Windows pods `runAsNonRoot`",
      "  fix:     remove it, or change `os`",
      "  code:    not-on-this-os",
    ].join("\n"),
  );
  expect(messageOf(() => inContainer({ readOnlyRootFilesystem: true }))).toMatch(
    "`containers[0].securityContext.readOnlyRootFilesystem` is for Linux pods",
  );
  expect(inContainer({ runAsNonRoot: true })).toMatchObject([
    { security_context: { run_as_non_root: true } },
  ]);
});

test("fails when the proxy sidecar is asked for with `os` Windows", () => {
  expect(messageOf(() => deployment({ os: OsType.WINDOWS, proxySidecar: {} }))).toMatch(
    "[test/workload] the proxy sidecar runs on Linux nodes only.",
  );
});
