import { execSync } from "node:child_process";
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** The tests that read lib/ and .jsii. */
const READERS = ["__tests__/api.test.ts", "__tests__/package.test.ts"];

/** What the tests read of jest's configuration. */
interface GlobalConfig {
  readonly rootDir: string;
  readonly testPathPattern: string;
}

/**
 * Builds lib/ and .jsii once, before jest starts its workers, when a test is to run that reads them
 * and a source is younger. What an earlier build left in lib/ is removed: it would be packed.
 */
export default function build({ rootDir, testPathPattern }: GlobalConfig): void {
  const pattern = new RegExp(testPathPattern, "i");
  if (!READERS.some((file) => pattern.test(join(rootDir, file)))) return;
  const sources = ["package.json", "README.md", "constructs"].map((name) => join(rootDir, name));
  const outputs = [".jsii", "lib/index.js", "lib/index.d.ts"].map((name) => join(rootDir, name));
  if (Math.max(...sources.map(youngest)) < Math.min(...outputs.map(age))) return;
  rmSync(join(rootDir, "lib"), { recursive: true, force: true });
  execSync("npm run --silent build", { cwd: rootDir, stdio: "inherit" });
}

/** When a file was written; 0 for none. */
function age(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When anything in a folder was last written, added or removed. */
function youngest(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return age(path);
  return Math.max(age(path), ...readdirSync(path).map((name) => youngest(join(path, name))));
}
