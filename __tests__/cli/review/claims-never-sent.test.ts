import { found, review, stays, turns, type Written } from "../support/written-plan";

const SET = "kubernetes_stateful_set_v1.queue";

type Block = Record<string, unknown>;

const findings = (change: Written, address = SET) =>
  found(review({ [address]: change }), "change-never-sent");

describe("the claims of a StatefulSet", () => {
  const set = (storage: string, more: Block = {}): Block => ({
    metadata: [{ name: "queue", namespace: "shop" }],
    spec: [
      {
        replicas: "1",
        template: [{ metadata: [{ labels: {} }], spec: [{ container: [] }] }],
        volume_claim_template: [
          {
            metadata: [{ name: "data", uid: null }],
            spec: [{ resources: [{ requests: { storage } }] }],
          },
        ],
        ...more,
      },
    ],
  });
  const FOUND = [`${SET}: never sent: spec.volume_claim_template.spec.resources`];

  test.each([SET, "kubernetes_stateful_set.queue"])(
    "never get the size of a plan (%s)",
    (address) => {
      expect(findings(turns(set("1Gi"), set("2Gi")), address)).toEqual(
        FOUND.map((one) => one.replace(SET, address)),
      );
    },
  );

  test("are told without what is sent", () => {
    const template = [
      { metadata: [{ labels: { a: "b" } }], spec: [{ container: [{ name: "app" }] }] },
    ];
    expect(findings(turns(set("1Gi"), set("2Gi", { template, replicas: "3" })))).toEqual(FOUND);
  });

  test.each<[string, Written]>([
    ["that is replaced", turns(set("1Gi"), set("2Gi"), { actions: ["create", "delete"] })],
    ["whose claims stay", turns(set("1Gi"), set("1Gi", { replicas: "3" }))],
    ["that stays", stays(set("1Gi"))],
  ])("of one %s are no risk", (_what, change) => {
    expect(findings(change)).toEqual([]);
  });
});
