import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Review } from "../../../cli/review/review";
import { expectedOf } from "../../../cli/verify/expected";
import { runCommand } from "../support/run";

const ROOT = join(__dirname, "..", "..", "..");

/** What azurerm 4.81.0 and kubernetes 2.38.0 plan of the configuration that the page shows. */
const PLAN = join(__dirname, "..", "fixtures/real-plans/plain-terraform-create.json");
const PAGE = readFileSync(join(ROOT, "docs/plain-terraform.md"), "utf8");

const review = (...args: string[]) =>
  runCommand("review", "--no-out", "--plan", `app=${PLAN}`, ...args);

test("the plan is that of the configuration in HCL", () => {
  // GIVEN
  const hcl = readFileSync(join(ROOT, "examples/plain-terraform/main.tf"), "utf8");
  const written = [...hcl.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(
    ([, type, name]) => `${type}.${name}`,
  );

  // THEN
  const { resource_changes: changes } = JSON.parse(readFileSync(PLAN, "utf8")) as {
    resource_changes: { address: string }[];
  };
  expect(written.length).toBeGreaterThan(5);
  expect(changes.map(({ address }) => address).sort()).toEqual(written.sort());
});

test("the page has what the review says of access, and the command of the page exits with 0", async () => {
  // WHEN
  const { stdout, status } = await review("--fail-on", "high");

  // THEN
  const [table] = /^\| Access \|.*?\n\n/ms.exec(stdout) ?? [];
  expect(table).toContain("**gained**");
  expect(PAGE).toContain(table);
  expect(stdout).toContain("Risks: 3 medium.");
  expect(status).toBe(0);
});

test("the inventory in the JSON of a review is what verify expects of the cluster", async () => {
  // GIVEN
  const { stdout } = await review("--json");

  // WHEN
  const { inventory } = JSON.parse(stdout) as Review;

  // THEN
  expect(expectedOf(inventory, { name: "shop" })).toMatchObject({
    clusters: [{ name: "shop" }],
    trusts: [
      {
        namespace: "shop",
        account: "orders",
        identity: { name: "orders" },
        grants: [
          {
            role: { label: "Key Vault Secrets User" },
            scope: { name: { value: "kv-shop-orders" } },
          },
        ],
        workloads: {
          "deployment shop/orders": { stack: "app", address: "kubernetes_deployment_v1.orders" },
        },
      },
    ],
  });
});
