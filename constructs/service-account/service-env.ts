import { Fn, TerraformElement, Token } from "cdktf";
import { watchStorageKeys } from "../access/storage-keys";
import { azurermOf } from "../private/azure-places";
import { checkArguments } from "../private/type-checks";
import { noServiceEnv } from "./account-errors";

/** A resource or data source of azurerm, as far as its attributes are read. */
interface Attributes {
  readonly terraformResourceType: string;
  readonly kindInput?: string;
  readonly provider?: Parameters<typeof azurermOf>[1];
  interpolationForAttribute(name: string): unknown;
}

type Env = Record<string, string>;

/** An attribute as a reference. */
type Read = (attribute: string) => string;

/** The domain of Event Hubs by the `environment` of the azurerm provider. */
const DOMAINS: Readonly<Record<string, string>> = {
  china: "servicebus.chinacloudapi.cn",
  usgovernment: "servicebus.usgovcloudapi.net",
};

/** What applications read of each type, and where it comes from. */
const VARIABLES: Readonly<
  Record<string, (read: Read, resource: TerraformElement & Attributes) => Env>
> = {
  azurerm_ai_services: aiServices,
  azurerm_app_configuration: (read) => ({ AZURE_APPCONFIGURATION_ENDPOINT: read("endpoint") }),
  azurerm_cognitive_account: (read, { kindInput }) => {
    if (kindInput === "OpenAI") return openAi(read);
    if (kindInput === "AIServices") return aiServices(read);
    const endpoint = { AZURE_COGNITIVESERVICES_ENDPOINT: read("endpoint") };
    // A data source does not tell before Terraform plans what the account is.
    return kindInput ? endpoint : { ...openAi(read), ...aiServices(read), ...endpoint };
  },
  azurerm_cosmosdb_account: (read) => ({ AZURE_COSMOS_RESOURCEENDPOINT: read("endpoint") }),
  azurerm_eventhub_namespace: (read, resource) => {
    const environment = azurermOf(resource, resource.provider)?.environment ?? "public";
    const domain = DOMAINS[environment] ?? "servicebus.windows.net";
    return { AZURE_EVENTHUB_FULLYQUALIFIEDNAMESPACE: `${read("name")}.${domain}` };
  },
  azurerm_key_vault: (read) => ({ AZURE_KEYVAULT_RESOURCEENDPOINT: read("vault_uri") }),
  azurerm_mssql_server: (read) => ({
    AZURE_SQL_SERVER: read("fully_qualified_domain_name"),
    AZURE_SQL_PORT: "1433",
  }),
  azurerm_postgresql_flexible_server: (read) => ({
    AZURE_POSTGRESQL_HOST: read("fqdn"),
    AZURE_POSTGRESQL_PORT: "5432",
    AZURE_POSTGRESQL_SSL: "true",
  }),
  azurerm_servicebus_namespace: (read) => ({
    AZURE_SERVICEBUS_FULLYQUALIFIEDNAMESPACE: hostOf(read("endpoint")),
  }),
  azurerm_storage_account: (read) =>
    Object.fromEntries(
      ["blob", "file", "queue", "table"].map((service) => [
        `AZURE_STORAGE${service.toUpperCase()}_RESOURCEENDPOINT`,
        read(`primary_${service}_endpoint`),
      ]),
    ),
};

function openAi(read: Read): Env {
  const endpoint = read("endpoint");
  return { AZURE_OPENAI_BASE: endpoint, AZURE_OPENAI_ENDPOINT: endpoint };
}

function aiServices(read: Read): Env {
  return { AZURE_AISERVICES_COGNITIVESERVICES_ENDPOINT: read("endpoint") };
}

/** The host of a URL that Terraform knows, such as `https://orders.servicebus.windows.net:443/`. */
function hostOf(url: string): string {
  const parts = Fn.split(":", Fn.trimprefix(url, "https://"));
  return Fn.trimsuffix(Token.asString(Fn.element(parts, 0)), "/");
}

/** Environment variables by which applications find the services that their identity may use. */
export class ServiceEnv {
  /**
   * The variables of a service, for `env` of a container: where it is, never a key. Their names are those
   * of Microsoft's Service Connector (https://learn.microsoft.com/azure/service-connector/overview), and
   * `AZURE_OPENAI_ENDPOINT`, which the OpenAI libraries read by themselves. docs/services.md lists them.
   *
   * Throws for what is no resource or data source of a service that it knows.
   *
   * @param resource an account, a namespace, a store, a server or a vault of the azurerm provider
   */
  public static of(resource: TerraformElement): Record<string, string> {
    const at = TerraformElement.isTerraformElement(resource) ? resource : "ServiceEnv.of";
    checkArguments(at, "ServiceEnv.of", { resource });
    const service = resource as TerraformElement & Attributes;
    const variables = VARIABLES[service.terraformResourceType];
    if (!variables) {
      throw noServiceEnv(resource, service.terraformResourceType, Object.keys(VARIABLES));
    }
    watchStorageKeys(service);
    return variables((name) => Token.asString(service.interpolationForAttribute(name)), service);
  }

  private constructor() {}
}
