import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program } from "./program";
import { PROGRAMS, programsIn, REFUSAL, Workshop } from "./programs";
import { missingForPython, PythonEnvironment } from "./python";

const missing = missingForPython();
const title = "the library in Python";
const TOOLKIT = "cdktf";

/** A stack's JSON without what names the folder or the source. */
function stackIn(outdir: string): unknown {
  const file = join(outdir, "stacks", "shop", "cdk.tf.json");
  return JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) =>
    key === "//" || key === "backend" ? undefined : value,
  );
}

if (missing !== undefined) {
  test.skip(`${title} [skipped, missing: ${missing}]`, () => undefined);
} else {
  describe(title, () => {
    let folder: string;
    let workshop: Workshop;
    let printed: string[];
    let refused: string[];

    // GIVEN the packed library in a virtual environment, and the programs in it
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "python-"));
      const environment = new PythonEnvironment(folder);
      printed = environment
        .run(join(__dirname, "program.py"), join(folder, "python"))
        .split("\n\n")[0]
        .split("\n");
      workshop = new Workshop(folder);
      workshop.runTypeScript();
      const pages = join(folder, "pages");
      mkdirSync(pages);
      const printedBy = Object.entries(programsIn("python.md", "python")).map(([name, code]) => {
        const file = join(pages, `${name}.py`);
        writeFileSync(file, code);
        return workshop.run("python", name as "shop" | "roles", environment.python, [file]);
      });
      refused = printedBy[1].split("\n").slice(0, REFUSAL.length);
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    test.each(PROGRAMS)("the program %s makes the JSON that it makes in TypeScript", (name) => {
      expect(workshop.stacks("python", name)).toEqual(workshop.stacks("typescript", name));
    });

    test("an error keeps its whole text, with names as Python writes them", () => {
      const [what, ...rest] = REFUSAL.map((line) =>
        line.replace("serviceAccountName", "service_account_name"),
      );
      expect(refused).toEqual([`WorkloadIdentityError: ${what}`, ...rest]);
    });

    test("makes and attaches workloads, adds an add-on and renders texts as in TypeScript", () => {
      // WHEN
      program(join(folder, "typescript"));

      // THEN
      const stack = stackIn(join(folder, "python"));
      expect(stack).toEqual(stackIn(join(folder, "typescript")));
      expect(JSON.stringify(stack).match(/azure\.workload\.identity\/use":"true"/g)).toHaveLength(
        4,
      );
    });

    test("keeps the path and the code of an error, Python's own for a wrong type, and says where the stack is", () => {
      expect(printed).toEqual([
        "RuntimeError: WorkloadIdentityError: [shop/config] this resource makes no pods that are known.",
        '  got:     "kubernetes_config_map_v1"',
        expect.stringMatching(/^ {2}allowed: /),
        "  fix:     attach the resource that makes the pods; for a chart use its values",
        "  code:    not-a-workload",
        `TypeError: type of argument workload must be ${TOOLKIT}.TerraformResource; got str instead`,
        join(folder, "python", "stacks", "shop", "cdk.tf.json"),
        "",
      ]);
    });
  });
}
