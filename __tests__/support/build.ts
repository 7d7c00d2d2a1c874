import { execSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The tests that read lib/ and .jsii; those that run the compiled tool are found by themselves. */
const READERS = [
  ...["api", "docs", "package", "pipelines/run", "release/compat"],
  ...["languages/dotnet", "languages/go", "languages/java", "languages/python"],
  ...["constructs/type-checks", "constructs/delivery/custom-objects", "constructs/host-language"],
].map((name) => `__tests__/${name}.test.ts`);

/** What the tests read of jest's configuration. */
interface GlobalConfig {
  readonly rootDir: string;
  readonly testPathPattern: string;
}

/**
 * Builds both packages once, before jest starts its workers, when a test is to run that reads them and a
 * source is younger.
 */
export default function build({ rootDir, testPathPattern }: GlobalConfig): void {
  const pattern = new RegExp(testPathPattern, "i");
  const readers = [...READERS.map((file) => join(rootDir, file)), ...toolTests(rootDir)];
  if (!readers.some((file) => pattern.test(file))) return;
  const sources = ["package.json", "README.md", "azure", "constructs", "cli"];
  const outputs = [".jsii", "lib/constructs/index.js", "cli/lib/cli/cli.js"];
  const at = (name: string) => join(rootDir, name);
  const newest = Math.max(...sources.map((name) => youngest(at(name))));
  if (newest < Math.min(...outputs.map((name) => age(at(name))))) return;
  execSync("npm run --silent build", { cwd: rootDir, stdio: "inherit" });
}

/** The tests that run the compiled tool, themselves or by what they import from beside them. */
export function toolTests(rootDir: string): string[] {
  const all = readdirSync(join(rootDir, "__tests__"), { recursive: true, encoding: "utf8" });
  const tests = all.filter((name) => name.endsWith(".test.ts"));
  return tests.map((name) => join(rootDir, "__tests__", name)).filter((test) => runsTool(test));
}

function runsTool(file: string, above: readonly string[] = []): boolean {
  if (above.includes(file) || !existsSync(file)) return false;
  const source = readFileSync(file, "utf8");
  if (/\bcli(\/|", ")bin\b/.test(source)) return true;
  return [...source.matchAll(/from "(\.[^"]*\/support\/[^"]+|\.\/[^"]+)"/g)].some(([, path]) =>
    runsTool(join(dirname(file), `${path}.ts`), [...above, file]),
  );
}

/** When a file was written; 0 for none. */
function age(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** When anything in a folder was last written, but for what is built there. */
function youngest(path: string): number {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return age(path);
  const names = readdirSync(path).filter((name) => name !== "lib");
  return Math.max(...names.map((name) => youngest(join(path, name))));
}
