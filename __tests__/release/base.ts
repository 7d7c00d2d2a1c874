import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";

export const CHECKOUT = resolve(__dirname, "../..");

/** A package to compare with: a folder with `.jsii` and `package.json`. */
export interface Base {
  readonly folder: string;
  readonly version: string;
  /** A version that was never released may stay, whatever changes. */
  readonly released: boolean;
}

/** The version of the package in a folder. */
export function versionIn(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return (manifest as { version: string }).version;
}

/** A package that is unpacked already, as the tests have it. */
export function baseInFolder(folder: string): Base {
  return { folder, version: versionIn(folder), released: true };
}

/** The last release on npm; undefined when the registry says that there is none. */
export function lastRelease(name: string, scratch: string): Base | undefined {
  const options = { encoding: "utf8", cwd: scratch } as const;
  const { status, stdout } = spawnSync("npm", ["view", `${name}@latest`, "--json"], options);
  if (status !== 0 && /"code":\s*"E404"/.test(stdout)) return undefined;
  if (status !== 0) throw new Error(`npm does not say whether there is a release:\n${stdout}`);
  npm(scratch, "pack", "--silent", `${name}@latest`);
  return baseInFolder(unpack(scratch));
}

/** A commit, built and packed as a release would be. */
export function packedCommit(commit: string, scratch: string): Base {
  const revision = git("rev-parse", "--verify", `${commit}^{commit}`).trim();
  const sources = join(scratch, "sources");
  mkdirSync(sources);
  const archive = execFileSync("git", ["archive", "--format=tar", revision], {
    cwd: CHECKOUT,
    maxBuffer: 2 ** 30,
  });
  execFileSync("tar", ["-x", "-C", sources], { input: archive });
  linkModules(sources);
  npm(sources, "run", "--silent", "build");
  npm(scratch, "pack", "--silent", "--ignore-scripts", sources);
  const folder = unpack(scratch);
  const version = versionIn(folder);
  return { folder, version, released: git("tag", "--list", `v${version}`).trim() !== "" };
}

function unpack(scratch: string): string {
  const [tarball, ...others] = readdirSync(scratch).filter((name) => name.endsWith(".tgz"));
  if (!tarball || others.length > 0) throw new Error(`not one tarball in ${scratch}`);
  execFileSync("tar", ["-xzf", tarball], { cwd: scratch });
  const folder = join(scratch, "package");
  linkModules(folder);
  return folder;
}

/** The peers, whose assemblies jsii reads too. */
function linkModules(folder: string): void {
  symlinkSync(join(CHECKOUT, "node_modules"), join(folder, "node_modules"), "junction");
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: CHECKOUT, encoding: "utf8" });
}

function npm(cwd: string, ...args: string[]): void {
  execFileSync("npm", args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}
