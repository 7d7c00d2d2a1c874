import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TerraformResult, quietEnvironment, runTerraform } from "./binary";
import { Clusters } from "./kubernetes/clusters";
import { AppliedChange, StandInOptions, StandInProvider } from "./provider";
import { TypeNames, providersInUse, schemasOf } from "./stack-file";

export { describeTerraform, isOpenTofu, missingForTerraform, terraformBinary } from "./binary";
export type { TerraformResult } from "./binary";

export interface StackOptions {
  /** Values of Terraform variables, passed through the environment. */
  readonly variables?: { readonly [name: string]: string };
  /** Types that the folder no longer declares but that its state still holds. */
  readonly also?: Partial<TypeNames>;
  /** How long one command may take before it is stopped. */
  readonly timeoutMilliseconds?: number;
}

/** Commands that never touch a real object, with real plugins or with stand-ins. */
export class CheckedStack {
  constructor(
    readonly directory: string,
    /** Which plugins answer, and why. */
    readonly plugins: { readonly used: "real" | "stand-in"; readonly because: string },
    readonly providers: readonly StandInProvider[],
    private readonly options: StackOptions,
  ) {}

  init(...args: string[]): Promise<TerraformResult> {
    return this.run("init", ...args);
  }

  validate(...args: string[]): Promise<TerraformResult> {
    return this.run("validate", ...args);
  }

  /** Runs the `*.tftest.hcl` files; they must mock their providers. */
  test(...args: string[]): Promise<TerraformResult> {
    return this.run("test", ...args);
  }

  /** Stops the providers; the folder stays. */
  close(): void {
    for (const provider of this.providers) provider.stop();
  }

  /** The environment of every command, for a test that starts terraform in its own way. */
  get env(): NodeJS.ProcessEnv {
    return environmentFor(this.plugins.used, this.providers, this.options);
  }

  protected run(command: string, ...args: string[]): Promise<TerraformResult> {
    return runTerraform([command, "-no-color", ...args], {
      directory: this.directory,
      env: this.env,
      timeoutMilliseconds: this.options.timeoutMilliseconds ?? 120_000,
    });
  }
}

/** All commands, with stand-ins only: nothing it applies exists anywhere. */
export class AppliedStack extends CheckedStack {
  constructor(
    directory: string,
    providers: readonly StandInProvider[],
    options: StackOptions,
    /** What runs in the clusters that the stack reaches, and which pods they did not let in. */
    readonly clusters: Clusters,
  ) {
    const plugins = { used: "stand-in", because: "an apply must reach nothing real" } as const;
    super(directory, plugins, providers, options);
  }

  plan(...args: string[]): Promise<TerraformResult> {
    return this.run("plan", ...args);
  }

  apply(...args: string[]): Promise<TerraformResult> {
    return this.run("apply", "-auto-approve", ...args);
  }

  destroy(...args: string[]): Promise<TerraformResult> {
    return this.run("destroy", "-auto-approve", ...args);
  }

  /** The state, or a saved plan, as JSON. */
  async show<T = unknown>(planFile?: string): Promise<T> {
    const { code, stdout, stderr } = await this.run(
      "show",
      "-json",
      ...(planFile ? [planFile] : []),
    );
    if (code !== 0) throw new Error(`terraform show failed: ${stderr}`);
    return JSON.parse(stdout) as T;
  }

  /** What was applied so far through all providers, in the order of completion. */
  get applied(): readonly AppliedChange[] {
    const all = this.providers.flatMap((provider) => provider.applied);
    return [...all].sort((a, b) => a.finished - b.finished);
  }
}

/** Opens a stack for plan, apply and destroy against stand-ins, whatever plugins exist here. */
export async function openForApply(
  directory: string,
  options: StackOptions & StandInOptions = {},
): Promise<AppliedStack> {
  const { clusters = new Clusters() } = options;
  const providers = await startProviders(directory, { ...options, clusters });
  return new AppliedStack(directory, providers, options, clusters);
}

/**
 * Opens a stack for validate and test: with the real plugins when `terraform init` gets them here,
 * else with stand-ins. `TERRAFORM_STAND_IN=1` skips the attempt.
 */
export async function openForChecks(
  directory: string,
  options: StackOptions = {},
): Promise<CheckedStack> {
  const refusal = await whyNotReal(directory, options);
  if (refusal === undefined) {
    const plugins = { used: "real", because: "terraform init installed them" } as const;
    return new CheckedStack(directory, plugins, [], options);
  }
  const plugins = { used: "stand-in", because: refusal } as const;
  return new CheckedStack(directory, plugins, await startProviders(directory, options), options);
}

// Refusals by set of providers: an attempt is slow where packets are dropped.
const refusals = new Map<string, string>();

async function whyNotReal(directory: string, options: StackOptions): Promise<string | undefined> {
  if (process.env.TERRAFORM_STAND_IN === "1") return "TERRAFORM_STAND_IN=1 asks for them";
  const key = providersInUse(directory, options.also)
    .map(({ address }) => address)
    .join(" ");
  const known = refusals.get(key);
  if (known !== undefined) return known;
  const leftovers = [".terraform", ".terraform.lock.hcl"]
    .map((name) => join(directory, name))
    .filter((path) => !existsSync(path));
  const { code, stderr } = await runTerraform(["init", "-no-color", "-backend=false"], {
    directory,
    env: environmentFor("real", [], options),
    timeoutMilliseconds: Number(process.env.TERRAFORM_INIT_TIMEOUT_MS ?? 20_000),
  });
  if (code === 0) return undefined;
  for (const path of leftovers) rmSync(path, { recursive: true, force: true });
  const reason = /Error: (.*)/.exec(stderr)?.[1] ?? "no answer in time";
  const refusal = `terraform init got no real plugins (${reason})`;
  refusals.set(key, refusal);
  return refusal;
}

async function startProviders(
  directory: string,
  options: StackOptions & StandInOptions,
): Promise<StandInProvider[]> {
  const inUse = providersInUse(directory, options.also);
  return Promise.all(
    inUse.map((provider) => StandInProvider.start(provider.address, schemasOf(provider), options)),
  );
}

function environmentFor(
  used: "real" | "stand-in",
  providers: readonly StandInProvider[],
  { variables = {} }: StackOptions,
): NodeJS.ProcessEnv {
  const env = quietEnvironment();
  for (const [name, value] of Object.entries(variables)) env[`TF_VAR_${name}`] = value;
  if (used === "real") return { ...env, ...mirrorSettings(), ...NO_LOGIN };
  const running = providers.map(({ address, reattachment }) => [address, reattachment]);
  return { ...env, TF_REATTACH_PROVIDERS: JSON.stringify(Object.fromEntries(running)) };
}

// Real plugins may come from a mirror or cache that only the caller's settings know.
function mirrorSettings(): NodeJS.ProcessEnv {
  const { TF_CLI_CONFIG_FILE: file, TF_PLUGIN_CACHE_DIR: cache } = process.env;
  return {
    ...(file && existsSync(file) && { TF_CLI_CONFIG_FILE: file }),
    ...(cache && { TF_PLUGIN_CACHE_DIR: cache }),
  };
}

// A test that forgot a mock must fail, not find the developer's own session.
const NO_LOGIN = { ARM_USE_CLI: "false", ARM_USE_MSI: "false", ARM_USE_OIDC: "false" };
