import { reviewOf } from "../../../cli/review/review";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import type { JsonObject } from "../../../cli/terraform/model/json";
import { templatePath } from "../../../cli/terraform/model/resource-types";
import { comes, found, review, stays, turns, type Written } from "../support/written-plan";

const RISK = "non-root-off";
const ADDRESS = "kubernetes_deployment_v1.w";
const OFF = "has run_as_non_root off, its pod has it on";
const UNSEEN = `shop: whether containers of ${ADDRESS} turn run_as_non_root off`;

type Block = Record<string, unknown>;

const context = (run_as_non_root?: unknown) => [
  { read_only_root_filesystem: true, run_as_non_root },
];
const container = (run_as_non_root?: unknown, name = "app"): Block => ({
  name,
  env: [{ name: "A", value: "b" }],
  security_context: context(run_as_non_root),
});

/** A workload whose pods have a specification, in lists as Terraform writes blocks. */
const workload = (spec: Block, type = "kubernetes_deployment_v1"): Block => ({
  ...[...(templatePath(type) ?? []), "spec"].reduceRight<Block>(
    (inner, key) => ({ [key]: [inner] }),
    spec,
  ),
  metadata: [{ name: "w", namespace: "shop" }],
});
/** The mask of what is only known after apply. */
const maskOf = (spec: Block) => ({ ...workload(spec), metadata: [{}] });

const pods = (own: Block, pod: unknown = true) => ({ security_context: context(pod), ...own });
const told = (change: Written, address = ADDRESS) => review({ [address]: change });

describe("a container under a pod with run_as_non_root", () => {
  test.each<[string, Block, string[]]>([
    ["whose context says false", { container: [container(false)] }, [`container app ${OFF}`]],
    ["whose context says null", { container: [container(null)] }, [`container app ${OFF}`]],
    ["whose context says nothing", { container: [container()] }, [`container app ${OFF}`]],
    ["whose context says true", { container: [container(true)] }, []],
    ["without a context", { container: [{ name: "app", security_context: [] }] }, []],
    [
      "that is an init container",
      { container: [container(true)], init_container: [container(false, "setup")] },
      [`init container setup ${OFF}`],
    ],
    [
      "beside others",
      { container: [container(true), container(false, "one"), container(null, "two")] },
      [`container one ${OFF}`, `container two ${OFF}`],
    ],
    [
      "of a Windows pod",
      { container: [container(false)], node_selector: { "kubernetes.io/os": "windows" } },
      [`container app ${OFF}`],
    ],
    ["without a name", { container: [{ security_context: context() }] }, [`container 1 ${OFF}`]],
  ])("%s", (_what, spec, expected) => {
    const result = told(comes(workload(pods(spec))));
    expect(found(result, RISK)).toEqual(expected.map((one) => `${ADDRESS}: ${one}`));
    expect(result.unseen).toEqual([]);
  });

  test.each([
    ["says false", false],
    ["says null", null],
  ])("is no risk where the pod %s", (_what, said) => {
    const result = told(comes(workload(pods({ container: [container(false)] }, said))));
    expect(found(result, RISK)).toEqual([]);
  });

  test("is no risk where the pod has no context", () => {
    const result = told(comes(workload({ security_context: [], container: [container(false)] })));
    expect(found(result, RISK)).toEqual([]);
  });

  test.each([
    "kubernetes_deployment",
    "kubernetes_deployment_v1",
    "kubernetes_stateful_set",
    "kubernetes_stateful_set_v1",
    "kubernetes_daemonset",
    "kubernetes_daemon_set_v1",
    "kubernetes_replication_controller",
    "kubernetes_replication_controller_v1",
    "kubernetes_job",
    "kubernetes_job_v1",
    "kubernetes_cron_job",
    "kubernetes_cron_job_v1",
    "kubernetes_pod",
    "kubernetes_pod_v1",
  ])("is found in a %s", (type) => {
    const result = told(
      comes(workload(pods({ container: [container(false)] }), type)),
      `${type}.w`,
    );
    expect(found(result, RISK)).toEqual([`${type}.w: container app ${OFF}`]);
  });
});

describe("what is only known after apply is neither safe nor a risk", () => {
  const later = [{ run_as_non_root: true }];

  test.each<[string, Block, Block]>([
    [
      "what the container says",
      pods({ container: [container()] }),
      { container: [{ security_context: later }] },
    ],
    [
      "the context of the container",
      pods({ container: [{ name: "app" }] }),
      { container: [{ security_context: true }] },
    ],
    ["the containers", pods({}), { container: true }],
    [
      "what the pod says of a container that says false",
      pods({ container: [container(false)] }, null),
      { security_context: later },
    ],
  ])("%s", (_what, spec, mask) => {
    const result = told(comes(workload(spec), { unknown: maskOf(mask) }));
    expect(found(result, RISK)).toEqual([]);
    expect(result.unseen).toEqual([UNSEEN]);
  });

  test("but what the pod says of containers that say true", () => {
    const mask = maskOf({ security_context: later });
    const result = told(
      comes(workload(pods({ container: [container(true)] }, null)), { unknown: mask }),
    );
    expect(result.unseen).toEqual([]);
  });

  test("but another container is a risk all the same", () => {
    const spec = pods({ container: [container(), container(false, "two")] });
    const mask = maskOf({ container: [{ security_context: later }, {}] });
    const result = told(comes(workload(spec), { unknown: mask }));
    expect(found(result, RISK)).toEqual([`${ADDRESS}: container two ${OFF}`]);
    expect(result.unseen).toEqual([UNSEEN]);
  });
});

describe("of what was there before", () => {
  const [on, off] = [true, false].map((said) => workload(pods({ container: [container(said)] })));
  const risk = (change: Written) =>
    told(change).risks.map(({ id, severity, standing }) => ({ id, severity, standing }));

  test.each<[string, Written, boolean]>([
    ["what a plan creates is new", comes(off), false],
    ["what a plan turns off is new", turns(on, off), false],
    ["what a plan leaves as it is stands", stays(off), true],
    [
      "what says nothing after it was stored as false stands",
      turns(off, workload(pods({ container: [container()] }))),
      true,
    ],
  ])("%s", (_what, change, standing) => {
    expect(risk(change)).toEqual([{ id: RISK, severity: "medium", standing }]);
  });

  test.each<[string, Written]>([
    ["what a plan turns on", turns(off, on)],
    ["what a plan destroys", { before: off }],
  ])("%s is no risk any more", (_what, change) => {
    expect(risk(change)).toEqual([]);
  });

  test("a workload that moves to another address brings nothing new", () => {
    // GIVEN
    const changes = { "kubernetes_deployment_v1.old": { before: off }, [ADDRESS]: comes(off) };

    // WHEN
    const { risks } = review(changes);

    // THEN
    expect(risks).toMatchObject([{ id: RISK, standing: true }]);
  });

  test("a container that comes to one that stands is new beside it", () => {
    const more = workload(pods({ container: [container(false), container(false, "two")] }));
    const [{ findings }] = told(turns(off, more)).risks;
    expect(findings.map(({ detail, standing }) => [detail, standing])).toEqual([
      [`container two ${OFF}`, false],
      [`container app ${OFF}`, true],
    ]);
  });
});

test("the name of a container is not shown where it is sensitive", () => {
  const sensitive = maskOf({ container: [{ name: true }] });
  const result = told(
    comes(workload(pods({ container: [container(false, "hush")] })), { sensitive }),
  );
  expect(found(result, RISK)).toEqual([`${ADDRESS}: container (sensitive) ${OFF}`]);
  expect(JSON.stringify(result)).not.toContain("hush");
});

test("a stack without a plan is read as it is written", () => {
  // GIVEN
  const container: JsonObject[] = [
    { name: "one", security_context: { privileged: false } },
    { name: "two", security_context: { run_as_non_root: "${var.non_root}" } },
    { name: "three" },
  ];
  const spec = { template: { spec: { security_context: { run_as_non_root: true }, container } } };
  const stack = { resource: { kubernetes_deployment_v1: { w: { metadata: {}, spec } } } };

  // WHEN
  const result = reviewOf([readSynthesized("shop", stack)], []).review;

  // THEN
  expect(found(result, RISK)).toEqual([`${ADDRESS}: container one ${OFF}`]);
  expect(result.unseen).toEqual([UNSEEN]);
});
