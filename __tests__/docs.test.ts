import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { WorkloadIdentityError } from "../constructs";
import { readApi } from "./support/assembly";
import { newCluster } from "./support/fixtures";
import { synthStacks, TestStack } from "./support/synth";

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
