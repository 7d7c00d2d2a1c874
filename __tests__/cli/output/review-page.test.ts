import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { type DrawnReview, reviewOf } from "../../../cli/findings/review";
import { readPlanFile } from "../../../cli/input/plan-file";
import { readSynthesized } from "../../../cli/input/synthesized";
import { page } from "../../../cli/output/html";
import { planFile } from "../support/plans";

const BROWSER = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  existsSync,
);
const describeBrowser = BROWSER ? describe : describe.skip;

function planned(name: string): DrawnReview {
  return reviewOf([], [readPlanFile("shop", planFile(name))]);
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

test("the page is one file: no script, and nothing from elsewhere", async () => {
  const html = await page(planned("trust-removed-in-use"));
  expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bsrc=|javascript:/i);
  const addresses = html.match(/https?:\/\/[^\s"'<)]+/g) ?? [];
  expect(addresses.filter((url) => !url.startsWith("http://www.w3.org/"))).toEqual([]);
});

test("no name in the stacks becomes markup of the page", async () => {
  const html = await page(hostile());
  expect(html).not.toContain("<script");
  expect(html).toContain("&#60;script&#62;");
});

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

  async function open(drawn: DrawnReview) {
    const file = join(directory, "review.html");
    writeFileSync(file, await page(drawn));
    const context = await browser.newContext({
      offline: true,
      javaScriptEnabled: false,
      viewport: { width: 1280, height: 900 },
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
