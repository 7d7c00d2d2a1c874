import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { folderOf, synthExample } from "../scan/plans";
import { Clusters } from "../stand-in/kubernetes/clusters";
import { type AppliedStack, describeTerraform, openForApply } from "../stand-in/terraform";
import { EXAMPLES } from "../support/run-example";
import { expectNoChanges, succeeded } from "./support";

describeTerraform("the example of an estate", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "estate-"))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test("has no override, is valid, and plans empty twice", async () => {
    // GIVEN
    expect(readFileSync(join(EXAMPLES, "estate.ts"), "utf8")).not.toMatch(/override|defaultChild/i);
    synthExample(root, "estate.ts");
    const opened: AppliedStack[] = [];
    const clusters = new Clusters();
    try {
      // WHEN
      for (const name of ["estate-azure", "estate-charts", "estate-workloads"]) {
        const options = { webhook: "from-1.6", clusters } as const;
        const stack = await openForApply(folderOf(root, name), options);
        opened.push(stack);
        succeeded(await stack.init());
        expect(succeeded(await stack.validate())).toContain("The configuration is valid.");
        succeeded(await stack.apply());
      }

      // THEN
      for (const stack of [...opened, ...opened]) await expectNoChanges(stack);
    } finally {
      for (const stack of opened) stack.close();
    }
  });
});
