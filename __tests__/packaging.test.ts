import { readFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../package.json";
import { LANES, PEERS } from "../packaging/lanes";
import { renamed } from "../packaging/rename";

const [LANE] = Object.values(LANES).slice(-1);
const CDKTF = "cdktf";
const NAME = `${CDKTF}-aks-workload-identity`;
const NEW_NAME = "cdktn-aks-workload-identity";

describe("the sources of the package for cdktn", () => {
  test.each([
    [`import { App } from "${CDKTF}";`, 'import { App } from "cdktn";'],
    [`import "${CDKTF}/lib/testing/adapters/jest";`, 'import "cdktn/lib/testing/adapters/jest";'],
    [
      `require("@${CDKTF}/provider-azurerm/lib/key-vault")`,
      'require("@cdktn/provider-azurerm/lib/key-vault")',
    ],
    [`import { Grant } from "${NAME}";`, `import { Grant } from "${NEW_NAME}";`],
    [`"^${NAME}$": "<rootDir>/constructs"`, `"^${NEW_NAME}$": "<rootDir>/constructs"`],
    [`from ${CDKTF} import App`, "from cdktn import App"],
    [
      `from ${CDKTF}_${CDKTF}_provider_time.provider import TimeProvider`,
      "from cdktn_provider_time.provider import TimeProvider",
    ],
    [
      `from ${CDKTF}_aks_workload_identity import Grant`,
      "from cdktn_aks_workload_identity import Grant",
    ],
  ])("import %s by the other name", (text, expected) => {
    expect(renamed("constructs/grant.ts", text, LANE)).toBe(expected);
  });

  test.each([
    `"${NAME}/client-id": id`,
    `fieldManager: "${NAME}"`,
    `type === "@${CDKTF}/warn"`,
    `readManifest("${CDKTF}.out")`,
    `// ${CDKTF} writes each stack before it checks the next`,
  ])("keep %s, which users or states have", (text) => {
    expect(renamed("constructs/grant.ts", text, LANE)).toBe(text);
  });

  test("tell in their pages what to install", () => {
    const page = `# Constructs for CDK for Terraform\n\nnpm install ${NAME} ${CDKTF} constructs \\\n  @${CDKTF}/provider-time\n`;
    expect(renamed("README.md", page, LANE)).toBe(
      `# Constructs for CDK Terrain\n\nnpm install ${NEW_NAME} cdktn constructs \\\n  @cdktn/provider-time\n`,
    );
  });
});

test("the README of the package for cdktn speaks of cdktn, and of the other as the other", () => {
  const readme = readFileSync(join(__dirname, "../README.md"), "utf8");
  const changed = renamed("README.md", readme, LANE);
  expect(changed).toContain("cdktn, constructs and the providers are peer dependencies.");
  expect(changed).toContain(`For cdktf, which is\narchived, the same is [\`${NAME}\`]`);
  expect(changed.split("\n").filter((line) => line.includes("successor"))).toEqual([]);
  expect(changed).toContain(
    `npm install "$checkout"/${NEW_NAME}-${manifest.version}.tgz cdktn constructs`,
  );
});

describe("the manifest of the package for cdktn", () => {
  const changed = JSON.parse(renamed("package.json", "", LANE)) as typeof manifest;

  test("has the name, the peers and the versions of its lane", () => {
    expect(changed).toMatchObject({
      name: NEW_NAME,
      version: manifest.version,
      engines: manifest.engines,
      peerDependencies: PEERS,
      devDependencies: LANE.packages,
    });
  });

  test("has names of its own in every language, in the organisation of the project", () => {
    expect(changed.jsii.targets).toEqual({
      python: { distName: NEW_NAME, module: "cdktn_aks_workload_identity" },
      java: {
        package: "io.github.cdktnaksworkloadidentity",
        maven: { groupId: `io.github.${NAME}`, artifactId: NEW_NAME },
      },
      dotnet: { namespace: "AksWorkloadIdentity.Cdktn", packageId: "AksWorkloadIdentity.Cdktn" },
      go: {
        moduleName: `github.com/${NAME}/${NEW_NAME}-go`,
        packageName: "aksworkloadidentity",
      },
    });
  });

  test("needs of cdktf the CLI alone, which runs programs of both", () => {
    const { peerDependencies, devDependencies, scripts } = changed;
    expect(Object.keys(peerDependencies).filter((name) => name.includes(CDKTF))).toEqual([]);
    expect(Object.keys(devDependencies).filter((name) => name.includes(CDKTF))).toEqual([
      "@cdktf/node-pty-prebuilt-multiarch",
      "cdktf-cli",
    ]);
    expect(Object.values(scripts).filter((text) => text.includes(CDKTF))).toEqual([]);
  });

  test("has the tools of this project, each of the same version", () => {
    for (const name of ["jest", "jsii", "jsii-pacmak", "typescript"] as const) {
      expect(changed.devDependencies[name]).toBe(manifest.devDependencies[name]);
    }
  });
});
