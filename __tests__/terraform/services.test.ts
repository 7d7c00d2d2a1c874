import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../cli/support/run";
import { folderOf, synthExample } from "../scan/plans";
import { type AppliedStack, describeTerraform, openForApply } from "../stand-in/terraform";
import { changeOf, expectInOrder, expectNoChanges, succeeded } from "./support";

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
      const { stdout } = await runCommand("review", "--no-out", "--plan", `azure=${planned}`);
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
