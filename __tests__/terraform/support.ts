import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, LocalBackend } from "cdktf";
import { tutorial } from "../../main";
import { IDENTITY_OF_CREDENTIAL } from "../support/bindings";
import { TestStack } from "../support/synth";
import { runTerraform } from "../stand-in/binary";
import { Clusters } from "../stand-in/kubernetes/clusters";
import type { AppliedChange, StandInOptions } from "../stand-in/provider";
import {
  type AppliedStack,
  type CheckedStack,
  isOpenTofu,
  openForApply,
  openForChecks,
  type StackOptions,
  type TerraformResult,
} from "../stand-in/terraform";
import type { ObjectValue } from "../stand-in/wire";

/** Whether `replace_triggered_by` replaces for a resource that is created, too. */
export const TRIGGERS_WHEN_CREATED = isOpenTofu([1, 12]);

/** The arguments of a resource in a stack's JSON, to be edited. */
export type Arguments = Record<string, unknown>;

/** A plan as `terraform show -json` writes it, as far as the tests read it. */
export interface PlanJson {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[]; readonly after: ObjectValue | null };
  }[];
}

/** A folder laid out as `cdktf synth` leaves it, with the stacks that a test opened there. */
export class Workplace {
  private readonly root = mkdtempSync(join(tmpdir(), "workplace-"));
  private readonly opened: CheckedStack[] = [];
  /** The clusters that the stacks of the workplace share. */
  readonly clusters = new Clusters();

  /** Synthesizes the app of `main.ts`. */
  tutorial(env: Record<string, string> = {}): void {
    tutorial(env, { outdir: this.outdir }).synth();
  }

  /** Synthesizes stacks of a test's own. */
  synth(build: (app: App) => void): void {
    const app = new App({ outdir: this.outdir, stackTraces: false });
    build(app);
    app.synth();
  }

  /** Synthesizes one stack, `all`, whose state is beside it. */
  synthAll(build: (stack: TestStack) => void): void {
    this.synth((app) => {
      const stack = new TestStack(app, "all");
      new LocalBackend(stack, { path: join(this.folderOf("all"), "..", "all.tfstate") });
      build(stack);
    });
  }

  /** Opens a stack for plan, apply and destroy. Changes take a while, so that they can overlap. */
  async open(name: string, options: StackOptions & StandInOptions = {}): Promise<AppliedStack> {
    return this.initialised(
      await openForApply(this.folderOf(name), {
        ...{ applyMilliseconds: 25, clusters: this.clusters },
        ...options,
      }),
    );
  }

  /** Opens a stack for validate, with the real plugins where there are any. */
  async openForChecks(name: string): Promise<CheckedStack> {
    return this.initialised(await openForChecks(this.folderOf(name)), "-backend=false");
  }

  /** Puts `<name>.tftest.hcl` beside the stack's JSON, with the names that the installed bindings have. */
  addTests(name: string): void {
    const file = `${name}.tftest.hcl`;
    const text = readFileSync(join(__dirname, file), "utf8");
    const named = text.replace(/\bIDENTITY_OF_CREDENTIAL\b/g, IDENTITY_OF_CREDENTIAL);
    writeFileSync(join(this.folderOf(name), file), named);
  }

  /** Changes each resource of a type in the stack's JSON. */
  edit(name: string, typeName: string, change: (resource: Arguments) => void): void {
    const file = join(this.folderOf(name), "cdk.tf.json");
    const stack = JSON.parse(readFileSync(file, "utf8")) as {
      resource: Record<string, Record<string, Arguments>>;
    };
    Object.values(stack.resource[typeName]).forEach(change);
    writeFileSync(file, JSON.stringify(stack));
  }

  /** The text of the state file of a stack of the tutorial. */
  stateOf(name: string): string {
    return readFileSync(join(this.root, `terraform.${name}.tfstate`), "utf8");
  }

  /** Changes the state file of a stack of the tutorial, as another version of a provider had left it. */
  rewriteState(name: string, change: (state: unknown) => unknown): void {
    const file = join(this.root, `terraform.${name}.tfstate`);
    writeFileSync(file, JSON.stringify(change(JSON.parse(this.stateOf(name)))));
  }

  /** The text of every file in the workplace, by path. */
  files(): Record<string, string> {
    const entries = readdirSync(this.root, { recursive: true, encoding: "utf8" });
    const paths = entries.filter((path) => statSync(join(this.root, path)).isFile());
    return Object.fromEntries(
      paths.map((path) => [path, readFileSync(join(this.root, path), "utf8")]),
    );
  }

  folderOf(name: string): string {
    return join(this.outdir, "stacks", name);
  }

  /** Stops the providers and removes the folder. */
  close(): void {
    for (const stack of this.opened) stack.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  private get outdir(): string {
    return join(this.root, "cdktf.out");
  }

  private async initialised<T extends CheckedStack>(stack: T, ...args: string[]): Promise<T> {
    this.opened.push(stack);
    succeeded(await stack.init(...args));
    return stack;
  }
}

/** What terraform printed; throws all of it when it failed. */
export function succeeded({ code, stdout, stderr }: TerraformResult): string {
  if (code !== 0) throw new Error(`terraform exited with ${code}:\n${stdout}${stderr}`);
  return stdout;
}

/** Expects a plan without changes. */
export async function expectNoChanges(stack: AppliedStack): Promise<void> {
  const { code, stdout, stderr } = await stack.plan("-detailed-exitcode");
  if (code !== 0) throw new Error(`terraform plan exited with ${code}:\n${stdout}${stderr}`);
}

/** A plan, saved as `<file>` in the stack's folder and read back. */
export async function planOf(stack: AppliedStack, file = "next.plan"): Promise<PlanJson> {
  succeeded(await stack.plan(`-out=${file}`));
  return stack.show<PlanJson>(file);
}

/** What a plan does, by address: `{ "time_sleep.a": "create" }`. What stays as it is, is left out. */
export function actionsIn(plan: PlanJson): Record<string, string> {
  return Object.fromEntries(
    plan.resource_changes
      .map(({ address, change }) => [address, change.actions.join(" and ")])
      .filter(([, actions]) => actions !== "no-op"),
  );
}

/** The only change of this type and action whose attributes pass the test. */
export function changeOf(
  { applied }: Pick<AppliedStack, "applied">,
  action: AppliedChange["action"],
  typeName: string,
  isIt: (attributes: ObjectValue) => boolean = () => true,
): AppliedChange {
  const found = applied.filter(
    (change) => change.action === action && change.typeName === typeName && isIt(change.attributes),
  );
  if (found.length !== 1) throw new Error(`${found.length} ${typeName} instead of 1: ${action}`);
  return found[0];
}

/** Tells the wait among whose triggers is one that begins with this id. */
export function waitsFor(id: unknown): (attributes: ObjectValue) => boolean {
  return ({ triggers }) =>
    Object.values(triggers as ObjectValue).some((value) =>
      `${String(value)} `.startsWith(`${String(id)} `),
    );
}

/** Tells the role assignment of this role. */
export function hasRole(role: string): (attributes: ObjectValue) => boolean {
  return (attributes) => attributes.role_definition_name === role;
}

/** Expects that each change had finished before the next one started. */
export function expectInOrder(...changes: AppliedChange[]): void {
  changes.slice(1).forEach((later, index) => {
    const earlier = changes[index];
    if (earlier.finished < later.started) return;
    throw new Error(`${titleOf(later)} started before ${titleOf(earlier)} had finished`);
  });
}

/** What Terraform or OpenTofu has to do before other things, by address: `terraform graph`. */
export class Graph {
  static async of({ directory, env }: AppliedStack): Promise<Graph> {
    const dot = await runTerraform(["graph"], { directory, env, timeoutMilliseconds: 60_000 });
    // OpenTofu draws the nodes of its plan, `"[root] time_sleep.a (expand)"`, Terraform resources only.
    const nodes =
      /"(?:\[root\] )?([^"]+?)(?: \(expand\))?" -> "(?:\[root\] )?([^"]+?)(?: \(expand\))?"/g;
    return new Graph([...succeeded(dot).matchAll(nodes)]);
  }

  private constructor(private readonly edges: readonly RegExpMatchArray[]) {}

  /** The addresses of all that comes before a resource, by however many steps. */
  before(address: string): string[] {
    const found = new Set([address]);
    for (const later of found) {
      for (const [, from, to] of this.edges) if (from === later) found.add(to);
    }
    found.delete(address);
    if (found.size === 0) throw new Error(`nothing comes before ${address}`);
    return [...found];
  }
}

function titleOf({ action, typeName, name, id }: AppliedChange): string {
  return `${action} ${typeName} ${name || id}`;
}
