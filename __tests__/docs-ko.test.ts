import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const KOREAN = readFileSync(join(ROOT, "docs/ko/quick-start.md"), "utf8");

/** The sections of the README that the page has in Korean. */
const SECTIONS = ["Quick start", "Use as a library", "Wrong input fails at synth", "The app"];

/** The blocks of a document, with their languages, and without the comments in them. */
function blocksOf(document: string): string[] {
  return [...document.matchAll(/^```\w+\n.*?^```$/gms)].map(([block]) =>
    block.replace(/ +(#|\/\/) .*$/gm, ""),
  );
}

/** A section of a document, up to the next one. */
function section(heading: string): string {
  const [, text] = README.split(`\n## ${heading}\n`);
  return text.split(/^## /m)[0];
}

/** Runs the program of a document, and gives the JSON of its stacks by name. */
function stacksOf(document: string): Record<string, string> {
  const [, program] = /^```ts\n(import .*?)^```$/ms.exec(document) ?? [];
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const outdir = mkdtempSync(join(tmpdir(), "quick-start-"));
  process.env.CDKTF_OUTDIR = outdir;
  try {
    new Function("require", "exports", outputText)(require, {});
    const stacks = join(outdir, "stacks");
    return Object.fromEntries(
      readdirSync(stacks).map((name) => [
        name,
        readFileSync(join(stacks, name, "cdk.tf.json"), "utf8").replaceAll(outdir, ""),
      ]),
    );
  } finally {
    delete process.env.CDKTF_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}

test("the Korean quick start has the commands, the program and the error of the README", () => {
  const blocks = SECTIONS.flatMap((heading) => blocksOf(section(heading)));
  expect(blocks.filter((block) => block.startsWith("```sh"))).toHaveLength(4);
  expect(blocksOf(KOREAN)).toEqual(blocks);
});

test("its comments are in Korean", () => {
  const comments = [...KOREAN.matchAll(/^```(?:sh|ts)\n.*?^```$/gms)].flatMap(([block]) =>
    [...block.matchAll(/ (?:#|\/\/) (.*)$/gm)].map(([, comment]) => comment),
  );
  expect(comments).toHaveLength(9);
  for (const comment of comments) expect(comment).toMatch(/\p{Script=Hangul}/u);
});

test("its program synthesizes what that of the README does", () => {
  // WHEN
  const stacks = stacksOf(KOREAN);

  // THEN
  expect(Object.keys(stacks)).toEqual(["shop-azure", "shop-workloads"]);
  expect(stacks["shop-azure"]).toContain('"subject": "system:serviceaccount:shop:orders"');
  expect(stacks).toEqual(stacksOf(README));
});

test("the README leads to it", () => {
  expect(README).toContain("(docs/ko/quick-start.md)");
});
