import { type Review, reviewOf } from "../../../cli/review/review";
import { RISKS } from "../../../cli/review/risks/risks";
import { SEVERITIES } from "../../../cli/review/risks/severity";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { BASE } from "../support/base-stack";
import { CASES } from "../support/cases";
import { planFile } from "../support/plans";

function review(name: string): Review {
  return reviewOf([], [readPlanFile("shop", planFile(name))]).review;
}

const idsOf = ({ risks }: Review) => risks.map(({ id }) => id);

test("each plan holds the risks of its change and no other", () => {
  const found = CASES.map(({ name }) => [name, idsOf(review(name))]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(CASES.map(({ name, risks }) => [name, risks])),
  );
});

test("each plan changes access as its values say", () => {
  const said = CASES.map(({ name }) => [
    name,
    review(name).accessChanges?.map(({ effect, who }) => `${effect} ${who}`),
  ]);
  expect(Object.fromEntries(said)).toEqual(
    Object.fromEntries(CASES.map(({ name, access }) => [name, access])),
  );
});

test("each risk has a plan with it, and the plan that changes nothing has none", () => {
  const covered = new Set(CASES.flatMap(({ risks }) => risks));
  const uncovered = RISKS.map(({ id }) => id).filter((id) => !covered.has(id));
  // A plan does not tell which value of a variable is its default; the others are in `cases.test.ts`.
  expect(uncovered).toEqual([
    "issuer-left-behind",
    "federation-moved",
    "node-pool-replaced",
    "secret-in-stack",
    "vault-rbac-off",
    "cluster-admins-changed",
    "non-root-off",
    "change-never-sent",
    "federation-twice",
    "workload-without-label",
    "windows-pod-refused",
  ]);
  expect(idsOf(review("nothing-changes"))).toEqual([]);
});

test("a sensitive variable with a default is a risk of the synthesized stack, without one it is none", () => {
  const variable = { type: "string", sensitive: true };
  const risky = { ...BASE, variable: { password: { ...variable, default: "Hello!" } } };
  const find = (stack: object) =>
    idsOf(reviewOf([readSynthesized("shop", JSON.parse(JSON.stringify(stack)))], []).review);
  expect(find(risky)).toEqual(["secret-in-stack"]);
  expect(find({ ...BASE, variable: { password: variable } })).toEqual([]);
});

test("risks are told worst first, and their table is in that order", () => {
  const ranks = RISKS.map(({ severity }) => SEVERITIES.indexOf(severity));
  expect(ranks).toEqual([...ranks].sort());
  expect(new Set(RISKS.map(({ id }) => id)).size).toBe(RISKS.length);
});

test("a replaced cluster is the first risk, and tells whom the new issuer strands", () => {
  expect(review("cluster-replaced").risks.slice(0, 2)).toMatchObject([
    {
      id: "cluster-replaced",
      severity: "critical",
      findings: [
        { stack: "shop", address: "azurerm_kubernetes_cluster.main", detail: "is replaced" },
      ],
    },
    {
      id: "issuer-changed",
      findings: [{ detail: expect.stringMatching(/^was https:\/\/.*, becomes that of shop-aks$/) }],
    },
  ]);
});

test("a scope that goes from the vault to one secret is narrowed, one that goes to the group widened", () => {
  expect(review("scope-narrowed").accessChanges).toMatchObject([
    {
      effect: "narrowed",
      who: "orders",
      before: "Key Vault Secrets User at vault shop-vault",
      after: "Key Vault Secrets User at secret db-password of vault shop-vault",
    },
  ]);
  expect(review("wide-scope").accessChanges).toMatchObject([
    { effect: "widened", after: "Key Vault Secrets User at resource group shop" },
  ]);
});

test("a resource that only changes its address changes no access", () => {
  const { stacks, accessChanges } = review("resources-renamed");
  expect(stacks[0].counts).toMatchObject({ create: 1, destroy: 1 });
  expect(accessChanges).toEqual([]);
});

test("the value of a secret that goes through the plan is reported, and never shown", () => {
  expect(JSON.stringify(review("secret-in-plan"))).not.toContain("s3cret-0f-the-plan");
});

test("each finding names a resource that the plan holds", () => {
  for (const { name } of CASES) {
    for (const { findings } of review(name).risks) {
      expect(findings.length).toBeGreaterThan(0);
      for (const { stack, address, detail } of findings) {
        expect([stack, address, detail]).toEqual([
          "shop",
          expect.stringMatching(/^\w+\.\w+$/),
          expect.stringMatching(/\S/),
        ]);
      }
    }
  }
});
