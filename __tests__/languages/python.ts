import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../../package.json";
import { CHECKOUT } from "./programs";

/** The packages of PyPI with the providers' bindings, by those of npm. */
const BINDINGS = [
  ["@cdktf/provider-azurerm", "cdktf-cdktf-provider-azurerm"],
  ["@cdktf/provider-kubernetes", "cdktf-cdktf-provider-kubernetes"],
  ["@cdktf/provider-time", "cdktf-cdktf-provider-time"],
  ["cdktf", "cdktf"],
] as const;

/** What this machine lacks to install Python packages; undefined when it has all. */
export function missingForPython(): string | undefined {
  const python = (...args: string[]) => spawnSync("python3", args, { stdio: "ignore" }).status;
  if (python("-c", "import sys, venv, pip; assert sys.version_info >= (3, 9)") !== 0) {
    return "python3 of version 3.9 or later with venv and pip";
  }
  const folder = mkdtempSync(join(tmpdir(), "index-"));
  const got = python("-m", "pip", "download", "--no-deps", "--dest", folder, "publication");
  rmSync(folder, { recursive: true });
  return got === 0 ? undefined : "an index of Python packages";
}

/** An environment with the library as a Python package, and its dependencies. */
export class PythonEnvironment {
  constructor(private readonly folder: string) {
    const run = (command: string, ...args: string[]) =>
      execFileSync(command, args, { cwd: CHECKOUT, stdio: ["ignore", "ignore", "pipe"] });
    const packages = join(folder, "packages");
    run("npm", "run", "--silent", "package:python", "--", "--outdir", packages);
    run("python3", "-m", "venv", join(folder, "venv"));
    const [wheel] = readdirSync(join(packages, "python")).filter((file) => file.endsWith(".whl"));
    const pins = BINDINGS.map(([npm, pypi]) => `${pypi}==${manifest.devDependencies[npm]}`);
    run(this.bin("pip"), "install", "--quiet", join(packages, "python", wheel), ...pins);
  }

  /** The interpreter that has the library. */
  get python(): string {
    return this.bin("python");
  }

  /** Runs a program, and gives what it printed. */
  run(program: string, ...args: string[]): string {
    return execFileSync(this.python, [program, ...args], {
      cwd: process.cwd(),
      encoding: "utf8",
      env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: "20" },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  private bin(name: string): string {
    return join(this.folder, "venv", "bin", name);
  }
}
