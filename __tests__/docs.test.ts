import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { parse } from "yaml";
import { WorkloadIdentityError } from "../constructs";
import { readApi } from "./support/assembly";
import { newCluster } from "./support/fixtures";
import { synthStacks, TestStack } from "./support/synth";

const ROOT = join(__dirname, "..");

/** The variables that snippets of the documents go on from; a program that makes its app has none of them. */
const VARIABLES = join(ROOT, "docs-variables.d.ts");
const VARIABLES_TEXT = readFileSync(join(__dirname, "support", "docs-variables.d.ts.txt"), "utf8");

interface Example {
  /** Where the example stands, as `README.md:12`. */
  readonly place: string;
  readonly source: string;
}

/** Every TypeScript block of a document, as it is pasted. */
function examplesIn(document: string): Example[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ 1: source, index }) => ({
    place: `${document}:${text.slice(0, index).split("\n").length}`,
    source,
  }));
}

/** Files of the library and of packages, which every compilation reads. */
const parsed = new Map<string, ts.SourceFile | undefined>();

const isWhole = ({ source }: Example) => /new App\(/.test(source);

/** The complaints of the strict compiler about each example, all in one program. */
function complaints(examples: readonly Example[], variables = ""): string[] {
  const config = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const compilerOptions: ts.CompilerOptions = {
    ...options,
    noUnusedLocals: false,
    // As `cdktf init` has it.
    noUncheckedIndexedAccess: false,
    paths: { "cdktf-aks-workload-identity": [join(ROOT, "constructs", "index.ts")] },
  };
  const files = new Map([
    [VARIABLES, variables],
    ...examples.map(
      ({ source }, n) => [join(ROOT, `example-${n}.ts`), `${source}\nexport {};\n`] as const,
    ),
  ]);
  const host = ts.createCompilerHost(compilerOptions);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...rest) => {
    const source = files.get(name);
    if (source !== undefined) return ts.createSourceFile(name, source, version);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, version, ...rest));
    return parsed.get(name);
  };
  const checked = ts.createProgram([...files.keys()], compilerOptions, host);
  const places = new Map([...files.keys()].map((name, n) => [name, examples[n - 1]?.place]));
  return ts
    .getPreEmitDiagnostics(checked)
    .map(
      ({ file, messageText }) =>
        `${places.get(file?.fileName ?? "")}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    );
}

const DOCUMENTS = [
  "README.md",
  "cli/README.md",
  "CONTRIBUTING.md",
  ...["docs", "docs/cluster", "docs/ko", "docs/languages"].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
];

test("every TypeScript example of the documents compiles", () => {
  const examples = DOCUMENTS.flatMap(examplesIn);
  expect(examples.filter(isWhole).length).toBeGreaterThan(2);
  expect(complaints(examples.filter(isWhole))).toEqual([]);
  const snippets = examples.filter((example) => !isWhole(example));
  expect(snippets.length).toBeGreaterThan(10);
  expect(complaints(snippets, VARIABLES_TEXT)).toEqual([]);
});

test("a page says before its first snippet, or in a program, which variables its snippets go on from", () => {
  const examples = DOCUMENTS.flatMap(examplesIn);
  const programs = examples.filter(isWhole);
  const snippets = examples.filter((example) => !isWhole(example));
  const unsaid = complaints(snippets).filter((complaint) => {
    const missing = /(\S+?):.*(?:Cannot find name|for the shorthand property) '(\w+)'/;
    const [, document, name] = missing.exec(complaint) ?? [];
    if (name === undefined) return false;
    const [head] = readFileSync(join(ROOT, document), "utf8").split("\n```ts\n");
    const made = new RegExp(`^const ${name} = `, "m");
    return (
      !head.includes(`\`${name}\``) &&
      !programs.some(({ place, source }) => place.startsWith(document) && made.test(source))
    );
  });
  expect([...new Set(unsaid)]).toEqual([]);
});

test("an example that does not compile is noticed", () => {
  const imported = 'import { ResourceGroup } from "cdktf-aks-workload-identity";\n';
  const source = 'new ResourceGroup(stack, "group", { name: 1, location: "eastus" });';
  const examples = [imported + source, source].map((source) => ({ place: "here:1", source }));
  expect(complaints(examples, VARIABLES_TEXT)).toEqual([
    "here:1: Type 'number' is not assignable to type 'string'.",
    "here:1: Cannot find name 'ResourceGroup'.",
  ]);
});

test("every YAML example of the documents is YAML", () => {
  const texts = DOCUMENTS.map((document) => readFileSync(join(ROOT, document), "utf8"));
  const blocks = texts.flatMap((text) => [...text.matchAll(/^```yaml\n(.*?)^```$/gms)]);
  expect(blocks.length).toBeGreaterThan(3);
  for (const [, block] of blocks) expect(() => parse(block) as unknown).not.toThrow();
});

test("the ApplicationSet reads by Go templates the annotation that the example writes", () => {
  const page = readFileSync(join(ROOT, "docs/gitops.md"), "utf8");
  const [block] = /^apiVersion: argoproj.io.*?^```$/ms.exec(page) ?? [];
  expect(block).toContain("goTemplate: true");
  const [, annotation] = /\.metadata\.annotations\.(\w+)/.exec(block ?? "") ?? [];
  expect(annotation).toBe("orders_client_id");
  expect(readFileSync(join(ROOT, "examples/gitops-argocd.ts"), "utf8")).toContain(annotation);
});

test("help fits on a screen, and its example has eight lines that compile", () => {
  const lines = readFileSync(join(ROOT, "help"), "utf8").split("\n");
  const example = lines.slice(3, lines.indexOf("", 3));
  expect(example).toHaveLength(8);
  const imports = `import {
    KeyVaultAccess, ResourceGroup, WorkloadDeployment, WorkloadIdentityCluster, WorkloadServiceAccount,
  } from "cdktf-aks-workload-identity";`;
  const source = [imports, ...example].join("\n");
  expect(complaints([{ place: "help:4", source }], VARIABLES_TEXT)).toEqual([]);
  expect(lines.length).toBeLessThanOrEqual(40);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(110);
});

test("the page of the app and help name every setting with its default", () => {
  // GIVEN
  const settings = readFileSync(join(ROOT, "app/settings.ts"), "utf8");
  const names = [...settings.matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(15);

  // THEN
  const page = readFileSync(join(ROOT, "docs/app.md"), "utf8");
  const help = readFileSync(join(ROOT, "help"), "utf8");
  for (const name of names) expect(page).toMatch(new RegExp(`\`${name}(=[a-z]+)?\``));
  for (const name of names.filter((name) => !/^(BACKEND|TF_CLOUD)_/.test(name))) {
    expect(help).toContain(name);
  }
});

test("the README is short, and its error is the one that its mistake gives", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  expect(readme.split("\n").length).toBeLessThanOrEqual(220);
  const [, sample] = /^```text\n(.*?)\n```$/ms.exec(readme) ?? [];
  expect(() =>
    synthStacks((app) =>
      newCluster(new TestStack(app, "shop-azure")).addFederatedIdentity("orders", {
        serviceAccountName: "Orders",
      }),
    ),
  ).toThrow(new WorkloadIdentityError(sample, "invalid-name", "shop-azure/cluster/orders"));
});

/** The anchors that code hosts give the headings of a document. */
function anchorsOf(document: string): string[] {
  return [...document.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replace(/ /g, "-"),
  );
}

test.each(DOCUMENTS)("every link of %s within the project leads somewhere", (document) => {
  const text = readFileSync(join(ROOT, document), "utf8");
  for (const [, target] of text.replace(/`[^`\n]*`/g, "").matchAll(/\]\((?!https?:)([^)]*)\)/g)) {
    const [path, anchor] = target.split("#");
    const file = path === "" ? join(ROOT, document) : join(ROOT, dirname(document), path);
    expect({ target, there: existsSync(file) }).toEqual({ target, there: true });
    if (anchor) expect(anchorsOf(readFileSync(file, "utf8"))).toContain(anchor);
  }
});

test("the index leads to every page, and the README to the index", () => {
  const index = readFileSync(join(ROOT, "docs/README.md"), "utf8");
  const linked = [...index.matchAll(/\]\(([^)#]+\.md)/g)].map(([, path]) => join("docs", path));
  const pages = DOCUMENTS.filter((name) => name.startsWith("docs/") && name !== "docs/README.md");
  expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
  expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain("(docs/README.md)");
});

test("the documents name every method of the API and every prop of a container", () => {
  // GIVEN
  const pages = DOCUMENTS.map((name) => readFileSync(join(ROOT, name), "utf8")).join("\n");
  const api = readApi();
  const methods = api
    .filter(({ kind, datatype }) => kind === "class" || (kind === "interface" && !datatype))
    .flatMap(({ methods: own = [] }) => own.map(({ name }) => name));
  const props = api.find(({ name }) => name === "WorkloadContainer")?.properties ?? [];
  expect(methods).toEqual(expect.arrayContaining(["grantKeysUse", "afterPropagation"]));

  // THEN
  const named = (name: string) => new RegExp(`\\b${name}\\b`).test(pages);
  expect([...methods, ...props.map(({ name }) => name)].filter((name) => !named(name))).toEqual([]);
});

/** What a change of an option does to what runs. */
const CHANGE = /\b(in place|rotates?|replaces?|anew|replaced)\b/i;

/** The structs of a cluster, and the page that has their options. */
const CLUSTER_PAGES: Record<string, string> = {
  AddNodePoolOptions: "node-pools",
  ClusterAddOnOptions: "add-ons",
  ApiServerOptions: "api-server",
  MaintenanceWindowOptions: "upgrades",
  MonitoringOptions: "monitoring",
  NetworkOptions: "network",
  NodePoolBaseOptions: "node-pools",
  NodePoolOptions: "node-pools",
  SpotOptions: "node-pools",
  UpgradeOptions: "upgrades",
};

test.each(Object.entries(CLUSTER_PAGES))(
  "the page of %s says of every option what a change of it does",
  (struct, page) => {
    const rows = readFileSync(join(ROOT, "docs", "cluster", `${page}.md`), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    const options = readApi().find(({ name }) => name === struct)?.properties ?? [];
    expect(options.length).toBeGreaterThan(0);
    for (const { name } of options) {
      const row = rows.find((line) => line.split("|")[1].includes(`\`${name}\``));
      expect({ name, change: row?.split("|")[3] }).toEqual({
        name,
        change: expect.stringMatching(CHANGE),
      });
    }
  },
);

test("every option of a cluster says in its docstring, or that of its group, what a change of it does", () => {
  const structs = [...Object.keys(CLUSTER_PAGES), "WorkloadIdentityClusterProps"];
  const silent = readApi()
    .filter(({ name }) => structs.includes(name))
    .flatMap(({ name: struct, docs: group, properties = [] }) =>
      properties
        .filter(({ docs }) => !CHANGE.test(JSON.stringify([docs, group]).replace(/\\n/g, " ")))
        .map(({ name }) => `${struct}.${name}`),
    );
  expect(silent).toEqual([]);
});
