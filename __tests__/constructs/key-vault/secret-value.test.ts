import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { KeyVaultAccess, type KeyVaultSecretOptions } from "../../../constructs";
import { newGroup } from "../../support/fixtures";
import { messageOf, resources, synth, type TestStack, warningsOf } from "../../support/synth";

const newVault = (scope: TestStack) =>
  new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope) });

/** The connection string of a storage account. */
function connectionString(scope: TestStack): string {
  return new StorageAccount(scope, "storage", {
    name: "orders",
    resourceGroupName: "rg",
    location: "eastus",
    accountTier: "Standard",
    accountReplicationType: "LRS",
  }).primaryConnectionString;
}

test("a value that is a reference goes into the write-only argument, without a variable", () => {
  // WHEN
  const stack = synth((scope) => {
    newVault(scope).addSecret("connection", { value: connectionString(scope), version: 2 });
  });

  // THEN
  expect(resources(stack, "azurerm_key_vault_secret")).toMatchObject([
    {
      value_wo: "${azurerm_storage_account.storage.primary_connection_string}",
      value_wo_version: 2,
    },
  ]);
  expect(stack.variable).toBeUndefined();
});

test.each<[string, (scope: TestStack) => KeyVaultSecretOptions, string]>([
  [
    "a value that is text",
    () => ({ value: "hunter2" }),
    "`value` is text, which would stand in the synthesized JSON for all to read.",
  ],
  [
    "a reference as a default",
    (scope) => ({ unsafeDefaultValue: connectionString(scope) }),
    "`unsafeDefaultValue` is a reference, and Terraform takes none as the default of a variable.",
  ],
  [
    "a value and a default",
    (scope) => ({ value: connectionString(scope), unsafeDefaultValue: "hunter2" }),
    "`unsafeDefaultValue` is of no use beside `value`: the secret then has no Terraform variable.",
  ],
  [
    "a value and a variable",
    (scope) => ({ value: connectionString(scope), variableName: "password" }),
    "`variableName` is of no use beside `value`",
  ],
  ["a template in a default", () => ({ unsafeDefaultValue: "hunter2${x}" }), "start of a template"],
  [
    "a default of another type",
    () => ({ unsafeDefaultValue: ["hunter2"] as never }),
    "is not text",
  ],
])("fails with %s, and never shows it", (_what, options, text) => {
  const message = messageOf(() =>
    synth((scope) => newVault(scope).addSecret("connection", options(scope))),
  );
  expect(message).toContain(text);
  expect(message).not.toContain("hunter2");
});

test.each([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
])("fails when the variable is called %s, which Terraform keeps for itself", (variableName) => {
  expect(
    messageOf(() => synth((scope) => newVault(scope).addSecret("a", { variableName }))),
  ).toContain(
    [
      "Terraform keeps this name for itself, and refuses a variable of it.",
      `  got:     "${variableName}"`,
    ].join("\n"),
  );
});

test("fails when the expiration is no time in UTC", () => {
  expect(
    messageOf(() =>
      synth((scope) => newVault(scope).addSecret("a", { expirationDate: "2030-01-01" })),
    ),
  ).toContain("`expirationDate` is not a valid time.");
});

describe("network rules", () => {
  const withRules = (ipRules: string[], virtualNetworkSubnetIds?: string[]) => (scope: TestStack) =>
    new KeyVaultAccess(scope, "vault", {
      resourceGroup: newGroup(scope),
      networkRules: { defaultAction: "Deny", ipRules, virtualNetworkSubnetIds },
    });

  test.each(["203.0.113.7", "203.0.113.0/24", "203.0.113.7/32"])("let %s in", (rule) => {
    expect(() => synth(withRules([rule]))).not.toThrow();
  });

  test.each([
    ["10.0.0.4", "is in a private network"],
    ["172.31.0.0/16", "is in a private network"],
    ["192.168.1.1", "is in a private network"],
    ["2001:db8::1", "is IPv6, which Key Vault does not take"],
    ["203.0.113.0/33", "is no address and no range of addresses"],
    ["203.0.113", "is no address and no range of addresses"],
    ["vpn.example.com", "is no address and no range of addresses"],
  ])("refuse %s, which %s", (rule, why) => {
    expect(messageOf(() => synth(withRules([rule])))).toContain(
      `\`networkRules.ipRules[0]\` ${why}.\n  got:     "${rule}"`,
    );
  });

  test("refuse what is no subnet id", () => {
    expect(messageOf(() => synth(withRules([], ["pods"])))).toContain(
      "`networkRules.virtualNetworkSubnetIds[0]` is not a valid subnet id.",
    );
  });

  test("that let nobody in draw a warning when a secret is to be written", () => {
    const warning =
      "The vault lets nobody in from the Internet, and Terraform is to write the secret a: Azure answers ForbiddenByFirewall or ForbiddenByConnection unless Terraform runs in a network with a private endpoint of the vault. Name the address of whatever runs Terraform in `networkRules.ipRules` otherwise.";
    expect(warningsOf((scope) => withRules([])(scope).addSecret("a"))).toEqual([warning]);
    expect(
      warningsOf((scope) =>
        new KeyVaultAccess(scope, "vault", {
          resourceGroup: newGroup(scope),
          publicNetworkAccess: false,
        }).addSecret("a"),
      ),
    ).toEqual([warning]);
    expect(warningsOf((scope) => withRules(["203.0.113.7"])(scope).addSecret("a"))).toEqual([]);
    expect(warningsOf((scope) => withRules([])(scope).secret("a"))).toEqual([]);
  });
});
