import type { TerraformResource } from "cdktf";
import { canonicalQuantity } from "../../../constructs/pod/manifest-checks";
import { newServiceAccount } from "../../support/fixtures";
import { messageOf, synth, warningsOf } from "../../support/synth";
import { KINDS, manifestTemplate, newManifest, type PodsOf } from "../workload/support/kinds";

const IMAGE = "registry.example.com/app:1.0";

/** The pods of a Deployment of one container. */
const withContainer = (container: object, pod: object = {}): PodsOf => ({
  spec: { container: [{ name: "app", image: IMAGE, ...container }], ...pod },
});

type Write = (workload: TerraformResource) => void;
const nothing: Write = () => undefined;

const warnings = (pods: PodsOf, kind = "DeploymentV1", write = nothing) =>
  warningsOf((scope) => {
    const account = newServiceAccount(scope);
    const workload = KINDS[kind].make(scope, "workload", pods);
    account.attach(workload);
    write(workload);
  });

const refused = (pods: PodsOf, kind = "DeploymentV1") =>
  messageOf(() =>
    synth((scope) => {
      const account = newServiceAccount(scope);
      account.attach(KINDS[kind].make(scope, "workload", pods));
    }),
  );

const NON_ROOT = { securityContext: { runAsNonRoot: true } };
const PATH = "spec.template.spec.container";

describe("attach warns of what the provider makes of blocks", () => {
  const root =
    'is left out, and the provider sends false, which beats the true of the pod: the container may run as root, and a namespace that enforces "restricted" takes no such pod. Write it in the context of each container.';

  test("a container's context that leaves open what the pod says of root", () => {
    const context = { allowPrivilegeEscalation: false };
    expect(warnings(withContainer({ securityContext: context }, NON_ROOT))).toEqual([
      `\`${PATH}.security_context.run_as_non_root\` ${root}`,
    ]);
  });

  test("the same of an init container, by its place among several", () => {
    // GIVEN
    const contexts = [{ runAsNonRoot: true }, {}].map((more, index) => ({
      name: `init-${index}`,
      image: IMAGE,
      securityContext: { allowPrivilegeEscalation: false, ...more },
    }));

    // THEN
    expect(warnings(withContainer({}, { initContainer: contexts, ...NON_ROOT }))).toEqual([
      `\`spec.template.spec.init_container[1].security_context.run_as_non_root\` ${root}`,
    ]);
  });

  test.each<[string, PodsOf]>([
    [
      "the container says it",
      withContainer(
        { securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false } },
        NON_ROOT,
      ),
    ],
    [
      "the container says otherwise",
      withContainer(
        { securityContext: { runAsNonRoot: false, allowPrivilegeEscalation: false } },
        NON_ROOT,
      ),
    ],
    ["the container has no context", withContainer({}, NON_ROOT)],
    [
      "the pod does not say it",
      withContainer({ securityContext: { allowPrivilegeEscalation: false } }),
    ],
    ["nobody has a context", {}],
  ])("and not where %s", (_title, pods) => {
    expect(warnings(pods)).toEqual([]);
  });

  test("a container's context without escalation, which the provider allows", () => {
    expect(warnings(withContainer({ securityContext: { runAsUser: "1000" } }))).toEqual([
      `\`${PATH}.security_context.allow_privilege_escalation\` is left out, and the provider sends true. Write what is meant.`,
    ]);
  });

  test("a seccomp profile of no type, which the provider makes Unconfined", () => {
    expect(warnings(withContainer({}, { securityContext: { seccompProfile: {} } }))).toEqual([
      '`spec.template.spec.security_context.seccomp_profile.type` is left out, and the provider sends "Unconfined". Write what is meant.',
    ]);
  });

  test.each([
    [
      "an empty context of the pods",
      withContainer({}, { securityContext: {} }),
      "spec.template.spec.security_context",
    ],
    [
      "a context of empty lists",
      withContainer({}, { securityContext: { supplementalGroups: [] } }),
      "spec.template.spec.security_context",
    ],
    [
      "a request of no path",
      withContainer({ livenessProbe: { httpGet: { port: "80" } } }),
      `${PATH}.liveness_probe.http_get.path`,
    ],
  ])("%s, with which no plan comes to rest", (_title, pods, path) => {
    expect(warnings(pods)).toEqual([
      `\`${path}\` is empty, which Kubernetes stores otherwise: each plan changes it again. Write it, or leave out the block that holds it.`,
    ]);
  });

  test("a StatefulSet without revisions to go back to, until it says how many it keeps", () => {
    expect(warnings({}, "StatefulSetV1")).toEqual([
      "`spec.revision_history_limit` is left out, and the provider sends 0: `kubectl rollout undo` has nothing to go back to. Write 10 in a new StatefulSet; in one that exists a change of it replaces the StatefulSet, unless `ignoreChanges` has it.",
    ]);
    const write = (set: TerraformResource) => set.addOverride("spec.revision_history_limit", 10);
    expect(warnings({}, "StatefulSetV1", write)).toEqual([]);
  });

  test("a CronJob that is never late, which the provider makes late for ever", () => {
    const write = (job: TerraformResource) => job.addOverride("spec.starting_deadline_seconds", 0);
    expect(warnings({}, "CronJobV1", write)).toEqual([
      "`spec.starting_deadline_seconds` is 0, which the provider reads as none: a Job may start late for ever. Leave it out, or write 1 or more.",
    ]);
  });
});

describe("attach refuses what the provider cannot make", () => {
  test.each([
    ["os", withContainer({}, { os: { name: "windows" } }), "spec.template.spec.os"],
    [
      "the options of Windows",
      withContainer({}, { securityContext: { windowsOptions: { runAsUsername: "a" } } }),
      "spec.template.spec.security_context.windows_options",
    ],
  ])("a Windows pod by %s", (_title, pods, path) => {
    expect(refused(pods)).toBe(
      [
        `[test/workload] \`${path}\` makes pods that Kubernetes refuses: the provider sends with them what is forbidden for Windows.`,
        '  allowed: `node_selector` with "kubernetes.io/os" = "windows" alone, or a kubernetes_manifest',
        "  fix:     remove it; for what a Windows pod says of itself write the workload as a kubernetes_manifest",
        "  code:    windows-pod-refused",
      ].join("\n"),
    );
  });

  test("variables from nowhere, which end the provider", () => {
    expect(refused(withContainer({ envFrom: [{ configMapRef: { name: "a" } }, {}] }))).toBe(
      [
        `[test/workload] \`${PATH}.env_from[1]\` has no source, which ends the provider, and with it all that it has under way.`,
        "  allowed: `config_map_ref` or `secret_ref`",
        "  fix:     give one of the two, or remove the block",
        "  code:    env-from-without-source",
      ].join("\n"),
    );
  });

  test("a port of SCTP", () => {
    expect(refused(withContainer({ port: [{ containerPort: 1, protocol: "SCTP" }] }))).toBe(
      [
        `[test/workload] \`${PATH}.port.protocol\` is one that the provider does not plan.`,
        '  got:     "SCTP"',
        '  allowed: "TCP" or "UDP"',
        "  fix:     write the workload as a kubernetes_manifest, which takes it",
        "  code:    port-not-planned",
      ].join("\n"),
    );
  });

  test("also by an override that comes later", () => {
    const later = () =>
      synth((scope) => {
        const workload = KINDS.DeploymentV1.make(scope, "workload");
        newServiceAccount(scope).attach(workload);
        workload.addOverride("spec.template.spec.os", { name: "windows" });
      });
    expect(messageOf(later)).toMatch("`spec.template.spec.os` makes pods that Kubernetes refuses");
  });
});

describe("attach warns of what the API server stores otherwise than a manifest says it", () => {
  const of = (spec: Record<string, unknown>, write = nothing) =>
    warningsOf((scope) => {
      const template = manifestTemplate({ spec });
      const workload = newManifest(scope, "workload", ["apps/v1", "Deployment"], { template });
      newServiceAccount(scope).attach(workload);
      write(workload);
    });
  const container = (more: object) => ({ containers: [{ name: "app", image: IMAGE, ...more }] });

  test.each([
    [
      container({ resources: { limits: { cpu: "1000m" } } }),
      "spec.template.spec.containers[0].resources.limits.cpu",
      '"1000m"',
      '"1"',
    ],
    [
      container({ resources: { requests: { memory: "1024Mi" } } }),
      "spec.template.spec.containers[0].resources.requests.memory",
      '"1024Mi"',
      '"1Gi"',
    ],
    [{ tolerations: [] }, "spec.template.spec.tolerations", "[]", "nothing"],
    [{ hostNetwork: false }, "spec.template.spec.hostNetwork", "false", "nothing"],
    [{ dnsPolicy: null }, "spec.template.spec.dnsPolicy", "null", "nothing"],
  ])("%j", (spec, path, got, stored) => {
    expect(of(spec)).toEqual([
      `\`${path}\` is ${got}, which Kubernetes stores as ${stored}: Terraform calls that inconsistent and replaces the object at each apply. Write it as it is stored, or name it in \`computedFields\`.`,
    ]);
  });

  test.each([
    [container({ resources: { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "100m" } } })],
    [{ automountServiceAccountToken: false, terminationGracePeriodSeconds: 0 }],
    [{ securityContext: {} }],
  ])("and not of %j", (spec) => {
    expect(of(spec)).toEqual([]);
  });

  test("nor of a field that the manifest calls computed", () => {
    const spec = container({ resources: { limits: { cpu: "1000m" } } });
    const field = "spec.template.spec.containers[0].resources.limits";
    expect(of(spec, (one) => one.addOverride("computed_fields", [field]))).toEqual([]);
  });
});

test.each([
  ["1", "1"],
  ["0.1", "100m"],
  ["1000m", "1"],
  ["1500m", "1500m"],
  ["1000", "1k"],
  ["1024Mi", "1Gi"],
  ["0.5Gi", "512Mi"],
  ["1536Mi", "1536Mi"],
  ["1000Mi", "1000Mi"],
  ["128974848", "128974848"],
  ["1e3", "1e3"],
  ["0", "0"],
  ["${var.cpu}", "${var.cpu}"],
])("the quantity %s is stored as %s", (given, stored) => {
  expect(canonicalQuantity(given)).toBe(stored);
});
