import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { tutorial } from "../../main";
import { synthExample } from "../scan/plans";
import { runTerraform, type TerraformResult } from "../stand-in/binary";
import { actionsIn, type Arguments, type PlanJson } from "../terraform/support";
import { unzip } from "../terraform/zip";
import type { Lab } from "./lab";
import { type Changes, prepareStacks, type Stack } from "./stacks";

/** What Terraform is given beside the stacks. */
export interface DeploymentOptions extends Changes {
  /** The value of each variable that is secret or has no default. */
  readonly secret?: string;
}

/** The longest that one command takes: a cluster with all its waits. */
const PATIENCE = 1_500_000;

/** An app that is deployed with the real providers, with states of its own. */
export class Deployment {
  readonly folder: string;
  /** All that Terraform printed. */
  printed = "";
  private stacks: readonly Stack[] = [];
  private readonly initialised = new Set<string>();

  constructor(
    private readonly lab: Lab,
    name: string,
    private readonly options: DeploymentOptions = {},
  ) {
    this.folder = join(lab.folder, name);
    mkdirSync(this.outdir, { recursive: true });
  }

  /** Synthesizes the app of `main.ts`. */
  tutorial(env: Record<string, string> = {}): void {
    tutorial(env, { outdir: this.outdir }).synth();
    this.prepare();
  }

  /** Synthesizes an example. */
  example(file: string): void {
    synthExample(this.folder, file);
    this.prepare();
  }

  /** Synthesizes stacks of a test's own. */
  synth(build: (app: App) => void): void {
    const app = new App({ outdir: this.outdir, stackTraces: false });
    build(app);
    app.synth();
    this.prepare();
  }

  /** Changes the stacks as they are synthesized, such as the version of a provider. */
  prepare(changes: Changes = {}): void {
    const states = join(this.folder, "states");
    mkdirSync(states, { recursive: true });
    this.stacks = prepareStacks(this.outdir, states, { ...this.options, ...changes });
    if (changes.versions) this.initialised.clear();
  }

  /** The names of the stacks in the order of their dependencies. */
  get names(): string[] {
    return this.stacks.map(({ name }) => name);
  }

  /** Applies stacks, all of them by default, and expects that the next plan of each is empty. */
  async apply(...names: string[]): Promise<void> {
    for (const name of names.length > 0 ? names : this.names) {
      await this.plan(name);
      await this.applyPlan(name);
      await this.expectNoChanges(name);
    }
  }

  /** Plans a stack, and returns what the plan does by address. What stays as it is, is left out. */
  async plan(name: string): Promise<Record<string, string>> {
    await this.init(name);
    await this.run(name, "plan", "-out=next.plan");
    const { stdout } = await this.run(name, "show", "-json", "next.plan");
    return actionsIn(JSON.parse(stdout) as PlanJson);
  }

  /** Applies what was planned last. */
  async applyPlan(name: string): Promise<void> {
    await this.run(name, "apply", "next.plan");
  }

  /** Expects a plan without changes. */
  async expectNoChanges(name: string): Promise<void> {
    await this.run(name, "plan", "-detailed-exitcode");
  }

  /** Destroys all stacks that were applied, the last one first. */
  async destroy(): Promise<void> {
    for (const { name } of [...this.stacks].reverse()) {
      if (this.initialised.has(name)) await this.run(name, "destroy", "-auto-approve");
    }
  }

  /** The value of an output. */
  async output<T = string>(name: string, output: string): Promise<T> {
    return JSON.parse((await this.run(name, "output", "-json", output)).stdout) as T;
  }

  /** The files in which a text is: synthesized stacks, states, plans, and what was logged of requests. */
  filesWith(text: string): string[] {
    return [this.folder, join(this.lab.folder, "sim")].flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: "utf8" })
        .map((path) => join(root, path))
        .filter((path) => !path.includes(".terraform/") && statSync(path).isFile())
        .filter((path) => contentsOf(path).includes(text)),
    );
  }

  get outdir(): string {
    return join(this.folder, "cdktf.out");
  }

  private stackOf(name: string): Stack {
    const stack = this.stacks.find((one) => one.name === name);
    if (!stack) throw new Error(`no stack ${name} among ${this.names.join(", ")}`);
    return stack;
  }

  private async init(name: string): Promise<void> {
    if (this.initialised.has(name)) return;
    await this.run(name, "init", "-upgrade");
    this.initialised.add(name);
  }

  /** Changes each resource of a type in a stack's JSON. */
  edit(name: string, type: string, change: (resource: Arguments) => void): void {
    const file = join(this.stackOf(name).folder, "cdk.tf.json");
    const stack = JSON.parse(readFileSync(file, "utf8")) as {
      resource: Record<string, Record<string, Arguments>>;
    };
    Object.values(stack.resource[type]).forEach(change);
    writeFileSync(file, JSON.stringify(stack));
  }

  /** Changes a text that is known at synth, such as the id of whoever applies. */
  replace(name: string, text: string, by: string): void {
    const file = join(this.stackOf(name).folder, "cdk.tf.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(text, by));
  }

  /** Runs a command in a stack and prints a line of it; throws all that it said when it failed. */
  async run(name: string, command: string, ...args: string[]): Promise<TerraformResult> {
    const stack = this.stackOf(name);
    const given = stack.variables.map((one) => [`TF_VAR_${one}`, this.options.secret ?? "any"]);
    const started = Date.now();
    const result = await runTerraform([command, ...args], {
      directory: stack.folder,
      env: { ...this.lab.env, TF_CLI_ARGS: "-no-color", ...Object.fromEntries(given) },
      timeoutMilliseconds: PATIENCE,
    });
    const said = result.stdout + result.stderr;
    if (command !== "show" && command !== "output") {
      this.printed += said;
      const took = ((Date.now() - started) / 1_000).toFixed(1);
      const line = [
        name.padEnd(24),
        command.padEnd(8),
        `rc ${result.code}`,
        `${took} s`.padStart(9),
      ];
      process.stdout.write(`${line.join(" ")}  ${summaryOf(said)}\n`);
    }
    if (result.code !== 0) throw new Error(`terraform ${command} of ${name} failed:\n${said}`);
    return result;
  }
}

/** The last of what Terraform says in one line of a plan, an apply or an error. */
function summaryOf(said: string): string {
  return said.match(/Plan: .*|No changes|(Apply|Destroy) complete! .*|Error: .*/g)?.at(-1) ?? "";
}

/** A file as text; of a saved plan what is in it. */
function contentsOf(path: string): string {
  const bytes = readFileSync(path);
  const isPlan = bytes.subarray(0, 2).toString() === "PK";
  return isPlan ? Object.values(unzip(bytes)).join("\n") : bytes.toString();
}
