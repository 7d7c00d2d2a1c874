import { constants } from "node:buffer";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tutorial } from "../../../main";
import { planFile } from "../support/plans";
import { runCommand } from "../support/run";

const BIN = join(__dirname, "..", "..", "..", "cli", "bin", "aks-workload-identity.js");

let directory: string;
let out: string;
let home: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "review-"));
  out = join(directory, "cdktf.out");
  tutorial({ KEYVAULT_NAME: "tutorial-vault" }, { outdir: out }).synth();
  home = process.cwd();
  process.chdir(directory);
});

afterAll(() => {
  process.chdir(home);
  rmSync(directory, { recursive: true });
});

const run = runCommand;

function write(name: string, content: string | Buffer): string {
  const file = join(directory, name);
  writeFileSync(file, content);
  return file;
}

const MOVED = ["--plan", `azure=${planFile("tutorial-moved-azure")}`];

test("after the synth it prints who can become whom", async () => {
  const { status, stdout, stderr } = await run("review");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain(
    "| `job default/workload-identity-sa-access-check`<br>`pod default/sample-workload-identity-key-vault` | `default/workload-identity-sa` | `myAKSCluster` | `myIdentity` | Key Vault Secrets User at vault tutorial-vault | `my-secret of vault tutorial-vault` |",
  );
});

test("it fails on a plan that replaces the cluster, with that risk on top", async () => {
  const { status, stdout, stderr } = await run("review", ...MOVED, "--fail-on", "high");
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  const [firstRisk] = stdout.split("\n").filter((line) => /^\| \*\*/.test(line));
  expect(firstRisk).toContain("`cluster-replaced`");
});

test("it passes where the worst risk is below the severity to fail on", async () => {
  expect((await run("review", "--fail-on", "high")).status).toBe(0);
  expect((await run("review", "--fail-on", "medium")).status).toBe(1);
});

test("it writes JSON with --json, and the same with --format json", async () => {
  const { status, stdout } = await run("review", ...MOVED, "--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 3,
    risks: expect.arrayContaining([expect.objectContaining({ id: "cluster-replaced" })]),
  });
  expect((await run("review", ...MOVED, "--format", "json")).stdout).toBe(stdout);
});

test("it writes the inventory of the synthesized app, and says where there is none", async () => {
  const { status, stdout, stderr } = await run("inventory");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(JSON.parse(stdout)).toMatchObject({
    version: 3,
    stacks: ["azure", "kubernetes"],
    identities: [{ name: "myIdentity" }],
  });
  expect((await run("inventory", "--out", out)).stdout).toBe(stdout);
  expect(await run("inventory", "--out", "nowhere")).toEqual({
    status: 2,
    stdout: "",
    stderr:
      'error: "nowhere" holds no synthesized app.\n  got:     no manifest.json\n' +
      "  fix:     run `cdktf synth` first, or name its folder with --out\n",
  });
});

test("it draws the diagram alone", async () => {
  expect((await run("graph")).stdout).toMatch(
    /^flowchart LR\n {2}subgraph c1\["cluster myAKSCluster"\]\n/,
  );
  expect((await run("graph", "--format", "svg")).stdout).toMatch(/^<svg [^]*<\/svg>\n$/);
});

test("it explains itself", async () => {
  expect(await run("--help")).toMatchObject({ status: 0, stderr: "" });
  expect((await run("review", "--help")).stdout).toContain("Exit codes: 0 reviewed");
  expect((await run("--version")).stdout).toBe("1.2.3\n");
});

test.each([
  ["no command", []],
  ["an unknown command", ["revue"]],
  ["an unknown option", ["review", "--plans", "a=b"]],
  ["an unknown format", ["review", "--format", "pdf"]],
  ["an unknown severity", ["review", "--fail-on", "huge"]],
  ["a plan without a stack", ["review", "--plan", "plan.json"]],
  ["two plans of one stack", ["review", "--plan", "azure=a", "--plan", "azure=b"]],
  ["a stack that the app does not have", ["review", "--plan", "azur=a.json"]],
  ["a folder without an app", ["review", "--out", "nowhere"]],
  ["nothing to review", ["review", "--no-out"]],
  ["a plan that does not exist", ["review", "--plan", "azure=missing.json"]],
  ["a folder as a plan", ["review", "--plan", "azure=."]],
])("fails with 2 and one message on %s", async (_title, args) => {
  const { status, stdout, stderr } = await run(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr).toMatch(/\S/);
});

describe("a plan that is not whole", () => {
  const good = readFileSync(planFile("tutorial-moved-azure"), "utf8");
  const refused = async (content: string | Buffer) => {
    const file = write("bad.json", content);
    const { status, stdout, stderr } = await run("review", "--plan", `azure=${file}`);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr.match(/^error: /gm)).toHaveLength(1);
    return stderr.replace(file, "bad.json");
  };

  test("fails when it is empty", async () => {
    expect(await refused("")).toBe(
      'error: "bad.json" is empty.\n  fix:     write it anew with `terraform show -json <plan file>`\n',
    );
    expect(await refused(" \n")).toContain("is empty");
  });

  test("fails when it is truncated anywhere, and says where it ends", async () => {
    for (const part of [0.02, 0.5, 0.9, 0.999]) {
      const content = good.slice(0, good.length * part);
      expect(await refused(content)).toBe(
        'error: "bad.json" is not valid JSON.\n' +
          `  got:     the text ends in the middle, after character ${content.length}\n` +
          "  allowed: one JSON document, whole\n" +
          "  fix:     write it anew with `terraform show -json <plan file>`\n",
      );
    }
  });

  test.each<[string, (plan: string) => string, string]>([
    ["[,", (plan) => plan.replace('"resource_changes":[', '"resource_changes":[,'), "a mistake"],
    [
      "tru",
      (plan) => plan.replace('"planned_values":{', '"planned_values":{"a":tru,'),
      "a mistake",
    ],
    ["{,", (plan) => plan.replace('"planned_values":{', '"planned_values":{,'), "a mistake"],
    [
      "\\x",
      (plan) => plan.replace('"planned_values":{', '"planned_values":{"\\x":1,'),
      "a mistake",
    ],
    ["!", (plan) => `!${plan}`, "a mistake"],
    ["Loading", (plan) => `  Loading\n${plan}`, "a mistake"],
    ["~", (plan) => `${plan.trim()}~`, "there is more text after the end"],
    ["}", (plan) => `${plan.trim()}}`, "there is more text after the end"],
  ])("fails at its %s, even in a part that is not reviewed", async (mistake, broken, what) => {
    const content = broken(good);
    const place = content.indexOf(mistake) + (["[,", "{,", "\\x"].includes(mistake) ? 2 : 1);
    const said = /^ {2}got: {5}(.*), at character (\d+) of (\d+)$/m.exec(await refused(content));
    const [, words, at, of] = said ?? [];
    expect({ words, of }).toEqual({ words: what, of: `${content.length}` });
    // V8 stops at a word's first letter that fits nothing, or at its end.
    expect(Number(at) - (mistake === "}" ? content.length : place)).toBeGreaterThanOrEqual(0);
    expect(Number(at) - (mistake === "}" ? content.length : place)).toBeLessThanOrEqual(3);
  });

  test.each([
    ["an unquoted value", '{"format_version":"1.2","password":hunter2,"b":1}'],
    ["a text without end", '{"format_version":"1.2","password":"hunter2'],
    ["two texts in a row", '{"format_version":"1.2","password":"hunter2""b":1}'],
    ["a short text", '{"p":hunter2}'],
    ["a bad escape", '{"format_version":"1.2","password":"hunter2\\x","b":1}'],
    ["a log", "password=hunter2 at position 5"],
    ["text behind it", '{"format_version":"1.2"} password=hunter2'],
    ["one of the plan's names", '{"format_version":"1.2","hunter2":{"hunter2":[1,}}}'],
  ])("tells nothing of what stands beside %s: it may be secret", async (_what, content) => {
    const said = await refused(content);
    expect(said).toContain("is not valid JSON");
    for (const word of ["hunter", "pass", "un", "format_version"]) {
      expect(said.split("\n")[1]).not.toContain(word);
    }
  });

  test("fails when its format has another version", async () => {
    const newer = good.replace('"format_version":"1.2"', '"format_version":"2.0"');
    expect(await refused(newer)).toBe(
      'error: "bad.json" has a plan format that is not known.\n' +
        '  got:     format_version "2.0"\n  allowed: format_version "1.x"\n' +
        "  fix:     use a later version of this package, or Terraform 1.x\n",
    );
  });

  test("fails when it is something else", async () => {
    expect(await refused("[]")).toContain("got:     a JSON list");
    expect(await refused("{}")).toContain("without format_version");
    expect(await refused('{"version":4,"serial":1,"lineage":"x"}')).toContain("is not a plan");
    expect(await refused('{"format_version":"1.0","values":{}}')).toContain("got:     a state");
    expect(await refused("PK\u0003\u0004binary")).toContain("got:     a binary plan");
    expect(await refused(Buffer.from([0x1f, 0x8b, 8, 0]))).toContain("got:     a gzip file");
    expect(await refused('{"format_version":"1.0"}')).toContain(
      "got:     what `terraform show -json` writes where there is neither state nor plan",
    );
    expect(await refused('{"format_version":"1.0","provider_schemas":{}}')).toContain(
      "got:     the schemas of providers",
    );
    expect(await refused('{"@level":"info"}\n{"@level":"info"}\n')).toContain("the log of");
    expect(await refused('{"format_version":"1.2","resource_changes":[{"a":1}]}')).toContain(
      "a resource without address, type or name",
    );
  });

  test("fails when its changes are no list", async () => {
    expect(await refused('{"format_version":"1.2","resource_changes":{"a":1}}')).toContain(
      "resource_changes that is no list",
    );
  });

  test.each([
    ["a part", '{"\\u001b[31m\\u202e":1}'],
    ["a version", '{"format_version":"1\\u001b[31m\\u202e"}'],
  ])("%s that would turn or colour the terminal is shown with escapes", async (_what, content) => {
    const said = await refused(content);
    expect(said).toContain("\\u001b[31m\\u202e");
    expect([...said]).not.toEqual(expect.arrayContaining(["\u001b"]));
    expect([...said]).not.toEqual(expect.arrayContaining(["\u202e"]));
  });

  test("fails when the run that made it failed", async () => {
    expect(await refused(good.replace('"errored":false', '"errored":true'))).toContain(
      "is the plan of a run that failed",
    );
  });

  test("fails when it is larger than the longest text of Node, before it is read", async () => {
    const file = write("huge.json", "{}");
    truncateSync(file, constants.MAX_STRING_LENGTH + 1);
    const { status, stderr } = await run("review", "--plan", `azure=${file}`);
    expect({ status, stderr: stderr.replace(file, "huge.json") }).toEqual({
      status: 2,
      stderr:
        'error: "huge.json" is too large.\n' +
        "  got:     512 MiB\n  allowed: at most 511 MiB\n" +
        '  fix:     leave out what is not read: `terraform show -json <plan file> | jq -c "del(.planned_values)"`; or split the stack\n',
    });
  });

  test("is reviewed alike without what is not read", async () => {
    const plan = JSON.parse(good) as Record<string, unknown>;
    delete plan.planned_values;
    const file = write("short.json", JSON.stringify(plan));
    expect(await run("review", "--plan", `azure=${file}`)).toEqual(await run("review", ...MOVED));
  });
});

test("a plan that is given for two stacks is refused", async () => {
  const file = planFile("tutorial-moved-azure");
  const { status, stdout, stderr } = await run(
    ...["review", "--plan", `azure=${file}`, "--plan", `kubernetes=${file}`],
  );
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("two stacks are given the same plan.\n  got:     azure, kubernetes");
});

test("the plan of another stack than the one that is named is refused", async () => {
  const { status, stderr } = await run(
    ...["review", "--plan", `azure=${planFile("tutorial-moved-kubernetes")}`],
  );
  expect(status).toBe(2);
  expect(stderr).toBe(
    'error: the plan that is given for the stack "azure" is not of this stack.\n' +
      '  got:     resources of the stack "kubernetes"\n' +
      "  allowed: a plan of cdktf.out/stacks/azure\n" +
      "  fix:     name the file of the stack's own plan\n",
  );
});

test("a folder that is named has to hold an app, be it the default one", async () => {
  const plans = ["--plan", `shop=${planFile("wide-scope")}`];
  const elsewhere = mkdtempSync(join(tmpdir(), "empty-"));
  process.chdir(elsewhere);
  try {
    expect((await run("review", ...plans)).status).toBe(0);
    expect((await run("review", "--out", "cdktf.out", ...plans)).status).toBe(2);
  } finally {
    process.chdir(directory);
    rmSync(elsewhere, { recursive: true });
  }
});

test("a plan in UTF-16 of the other byte order is read", async () => {
  const good = readFileSync(planFile("tutorial-moved-azure"), "utf8");
  const content = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(good, "utf16le").swap16()]);
  const file = write("utf16be.json", content);
  expect((await run("review", "--plan", `azure=${file}`)).stdout).toBe(
    (await run("review", ...MOVED)).stdout,
  );
});

test("a plan in UTF-16, as PowerShell redirects it, is read", async () => {
  const good = readFileSync(planFile("tutorial-moved-azure"), "utf8");
  const file = write(
    "utf16.json",
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(good, "utf16le")]),
  );
  expect((await run("review", "--plan", `azure=${file}`)).stdout).toBe(
    (await run("review", ...MOVED)).stdout,
  );
});

test("the plans of an app that was not made with the library are reviewed alone", async () => {
  const { status, stdout } = await run(
    "review",
    "--no-out",
    "--plan",
    `shop=${planFile("wide-scope")}`,
  );
  expect(status).toBe(0);
  expect(stdout).toContain("**widened**");
});

test("the bin of the package is the command", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, "review", "--no-out"], {
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^error: there is nothing to review\.\n/);
});
