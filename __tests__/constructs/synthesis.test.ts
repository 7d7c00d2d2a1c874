import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Lazy, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { Synthesis } from "../../constructs";
import { newGroup } from "../support/fixtures";
import { messageOf, TestStack } from "../support/synth";

let outdir: string;
let app: App;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "synthesis-"));
  app = new App({ outdir, stackTraces: false });
});

afterEach(() => rmSync(outdir, { recursive: true }));

/** The files that Terraform or the CLI would read. */
function written(): string[] {
  return readdirSync(outdir, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".json"),
  );
}

/** A stack with a group, and with what its validation has to say. */
function stackWith(id: string, ...complaints: string[]): void {
  const stack = new TestStack(app, id);
  newGroup(stack);
  new Construct(stack, "checked").node.addValidation({ validate: () => complaints });
}

test("an app without mistakes is written as a whole", () => {
  stackWith("first");
  stackWith("second");
  Synthesis.allOrNothing(app);
  expect(readdirSync(join(outdir, "stacks")).sort()).toEqual(["first", "second"]);
});

test("one refused stack keeps all from being written, and the mistakes of all are told", () => {
  stackWith("first");
  stackWith("second", "this is wrong");
  stackWith("third", "this is wrong too");
  const message = messageOf(() => Synthesis.allOrNothing(app));
  expect(message).toContain("[second/checked] this is wrong");
  expect(message).toContain("[third/checked] this is wrong too");
  expect(written()).toEqual([]);
});

test("a synthesis that fails half-way leaves nothing behind", () => {
  stackWith("first");
  const stack = new TestStack(app, "second");
  let resolved = 0;
  const value = Lazy.stringValue({
    produce: () => {
      if (resolved++ > 0) throw new Error("no value");
      return "x";
    },
  });
  new TerraformOutput(stack, "output", { value });
  expect(messageOf(() => Synthesis.allOrNothing(app))).toContain("no value");
  expect(written()).toEqual([]);
});
