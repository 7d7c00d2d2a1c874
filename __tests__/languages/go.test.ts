import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeBindings } from "./bindings";
import { PROGRAMS, programsIn, REFUSAL, Workshop } from "./programs";

/** A release of jsii's runtime for Go that is no older than the bindings; not every release has one. */
const RUNTIME = "v1.141.0";

const missing = missingForGo();
const title = "the library in Go";

/** What this machine lacks to compile Go; undefined when it has all. */
function missingForGo(): string | undefined {
  const version = spawnSync("go", ["env", "GOVERSION"]).stdout?.toString();
  const [, minor] = /^go1\.(\d+)/.exec(version) ?? [];
  if (!(Number(minor) >= 25)) return "go of version 1.25 or later";
  const list = ["list", "-m", `github.com/aws/jsii-runtime-go@${RUNTIME}`];
  return spawnSync("go", list, { cwd: tmpdir() }).status === 0
    ? undefined
    : "a proxy of Go modules";
}

/** A module with the programs, which takes the generated modules from their folders. */
function moduleFile(bindings: string): string {
  const names = ["cdktf", "azurerm", "kubernetes", "time", "aksworkloadidentity"];
  const paths = names.map((name) => {
    const [, path] =
      /^module (.*)$/m.exec(readFileSync(join(bindings, name, "go.mod"), "utf8")) ?? [];
    return { path, folder: join(bindings, name) };
  });
  const runtime = "github.com/aws/jsii-runtime-go";
  const asked = readFileSync(join(bindings, "cdktf", "go.mod"), "utf8");
  const [, version] = /jsii-runtime-go (v\S+)/.exec(asked) ?? [];
  return [
    "module programs",
    "go 1.25",
    `require ${runtime} ${version}`,
    `replace ${runtime} ${version} => ${runtime} ${RUNTIME}`,
    ...paths.map(({ path, folder }) => `replace ${path} => ${folder}`),
    "",
  ].join("\n");
}

if (missing !== undefined) {
  test.skip(`${title} [skipped, missing: ${missing}]`, () => undefined);
} else {
  describe(title, () => {
    let folder: string;
    let workshop: Workshop;
    let printed: Record<string, string>;

    // GIVEN the library and its dependencies as Go, compiled with both programs of the page
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "go-"));
      workshop = new Workshop(folder);
      workshop.runTypeScript();
      const bindings = writeBindings(folder, "package:go", "--code-only");
      const project = join(folder, "programs");
      for (const [program, code] of Object.entries(programsIn("go.md", "go"))) {
        mkdirSync(join(project, program), { recursive: true });
        writeFileSync(join(project, program, "main.go"), code);
      }
      writeFileSync(join(project, "go.mod"), moduleFile(bindings));
      const go = (...args: string[]) => execFileSync("go", args, { cwd: project, stdio: "pipe" });
      go("mod", "tidy");
      go("vet", "./...");
      go("build", "-o", "bin/", "./...");
      const run = (program: "shop" | "roles") =>
        workshop.run("go", program, join(project, "bin", program), []);
      printed = { shop: run("shop"), roles: run("roles") };
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    test.each(PROGRAMS)("the program %s makes the JSON that it makes in TypeScript", (program) => {
      expect(workshop.stacks("go", program)).toEqual(workshop.stacks("typescript", program));
    });

    test("an error keeps its whole text", () => {
      expect(printed.roles.split("\n").slice(0, REFUSAL.length)).toEqual([
        `WorkloadIdentityError: ${REFUSAL[0]}`,
        ...REFUSAL.slice(1),
      ]);
    });
  });
}
