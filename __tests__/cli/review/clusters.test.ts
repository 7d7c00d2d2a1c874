import { known } from "../../../cli/terraform/model/fact";
import { sayApiServer } from "../../../cli/terraform/inventory/cluster-facts";
import { reviewOf } from "../../../cli/review/review";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { page } from "../../../cli/review/output/html";
import { markdown } from "../../../cli/review/output/markdown";

type Cluster = Record<string, unknown>;

/** The review of a stack of clusters by their ids. */
const drawn = (clusters: Record<string, Cluster>, more: object = {}) =>
  reviewOf(
    [
      readSynthesized("shop", {
        resource: { azurerm_kubernetes_cluster: clusters, ...more },
      } as never),
    ],
    [],
  );

const OPEN: Cluster = {
  name: "shop",
  default_node_pool: { name: "system" },
  key_vault_secrets_provider: { secret_rotation_enabled: true },
  azure_policy_enabled: true,
};
const POOL = {
  azurerm_kubernetes_cluster_node_pool: {
    apps: { name: "apps", kubernetes_cluster_id: "${azurerm_kubernetes_cluster.main.id}" },
  },
};

/** The part of the Markdown about clusters. */
const part = (text: string) => /^## Clusters\n\n([^]*?)\n\n## /m.exec(text)?.[1];

test.each<[string, Parameters<typeof sayApiServer>[0]]>([
  ["private", { private: true, authorizedIpRanges: [] }],
  ["public, open to every network", { private: false, authorizedIpRanges: [] }],
  [
    "public, from 198.51.100.0/24, 203.0.113.7",
    { private: false, authorizedIpRanges: ["198.51.100.0/24", "203.0.113.7"].map(known) },
  ],
  ["public, whose ranges only Azure knows", { private: false, authorizedIpRanges: null }],
  [
    "public unless Azure says otherwise, from 203.0.113.7",
    { private: null, authorizedIpRanges: [known("203.0.113.7")] },
  ],
  ["only Azure knows", { private: null, authorizedIpRanges: null }],
])("an API server is %s", (said, facts) => {
  expect(sayApiServer(facts)).toBe(said);
});

test("the comment has the clusters folded: who reaches them, their pools and add-ons", () => {
  expect(part(markdown(drawn({ main: OPEN }, POOL)))).toBe(
    [
      "<details><summary>1 cluster</summary>",
      [
        "| Cluster | API server | Node pools | Add-ons |",
        "| --- | --- | --- | --- |",
        "| `shop` | public, open to every network | apps, system | Azure Policy, secrets provider |",
      ].join("\n"),
      "</details>",
    ].join("\n\n"),
  );
});

test("so has the page", async () => {
  const html = (await page(drawn({ main: OPEN }, POOL), "1.2.3")).replace(/\s+/g, " ");
  expect(html).toContain("<h2>Clusters</h2> <details> <summary>1 cluster</summary>");
  expect(html).toContain('<td data-head="API server">public, open to every network</td>');
  expect(html).toContain('<td data-head="Node pools"><div>apps</div><div>system</div></td>');
});

test("without clusters there is no such part", async () => {
  expect(markdown(drawn({}))).not.toContain("## Clusters");
  expect(await page(drawn({}), "1.2.3")).not.toContain("<h2>Clusters</h2>");
});

test("what is not written is not made up", () => {
  expect(part(markdown(drawn({ main: { name: "bare" } })))).toContain(
    "| `bare` | public, open to every network | none seen | none seen |",
  );
});

test("no name becomes markup", async () => {
  const hostile = `<img src=x>|\`**@octocat`;
  const review = drawn({ main: { ...OPEN, name: hostile, default_node_pool: { name: hostile } } });
  const written = part(markdown(review)) ?? "";
  expect(written).not.toMatch(/^[^`]*<img/m);
  expect(written).toContain("&lt;img src=x&gt;\\|");
  expect(await page(review, "1.2.3")).not.toContain("<img");
});

test("hundreds of clusters fit into a comment, and the rest is counted", () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_one, n) => [`c${n}`, { ...OPEN, name: `cluster-${n}` }]),
  );
  const written = markdown(drawn(many));
  expect(written.length).toBeLessThan(65_536);
  expect(part(written)).toContain("<details><summary>300 clusters</summary>");
  expect(part(written)).toMatch(/\d+ more rows: `--format html` and `--format json`/);
});
