import { type Json, type JsonObject, object } from "./json";
import { isPlace, placeAttributes } from "./place-attributes";

/** What is read of each kind; nothing else of a resource is ever kept, credentials least of all. */
export const ATTRIBUTES = {
  cluster: [
    "id",
    "name",
    "resource_group_name",
    "oidc_issuer_enabled",
    "oidc_issuer_url",
    "workload_identity_enabled",
    "local_account_disabled",
    "private_cluster_enabled",
    "api_server_access_profile",
    "kubelet_identity",
    "identity",
    "azure_active_directory_role_based_access_control",
    "role_based_access_control_enabled",
    "azure_policy_enabled",
    "default_node_pool",
    "image_cleaner_enabled",
    "key_vault_secrets_provider",
    "microsoft_defender",
    "monitor_metrics",
    "oms_agent",
    "service_mesh_profile",
    "web_app_routing",
    "workload_autoscaler_profile",
    "node_resource_group",
    "node_resource_group_id",
  ],
  pool: ["id", "name", "kubernetes_cluster_id"],
  identity: ["id", "name", "resource_group_name", "client_id", "principal_id"],
  federation: [
    "id",
    "name",
    "parent_id",
    "user_assigned_identity_id",
    "issuer",
    "subject",
    "audience",
  ],
  grant: [
    "id",
    "scope",
    "role_definition_name",
    "role_definition_id",
    "principal_id",
    "condition",
    "account_name",
    "resource_group_name",
  ],
  vault: [
    "id",
    "name",
    "resource_group_name",
    "purge_protection_enabled",
    "rbac_authorization_enabled",
    "enable_rbac_authorization",
    "public_network_access_enabled",
    "network_acls",
    "access_policy",
  ],
  // Of its value that there is one.
  secret: ["id", "name", "key_vault_id", "resource_versionless_id", "value"],
  group: ["id", "name", "parent_id"],
  subscription: ["id", "subscription_id"],
  managementGroup: ["id", "name"],
  client: ["object_id", "subscription_id"],
  account: ["metadata"],
  rendered: ["input"],
  namespace: ["metadata"],
  workload: ["metadata", "spec"],
  role: ["id", "name", "scope", "permissions", "role_definition_id", "role_definition_resource_id"],
  cosmos: ["id", "name", "resource_group_name"],
  cosmosPart: ["id", "name", "account_name", "database_name", "resource_group_name"],
  cosmosRole: ["id", "name", "permissions"],
  policy: [
    "id",
    "key_vault_id",
    "object_id",
    "secret_permissions",
    "key_permissions",
    "certificate_permissions",
    "storage_permissions",
  ],
  // Only that it is there.
  state: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The kinds of resources that make or use trust. */
export type Kind = keyof typeof ATTRIBUTES;

/** What is kept of a kind. Of the value of a secret that is whether there is one. */
export type Attribute<K extends Kind = Kind> =
  (typeof ATTRIBUTES)[K][number] | ("secret" extends K ? "value" : never);

/** The way to a value: an attribute, and what is below it. */
export type AttributePath<A extends string = Attribute> = readonly [NoInfer<A>, ...string[]];

/** For some kinds the values that matter somewhere. */
export type PathsByKind = { readonly [K in Kind]?: readonly AttributePath<Attribute<K>>[] };

/** Where a workload keeps the template of its pods; a pod is its own. */
type TemplatePath = readonly [] | AttributePath<Attribute<"workload">>;

const TEMPLATE: TemplatePath = ["spec", "template"];
const CRON: TemplatePath = ["spec", "job_template", "spec", "template"];

const TEMPLATES = new Map(
  Object.entries<TemplatePath>({
    kubernetes_pod: [],
    kubernetes_deployment: TEMPLATE,
    kubernetes_stateful_set: TEMPLATE,
    kubernetes_stateful_set_v1: TEMPLATE,
    kubernetes_daemonset: TEMPLATE,
    kubernetes_daemon_set_v1: TEMPLATE,
    kubernetes_replication_controller: TEMPLATE,
    kubernetes_job: TEMPLATE,
    kubernetes_cron_job: CRON,
    // Kinds of manifests that the provider has no type for.
    kubernetes_replica_set: TEMPLATE,
    kubernetes_rollout: TEMPLATE,
  }),
);

const KINDS = new Map(
  Object.entries<Kind>({
    azurerm_kubernetes_cluster: "cluster",
    azurerm_kubernetes_cluster_node_pool: "pool",
    azurerm_user_assigned_identity: "identity",
    azurerm_federated_identity_credential: "federation",
    azurerm_role_assignment: "grant",
    azurerm_cosmosdb_sql_role_assignment: "grant",
    azurerm_cosmosdb_sql_role_definition: "cosmosRole",
    azurerm_cosmosdb_account: "cosmos",
    azurerm_cosmosdb_sql_database: "cosmosPart",
    azurerm_cosmosdb_sql_container: "cosmosPart",
    azurerm_key_vault: "vault",
    azurerm_key_vault_secret: "secret",
    azurerm_resource_group: "group",
    azurerm_subscription: "subscription",
    azurerm_management_group: "managementGroup",
    azurerm_role_definition: "role",
    azurerm_key_vault_access_policy: "policy",
    azurerm_client_config: "client",
    kubernetes_service_account: "account",
    kubernetes_service_account_v1: "account",
    kubernetes_default_service_account: "account",
    kubernetes_default_service_account_v1: "account",
    terraform_data: "rendered",
    kubernetes_namespace: "namespace",
    kubernetes_namespace_v1: "namespace",
    terraform_remote_state: "state",
  }),
);

/** What the record of a rendered service account has; any other `terraform_data` may hold what it likes. */
export const RENDERED = "aks-workload-identity/rendered-service-account";
const RECORD = ["kind", "namespace", "name", "client_id", "issuer", "workloads"];

/** Blocks of pods that may hold secrets and say nothing of trust. */
const NEVER_READ = new Set(["ephemeral_container", "volume", "env"]);

interface Parts {
  readonly [name: string]: true | Parts;
}

/** What is read of a container: the rest may hold secrets too. */
const CONTAINER: Parts = { name: true, security_context: { run_as_non_root: true } };
const CONTAINERS = new Set(["container", "init_container"]);

/** What kind of resource a type is, if it is one that is read. */
export function kindOf(type: string): Kind | undefined {
  return KINDS.get(type) ?? (templatePath(type) ? "workload" : undefined);
}

/** What of the values matters in a resource of the type. */
export function pathsOf(paths: PathsByKind, type: string): readonly AttributePath[] {
  const kind = kindOf(type);
  return (kind && paths[kind]) ?? [];
}

/** Where a workload of the type keeps its pod template. */
export function templatePath(type: string): TemplatePath | undefined {
  return (
    TEMPLATES.get(type) ?? (type.endsWith("_v1") ? TEMPLATES.get(type.slice(0, -3)) : undefined)
  );
}

/** Keeps of a resource's values, masks or expressions what is read of its type. */
export function project(type: string, values: Json | undefined): JsonObject {
  const kind = kindOf(type);
  const all = object(values);
  if (!kind) return isPlace(type) ? placeAttributes(values) : {};
  const kept: JsonObject = {};
  for (const name of ATTRIBUTES[kind] as readonly string[]) {
    if (all[name] !== undefined) kept[name] = kind === "workload" ? ofPods(all[name]) : all[name];
  }
  if (kind === "rendered") return recordIn(kept);
  if (kind === "secret") kept.value = "value" in all ? mark(all.value) : false;
  return kept;
}

/** The record, its mask or its expressions; nothing of another `terraform_data`. */
function recordIn({ input }: JsonObject): JsonObject {
  if (input === true) return { input };
  const all = object(input);
  const foreign = all.kind !== undefined && typeof all.kind !== "boolean" && all.kind !== RENDERED;
  if (foreign) return {};
  const kept = Object.entries(all).filter(([name]) => [...RECORD, "references"].includes(name));
  return kept.length > 0 ? { input: Object.fromEntries(kept) } : {};
}

// Only whether there is a value is kept, never the value.
function mark(value: Json): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && value !== null) return true;
  return value !== null && value !== false && value !== "";
}

function ofPods(value: Json): Json {
  if (Array.isArray(value)) return value.map(ofPods);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !NEVER_READ.has(key));
  return Object.fromEntries(
    kept.map(([key, inner]) => [
      key,
      CONTAINERS.has(key) ? partsOf(inner, CONTAINER) : ofPods(inner),
    ]),
  );
}

/** The named parts of values, masks or expressions. */
function partsOf(value: Json, parts: Parts): Json {
  if (Array.isArray(value)) return value.map((one) => partsOf(one, parts));
  if (typeof value !== "object" || value === null) return value === true;
  const kept = Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
    const part = key === "references" || parts[key];
    if (!part) return [];
    return [[key, part === true ? inner : partsOf(inner, part)]];
  });
  return Object.fromEntries(kept);
}
