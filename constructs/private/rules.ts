import { ARM_TYPES } from "../../azure/arm-types";
import { TOKEN_SECONDS } from "../../azure/webhook";
import { ROLES } from "../../azure/roles";
import { POD_BOUNDS, POD_RULES } from "./pod-rules";

/** A rule for the text of one kind of name or value. */
export interface Rule {
  /** What the value names, as it is written in messages. */
  readonly noun: string;
  readonly pattern: RegExp;
  /** The rule in words. */
  readonly allowed: string;
  /** The documentation page or provider behaviour that the rule comes from. */
  readonly source: string;
}

/** A rule for a whole number. */
export interface Bound {
  readonly noun: string;
  readonly min: number;
  readonly max: number;
  readonly source: string;
}

const AZURE_NAMES =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules";
const FEDERATION =
  "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations";
const KUBERNETES_NAMES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";
const KUBERNETES_LABELS =
  "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/";
const KEY_VAULT_OBJECTS =
  "https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates";

/** The pattern and the words of an id in a resource group; `below` has `<…>` for names. */
function idOf(type: string, below: string): Pick<Rule, "pattern" | "allowed"> {
  const tail = `${type.replace(".", "\\.")}/${below.replace(/<[^>]+>/g, "[^\\s/]+")}`;
  return {
    pattern: new RegExp(
      `^/subscriptions/[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}/resourceGroups/[^\\s/]+/providers/${tail}$`,
    ),
    allowed: `/subscriptions/<subscription id>/resourceGroups/<group>/providers/${type}/${below}, spelled with these capitals`,
  };
}

/** https://github.com/distribution/reference/blob/main/reference.go, "Grammar". */
const IMAGE = new RegExp(
  [
    "^(?=.{1,512}$)",
    "((?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]+)?/)?",
    "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*",
    "(:[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?",
    "(@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$",
  ].join(""),
);

const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

const OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = `(${OCTET}\\.){3}${OCTET}`;
const PREFIX = "(3[0-2]|[12]?\\d)";

/** The rules by the noun they are about. azurerm 4.55 checks almost none of them before apply. */
export const RULES = {
  subscriptionId: {
    noun: "subscription id",
    pattern: /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/,
    allowed: "a GUID, as printed by `az account show --query id`",
    source: "https://learn.microsoft.com/azure/azure-portal/get-subscription-tenant-id",
  },
  objectId: {
    noun: "object id",
    pattern: /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/,
    allowed: "the GUID of a user, group or service principal in Microsoft Entra ID",
    source: "https://learn.microsoft.com/azure/role-based-access-control/role-assignments",
  },
  tenantId: {
    noun: "tenant id",
    pattern: /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/,
    allowed: "a GUID, as printed by `az account show --query tenantId`",
    source: "https://learn.microsoft.com/azure/azure-portal/get-subscription-tenant-id",
  },
  clientId: {
    noun: "client id",
    pattern: /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/,
    allowed: "the GUID that `az identity show --query clientId` prints",
    source: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
  },
  issuer: {
    noun: "OIDC issuer URL",
    pattern: /^https:\/\/\S{1,592}$/,
    allowed:
      '"https://" and at most 592 further characters, with the trailing slash that AKS gives',
    source: FEDERATION,
  },
  location: {
    noun: "Azure region",
    pattern: /^[a-z0-9]+$/,
    allowed: 'a region name such as "eastus" or "East US"',
    source: "https://learn.microsoft.com/azure/reliability/regions-list",
  },
  resourceGroup: {
    noun: "resource group name",
    pattern: /^[-\w._()]{0,89}[-\w_()]$/,
    allowed: '1 to 90 letters, digits, "_", "-", "." or parentheses, not ending in "."',
    source: AZURE_NAMES,
  },
  cluster: {
    noun: "AKS cluster name",
    pattern: /^[a-zA-Z0-9]([-_a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/,
    allowed: '1 to 63 letters, digits, "_" or "-", first and last a letter or digit',
    source: AZURE_NAMES,
  },
  dnsPrefix: {
    noun: "DNS prefix",
    pattern: /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?$/,
    allowed: '1 to 54 letters, digits or "-", first and last a letter or digit',
    source: "azurerm 4.55: azurerm_kubernetes_cluster.dns_prefix",
  },
  nodeResourceGroup: {
    noun: "node resource group name",
    pattern: /^[-\w._()]{0,79}[-\w_()]$/,
    allowed: '1 to 80 letters, digits, "_", "-", "." or parentheses, not ending in "."',
    source: "https://learn.microsoft.com/azure/aks/faq",
  },
  nodePool: {
    noun: "node pool name",
    pattern: /^[a-z][a-z0-9]{0,11}$/,
    allowed: "1 to 12 lower-case letters or digits, first a letter",
    source: "azurerm 4.55: azurerm_kubernetes_cluster.default_node_pool.name",
  },
  windowsNodePool: {
    noun: "name of a Windows node pool",
    pattern: /^[a-z][a-z0-9]{0,5}$/,
    allowed: "1 to 6 lower-case letters or digits, first a letter",
    source: "https://learn.microsoft.com/azure/aks/create-node-pools",
  },
  zone: {
    noun: "availability zone",
    pattern: /^[1-9]$/,
    allowed: 'the number of a zone, such as "1"',
    source: "https://learn.microsoft.com/azure/aks/availability-zones",
  },
  maxSurge: {
    noun: "number of nodes more during an upgrade",
    pattern: /^([1-9]\d{0,3}|[1-9]\d?%|100%)$/,
    allowed: 'a number from "1", or a share from "1%" to "100%"',
    source: "https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling",
  },
  taint: {
    noun: "taint of nodes",
    pattern:
      /^((?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?=([a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)?:(NoSchedule|PreferNoSchedule|NoExecute)$/,
    allowed:
      '"<key>=<value>:<effect>", the effect "NoSchedule", "PreferNoSchedule" or "NoExecute", such as "sku=gpu:NoSchedule"',
    source: "https://learn.microsoft.com/azure/aks/use-node-taints",
  },
  cidr: {
    noun: "range of IPv4 addresses",
    pattern: new RegExp(`^${IPV4}/${PREFIX}$`),
    allowed: 'an address and the length of its prefix, such as "10.244.0.0/16"',
    source: "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview",
  },
  ipRange: {
    noun: "IPv4 address or range of such",
    pattern: new RegExp(`^${IPV4}(/${PREFIX})?$`),
    allowed: 'an address such as "203.0.113.7", or a range such as "203.0.113.0/24"',
    source: "https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges",
  },
  timeOfDay: {
    noun: "time of day",
    pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
    allowed: 'hours and minutes from "00:00" to "23:59"',
    source: "https://learn.microsoft.com/azure/aks/planned-maintenance",
  },
  utcOffset: {
    noun: "offset from UTC",
    pattern: /^[+-](0\d|1[0-4]):[0-5]\d$/,
    allowed: 'a sign, hours and minutes, such as "+02:00"',
    source: "https://learn.microsoft.com/azure/aks/planned-maintenance",
  },
  workspaceId: {
    noun: "id of a Log Analytics workspace",
    ...idOf(ARM_TYPES.LOG_ANALYTICS_WORKSPACE, "<workspace>"),
    source: "azurerm 4.55: azurerm_kubernetes_cluster.oms_agent.log_analytics_workspace_id",
  },
  monitorWorkspaceId: {
    noun: "id of an Azure Monitor workspace",
    ...idOf(ARM_TYPES.MONITOR_WORKSPACE, "<workspace>"),
    source: "azurerm 4.55: azurerm_monitor_data_collection_rule.destinations.monitor_account",
  },
  diskEncryptionSetId: {
    noun: "id of a disk encryption set",
    ...idOf(ARM_TYPES.DISK_ENCRYPTION_SET, "<set>"),
    source: "azurerm 4.55: azurerm_kubernetes_cluster.disk_encryption_set_id",
  },
  adminUsername: {
    noun: "Linux administrator name",
    pattern: /^[A-Za-z][-A-Za-z0-9_]*$/,
    allowed: 'letters, digits, "_" or "-", first a letter',
    source: "azurerm 4.55: azurerm_kubernetes_cluster.linux_profile.admin_username",
  },
  identity: {
    noun: "user-assigned identity name",
    pattern: /^[a-zA-Z0-9][-_a-zA-Z0-9]{2,127}$/,
    allowed: '3 to 128 letters, digits, "_" or "-", first a letter or digit',
    source: AZURE_NAMES,
  },
  credential: {
    noun: "federated identity credential name",
    pattern: /^[a-zA-Z0-9][-_a-zA-Z0-9]{2,119}$/,
    allowed: '3 to 120 letters, digits, "_" or "-", first a letter or digit',
    source: FEDERATION,
  },
  audience: {
    noun: "audience",
    pattern: /^[^\s*]{1,600}$/,
    allowed: "1 to 600 characters without white space or wildcards",
    source: FEDERATION,
  },
  vault: {
    noun: "Key Vault name",
    pattern: /^(?!.*--)[a-zA-Z][-a-zA-Z0-9]{1,22}[a-zA-Z0-9]$/,
    allowed: '3 to 24 letters, digits or "-", first a letter, last a letter or digit, without "--"',
    source: KEY_VAULT_OBJECTS,
  },
  vaultUri: {
    noun: "vault URI",
    pattern: /^https:\/\/[a-zA-Z][-a-zA-Z0-9]{1,22}[a-zA-Z0-9](\.[a-z0-9-]+)+\/?$/,
    allowed: 'the URI of the vault itself, such as "https://orders.vault.azure.net/"',
    source: KEY_VAULT_OBJECTS,
  },
  vaultObject: {
    noun: "name of a Key Vault secret, key or certificate",
    pattern: /^[-0-9a-zA-Z]{1,127}$/,
    allowed: '1 to 127 letters, digits or "-"',
    source: KEY_VAULT_OBJECTS,
  },
  namespace: {
    noun: "Kubernetes namespace",
    pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    allowed: '1 to 63 lower-case letters, digits or "-", first and last a letter or digit',
    source: KUBERNETES_NAMES,
  },
  serviceAccount: {
    noun: "service account name",
    pattern: SUBDOMAIN,
    allowed:
      '1 to 253 lower-case letters, digits, "-" or ".", each part first and last a letter or digit',
    source: KUBERNETES_NAMES,
  },
  workload: {
    noun: "workload name",
    pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    allowed: '1 to 63 lower-case letters, digits or "-", first and last a letter or digit',
    source: `${KUBERNETES_NAMES} (it is also the value of a label)`,
  },
  kubernetesObject: {
    noun: "name of a Kubernetes object",
    pattern: SUBDOMAIN,
    allowed:
      '1 to 253 lower-case letters, digits, "-" or ".", each part first and last a letter or digit',
    source: KUBERNETES_NAMES,
  },
  valuePath: {
    noun: "path into the values of a chart",
    pattern: /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/,
    allowed:
      'names of letters, digits, "_" or "-" with a dot between them, such as "server.podLabels"; the library adds the keys of labels and annotations',
    source: "https://helm.sh/docs/chart_best_practices/values/",
  },
  podPath: {
    noun: "path to a pod template",
    pattern: /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*)*$/,
    allowed: 'names with a dot between them, such as "spec.template"',
    source: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-templates",
  },
  kubernetesKind: {
    noun: "kind of a Kubernetes object",
    pattern: /^[A-Z][A-Za-z0-9]{0,62}$/,
    allowed: 'letters and digits, first a capital, such as "Deployment"',
    source:
      "https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/",
  },
  apiVersion: {
    noun: "API version",
    pattern:
      /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?v[0-9]+((alpha|beta)[0-9]+)?$/,
    allowed: 'an optional group and "/", then a version, such as "apps/v1"',
    source: "https://kubernetes.io/docs/reference/using-api/",
  },
  substitutionPrefix: {
    noun: "prefix of variable names",
    pattern: /^[_a-zA-Z][_a-zA-Z0-9]*$/,
    allowed: 'letters, digits or "_", not starting with a digit',
    source:
      "https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution",
  },
  secretKey: {
    noun: "key of a Kubernetes secret",
    pattern: /^[-._a-zA-Z0-9]{1,253}$/,
    allowed: '1 to 253 letters, digits, "-", "_" or "."',
    source: "https://kubernetes.io/docs/concepts/configuration/secret/",
  },
  container: {
    noun: "container name",
    pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    allowed: '1 to 63 lower-case letters, digits or "-", first and last a letter or digit',
    source: KUBERNETES_NAMES,
  },
  image: {
    noun: "container image",
    pattern: IMAGE,
    allowed:
      'a reference by the grammar of the distribution project, such as "registry.example.com/app:1.0" or with "@sha256:…"',
    source: "https://github.com/distribution/reference",
  },
  environmentVariable: {
    noun: "environment variable name",
    pattern: /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
    allowed: 'letters, digits, "_", "-" or ".", not starting with a digit',
    source:
      "https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/",
  },
  labelKey: {
    noun: "label or annotation key",
    pattern:
      /^((?=[^/]{1,253}\/)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/,
    allowed:
      'an optional DNS prefix of at most 253 characters and "/", then 1 to 63 letters, digits, "-", "_" or ".", first and last a letter or digit',
    source: KUBERNETES_LABELS,
  },
  labelValue: {
    noun: "label value",
    pattern: /^([a-zA-Z0-9]([-._a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)?$/,
    allowed:
      'at most 63 letters, digits, "-", "_" or ".", first and last a letter or digit, or empty',
    source: KUBERNETES_LABELS,
  },
  tokenScope: {
    noun: "token scope",
    pattern: /^\S{1,500}\/\.default$/,
    allowed: 'a resource and "/.default", such as "https://storage.azure.com/.default"',
    source: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
  },
  duration: {
    noun: "duration",
    pattern: /^[0-9]+(\.[0-9]+)?(ms|s|m|h)$/,
    allowed: 'a number and one unit of "ms", "s", "m" or "h", such as "30s"',
    source: "time 0.13: time_sleep.create_duration",
  },
  providerVersion: {
    noun: "version of a Terraform provider",
    pattern: /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/,
    allowed: 'three numbers, such as "4.81.0"',
    source: "https://developer.hashicorp.com/terraform/language/expressions/version-constraints",
  },
  terraformVariable: {
    noun: "Terraform variable name",
    pattern: /^[a-zA-Z_][-_a-zA-Z0-9]*$/,
    allowed: 'letters, digits, "_" or "-", first a letter or "_"',
    source: "https://developer.hashicorp.com/terraform/language/syntax/configuration",
  },
  roleName: {
    noun: "role name",
    pattern: /^[^/\s][^/]{0,511}$/,
    allowed: `the name of an Azure role, such as "${ROLES.KEY_VAULT_SECRETS_USER.name}"`,
    source: "https://learn.microsoft.com/azure/role-based-access-control/built-in-roles",
  },
  roleDefinitionId: {
    noun: "id of a role definition",
    pattern:
      /^\/subscriptions\/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\/providers\/Microsoft\.Authorization\/roleDefinitions\/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
    allowed:
      "/subscriptions/<subscription id>/providers/Microsoft.Authorization/roleDefinitions/<GUID>; without the subscription azurerm replaces the assignment at every plan",
    source: "azurerm 4.55: azurerm_role_assignment.role_definition_id",
  },
  scopeId: {
    noun: "scope of a role",
    pattern:
      /^(\/|\/subscriptions\/[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}(\/[^\s/]+)*|\/providers(\/[^\s/]+){3,})$/i,
    allowed:
      "the resource id of a management group, subscription, resource group or resource, such as /subscriptions/<subscription id>/resourceGroups/<group>",
    source: "https://learn.microsoft.com/azure/role-based-access-control/scope-overview",
  },
  cosmosDbObject: {
    noun: "name of a Cosmos DB database or container",
    pattern: /^[^/\\#?]{0,254}[^/\\#?\s]$/,
    allowed: "1 to 255 characters without / \\ # ?, the last no space",
    source: "https://learn.microsoft.com/rest/api/cosmos-db/databases",
  },
  cosmosDbRoleDefinitionId: {
    noun: "id of a role definition of Cosmos DB",
    pattern:
      /^\/subscriptions\/[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\/resourceGroups\/[^\s/]+\/providers\/Microsoft\.DocumentDB\/databaseAccounts\/[^\s/]+\/sqlRoleDefinitions\/[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/,
    allowed: "<id of the account>/sqlRoleDefinitions/<GUID>, spelled with these capitals",
    source: "azurerm 4.55: azurerm_cosmosdb_sql_role_assignment.role_definition_id",
  },
  condition: {
    noun: "condition of a role assignment",
    pattern: /\S/,
    allowed: "an expression of Azure ABAC; no condition is left out",
    source: "https://learn.microsoft.com/azure/role-based-access-control/conditions-format",
  },
  tagKey: {
    noun: "name of a tag",
    pattern: /^[^<>%&\\?/]{1,512}$/,
    allowed: "1 to 512 characters without < > % & \\ ? /",
    source: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
  },
  subnetId: {
    noun: "subnet id",
    ...idOf(ARM_TYPES.VIRTUAL_NETWORK, "<network>/subnets/<subnet>"),
    source: "azurerm 4.55: azurerm_key_vault.network_acls.virtual_network_subnet_ids",
  },
  kubernetesVersion: {
    noun: "Kubernetes version",
    pattern: /^1\.(2[2-9]|[3-9]\d|[1-9]\d\d)(\.\d{1,3})?$/,
    allowed: '"1.N" or "1.N.P", from 1.22 on, the first with workload identity',
    source: "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
  },
  vmSize: {
    noun: "size of virtual machines",
    pattern: /^[A-Za-z][-A-Za-z0-9_]{2,79}$/,
    allowed: 'a name such as "Standard_D2s_v5"',
    source: "https://learn.microsoft.com/azure/virtual-machines/sizes/overview",
  },
  sshPublicKey: {
    noun: "SSH public key",
    pattern: /^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]{40,}={0,2}([ \t][^\r\n]*)?\r?\n?$/,
    allowed: 'one line of "ssh-rsa" or "ssh-ed25519" and the key, as in a .pub file',
    source: "azurerm 4.55: azurerm_kubernetes_cluster.linux_profile.ssh_key.key_data",
  },
  timestamp: {
    noun: "time",
    pattern:
      /^(?!\d{4}-(02-3|(04|06|09|11)-31))\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
    allowed: 'an RFC 3339 time in UTC, such as "2030-01-01T00:00:00Z"',
    source: "azurerm 4.55: azurerm_key_vault_secret.expiration_date",
  },
  quantity: {
    noun: "quantity",
    pattern: /^(\d+(\.\d*)?|\.\d+)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d{1,2})?$/,
    allowed: 'a Kubernetes quantity, such as "100m", "0.5", "128Mi" or "1Gi"',
    source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
  },
  constructId: {
    noun: "construct id",
    pattern: /^[a-zA-Z_][-_a-zA-Z0-9]*$/,
    allowed: 'letters, digits, "_" or "-", first a letter or "_"',
    source:
      "cdktf 0.21: other characters are dropped from the Terraform address without a hash, so that two ids can become one resource",
  },
  ...POD_RULES,
} satisfies Record<string, Rule>;

/** The bounds by the prop they are about. */
export const BOUNDS = {
  nodeCount: {
    noun: "node count",
    min: 1,
    max: 1000,
    source: "azurerm 4.55: azurerm_kubernetes_cluster.default_node_pool.node_count",
  },
  userNodeCount: {
    noun: "node count of a pool for workloads",
    min: 0,
    max: 1000,
    source: "azurerm 4.55: azurerm_kubernetes_cluster_node_pool.node_count",
  },
  maxPods: {
    noun: "number of pods on a node",
    min: 10,
    max: 250,
    source: "https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overview",
  },
  drainTimeoutInMinutes: {
    noun: "time to drain a node in minutes",
    min: 5,
    max: 1440,
    source: "https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling",
  },
  podCidrPrefix: {
    noun: "length of the prefix of the pods' addresses",
    min: 8,
    max: 24,
    source: "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview",
  },
  serviceCidrPrefix: {
    noun: "length of the prefix of the services' addresses",
    min: 13,
    max: 28,
    source: "https://learn.microsoft.com/azure/aks/concepts-network-cni-overview",
  },
  authorizedIpRanges: {
    noun: "number of authorized ranges",
    min: 1,
    max: 200,
    source: "https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges",
  },
  integratedIpRanges: {
    noun: "number of authorized ranges with a subnet for the API server",
    min: 1,
    max: 2000,
    source: "https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges",
  },
  windowHours: {
    noun: "length of a maintenance window in hours",
    min: 4,
    max: 24,
    source: "https://learn.microsoft.com/azure/aks/planned-maintenance",
  },
  imageCleanerHours: {
    noun: "interval of the image cleaner in hours",
    min: 24,
    max: 2160,
    source: "https://learn.microsoft.com/azure/aks/image-cleaner",
  },
  softDeleteRetentionDays: {
    noun: "soft-delete retention in days",
    min: 7,
    max: 90,
    source: "azurerm 4.55: azurerm_key_vault.soft_delete_retention_days",
  },
  tokenExpirationSeconds: {
    noun: "token expiration in seconds",
    ...TOKEN_SECONDS,
    source: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
  },
  secretVersion: {
    noun: "secret version",
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    source: "azurerm 4.55: azurerm_key_vault_secret.value_wo_version",
  },
  replicas: {
    noun: "number of replicas",
    min: 0,
    max: 2 ** 31 - 1,
    source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/",
  },
  backoffLimit: {
    noun: "back-off limit",
    min: 0,
    max: 2 ** 31 - 1,
    source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/",
  },
  containerPort: {
    noun: "port of a container",
    min: 1,
    max: 65535,
    source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",
  },
  proxySidecarPort: {
    noun: "port of the proxy sidecar",
    min: 1,
    max: 65535,
    source: "https://learn.microsoft.com/azure/aks/workload-identity-overview",
  },
  tags: {
    noun: "number of tags",
    min: 0,
    max: 50,
    source: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources",
  },
  secretTags: {
    noun: "number of tags on a secret",
    min: 0,
    max: 15,
    source: KEY_VAULT_OBJECTS,
  },
  ...POD_BOUNDS,
} satisfies Record<string, Bound>;

/** Whether a value follows a rule. */
export function follows(rule: Rule, value: string): boolean {
  return rule.pattern.test(value);
}

/** Whether a number is whole and within its bounds. */
export function within(bound: Bound, value: number): boolean {
  return Number.isInteger(value) && value >= bound.min && value <= bound.max;
}
