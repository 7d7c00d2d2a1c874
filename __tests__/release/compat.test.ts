import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKOUT, versionIn } from "./base";
import { lowestAfter } from "./versions";

const LIBRARY = "cdktf-aks-workload-identity";
const version = versionIn(CHECKOUT);

interface Assembly {
  readonly types: Record<string, { fqn: string; name: string; methods?: { name: string }[] }>;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "base-"));
  copyFileSync(join(CHECKOUT, "package.json"), join(folder, "package.json"));
  symlinkSync(join(CHECKOUT, "node_modules"), join(folder, "node_modules"), "junction");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Makes a last release that is this package but for what is done to its assembly. */
function release(change: (assembly: Assembly) => void): void {
  const assembly = JSON.parse(readFileSync(join(CHECKOUT, ".jsii"), "utf8")) as Assembly;
  change(assembly);
  writeFileSync(join(folder, ".jsii"), JSON.stringify(assembly));
}

function compat(...args: string[]) {
  const script = [join(CHECKOUT, "node_modules/tsx/dist/cli.mjs"), join(__dirname, "compat.ts")];
  const options = { cwd: CHECKOUT, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...script, ...args], options);
  return { status, lines: stdout.split("\n").slice(0, -1), stderr };
}

/** Why there is no last commit to compare with; undefined where there is one. */
function missingForCommit(): string | undefined {
  try {
    execFileSync("git", ["rev-parse", "--verify", "HEAD"], { cwd: CHECKOUT, stdio: "ignore" });
    return undefined;
  } catch {
    return "a git checkout";
  }
}

describe("npm run compat", () => {
  test("tells what a release had that is gone, and fails until the version breaks too", () => {
    // GIVEN a release with a class and a method that the sources do not have any more
    release(({ types }) => {
      const pool = types[`${LIBRARY}.IdentityPool`];
      types[`${LIBRARY}.Gone`] = { ...pool, fqn: `${LIBRARY}.Gone`, name: "Gone" };
      pool.methods = [...(pool.methods ?? []), { name: "drain" }];
    });

    // WHEN
    const { status, lines } = compat("--folder", folder);

    // THEN
    expect(status).toBe(1);
    expect(lines).toEqual([
      `Since ${version}: code of before does not compile any more.`,
      `err  - CLASS ${LIBRARY}.Gone: has been removed`,
      `err  - METHOD ${LIBRARY}.IdentityPool.drain: has been removed`,
      `${version} may not follow ${version}: raise it to ${lowestAfter(version, "breaking")} or more.`,
    ]);
  });

  test("tells that something was added, and asks for a version that says so", () => {
    // GIVEN a release before identity pools
    release(({ types }) => delete types[`${LIBRARY}.IdentityPool`]);

    // WHEN
    const { status, lines } = compat("--folder", folder);

    // THEN
    expect(status).toBe(1);
    expect(lines).toEqual([
      `Since ${version}: something was added, code of before compiles.`,
      `${version} may not follow ${version}: raise it to ${lowestAfter(version, "feature")} or more.`,
    ]);
  });

  test("is content with a version that rose enough", () => {
    // GIVEN
    release(({ types }) => delete types[`${LIBRARY}.IdentityPool`]);
    const manifest = readFileSync(join(CHECKOUT, "package.json"), "utf8");
    writeFileSync(join(folder, "package.json"), manifest.replace(`"${version}"`, '"0.0.9"'));

    // WHEN
    const { status, lines } = compat("--folder", folder);

    // THEN
    expect(status).toBe(0);
    expect(lines.at(-1)).toBe(`${version} may follow 0.0.9.`);
  });

  test("fails, and says so, where there is no assembly to compare with", () => {
    const { status, lines, stderr } = compat("--folder", folder);
    expect(status).toBe(1);
    expect(lines).toEqual([]);
    expect(stderr).toMatch(/jsii-diff exited with 100:[^]*\.jsii/);
  });

  const missing = missingForCommit();
  const title = "compares with the last commit, built and packed";
  if (missing !== undefined) {
    test.skip(`${title} [skipped, missing: ${missing}]`, () => undefined);
  } else {
    test(title, () => {
      // WHEN
      const { status, lines } = compat("--commit", "HEAD");

      // THEN
      expect(lines[0]).toMatch(/^Since \d+\.\d+\.\d+: /);
      expect(lines.at(-1)).toMatch(/ (may stay|may follow \S+)\.$/);
      expect(status).toBe(0);
    });
  }
});
