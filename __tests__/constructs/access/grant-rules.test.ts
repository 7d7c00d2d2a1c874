import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { TerraformOutput } from "cdktf";
import { Grant, type GrantOptions, GrantScope, ResourceGroup } from "../../../constructs";
import { newGroup, newIdentity } from "../../support/fixtures";
import { messageOf, resources, synth } from "../../support/synth";

const GUID = "11111111-2222-3333-4444-555555555555";

/** The message for a grant at the identity's group. */
function refused(options: Partial<GrantOptions>): string {
  return messageOf(() =>
    synth((scope) => {
      const identity = newIdentity(scope);
      const group = scope.node.findChild("group") as ReturnType<typeof newGroup>;
      identity.grant({ role: "Reader", scope: group, ...options });
    }),
  );
}

describe("a scope whose `id` is a URL of the data plane", () => {
  test("is replaced by the resource id that the provider has beside it", () => {
    // WHEN
    const stack = synth((scope) => {
      const identity = newIdentity(scope);
      const container = new StorageContainer(scope, "container", {
        name: "data",
        storageAccountId: "orders",
      });
      const key = new KeyVaultKey(scope, "key", {
        name: "k",
        keyVaultId: "v",
        keyType: "RSA",
        keyOpts: ["sign"],
      });
      const secret = new KeyVaultSecret(scope, "secret", {
        name: "s",
        keyVaultId: "v",
        value: "x",
      });
      identity.grant({ role: "Storage Blob Data Reader", scope: container });
      identity.grant({ role: "Key Vault Crypto User", scope: GrantScope.fromResource(key) });
      identity.grant({ role: "Key Vault Secrets User", scope: secret });
    });

    // THEN
    const scopes = resources(stack, "azurerm_role_assignment").map(({ scope }) => scope);
    expect(scopes.sort()).toEqual([
      "${azurerm_key_vault_key.key.resource_versionless_id}",
      "${azurerm_key_vault_secret.secret.resource_versionless_id}",
      "${azurerm_storage_container.container.id}",
    ]);
  });

  test("is refused where it is written", () => {
    const scope = (stack: Parameters<Parameters<typeof synth>[0]>[0]) =>
      GrantScope.fromId(stack, "blob", "https://orders.blob.core.windows.net/data");
    expect(
      messageOf(() =>
        synth((stack) => newIdentity(stack).grant({ role: "Reader", scope: scope(stack) })),
      ),
    ).toContain("`scope` is not a valid scope of a role.");
  });
});

describe("a role", () => {
  test("that is a GUID is answered with the name of the built-in role, or the way to a custom one", () => {
    expect(refused({ role: "7f951dda-4ed3-4680-a7ca-43fe172d538d" })).toBe(
      [
        "[test/identity/7f951dda-4ed3-4680-a7ca-43fe172d538d-on-group] `role` is the id of a role definition, and not the name of a role.",
        '  got:     "7f951dda-4ed3-4680-a7ca-43fe172d538d"',
        "  allowed: the name of an Azure role",
        '  fix:     change `role` to "AcrPull"',
        "  code:    role-is-id",
      ].join("\n"),
    );
    expect(refused({ role: GUID })).toContain("  fix:     give `roleDefinitionId` instead:");
  });

  test.each([
    { role: "Cosmos DB Built-in Data Reader" },
    { role: undefined, roleDefinitionId: "00000000-0000-0000-0000-000000000002" },
    { role: undefined, roleDefinitionId: "/subscriptions/x/a/sqlRoleDefinitions/1" },
  ])("of Cosmos DB's own is answered with the methods for it: %j", (options) => {
    expect(refused(options)).toContain(
      [
        "this is a data role of Cosmos DB, and no role of Azure RBAC.",
        `  got:     "${options.role ?? options.roleDefinitionId}"`,
        "  allowed: roles of Azure RBAC",
        "  fix:     use `grantRead` or `grantWrite` of a `CosmosDbAccess`",
        "  code:    cosmos-role",
      ].join("\n"),
    );
  });

  test.each([
    GUID,
    "Reader",
    `/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
    `/subscriptions/dev/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
  ])("by the definition id %s is refused", (roleDefinitionId) => {
    expect(refused({ role: undefined, roleDefinitionId })).toContain(
      "`roleDefinitionId` is not a valid id of a role definition.",
    );
  });

  test.each([
    ["Acr Pull", "AcrPull"],
    ["Storage Blob Data Raeder", "Storage Blob Data Reader"],
    ["contributer", "Contributor"],
  ])("%j is taken for a slip of %j", (role, known) => {
    expect(refused({ role })).toContain(`  fix:     change \`role\` to "${known}"`);
  });

  test("under an empty condition is refused", () => {
    expect(refused({ condition: " " })).toContain(
      "`condition` is not a valid condition of a role assignment.",
    );
  });
});

test("scopes whose names differ in signs only are two, each with an assignment", () => {
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    for (const name of ["data_a", "data-a"]) {
      const group = new ResourceGroup(scope, name, { name, location: "eastus" });
      identity.grant({ role: "Reader", scope: group });
    }
  });
  expect(resources(stack, "azurerm_role_assignment")).toHaveLength(2);
});

describe("a role that is assigned already", () => {
  test("creates nothing, counts as granted, and lets nothing wait", () => {
    // WHEN
    const stack = synth((scope) => {
      const identity = newIdentity(scope);
      const group = scope.node.findChild("group") as ReturnType<typeof newGroup>;
      const grant = identity.grant({ role: "Reader", scope: group, existing: true });

      // THEN
      expect(identity.grant({ role: "reader", scope: group })).toBe(grant);
      expect(grant.existing).toBe(true);
    });
    expect(resources(stack, "azurerm_role_assignment")).toEqual([]);
    expect(resources(stack, "time_sleep")).toEqual([]);
  });

  test("can be depended on like others", () => {
    const stack = synth((scope) => {
      const identity = newIdentity(scope);
      const group = scope.node.findChild("group") as ReturnType<typeof newGroup>;
      const grant = identity.grant({ role: "Reader", scope: group, existing: true });
      expect(grant.afterPropagation()).toBe(grant.afterPropagation());
    });
    expect(resources(stack, "terraform_data")).toEqual([{ triggers_replace: { role: "Reader" } }]);
  });

  test("fails when its id is read", () => {
    const message = messageOf(() =>
      synth((scope) => {
        const identity = newIdentity(scope);
        const group = scope.node.findChild("group") as ReturnType<typeof newGroup>;
        const { id } = Grant.of(identity, { role: "Reader", scope: group, existing: true });
        new TerraformOutput(scope, "id", { value: id });
      }),
    );
    expect(message).toContain("the role assignment exists already, and nobody gave its id.");
  });
});
