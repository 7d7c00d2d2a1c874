import {
  CosmosdbAccount,
  type CosmosdbAccountConfig,
} from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { CosmosdbSqlContainer } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-container";
import { CosmosdbSqlDatabase } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-database";
import { CosmosdbSqlRoleDefinition } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-definition";
import { DataAzurermCosmosdbAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-cosmosdb-account";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformOutput, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import {
  CosmosDbAccess,
  type CosmosDbGrantOptions,
  GrantScope,
  type ICosmosDbScope,
  KeyVaultAccess,
  ManagedIdentity,
  Principal,
  PrincipalType,
  WorkloadDeployment,
} from "../../../constructs";
import { newGroup, newIdentity, newServiceAccount } from "../../support/fixtures";
import { messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const ACCOUNT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/data/providers/Microsoft.DocumentDB/databaseAccounts/shop`;
const READER = "sqlRoleDefinitions/00000000-0000-0000-0000-000000000001";
const CONTRIBUTOR = "sqlRoleDefinitions/00000000-0000-0000-0000-000000000002";
const OWN_ROLE = "sqlRoleDefinitions/66666666-7777-8888-9999-000000000000";

/** An account of the program. */
function newAccount(stack: Construct, config: Partial<CosmosdbAccountConfig> = {}) {
  return new CosmosdbAccount(stack, "account", {
    name: "shop",
    resourceGroupName: "data",
    location: "eastus",
    offerType: "Standard",
    consistencyPolicy: { consistencyLevel: "Session" },
    geoLocation: [{ location: "eastus", failoverPriority: 0 }],
    ...config,
  });
}

/** The data of an account that exists. */
function existing(stack: Construct, id = ACCOUNT): CosmosDbAccess {
  return new CosmosDbAccess(stack, "cosmos", { account: GrantScope.fromId(stack, "shop", id) });
}

const assignments = (build: (stack: TestStack) => void) =>
  resources(synth(build), "azurerm_cosmosdb_sql_role_assignment");

const someone = (stack: Construct) =>
  new Principal(stack, "team", {
    objectId: "99999999-2222-3333-4444-555555555555",
    principalType: PrincipalType.GROUP,
  });

describe("a grant", () => {
  test("of an account of the program is an assignment of Cosmos DB's own in the account's group", () => {
    // WHEN
    const stack = synth((scope) => {
      const cosmos = new CosmosDbAccess(scope, "cosmos", { account: newAccount(scope) });
      cosmos.grantRead(newIdentity(scope));
    });

    // THEN
    const id =
      "/subscriptions/${data.azurerm_client_config.current-client.subscription_id}/resourceGroups/${azurerm_cosmosdb_account.account.resource_group_name}/providers/Microsoft.DocumentDB/databaseAccounts/${azurerm_cosmosdb_account.account.name}";
    expect(Object.entries(stack.resource?.azurerm_cosmosdb_sql_role_assignment ?? {})).toEqual([
      [
        expect.stringMatching(/^identity_cosmos-db-built-in-data-reader-on-cosmos_[0-9A-F]{8}$/),
        {
          account_name: "${azurerm_cosmosdb_account.account.name}",
          resource_group_name: "${azurerm_cosmosdb_account.account.resource_group_name}",
          scope: id,
          role_definition_id: `${id}/${READER}`,
          principal_id: "${azurerm_user_assigned_identity.identity.principal_id}",
          depends_on: ["time_sleep.propagation_identities_" + sleepHash(stack)],
        },
      ],
    ]);
    expect(stack.resource?.azurerm_role_assignment).toBeUndefined();
  });

  test("of a data source, or of a provider that names its subscription, has an id that a plan knows", () => {
    // WHEN
    const { test: stack } = synthStacks((app) => {
      const scope = new TestStack(app, "test", { subscriptionId: SUBSCRIPTION });
      const account = new DataAzurermCosmosdbAccount(scope, "read", {
        name: "shop",
        resourceGroupName: "data",
      });
      new CosmosDbAccess(scope, "read-data", { account }).grantRead(someone(scope));
    });

    // THEN
    expect(resources(stack, "azurerm_cosmosdb_sql_role_assignment")).toMatchObject([
      {
        account_name: "${data.azurerm_cosmosdb_account.read.name}",
        scope: `/subscriptions/${SUBSCRIPTION}/resourceGroups/\${data.azurerm_cosmosdb_account.read.resource_group_name}/providers/Microsoft.DocumentDB/databaseAccounts/\${data.azurerm_cosmosdb_account.read.name}`,
      },
    ]);
    expect(stack.data).not.toHaveProperty("azurerm_client_config");
  });

  test("of `fromResource`, which other languages need, is the same", () => {
    const found = assignments((stack) => {
      const account = GrantScope.fromResource(newAccount(stack));
      new CosmosDbAccess(stack, "cosmos", { account }).grantRead(someone(stack));
    });
    expect(found).toMatchObject([{ account_name: "${azurerm_cosmosdb_account.account.name}" }]);
  });

  test("of another id that is a reference takes the id apart", () => {
    const found = assignments((stack) => {
      const { stringValue } = new TerraformVariable(stack, "account_id", { type: "string" });
      existing(stack, stringValue).grantRead(someone(stack));
    });
    expect(found).toMatchObject([
      {
        account_name: '${element(split("/", var.account_id), 8)}',
        resource_group_name: '${element(split("/", var.account_id), 4)}',
        scope: "${var.account_id}",
      },
    ]);
  });

  test("of an account that exists has its name and group from the id", () => {
    expect(assignments((stack) => existing(stack).grantWrite(someone(stack)))).toEqual([
      {
        account_name: "shop",
        resource_group_name: "data",
        scope: ACCOUNT,
        role_definition_id: `${ACCOUNT}/${CONTRIBUTOR}`,
        principal_id: "99999999-2222-3333-4444-555555555555",
      },
    ]);
  });

  test("of a database or a container is assigned at the path that Cosmos DB has for it", () => {
    // WHEN
    const found = assignments((stack) => {
      const shop = existing(stack).database("shop");
      const team = someone(stack);
      shop.grantRead(team);
      shop.container("orders 2026").grantWrite(team);
    });

    // THEN
    expect(found.map(({ scope }) => scope).sort()).toEqual([
      `${ACCOUNT}/dbs/shop`,
      `${ACCOUNT}/dbs/shop/colls/orders 2026`,
    ]);
  });

  test("of a container of the program comes after it, and is named after the resource", () => {
    // WHEN
    const stack = synth((scope) => {
      const account = newAccount(scope);
      const at = { resourceGroupName: "data", accountName: account.name };
      const database = new CosmosdbSqlDatabase(scope, "db", { ...at, name: "shop" });
      const container = new CosmosdbSqlContainer(scope, "items", {
        ...at,
        databaseName: database.name,
        name: "orders",
        partitionKeyPaths: ["/id"],
      });
      const cosmos = new CosmosDbAccess(scope, "cosmos", { account });
      cosmos.database(database.name).container(container.name).grantRead(newIdentity(scope));
    });

    // THEN
    const [[name, { scope }]] = Object.entries(
      stack.resource?.azurerm_cosmosdb_sql_role_assignment ?? {},
    );
    expect(name).toMatch(
      /^identity_cosmos-db-built-in-data-reader-on-cosmos-azurerm-cosmosdb-sql-database-db-name-azurerm-cosmosdb-sql-container-items-name_/,
    );
    expect(scope).toContain(
      "/databaseAccounts/${azurerm_cosmosdb_account.account.name}/dbs/${azurerm_cosmosdb_sql_database.db.name}/colls/${azurerm_cosmosdb_sql_container.items.name}",
    );
  });

  test("gives a role of the account's own, by an id or a reference, and a built-in one by its id", () => {
    // WHEN
    const found = assignments((stack) => {
      const account = newAccount(stack);
      const role = new CosmosdbSqlRoleDefinition(stack, "appender", {
        name: "appender",
        accountName: account.name,
        resourceGroupName: "data",
        assignableScopes: [account.id],
        permissions: [{ dataActions: ["x"] }],
      });
      new CosmosDbAccess(stack, "own", { account }).grant(someone(stack), role.id);
      const cosmos = existing(stack);
      cosmos.grant(newIdentity(stack), `${ACCOUNT}/${OWN_ROLE}`);
      cosmos.grant(newIdentity(stack, "other", "other"), `${ACCOUNT}/${READER}`);
    });

    // THEN
    expect(found.map(({ role_definition_id }) => role_definition_id).sort()).toEqual([
      "${azurerm_cosmosdb_sql_role_definition.appender.id}",
      `${ACCOUNT}/${READER}`,
      `${ACCOUNT}/${OWN_ROLE}`,
    ]);
  });

  test("twice is one assignment, by whatever object of the account and way to say the role", () => {
    // WHEN
    const grants: unknown[] = [];
    const found = assignments((stack) => {
      const team = someone(stack);
      const cosmos = existing(stack);
      const again = new CosmosDbAccess(stack, "again", {
        account: GrantScope.fromId(stack, "same", ACCOUNT),
      });
      grants.push(cosmos.grantRead(team), again.grantRead(team));
      grants.push(cosmos.grant(team, `${ACCOUNT}/${READER}`));
    });

    // THEN
    expect(found).toHaveLength(1);
    expect(new Set(grants).size).toBe(1);
  });

  test("twice in an account of the program is one assignment, too", () => {
    expect(
      assignments((stack) => {
        const account = newAccount(stack);
        const team = someone(stack);
        for (const id of ["cosmos", "again"]) {
          new CosmosDbAccess(stack, id, { account }).database("shop").grantRead(team);
        }
      }),
    ).toHaveLength(1);
  });

  test("of another scope or role is another assignment; the names of databases differ in capitals", () => {
    const found = assignments((stack) => {
      const team = someone(stack);
      const cosmos = existing(stack);
      cosmos.grantRead(team);
      cosmos.grantWrite(team);
      cosmos.database("shop").grantRead(team);
      cosmos.database("SHOP").grantRead(team);
    });
    expect(new Set(found.map(({ scope, role_definition_id: r }) => `${scope} ${r}`)).size).toBe(4);
  });

  test("that exists already creates nothing, and still counts", () => {
    // WHEN
    let id = "";
    const stack = synth((scope) => {
      const grant = existing(scope).grantRead(someone(scope), { existing: true });
      expect(grant).toMatchObject({
        role: "Cosmos DB Built-in Data Reader",
        dataPath: ACCOUNT,
        existing: true,
      });
      new TerraformOutput(scope, "after", { value: "x", dependsOn: [grant.afterPropagation()] });
      id = messageOf(() => grant.id);
    });

    // THEN
    expect(stack.resource).toEqual({ terraform_data: expect.anything() });
    expect(id).toContain("existing-grant-id");
  });
});

describe("what waits", () => {
  test("a new identity reaches the directory before Cosmos DB is asked to know it", () => {
    // WHEN
    const stack = synth((scope) => {
      existing(scope).grantRead(newIdentity(scope));
    });

    // THEN
    expect(resources(stack, "time_sleep")).toEqual([
      {
        create_duration: "30s",
        triggers: {
          identity: "${azurerm_user_assigned_identity.identity.principal_id}",
        },
      },
    ]);
  });

  test("an identity that exists needs no such wait", () => {
    const stack = synth((scope) => {
      const identity = ManagedIdentity.fromIdentityName(scope, "identity", {
        identityName: "orders",
        resourceGroupName: "rg",
      });
      existing(scope).grantRead(identity);
    });
    expect(stack.resource?.time_sleep).toBeUndefined();
  });

  test("a workload comes after the data roles of its identity, in the wait of all its roles", () => {
    // WHEN
    const stack = synth((scope) => {
      const serviceAccount = newServiceAccount(scope);
      const { identity } = serviceAccount;
      new WorkloadDeployment(scope, "deployment", {
        serviceAccount,
        name: "orders",
        containers: [{ name: "orders", image: "example.com/orders:1" }],
      });
      existing(scope).database("shop").grantWrite(identity);
      identity.identity.grant({ role: "Reader", scope: newGroup(scope) });
    });

    // THEN
    const sleeps = stack.resource?.time_sleep ?? {};
    const [name] = Object.keys(sleeps).filter((one) => one.includes("roles-of-workloads"));
    expect(Object.values(sleeps[name].triggers as object).sort()).toEqual([
      expect.stringMatching(/^\$\{azurerm_cosmosdb_sql_role_assignment\..*\.id\}$/),
      expect.stringMatching(/^\$\{azurerm_role_assignment\..*\.id\}$/),
    ]);
    expect(resources(stack, "kubernetes_deployment_v1")[0].depends_on).toContain(
      `time_sleep.${name}`,
    );
  });

  test("another wait is another `time_sleep`", () => {
    const stack = synth((scope) => {
      const grant = existing(scope).grantRead(someone(scope), { propagationWait: "5m" });
      new TerraformOutput(scope, "after", { value: "x", dependsOn: [grant.afterPropagation()] });
    });
    expect(resources(stack, "time_sleep")).toMatchObject([{ create_duration: "5m" }]);
  });
});

describe("across stacks", () => {
  const twoStacks = (build: (identities: TestStack, data: TestStack) => void) =>
    synthStacks((app) => build(new TestStack(app, "identities"), new TestStack(app, "data")));

  test("the assignment stands under the grantee", () => {
    const { identities, data } = twoStacks((first, second) => {
      const cosmos = new CosmosDbAccess(first, "cosmos", { account: newAccount(first) });
      cosmos.grantRead(newIdentity(second));
    });
    expect(identities.resource?.azurerm_cosmosdb_sql_role_assignment).toBeUndefined();
    expect(resources(data, "azurerm_cosmosdb_sql_role_assignment")).toHaveLength(1);
  });

  test("it stands beside an account whose stack comes after the grantee's", () => {
    const { identities, data } = twoStacks((first, second) => {
      const identity = newIdentity(first);
      second.addDependency(first);
      const cosmos = new CosmosDbAccess(second, "cosmos", { account: newAccount(second) });
      cosmos.grantRead(identity);
    });
    expect(identities.resource?.azurerm_cosmosdb_sql_role_assignment).toBeUndefined();
    expect(resources(data, "azurerm_cosmosdb_sql_role_assignment")).toHaveLength(1);
  });

  test("it stands `within` another construct, and is made with the account's provider", () => {
    // WHEN
    const { data } = twoStacks((first, second) => {
      const provider = new AzurermProvider(second, "shared", {
        features: [{}],
        alias: "shared",
        subscriptionId: SUBSCRIPTION,
      });
      const cosmos = new CosmosDbAccess(second, "cosmos", {
        account: newAccount(second, { provider }),
      });
      cosmos.grantRead(someone(first), { within: second });
    });

    // THEN
    expect(resources(data, "azurerm_cosmosdb_sql_role_assignment")).toMatchObject([
      { provider: "azurerm.shared" },
    ]);
  });
});

describe("refused", () => {
  const refusal = (build: (cosmos: CosmosDbAccess, stack: Construct) => unknown) =>
    messageOf(() => synth((stack) => void build(existing(stack), stack)));

  test("is what is no account", () => {
    expect(
      messageOf(() => synth((stack) => void existing(stack, `${ACCOUNT}/sqlDatabases/a`))),
    ).toBe(
      [
        "[test/cosmos] `account` is not the resource id of a Cosmos DB account.",
        `  got:     "${ACCOUNT}/sqlDatabases/a"`,
        "  allowed: /subscriptions/<subscription id>/resourceGroups/<group>/providers/Microsoft.DocumentDB/databaseAccounts/<name>",
        "  fix:     pass the id of a Cosmos DB account, as printed by `az … show --query id`",
        "  code:    wrong-resource-id",
      ].join("\n"),
    );
  });

  test.each<[string, Partial<CosmosdbAccountConfig>]>([
    ["the kind MongoDB", { kind: "MongoDB" }],
    ["the capability EnableGremlin", { capabilities: [{ name: "EnableGremlin" }] }],
  ])("is an account of another API: %s", (got, config) => {
    expect(
      messageOf(() =>
        synth(
          (stack) =>
            void new CosmosDbAccess(stack, "cosmos", { account: newAccount(stack, config) }),
        ),
      ),
    ).toBe(
      [
        "[test/cosmos] `account` has another API than the one for NoSQL, and the roles of that one do not count in it.",
        `  got:     "${got}"`,
        "  allowed: an account of the kind GlobalDocumentDB, without the capability of another API",
        "  fix:     give roles in the way of that API (https://learn.microsoft.com/azure/cosmos-db/role-based-access-control)",
        "  code:    cosmos-db-api",
      ].join("\n"),
    );
  });

  test("is nothing of an account for NoSQL with other capabilities", () => {
    expect(
      assignments((stack) => {
        const account = newAccount(stack, {
          kind: "GlobalDocumentDB",
          capabilities: [{ name: "EnableServerless" }],
        });
        new CosmosDbAccess(stack, "cosmos", { account }).grantRead(someone(stack));
      }),
    ).toHaveLength(1);
  });

  test.each<[string, (cosmos: CosmosDbAccess) => ICosmosDbScope]>([
    ["database", (cosmos) => cosmos.database("shop/orders")],
    ["container", (cosmos) => cosmos.database("shop").container("a?b")],
  ])("is the name of a %s that breaks the rules", (noun, build) => {
    expect(refusal(build)).toContain(
      `\`${noun} name\` is not a valid name of a Cosmos DB database or container.`,
    );
  });

  test("is the name of a role where the id of its definition is asked for", () => {
    expect(refusal((cosmos, stack) => cosmos.grant(someone(stack), "Reader"))).toContain(
      "`roleDefinitionId` is not a valid id of a role definition of Cosmos DB.",
    );
  });

  test("is a role of another account", () => {
    const other = ACCOUNT.replace(/shop$/, "other");
    expect(refusal((cosmos, stack) => cosmos.grant(someone(stack), `${other}/${OWN_ROLE}`))).toBe(
      [
        "[test/cosmos] `roleDefinitionId` is a role of another Cosmos DB account; each account knows its own alone.",
        `  got:     "${other}/${OWN_ROLE}"`,
        `  allowed: ${ACCOUNT}/sqlRoleDefinitions/<GUID>`,
        "  fix:     define the role in this account, with an `azurerm_cosmosdb_sql_role_definition`",
        "  code:    other-cosmos-db-account",
      ].join("\n"),
    );
  });

  test("is an account of another subscription than its provider's", () => {
    expect(
      messageOf(() =>
        synthStacks((app) => {
          const subscriptionId = "22222222-2222-3333-4444-555555555555";
          existing(new TestStack(app, "test", { subscriptionId }));
        }),
      ),
    ).toContain("[test/cosmos]");
  });

  test("are more assignments than an account takes", () => {
    const message = refusal((cosmos, stack) => {
      const team = someone(stack);
      const options: CosmosDbGrantOptions = { propagationWait: "0s" };
      for (let n = 0; n <= 2_000; n++) cosmos.database(`shop-${n}`).grantRead(team, options);
    });
    expect(message).toContain(
      "the program assigns more data roles in this account than Cosmos DB takes.",
    );
    expect(message).toContain("  got:     2001");
  });
});

test("a data role of Cosmos DB reads no secret of a vault", () => {
  expect(
    messageOf(() =>
      synth((scope) => {
        const serviceAccount = newServiceAccount(scope);
        const vault = new KeyVaultAccess(scope, "vault", {
          resourceGroup: newGroup(scope),
          name: "orders-vault",
        });
        existing(scope).grantWrite(serviceAccount.identity);
        new WorkloadDeployment(scope, "deployment", {
          serviceAccount,
          name: "orders",
          containers: [{ name: "orders", image: "example.com/orders:1" }],
          secrets: [vault.secret("db-password")],
        });
      }),
    ),
  ).toContain("secret-not-granted");
});

/** The hash at the end of the name of the one wait. */
function sleepHash(stack: ReturnType<typeof synth>): string {
  return Object.keys(stack.resource?.time_sleep ?? {})[0]
    .split("_")
    .pop() as string;
}
