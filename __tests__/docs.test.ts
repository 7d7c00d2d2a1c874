import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..");

/** What the fragments of the documents take for granted; whole programs bring their own imports. */
const PRELUDE = readFileSync(join(__dirname, "support", "docs-prelude.ts.txt"), "utf8");

interface Example {
  /** Where the example stands, as `README.md:12`. */
  readonly place: string;
  readonly source: string;
}

/** A fragment as a program of its own. */
function program(fragment: string): string {
  return `${PRELUDE}\nexport function example() {\n${fragment}\n}\n`;
}

/** Every TypeScript block of a document. */
function examplesIn(document: string): Example[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ 1: block, index }) => ({
    place: `${document}:${text.slice(0, index).split("\n").length}`,
    source: /^import /m.test(block) ? block : program(block),
  }));
}

/** The complaints of the strict compiler about each example, all in one program. */
function complaints(examples: readonly Example[]): string[] {
  const config = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const compilerOptions: ts.CompilerOptions = {
    ...options,
    noUnusedLocals: false,
    paths: { "cdktf-aks-workload-identity": [join(ROOT, "constructs", "index.ts")] },
  };
  const files = new Map(examples.map(({ source }, n) => [join(ROOT, `example-${n}.ts`), source]));
  const host = ts.createCompilerHost(compilerOptions);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const source = files.get(name);
    return source === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, source, version);
  };
  const checked = ts.createProgram([...files.keys()], compilerOptions, host);
  const places = new Map([...files.keys()].map((name, n) => [name, examples[n].place]));
  return ts
    .getPreEmitDiagnostics(checked)
    .map(
      ({ file, messageText }) =>
        `${places.get(file?.fileName ?? "")}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
}

const DOCUMENTS = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

test("every TypeScript example of the documents compiles", () => {
  const examples = DOCUMENTS.flatMap(examplesIn);
  expect(examples.length).toBeGreaterThan(10);
  expect(complaints(examples)).toEqual([]);
});

test("an example that does not compile is noticed", () => {
  const source = program('new ResourceGroup(stack, "group", { name: 1, location: "eastus" });');
  expect(complaints([{ place: "here:1", source }])).toEqual([
    "here:1: Type 'number' is not assignable to type 'string'.",
  ]);
});

test("help fits on a screen, and its example has eight lines that compile", () => {
  const lines = readFileSync(join(ROOT, "help"), "utf8").split("\n");
  const example = lines.slice(3, lines.indexOf("", 3));
  expect(example).toHaveLength(8);
  expect(complaints([{ place: "help:4", source: program(example.join("\n")) }])).toEqual([]);
  expect(lines.length).toBeLessThanOrEqual(40);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(110);
});

test("the README and help name every setting of the app with its default", () => {
  // GIVEN
  const settings = readFileSync(join(ROOT, "app/settings.ts"), "utf8");
  const names = [...settings.matchAll(/^ {6}([A-Z_]+): /gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(15);

  // THEN
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const help = readFileSync(join(ROOT, "help"), "utf8");
  for (const name of names) expect(readme).toMatch(new RegExp(`\`${name}(=[a-z]+)?\``));
  for (const name of names.filter((name) => !/^(BACKEND|TF_CLOUD)_/.test(name))) {
    expect(help).toContain(name);
  }
});
