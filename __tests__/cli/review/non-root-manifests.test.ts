import { comes, found, ref, review, type Written } from "../support/written-plan";

const RISK = "non-root-off";
const MANIFEST = "kubernetes_manifest.w";
const OFF = "has run_as_non_root off, its pod has it on";

type Block = Record<string, unknown>;

const told = (change: Written) => review({ [MANIFEST]: change });

describe("a manifest sends what it says, and nothing else", () => {
  const manifest = (kind: string, own: Block, pod?: Block) => {
    const spec = { securityContext: pod, ...own };
    const apiVersion = { Pod: "v1", Deployment: "apps/v1", CronJob: "batch/v1" }[kind];
    const template = { metadata: {}, spec };
    const holder = kind === "CronJob" ? { jobTemplate: { spec: { template } } } : { template };
    const metadata = { name: "w", namespace: "shop" };
    return { manifest: { apiVersion, kind, metadata, spec: kind === "Pod" ? spec : holder } };
  };
  const saying = (runAsNonRoot?: unknown) => ({
    containers: [{ name: "app", env: [{ name: "A" }], securityContext: { runAsNonRoot } }],
  });
  const NON_ROOT = { runAsNonRoot: true };
  const findings = (change: Written) => found(told(change), RISK);

  test.each(["Deployment", "CronJob", "Pod"])("a false of a container in a %s is one", (kind) => {
    expect(findings(comes(manifest(kind, saying(false), NON_ROOT)))).toEqual([
      `${MANIFEST}: container app ${OFF}`,
    ]);
  });

  test("a false of an init container is one", () => {
    const own = { initContainers: saying(false).containers, containers: [{ name: "b" }] };
    expect(findings(comes(manifest("Deployment", own, NON_ROOT)))).toEqual([
      `${MANIFEST}: init container app ${OFF}`,
    ]);
  });

  test.each<[string, Block, Block | undefined]>([
    ["a container that says true", saying(true), NON_ROOT],
    ["a context that leaves it out", saying(), NON_ROOT],
    ["a context that says null", saying(null), NON_ROOT],
    ["a container without a context", { containers: [{ name: "app" }] }, NON_ROOT],
    ["a pod that says false", saying(false), { runAsNonRoot: false }],
    ["a pod without a context", saying(false), undefined],
  ])("%s is none", (_what, own, pod) => {
    expect(findings(comes(manifest("Deployment", own, pod)))).toEqual([]);
  });

  test("what is only known after apply is said not to be seen", () => {
    const mask = manifest("Deployment", {
      containers: [{ securityContext: { runAsNonRoot: true } }],
    });
    const unknown = { manifest: { spec: mask.manifest.spec } };
    const result = told(
      comes(manifest("Deployment", saying(), NON_ROOT), {
        unknown,
        expressions: { manifest: ref("var.non_root") },
      }),
    );
    expect(found(result, RISK)).toEqual([]);
    expect(result.unseen).toContain(
      `shop: whether containers of ${MANIFEST} turn run_as_non_root off`,
    );
  });
});
