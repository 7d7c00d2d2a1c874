import { AppConfiguration } from "@cdktf/provider-azurerm/lib/app-configuration";
import { CognitiveAccount } from "@cdktf/provider-azurerm/lib/cognitive-account";
import { CosmosdbAccount } from "@cdktf/provider-azurerm/lib/cosmosdb-account";
import { DataAzurermCognitiveAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-cognitive-account";
import { DataAzurermStorageAccount } from "@cdktf/provider-azurerm/lib/data-azurerm-storage-account";
import { DnsZone } from "@cdktf/provider-azurerm/lib/dns-zone";
import { EventhubNamespace } from "@cdktf/provider-azurerm/lib/eventhub-namespace";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { MssqlServer } from "@cdktf/provider-azurerm/lib/mssql-server";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ServicebusNamespace } from "@cdktf/provider-azurerm/lib/servicebus-namespace";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { type TerraformElement, TerraformOutput, TerraformResource } from "cdktf";
import { ServiceEnv, WorkloadDeployment } from "../../../constructs";
import { newGroup, newServiceAccount } from "../../support/fixtures";
import { messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

const AT = { name: "shop", resourceGroupName: "rg", location: "eastus" };

/** The variables of a service as Terraform writes them. */
function env(service: (stack: TestStack) => TerraformElement): unknown {
  const stack = synth((scope) => {
    new TerraformOutput(scope, "env", { value: ServiceEnv.of(service(scope)) });
  });
  return stack.output?.env.value;
}

const storage = (stack: TestStack) =>
  new StorageAccount(stack, "storage", {
    ...AT,
    accountTier: "Standard",
    accountReplicationType: "LRS",
  });

test.each<[string, (stack: TestStack) => TerraformElement, Record<string, string>]>([
  [
    "storage account",
    storage,
    {
      AZURE_STORAGEBLOB_RESOURCEENDPOINT:
        "${azurerm_storage_account.storage.primary_blob_endpoint}",
      AZURE_STORAGEFILE_RESOURCEENDPOINT:
        "${azurerm_storage_account.storage.primary_file_endpoint}",
      AZURE_STORAGEQUEUE_RESOURCEENDPOINT:
        "${azurerm_storage_account.storage.primary_queue_endpoint}",
      AZURE_STORAGETABLE_RESOURCEENDPOINT:
        "${azurerm_storage_account.storage.primary_table_endpoint}",
    },
  ],
  [
    "Service Bus namespace",
    (stack) => new ServicebusNamespace(stack, "bus", { ...AT, sku: "Standard" }),
    {
      AZURE_SERVICEBUS_FULLYQUALIFIEDNAMESPACE:
        '${trimsuffix(element(split(":", trimprefix(azurerm_servicebus_namespace.bus.endpoint, "https://")), 0), "/")}',
    },
  ],
  [
    "Event Hubs namespace",
    (stack) => new EventhubNamespace(stack, "hubs", { ...AT, sku: "Standard" }),
    {
      AZURE_EVENTHUB_FULLYQUALIFIEDNAMESPACE:
        "${azurerm_eventhub_namespace.hubs.name}.servicebus.windows.net",
    },
  ],
  [
    "Cosmos DB account",
    (stack) =>
      new CosmosdbAccount(stack, "cosmos", {
        ...AT,
        offerType: "Standard",
        consistencyPolicy: { consistencyLevel: "Session" },
        geoLocation: [{ location: "eastus", failoverPriority: 0 }],
      }),
    { AZURE_COSMOS_RESOURCEENDPOINT: "${azurerm_cosmosdb_account.cosmos.endpoint}" },
  ],
  [
    "App Configuration store",
    (stack) => new AppConfiguration(stack, "config", AT),
    { AZURE_APPCONFIGURATION_ENDPOINT: "${azurerm_app_configuration.config.endpoint}" },
  ],
  [
    "Azure OpenAI account, which the OpenAI libraries look for under a name of their own",
    (stack) => new CognitiveAccount(stack, "ai", { ...AT, kind: "OpenAI", skuName: "S0" }),
    {
      AZURE_OPENAI_BASE: "${azurerm_cognitive_account.ai.endpoint}",
      AZURE_OPENAI_ENDPOINT: "${azurerm_cognitive_account.ai.endpoint}",
    },
  ],
  [
    "account of Azure AI services",
    (stack) => new CognitiveAccount(stack, "ai", { ...AT, kind: "AIServices", skuName: "S0" }),
    { AZURE_AISERVICES_COGNITIVESERVICES_ENDPOINT: "${azurerm_cognitive_account.ai.endpoint}" },
  ],
  [
    "account of Azure AI services of its own type",
    // A type that azurerm 5 does without, and so do its bindings.
    (stack) => new TerraformResource(stack, "ai", { terraformResourceType: "azurerm_ai_services" }),
    { AZURE_AISERVICES_COGNITIVESERVICES_ENDPOINT: "${azurerm_ai_services.ai.endpoint}" },
  ],
  [
    "account of another AI service",
    (stack) => new CognitiveAccount(stack, "ai", { ...AT, kind: "SpeechServices", skuName: "S0" }),
    { AZURE_COGNITIVESERVICES_ENDPOINT: "${azurerm_cognitive_account.ai.endpoint}" },
  ],
  [
    "AI account that exists, of which nobody says before the plan what it is",
    (stack) =>
      new DataAzurermCognitiveAccount(stack, "ai", { name: "shop", resourceGroupName: "rg" }),
    {
      AZURE_AISERVICES_COGNITIVESERVICES_ENDPOINT: "${data.azurerm_cognitive_account.ai.endpoint}",
      AZURE_COGNITIVESERVICES_ENDPOINT: "${data.azurerm_cognitive_account.ai.endpoint}",
      AZURE_OPENAI_BASE: "${data.azurerm_cognitive_account.ai.endpoint}",
      AZURE_OPENAI_ENDPOINT: "${data.azurerm_cognitive_account.ai.endpoint}",
    },
  ],
  [
    "vault",
    (stack) =>
      new KeyVault(stack, "vault", {
        ...AT,
        tenantId: "t",
        skuName: "standard",
        rbacAuthorizationEnabled: true,
      }),
    { AZURE_KEYVAULT_RESOURCEENDPOINT: "${azurerm_key_vault.vault.vault_uri}" },
  ],
  [
    "Azure SQL server",
    (stack) => new MssqlServer(stack, "sql", { ...AT, version: "12.0" }),
    {
      AZURE_SQL_SERVER: "${azurerm_mssql_server.sql.fully_qualified_domain_name}",
      AZURE_SQL_PORT: "1433",
    },
  ],
  [
    "PostgreSQL server",
    (stack) => new PostgresqlFlexibleServer(stack, "db", AT),
    {
      AZURE_POSTGRESQL_HOST: "${azurerm_postgresql_flexible_server.db.fqdn}",
      AZURE_POSTGRESQL_PORT: "5432",
      AZURE_POSTGRESQL_SSL: "true",
    },
  ],
])("tells where to find the %s", (_what, service, variables) => {
  expect(env(service)).toEqual(variables);
});

test("reads a service that exists from its data source", () => {
  expect(
    env(
      (stack) => new DataAzurermStorageAccount(stack, "s", { name: "s", resourceGroupName: "g" }),
    ),
  ).toMatchObject({
    AZURE_STORAGEBLOB_RESOURCEENDPOINT: "${data.azurerm_storage_account.s.primary_blob_endpoint}",
  });
});

test.each([
  ["china", "servicebus.chinacloudapi.cn"],
  ["usgovernment", "servicebus.usgovcloudapi.net"],
  ["public", "servicebus.windows.net"],
])("takes the domain of Event Hubs in the cloud %s", (environment, domain) => {
  // WHEN
  const { test: stack } = synthStacks((app) => {
    const scope = new TestStack(app, "test");
    const provider = new AzurermProvider(scope, "cloud", {
      features: [{}],
      alias: "cloud",
      environment,
    });
    const hubs = new EventhubNamespace(scope, "hubs", { ...AT, sku: "Standard", provider });
    new TerraformOutput(scope, "env", { value: ServiceEnv.of(hubs) });
  });

  // THEN
  expect(stack.output?.env.value).toEqual({
    AZURE_EVENTHUB_FULLYQUALIFIEDNAMESPACE: `\${azurerm_eventhub_namespace.hubs.name}.${domain}`,
  });
});

test("the variables of a container are those of its services, and no key among them", () => {
  // WHEN
  const stack = synth((scope) => {
    new WorkloadDeployment(scope, "deployment", {
      serviceAccount: newServiceAccount(scope),
      name: "orders",
      containers: [
        {
          name: "orders",
          image: "example.com/orders:1",
          env: { ...ServiceEnv.of(storage(scope)), MODE: "fast" },
        },
      ],
    });
  });

  // THEN
  const [deployment] = resources(stack, "kubernetes_deployment_v1");
  expect(JSON.stringify(deployment)).toContain('"name":"AZURE_STORAGEBLOB_RESOURCEENDPOINT"');
  expect(JSON.stringify(deployment)).not.toMatch(/access_key|connection_string/);
});

test("refuses what it knows no variables for", () => {
  expect(messageOf(() => env((stack) => new DnsZone(stack, "zone", AT)))).toBe(
    [
      "[test/zone] there are no environment variables known for a resource of this type.",
      '  got:     "azurerm_dns_zone"',
      "  allowed: azurerm_ai_services, azurerm_app_configuration, azurerm_cognitive_account, azurerm_cosmosdb_account, azurerm_eventhub_namespace, azurerm_key_vault, azurerm_mssql_server, azurerm_postgresql_flexible_server, azurerm_servicebus_namespace, azurerm_storage_account",
      "  fix:     give the account, namespace, store, server or vault, or write the variables of your application in `env`",
      "  code:    no-service-env",
    ].join("\n"),
  );
  expect(messageOf(() => ServiceEnv.of({} as TerraformElement))).toContain("wrong-type");
});

test("fails when it is given a construct of the library instead of a resource", () => {
  expect(messageOf(() => synth((scope) => ServiceEnv.of(newGroup(scope) as never)))).toBe(
    [
      "[ServiceEnv.of] `resource` is not a resource or data source of a Terraform provider.",
      '  got:     the ResourceGroup at "test/group"',
      "  allowed: a resource or data source of a Terraform provider",
      "  fix:     give `resource` such a value",
      "  code:    wrong-type",
    ].join("\n"),
  );
});
