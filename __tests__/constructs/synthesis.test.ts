import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Annotations, App, Aspects, Lazy, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { Synthesis } from "../../constructs";
import { newCluster, newGroup } from "../support/fixtures";
import { messageOf, TestStack } from "../support/synth";

let outdir: string;
let app: App;
let stdout: string;
let stderr: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "synthesis-"));
  app = new App({ outdir, stackTraces: false });
  [stdout, stderr] = ["", ""];
  jest.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((stdout += text)));
  jest.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((stderr += text)));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(outdir, { recursive: true });
});

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
  expect(message).toBe("[second/checked] this is wrong\n\n[third/checked] this is wrong too");
  expect([written(), stdout, stderr]).toEqual([[], "", ""]);
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

test("what an aspect finds is told in the same way, and nothing is left behind", () => {
  stackWith("first");
  const stack = new TestStack(app, "second");
  const complain = () => {
    if (stack.node.tryFindChild("checked")) return;
    new Construct(stack, "checked").node.addValidation({ validate: () => ["late"] });
  };
  Aspects.of(stack).add({ visit: complain });
  expect(messageOf(() => Synthesis.allOrNothing(app))).toBe("[second/checked] late");
  expect(written()).toEqual([]);
});

describe("prints", () => {
  const pathOf = (stack: string) => `${join(outdir, "stacks", stack, "cdk.tf.json")}\n`;

  test("where the stacks are, and nothing else where nothing is to be said", () => {
    stackWith("first");
    stackWith("second");
    Synthesis.allOrNothing(app);
    expect([stdout, stderr]).toEqual([pathOf("first") + pathOf("second"), ""]);
  });

  test("each annotation once, also one that a validation makes whenever it runs", () => {
    // GIVEN
    const stack = new TestStack(app, "first");
    Annotations.of(stack).addInfo("this is so");
    stack.node.addValidation({
      validate: () => {
        Annotations.of(stack).addWarning("this looks wrong");
        return [];
      },
    });

    // WHEN
    Synthesis.allOrNothing(app);

    // THEN
    expect(stderr).toBe("INFO [first]: this is so\nWARN [first]: this looks wrong\n");
    expect(stdout).toBe(pathOf("first"));
  });

  test("nothing under the CLI, which shows the annotations itself", () => {
    // GIVEN
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
    Annotations.of(new TestStack(app, "first")).addWarning("this looks wrong");

    // WHEN
    Synthesis.allOrNothing(app);
    delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;

    // THEN
    expect([stdout, stderr]).toEqual(["", ""]);
    expect(written()).toContain("manifest.json");
  });
});

test("a warning of the library is in the manifest once, although it is validated twice", () => {
  // GIVEN a trust that no account uses, in a stack that is connected
  const stack = new TestStack(app, "first");
  const cluster = newCluster(stack, { nodePool: { vmSize: "Standard_D4s_v5", nodeCount: 3 } });
  cluster.connect(stack);
  cluster.addFederatedIdentity("unused", { namespace: "shop", serviceAccountName: "unused" });

  // WHEN
  Synthesis.allOrNothing(app);

  // THEN
  const { annotations } = app.manifest.stacks.first;
  expect(annotations.map(({ message }) => message)).toEqual([
    "No service account of this app uses the trust in shop/unused, although the app is connected to the cluster. Create a WorkloadServiceAccount with it, or set `usedBy` to TrustUse.EXTERNAL if somebody else makes the account.",
  ]);
});
