import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compileForeignApp, installForeignApp, runForeignApp } from "./support/foreign-app";
import { resources, type StackJson } from "./support/synth";

const CHECKOUT = resolve(__dirname, "..");
const PEERS = [
  "@cdktf/provider-azurerm",
  "@cdktf/provider-kubernetes",
  "@cdktf/provider-time",
  "cdktf",
  "constructs",
];

let folder: string;
let packed: string[];
let complaints: string;
let platform: StackJson;
let shop: StackJson;

// GIVEN the packed library in an app of another team, in a folder outside the checkout
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "foreign-app-"));
  const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const output = execFileSync("npm", pack, { cwd: CHECKOUT, stdio: "pipe", encoding: "utf8" });
  const [{ filename, files }] = JSON.parse(output) as [
    { filename: string; files: { path: string }[] },
  ];
  packed = files.map(({ path }) => path).sort();
  installForeignApp(folder, join(folder, filename), PEERS);
  complaints = compileForeignApp(folder);
  if (!complaints) ({ platform, shop } = runForeignApp(folder));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** What is packed of a source folder: code and declarations. */
function compiled(from: string, to: string): string[] {
  return readdirSync(join(CHECKOUT, from), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) {
      return entry.name === "app" ? [] : compiled(`${from}/${entry.name}`, `${to}/${entry.name}`);
    }
    const name = entry.name.replace(/\.ts$/, "");
    return [`${to}/${name}.d.ts`, `${to}/${name}.js`];
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

test("the package holds the compiled library and its papers, and nothing else", () => {
  const bundled = packed.filter((file) => file.startsWith("node_modules/"));
  expect(packed.filter((file) => !bundled.includes(file))).toEqual(
    [
      ".jsii",
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "assets/access-check.js",
      "bin/aks-workload-identity.js",
      "help",
      "package.json",
      "schema/inventory.schema.json",
      ...compiled("constructs", "lib"),
    ].sort(),
  );
});

test("the package brings what its command needs in itself, and runs nothing when it is installed", () => {
  // GIVEN
  const path = join(folder, "node_modules", "cdktf-aks-workload-identity", "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Record<string, object>;

  // THEN
  const hooks = ["preinstall", "install", "postinstall"];
  expect(Object.keys(manifest.peerDependencies).sort()).toEqual(PEERS);
  expect(Object.keys(manifest.dependencies).sort()).toEqual(["@viz-js/viz", "commander"]);
  expect(manifest.bundledDependencies).toEqual(["@viz-js/viz", "commander"]);
  expect(manifest).not.toHaveProperty("optionalDependencies");
  expect(Object.keys(manifest.scripts).filter((key) => hooks.includes(key))).toEqual([]);
});

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
      parent_id: "${azurerm_user_assigned_identity.reporting.id}",
    }),
  ]);
});

test("the service accounts carry the client ids of the identities that trust them", () => {
  // WHEN
  const accounts = resources(shop, "kubernetes_service_account_v1");

  // THEN
  const trusting = resources(platform, "azurerm_federated_identity_credential").map((credential) =>
    String(credential.parent_id).replace(".id}", ".client_id}"),
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
        principal_id: String(orders.parent_id).replace(".id}", ".principal_id}"),
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
