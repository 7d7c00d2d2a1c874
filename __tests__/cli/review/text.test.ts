import { createColors } from "picocolors";
import { reviewOf } from "../../../cli/review/review";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { text } from "../../../cli/review/output/text";
import { planFile } from "../support/plans";

const PLAIN = { colors: createColors(false), width: 80 };
const COLOURED = { colors: createColors(true), width: 80 };

const review = (name: string) => reviewOf([], [readPlanFile("shop", planFile(name))]);
const titles = (written: string) =>
  written.split("\n").filter((line, at, all) => at > 0 && all[at - 1] === "" && line !== "");

test("the review for a terminal says first how bad it is, then the risks, then who gets what", () => {
  expect(text(review("wide-scope"), PLAIN))
    .toBe(`high: a workload's role is assigned at more than one resource. Risks: 1 high.
Access: 1 widened.

Risks
  high      A workload's role is assigned at more than one resource (wide-scope)
            azurerm_role_assignment.orders in shop: orders is Key Vault Secrets
            User at resource group shop
            A role at a resource group, subscription or management group covers
            what is there and what will be: assign it at the vault, or at the
            secret.

What changes in access
  widened   orders
            before: Key Vault Secrets User at vault shop-vault
            after:  Key Vault Secrets User at resource group shop
            azurerm_role_assignment.orders in shop

Who can become whom
  shop/orders of shop-aks can become orders
    workloads:  deployment shop/orders
    roles:      Key Vault Secrets User at resource group shop
    secrets:    db-password of vault shop-vault

Clusters
  shop-aks
    API server:  public, from 203.0.113.0/24
    node pools:  default
    add-ons:     none seen

Stacks
  shop: 1 replace, 8 unchanged
`);
});

test("what it could not see comes before everything else", () => {
  const seen = review("wide-scope");
  const unseen = Array.from({ length: 12 }, (_one, at) => `azuread_application.a${at} in shop`);
  const written = text({ ...seen, review: { ...seen.review, unseen } }, PLAIN);
  expect(titles(written).slice(0, 2)).toEqual(["What this review could not see", "Risks"]);
  expect(written).toContain("  azuread_application.a9 in shop\n  2 more\n  `--format html`");
  expect(written).not.toContain("azuread_application.a10");
});

test("without a plan there is no before, and no part on changes", () => {
  const seen = review("nothing-changes");
  const synthesized = { ...seen, review: { ...seen.review, accessChanges: undefined } };
  expect(titles(text(synthesized, PLAIN))).not.toContain("What changes in access");
});

test("lines are folded to the width of the terminal, but no name is", () => {
  for (const width of [50, 80, 120]) {
    const lines = text(review("issuer-changed"), { ...PLAIN, width }).split("\n");
    for (const line of lines.filter((one) => one.length > width)) {
      expect(line.trim()).toMatch(/^\S+$/);
    }
  }
});

test("colours change nothing of the text", () => {
  // eslint-disable-next-line no-control-regex
  const bare = text(review("wide-scope"), COLOURED).replace(/\u001b\[\d+m/g, "");
  expect(bare).toBe(text(review("wide-scope"), PLAIN));
  expect(text(review("wide-scope"), COLOURED)).toContain("\u001b[31mhigh\u001b[39m");
});

test("no name of a plan colours, turns, overwrites or adds a line", () => {
  // GIVEN names with escapes wherever a review has names
  const hostile = "x\u001b[31m\u202e\r\nRisks\u0007";
  const poisoned = JSON.parse(
    JSON.stringify(review("wide-scope"), (key, value: unknown) =>
      typeof value === "string" && !["severity", "effect", "state", "source"].includes(key)
        ? value + hostile
        : value,
    ),
  ) as ReturnType<typeof review>;

  // THEN
  const written = text({ ...poisoned, review: { ...poisoned.review, unseen: [hostile] } }, PLAIN);
  expect(written).toContain("x\\u001b[31m\\u202e Risks\\u0007");
  // eslint-disable-next-line no-control-regex
  expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect(written.match(/^Risks$/gm)).toHaveLength(1);
});
