import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const INSTALLED = resolve(__dirname, "../node_modules");
/** What the package for cdktn has a version of its own of, or does without. */
const REPLACED = /^(@cdktf|@cdktn|cdktf|cdktn|constructs|aks-workload-identity)$/;

/** A package that no registry gave. */
export class NotToBeHad extends Error {}

/** Gives sources the tools of this checkout, and the packages of a lane in place of those of cdktf. */
export function install(folder: string, packages: Readonly<Record<string, string>>): void {
  const modules = join(folder, "node_modules");
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(INSTALLED).filter((entry) => !REPLACED.test(entry))) {
    symlinkSync(join(INSTALLED, name), join(modules, name), "junction");
  }
  symlinkSync(join(folder, "cli"), join(modules, "aks-workload-identity"), "junction");
  const tarballs = mkdtempSync(join(tmpdir(), "tarballs-"));
  try {
    for (const [name, version] of Object.entries(packages)) {
      const target = join(modules, name);
      mkdirSync(target, { recursive: true });
      const packed = fromNpm(tarballs, name, version);
      const tarball = packed ?? fromPyPI(tarballs, name, version);
      console.log(`${name} ${version} from ${packed ? "npm" : "a wheel of PyPI"}`);
      execFileSync("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
      overridePeers(target, packages);
    }
  } finally {
    rmSync(tarballs, { recursive: true });
  }
}

/**
 * What `overrides` do for npm, and for jsii in the assembly: azurerm 4.81 was last bound for cdktn 0.23.
 */
function overridePeers(target: string, packages: Readonly<Record<string, string>>): void {
  for (const [file, key] of Object.entries({
    "package.json": "peerDependencies",
    ".jsii": "dependencies",
  })) {
    const path = join(target, file);
    if (!existsSync(path)) continue;
    const block = new RegExp(`"${key}": \\{[^}]*\\}`);
    const text = readFileSync(path, "utf8").replace(block, (found) =>
      found.replace(/"([^"]+)": "[\^>][^"]*"/g, (range, name: string) =>
        name in packages ? `"${name}": "${packages[name]}"` : range,
      ),
    );
    writeFileSync(path, text);
  }
}

function fromNpm(folder: string, name: string, version: string): string | undefined {
  const args = ["pack", "--silent", "--ignore-scripts", `${name}@${version}`];
  const { status, stdout } = spawnSync("npm", args, { cwd: folder, encoding: "utf8" });
  return status === 0 ? join(folder, stdout.trim()) : undefined;
}

/** The tarball inside the wheel that jsii makes of a package for Python. */
function fromPyPI(folder: string, name: string, version: string): string {
  const project = name.replace(/^@/, "").replace("/", "-");
  const wheels = mkdtempSync(join(folder, "wheel-"));
  const python = (...args: string[]) =>
    spawnSync("python3", args, { cwd: wheels, stdio: "ignore" }).status === 0;
  const got =
    python("-m", "pip", "download", "--quiet", "--no-deps", `${project}==${version}`) &&
    python("-m", "zipfile", "--extract", ...readdirSync(wheels).slice(0, 1), ".");
  const files = got ? readdirSync(wheels, { recursive: true, encoding: "utf8" }) : [];
  const tarball = files.find((file) => file.endsWith(".jsii.tgz"));
  if (tarball === undefined) throw new NotToBeHad(`${name} ${version}, on npm or on PyPI`);
  return join(wheels, tarball);
}
