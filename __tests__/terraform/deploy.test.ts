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

const ROOT = join(__dirname, "..", "..");
const PAGE = readFileSync(join(ROOT, "docs", "deploy-without-cli.md"), "utf8");
const [, SCRIPT] = /^```bash\n(.*?)^```$/ms.exec(PAGE) ?? [];

let here: string;
let providers: AppliedStack;

// GIVEN the synthesized tutorial, and stand-ins that serve both stacks
beforeEach(async () => {
  here = mkdtempSync(join(tmpdir(), "deploy-"));
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

interface Result {
  readonly code: number | null;
  readonly output: string;
}

function run(command: string, args: readonly string[], cwd: string): Promise<Result> {
  return new Promise((resolve) => {
    const env = {
      ...providers.env,
      TERRAFORM_BINARY_NAME: terraformBinary(),
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    };
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** The script as the page has it. */
function stacks(...args: string[]): Promise<Result> {
  writeFileSync(join(here, "stacks.sh"), SCRIPT);
  return run("bash", ["stacks.sh", ...args], here);
}

/** A script of package.json, which calls the CLI. The CLI would lock the providers with the registry. */
function npmRun(name: string, ...args: string[]): Promise<Result> {
  const output = ["--output", join(here, "cdktf.out")];
  return run("npm", ["run", name, "--", ...args, ...output, "--skip-provider-lock"], ROOT);
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

const WAYS = [
  {
    way: "the npm scripts",
    deploy: () => npmRun("deploy", "--auto-approve"),
    planOfLast: () => npmRun("diff", "kubernetes"),
    destroy: () => npmRun("destroy", "--auto-approve"),
  },
  {
    way: "the script that does without the CLI",
    deploy: () => stacks("apply", "-auto-approve"),
    planOfLast: () => stacks("plan"),
    destroy: () => stacks("destroy", "-auto-approve"),
  },
];

describeTerraform("deploying the tutorial", () => {
  test.each(WAYS)(
    "with $way: every stack after those that it needs, and destroyed the other way round",
    async ({ deploy, planOfLast, destroy }) => {
      // WHEN
      expect(await deploy()).toMatchObject({ code: 0 });

      // THEN
      const created = providersOf("create");
      expect(created.indexOf("kubernetes")).toBeGreaterThan(created.lastIndexOf("azurerm"));
      expect(resourcesOf("azure")).not.toEqual([]);
      expect(resourcesOf("kubernetes")).not.toEqual([]);

      // THEN the one stack finds the outputs of the other in its state
      const planned = await planOfLast();
      expect(planned).toMatchObject({ code: 0 });
      expect(planned.output).toContain("no changes are needed");

      // WHEN
      expect(await destroy()).toMatchObject({ code: 0 });

      // THEN
      const deleted = providersOf("delete");
      expect(deleted).toHaveLength(created.length);
      expect(deleted.indexOf("azurerm")).toBeGreaterThan(deleted.lastIndexOf("kubernetes"));
      expect([...resourcesOf("azure"), ...resourcesOf("kubernetes")]).toEqual([]);
    },
  );

  test("by the one way leaves nothing to do for the other", async () => {
    expect(await npmRun("deploy", "--auto-approve")).toMatchObject({ code: 0 });
    expect(await stacks("plan", "-detailed-exitcode")).toMatchObject({ code: 0 });
  });

  test("with the script leaves a stack alone where one that it needs fails", async () => {
    // GIVEN
    const stack = join(here, "cdktf.out", "stacks", "azure", "cdk.tf.json");
    writeFileSync(stack, readFileSync(stack, "utf8").replace(">= 1.11", ">= 99"));

    // WHEN
    const { code, output } = await stacks("apply", "-auto-approve");

    // THEN
    expect(code).toBe(1);
    expect(output).toMatch(/Unsupported (Terraform|OpenTofu) Core version/);
    expect(existsSync(join(here, "terraform.kubernetes.tfstate"))).toBe(false);
    expect(providers.applied).toEqual([]);
  });

  test("with the script fails where nothing was synthesized", async () => {
    rmSync(join(here, "cdktf.out"), { recursive: true });
    const { code, output } = await stacks("apply", "-auto-approve");
    expect(code).toBe(1);
    expect(output).toContain("Cannot find module './cdktf.out/manifest.json'");
  });
});
