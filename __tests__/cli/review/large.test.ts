import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DrawnReview, reviewOf } from "../../../cli/review/review";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { page } from "../../../cli/review/output/html";
import { markdown } from "../../../cli/review/output/markdown";
import { longExpression, manyRoles, oneSubject } from "../support/crowded";
import { manyIdentities } from "../support/many-identities";
import { planFile } from "../support/plans";

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "large-"));
});

afterAll(() => rmSync(directory, { recursive: true }));

/** The review of as many identities. */
function drawn(...estate: Parameters<typeof manyIdentities>): DrawnReview {
  const file = join(directory, "plan.json");
  writeFileSync(file, JSON.stringify(manyIdentities(...estate)));
  return reviewOf([], [readPlanFile("estate", file)]);
}

test.each([3, 100, 300, 1000])(
  "the review of %i new identities fits into a comment, and says first what matters",
  (count) => {
    const written = markdown(drawn(count, "create"));
    expect(written.length).toBeLessThan(65_536);
    expect(written.split("\n")[2]).toBe(
      "**high: a principal has a role that leads to other identities, resources or roles.** Risks: 1 high. " +
        `Access: ${count * 3} gained.`,
    );
    const sections = [...written.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(sections.slice(0, 3)).toEqual([
      "What changes in access",
      "Risks",
      "Who can become whom",
    ]);
  },
);

test("what is left out is counted, and said where it is found", () => {
  const written = markdown(drawn(300, "create"));
  expect(written).toContain("more rows: `--format html` and `--format json` have them all.");
  expect(written).toContain("<details><summary>");
});

test("the secrets of a vault that hundreds share are counted, not repeated for each of them", () => {
  // GIVEN
  const vault =
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/shared";
  const created = (type: string, name: string, after: object) => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    change: { actions: ["create"], before: null, after, after_unknown: {} },
  });
  const review = (secrets: number) => {
    const plan = manyIdentities(1, "create", "team") as { resource_changes: unknown[] };
    plan.resource_changes.push(
      created("azurerm_key_vault", "shared", { id: vault, name: "shared" }),
      created("azurerm_role_assignment", "reader", {
        principal_id: "p-0",
        role_definition_name: "Key Vault Secrets User",
        scope: vault,
      }),
      ...Array.from({ length: secrets }, (_, n) =>
        created("azurerm_key_vault_secret", `s${n}`, { name: `s-${n}`, key_vault_id: vault }),
      ),
    );
    const file = join(directory, "shared.json");
    writeFileSync(file, JSON.stringify(plan));
    return reviewOf([], [readPlanFile("estate", file)]).review.access[0].secrets;
  };

  // THEN
  expect(review(100)).toHaveLength(100);
  expect(review(101)).toEqual(["all 101 secrets at vault shared"]);
});

describe("a plan in which one thing meets many", () => {
  const review = (text: string): DrawnReview => {
    const file = join(directory, "crowded.json");
    writeFileSync(file, text);
    return reviewOf([], [readPlanFile("shop", file)]);
  };

  test("tells each role of a principal that loses and gains a thousand", () => {
    const { accessChanges = [] } = review(manyRoles(1_000)).review;
    const count = (effect: string) => accessChanges.filter((one) => one.effect === effect).length;
    expect([count("gained"), count("lost"), accessChanges.length]).toEqual([1_000, 1_000, 2_000]);
  });

  test("tells in one line the identities that a workload comes to become, and counts workloads", () => {
    const drawn = review(oneSubject(500));
    const { accessChanges = [], access, inventory } = drawn.review;
    expect(
      accessChanges.filter(({ who }) => who === "deployment shop/app-0").map(({ after }) => after),
    ).toEqual(["can become team-0, team-100, team-101 and 498 more"]);
    expect(access[0].workloads).toEqual(["all 501 workloads of this account"]);
    expect(inventory.identities[1]).toMatchObject({ moreWorkloads: 401 });
    expect(inventory.identities[1].workloads).toHaveLength(100);
    expect(markdown(drawn).length).toBeLessThan(65_536);
    expect(JSON.stringify(drawn.review).length).toBeLessThan(20_000_000);
  });

  test("reads a scope that is written with thousands of references", () => {
    const { accessChanges } = review(longExpression(20_000)).review;
    expect(accessChanges).toMatchObject([{ after: "Reader at (known after apply)" }]);
  });
});

test("a name of any length is cut", () => {
  const written = markdown(drawn(60, "create", "a".repeat(3_000)));
  expect(written.length).toBeLessThan(65_536);
  expect(written).not.toContain("a".repeat(130));
});

test("what changes is drawn first, and what is not drawn is counted", () => {
  const plan = manyIdentities(300, "no-op") as { resource_changes: { change: object }[] };
  const [last] = plan.resource_changes.splice(-4, 1);
  plan.resource_changes.push({
    ...last,
    change: { ...last.change, actions: ["delete"], after: null },
  });
  const file = join(directory, "one-of-many.json");
  writeFileSync(file, JSON.stringify(plan));
  const { diagram } = reviewOf([], [readPlanFile("estate", file)]);
  expect(diagram.edges.filter(({ state }) => state === "gone")).toHaveLength(1);
  expect(diagram.nodes.slice(0, 3).map(({ label }) => label)).toContain("team-299");
  expect(diagram.left).toEqual(["270 more federated credentials"]);
});

test("a plan of many identities that changes nothing draws nothing as new", () => {
  const { diagram } = drawn(300, "no-op");
  expect(diagram.nodes.length).toBeGreaterThan(100);
  expect(new Set([...diagram.nodes, ...diagram.edges].map(({ state }) => state))).toEqual(
    // The vaults are known by their ids alone.
    new Set(["same", "outside"]),
  );
});

describe("a name that tries to be something else", () => {
  /** The formats of a review in which a workload has a name. */
  async function formats(name: string): Promise<{ md: string; html: string }> {
    const plan = readFileSync(planFile("workload-added"), "utf8");
    const file = join(directory, "named.json");
    const written = JSON.stringify(name).slice(1, -1);
    writeFileSync(file, plan.replace(/"Key Vault Secrets User"/g, `"${written}"`));
    const review = reviewOf([], [readPlanFile("shop", file)]);
    return { md: markdown(review), html: await page(review, "1.2.3") };
  }

  test.each([
    ["www.example.com", "www&#8203;.example.com"],
    ["ftp://example.com", "ftp:&#8203;//example.com"],
    ["https://example.com", "https:&#8203;//example.com"],
    ["$x$", "\\$x\\$"],
    ["GH-12", "GH-&#8203;12"],
    ["system:serviceaccount:fire:app", "`system:serviceaccount:fire:app`"],
  ])("%s is no link, no mathematics and no picture", async (name, shown) => {
    expect((await formats(name)).md).toContain(shown);
  });

  test.each([
    ["\u202e", "u202e"],
    ["\u2066", "u2066"],
    ["\u061c", "u061c"],
    ["\u001b", "u001b"],
    ["\u0000", "u0000"],
    ["\u200b", "u200b"],
    ["\u00ad", "u00ad"],
    ["\u2028", "u2028"],
    ["\u3164", "u3164"],
    ["\u{e0041}", "u{e0041}"],
  ])("the hidden character %j is shown as its escape", async (character, escape) => {
    const { md, html } = await formats(`a${character}b`);
    expect(md).toContain(escape);
    expect(html).toContain(`\\${escape}`);
    expect(md.replace(/[@#]\u200b/g, "")).not.toContain(character);
    expect(html).not.toContain(character);
  });
});
