import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { argumentsOf } from "../../app/cli";
import { providerMirror } from "../../app/mirror";
import { checkTerraform } from "../../app/terraform";
import { messageOf } from "../support/synth";

const ROOT = join(__dirname, "..", "..");
const TSX = require.resolve("tsx/cjs");
const MANIFEST = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

let here: string;

beforeEach(() => (here = mkdtempSync(join(tmpdir(), "cli-"))));
afterEach(() => rmSync(here, { recursive: true }));

/** A program that stands in for Terraform, and notes how it is called. */
function program(name: string, script: string): string {
  const file = join(here, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** Runs `npm run <command>` in the project's folder, with outputs of its own. */
function run(command: string, args: string[], env: Record<string, string> = {}) {
  const cli = join(ROOT, "app", "cli.ts");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--require", TSX, cli, command, ...args],
    {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, HOME: here, TF_CLI_CONFIG_FILE: "", ...env },
    },
  );
  return { status, stdout, stderr };
}

const NEEDED = (got: string) =>
  [
    "`npm run deploy` needs Terraform or OpenTofu.",
    `  got:     ${got}`,
    "  allowed: version 1.11 or later",
    "  fix:     install it (https://developer.hashicorp.com/terraform/install), or name another program: TERRAFORM_BINARY_NAME=tofu",
  ].join("\n");

test.each(["diff", "deploy", "destroy"])(
  "npm run %s is a look at what it needs, and the CLI",
  (name) => {
    expect(MANIFEST.scripts[name]).toBe(`node --require tsx/cjs app/cli.ts ${name}`);
  },
);

describe("Terraform is looked for before the CLI, which does not say what it misses", () => {
  const answer = (binary: string) => messageOf(() => checkTerraform("deploy", binary));
  const version = (text: string) => program("terraform", `echo '{"terraform_version": "${text}"}'`);

  test("fails when it is not on the PATH", () => {
    expect(answer("terraform-of-nobody")).toBe(
      NEEDED("no program `terraform-of-nobody` on the PATH"),
    );
  });

  test("fails when there is nothing at its path", () => {
    const path = join(here, "terraform");
    expect(answer(path)).toBe(NEEDED(`no program \`${path}\``));
  });

  test("fails when it is no program", () => {
    const path = program("terraform", "");
    chmodSync(path, 0o644);
    expect(answer(path)).toBe(NEEDED(`\`${path}\`, which cannot be started: EACCES`));
  });

  test("fails when it does not run, with its own first words", () => {
    const path = program("terraform", "printf '╷\\n│ Error: no version is chosen\\n' >&2; exit 3");
    expect(answer(path)).toBe(
      NEEDED(`\`${path} version\`, which ends with 3: Error: no version is chosen`),
    );
  });

  test.each(["1.10.5", "1.9.8", "0.15.0"])("fails when it is version %s", (text) => {
    const path = version(text);
    expect(answer(path)).toBe(NEEDED(`\`${path}\` ${text}`));
  });

  test.each(["1.11.0", "1.14.2", "1.12.0-beta1", "2.0.0"])("takes version %s", (text) => {
    expect(() => checkTerraform("deploy", version(text))).not.toThrow();
  });

  test("takes a wrapper that says no version", () => {
    expect(() => checkTerraform("deploy", program("wrapper", "echo hello"))).not.toThrow();
  });

  test("the program of TERRAFORM_BINARY_NAME is looked at, and terraform without it", () => {
    const PATH = [here, dirname(process.execPath)].join(delimiter);
    const path = join(here, "tofu");
    expect(run("deploy", [], { TERRAFORM_BINARY_NAME: path })).toEqual({
      status: 1,
      stdout: "",
      stderr: `${NEEDED(`no program \`${path}\``)}\n`,
    });
    const { stderr } = run("deploy", [], { PATH, TERRAFORM_BINARY_NAME: "" });
    expect(stderr).toBe(`${NEEDED("no program `terraform` on the PATH")}\n`);
  });
});

test("wrong settings are told before anything is started", () => {
  expect(run("destroy", [], { CLUSTER_NAM: "x" })).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "Invalid settings:\n  CLUSTER_NAM: not a variable of the app, did you mean CLUSTER_NAME?\n  What is another program's can be kept from the app: env -u CLUSTER_NAM npm run …\n",
  });
});

describe("the arguments of the CLI", () => {
  test.each<[string, string[], string[]]>([
    ["deploy", [], ["deploy", "*"]],
    ["destroy", ["--auto-approve"], ["destroy", "*", "--auto-approve"]],
    ["deploy", ["--parallelism", "2"], ["deploy", "*", "--parallelism", "2"]],
    ["deploy", ["--var-file=a.tfvars"], ["deploy", "*", "--var-file=a.tfvars"]],
    ["destroy", ["kubernetes"], ["destroy", "kubernetes"]],
    ["destroy", ["--auto-approve", "kubernetes"], ["destroy", "--auto-approve", "kubernetes"]],
    ["diff", ["azure"], ["diff", "azure"]],
    ["diff", [], ["diff"]],
  ])("%s %j: all stacks only where none is named", (command, given, expected) => {
    expect(argumentsOf(command, given, false)).toEqual(expected);
  });

  test("have no lock that only a registry can give, where a mirror gives the providers", () => {
    expect(argumentsOf("deploy", [], true)).toEqual(["deploy", "*", "--skip-provider-lock"]);
    const given = ["azure", "--no-skip-provider-lock"];
    expect(argumentsOf("diff", given, true)).toEqual(["diff", ...given]);
  });
});

describe("a mirror of providers", () => {
  const config = (text: string, name = ".terraformrc") => {
    const file = join(here, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const installation = (method: string) => `provider_installation {\n  ${method} {\n  }\n}\n`;
  const found = (env: Record<string, string> = {}) =>
    providerMirror({ HOME: here, XDG_DATA_DIRS: here, ...env });

  test.each(["filesystem_mirror", "network_mirror"])("is a %s of the configuration", (method) => {
    const file = config(installation(method));
    expect(found()).toBe(`the mirror in ${file}`);
  });

  test("is looked for where TF_CLI_CONFIG_FILE says, and there alone", () => {
    config(installation("filesystem_mirror"));
    const other = config("disable_checkpoint = true\n", "other.tfrc");
    expect(found({ TF_CLI_CONFIG_FILE: other })).toBeUndefined();
    config(JSON.stringify({ provider_installation: { network_mirror: {} } }), "other.tfrc");
    expect(found({ TF_CLI_CONFIG_FILE: other })).toBe(`the mirror in ${other}`);
  });

  test.each([".terraform.d/company.tfrc", ".tofurc", ".config/opentofu/tofurc"])(
    "is in %s as well",
    (name) => {
      const file = config(installation("network_mirror"), name);
      expect(found()).toBe(`the mirror in ${file}`);
    },
  );

  test("is none where the configuration has another method, or a comment alone", () => {
    expect(found()).toBeUndefined();
    config(`${installation("direct")}# filesystem_mirror {\n/*\nnetwork_mirror {\n*/`);
    expect(found()).toBeUndefined();
    expect(found({ TF_CLI_CONFIG_FILE: join(here, "gone.tfrc") })).toBeUndefined();
  });

  test("is a folder that Terraform looks into by itself, if the provider is there", () => {
    const folder = join(here, "terraform", "plugins", "registry.terraform.io", "hashicorp");
    mkdirSync(join(folder, "time"), { recursive: true });
    expect(found()).toBeUndefined();
    mkdirSync(join(folder, "azurerm"));
    if (process.platform === "linux") expect(found()).toBe(join(folder, "azurerm"));
  });
});

test("a stack that is named is destroyed alone", () => {
  // GIVEN
  const calls = join(here, "calls");
  const TERRAFORM_BINARY_NAME = program(
    "terraform",
    `echo "$(basename "$PWD") $1 $2" >> ${calls}; case $1 in version) echo '{"terraform_version":"1.11.4"}';; output) echo '{}';; esac`,
  );
  const CDKTF_OUTDIR = join(here, "cdktf.out");
  const config = join(here, "mirror.tfrc");
  writeFileSync(config, "provider_installation {\n  network_mirror {}\n}\n");

  // WHEN
  const env = { TERRAFORM_BINARY_NAME, TF_CLI_CONFIG_FILE: config };
  const args = ["kubernetes", "--auto-approve", "--output", CDKTF_OUTDIR];
  const { status, stderr } = run("destroy", args, env);

  // THEN
  expect(status).toBe(0);
  expect(stderr).toContain(
    `Providers come from the mirror in ${config}: --skip-provider-lock is added.\n`,
  );
  const stacks = readFileSync(calls, "utf8")
    .split("\n")
    .filter((line) => /^(azure|kubernetes) /.test(line));
  expect(stacks).toEqual(["kubernetes init ", "kubernetes destroy -auto-approve"]);
});
