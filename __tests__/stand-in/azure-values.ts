import { createHash } from "node:crypto";
import { ObjectValue, Value } from "./wire";

// Everything a stand-in makes up is derived from names, so that two runs and two stacks agree.
export function guid(...seed: readonly unknown[]): string {
  const hex = createHash("sha256").update(seed.join("/")).digest("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join("-");
}

export const SUBSCRIPTION_ID = guid("subscription");
export const TENANT_ID = guid("tenant");
export const OPERATOR_OBJECT_ID = guid("operator");
const SUBSCRIPTION = `/subscriptions/${SUBSCRIPTION_ID}`;

const ARM_TYPES: { readonly [typeName: string]: string } = {
  azurerm_app_configuration: "Microsoft.AppConfiguration/configurationStores",
  azurerm_cognitive_account: "Microsoft.CognitiveServices/accounts",
  azurerm_container_registry: "Microsoft.ContainerRegistry/registries",
  azurerm_cosmosdb_account: "Microsoft.DocumentDB/databaseAccounts",
  azurerm_key_vault: "Microsoft.KeyVault/vaults",
  azurerm_kubernetes_cluster: "Microsoft.ContainerService/managedClusters",
  azurerm_log_analytics_workspace: "Microsoft.OperationalInsights/workspaces",
  azurerm_monitor_data_collection_endpoint: "Microsoft.Insights/dataCollectionEndpoints",
  azurerm_monitor_data_collection_rule: "Microsoft.Insights/dataCollectionRules",
  azurerm_monitor_workspace: "Microsoft.Monitor/accounts",
  azurerm_private_dns_zone: "Microsoft.Network/privateDnsZones",
  azurerm_private_endpoint: "Microsoft.Network/privateEndpoints",
  azurerm_servicebus_namespace: "Microsoft.ServiceBus/namespaces",
  azurerm_storage_account: "Microsoft.Storage/storageAccounts",
  azurerm_user_assigned_identity: "Microsoft.ManagedIdentity/userAssignedIdentities",
  azurerm_virtual_network: "Microsoft.Network/virtualNetworks",
};

const ROLES: { readonly [name: string]: string } = {
  "Key Vault Secrets Officer": "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  "Key Vault Secrets User": "4633458b-17de-408a-b874-0445c86b69e6",
};

/** The id that Azure would give to an object with these arguments. */
export function azureId(typeName: string, given: ObjectValue): string {
  const name = String(given.name ?? "");
  const group = `${SUBSCRIPTION}/resourceGroups/${given.resource_group_name}`;
  switch (typeName) {
    case "azurerm_client_config":
    case "azurerm_subscription":
      return SUBSCRIPTION;
    case "azurerm_resource_group":
      return `${SUBSCRIPTION}/resourceGroups/${name}`;
    case "azurerm_role_assignment":
      return `${given.scope}/providers/Microsoft.Authorization/roleAssignments/${roleName(given)}`;
    case "azurerm_role_definition":
      return roleDefinitionId(name);
    case "azurerm_federated_identity_credential":
      return `${given.user_assigned_identity_id ?? given.parent_id}/federatedIdentityCredentials/${name}`;
    case "azurerm_cosmosdb_sql_role_assignment":
      return `${group}/providers/Microsoft.DocumentDB/databaseAccounts/${given.account_name}/sqlRoleAssignments/${guid("assignment", given.scope, given.principal_id, given.role_definition_id)}`;
    case "azurerm_kubernetes_cluster_node_pool":
      return `${given.kubernetes_cluster_id}/agentPools/${name}`;
    case "azurerm_key_vault_secret":
      return `${secretUri(given)}/${guid("version", secretUri(given)).replace(/-/g, "")}`;
    case "azurerm_management_lock":
      return `${given.scope}/providers/Microsoft.Authorization/locks/${name}`;
    case "azurerm_monitor_data_collection_rule_association":
      return `${given.target_resource_id}/providers/Microsoft.Insights/dataCollectionRuleAssociations/${name}`;
    case "azurerm_monitor_diagnostic_setting":
      return `${given.target_resource_id}|${name}`;
    case "azurerm_subnet":
      return `${group}/providers/Microsoft.Network/virtualNetworks/${given.virtual_network_name}/subnets/${name}`;
    default:
      return `${group}/providers/${ARM_TYPES[typeName] ?? `StandIn/${typeName}`}/${name}`;
  }
}

/** Values of computed attributes by type; the rest is filled by name and type. */
export function azureValues(typeName: string, given: ObjectValue): ObjectValue {
  const id = azureId(typeName, given);
  switch (typeName) {
    case "azurerm_client_config":
      return { object_id: OPERATOR_OBJECT_ID, client_id: guid("operator client") };
    case "azurerm_federated_identity_credential":
      return credentialValues(id);
    case "azurerm_key_vault":
      return {
        vault_uri: `https://${given.name}.vault.azure.net/`,
        rbac_authorization_enabled: given.enable_rbac_authorization ?? true,
        enable_rbac_authorization: given.rbac_authorization_enabled ?? true,
        purge_protection_enabled: true,
      };
    case "azurerm_key_vault_secret":
      return {
        version: id.slice(id.lastIndexOf("/") + 1),
        versionless_id: secretUri(given),
        resource_versionless_id: `${given.key_vault_id}/secrets/${given.name}`,
      };
    case "azurerm_kubernetes_cluster":
      return clusterValues(given);
    case "azurerm_kubernetes_cluster_node_pool":
      return POOL;
    case "azurerm_role_assignment":
      return {
        name: roleName(given),
        principal_type: "ServicePrincipal",
        role_definition_id: roleDefinitionId(String(given.role_definition_name)),
      };
    case "azurerm_role_definition":
      return { role_definition_id: id.slice(id.lastIndexOf("/") + 1) };
    case "azurerm_user_assigned_identity":
      return { client_id: guid(id, "client"), principal_id: guid(id, "principal") };
    default:
      return {};
  }
}

/** What AKS fills in a node pool. */
const POOL: ObjectValue = {
  kubelet_disk_type: "OS",
  max_pods: 250,
  node_count: 1,
  node_labels: {},
  orchestrator_version: "1.33.5",
  os_disk_size_gb: 128,
  os_sku: "Ubuntu",
};

const NODE_PROVISIONING: ObjectValue = {
  node_provisioning_profile: [{ default_node_pools: "Auto", mode: "Manual" }],
};

/** What later versions of the provider read of an object, by type. */
export function laterValues(typeName: string, given: ObjectValue): ObjectValue {
  switch (typeName) {
    case "azurerm_federated_identity_credential":
      return credentialValues(String(given.id));
    case "azurerm_kubernetes_cluster":
      return NODE_PROVISIONING;
    default:
      return {};
  }
}

/** The blocks that Azure adds although the plan has none, which is a diff at the next plan, by type. */
export function addedBlocks(typeName: string): ObjectValue {
  if (typeName !== "azurerm_kubernetes_cluster_node_pool") return {};
  const settings = {
    drain_timeout_in_minutes: 0,
    max_surge: "10%",
    node_soak_duration_in_minutes: 0,
  };
  return { upgrade_settings: [settings] };
}

/**
 * The blocks that Azure fills where the configuration leaves them or a part of them out, by type.
 */
export function azureBlocks(typeName: string, given: ObjectValue): ObjectValue {
  switch (typeName) {
    case "azurerm_key_vault":
      return { network_acls: [{ bypass: "AzureServices", default_action: "Allow" }] };
    case "azurerm_kubernetes_cluster":
      return {
        bootstrap_profile: [{ artifact_source: "Direct", container_registry_id: "" }],
        default_node_pool: [{ ...POOL, workload_runtime: "OCIContainer" }],
        kubelet_identity: [kubeletIdentity(given)],
        ...NODE_PROVISIONING,
        network_profile: [
          {
            dns_service_ip: "10.0.0.10",
            ip_versions: ["IPv4"],
            load_balancer_sku: "standard",
            network_data_plane: "azure",
            network_plugin: "kubenet",
            network_policy: "none",
            outbound_type: "loadBalancer",
            pod_cidr: "10.244.0.0/16",
            pod_cidrs: ["10.244.0.0/16"],
            service_cidr: "10.0.0.0/16",
            service_cidrs: ["10.0.0.0/16"],
          },
        ],
      };
    default:
      return {};
  }
}

function secretUri(given: ObjectValue): string {
  const vault = String(given.key_vault_id).split("/").pop();
  return `https://${vault}.vault.azure.net/secrets/${given.name}`;
}

function roleName(given: ObjectValue): string {
  const role = given.role_definition_name ?? given.role_definition_id;
  return String(given.name ?? guid(given.scope, role, given.principal_id));
}

function roleDefinitionId(roleTitle: string): string {
  const name = ROLES[roleTitle] ?? guid("role", roleTitle);
  return `${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
}

/** Whose credential it is, under the names of all versions of the provider. */
function credentialValues(id: string): ObjectValue {
  const [identity] = id.split("/federatedIdentityCredentials/");
  const group = /\/resourceGroups\/([^/]+)/.exec(identity)?.[1] ?? null;
  return {
    parent_id: identity,
    resource_group_name: group,
    user_assigned_identity_id: identity,
  };
}

function clusterValues(given: ObjectValue): ObjectValue {
  const { name, resource_group_name: group } = given;
  const location = given.location ?? "eastus";
  const host = `https://${given.dns_prefix ?? name}-${guid(name).slice(0, 8)}.hcp.${location}.azmk8s.io:443`;
  const isEntra = !isEmpty(given.azure_active_directory_role_based_access_control);
  const hasAdmin = isEntra && given.local_account_disabled !== true;
  const issuer = `https://${location}.oic.prod-aks.azure.com/${TENANT_ID}/${guid(group, name, "issuer")}/`;
  return {
    // A data source leaves the switch open; a cluster that turned it off or never on has no issuer.
    oidc_issuer_enabled: true,
    oidc_issuer_url: given.oidc_issuer_enabled === true ? issuer : "",
    fqdn: host.replace(/^https:\/\/|:443$/g, ""),
    kube_config: [credentials(host, `clusterUser_${group}_${name}`, !isEntra)],
    kube_config_raw: `apiVersion: v1\nkind: Config\n# ${host}\n`,
    kube_admin_config: hasAdmin ? [credentials(host, `clusterAdmin_${group}_${name}`, true)] : [],
    kube_admin_config_raw: "",
    node_resource_group: `MC_${group}_${name}_${location}`,
    node_resource_group_id: `${SUBSCRIPTION}/resourceGroups/MC_${group}_${name}_${location}`,
    current_kubernetes_version: given.kubernetes_version ?? "1.33.5",
  };
}

function kubeletIdentity(given: ObjectValue): ObjectValue {
  const group = clusterValues(given).node_resource_group_id;
  const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${given.name}-agentpool`;
  return {
    client_id: guid(id, "client"),
    object_id: guid(id, "principal"),
    user_assigned_identity_id: id,
  };
}

// With Entra the user's kubeconfig has a host and a CA but neither certificate nor password.
function credentials(host: string, username: string, withSecrets: boolean): Value {
  const pem = (what: string) =>
    Buffer.from(`-----BEGIN ${what}-----\n${guid(username, what)}\n-----END ${what}-----\n`);
  const secret = (value: string) => (withSecrets ? value : "");
  return {
    host,
    username,
    password: secret(guid(username, "password")),
    client_certificate: secret(pem("CERTIFICATE").toString("base64")),
    client_key: secret(pem("PRIVATE KEY").toString("base64")),
    cluster_ca_certificate: pem("CERTIFICATE").toString("base64"),
  };
}

function isEmpty(value: Value | undefined): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
