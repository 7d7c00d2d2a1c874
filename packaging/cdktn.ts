import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { install, NotToBeHad } from "./install";
import { type Lane, LANES } from "./lanes";
import { renamed } from "./rename";

const CHECKOUT = resolve(__dirname, "..");
const TEXT = /\.(ts|js|cjs|mjs|json|md|py|txt)$/;
/** Tests of what is about both packages at once. */
const LEFT_OUT = /^__tests__\/(packaging|release\/workflow)\.test\.ts$/;
/** What is the same in both, whatever it names. */
const DATA = /^(__tests__\/.*fixtures\/|CHANGELOG\.md$|package-lock\.json$)/;

/** Writes the sources of the package for cdktn: this project's own, with the modules' other names. */
function writeSources(folder: string, lane: Lane): void {
  const listed = execFileSync("git", ["ls-files", "-z"], { cwd: CHECKOUT, encoding: "utf8" });
  const paths = listed.split("\0").filter((path) => path !== "" && !LEFT_OUT.test(path));
  for (const path of paths) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(CHECKOUT, path), to);
    if (TEXT.test(path) && !DATA.test(path)) {
      writeFileSync(to, renamed(path, readFileSync(to, "utf8"), lane));
    }
  }
}

/** Exits with 2 for a wrong call, and with 77 where a package is not to be had. */
function main([folder, name]: string[]): number {
  const lane = new Map(Object.entries(LANES)).get(name ?? "");
  if (folder === undefined || lane === undefined) {
    console.error(`usage: tsx packaging/cdktn.ts FOLDER ${Object.keys(LANES).join("|")}`);
    return 2;
  }
  writeSources(resolve(folder), lane);
  try {
    install(resolve(folder), lane.packages);
  } catch (error) {
    if (!(error instanceof NotToBeHad)) throw error;
    console.error(`missing: ${error.message}`);
    return 77;
  }
  return 0;
}

process.exitCode = main(process.argv.slice(2));
