import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

/** Write-only arguments, which keep secrets out of states, came with this version of both programs. */
const OLDEST = [1, 11] as const;

/** The terraform binary: `TERRAFORM_BINARY_NAME` as for cdktf, else `terraform` on the PATH. */
export function terraformBinary(): string | undefined {
  const name = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const folders = isAbsolute(name) ? [""] : (process.env.PATH ?? "").split(delimiter);
  return folders.map((folder) => (folder ? join(folder, name) : name)).find(isExecutable);
}

/** The program behind a binary: what it calls itself, and its version. */
interface Program {
  readonly name: "Terraform" | "OpenTofu";
  readonly version: readonly [major: number, minor: number];
}

const programs = new Map<string, Program | undefined>();

/** The program that the tests run, by what it prints for `version`; undefined for any other. */
function programOf(binary: string): Program | undefined {
  if (!programs.has(binary)) {
    const options = { env: quietEnvironment(), encoding: "utf8", timeout: 20_000 } as const;
    const { stdout } = spawnSync(binary, ["version"], options);
    const [, name, ...version] = /^(Terraform|OpenTofu) v(\d+)\.(\d+)/m.exec(stdout ?? "") ?? [];
    const [major, minor] = version.map(Number);
    programs.set(
      binary,
      name ? { name: name as Program["name"], version: [major, minor] } : undefined,
    );
  }
  return programs.get(binary);
}

function isSince({ version: [major, minor] }: Program, oldest: readonly [number, number]): boolean {
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Whether the tests run OpenTofu, of this version at least. */
export function isOpenTofu(since: readonly [major: number, minor: number] = [0, 0]): boolean {
  const binary = terraformBinary();
  const program = binary === undefined ? undefined : programOf(binary);
  return program?.name === "OpenTofu" && isSince(program, since);
}

/** The host of a provider whose source names none: each program has a registry of its own. */
export function registryHost(): string {
  return isOpenTofu() ? "registry.opentofu.org" : "registry.terraform.io";
}

/** What a Terraform-level test lacks on this machine, in words; undefined when it can run. */
export function missingForTerraform(): string | undefined {
  const name = process.env.TERRAFORM_BINARY_NAME || "terraform";
  const binary = terraformBinary();
  if (!binary) return `no executable "${name}" on the PATH (TERRAFORM_BINARY_NAME names another)`;
  const program = programOf(binary);
  if (!program) return "Terraform or OpenTofu (found one that tells no version)";
  if (isSince(program, OLDEST)) return undefined;
  return `${program.name} ${OLDEST.join(".")} or newer (found ${program.version.join(".")})`;
}

/** `describe`, or a visibly skipped block whose title says what is missing. */
export function describeTerraform(title: string, body: () => void): void {
  const missing = missingForTerraform();
  if (missing === undefined) {
    describe(title, body);
    return;
  }
  const skipped = `${title} [skipped, missing: ${missing}]`;
  // jest does not list the titles of a file in which every test is skipped.
  process.stderr.write(`SKIPPED ${skipped}\n`);
  describe.skip(skipped, body);
}

export interface TerraformResult {
  /** The exit code; null when the command had to be killed after its time. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The caller's environment without what would steer Terraform or reach a cloud or a cluster:
 * no settings of Terraform, no Azure login, no kubeconfig.
 */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(TF_|ARM_|AZURE_|KUBE)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
  };
}

export interface RunOptions {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMilliseconds: number;
}

/** Runs terraform without blocking: the providers it talks to may live in this very process. */
export function runTerraform(args: readonly string[], options: RunOptions) {
  const binary = terraformBinary();
  if (!binary) throw new Error(`terraform cannot run: ${missingForTerraform()}`);
  return new Promise<TerraformResult>((resolve, reject) => {
    const child = spawn(binary, args, {
      cwd: options.directory,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => (output[name] += text));
    }
    // Asked first, terraform still stops the plugins it started; a killed one leaves them behind.
    const { timeoutMilliseconds } = options;
    const timers = [
      setTimeout(() => child.kill("SIGTERM"), timeoutMilliseconds),
      setTimeout(() => child.kill("SIGKILL"), timeoutMilliseconds + 5_000),
    ];
    const stopTimers = () => timers.forEach((timer) => clearTimeout(timer));
    child.on("error", (error) => {
      stopTimers();
      reject(error);
    });
    child.on("close", (code) => {
      stopTimers();
      resolve({ code, ...output });
    });
  });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
