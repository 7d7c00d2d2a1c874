import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { findRole } from "../../azure/roles";
import { roleOfOtherService } from "./errors";
import { elementOf, type IGrantScope } from "./grant-scope";

/** The resource providers of the types that roles are assigned at; others are not judged. */
export const SERVICES: Readonly<Record<string, readonly string[]>> = {
  "Microsoft.AppConfiguration": ["app_configuration"],
  "Microsoft.CognitiveServices": ["ai_services", "cognitive_account", "cognitive_deployment"],
  "Microsoft.ContainerRegistry": ["container_registry"],
  "Microsoft.ContainerService": ["kubernetes_cluster"],
  "Microsoft.DBforPostgreSQL": ["postgresql_flexible_server"],
  "Microsoft.DocumentDB": [
    "cosmosdb_account",
    "cosmosdb_sql_container",
    "cosmosdb_sql_database",
    "cosmosdb_table",
  ],
  "Microsoft.EventGrid": ["eventgrid_domain", "eventgrid_namespace", "eventgrid_topic"],
  "Microsoft.EventHub": ["eventhub", "eventhub_consumer_group", "eventhub_namespace"],
  "Microsoft.Insights": ["monitor_data_collection_endpoint", "monitor_data_collection_rule"],
  "Microsoft.KeyVault": [
    "key_vault",
    "key_vault_certificate",
    "key_vault_key",
    "key_vault_managed_hardware_security_module",
    "key_vault_secret",
  ],
  "Microsoft.ManagedIdentity": ["user_assigned_identity"],
  "Microsoft.Network": ["dns_zone", "private_dns_zone", "subnet", "virtual_network"],
  "Microsoft.Search": ["search_service"],
  "Microsoft.ServiceBus": [
    "servicebus_namespace",
    "servicebus_queue",
    "servicebus_subscription",
    "servicebus_topic",
  ],
  "Microsoft.Sql": ["mssql_database", "mssql_server"],
  "Microsoft.Storage": [
    "storage_account",
    "storage_container",
    "storage_data_lake_gen2_filesystem",
    "storage_queue",
    "storage_share",
    "storage_table",
  ],
};

const SERVICE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(SERVICES).flatMap(([service, types]) =>
    types.map((type) => [`azurerm_${type}`, service] as const),
  ),
);

/**
 * Refuses a role at a resource that it says nothing about: Azure assigns it, and it gives nothing. Groups,
 * subscriptions and management groups hold resources of every kind.
 */
export function checkService(at: IConstruct, role: string, scope: IGrantScope, id: string): void {
  const known = findRole(role);
  const found = Token.isUnresolved(id) ? serviceOfType(scope) : serviceOfId(id);
  if (!known?.service || !found || found.toLowerCase() === known.service.toLowerCase()) return;
  throw roleOfOtherService(at, known.name, known.service, found);
}

/** The resource provider of an id, which is the last one named in it. */
function serviceOfId(id: string): string | undefined {
  const [, service] = /^\/subscriptions\/.*\/providers\/([^/]+)\/[^/]+\/[^/]+/i.exec(id) ?? [];
  return service;
}

/** The resource provider of a resource, or of the one that a construct stands for. */
function serviceOfType(scope: IGrantScope): string | undefined {
  const { terraformResourceType = "" } = (elementOf(scope) ?? {}) as {
    terraformResourceType?: string;
  };
  return SERVICE_OF.get(terraformResourceType);
}
