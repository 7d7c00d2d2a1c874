import { errorColors, standardOutput } from "../../../cli/text/terminal";
import { planFile } from "../support/plans";
import { runCommand } from "../support/run";

const REVIEW = ["review", "--no-out", "--plan", `shop=${planFile("cluster-replaced")}`];
const ESCAPE = "\u001b[";

const KEYS = ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM"];
const kept = KEYS.map((key) => [key, process.env[key]] as const);

/** Standard output and error as a terminal of so many columns, or as what they are not. */
function terminal(isTTY: boolean, columns?: number) {
  for (const stream of [process.stdout, process.stderr]) {
    Object.assign(stream, {
      isTTY,
      columns,
      hasColors: () => isTTY && process.env.TERM !== "dumb",
    });
  }
}

beforeEach(() => {
  for (const key of KEYS) delete process.env[key];
  process.env.TERM = "xterm-256color";
  terminal(true, 72);
});

afterEach(() => {
  terminal(false);
  for (const [key, value] of kept) {
    if (value === undefined) delete process.env[key];
    else process.env[key] = value;
  }
});

test("a terminal gets the review as text, in colours and in its width", async () => {
  const { stdout } = await runCommand(...REVIEW);
  expect(stdout).toContain(`${ESCAPE}31mcritical${ESCAPE}39m  ${ESCAPE}1mA cluster is replaced`);
  expect(standardOutput().width).toBe(72);
});

test("it gets another format where one is asked for, without colours", async () => {
  for (const format of ["md", "html", "json"]) {
    const { stdout } = await runCommand(...REVIEW, "--format", format);
    expect(stdout).not.toContain(ESCAPE);
  }
  expect((await runCommand(...REVIEW, "--format", "md")).stdout).toMatch(/^# Review/);
});

test("a pipe or file gets Markdown, and text without colours where that is asked for", async () => {
  terminal(false);
  expect((await runCommand(...REVIEW)).stdout).toMatch(/^# Review/);
  const { stdout } = await runCommand(...REVIEW, "--format", "text");
  expect(stdout).toMatch(/^critical: a cluster is replaced\./);
  expect(stdout).not.toContain(ESCAPE);
  expect(standardOutput().width).toBe(80);
});

test("lines of a wide terminal stay readable, and one that tells no width is taken for 80", () => {
  terminal(true, 300);
  expect(standardOutput().width).toBe(120);
  terminal(true, 0);
  expect(standardOutput().width).toBe(80);
});

test.each<[string, Record<string, string>, boolean, boolean]>([
  ["a terminal", {}, true, true],
  ["a terminal with NO_COLOR", { NO_COLOR: "1" }, true, false],
  ["a terminal with an empty NO_COLOR", { NO_COLOR: "" }, true, true],
  ["a terminal with FORCE_COLOR=0", { FORCE_COLOR: "0" }, true, false],
  ["a dumb terminal", { TERM: "dumb" }, true, false],
  ["a pipe", {}, false, false],
  ["a pipe with FORCE_COLOR", { FORCE_COLOR: "1" }, false, true],
  ["a pipe with both", { FORCE_COLOR: "1", NO_COLOR: "1" }, false, false],
])("%s has colours or not", (_what, env, isTTY, coloured) => {
  terminal(isTTY, 80);
  Object.assign(process.env, env);
  expect([standardOutput().colors, errorColors()].map((one) => one.isColorSupported)).toEqual([
    coloured,
    coloured,
  ]);
});

test("an error is red on a terminal, whoever found it, and what it quotes is not", async () => {
  const red = `${ESCAPE}31merror:${ESCAPE}39m`;
  const missing = await runCommand("review", "--no-out", "--plan", `app=${ESCAPE}32mx.json`);
  expect(missing.stderr.split("\n")[0]).toBe(`${red} "\\u001b[32mx.json" cannot be read.`);
  const unknown = await runCommand("review", `--${ESCAPE}32mx`);
  expect(unknown.stderr.split("\n")[0]).toBe(`${red} unknown option '--\\u001b[32mx'`);
});
