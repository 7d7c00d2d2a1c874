import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Review, reviewOf } from "../../../cli/review/review";
import { RISKS } from "../../../cli/review/risks/risks";
import { SEVERITIES } from "../../../cli/review/risks/severity";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { type PlanFolder, planIn, REVIEW_CASES } from "../support/review-cases";

function review(folder: PlanFolder, name: string): Review {
  return reviewOf([], [readPlanFile("s", planIn(folder, name))]).review;
}

const ids = ({ risks }: Review) => risks.map(({ id }) => id);

const EXPECTED = [...REVIEW_CASES].map(([name, { about, expect: expected }]) => ({
  name,
  about,
  expected,
}));

test.each(EXPECTED)("the review of $name ($about) says what it has to", ({ name, expected }) => {
  const result = review("cases", name);
  const output = JSON.stringify(result);
  const changes = (result.accessChanges ?? []).map(({ effect, who, before = "", after = "" }) =>
    [effect, who, before, after].join(" | "),
  );
  expect(ids(result)).toEqual(expect.arrayContaining(expected.risks ?? []));
  for (const id of expected.norisks ?? []) expect(ids(result)).not.toContain(id);
  for (const pattern of expected.access ?? []) {
    expect(changes).toContainEqual(expect.stringMatching(pattern));
  }
  if (expected.noaccess) expect(changes).toEqual([]);
  if (expected.nolost) expect(changes).not.toContainEqual(expect.stringMatching(/^lost/));
  for (const pattern of expected.contains ?? []) expect(output).toMatch(new RegExp(pattern));
  for (const text of expected.notcontains ?? []) expect(output).not.toContain(text);
  const { minsev } = expected;
  if (minsev) {
    const worst = Math.min(...result.risks.map(({ severity }) => SEVERITIES.indexOf(severity)));
    expect(worst).toBeLessThanOrEqual(SEVERITIES.indexOf(minsev));
  }
});

/** The risks that the cases bring beyond what their expectations name. */
test.each([
  ["vault-rbac-off", "vault-rbac-off"],
  ["aks-admin-group-and-rbac-off", "cluster-admins-changed"],
  ["cluster-issuer-url-changes", "issuer-left-behind"],
  ["fic-moves-to-other-identity", "federation-moved"],
  ["fic-duplicate-subject", "federation-twice"],
  ["wl-unlabelled-kubernetes_pod_v1", "workload-without-label"],
  ["sa-annotation-to-stranger", "annotation-without-trust"],
  ["azapi-role-assignment-owner", "powerful-role"],
])("%s brings %s", (name, risk) => {
  expect(RISKS.map(({ id }) => id)).toContain(risk);
  expect(ids(review("cases", name))).toContain(risk);
});

test("a federated credential that azapi creates is gained, and none that changes", () => {
  const result = review("cases", "azapi-fic");
  expect(ids(result)).toEqual(["vault-api-retires"]);
  expect(result.accessChanges).toMatchObject([
    { effect: "gained", who: "orders", after: "trusts x of https://evil/, audience (none)" },
  ]);
});

/** What the real providers write for the project's own stacks, as they were with azurerm 4.55. */
const STANDING = ["local-accounts-on", "vault-public", "api-server-public", "vault-api-retires"];
test.each<[string, string[]]>([
  ["tutorial-azure-create", STANDING],
  ["tutorial-azure-noop", STANDING],
  ["tutorial-azure-disable", ["workload-identity-off", ...STANDING]],
  ["tutorial-azure-destroy", ["cluster-replaced", "identity-replaced", "vault-replaced"]],
  ["tutorial-kubernetes-create", ["non-root-off"]],
  ["tutorial-kubernetes-noop", ["non-root-off"]],
  ["tutorial-kubernetes-disable", []],
  ["tutorial-kubernetes-destroy", []],
  ["existing-cluster-azure-noop", ["vault-public", "vault-api-retires"]],
  ["existing-cluster-kubernetes-noop", ["non-root-off"]],
])("%s, as the real providers plan it, holds these risks and no other", (name, risks) => {
  expect(ids(review("real-plans", name))).toEqual(risks);
});

test.each([
  ["tutorial-kubernetes-create", false],
  ["tutorial-kubernetes-noop", true],
])(
  "the container of the access check in %s lacks run_as_non_root (standing: %s)",
  (name, standing) => {
    expect(review("real-plans", name).risks).toMatchObject([
      {
        standing,
        findings: [
          {
            address: "kubernetes_job_v1.access-check",
            detail: "container access-check has run_as_non_root off, its pod has it on",
          },
        ],
      },
    ]);
  },
);

test.each(["tutorial-azure-noop", "tutorial-kubernetes-noop", "existing-cluster-azure-noop"])(
  "%s changes nothing in access, and says nothing of conditions that are empty",
  (name) => {
    const result = review("real-plans", name);
    expect(result.accessChanges).toEqual([]);
    expect(JSON.stringify(result)).not.toMatch(/\(if \)|on condition|, if "/);
  },
);

describe("an attribute that a risk reads", () => {
  type Side = Record<string, unknown>;

  /** The noop plan of the tutorial with one attribute of a resource in another form. */
  function risksWith(type: string, change: (after: Side, unknown: Side) => void): string[] {
    const file = planIn("real-plans", "tutorial-azure-noop");
    const plan = JSON.parse(readFileSync(file, "utf8"));
    const { change: changed } = plan.resource_changes.find(
      (one: { type: string }) => one.type === type,
    );
    changed.actions = ["update"];
    changed.after_unknown = { ...changed.after_unknown };
    change(changed.after, changed.after_unknown);
    const path = join(mkdtempSync(join(tmpdir(), "forms-")), "plan.json");
    writeFileSync(path, JSON.stringify(plan));
    return ids(reviewOf([], [readPlanFile("s", path)]).review);
  }

  /** The five forms in which nothing may be said. */
  const FORMS: Record<string, (key: string) => (after: Side, unknown: Side) => void> = {
    null: (key) => (after) => void (after[key] = null),
    '""': (key) => (after) => void (after[key] = ""),
    "[]": (key) => (after) => void (after[key] = []),
    absent: (key) => (after) => void delete after[key],
    unknown: (key) => (after, unknown) => {
      delete after[key];
      unknown[key] = true;
    },
  };

  const ALL = Object.keys(FORMS);
  // What the configuration writes and the plan does not know is for `unknown-decision` to tell.
  const KNOWN = ALL.filter((form) => form !== "unknown");

  /** The forms in which each risk is told. */
  test.each<[string, string, string, string[]]>([
    ["azurerm_key_vault_secret", "value", "secret-in-plan", ["unknown"]],
    ["azurerm_key_vault", "network_acls", "vault-public", ALL],
    ["azurerm_key_vault", "public_network_access_enabled", "vault-public", KNOWN],
    ["azurerm_key_vault", "purge_protection_enabled", "purge-protection-off", KNOWN],
    ["azurerm_key_vault", "rbac_authorization_enabled", "vault-rbac-off", []],
    ["azurerm_kubernetes_cluster", "local_account_disabled", "local-accounts-on", ALL],
    ["azurerm_kubernetes_cluster", "private_cluster_enabled", "api-server-public", ALL],
    ["azurerm_kubernetes_cluster", "api_server_access_profile", "api-server-public", ALL],
    ["azurerm_kubernetes_cluster", "workload_identity_enabled", "workload-identity-off", KNOWN],
    ["azurerm_role_assignment", "condition", "powerful-role", []],
  ])("%s.%s brings %s where it should", (type, key, risk, forms) => {
    const found = ALL.filter((form) => risksWith(type, FORMS[form](key)).includes(risk));
    expect(found).toEqual(forms);
  });
});
