import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "./support/run";

const COMMANDS = ["review", "inventory", "graph", "verify", "completion", "help"];
const REVIEW = [
  "--out",
  "--no-out",
  "--plan",
  "--format",
  "--json",
  "--fail-on",
  "--fail-on-standing",
  "--expect",
  "--help",
];
const SEVERITIES = ["critical", "high", "medium", "low"];

let folder: string;

// GIVEN a folder with a plan and a folder, and what the tool writes for each shell
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "completion-"));
  mkdirSync(join(folder, "here", "infra"), { recursive: true });
  writeFileSync(join(folder, "here", "plan.json"), "{}");
  for (const shell of ["bash", "zsh", "fish"]) {
    const { status, stdout, stderr } = await runCommand("completion", shell);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    writeFileSync(join(folder, shell), stdout);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

const run = (shell: string, ...args: string[]) =>
  execFileSync(shell, args, { cwd: join(folder, "here"), encoding: "utf8", timeout: 60_000 });

/** What a shell offers after a line. */
const SHELLS: Record<string, (line: string) => string[]> = {
  // As bash takes a line apart: = is a word of its own.
  bash: (line) => {
    const words = line.split(/(=)|\s+/).filter((word) => word !== undefined);
    const typed = words.filter((word, at) => word !== "" || at === words.length - 1);
    if (typed.at(-1) === "" && typed.at(-2) === "=") typed.pop();
    const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      compopt() { FILES=no; }; FILES=yes; _aks_workload_identity
      printf '%s\\n' "\${COMPREPLY[@]}"
      if [[ \${#COMPREPLY[@]} -eq 0 && $FILES == yes ]]; then compgen -f -- "\${COMP_WORDS[COMP_CWORD]#=}"; fi`;
    return run("bash", "-c", script, "bash", join(folder, "bash"), ...typed).split("\n");
  },
  zsh: (line) =>
    run("zsh", "-f", join(__dirname, "support", "complete.zsh"), join(folder, "zsh"), folder, line)
      .split("\n")
      .map((word) => word.trim()),
  fish: (line) =>
    run("fish", "-c", `source ${join(folder, "fish")}; complete -C '${line}'`)
      .split("\n")
      .map((word) => word.split("\t")[0].replace(/^(app|--format)=/, "")),
};

const words = (shell: string, line: string) => {
  const offered = SHELLS[shell](line)
    .filter((word) => word !== "" && word !== "(end)" && !/^-\w$/.test(word))
    .map((word) => word.replace(/\/$/, ""));
  return [...new Set(offered)].sort();
};

const isThere = (shell: string) => spawnSync(shell, ["--version"]).status === 0;

describe.each(["bash", "zsh", "fish"])("%s", (shell) => {
  const completes = isThere(shell) ? test.each : test.skip.each;

  completes<[string, string, readonly string[]]>([
    ["the commands", "", COMMANDS],
    ["a command", "inv", ["inventory"]],
    ["the options of a command", "review --", REVIEW],
    ["its own options", "--", ["--help", "--version"]],
    ["the formats", "review --format ", ["text", "md", "html", "json"]],
    ["the formats of another command", "graph --format ", ["mermaid", "svg"]],
    ["a format behind an equals sign", "verify --format=j", ["json", "junit"]],
    ["the severities", "review --no-out --fail-on-standing ", SEVERITIES],
    ["the file of a plan", "review --plan app=pl", ["plan.json"]],
    ["a folder", "inventory --out in", ["infra"]],
    ["the shells", "completion ", ["bash", "zsh", "fish"]],
    ["the commands of which there is help", "help ", COMMANDS.slice(0, -1)],
  ])("completes %s", (_what, line, expected) => {
    expect(words(shell, `aks-workload-identity ${line}`)).toEqual([...expected].sort());
  });

  completes([["verify --namespace "], ["verify --wait "]])(
    "offers nothing after `%s`, which it cannot know",
    (line) => {
      expect(words(shell, `aks-workload-identity ${line}`)).toEqual([]);
    },
  );
});

test.each([
  ["no shell", [], "missing required argument 'shell'"],
  ["another shell", ["tcsh"], "Allowed choices are bash, zsh, fish."],
])("fails with 2 on %s", async (_what, args, said) => {
  const { status, stdout, stderr } = await runCommand("completion", ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(said);
});
