import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { type IKeyVaultAccess, KeyVaultAccess } from "../../../constructs";
import { newFederation, newIdentity } from "../../support/fixtures";
import {
  expose,
  messageOf,
  resources,
  type StackJson,
  synth,
  synthStacks,
  TestStack,
} from "../../support/synth";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const VAULT_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/vaults/providers/Microsoft.KeyVault/vaults/orders-vault`;
const NAMES = { vaultName: "orders-vault", resourceGroupName: "vaults" };

/** The ways to import a vault, with the reference to its id that each gives. */
const IMPORTS: [string, (scope: TestStack) => IKeyVaultAccess, string][] = [
  [
    "by name",
    (scope) => KeyVaultAccess.fromVaultName(scope, "vault", NAMES),
    "${data.azurerm_key_vault.vault.id}",
  ],
  [
    "by id",
    (scope) =>
      KeyVaultAccess.fromVaultId(scope, "vault", {
        vaultId: VAULT_ID.replace("resourceGroups", "resourcegroups"),
      }),
    "${data.azurerm_key_vault.vault.id}",
  ],
  [
    "by attributes",
    (scope) =>
      KeyVaultAccess.fromVaultAttributes(scope, "vault", {
        vaultId: VAULT_ID,
        vaultUri: "https://orders-vault.vault.azure.net/",
      }),
    VAULT_ID,
  ],
];

/** The role assignments of a stack as "role on scope". */
function grants(stack: StackJson): string[] {
  return resources(stack, "azurerm_role_assignment")
    .map(({ role_definition_name, scope }) => `${role_definition_name} on ${scope}`)
    .sort();
}

describe.each(IMPORTS)("a vault %s", (_how, bring, id) => {
  test("gives all grants, on itself and on one secret, key or certificate", () => {
    // WHEN
    const stack = synth((scope) => {
      const vault = bring(scope);
      const orders = newFederation(scope);
      vault.grantSecretsRead(orders);
      vault.grantSecretsWrite(orders);
      vault.grantKeysUse(orders);
      vault.grantCertificatesRead(orders);
      vault.grant(orders, "Key Vault Reader");
      vault.secret("a").grantRead(orders);
      vault.key("a").grantUse(orders);
      vault.certificate("a").grantRead(orders);
      vault.certificate("a").grantRead(orders);
    });

    // THEN
    expect(grants(stack)).toEqual(
      [
        `Key Vault Secrets User on ${id}`,
        `Key Vault Secrets Officer on ${id}`,
        `Key Vault Crypto User on ${id}`,
        `Key Vault Certificate User on ${id}`,
        `Key Vault Reader on ${id}`,
        `Key Vault Secrets User on ${id}/secrets/a`,
        `Key Vault Crypto User on ${id}/keys/a`,
        `Key Vault Certificate User on ${id}/certificates/a`,
      ].sort(),
    );
    expect(stack.resource).not.toHaveProperty("azurerm_key_vault");
  });

  test("takes a secret, after the deployer's role", () => {
    // WHEN
    const stack = synth((scope) => bring(scope).addSecret("db-password"));

    // THEN
    expect(grants(stack)).toEqual([`Key Vault Secrets Officer on ${id}`]);
    expect(resources(stack, "azurerm_key_vault_secret")).toMatchObject([
      {
        name: "db-password",
        key_vault_id: id,
        value_wo: "${var.vault_db_password_value}",
        depends_on: [expect.stringMatching(/^time_sleep\./)],
      },
    ]);
  });

  test("is granted to an identity of a later stack without a cycle", () => {
    // WHEN
    const stacks = synthStacks((app) => {
      const vault = bring(new TestStack(app, "platform"));
      vault.grantSecretsRead(newIdentity(new TestStack(app, "team")));
    });

    // THEN
    expect(resources(stacks.team, "azurerm_role_assignment")).toHaveLength(1);
    expect(resources(stacks.platform, "azurerm_role_assignment")).toEqual([]);
  });
});

test("a vault that is looked up fails the plan without Azure RBAC, and warns without purge protection", () => {
  // WHEN
  const stack = synth((scope) => KeyVaultAccess.fromVaultName(scope, "vault", NAMES));

  // THEN
  expect(stack.data).toEqual({
    azurerm_key_vault: {
      vault: {
        name: "orders-vault",
        resource_group_name: "vaults",
        lifecycle: {
          postcondition: [
            {
              condition: "${self.rbac_authorization_enabled}",
              error_message:
                "The Key Vault orders-vault gives access by access policies, and role assignments on it have no effect. Turn Azure RBAC on with: az keyvault update --name orders-vault --resource-group vaults --enable-rbac-authorization",
            },
          ],
        },
      },
    },
  });
  const [check] = Object.values((stack as unknown as { check: Record<string, unknown> }).check);
  expect(check).toEqual({
    assert: [
      {
        condition: "${data.azurerm_key_vault.vault.purge_protection_enabled}",
        error_message:
          "The Key Vault orders-vault is not protected against purging. Turn it on with: az keyvault update --name orders-vault --resource-group vaults --enable-purge-protection",
      },
    ],
  });
});

test("a vault of another subscription is looked up and written to with that provider", () => {
  // WHEN
  const stack = synth((scope) => {
    const provider = new AzurermProvider(scope, "vaults", {
      alias: "vaults",
      features: [{}],
      subscriptionId: SUBSCRIPTION,
    });
    const vault = KeyVaultAccess.fromVaultId(scope, "vault", { vaultId: VAULT_ID, provider });
    vault.addSecret("db-password");
    vault.grantSecretsRead(newIdentity(scope));
  });

  // THEN
  expect(stack.data?.azurerm_key_vault.vault.provider).toBe("azurerm.vaults");
  expect(resources(stack, "azurerm_key_vault_secret")[0].provider).toBe("azurerm.vaults");
  expect(resources(stack, "azurerm_role_assignment").map(({ provider }) => provider)).toEqual([
    "azurerm.vaults",
    "azurerm.vaults",
  ]);
});

test("a vault by attributes looks nothing up, and has its URI only when it was given", () => {
  // WHEN
  const stack = synth((scope) => {
    const vault = KeyVaultAccess.fromVaultAttributes(scope, "vault", {
      vaultId: VAULT_ID,
      vaultUri: "https://orders-vault.vault.azure.net/",
    });
    expose(scope, { name: vault.name, uri: vault.uri });
  });

  // THEN
  expect(stack.data).toBeUndefined();
  expect(stack.output).toEqual({
    name: { value: "orders-vault" },
    uri: { value: "https://orders-vault.vault.azure.net/" },
  });
  expect(
    messageOf(() =>
      synth((scope) =>
        expose(scope, {
          uri: KeyVaultAccess.fromVaultAttributes(scope, "vault", { vaultId: VAULT_ID }).uri,
        }),
      ),
    ),
  ).toBe(
    [
      "[test/vault] `vaultUri` is needed here, but was not given to `fromVaultAttributes`.",
      "  fix:     give `vaultUri` to `fromVaultAttributes`, or import by name",
      "  code:    attribute-not-given",
    ].join("\n"),
  );
});

describe("an imported vault is refused", () => {
  const refused = (bring: (scope: TestStack) => unknown) => messageOf(() => synth(bring));

  test.each([
    ["by the id of a secret", `${VAULT_ID}/secrets/a`],
    ["by the URI of a secret", "https://orders-vault.vault.azure.net/secrets/a"],
    [
      "by the id of an identity",
      VAULT_ID.replace(
        "Microsoft.KeyVault/vaults",
        "Microsoft.ManagedIdentity/userAssignedIdentities",
      ),
    ],
  ])("%s", (_what, vaultId) => {
    expect(refused((scope) => KeyVaultAccess.fromVaultId(scope, "vault", { vaultId }))).toBe(
      [
        "[test/vault] `vaultId` is not the resource id of a Key Vault.",
        `  got:     "${vaultId}"`,
        "  allowed: /subscriptions/<subscription id>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/<name>",
        "  fix:     pass the id of a Key Vault, as printed by `az … show --query id`",
        "  code:    wrong-resource-id",
      ].join("\n"),
    );
  });

  test("by an id of another subscription than the provider's", () => {
    const message = messageOf(() =>
      synthStacks((app) => {
        const stack = new TestStack(app, "test", {
          subscriptionId: "99999999-2222-3333-4444-555555555555",
        });
        KeyVaultAccess.fromVaultId(stack, "vault", { vaultId: VAULT_ID });
      }),
    );
    expect(message).toMatch("[test/vault] `vaultId` is in another subscription");
  });

  test("by names or a URI that break their rules", () => {
    expect(
      refused((scope) =>
        KeyVaultAccess.fromVaultName(scope, "vault", { ...NAMES, vaultName: "1--a-" }),
      ),
    ).toMatch("[test/vault] `vaultName` is not a valid Key Vault name.");
    expect(
      refused((scope) =>
        KeyVaultAccess.fromVaultName(scope, "vault", { ...NAMES, resourceGroupName: "rg." }),
      ),
    ).toMatch("[test/vault] `resourceGroupName` is not a valid resource group name.");
    expect(
      refused((scope) =>
        KeyVaultAccess.fromVaultAttributes(scope, "vault", {
          vaultId: VAULT_ID,
          vaultUri: "https://orders-vault.vault.azure.net/secrets/a",
        }),
      ),
    ).toMatch("[test/vault] `vaultUri` is not a valid vault URI.");
  });
});
