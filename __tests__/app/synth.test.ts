import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const TSX = require.resolve("tsx/cjs");
const CLI = require.resolve("cdktf-cli/bundle/bin/cdktf");
const read = (name: string) => readFileSync(join(ROOT, name), "utf8");
const MANIFEST = JSON.parse(read("package.json"));

const WARNING =
  "WARN [azure/cluster]: The system node pool nodepool1 is below what AKS asks for: 1 node. A system pool has at least 2 nodes, better 3, of no burstable (B-series) size, with room for 30 pods each (https://learn.microsoft.com/azure/aks/use-system-pools).\n";

let here: string;

// GIVEN a folder with the project's cdktf.json
beforeEach(() => {
  here = mkdtempSync(join(tmpdir(), "synth-"));
  project({});
});

afterEach(() => rmSync(here, { recursive: true }));

/** The project's `cdktf.json`, with changes. */
function project(changes: Record<string, unknown>): void {
  const file = { ...JSON.parse(read("cdktf.json")), ...changes };
  writeFileSync(join(here, "cdktf.json"), JSON.stringify(file));
}

/** Runs a program of the app, in the folder unless told otherwise. */
function run(name: string, args: string[] = [], env: Record<string, string> = {}, cwd = here) {
  return node(["--require", TSX, join(ROOT, "app", name), ...args], env, cwd);
}

function node(args: string[], env: Record<string, string>, cwd: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", ...env },
  });
  return { status, stdout, stderr };
}

/** Every file below a folder, by path. */
function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** What a file of a package would be loaded with before the app. */
function preloaded(text: string): Record<string, string> {
  const file = join(here, "preloaded.js");
  writeFileSync(file, text);
  return { NODE_OPTIONS: `--require ${file}` };
}

describe("npm run synth", () => {
  test("runs the app, without the CLI", () => {
    expect(MANIFEST.scripts.synth).toBe("node --require tsx/cjs app/synth.ts");
  });

  test("prints what was written and where, and apart from it the warnings", () => {
    expect(run("synth.ts")).toEqual({
      status: 0,
      stdout: ["azure", "kubernetes"]
        .map((stack) => `${join("cdktf.out", "stacks", stack, "cdk.tf.json")}\n`)
        .join(""),
      stderr: WARNING,
    });
    expect(existsSync(join(here, "cdktf.out", "manifest.json"))).toBe(true);
  });

  test("ends with the settings that are not the tutorial's, below the warnings", () => {
    const env = { RESOURCE_GROUP: "orders", LOCATION: "West Europe", POD_SECURITY: "restricted" };
    const { stderr } = run("synth.ts", [], env);
    expect(stderr).toBe(
      [
        "WARN [azure]: POD_SECURITY has no effect: it is of the pod of IMAGE, which is not set.",
        `${WARNING}Settings that are not the tutorial's: RESOURCE_GROUP=orders, LOCATION=westeurope`,
        "",
      ].join("\n"),
    );
  });

  test("removes a stack that the app no longer has, and keeps what Terraform left in the others", () => {
    // GIVEN
    run("synth.ts");
    const [azure, kubernetes] = ["azure", "kubernetes"].map((name) =>
      join(here, "cdktf.out", "stacks", name),
    );
    writeFileSync(join(azure, ".terraform.lock.hcl"), "");

    // WHEN
    const { stdout } = run("synth.ts", [], { DELIVERY: "gitops" });

    // THEN
    expect(existsSync(kubernetes)).toBe(false);
    expect(existsSync(join(azure, ".terraform.lock.hcl"))).toBe(true);
    expect(stdout.trim().split("\n")).toEqual([
      join("cdktf.out", "stacks", "azure", "cdk.tf.json"),
      ...["kustomization.yaml", "service-account.yaml", "pods.yaml"].map((name) =>
        join("cdktf.out", "gitops", name),
      ),
    ]);
  });

  test.each<[string, string, string[], Record<string, string>]>([
    ["`output` of cdktf.json", "of-project", [], {}],
    ["CDKTF_OUTDIR before that", "of-environment", [], { CDKTF_OUTDIR: "of-environment" }],
    ["--output before both", "given", ["--output", "given"], { CDKTF_OUTDIR: "of-environment" }],
  ])("writes to %s", (_what, folder, args, env) => {
    project({ output: "of-project" });
    const { stdout } = run("synth.ts", args, env);
    expect(stdout.split("\n")[0]).toBe(join(folder, "stacks", "azure", "cdk.tf.json"));
    expect(readdirSync(here).sort()).toEqual(["cdktf.json", folder].sort());
  });

  test("gives the app the context of cdktf.json, and no value of a Terraform variable", () => {
    // GIVEN
    project({ context: { team: "orders" } });
    const cdktf = JSON.stringify(require.resolve("cdktf"));
    const env = preloaded(`
      const { App } = require(${cdktf});
      const { synth } = App.prototype;
      App.prototype.synth = function () {
        console.log(this.node.tryGetContext("team"), process.env.TF_VAR_keyvault_secret_value);
        return synth.call(this);
      };`);

    // WHEN
    const { stdout } = run("synth.ts", [], { ...env, TF_VAR_keyvault_secret_value: "s3cret" });

    // THEN
    expect(stdout.split("\n")[0]).toBe("orders undefined");
  });

  test.each<[string, string[], Record<string, string>, string]>([
    ["an option that it does not know", ["--hcl"], {}, "Unknown option '--hcl'\n"],
    [
      "a wrong setting",
      [],
      { ACCESS_CHECK: "maybe" },
      'Invalid settings:\n  ACCESS_CHECK="maybe": neither true nor false\n',
    ],
    [
      "a misspelt variable of Terraform, which would leave it at its default, and without its value",
      [],
      { TF_VAR_KEYVAULT_SECRET_VALUE: "hunter2" },
      "Invalid settings:\n  TF_VAR_KEYVAULT_SECRET_VALUE: not a variable of the app, did you mean TF_VAR_keyvault_secret_value?\n  What is another program's can be kept from the app: env -u TF_VAR_KEYVAULT_SECRET_VALUE npm run …\n",
    ],
  ])("fails with %s, and writes nothing", (_what, args, env, stderr) => {
    expect(run("synth.ts", args, env)).toEqual({ status: 1, stdout: "", stderr });
    expect(readdirSync(here)).toEqual(["cdktf.json"]);
  });

  test("writes no HCL, as `cdktf synth --hcl` asks for, since cdktf's lacks what its JSON has", () => {
    const { status, stdout, stderr } = run("synth.ts", [], { SYNTH_HCL_OUTPUT: "true" });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^\[azure\/group\] the app is to be written as HCL/);
  });
});

describe("npm run deploy, diff and destroy", () => {
  test("say what to use where the CLI cannot run", () => {
    // GIVEN a machine for which the CLI's terminal library has no binary
    const env = preloaded(`
      const Module = require("node:module");
      const load = Module._load;
      Module._load = (name, ...rest) => {
        if (name.endsWith(".node")) throw new Error("no binary");
        return load(name, ...rest);
      };`);

    // WHEN
    const { status, stdout, stderr } = run("cli.ts", ["deploy"], env);

    // THEN
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe(
      [
        "`npm run deploy` needs the cdktf CLI, whose terminal library does not load here.",
        `  got:     cdktf-cli 0.21.0, Node.js ${process.versions.node}, ${process.platform} ${process.arch}`,
        "  allowed: Linux with glibc, macOS or Windows, x64 or arm64",
        "  fix:     use Terraform itself on what `npm run synth` writes, or cdktn-cli: docs/deploy-without-cli.md shows both",
        "",
      ].join("\n"),
    );
  });

  test("install nothing that is compiled, by the lines that the page shows", () => {
    const [, lines] = /^```json\n(.*?)^```$/ms.exec(read("docs/deploy-without-cli.md")) ?? [];
    const { packages } = JSON.parse(read("package-lock.json"));
    expect(MANIFEST).toMatchObject(JSON.parse(lines));
    expect(packages["node_modules/@cdktf/node-pty-prebuilt-multiarch"].name).toBe(
      "@lydell/node-pty",
    );
    expect(Object.keys(packages)).not.toContainEqual(expect.stringMatching(/prebuild-install$/));
  });

  test("run a CLI that writes what npm run synth writes", () => {
    // WHEN
    const env = { IMAGE: "registry.example.com/app:1.0" };
    const [byCli, byApp] = ["cli", "app"].map((name) => join(here, name));
    expect(node([CLI, "synth", "--output", byCli], env, ROOT)).toMatchObject({ status: 0 });
    run("synth.ts", ["--output", byApp], env, ROOT);

    // THEN
    expect(filesIn(byApp)).toHaveProperty([join("stacks", "kubernetes", "cdk.tf.json")]);
    expect(filesIn(byCli)).toEqual(filesIn(byApp));
  });
});
