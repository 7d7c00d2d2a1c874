import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { name } from "../../package.json";

export const CHECKOUT = resolve(__dirname, "../..");

/** The programs that the pages of every language show, in this order. */
export const PROGRAMS = ["shop", "roles"] as const;
export type Program = (typeof PROGRAMS)[number];

/** What the program `roles` prints: the text of its error. */
export const REFUSAL = [
  "[shop-azure/cluster/search] `serviceAccountName` is not a valid service account name.",
  '  got:     "Search"',
  '  allowed: 1 to 253 lower-case letters, digits, "-" or ".", each part first and last a letter or digit',
  '  fix:     change `serviceAccountName` to "search" (rule: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/)',
  "  code:    invalid-name",
];

/** The code of both programs on a page. */
export function programsIn(page: string, language: string): Record<Program, string> {
  const text = readFileSync(join(CHECKOUT, "docs", "languages", page), "utf8");
  const [shop, roles] = blocksIn(text, language);
  return { shop, roles };
}

function blocksIn(text: string, language: string): string[] {
  const block = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, "gms");
  return [...text.matchAll(block)].map(([, code]) => code);
}

/** Where the programs run: in one folder, so that the paths of their states are the same too. */
export class Workshop {
  private readonly cwd: string;

  constructor(private readonly folder: string) {
    this.cwd = join(folder, "app");
    mkdirSync(this.cwd);
  }

  /** Runs a program that synthesizes, and gives what it printed. */
  run(language: string, program: Program, command: string, args: readonly string[], env = {}) {
    return execFileSync(command, args, {
      cwd: this.cwd,
      encoding: "utf8",
      env: {
        ...process.env,
        CDKTF_OUTDIR: this.outdir(language, program),
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: "20",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** Runs both programs in TypeScript, with the library as it is built. */
  runTypeScript(): void {
    const folder = join(this.folder, "typescript");
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    symlinkSync(CHECKOUT, join(folder, "node_modules", name));
    const readme = readFileSync(join(CHECKOUT, "README.md"), "utf8");
    const [shop] = blocksIn(readme, "ts");
    const [roles] = blocksIn(
      readFileSync(join(CHECKOUT, "docs/languages/README.md"), "utf8"),
      "ts",
    );
    for (const [program, code] of Object.entries({ shop, roles })) {
      const file = join(folder, `${program}.ts`);
      writeFileSync(file, code);
      const args = ["--require", require.resolve("tsx/cjs"), file];
      const env = { NODE_PATH: join(CHECKOUT, "node_modules") };
      this.run("typescript", program as Program, process.execPath, args, env);
    }
  }

  /** The JSON of a program's stacks, by name. */
  stacks(language: string, program: Program): Record<string, string> {
    const stacks = join(this.outdir(language, program), "stacks");
    return Object.fromEntries(
      readdirSync(stacks).map((name) => [
        name,
        readFileSync(join(stacks, name, "cdk.tf.json"), "utf8"),
      ]),
    );
  }

  private outdir(language: string, program: Program): string {
    mkdirSync(join(this.folder, "out"), { recursive: true });
    return join(this.folder, "out", `${language}-${program}`);
  }
}
