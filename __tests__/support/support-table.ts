import { LANES, type Lane } from "../../packaging/lanes";
import { PROVIDERS, type Scenario, SCENARIOS } from "../real/parts";
import { table } from "./markdown";

/** How a combination is known to work: by a lane of `.ci/run`, on a day by hand, or not at all. */
export type Evidence = { readonly lane: string } | { readonly byHand: string } | "not";

interface Row {
  readonly library: string;
  readonly language: string;
  /** Node.js 20, 22 and 24. */
  readonly node: readonly [Evidence, Evidence, Evidence];
}

/** Versions that are tested together, and what is known of each language with them. */
interface Combination {
  readonly toolkit: string;
  readonly azurerm: string;
  readonly kubernetes: string;
  readonly rows: readonly Row[];
}

function cdktn(lane: string, python: Evidence): Combination {
  const { providers, packages }: Lane = LANES[lane];
  const library = "cdktn-aks-workload-identity";
  const none = ["not", "not", "not"] as const;
  return {
    toolkit: `cdktn ${packages.cdktn}`,
    azurerm: providers.azurerm,
    kubernetes: providers.kubernetes,
    rows: [
      { library, language: "TypeScript", node: [{ lane: `cdktn ${lane}` }, "not", "not"] },
      { library, language: "Python", node: [python, "not", "not"] },
      { library, language: "Java", node: none },
      { library, language: "Go", node: none },
      { library, language: "C#", node: none },
    ],
  };
}

const library = "cdktf-aks-workload-identity";

export const COMBINATIONS: readonly Combination[] = [
  {
    toolkit: "cdktf 0.21.0",
    azurerm: "4.55.0",
    kubernetes: "2.38.0",
    rows: [
      {
        library,
        language: "TypeScript",
        node: [{ lane: "npm test" }, { lane: "node 22" }, { lane: "node 24" }],
      },
      { library, language: "Python", node: [{ lane: "npm run test:languages" }, "not", "not"] },
      { library, language: "Java", node: [{ lane: "npm run test:languages" }, "not", "not"] },
      { library, language: "Go", node: [{ lane: "npm run test:languages" }, "not", "not"] },
      { library, language: "C#", node: ["not", "not", "not"] },
    ],
  },
  cdktn("cdktn-azurerm-4", "not"),
  cdktn("cdktn-azurerm-5", { lane: "cdktn cdktn-azurerm-5" }),
];

/** The programs that plan and apply, with stand-ins in place of the providers. */
export const PROGRAMS: readonly (readonly [name: string, evidence: Evidence])[] = [
  ["Terraform 1.11", { lane: "npm run test:terraform" }],
  ["OpenTofu 1.11.14", { byHand: "2026-11-25" }],
  ["OpenTofu 1.12.6", { byHand: "2026-11-25" }],
];

/** The scenarios of `npm run test:real`, which a person runs where the parts are. */
export const REAL: Readonly<Record<Scenario, Evidence>> = {
  "workloads in a namespace that enforces the standard restricted": { byHand: "2026-11-30" },
  "the tutorial": { byHand: "2026-11-30" },
  "the tutorial that azurerm 4.55 deployed, with the one that it asks for": {
    byHand: "2026-11-30",
  },
  "the tutorial whose workloads others apply": { byHand: "2026-11-30" },
  "a whole stack, and the faults that the tool finds in it": { byHand: "2026-11-30" },
  "the example of an estate, but for its charts": { byHand: "2026-11-30" },
  "the example of a fleet of 30 teams": { byHand: "2026-11-30" },
  "the production example": { byHand: "2026-11-30" },
  "a cluster made by hand that is imported": { byHand: "2026-11-30" },
  "a cluster of another program on which workload identity is enabled": { byHand: "2026-11-30" },
  "the example of a cluster without workload identity": { byHand: "2026-11-30" },
};

/** Every claim of the page. */
export const CLAIMS: readonly Evidence[] = [
  ...COMBINATIONS.flatMap(({ rows }) => rows.flatMap(({ node }) => node)),
  ...PROGRAMS.map(([, evidence]) => evidence),
  ...Object.values(REAL),
];

function words(evidence: Evidence): string {
  if (evidence === "not") return "not";
  return "lane" in evidence ? "tested in CI" : `tested by hand on ${evidence.byHand}`;
}

/** The table of packages, languages and versions. */
export function supportTable(): string {
  return table([
    [
      ...["Package", "Language", "cdktf or cdktn", "azurerm", "kubernetes"],
      ...["Node.js 20", "Node.js 22", "Node.js 24"],
    ],
    ...COMBINATIONS.flatMap(({ toolkit, azurerm, kubernetes, rows }) =>
      rows.map(({ library: name, language, node }) => [
        ...[`\`${name}\``, language, toolkit, azurerm, kubernetes],
        ...node.map(words),
      ]),
    ),
  ]);
}

/** The table of what plans and applies. */
export function programsTable(): string {
  return table([
    ["Program", "With stand-in providers"],
    ...PROGRAMS.map(([name, evidence]) => [name, words(evidence)]),
  ]);
}

/** The table of what was deployed with the real providers. */
export function realTable(): string {
  return table([
    ["Scenario", "Providers", "With real parts and a simulated Azure"],
    ...Object.entries(REAL).map(([scenario, evidence]) => [
      scenario,
      SCENARIOS[scenario as Scenario]
        .map((name) => PROVIDERS[name].replace(/^.*\//, ""))
        .join(", "),
      words(evidence),
    ]),
  ]);
}
