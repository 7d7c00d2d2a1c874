/** A configuration in Terraform's JSON syntax, as far as the cases change it. */
export interface BaseStack {
  readonly terraform: object;
  readonly provider: object;
  readonly variable?: object;
  readonly data?: object;
  readonly resource: Record<string, Record<string, Record<string, unknown>>>;
}

const GROUP = "${azurerm_resource_group.main.name}";
const PLACE = { location: "westeurope", resource_group_name: GROUP };

/** The annotations of a service account that asks for an identity. */
export function asksFor(identity: string): object {
  return {
    "azure.workload.identity/client-id": `\${azurerm_user_assigned_identity.${identity}.client_id}`,
  };
}

/** A stack written by hand, without the library, in which a review finds nothing to say. */
export const BASE: BaseStack = {
  terraform: {
    required_providers: {
      azurerm: { source: "hashicorp/azurerm", version: "4.81.0" },
      kubernetes: { source: "hashicorp/kubernetes", version: "2.38.0" },
    },
  },
  provider: {
    azurerm: [{ features: [{}] }],
    kubernetes: [{ host: "${azurerm_kubernetes_cluster.main.kube_config[0].host}" }],
  },
  resource: {
    azurerm_resource_group: { main: { name: "shop", location: "westeurope" } },
    azurerm_kubernetes_cluster: {
      main: {
        ...PLACE,
        name: "shop-aks",
        dns_prefix: "shop",
        oidc_issuer_enabled: true,
        workload_identity_enabled: true,
        local_account_disabled: true,
        azure_active_directory_role_based_access_control: { azure_rbac_enabled: true },
        api_server_access_profile: { authorized_ip_ranges: ["203.0.113.0/24"] },
        default_node_pool: { name: "default", node_count: 1, vm_size: "Standard_D2s_v5" },
        identity: { type: "SystemAssigned" },
      },
    },
    azurerm_user_assigned_identity: { orders: { ...PLACE, name: "orders" } },
    azurerm_federated_identity_credential: {
      orders: {
        name: "orders",
        resource_group_name: GROUP,
        parent_id: "${azurerm_user_assigned_identity.orders.id}",
        issuer: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}",
        subject: "system:serviceaccount:shop:orders",
        audience: ["api://AzureADTokenExchange"],
      },
    },
    azurerm_key_vault: {
      main: {
        ...PLACE,
        name: "shop-vault",
        tenant_id: "00000000-0000-4000-8000-000000000001",
        sku_name: "standard",
        rbac_authorization_enabled: true,
        purge_protection_enabled: true,
        public_network_access_enabled: true,
        network_acls: { default_action: "Deny", bypass: "None", ip_rules: ["203.0.113.0/24"] },
      },
    },
    azurerm_key_vault_secret: {
      password: {
        name: "db-password",
        key_vault_id: "${azurerm_key_vault.main.id}",
        value_wo: "${var.password}",
        value_wo_version: 1,
      },
    },
    azurerm_role_assignment: {
      orders: {
        scope: "${azurerm_key_vault.main.id}",
        role_definition_name: "Key Vault Secrets User",
        principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
        principal_type: "ServicePrincipal",
      },
    },
    kubernetes_service_account_v1: {
      orders: { metadata: { name: "orders", namespace: "shop", annotations: asksFor("orders") } },
    },
    kubernetes_deployment_v1: {
      orders: {
        metadata: { name: "orders", namespace: "shop" },
        spec: {
          selector: { match_labels: { app: "orders" } },
          template: {
            metadata: { labels: { app: "orders", "azure.workload.identity/use": "true" } },
            spec: {
              service_account_name: "${kubernetes_service_account_v1.orders.metadata[0].name}",
              container: [{ name: "main", image: "orders:1" }],
            },
          },
        },
      },
    },
  },
  variable: { password: { type: "string", sensitive: true, ephemeral: true } },
};

/** The stack with one resource changed, added or, given null, taken away. */
export function having(
  type: string,
  name: string,
  change: Record<string, unknown> | null,
  stack: BaseStack = BASE,
): BaseStack {
  const { [name]: old, ...others } = stack.resource[type] ?? {};
  const changed = change === null ? others : { ...others, [name]: { ...old, ...change } };
  const resource = { ...stack.resource, [type]: changed };
  if (Object.keys(changed).length === 0) delete (resource as Record<string, unknown>)[type];
  return { ...stack, resource };
}
