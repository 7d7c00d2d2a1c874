import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tutorial } from "../../../main";
import { openForApply } from "../../stand-in/terraform";
import { BASE, type BaseStack } from "./base-stack";
import { CASES } from "./cases";

/** Where the plans are kept that the tests read. */
export const PLANS = join(__dirname, "..", "fixtures", "plans");

/** Plans the cases with a real Terraform and stand-in providers: name and JSON, as Terraform writes it. */
export async function planCases(): Promise<Map<string, string>> {
  const directory = mkdtempSync(join(tmpdir(), "stack-"));
  const plans = new Map<string, string>();
  const write = (stack: BaseStack) =>
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(stack, null, 2));
  write(BASE);
  const stack = await openForApply(directory, {
    variables: { password: "only for the apply" },
    also: { resources: CASES.flatMap(({ after }) => Object.keys(after.resource)) },
    existing: { namespaces: ["shop"] },
  });
  try {
    await must(stack.init());
    await must(stack.apply());
    for (const { name, after } of CASES) {
      write(after);
      await must(stack.plan(`-out=${name}.plan`));
      plans.set(name, settled(await stack.show(`${name}.plan`)));
    }
  } finally {
    stack.close();
    rmSync(directory, { recursive: true, force: true });
  }
  return plans;
}

/** Plans the tutorial's stacks: the first deployment, and one that replaces the cluster. */
export async function planTutorial(): Promise<Map<string, string>> {
  const root = mkdtempSync(join(tmpdir(), "app-"));
  const plans = new Map<string, string>();
  const folder = (name: string) => join(root, "cdktf.out", "stacks", name);
  const synth = (env: Record<string, string>) =>
    tutorial(
      { KEYVAULT_NAME: "tutorial-vault", ...env },
      { outdir: join(root, "cdktf.out") },
    ).synth();
  const planOf = async (name: string, apply: boolean) => {
    const stack = await openForApply(folder(name));
    try {
      await must(stack.init());
      await must(stack.plan("-out=plan"));
      const shown = settled(await stack.show("plan"));
      if (apply) await must(stack.apply());
      return shown;
    } finally {
      stack.close();
    }
  };
  try {
    synth({});
    for (const name of ["azure", "kubernetes"]) {
      plans.set(`tutorial-first-${name}`, await planOf(name, true));
    }
    synth({ LOCATION: "westeurope" });
    plans.set("tutorial-moved-azure", await planOf("azure", false));
    plans.set("tutorial-moved-kubernetes", await planOf("kubernetes", false));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return plans;
}

async function must(
  run: Promise<{ code: number | null; stdout: string; stderr: string }>,
): Promise<void> {
  const { code, stderr } = await run;
  if (code !== 0) throw new Error(stderr);
}

interface ShownPlan {
  timestamp?: string;
  readonly relevant_attributes?: object[];
  readonly resource_changes?: {
    readonly type: string;
    readonly change: { readonly before: { readonly id?: string } | null };
  }[];
}

/** What differs from run to run: when Terraform planned, the order of one list, ids that it draws itself. */
function settled(plan: ShownPlan): string {
  plan.timestamp = "2026-01-01T00:00:00Z";
  plan.relevant_attributes?.sort((one, other) =>
    JSON.stringify(one) < JSON.stringify(other) ? -1 : 1,
  );
  const drawn = (plan.resource_changes ?? [])
    .filter(({ type }) => type === "terraform_data")
    .flatMap(({ change }) => change.before?.id ?? []);
  return drawn.reduce(
    (text, id, index) => text.replaceAll(id, `00000000-0000-4000-8000-00000000000${index}`),
    JSON.stringify(plan),
  );
}

/** The file of a plan. */
export function planFile(name: string): string {
  return join(PLANS, `${name}.json`);
}

/** Keeps a plan, or tells what is kept. */
export function keep(name: string, content: string): void {
  mkdirSync(PLANS, { recursive: true });
  writeFileSync(planFile(name), `${content}\n`);
}

export function kept(name: string): string | undefined {
  return existsSync(planFile(name)) ? readFileSync(planFile(name), "utf8").trim() : undefined;
}
