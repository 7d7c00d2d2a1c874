/// <reference lib="dom" />
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type BrowserContextOptions, chromium } from "playwright-core";
import { type DrawnReview, reviewOf } from "../../../cli/review/review";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { page } from "../../../cli/review/output/html";
import { svgFile } from "../../../cli/review/diagram/svg";
import { manyIdentities } from "../support/many-identities";
import { planFile } from "../support/plans";

const BROWSER = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
const describeBrowser = BROWSER ? describe : describe.skip;

function planned(name: string): DrawnReview {
  return reviewOf([], [readPlanFile("shop", planFile(name))]);
}

/** The review of a plan that creates as many identities. */
function many(count: number): DrawnReview {
  const directory = mkdtempSync(join(tmpdir(), "many-"));
  const file = join(directory, "plan.json");
  writeFileSync(file, JSON.stringify(manyIdentities(count, "create")));
  const drawn = reviewOf([], [readPlanFile("estate", file)]);
  rmSync(directory, { recursive: true });
  return drawn;
}

const HOSTILE = `<script>alert(1)</script>"'&|\`]--></style>`;

/** A stack in which every name tries to be something else. */
function hostile(): DrawnReview {
  const label = { "azure.workload.identity/use": "true" };
  return reviewOf(
    [
      readSynthesized(HOSTILE, {
        resource: {
          azurerm_user_assigned_identity: { a: { name: HOSTILE, id: "x" } },
          azurerm_federated_identity_credential: {
            a: {
              parent_id: "${azurerm_user_assigned_identity.a.id}",
              issuer: HOSTILE,
              subject: `system:serviceaccount:${HOSTILE}:${HOSTILE}`,
            },
          },
          azurerm_role_assignment: {
            a: {
              scope: HOSTILE,
              role_definition_name: HOSTILE,
              condition: HOSTILE,
              principal_id: "${azurerm_user_assigned_identity.a.principal_id}",
            },
          },
          kubernetes_pod: {
            a: {
              metadata: { name: HOSTILE, namespace: HOSTILE, labels: label },
              spec: { service_account_name: HOSTILE },
            },
          },
        },
      }),
    ],
    [],
  );
}

test("a small page is one file: no script, and nothing from elsewhere", async () => {
  const html = await page(planned("trust-removed-in-use"), "1.2.3");
  expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bsrc=|javascript:/i);
  const addresses = html.match(/https?:\/\/[^\s"'<)]+/g) ?? [];
  expect(addresses.filter((url) => !url.startsWith("http://www.w3.org/"))).toEqual([]);
});

test("no name in the stacks becomes markup of the page", async () => {
  const html = await page(hostile(), "1.2.3");
  expect(html).not.toContain("<script");
  expect(html).toContain("&#60;script&#62;");
});

/** The contrast of the letters of elements with what is behind them (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). */
function contrasts(all: Element[]): number[] {
  const numbers = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const light = (color: string) => {
    const [r, g, b] = numbers(color).map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one: Element | null): string => {
    const box = one?.closest("g")?.querySelector("path");
    if (one?.tagName === "text") {
      const fill = box && getComputedStyle(box).fill;
      if (fill && fill !== "none") return fill;
      const ground = document.querySelector(".ground");
      if (ground) return getComputedStyle(ground).fill;
    }
    if (!one) return "rgb(255, 255, 255)";
    const { backgroundColor } = getComputedStyle(one);
    return numbers(backgroundColor)[3] === 0 ? behind(one.parentElement) : backgroundColor;
  };
  return all.map((one) => {
    const { color, fill } = getComputedStyle(one);
    const [a, b] = [light(one.tagName === "text" ? fill : color), light(behind(one))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
}

describeBrowser(`in Chromium${BROWSER ? "" : " (skipped: no chromium in /usr/bin)"}`, () => {
  let directory: string;
  let browser: Awaited<ReturnType<typeof chromium.launch>>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "page-"));
    browser = await chromium.launch({
      executablePath: BROWSER,
      args: ["--no-sandbox", "--disable-gpu"],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true });
  });

  async function open(drawn: DrawnReview, width = 1280, more: BrowserContextOptions = {}) {
    const file = join(directory, "review.html");
    writeFileSync(file, await page(drawn, "1.2.3"));
    const context = await browser.newContext({
      offline: true,
      javaScriptEnabled: false,
      viewport: { width, height: 900 },
      ...more,
    });
    const tab = await context.newPage();
    const complaints: string[] = [];
    tab.on("console", (message) => complaints.push(message.text()));
    tab.on("requestfailed", (request) => complaints.push(request.url()));
    await tab.goto(pathToFileURL(file).href);
    return { tab, complaints, close: () => context.close() };
  }

  test("the page shows every box and arrow of the diagram, side by side", async () => {
    // GIVEN
    const drawn = planned("workload-added");

    // WHEN
    const { tab, complaints, close } = await open(drawn);

    // THEN
    expect(complaints).toEqual([]);
    expect(await tab.locator("svg .node").count()).toBe(drawn.diagram.nodes.length);
    expect(await tab.locator("svg .edge").count()).toBe(drawn.diagram.edges.length);
    expect(await tab.locator("svg .cluster").count()).toBe(1);
    expect(await tab.locator("svg .node.new").count()).toBe(1);
    const left = async (kind: string) =>
      (await tab.locator(`svg .node.${kind}`).first().boundingBox())?.x ?? -1;
    const columns = [
      await left("workload"),
      await left("account"),
      await left("identity"),
      await left("scope"),
    ];
    expect(columns[0]).toBeGreaterThan(0);
    expect(columns).toEqual([...columns].sort((a, b) => a - b));
    const wide = await tab.locator("body").boundingBox();
    expect(wide?.width).toBeLessThanOrEqual(1280);
    await close();
  });

  test("the texts of the diagram stay inside their boxes", async () => {
    const { tab, close } = await open(planned("nothing-changes"));
    for (const node of await tab.locator("svg .node").all()) {
      const box = await node.locator("path").first().boundingBox();
      for (const text of await node.locator("text").all()) {
        const inner = await text.boundingBox();
        if (!box || !inner) throw new Error("a box or a text is not drawn");
        expect(inner.x).toBeGreaterThanOrEqual(box.x - 1);
        expect(inner.x + inner.width).toBeLessThanOrEqual(box.x + box.width + 1);
      }
    }
    await close();
  });

  test("a screenshot can be taken of it", async () => {
    const { tab, close } = await open(planned("cluster-replaced"));
    const file = process.env.REVIEW_SCREENSHOT ?? join(directory, "review.png");
    await tab.screenshot({ path: file, fullPage: true });
    expect(readFileSync(file).subarray(1, 4).toString()).toBe("PNG");
    expect(statSync(file).size).toBeGreaterThan(20_000);
    await close();
  });

  test("the page says what was reviewed, when it was planned, with what, and how bad it is", async () => {
    const { tab, close } = await open(planned("cluster-replaced"));
    expect(await tab.locator(".counts li").allInnerTexts()).toEqual(["1 critical", "1 high"]);
    expect((await tab.locator("dl div").allInnerTexts()).map((one) => one.split("\n"))).toEqual([
      ["Stack", "shop"],
      ["Planned", "2026-01-01 00:00 UTC"],
      ["Reviewed with", "aks-workload-identity 1.2.3"],
    ]);
    for (const link of await tab.locator("nav a").all()) {
      const target = (await link.getAttribute("href")) ?? "";
      expect(await tab.locator(`section${target} h2`).innerText()).toBe(await link.innerText());
    }
    expect(await tab.locator("#filter").count()).toBe(0);
    await close();
  });

  test("from 20 rows on the rows are filtered, what is folded too, and paper has them all", async () => {
    // GIVEN
    const { tab, complaints, close } = await open(many(30), 1280, { javaScriptEnabled: true });
    const shown = tab.locator("main tbody tr:visible");
    const count = await tab.locator("main tbody tr, main ul:not(.legend) > li").count();
    expect(await tab.locator("#filter output").innerText()).toBe(`${count} rows`);

    // WHEN
    await tab.getByLabel("Filter the rows").fill("team-27 LOST gained");
    expect(await tab.locator("#filter output").innerText()).toBe(`0 of ${count} rows`);
    await tab.getByLabel("Filter the rows").fill("team-27 Gained");

    // THEN
    expect(complaints).toEqual([]);
    expect(await tab.locator("#filter output").innerText()).toBe(`3 of ${count} rows`);
    expect(await shown.count()).toBe(3);
    for (const text of await shown.allInnerTexts()) expect(text).toContain("team-27");
    await tab.emulateMedia({ media: "print" });
    expect(await tab.locator("main td:visible").count()).toBe(await tab.locator("main td").count());
    await tab.emulateMedia({ media: "screen" });
    await tab.getByLabel("Filter the rows").fill("");
    expect(await tab.locator("main details[open]").count()).toBe(0);
    await close();
  });

  test("without scripts there is no filter, and all else", async () => {
    const { tab, close } = await open(many(30));
    expect(await tab.locator("#filter").isVisible()).toBe(false);
    expect(await tab.locator("main td:visible").count()).toBeGreaterThan(20);
    await close();
  });

  test("on a phone the diagram is moved in its frame, and the page stays where it is", async () => {
    const { tab, close } = await open(planned("identity-replaced"), 390);
    const moved = await tab.locator("figure").evaluate((figure) => {
      figure.scrollLeft = 200;
      return [figure.scrollLeft, document.documentElement.scrollWidth, figure.tabIndex];
    });
    expect(moved).toEqual([200, 390, 0]);
    await close();
  });

  test("names may go on in the next line behind a slash, a dot or an underscore", async () => {
    const html = await page(planned("trust-removed-in-use"), "1.2.3");
    expect(html).toContain(
      "<code>azurerm_<wbr>federated_<wbr>identity_<wbr>credential.<wbr>orders</code>",
    );
  });

  test.each(["light", "dark"] as const)("letters are read on a %s ground", async (colorScheme) => {
    for (const draw of ["page", "svg"]) {
      const { tab, close } = await open(planned("identity-replaced"), 1280, { colorScheme });
      if (draw === "svg") {
        const file = join(directory, "graph.svg");
        writeFileSync(file, await svgFile(planned("identity-replaced").diagram));
        await tab.goto(pathToFileURL(file).href);
      }
      const ratios = await tab
        .locator("td, code, .badge, small, a, svg text, text")
        .evaluateAll(contrasts);
      expect(ratios.length).toBeGreaterThan(8);
      expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
      await close();
    }
  });

  const NARROW = 360;

  test.each([
    ["a real plan", () => planned("trust-removed-in-use")],
    ["30 identities in modules of long names", () => many(30)],
  ])("on a narrow screen %s is read without going sideways", async (_, plan) => {
    // GIVEN
    const { tab, close } = await open(plan(), NARROW);

    // THEN
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(NARROW);
    const sideways = await tab
      .locator("td:visible")
      .evaluateAll(
        (all, narrow) =>
          all.filter(
            (td) => td.getBoundingClientRect().right > narrow || td.scrollWidth > td.clientWidth,
          ).length,
        NARROW,
      );
    expect(sideways).toBe(0);
    // Each cell says what it is, since the head of the table is out of sight.
    const first = tab.locator("section").first().locator("tr").nth(1).locator("td:visible");
    const said = await first.evaluateAll((all) =>
      all.map((td) => getComputedStyle(td, "::before").content.replace(/"/g, "")),
    );
    expect(said.filter((head) => head !== "Before" && head !== "After")).toEqual([
      "Access",
      "Who",
      "Where",
    ]);
    await close();
  });

  test("what is folded opens with the keyboard, and the diagram is reached by it", async () => {
    // GIVEN
    const { tab, close } = await open(many(30));
    const folded = tab.locator("details").first();
    expect(await folded.locator("td").first().isVisible()).toBe(false);

    // WHEN
    for (const link of await tab.locator("nav a").allInnerTexts()) {
      await tab.keyboard.press("Tab");
      expect(await tab.locator(":focus").innerText()).toBe(link);
    }
    await tab.keyboard.press("Tab");
    expect(await tab.locator(":focus").innerText()).toBe("80 more");
    await tab.keyboard.press("Enter");

    // THEN
    expect(await folded.locator("td").first().isVisible()).toBe(true);
    const reached: string[] = [];
    while (!reached.includes("FIGURE") && reached.length < 100) {
      await tab.keyboard.press("Tab");
      reached.push(await tab.evaluate(() => document.activeElement?.tagName ?? ""));
    }
    expect(reached).toContain("FIGURE");
    await close();
  });

  test("on paper nothing is folded, and nothing is wider than the page", async () => {
    // GIVEN the width of A4 with the margins that browsers give it
    const { tab, close } = await open(many(30), 718);

    // WHEN
    await tab.emulateMedia({ media: "print" });

    // THEN
    expect(await tab.locator("td").count()).toBe(await tab.locator("td:visible").count());
    expect(await tab.locator("summary:visible").count()).toBe(0);
    expect(await tab.evaluate(() => document.documentElement.scrollWidth)).toBe(718);
    expect((await tab.pdf({ format: "A4" })).subarray(0, 5).toString()).toBe("%PDF-");
    await close();
  });

  test.each([3, 300])(
    "of %i new identities the verdict comes first, then what changes in access, then the risks",
    async (count) => {
      const { tab, close } = await open(many(count));
      expect(await tab.locator(".summary, h2").allInnerTexts()).toEqual([
        `high: a principal has a role that leads to other identities, resources or roles. Risks: 1 high. Access: ${count * 3} gained.`,
        "What changes in access",
        "Risks",
        "Who can become whom",
        "Trust chain",
        "Stacks",
      ]);
      const risks = await tab.getByRole("heading", { name: "Risks" }).boundingBox();
      expect(risks?.y).toBeLessThan(1_500);
      await close();
    },
  );

  test("names that try to be markup are shown as they are", async () => {
    const { tab, complaints, close } = await open(hostile());
    expect(complaints).toEqual([]);
    expect(await tab.locator("svg .node").count()).toBe(4);
    expect(await tab.locator("section").allInnerTexts()).toContainEqual(
      expect.stringContaining("Trust chain"),
    );
    await close();
  });
});
