import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { LANES } from "./lanes";
import { renamed } from "./rename";

const CHECKOUT = resolve(__dirname, "..");
const TEXT = /\.(ts|js|cjs|mjs|json|md|txt)$/;
/** What is the same in both, whatever it names. */
const DATA = /^(__tests__\/.*fixtures\/|CHANGELOG\.md$|package-lock\.json$)/;

/** Writes the sources of the package for cdktn: this project's own, with the modules' other names. */
function writeSources(folder: string, laneName: string): void {
  const listed = execFileSync("git", ["ls-files", "-z"], { cwd: CHECKOUT, encoding: "utf8" });
  for (const path of listed.split("\0").filter(Boolean)) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(CHECKOUT, path), to);
    if (TEXT.test(path) && !DATA.test(path)) {
      writeFileSync(to, renamed(path, readFileSync(to, "utf8"), LANES[laneName]));
    }
  }
}

const [folder, lane] = process.argv.slice(2);
if (folder === undefined || !Object.hasOwn(LANES, lane)) {
  console.error(`usage: tsx packaging/cdktn.ts FOLDER ${Object.keys(LANES).join("|")}`);
  process.exitCode = 2;
} else {
  writeSources(resolve(folder), lane);
}
