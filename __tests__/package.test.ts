import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import manifest from "../package.json";
import { IDENTITY_OF_CREDENTIAL, trustedBy } from "./support/bindings";
import {
  compileForeignApp,
  installTarball,
  linkPackages,
  runForeignApp,
  runOfModules,
  runTool,
  writeForeignApp,
} from "./support/foreign-app";
import { resources, type StackJson } from "./support/synth";

const CHECKOUT = resolve(__dirname, "..");
const ESM = join(CHECKOUT, "docs", "esm.md");
const PEERS = [
  "@cdktf/provider-azurerm",
  "@cdktf/provider-kubernetes",
  "@cdktf/provider-time",
  "cdktf",
  "constructs",
];

const LIBRARY = manifest.name;
const TOOL = "aks-workload-identity";

/** What npm says of a tarball that it packed. */
interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: { readonly path: string }[];
}

let folder: string;
let packed: Packed[];
let complaints: string;
let platform: StackJson;
let shop: StackJson;

// GIVEN the packed library and tool in an app of another team, in a folder outside the checkout
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "foreign-app-"));
  const pack = ["pack", "--workspaces", "--json", "--ignore-scripts", "--pack-destination", folder];
  const output = execFileSync("npm", pack, { cwd: CHECKOUT, stdio: "pipe", encoding: "utf8" });
  packed = Object.values(JSON.parse(output) as Record<string, Packed>);
  for (const { name, filename } of packed) installTarball(folder, name, join(folder, filename));
  linkPackages(folder, [...PEERS, ...Object.keys(manifestOf(TOOL).dependencies)]);
  writeForeignApp(folder);
  complaints = compileForeignApp(folder);
  if (!complaints) ({ platform, shop } = runForeignApp(folder));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** The paths of a tarball's files. */
function filesOf(name: string): string[] {
  const { files } = packed.find((one) => one.name === name) as Packed;
  return files.map(({ path }) => path).sort();
}

/** The package.json of an installed package. */
function manifestOf(name: string): Record<string, Record<string, string>> {
  return JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
}

/** What is packed of a source folder: code, and its declarations where others compile against it. */
function compiled(from: string, to: string, ...extensions: string[]): string[] {
  return readdirSync(join(CHECKOUT, from), { withFileTypes: true }).flatMap((entry) => {
    const [source, target] = [from, to].map((path) => `${path}/${entry.name}`);
    if (entry.isDirectory()) return compiled(source, target, ...extensions);
    if (!entry.name.endsWith(".ts")) return [target];
    return extensions.map((extension) => target.replace(/\.ts$/, extension));
  });
}

/** The identity that a service account of the shop is annotated with, followed across the stacks. */
function identityOf(account: Record<string, unknown>): string {
  const { annotations } = account.metadata as { annotations: Record<string, string> };
  const reference = annotations["azure.workload.identity/client-id"];
  const [, state, output] = /^\$\{data\.(.+)\.outputs\.(.+)\}$/.exec(reference) ?? [];
  expect(state).toBe("terraform_remote_state.cross-stack-reference-input-platform");
  return String(platform.output?.[output].value);
}

test("the library is packed as compiled, with its papers, and nothing else", () => {
  expect(filesOf(LIBRARY)).toEqual(
    [
      ".jsii",
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "help",
      "package.json",
      ...compiled("azure", "lib/azure", ".d.ts", ".js").filter(
        (file) => !file.includes("resource-types"),
      ),
      ...compiled("constructs", "lib/constructs", ".d.ts", ".js"),
    ].sort(),
  );
});

test("the tool is packed as compiled, with its schemas, and nothing else", () => {
  const rooms = ["completion", "review", "terraform", "text", "verify"];
  expect(filesOf(TOOL)).toEqual(
    [
      "LICENSE",
      "README.md",
      "bin/aks-workload-identity.js",
      "package.json",
      "schema/inventory.schema.json",
      "schema/review.schema.json",
      "schema/verify.schema.json",
      ...compiled("azure", "lib/azure", ".js").filter((file) => !file.includes("regions")),
      "lib/cli/cli.js",
      ...rooms.flatMap((room) => compiled(`cli/${room}`, `lib/cli/${room}`, ".js")),
    ].sort(),
  );
});

test("the library brings no package along, and neither runs anything when it is installed", () => {
  // GIVEN
  const [library, tool] = [LIBRARY, TOOL].map(manifestOf);

  // THEN
  const hooks = ["preinstall", "install", "postinstall"];
  expect(Object.keys(library.peerDependencies).sort()).toEqual(PEERS);
  for (const key of ["dependencies", "bundledDependencies", "optionalDependencies"]) {
    expect(library).not.toHaveProperty(key);
  }
  expect(Object.keys(tool.dependencies)).toEqual(["@viz-js/viz", "commander", "picocolors"]);
  expect(tool).not.toHaveProperty("peerDependencies");
  for (const { scripts } of [library, tool]) {
    expect(Object.keys(scripts).filter((key) => hooks.includes(key))).toEqual([]);
  }
});

test("the tool reviews the app of another team, and draws it", () => {
  expect(runTool(folder, "review")).toContain("| `deployment shop/orders` |");
  expect(JSON.parse(runTool(folder, "inventory"))).toMatchObject({ stacks: ["platform", "shop"] });
  expect(runTool(folder, "graph", "--format", "svg")).toMatch(/^<svg /);
  expect(runTool(folder, "--version")).toBe(`${manifestOf(TOOL).version}\n`);
});

test.each([
  ["nodenext", { module: "nodenext" }],
  ["bundler", { module: "esnext", moduleResolution: "bundler" }],
])(
  "the program of the page about ES modules compiles, module %s, and Node runs it",
  (_, options) => {
    const [, program] = /^```ts\n(.*?)^```$/ms.exec(readFileSync(ESM, "utf8")) ?? [];
    expect(runOfModules(folder, program, options)).toBe("cdktf.out/stacks/azure/cdk.tf.json\n");
  },
);

test("an app of another team compiles against it with the strict compiler", () => {
  expect(complaints).toBe("");
});

test("the identities trust the service accounts of the team's own cluster", () => {
  expect(resources(platform, "azurerm_federated_identity_credential")).toEqual([
    expect.objectContaining({
      subject: "system:serviceaccount:shop:orders",
      issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
    }),
    expect.objectContaining({
      subject: "system:serviceaccount:shop:reports",
      issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
      ...trustedBy("${azurerm_user_assigned_identity.reporting.id}", expect.any(String)),
    }),
  ]);
});

test("the service accounts carry the client ids of the identities that trust them", () => {
  // WHEN
  const accounts = resources(shop, "kubernetes_service_account_v1");

  // THEN
  const trusting = resources(platform, "azurerm_federated_identity_credential").map((credential) =>
    String(credential[IDENTITY_OF_CREDENTIAL]).replace(".id}", ".client_id}"),
  );
  expect(accounts.map(identityOf)).toEqual(trusting);
});

test("the identities may read what they were granted", () => {
  // WHEN
  const assignments = resources(platform, "azurerm_role_assignment");

  // THEN
  const [secret] = Object.keys(platform.resource?.azurerm_key_vault_secret ?? {});
  const [orders] = resources(platform, "azurerm_federated_identity_credential");
  expect(assignments).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        role_definition_name: "Key Vault Secrets User",
        scope: `\${azurerm_key_vault_secret.${secret}.resource_versionless_id}`,
        principal_id: String(orders[IDENTITY_OF_CREDENTIAL]).replace(".id}", ".principal_id}"),
      }),
      expect.objectContaining({
        role_definition_name: "Key Vault Secrets User",
        scope: "${azurerm_key_vault.vault.id}",
        principal_id: "${azurerm_user_assigned_identity.reporting.principal_id}",
      }),
    ]),
  );
});

test.each([
  ["deployment", "orders-account"],
  ["job", "reports-account"],
])("the pods of a %s run as their service account, and the webhook sees them", (kind, account) => {
  // WHEN
  const workloads = resources(shop, `kubernetes_${kind}_v1`);

  // THEN
  expect(workloads).toEqual([
    expect.objectContaining({
      spec: expect.objectContaining({
        template: expect.objectContaining({
          metadata: expect.objectContaining({
            labels: expect.objectContaining({ "azure.workload.identity/use": "true" }),
          }),
          spec: expect.objectContaining({
            service_account_name: `\${kubernetes_service_account_v1.${account}.metadata[0].name}`,
          }),
        }),
      }),
    }),
  ]);
});
