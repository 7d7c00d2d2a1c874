import { comes, found, review, stays, turns, type Written } from "../support/written-plan";

const RISK = "change-never-sent";
const JOB = "kubernetes_job_v1.report";
const POD = "spec.template.spec";

type Block = Record<string, unknown>;

const PROBE = { http_get: [{ path: "/a", port: "80" }], period_seconds: 10 };
const AFFINITY = (key: string) => [{ node_affinity: [{ required: [{ key }] }] }];

const container = (more: Block = {}): Block => ({
  name: "app",
  env: [{ name: "A", value_from: [{ resource_field_ref: [{ divisor: "1" }] }] }],
  liveness_probe: [PROBE],
  volume_mount: [{ name: "v", mount_path: "/a", read_only: false }],
  ...more,
});
const pod = (more: Block = {}): Block => ({
  container: [container()],
  volume: [{ name: "v", csi: [{ volume_attributes: { class: "hush-old" } }], secret: [] }],
  affinity: AFFINITY("a"),
  topology_spread_constraint: [{ max_skew: 1 }],
  os: [],
  ...more,
});
const job = (spec: Block = {}, ofPod: Block = {}, metadata: Block = {}): Block => ({
  metadata: [{ name: "report", namespace: "shop", labels: {} }],
  spec: [
    {
      backoff_limit: 6,
      selector: [{ match_labels: null }],
      ttl_seconds_after_finished: "3600",
      template: [
        {
          metadata: [{ labels: { app: "report" }, annotations: null, ...metadata }],
          spec: [pod(ofPod)],
        },
      ],
      ...spec,
    },
  ],
});

const told = (change: Written, address = JOB) => review({ [address]: change });
const findings = (change: Written, address = JOB) => found(told(change, address), RISK);
const never = (...fields: string[]) => [`${JOB}: never sent: ${fields.join(", ")}`];

describe("an update in place of a Job that is planned and never sent", () => {
  test.each<[string, Block, string]>([
    [
      "another time to live",
      job({ ttl_seconds_after_finished: "60" }),
      "spec.ttl_seconds_after_finished",
    ],
    [
      "a volume more",
      job({}, { volume: [...(pod().volume as Block[]), { name: "w" }] }),
      `${POD}.volume`,
    ],
    ["no volume more", job({}, { volume: [] }), `${POD}.volume`],
    [
      "another source",
      job(
        {},
        {
          volume: [{ name: "v", csi: [{ volume_attributes: { class: "hush-new" } }], secret: [] }],
        },
      ),
      `${POD}.volume.csi`,
    ],
    [
      "a mount elsewhere",
      job(
        {},
        {
          container: [
            container({ volume_mount: [{ name: "v", mount_path: "/b", read_only: false }] }),
          ],
        },
      ),
      `${POD}.container.volume_mount.mount_path`,
    ],
    [
      "a mount to read",
      job(
        {},
        {
          container: [
            container({ volume_mount: [{ name: "v", mount_path: "/a", read_only: true }] }),
          ],
        },
      ),
      `${POD}.container.volume_mount.read_only`,
    ],
    [
      "another probe",
      job({}, { container: [container({ liveness_probe: [{ ...PROBE, period_seconds: 20 }] })] }),
      `${POD}.container.liveness_probe.period_seconds`,
    ],
    [
      "another divisor",
      job(
        {},
        {
          container: [
            container({
              env: [{ name: "A", value_from: [{ resource_field_ref: [{ divisor: "1m" }] }] }],
            }),
          ],
        },
      ),
      `${POD}.container.env.value_from`,
    ],
    ["another affinity", job({}, { affinity: AFFINITY("b") }), `${POD}.affinity.node_affinity`],
    [
      "another spread",
      job({}, { topology_spread_constraint: [{ max_skew: 2 }] }),
      `${POD}.topology_spread_constraint.max_skew`,
    ],
    ["an operating system", job({}, { os: [{ name: "linux" }] }), `${POD}.os`],
    [
      "another label of the pods",
      job({}, {}, { labels: { app: "other" } }),
      "spec.template.metadata.labels",
    ],
    [
      "an annotation of the pods",
      job({}, {}, { annotations: { a: "b" } }),
      "spec.template.metadata.annotations",
    ],
  ])("%s", (_what, after, field) => {
    expect(findings(turns(job(), after))).toEqual(never(field));
  });

  test("is told with its fields, and without those that are sent or only written otherwise", () => {
    // GIVEN what is sent, what is never sent, and what is nothing before and after
    const after = job(
      {
        backoff_limit: 3,
        parallelism: 2,
        pod_failure_policy: [{}],
        selector: [{ match_labels: {} }],
        ttl_seconds_after_finished: "60",
      },
      { os: null, container: [container({ working_dir: "", stdin: false })], affinity: [] },
      { uid: "another", annotations: {} },
    );

    // WHEN
    const result = told(turns(job(), after));

    // THEN
    expect(found(result, RISK)).toEqual(
      never(`${POD}.affinity`, "spec.ttl_seconds_after_finished"),
    );
    expect(result.risks).toMatchObject([{ severity: "medium", standing: false }]);
  });

  test("never shows a value", () => {
    const after = job(
      {},
      {
        volume: [{ name: "v", csi: [{ volume_attributes: { class: "hush-new", more: "hush" } }] }],
      },
    );
    expect(JSON.stringify(told(turns(job(), after)))).not.toContain("hush");
  });

  test("is told of kubernetes_job too", () => {
    const address = "kubernetes_job.report";
    expect(findings(turns(job(), job({ ttl_seconds_after_finished: "60" })), address)).toHaveLength(
      1,
    );
  });
});

describe("a Job without such a change", () => {
  const after = job({ ttl_seconds_after_finished: "60" });

  test.each<[string, Written]>([
    ["that is replaced", turns(job(), after, { actions: ["delete", "create"] })],
    ["that is created", comes(after)],
    ["that is destroyed", { before: after }],
    ["that stays", stays(after)],
    [
      "of which only what is sent changes",
      turns(job(), job({ backoff_limit: 1, active_deadline_seconds: 5, manual_selector: true })),
    ],
    [
      "of which only its own labels change",
      turns(job(), { ...job(), metadata: [{ name: "report", labels: { a: "b" } }] }),
    ],
  ])("%s", (_what, change) => {
    expect(findings(change)).toEqual([]);
  });

  test("that a manifest makes", () => {
    const manifest = (serviceAccountName: string) => ({
      manifest: {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: "report" },
        spec: { template: { spec: { serviceAccountName } } },
      },
    });
    expect(findings(turns(manifest("a"), manifest("b")), "kubernetes_manifest.report")).toEqual([]);
  });
});

describe("a field of a Job that is only known after apply", () => {
  const after = job({ ttl_seconds_after_finished: null }, {}, { annotations: {} });
  const unknown = {
    spec: [
      {
        ttl_seconds_after_finished: true,
        template: [{ metadata: [{ annotations: { a: true }, uid: true }] }],
      },
    ],
  };
  const UNSEEN = ["spec.template.metadata.annotations", "spec.ttl_seconds_after_finished"].map(
    (field) => `shop: whether ${field} of ${JOB} changes; never sent`,
  );

  test("is neither safe nor a risk", () => {
    const result = told(turns(job(), after, { unknown }));
    expect(found(result, RISK)).toEqual([]);
    expect(result.unseen).toEqual(UNSEEN);
  });

  test("is not told beside those that change", () => {
    const changed = job(
      { ttl_seconds_after_finished: null },
      { os: [{ name: "linux" }] },
      { annotations: {} },
    );
    const result = told(turns(job(), changed, { unknown }));
    expect(found(result, RISK)).toEqual(never(`${POD}.os`));
    expect(result.unseen).toEqual(UNSEEN);
  });

  test("is not told twice where another value of the same map changes", () => {
    const changed = job({ ttl_seconds_after_finished: null }, {}, { annotations: { b: "c" } });
    const result = told(turns(job(), changed, { unknown }));
    expect(found(result, RISK)).toEqual(never("spec.template.metadata.annotations"));
    expect(result.unseen).toEqual(UNSEEN.slice(1));
  });
});
