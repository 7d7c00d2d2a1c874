import fc from "fast-check";
import { NOTHING_EXPECTED } from "../../../cli/verify/expected";
import { FINDINGS } from "../../../cli/verify/finding-table";
import { findings } from "../../../cli/verify/findings";
import { type Live, refused, whole } from "../../../cli/verify/live";
import { FAULTS, type Fault, liveOf, RIGHTS } from "./support/faults";
import {
  ACCOUNT,
  annotated,
  answered,
  azureRole,
  EXPECTED,
  HEALTHY,
  IDENTITY,
  injected,
  POD,
  ROW,
  shape,
  SUBSCRIPTION,
  TEMPLATE,
  templated,
  trusted,
} from "./support/live";

const reportOf = ({ live, expected = NOTHING_EXPECTED }: Pick<Fault, "live" | "expected">) =>
  findings(liveOf({ live }), expected);

test.each([
  ["discovered", NOTHING_EXPECTED],
  ["expected by an app", EXPECTED],
])("a cluster in which all is well works, %s", (_how, expected) => {
  const report = findings(HEALTHY, expected);
  expect(report).toMatchObject({ cluster: "shop", verdict: "works", unseen: [] });
  expect(report.workloads).toEqual([
    {
      workload: ROW,
      serviceAccount: "shop/orders",
      verdict: "works",
      links: {
        issuer: "works",
        webhook: "works",
        account: "works",
        identity: "works",
        trust: "works",
        pod: "works",
        roles: "works",
      },
      findings: [],
      unseen: [],
    },
  ]);
});

describe.each(FAULTS)("$id: $what", ({ id, level, fix, ...fault }) => {
  const report = reportOf(fault);
  const all = report.workloads.flatMap((one) => one.findings);

  test("is found, with its whole fix", () => {
    expect(all.find((one) => one.id === id)).toMatchObject({ id, level, fix });
  });

  test("is the one thing that is wrong", () => {
    const wrong = level === "warning" ? "works" : level;
    expect(report.verdict).toBe(wrong);
    expect(all.filter((one) => one.level === "broken" && one.id !== id)).toEqual([]);
  });
});

test("every finding has a cluster that shows it", () => {
  expect([...new Set(FAULTS.map(({ id }) => id))].sort()).toEqual(Object.keys(FINDINGS).sort());
});

test("each of the 25 causes has a finding", () => {
  const causes = new Set(FAULTS.flatMap(({ cause }) => cause ?? []));
  expect([...causes].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 25 }, (_one, at) => at + 1),
  );
});

test("taking rights away never turns what works into broken, nor what is broken into working", () => {
  const clusters: Pick<Fault, "live" | "expected">[] = [
    { live: {} },
    { live: {}, expected: EXPECTED },
    { live: answered({ result: "given" }) },
    { live: answered({ result: "given" }), expected: EXPECTED },
    ...FAULTS,
    ...FAULTS.filter(({ expected }) => !expected).map(({ live }) => ({ live, expected: EXPECTED })),
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...clusters),
      fc.constantFrom({ live: {} }, ...FAULTS),
      fc.subarray(Object.keys(RIGHTS), { minLength: 1 }),
      (one, other, taken) => {
        const expected = one.expected ?? NOTHING_EXPECTED;
        const live = { ...liveOf(one), ...other.live };
        // What Entra gave a token for cannot be broken besides.
        fc.pre(one.live.exchanges === undefined || Object.keys(other.live).length === 0);
        const before = findings(live, expected).workloads;
        const less = taken.reduce<Live>((left, right) => RIGHTS[right](left), live);
        for (const after of findings(less, expected).workloads) {
          const same = before.find(({ workload }) => workload === after.workload);
          expect([same?.verdict, after.verdict]).not.toEqual(["works", "broken"]);
          expect([same?.verdict, after.verdict]).not.toEqual(["broken", "works"]);
          // An account alone has a line only where no workload of it is seen: it is judged as they were.
          const others = before.filter(
            ({ serviceAccount }) => serviceAccount === after.serviceAccount,
          );
          if (!same && others.length > 0 && others.every(({ verdict }) => verdict === "works")) {
            expect(after.verdict).not.toBe("broken");
          }
        }
      },
    ),
    { numRuns: 5_000 },
  );
});

test("no right at all proves nothing, and accuses nobody", () => {
  // GIVEN Azure's answer to who may read nothing: 200 and an empty list
  const blind = Object.values(RIGHTS).reduce<Live>((live, take) => take(live), HEALTHY);

  // THEN
  for (const expected of [NOTHING_EXPECTED, EXPECTED]) {
    const { verdict, counts, unseen } = findings(blind, expected);
    expect(verdict).toBe("unproven");
    expect(counts).toMatchObject({ broken: 0, works: 0 });
    expect(unseen.slice(0, 4)).toEqual(["accounts", "templates", "pods", "consumers"]);
  }
});

test("an exchange proves identity and trust where no list does", () => {
  // GIVEN
  const blind = { identities: refused("identities"), cluster: refused("cluster"), credentials: {} };
  const withoutVault = templated({ containers: [{ name: "main", env: {}, vaults: [] }] });
  const pods = { pods: whole([{ ...POD, shape: injected(undefined, { containers: [] }) }]) };

  // WHEN
  const seen = findings({ ...HEALTHY, ...blind, ...withoutVault, ...pods }, NOTHING_EXPECTED);
  const asked = {
    ...HEALTHY,
    ...blind,
    ...withoutVault,
    ...pods,
    ...answered({ result: "given" }),
  };

  // THEN
  expect(seen.verdict).toBe("unproven");
  expect(findings(asked, NOTHING_EXPECTED).verdict).toBe("works");
});

test("an exchange that was asked for and not made proves less than none", () => {
  const live = answered({ result: "unseen", missing: "Kubernetes: create serviceaccounts/token" });
  const report = reportOf({ live });
  expect(report.verdict).toBe("unproven");
  expect(report.workloads[0].unseen).toEqual(["Kubernetes: create serviceaccounts/token"]);
});

test("a refusal without sight of the credentials is broken, unless it is waited for", () => {
  // GIVEN
  const live = liveOf({
    live: {
      credentials: { [IDENTITY.id]: refused("credentials") },
      ...answered({ result: "refused", code: "700213" }),
    },
  });

  // THEN
  expect(findings(live, NOTHING_EXPECTED).workloads[0]).toMatchObject({
    verdict: "broken",
    findings: [{ id: "exchange-refused" }],
  });
  expect(findings(live, NOTHING_EXPECTED, { waiting: true }).workloads[0]).toMatchObject({
    verdict: "pending",
    findings: [{ id: "exchange-pending" }],
  });
});

test("a credential of another account of the identity is not to be changed", () => {
  // GIVEN
  const cart = { ...ACCOUNT, name: "cart" };
  const live = {
    ...trusted({ subject: "system:serviceaccount:shop:cart" }),
    accounts: whole([ACCOUNT, cart]),
  };

  // THEN
  const orders = reportOf({ live }).workloads.find(({ workload }) => workload === ROW);
  expect(orders?.findings).toMatchObject([{ id: "credential-missing", got: "1 for others" }]);
});

describe("what needs no label", () => {
  const unlabelled = templated({ labels: {} });

  test("is an account that a store of external-secrets becomes", () => {
    const consumer = {
      kind: "secretstore",
      namespace: "shop",
      name: "azure",
      account: { namespace: "shop", name: "orders" },
      vault: "kv-shop",
    };
    const { workloads, verdict } = reportOf({
      live: { ...unlabelled, consumers: whole([consumer]) },
    });
    expect(verdict).toBe("works");
    expect(workloads.map(({ workload }) => workload)).toEqual([ROW, "secretstore shop/azure"]);
  });

  test("is a pod with a token volume of its own", () => {
    const live = templated({ labels: {}, audiences: ["api://AzureADTokenExchange"] });
    expect(reportOf({ live }).verdict).toBe("works");
  });

  test("is a SecretProviderClass, which is checked with the account of each pod that mounts it", () => {
    // GIVEN
    const driver = { kind: "secretproviderclass", namespace: "shop", name: "kv" };
    const live = {
      ...annotated({}),
      ...templated({ labels: {}, secretClasses: ["kv"] }),
      pods: whole([]),
      consumers: whole([{ ...driver, clientId: IDENTITY.clientId, vault: "kv-shop" }]),
    };

    // THEN
    const { workloads } = reportOf({ live });
    expect(workloads.map(({ workload, verdict }) => [workload, verdict])).toEqual([
      ["secretproviderclass shop/kv (orders)", "works"],
    ]);
  });

  test("is a pod whose label says false: it wants no identity", () => {
    const stranger = {
      ...TEMPLATE,
      shape: shape({ account: "none", labels: { "azure.workload.identity/use": "false" } }),
    };
    const live = {
      accounts: whole([{ ...ACCOUNT, name: "none", annotations: {} }]),
      templates: whole([stranger]),
      pods: whole([]),
    };
    expect(reportOf({ live }).counts.broken).toBe(0);
  });
});

test("an operator of KEDA needs no client id of its own where its triggers have theirs", () => {
  // GIVEN
  const account = { namespace: "shop", name: "orders" };
  const trigger = { kind: "triggerauthentication", namespace: "shop", name: "queue", account };
  const operator = annotated({ "azure.workload.identity/client-id": "" });
  const consumers = whole([{ ...trigger, clientId: IDENTITY.clientId }]);

  // THEN
  const { workloads } = reportOf({ live: { ...operator, consumers } });
  expect(workloads.map(({ workload, verdict }) => [workload, verdict])).toEqual([
    [ROW, "works"],
    ["triggerauthentication shop/queue", "works"],
  ]);
  expect(reportOf({ live: operator }).workloads[0].findings[0]).toMatchObject({
    id: "annotation-missing",
    got: '""',
  });
});

test("a cluster in which nothing asks for an identity proves nothing", () => {
  const empty = { accounts: whole([]), templates: whole([]), pods: whole([]) };
  expect(reportOf({ live: empty })).toMatchObject({
    verdict: "unproven",
    workloads: [],
    unseen: ["a workload that asks for an identity"],
  });
});

test("logs that may not be read are said, and change no verdict", () => {
  const report = reportOf({ live: { logs: refused("Kubernetes: get pods/log in shop") } });
  expect(report).toMatchObject({
    verdict: "works",
    unseen: ["Kubernetes: get pods/log in shop"],
  });
});

test("an annotated account without pods is checked by itself", () => {
  const live = { templates: whole([]), pods: whole([]) };
  expect(reportOf({ live }).workloads).toMatchObject([
    { workload: "serviceaccount shop/orders", verdict: "works", links: { pod: "skipped" } },
  ]);
});

test("a trust of the app in another cluster is not expected here", () => {
  const [trust] = EXPECTED.trusts;
  const elsewhere = { ...trust, account: "billing", issuer: "https://other.example.com/" };
  const expected = { ...EXPECTED, trusts: [trust, elsewhere] };
  expect(findings(HEALTHY, expected).workloads.map(({ workload }) => workload)).toEqual([ROW]);
});

test("subscriptions are the same in other capitals", () => {
  // GIVEN an app that has its subscription in capitals
  const [trust] = EXPECTED.trusts;
  const subscription = SUBSCRIPTION.replace(/^./, "a").toUpperCase();
  const identity = { ...IDENTITY, subscription: subscription.toLowerCase() };
  const live = { subscriptions: [subscription.toLowerCase()] };
  const expected = {
    ...EXPECTED,
    trusts: [{ ...trust, identity: { ...trust.identity, subscription }, grants: [] }],
  };

  // THEN the identity there is the one, and where none is it is certainly missing
  const verdict = (identities: Live["identities"]) =>
    findings({ ...HEALTHY, ...live, identities }, expected).workloads[0];
  expect(verdict(whole([identity])).links.identity).toBe("works");
  expect(verdict(whole([])).findings).toContainEqual(
    expect.objectContaining({ id: "identity-missing", level: "broken" }),
  );
});

test.each(["Succeeded", "Failed"])(
  "a pod whose phase is %s runs no more, and needs no restart",
  (phase) => {
    const old = { ...POD, name: "old", phase, shape: shape() };
    const report = findings({ ...HEALTHY, pods: whole([POD, old]) }, NOTHING_EXPECTED);
    expect(report).toMatchObject({ verdict: "works", workloads: [{ findings: [] }] });
    const running = whole([POD, { ...old, phase: "Running" }]);
    expect(
      findings({ ...HEALTHY, pods: running }, NOTHING_EXPECTED).workloads[0].findings,
    ).toMatchObject([{ id: "restart-needed", text: "the pod old was made before what it needs" }]);
  },
);

test("the grants of an identity are those of its own group, where another one has its name", () => {
  // GIVEN
  const [trust] = EXPECTED.trusts;
  const other = { ...trust, identity: { ...trust.identity, resourceGroup: "other" } };
  const reader = { ...trust.grants[0], role: azureRole("Key Vault Administrator") };

  // THEN
  const trusts = [{ ...other, grants: [reader] }, trust];
  expect(findings(HEALTHY, { ...EXPECTED, trusts }).workloads[0].links.roles).toBe("works");
});
