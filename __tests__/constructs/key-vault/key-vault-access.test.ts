import { TerraformOutput } from "cdktf";
import {
  type IGrantable,
  KeyVaultAccess,
  type KeyVaultAccessProps,
  type KeyVaultSecretOptions,
  Principal,
  PrincipalType,
} from "../../../constructs";
import { newFederation, newGroup } from "../../support/fixtures";
import {
  expose,
  messageOf,
  resources,
  type StackJson,
  synth,
  type TestStack,
} from "../../support/synth";

/** A vault in a group of its own. */
function newVault(scope: TestStack, props: Partial<KeyVaultAccessProps> = {}): KeyVaultAccess {
  return new KeyVaultAccess(scope, "vault", {
    resourceGroup: newGroup(scope),
    name: "orders-vault",
    ...props,
  });
}

/** The role assignments of a stack as "role on scope". */
function grants(stack: StackJson): string[] {
  return resources(stack, "azurerm_role_assignment")
    .map(({ role_definition_name, scope }) => `${role_definition_name} on ${scope}`)
    .sort();
}

/** A vault and a federation whose identity is given something on it. */
function granted(grant: (vault: KeyVaultAccess, grantee: IGrantable) => unknown): StackJson {
  return synth((scope) => {
    const federation = newFederation(scope);
    const vault = new KeyVaultAccess(scope, "vault", {
      resourceGroup: federation.cluster.resourceGroup,
      name: "orders-vault",
    });
    grant(vault, federation);
  });
}

test("a vault gives access by roles and is protected against purging", () => {
  // WHEN
  const stack = synth((scope) => newVault(scope));

  // THEN
  expect(stack.resource).toEqual({
    azurerm_resource_group: { group: { name: "rg", location: "eastus" } },
    azurerm_key_vault: {
      vault: {
        name: "orders-vault",
        resource_group_name: "${azurerm_resource_group.group.name}",
        location: "eastus",
        tenant_id: "${data.azurerm_client_config.current-client.tenant_id}",
        sku_name: "standard",
        rbac_authorization_enabled: true,
        purge_protection_enabled: true,
        soft_delete_retention_days: 90,
        public_network_access_enabled: true,
      },
    },
  });
});

test("a vault takes what it is given", () => {
  // WHEN
  const stack = synth((scope) =>
    newVault(scope, {
      location: "West Europe",
      skuName: "premium",
      softDeleteRetentionDays: 7,
      purgeProtection: false,
      publicNetworkAccess: false,
      networkRules: { defaultAction: "Deny", ipRules: ["203.0.113.7"] },
      tags: { team: "orders" },
    }),
  );

  // THEN
  expect(resources(stack, "azurerm_key_vault")[0]).toMatchObject({
    location: "westeurope",
    sku_name: "premium",
    soft_delete_retention_days: 7,
    purge_protection_enabled: false,
    public_network_access_enabled: false,
    network_acls: { default_action: "Deny", bypass: "AzureServices", ip_rules: ["203.0.113.7"] },
    tags: { team: "orders" },
  });
});

test("a vault without a name gets a stable one that Terraform derives", () => {
  // WHEN
  const stack = synth((scope) => newVault(scope, { name: undefined }));

  // THEN
  expect(resources(stack, "azurerm_key_vault")[0].name).toBe(
    '${join("-", ["kv", substr(sha256(lower(join("/", [data.azurerm_client_config.current-client.subscription_id, azurerm_resource_group.group.name, "test/vault"]))), 0, 20)])}',
  );
});

test("a vault knows its id, name and URI", () => {
  // WHEN
  const stack = synth((scope) => {
    const vault = newVault(scope);
    expose(scope, { id: vault.id, name: vault.name, uri: vault.uri });
  });

  // THEN
  expect(stack.output).toEqual({
    id: { value: "${azurerm_key_vault.vault.id}" },
    name: { value: "orders-vault" },
    uri: { value: "${azurerm_key_vault.vault.vault_uri}" },
  });
});

test("a secret is a sensitive, ephemeral variable in a write-only argument", () => {
  // WHEN
  const stack = synth((scope) => newVault(scope).addSecret("db-password"));

  // THEN
  expect(stack.variable).toEqual({
    vault_db_password_value: {
      type: "string",
      description: "The value of the Key Vault secret db-password.",
      sensitive: true,
      ephemeral: true,
      nullable: false,
    },
  });
  const [wait] = Object.keys(stack.resource?.time_sleep ?? {});
  expect(resources(stack, "azurerm_key_vault_secret")).toEqual([
    {
      name: "db-password",
      key_vault_id: "${azurerm_key_vault.vault.id}",
      value_wo: "${var.vault_db_password_value}",
      value_wo_version: 1,
      depends_on: [`time_sleep.${wait}`],
    },
  ]);
  expect(stack.terraform.required_version).toBe(">= 1.11");
});

test("a secret takes what it is given", () => {
  // WHEN
  const stack = synth((scope) =>
    newVault(scope).addSecret("db-password", {
      variableName: "db_password",
      unsafeDefaultValue: "demo",
      version: 3,
      contentType: "text/plain",
      expirationDate: "2030-01-01T00:00:00Z",
      tags: { team: "orders" },
    }),
  );

  // THEN
  expect(stack.variable?.db_password.default).toBe("demo");
  expect(resources(stack, "azurerm_key_vault_secret")[0]).toMatchObject({
    value_wo: "${var.db_password}",
    value_wo_version: 3,
    content_type: "text/plain",
    expiration_date: "2030-01-01T00:00:00Z",
    tags: { team: "orders" },
  });
});

test("the deployer is given its role once, for the first secret, and secrets wait for it", () => {
  // WHEN
  const stack = synth((scope) => {
    const vault = newVault(scope);
    vault.addSecret("one");
    vault.addSecret("two");
  });

  // THEN
  const [assignment] = Object.keys(stack.resource?.azurerm_role_assignment ?? {});
  expect(resources(stack, "azurerm_role_assignment")).toEqual([
    {
      scope: "${azurerm_key_vault.vault.id}",
      role_definition_name: "Key Vault Secrets Officer",
      principal_id: "${data.azurerm_client_config.current-client.object_id}",
    },
  ]);
  expect(resources(stack, "time_sleep")).toEqual([
    {
      create_duration: "180s",
      triggers: { [assignment]: `\${azurerm_role_assignment.${assignment}.id}` },
    },
  ]);
});

test("the deployer may be named, with another wait", () => {
  // WHEN
  const stack = synth((scope) => {
    const pipeline = new Principal(scope, "pipeline", {
      objectId: "11111111-2222-3333-4444-555555555555",
      principalType: PrincipalType.SERVICE_PRINCIPAL,
    });
    newVault(scope, { deployer: pipeline, deployerPropagationWait: "10m" }).addSecret("one");
  });

  // THEN
  expect(resources(stack, "azurerm_role_assignment")[0]).toMatchObject({
    principal_id: "11111111-2222-3333-4444-555555555555",
    principal_type: "ServicePrincipal",
  });
  expect(resources(stack, "time_sleep")[0].create_duration).toBe("10m");
});

test("a deployer that has the role already is given none, and nothing waits", () => {
  // WHEN
  const stack = synth((scope) => newVault(scope, { grantDeployer: false }).addSecret("one"));

  // THEN
  expect(stack.resource?.azurerm_role_assignment).toBeUndefined();
  expect(stack.resource?.time_sleep).toBeUndefined();
  expect(resources(stack, "azurerm_key_vault_secret")[0]).not.toHaveProperty("depends_on");
});

test.each([
  ["grantSecretsRead", "Key Vault Secrets User"],
  ["grantSecretsWrite", "Key Vault Secrets Officer"],
  ["grantKeysUse", "Key Vault Crypto User"],
  ["grantCertificatesRead", "Key Vault Certificate User"],
] as const)("%s gives the role %s at the vault", (method, role) => {
  expect(grants(granted((vault, grantee) => vault[method](grantee)))).toEqual([
    `${role} on \${azurerm_key_vault.vault.id}`,
  ]);
});

test("any role can be given at the vault", () => {
  expect(
    grants(granted((vault, grantee) => vault.grant(grantee, "Key Vault Crypto Officer"))),
  ).toEqual(["Key Vault Crypto Officer on ${azurerm_key_vault.vault.id}"]);
});

test("one secret that exists can be read or written", () => {
  const stack = granted((vault, grantee) => {
    vault.secret("db-password").grantRead(grantee);
    vault.secret("db-password").grantWrite(grantee);
  });
  expect(grants(stack)).toEqual([
    "Key Vault Secrets Officer on ${azurerm_key_vault.vault.id}/secrets/db-password",
    "Key Vault Secrets User on ${azurerm_key_vault.vault.id}/secrets/db-password",
  ]);
});

test("a role on a secret that was added comes after the secret", () => {
  const stack = granted((vault, grantee) => {
    const added = vault.addSecret("db-password");
    expect(vault.secret("db-password")).toBe(added);
    added.grantRead(grantee);
  });
  const [secret] = Object.keys(stack.resource?.azurerm_key_vault_secret ?? {});
  expect(grants(stack)).toContain(
    `Key Vault Secrets User on \${azurerm_key_vault_secret.${secret}.resource_versionless_id}`,
  );
});

test.each([
  ["name", { name: "1--a-" }, "Key Vault name"],
  ["location", { location: "nowhere-land" }, "Azure region"],
  ["softDeleteRetentionDays", { softDeleteRetentionDays: 6 }, "soft-delete retention in days"],
  ["deployerPropagationWait", { deployerPropagationWait: "3 min" }, "duration"],
])("fails when `%s` breaks its rule", (prop, props, noun) => {
  expect(messageOf(() => synth((scope) => newVault(scope, props)))).toMatch(
    `[test/vault] \`${prop}\` is not a valid ${noun}.`,
  );
});

test.each([
  ["skuName", { skuName: "Premium" }],
  ["networkRules.defaultAction", { networkRules: { defaultAction: "deny" } }],
  ["networkRules.bypass", { networkRules: { defaultAction: "Deny", bypass: "All" } }],
])("fails when `%s` is a value that Azure does not know", (prop, props) => {
  expect(messageOf(() => synth((scope) => newVault(scope, props)))).toMatch(
    `[test/vault] \`${prop}\` has an unknown value.`,
  );
});

/** The message for a secret of a vault. */
function refusedSecret(name: string, options?: KeyVaultSecretOptions): string {
  return messageOf(() => synth((scope) => newVault(scope).addSecret(name, options)));
}

test("fails when a secret's name, version, variable or number of tags breaks its rule", () => {
  const tags = Object.fromEntries([...Array(16).keys()].map((n) => [`tag${n}`, "x"]));
  expect(refusedSecret("db_password")).toMatch(
    "is not a valid name of a Key Vault secret, key or certificate.",
  );
  expect(refusedSecret("a", { version: 0 })).toMatch("`version` is not a valid secret version.");
  expect(refusedSecret("a", { variableName: "1a" })).toMatch(
    "`variableName` is not a valid Terraform variable name.",
  );
  expect(refusedSecret("a", { tags })).toMatch("there are too many `tags`.");
});

test("fails when a secret is added twice, or after it was referred to", () => {
  const message = (before: (vault: KeyVaultAccess) => unknown) =>
    messageOf(() =>
      synth((scope) => {
        const vault = newVault(scope);
        before(vault);
        vault.addSecret("db-password");
      }),
    );
  expect(message((vault) => vault.addSecret("db-password"))).toBe(
    [
      "[test/vault] the vault already has a secret of this name.",
      '  got:     "db-password"',
      "  allowed: each secret name once per vault",
      '  fix:     use `secret("db-password")` for the one that was added',
      "  code:    secret-already-there",
    ].join("\n"),
  );
  expect(message((vault) => vault.secret("db-password"))).toBe(
    [
      "[test/vault] `secret(name)` came before `addSecret(name)`, and represents a secret that exists.",
      '  got:     "db-password"',
      "  allowed: each secret name once per vault",
      "  fix:     call `addSecret` first",
      "  code:    secret-already-there",
    ].join("\n"),
  );
});

test("fails when the variable's name is taken", () => {
  const message = messageOf(() =>
    synth((scope) => {
      new TerraformOutput(scope, "vault_a_value", { value: "x" });
      newVault(scope).addSecret("a");
    }),
  );
  expect(message).toBe(
    [
      "[test/vault/secrets/a] the stack already has something by the name of the Terraform variable for this secret.",
      '  got:     "vault_a_value"',
      "  allowed: a variable of its own for each secret",
      "  fix:     set `variableName` to another name",
      "  code:    variable-already-there",
    ].join("\n"),
  );
});

test.each([
  ["is empty", "", 0],
  ["has a line break", "a-value\nof two lines", 20],
  ["is too long", "v".repeat(25_001), 25_001],
])("fails when a demonstration value %s, and never shows it", (_how, value, length) => {
  const message = messageOf(() =>
    synth((scope) => {
      new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope) }).addSecret("a", {
        unsafeDefaultValue: value,
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/vault/secrets/a] `unsafeDefaultValue` is not a value that Key Vault keeps as it is.",
      `  got:     "${length} characters"`,
      "  allowed: 1 to 25,000 characters without line breaks",
      "  fix:     shorten it, or encode it",
      "  code:    unfit-secret-value",
    ].join("\n"),
  );
});
