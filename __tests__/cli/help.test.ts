import { Command } from "commander";
import { runCommand } from "./support/run";

const { getOutHelpWidth } = new Command().configureOutput();

const COMMANDS = ["review", "inventory", "graph", "verify", "completion"];

test("the help of the tool has every command", async () => {
  const { stdout } = await runCommand("--help");
  const listed = [...stdout.matchAll(/^ {2}([a-z]+) .*\S$/gm)].map(([, name]) => name);
  expect(listed.filter((name) => name !== "aks")).toEqual([...COMMANDS, "help"]);
});

describe.each<[string, string[]]>([
  ["the tool", []],
  ...COMMANDS.map((name): [string, string[]] => [name, [name]]),
])("the help of %s", (_what, command) => {
  test("has examples of it and its exit codes", async () => {
    const { status, stdout, stderr } = await runCommand(...command, "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const [, examples, codes] =
      /\nExamples:\n((?: {2}.+\n)+)\n(?:[^]+\n)?(Exit codes: [^]+)$/.exec(stdout) ?? [];
    const name = ["aks-workload-identity", ...command].join(" ");
    for (const example of examples.trim().split("\n")) expect(example).toContain(name);
    expect(codes.replace(/\s+/g, " ").trim()).toMatch(/^Exit codes: 0 .+; 2 .+\.$/);
  });

  test("fits into 80 columns", async () => {
    expect(getOutHelpWidth?.()).toBeUndefined();
    const { stdout } = await runCommand(...command, "--help");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  test("is the same by the command help", async () => {
    const { stdout } = await runCommand("help", ...command);
    expect(stdout).toBe((await runCommand(...command, "--help")).stdout);
  });
});

test.each(["-v", "-V", "--version"])("%s writes the version alone", async (option) => {
  expect(await runCommand(option)).toEqual({ status: 0, stdout: "1.2.3\n", stderr: "" });
});

test.each([
  ["an option that is nearly one", ["review", "--formt", "md"], "(Did you mean --format?)"],
  ["a command that is nearly one", ["reviw"], "(Did you mean review?)"],
  ["a format that is none", ["verify", "--format", "pdf"], "Allowed choices are text, json, md,"],
  ["a plan that is no option", ["review", "plan.json"], "too many arguments for 'review'"],
])("fails with 2 on %s, and says what is understood", async (_what, args, said) => {
  const { status, stdout, stderr } = await runCommand(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(said);
  expect(stderr).toMatch(/\(--help tells what is understood\)\n$/);
});
