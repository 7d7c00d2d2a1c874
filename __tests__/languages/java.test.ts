import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeBindings } from "./bindings";
import { PROGRAMS, programsIn, REFUSAL, Workshop } from "./programs";

const missing = missingForJava();
const title = "the library in Java";

/** What this machine lacks to compile Java; undefined when it has all. */
function missingForJava(): string | undefined {
  const [, version] =
    /^javac (\d+)/.exec(spawnSync("javac", ["-version"]).stdout?.toString()) ?? [];
  if (!(Number(version) >= 11)) return "javac of version 11 or later";
  if (spawnSync("mvn", ["--version"]).status !== 0) return "mvn";
  const get = [
    "--batch-mode",
    "dependency:get",
    "-Dartifact=software.amazon.jsii:jsii-runtime:1.140.0",
  ];
  return spawnSync("mvn", get).status === 0 ? undefined : "Maven Central";
}

if (missing !== undefined) {
  test.skip(`${title} [skipped, missing: ${missing}]`, () => undefined);
} else {
  describe(title, () => {
    let folder: string;
    let workshop: Workshop;
    let printed: Record<string, string>;

    // GIVEN the library and its dependencies as Java, compiled with both programs of the page
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "java-"));
      workshop = new Workshop(folder);
      workshop.runTypeScript();
      const project = writeBindings(folder, "package:java", "--code-only");
      cpSync(join(__dirname, "java-programs.pom.xml"), join(project, "pom.xml"));
      const { shop, roles } = programsIn("java.md", "java");
      writeFileSync(join(project, "src/main/java/Shop.java"), shop);
      writeFileSync(join(project, "src/main/java/Roles.java"), roles);
      const goals = ["compile", "dependency:build-classpath", "-Dmdep.outputFile=target/classpath"];
      execFileSync("mvn", ["--quiet", "--batch-mode", ...goals], { cwd: project, stdio: "pipe" });
      const libraries = readFileSync(join(project, "target/classpath"), "utf8");
      const classpath = `${join(project, "target/classes")}:${libraries}`;
      const run = (program: "shop" | "roles", main: string) =>
        workshop.run("java", program, "java", ["-cp", classpath, main]);
      printed = { shop: run("shop", "Shop"), roles: run("roles", "Roles") };
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    test.each(PROGRAMS)("the program %s makes the JSON that it makes in TypeScript", (program) => {
      expect(workshop.stacks("java", program)).toEqual(workshop.stacks("typescript", program));
    });

    test("an error keeps its whole text", () => {
      expect(printed.roles.split("\n").slice(0, 5)).toEqual([
        `WorkloadIdentityError: ${REFUSAL[0]}`,
        ...REFUSAL.slice(1),
      ]);
    });
  });
}
