import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeBindings } from "./bindings";
import { PROGRAMS, programsIn } from "./programs";

const missing = missingForDotnet();
const title = "the library in C#";

/** What this machine lacks to compile C#; undefined when it has all. */
function missingForDotnet(): string | undefined {
  const version = spawnSync("dotnet", ["--version"]).stdout?.toString();
  if (!(Number.parseInt(version, 10) >= 8)) return "dotnet of version 8 or later";
  const folder = mkdtempSync(join(tmpdir(), "nuget-"));
  writeProject(folder, '<PackageReference Include="Amazon.JSII.Runtime" Version="1.140.0" />');
  const { status } = spawnSync("dotnet", ["restore"], { cwd: folder });
  rmSync(folder, { recursive: true });
  return status === 0 ? undefined : "an index of NuGet packages";
}

function writeProject(folder: string, reference: string): void {
  const project = [
    '<Project Sdk="Microsoft.NET.Sdk">',
    "  <PropertyGroup>",
    "    <OutputType>Exe</OutputType>",
    "    <TargetFramework>net8.0</TargetFramework>",
    "  </PropertyGroup>",
    `  <ItemGroup>${reference}</ItemGroup>`,
    "</Project>",
  ];
  writeFileSync(join(folder, "Program.csproj"), project.join("\n"));
}

if (missing !== undefined) {
  test.skip(`${title} [skipped, missing: ${missing}]`, () => undefined);
} else {
  describe(title, () => {
    let folder: string;
    let bindings: string;

    // GIVEN the library and its dependencies as C#
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "dotnet-"));
      bindings = writeBindings(folder, "package:dotnet", "--code-only");
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    test.each(PROGRAMS)("the program %s compiles", (program) => {
      // GIVEN
      const project = join(bindings, program);
      mkdirSync(project);
      writeFileSync(join(project, "Program.cs"), programsIn("csharp.md", "csharp")[program]);
      const library = "../AksWorkloadIdentity.Cdktf/AksWorkloadIdentity.Cdktf.csproj";
      writeProject(project, `<ProjectReference Include="${library}" />`);

      // WHEN
      const { status, stdout } = spawnSync("dotnet", ["build"], { cwd: project, encoding: "utf8" });

      // THEN
      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.any(String) });
    });
  });
}
