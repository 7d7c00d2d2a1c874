import { spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tutorial } from "../../main";
import {
  type AppliedStack,
  describeTerraform,
  openForApply,
  terraformBinary,
} from "../stand-in/terraform";

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "deploy-without-cli.md"), "utf8");
const [, SCRIPT] = /^```bash\n(.*?)^```$/ms.exec(PAGE) ?? [];

let here: string;
let providers: AppliedStack;

/** What the script does, with the stand-ins of both stacks. */
function stacks(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn("bash", ["stacks.sh", ...args], {
      cwd: here,
      env: { ...providers.env, TERRAFORM_BINARY_NAME: terraformBinary() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** The resources in the state of a stack. */
function resourcesOf(name: string): unknown[] {
  return JSON.parse(readFileSync(join(here, `terraform.${name}.tfstate`), "utf8")).resources;
}

/** Whose resources were created or deleted, one after the other. */
function providersOf(action: "create" | "delete"): string[] {
  const done = providers.applied.filter((change) => change.action === action);
  return done.map(({ typeName }) => typeName.split("_")[0]);
}

describeTerraform("the script that deploys without the CLI", () => {
  // GIVEN the script as the page has it, beside the synthesized tutorial
  beforeEach(async () => {
    here = mkdtempSync(join(tmpdir(), "stacks-"));
    writeFileSync(join(here, "stacks.sh"), SCRIPT);
    const outdir = join(here, "cdktf.out");
    const app = tutorial({}, { outdir });
    app.synth();
    const both = join(here, "both");
    mkdirSync(both);
    for (const { name, synthesizedStackPath } of Object.values(app.manifest.stacks)) {
      copyFileSync(join(outdir, synthesizedStackPath), join(both, `${name}.tf.json`));
    }
    providers = await openForApply(both, { applyMilliseconds: 5 });
  });

  afterEach(() => {
    providers.close();
    rmSync(here, { recursive: true });
  });

  test("applies every stack after those that it needs, and destroys them the other way round", async () => {
    // WHEN
    const applied = await stacks("apply", "-auto-approve", "-no-color");

    // THEN
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.output.match(/Resources: \d+ added/g)).toEqual([
      "Resources: 11 added",
      "Resources: 5 added",
    ]);
    const created = providersOf("create");
    expect(created.indexOf("kubernetes")).toBeGreaterThan(created.lastIndexOf("azurerm"));

    // THEN a plan has nothing to do, since the one stack finds the outputs of the other in its state
    expect(await stacks("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
    expect(resourcesOf("kubernetes")).not.toEqual([]);

    // WHEN
    const destroyed = await stacks("destroy", "-auto-approve");

    // THEN
    expect(destroyed).toMatchObject({ code: 0 });
    const deleted = providersOf("delete");
    expect(deleted).toHaveLength(created.length);
    expect(deleted.indexOf("azurerm")).toBeGreaterThan(deleted.lastIndexOf("kubernetes"));
    expect([...resourcesOf("azure"), ...resourcesOf("kubernetes")]).toEqual([]);
  });

  test("leaves a stack alone where one that it needs fails", async () => {
    // GIVEN
    const stack = join(here, "cdktf.out", "stacks", "azure", "cdk.tf.json");
    writeFileSync(stack, readFileSync(stack, "utf8").replace(">= 1.11", ">= 99"));

    // WHEN
    const { code, output } = await stacks("apply", "-auto-approve");

    // THEN
    expect(code).toBe(1);
    expect(output).toContain("Unsupported Terraform Core version");
    expect(existsSync(join(here, "terraform.kubernetes.tfstate"))).toBe(false);
    expect(providers.applied).toEqual([]);
  });

  test("does nothing where nothing was synthesized", async () => {
    rmSync(join(here, "cdktf.out"), { recursive: true });
    const { code, output } = await stacks("apply", "-auto-approve");
    expect(code).toBe(1);
    expect(output).toContain("Cannot find module './cdktf.out/manifest.json'");
  });
});
