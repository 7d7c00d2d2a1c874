import type { InventoryScope } from "../../../cli/terraform/inventory/facts";
import type { Fact } from "../../../cli/terraform/model/fact";
import { inventoryOf } from "../../../cli/terraform/inventory/inventory";
import type { JsonObject } from "../../../cli/terraform/model/json";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { comes, planOf, ref, reviewPlan, stays, type Written } from "../support/written-plan";

const SUBSCRIPTION = "11111111-2222-4333-8444-555555555555";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop`;
const STORAGE = "Microsoft.Storage/storageAccounts";
const ACCOUNT = `${GROUP}/providers/${STORAGE}/shopdata`;

/** A scope in one line: `resource: S/shop/Microsoft.Storage/storageAccounts/shopdata`. */
function say({ level, subscription, resourceGroup, type, name, child }: InventoryScope): string {
  const parts = [subscription, resourceGroup, type, name, child].flatMap((part) => part ?? []);
  return `${level}: ${parts.map(sayFact).join(" / ")}`;
}

function sayFact(fact: Fact): string {
  if ("value" in fact) return fact.value === SUBSCRIPTION ? "S" : fact.value;
  return "unknown" in fact ? "?" : "hidden";
}

const PLACE = {
  location: "westeurope",
  resource_group_name: "${azurerm_resource_group.main.name}",
};

/** What roles are assigned at, in a stack that is written by hand. */
const RESOURCES: JsonObject = {
  azurerm_resource_group: { main: { name: "shop", location: "westeurope" } },
  azurerm_key_vault: { main: { ...PLACE, name: "shop-vault" } },
  azurerm_key_vault_secret: {
    password: { name: "db-password", key_vault_id: "${azurerm_key_vault.main.id}" },
  },
  azurerm_key_vault_key: { sign: { name: "sign", key_vault_id: "${azurerm_key_vault.main.id}" } },
  azurerm_key_vault_certificate: {
    tls: { name: "tls", key_vault_id: "${azurerm_key_vault.main.id}" },
  },
  azurerm_storage_account: { main: { ...PLACE, name: "shopdata" } },
  azurerm_storage_container: {
    photos: { name: "photos", storage_account_id: "${azurerm_storage_account.main.id}" },
    old: { name: "old", storage_account_name: "${azurerm_storage_account.main.name}" },
    other: { name: "other", storage_account_name: "elsewhere" },
  },
  azurerm_storage_queue: {
    jobs: { name: "jobs", storage_account_name: "${azurerm_storage_account.main.name}" },
  },
  azurerm_storage_table: {
    rows: { name: "rows", storage_account_name: "${azurerm_storage_account.main.name}" },
  },
  azurerm_storage_share: {
    files: { name: "files", storage_account_id: "${azurerm_storage_account.main.id}" },
  },
  azurerm_container_registry: { main: { ...PLACE, name: "shopimages" } },
  azurerm_servicebus_namespace: { main: { ...PLACE, name: "shop-bus" } },
  azurerm_servicebus_queue: {
    orders: { name: "orders", namespace_id: "${azurerm_servicebus_namespace.main.id}" },
  },
  azurerm_servicebus_topic: {
    news: { name: "news", namespace_id: "${azurerm_servicebus_namespace.main.id}" },
  },
  azurerm_servicebus_subscription: {
    mail: { name: "mail", topic_id: "${azurerm_servicebus_topic.news.id}" },
  },
  azurerm_eventhub_namespace: { main: { ...PLACE, name: "shop-events" } },
  azurerm_eventhub: {
    clicks: { name: "clicks", namespace_id: "${azurerm_eventhub_namespace.main.id}" },
    views: { ...PLACE, name: "views", namespace_name: "${azurerm_eventhub_namespace.main.name}" },
  },
  azurerm_mssql_server: { main: { ...PLACE, name: "shop-sql" } },
  azurerm_mssql_database: {
    orders: { name: "orders", server_id: "${azurerm_mssql_server.main.id}" },
  },
  azurerm_cosmosdb_account: { main: { ...PLACE, name: "shop-cosmos" } },
  azurerm_cosmosdb_sql_database: {
    shop: {
      name: "shop",
      resource_group_name: "shop",
      account_name: "${azurerm_cosmosdb_account.main.name}",
    },
  },
  azurerm_cosmosdb_sql_container: {
    carts: {
      name: "carts",
      resource_group_name: "shop",
      account_name: "${azurerm_cosmosdb_account.main.name}",
      database_name: "${azurerm_cosmosdb_sql_database.shop.name}",
    },
  },
  azurerm_app_configuration: { main: { ...PLACE, name: "shop-config" } },
  azurerm_cognitive_account: { main: { ...PLACE, name: "shop-ai" } },
  azurerm_user_assigned_identity: { orders: { ...PLACE, name: "orders" } },
  azurerm_kubernetes_cluster: { main: { ...PLACE, name: "shop-aks" } },
  azurerm_virtual_network: { main: { ...PLACE, name: "shop-net" } },
  azurerm_subnet: {
    nodes: {
      ...PLACE,
      name: "nodes",
      virtual_network_name: "${azurerm_virtual_network.main.name}",
    },
  },
  azurerm_management_group: { shops: { name: "shops" } },
  random_string: { suffix: { length: 4 } },
  azapi_resource: {
    search: {
      type: "Microsoft.Search/searchServices@2024-06-01-preview",
      name: "shop-search",
      parent_id: "${azurerm_resource_group.main.id}",
    },
    key: {
      type: "Microsoft.Search/searchServices/sharedPrivateLinkResources@2024-06-01-preview",
      name: "link",
      parent_id: "${azapi_resource.search.id}",
    },
    group: {
      type: "Microsoft.Resources/resourceGroups@2024-03-01",
      name: "by-api",
      parent_id: `/subscriptions/${SUBSCRIPTION}`,
    },
  },
};

const DATA: JsonObject = {
  azurerm_storage_account: { logs: { name: "logs", resource_group_name: "ops" } },
  azurerm_resource_group: { ops: { name: "ops" } },
  azurerm_subscription: {
    current: {},
    other: { subscription_id: "99999999-2222-4333-8444-555555555555" },
  },
  azurerm_client_config: { current: {} },
};

function grantTo(scope: string, more: JsonObject = {}): JsonObject {
  return {
    orders: {
      scope,
      role_definition_name: "Reader",
      principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      ...more,
    },
  };
}

/** What the inventory has of a scope, as a synthesized stack writes it. */
function synthesized(scope: string, rest: JsonObject = {}): string {
  const stack = readSynthesized("shop", {
    provider: { azurerm: [{ features: [{}], subscription_id: SUBSCRIPTION }] },
    resource: { ...RESOURCES, azurerm_role_assignment: grantTo(scope) },
    data: DATA,
    ...rest,
  });
  return say(inventoryOf([stack]).identities[0].grants[0].scope);
}

const KEY_VAULT = "S / shop / Microsoft.KeyVault/vaults / shop-vault";
const BLOBS = `S / shop / ${STORAGE} / shopdata`;
const BUS = "S / shop / Microsoft.ServiceBus/namespaces / shop-bus";
const HUBS = "S / shop / Microsoft.EventHub/namespaces / shop-events";
const COSMOS = "S / shop / Microsoft.DocumentDB/databaseAccounts / shop-cosmos";
const SEARCH = "S / shop / Microsoft.Search/searchServices / shop-search";

describe("a scope that a synthesized stack refers to", () => {
  test.each([
    ["azurerm_key_vault.main.id", `resource: ${KEY_VAULT}`],
    [
      "azurerm_key_vault_secret.password.resource_versionless_id",
      `child: ${KEY_VAULT} / secrets/db-password`,
    ],
    ["azurerm_key_vault_key.sign.resource_versionless_id", `child: ${KEY_VAULT} / keys/sign`],
    [
      "azurerm_key_vault_certificate.tls.resource_manager_versionless_id",
      `child: ${KEY_VAULT} / certificates/tls`,
    ],
    ["azurerm_key_vault_secret.password.key_vault_id", `resource: ${KEY_VAULT}`],
    ["azurerm_storage_account.main.id", `resource: ${BLOBS}`],
    [
      "azurerm_storage_container.photos.id",
      `child: ${BLOBS} / blobServices/default/containers/photos`,
    ],
    [
      "azurerm_storage_container.old.resource_manager_id",
      `child: ${BLOBS} / blobServices/default/containers/old`,
    ],
    [
      "azurerm_storage_container.other.resource_manager_id",
      `child: S / ? / ${STORAGE} / elsewhere / blobServices/default/containers/other`,
    ],
    [
      "azurerm_storage_queue.jobs.resource_manager_id",
      `child: ${BLOBS} / queueServices/default/queues/jobs`,
    ],
    [
      "azurerm_storage_table.rows.resource_manager_id",
      `child: ${BLOBS} / tableServices/default/tables/rows`,
    ],
    [
      "azurerm_storage_share.files.resource_manager_id",
      `child: ${BLOBS} / fileServices/default/shares/files`,
    ],
    [
      "azurerm_container_registry.main.id",
      "resource: S / shop / Microsoft.ContainerRegistry/registries / shopimages",
    ],
    ["azurerm_servicebus_namespace.main.id", `resource: ${BUS}`],
    ["azurerm_servicebus_queue.orders.id", `child: ${BUS} / queues/orders`],
    ["azurerm_servicebus_topic.news.id", `child: ${BUS} / topics/news`],
    ["azurerm_servicebus_subscription.mail.id", `child: ${BUS} / topics/news/subscriptions/mail`],
    ["azurerm_eventhub_namespace.main.id", `resource: ${HUBS}`],
    ["azurerm_eventhub.clicks.id", `child: ${HUBS} / eventhubs/clicks`],
    ["azurerm_eventhub.views.id", `child: ${HUBS} / eventhubs/views`],
    ["azurerm_mssql_server.main.id", "resource: S / shop / Microsoft.Sql/servers / shop-sql"],
    [
      "azurerm_mssql_database.orders.id",
      "child: S / shop / Microsoft.Sql/servers / shop-sql / databases/orders",
    ],
    ["azurerm_cosmosdb_account.main.id", `resource: ${COSMOS}`],
    ["azurerm_cosmosdb_sql_database.shop.id", `child: ${COSMOS} / sqlDatabases/shop`],
    [
      "azurerm_cosmosdb_sql_container.carts.id",
      `child: ${COSMOS} / sqlDatabases/shop/containers/carts`,
    ],
    [
      "azurerm_app_configuration.main.id",
      "resource: S / shop / Microsoft.AppConfiguration/configurationStores / shop-config",
    ],
    [
      "azurerm_cognitive_account.main.id",
      "resource: S / shop / Microsoft.CognitiveServices/accounts / shop-ai",
    ],
    [
      "azurerm_user_assigned_identity.orders.id",
      "resource: S / shop / Microsoft.ManagedIdentity/userAssignedIdentities / orders",
    ],
    [
      "azurerm_kubernetes_cluster.main.id",
      "resource: S / shop / Microsoft.ContainerService/managedClusters / shop-aks",
    ],
    [
      "azurerm_subnet.nodes.id",
      "child: S / shop / Microsoft.Network/virtualNetworks / shop-net / subnets/nodes",
    ],
    ["azurerm_resource_group.main.id", "resource group: S / shop"],
    ["azurerm_kubernetes_cluster.main.node_resource_group_id", "resource group: S / ?"],
    ["azurerm_management_group.shops.id", "management group: shops"],
    ["azapi_resource.search.id", `resource: ${SEARCH}`],
    ["azapi_resource.key.id", `child: ${SEARCH} / sharedPrivateLinkResources/link`],
    ["azapi_resource.group.id", "resource group: S / by-api"],
    ["data.azurerm_storage_account.logs.id", `resource: S / ops / ${STORAGE} / logs`],
    ["data.azurerm_resource_group.ops.id", "resource group: S / ops"],
    ["data.azurerm_subscription.current.id", "subscription: S"],
    ["data.azurerm_subscription.other.id", "subscription: 99999999-2222-4333-8444-555555555555"],
    ["var.scope", "null: ?"],
    ["random_string.suffix.result", "null: ?"],
  ])("%s is %s", (reference, said) => {
    expect(synthesized(`\${${reference}}`)).toBe(said);
  });
});

describe("a scope that is written as text", () => {
  test.each([
    [ACCOUNT, `resource: ${BLOBS}`],
    [ACCOUNT.toLowerCase(), `resource: S / shop / ${STORAGE.toLowerCase()} / shopdata`],
    [
      `${ACCOUNT}/blobServices/default/containers/photos`,
      `child: ${BLOBS} / blobServices/default/containers/photos`,
    ],
    [GROUP, "resource group: S / shop"],
    [`/subscriptions/${SUBSCRIPTION}`, "subscription: S"],
    [
      `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Marketplace/offers/x`,
      "resource: S / Microsoft.Marketplace/offers / x",
    ],
    ["/providers/Microsoft.Management/managementGroups/shops", "management group: shops"],
    ["/", "management group: "],
    ["shopdata", "null: "],
    ["${azurerm_key_vault.main.id}/secrets/token", `child: ${KEY_VAULT} / secrets/token`],
    ["${azurerm_key_vault.main.id}/secrets/${var.secret}", `child: ${KEY_VAULT} / ?`],
    [
      "${azurerm_key_vault.main.id}/secrets/${azurerm_key_vault_secret.password.name}",
      `child: ${KEY_VAULT} / secrets/db-password`,
    ],
    [
      "${azurerm_kubernetes_cluster.main.id}/namespaces/shop",
      "child: S / shop / Microsoft.ContainerService/managedClusters / shop-aks / namespaces/shop",
    ],
    [
      "/subscriptions/${data.azurerm_client_config.current.subscription_id}/resourceGroups/${azurerm_resource_group.main.name}",
      "resource group: S / shop",
    ],
    [
      "${data.azurerm_subscription.current.id}/resourceGroups/ops-${random_string.suffix.result}",
      "resource group: S / ?",
    ],
    [
      "${azurerm_resource_group.main.id}/providers/Microsoft.Storage/storageAccounts/${var.account}",
      `resource: S / shop / ${STORAGE} / ?`,
    ],
    ["${var.all ? azurerm_resource_group.main.id : azurerm_key_vault.main.id}", "null: ?"],
    ['${replace("${azurerm_key_vault.main.id}", "a", "b")}/secrets/x', "null: ?"],
  ])("%s is %s", (scope, said) => {
    expect(synthesized(scope)).toBe(said);
  });

  test("locals are written out, as far as they are text", () => {
    // GIVEN
    const locals = {
      account: "${azurerm_storage_account.main.id}",
      container: "photos",
      scope: "${local.account}/blobServices/default/containers/${local.container}",
      loop: "${local.loop}",
    };

    // THEN
    expect(synthesized("${local.scope}", { locals })).toBe(
      `child: ${BLOBS} / blobServices/default/containers/photos`,
    );
    expect(synthesized("${local.loop}", { locals })).toBe("null: ?");
    expect(synthesized("${local.none}", { locals })).toBe("null: ?");
  });
});

describe("the subscription", () => {
  const account = "${azurerm_storage_account.main.id}";

  test.each<[string, JsonObject[], string]>([
    ["is that of the provider's block", [{ subscription_id: SUBSCRIPTION }], "S"],
    ["is not known where the environment has it", [{ features: [{}] }], "?"],
    ["is not known where a variable has it", [{ subscription_id: "${var.subscription}" }], "?"],
    ["is not that of another block", [{}, { alias: "hub", subscription_id: SUBSCRIPTION }], "?"],
  ])("%s", (_title, azurerm, said) => {
    expect(synthesized(account, { provider: { azurerm } })).toBe(
      `resource: ${said} / shop / ${STORAGE} / shopdata`,
    );
  });

  test("is that of the block that a resource names", () => {
    const provider: JsonObject = {
      azurerm: [{}, { alias: "hub", subscription_id: SUBSCRIPTION }],
    };
    const hub = { provider: "azurerm.hub", name: "hubdata", resource_group_name: "hub" };
    const resource = {
      ...RESOURCES,
      azurerm_storage_account: { hub },
      azurerm_role_assignment: grantTo("${azurerm_storage_account.hub.id}"),
    };
    expect(synthesized("", { provider, resource })).toBe(
      `resource: S / hub / ${STORAGE} / hubdata`,
    );
  });
});

const PRINCIPAL = "aaaaaaaa-0000-4000-8000-000000000001";
const IDENTITY = {
  id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`,
  name: "orders",
  resource_group_name: "shop",
  principal_id: PRINCIPAL,
};

/** What the inventory of a plan has of the scope of its one role. */
function planned(grant: Written, changes: Record<string, Written> = {}, rest = {}): InventoryScope {
  const plan = planOf(
    {
      "azurerm_user_assigned_identity.orders": stays(IDENTITY),
      ...changes,
      "azurerm_role_assignment.orders": grant,
    },
    rest,
  );
  return reviewPlan(plan).inventory.identities[0].grants[0].scope;
}

const READER = { role_definition_name: "Reader", principal_id: PRINCIPAL };
const openScope = (...references: string[]) =>
  comes(READER, { unknown: { scope: true }, expressions: { scope: ref(...references) } });
const newAccount = (more: Written = {}) =>
  comes(
    { name: "shopdata", resource_group_name: "shop" },
    { unknown: { id: true }, expressions: { name: {}, resource_group_name: {} }, ...more },
  );

describe("a scope in a plan", () => {
  test("is read from its value where that is known", () => {
    expect(say(planned(comes({ ...READER, scope: ACCOUNT })))).toBe(`resource: ${BLOBS}`);
  });

  test("that is only known after apply is what its reference is, or something in it", () => {
    const scope = planned(
      openScope("azurerm_storage_account.main.id", "azurerm_storage_account.main"),
      { "azurerm_storage_account.main": newAccount() },
    );
    expect(say(scope)).toBe(`resource: ${BLOBS} / ?`);
  });

  test("of several references is in what the one id names", () => {
    const scope = planned(
      openScope(
        "azurerm_storage_account.main.id",
        "azurerm_storage_account.main",
        "azurerm_storage_container.photos.name",
        "azurerm_storage_container.photos",
      ),
      { "azurerm_storage_account.main": newAccount() },
    );
    expect(say(scope)).toBe(`child: ${BLOBS} / ?`);
  });

  test("that may be one of several is not known", () => {
    const scope = planned(openScope("var.all", "azurerm_storage_account.main.id"), {
      "azurerm_storage_account.main": newAccount(),
    });
    expect(say(scope)).toBe("null: ?");
  });

  test("is found through the arguments and outputs of modules", () => {
    const modules = {
      data: {
        expressions: {},
        module: { outputs: { id: { expression: ref("azurerm_storage_account.main.id") } } },
      },
    };
    const scope = planned(
      openScope("module.data.id", "module.data"),
      { "module.data.azurerm_storage_account.main": newAccount({ expressions: undefined }) },
      { modules },
    );
    expect(say(scope)).toBe(`resource: ${BLOBS} / ?`);
  });

  test("that must not be shown is told by digests of its parts alone", () => {
    const scope = planned(comes({ ...READER, scope: ACCOUNT }, { sensitive: { scope: true } }));
    expect(say(scope)).toBe("resource: hidden / hidden / hidden / hidden");
    expect(scope.name).toEqual({
      sensitive: true,
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect(JSON.stringify(scope)).not.toMatch(/shopdata|11111111/);
  });

  test("that must not be shown and is not known has no digest", () => {
    const scope = planned(comes(READER, { unknown: { scope: true }, sensitive: { scope: true } }));
    expect(scope).toEqual({
      label: "(known after apply)",
      level: null,
      name: { sensitive: true, digest: null },
    });
  });

  test("is in the subscription of what the provider has made before", () => {
    const scope = planned(openScope("azurerm_storage_account.main.id"), {
      "azurerm_storage_account.main": newAccount(),
      "azurerm_key_vault.main": stays({
        id: `${GROUP}/providers/Microsoft.KeyVault/vaults/v`,
        name: "v",
      }),
    });
    expect(scope.subscription).toEqual({ value: SUBSCRIPTION });
  });

  test("is in no subscription that is known where the provider's resources are in two", () => {
    const other = GROUP.replace(SUBSCRIPTION, "99999999-2222-4333-8444-555555555555");
    const scope = planned(openScope("azurerm_storage_account.main.id"), {
      "azurerm_storage_account.main": newAccount(),
      "azurerm_key_vault.main": stays({
        id: `${other}/providers/Microsoft.KeyVault/vaults/v`,
        name: "v",
      }),
    });
    expect(scope.subscription).toEqual({ unknown: true });
  });
});

test("nothing but names and ids is kept of a resource that is only a place", () => {
  // GIVEN
  const secret = "hunter2-hunter2";
  const stack = readSynthesized("shop", {
    resource: {
      azurerm_storage_account: { main: { ...PLACE, name: "shopdata", primary_access_key: secret } },
    },
  });

  // THEN
  expect(stack.resources).toEqual([]);
  expect(stack.places.map(({ address }) => address)).toEqual(["azurerm_storage_account.main"]);
  expect(JSON.stringify(stack.places)).not.toContain(secret);
});
