import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommand } from "../cli/support/run";
import { folderOf, synthExample } from "../scan/plans";
import { deriveSchema } from "../stand-in/schemas";
import { type AppliedStack, describeTerraform, openForApply } from "../stand-in/terraform";
import { changeOf, expectInOrder, expectNoChanges, succeeded } from "./support";

const REAL_SCHEMA =
  process.env.AZURERM_MORE_SCHEMA_FILE ??
  join(resolve(__dirname, "../.."), "../shared/schemas/azurerm-4.55.0-more.json");

describeTerraform("the example of services", () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), "services-"))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function open(name: string): Promise<AppliedStack> {
    const stack = await openForApply(folderOf(root, name), { applyMilliseconds: 25 });
    succeeded(await stack.init());
    return stack;
  }

  test("is valid, gives a new identity its data role after its wait, and plans empty after", async () => {
    // GIVEN
    synthExample(root, "services.ts");
    const azure = await open("shop-azure");
    try {
      // WHEN
      expect(succeeded(await azure.validate())).toContain("The configuration is valid.");
      succeeded(await azure.plan("-out=first.plan"));
      const planned = join(root, "azure.json");
      writeFileSync(planned, JSON.stringify(await azure.show("first.plan")));
      succeeded(await azure.apply("first.plan"));

      // THEN
      const identity = changeOf(azure, "create", "azurerm_user_assigned_identity");
      const container = changeOf(azure, "create", "azurerm_cosmosdb_sql_container");
      const role = changeOf(azure, "create", "azurerm_cosmosdb_sql_role_assignment");
      const sleep = changeOf(azure, "create", "time_sleep", ({ create_duration, triggers }) =>
        JSON.stringify([create_duration, triggers]).includes('"30s",{"cluster_orders_identity'),
      );
      expectInOrder(identity, sleep);
      expectInOrder(sleep, role);
      expectInOrder(container, role);
      await expectNoChanges(azure);

      // THEN the plan of what is not there yet tells who gets what where
      const { stdout } = await runCommand("review", "--plan", `azure=${planned}`);
      expect(stdout).toContain(
        "Cosmos DB Built-in Data Contributor at container orders of database shop of Cosmos DB account shop-orders",
      );
      expect(stdout).toContain(
        "Storage Blob Data Contributor at azurerm_storage_container.invoices",
      );
      expect(stdout).not.toContain("unknown-decision");

      // WHEN
      const workloads = await open("shop-workloads");
      try {
        expect(succeeded(await workloads.validate())).toContain("The configuration is valid.");
        succeeded(await workloads.apply());

        // THEN
        const { attributes } = changeOf(workloads, "create", "kubernetes_deployment_v1");
        const env = JSON.stringify(attributes);
        expect(env).toContain('"name":"AZURE_SERVICEBUS_FULLYQUALIFIEDNAMESPACE"');
        await expectNoChanges(workloads);
      } finally {
        workloads.close();
      }
    } finally {
      azure.close();
    }
  });
});

const title = "the schemas of the services and those of the real azurerm provider";
if (existsSync(REAL_SCHEMA)) {
  const { resource_schemas: real } = JSON.parse(readFileSync(REAL_SCHEMA, "utf8")) as {
    resource_schemas: Record<
      string,
      { block: { attributes: Record<string, { required?: true }> } }
    >;
  };

  describe(title, () => {
    test.each([
      "azurerm_app_configuration",
      "azurerm_cognitive_account",
      "azurerm_cosmosdb_account",
      "azurerm_cosmosdb_sql_role_assignment",
      "azurerm_monitor_workspace",
      "azurerm_servicebus_namespace",
    ])("agree on the arguments of %s", (typeName) => {
      const required = (attributes: Record<string, { readonly required?: boolean }>) =>
        Object.entries(attributes).map(([name, one]) => [name, one.required === true]);
      const { attributes } = deriveSchema("resource", typeName);
      // The file was stripped of attributes called `description`.
      const kept = required(attributes).filter(([name]) => name !== "description");
      expect(kept.sort()).toEqual(required(real[typeName].block.attributes).sort());
    });
  });
} else {
  describe(title, () => {
    test.skip("agree [skipped, missing: the file that AZURERM_MORE_SCHEMA_FILE names]", () =>
      undefined);
  });
}
