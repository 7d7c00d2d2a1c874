import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planTutorial } from "../cli/support/plans";
import { openForApply } from "../stand-in/terraform";

const EXAMPLES = join(__dirname, "..", "..", "examples");

/** The plans that create the tutorial and the production example, by name, made over stand-ins. */
export async function plansToScan(): Promise<Map<string, string>> {
  const tutorial = await planTutorial();
  const plans = new Map<string, string>();
  for (const stack of ["azure", "kubernetes"]) {
    plans.set(`tutorial-${stack}`, tutorial.get(`tutorial-first-${stack}`) ?? "");
  }
  const root = mkdtempSync(join(tmpdir(), "production-"));
  try {
    synthExample(root);
    for (const stack of ["platform", "workloads"]) {
      plans.set(`production-${stack}`, await planAndApply(folderOf(root, stack)));
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return plans;
}

/** Where the example's stack is below a folder, as `cdktf synth` lays it out. */
export const folderOf = (root: string, stack: string) => join(root, "cdktf.out", "stacks", stack);

/** Runs an example, which synthesizes its stacks. */
export function synthExample(root: string, example = "production-cluster.ts"): void {
  const file = join(EXAMPLES, example);
  process.env.CDKTF_OUTDIR = join(root, "cdktf.out");
  mkdirSync(process.env.CDKTF_OUTDIR, { recursive: true });
  try {
    delete require.cache[file];
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require(file);
  } finally {
    delete process.env.CDKTF_OUTDIR;
  }
}

async function planAndApply(folder: string): Promise<string> {
  const stack = await openForApply(folder, {
    variables: { vault_db_password_value: "only for the apply" },
  });
  try {
    for (const run of [() => stack.init(), () => stack.plan("-out=scan.plan")]) await must(run());
    const shown = JSON.stringify(await stack.show("scan.plan"));
    await must(stack.apply("scan.plan"));
    return shown;
  } finally {
    stack.close();
  }
}

async function must(run: Promise<{ code: number | null; stderr: string }>): Promise<void> {
  const { code, stderr } = await run;
  if (code !== 0) throw new Error(stderr);
}
