import { stays } from "./written-plan";

export const SUBSCRIPTION = "a8fa7fd6-0893-411a-8990-7b5545ccf9c4";
export const OTHER_SUBSCRIPTION = "b1b1b1b1-0893-411a-8990-7b5545ccf9c4";
export const GROUP_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop`;
export const VAULT_ID = `${GROUP_ID}/providers/Microsoft.KeyVault/vaults/shop-vault`;
export const IDENTITY_ID = `${GROUP_ID}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`;
export const PRINCIPAL_ID = "11111111-aaaa-4aaa-8aaa-000000000001";
export const CLIENT_ID = "22222222-aaaa-4aaa-8aaa-000000000001";
export const ISSUER = "https://westeurope.oic.prod-aks.azure.com/tenant/one/";

export const CLUSTER = {
  id: `${GROUP_ID}/providers/Microsoft.ContainerService/managedClusters/shop-aks`,
  name: "shop-aks",
  resource_group_name: "shop",
  oidc_issuer_enabled: true,
  oidc_issuer_url: ISSUER,
  workload_identity_enabled: true,
  local_account_disabled: true,
  private_cluster_enabled: true,
  role_based_access_control_enabled: true,
  azure_active_directory_role_based_access_control: [
    { admin_group_object_ids: ["admins"], azure_rbac_enabled: true },
  ],
};

export const IDENTITY = {
  id: IDENTITY_ID,
  name: "orders",
  resource_group_name: "shop",
  client_id: CLIENT_ID,
  principal_id: PRINCIPAL_ID,
};

export const CREDENTIAL = {
  name: "orders",
  parent_id: IDENTITY_ID,
  issuer: ISSUER,
  subject: "system:serviceaccount:shop:orders",
  audience: ["api://AzureADTokenExchange"],
};

export const VAULT = {
  id: VAULT_ID,
  name: "shop-vault",
  resource_group_name: "shop",
  purge_protection_enabled: true,
  rbac_authorization_enabled: true,
  enable_rbac_authorization: true,
  public_network_access_enabled: true,
  network_acls: [{ bypass: "None", default_action: "Deny", ip_rules: ["203.0.113.0/24"] }],
};

export const GRANT = {
  scope: VAULT_ID,
  principal_id: PRINCIPAL_ID,
  role_definition_name: "Key Vault Secrets User",
  condition: null,
};

/** The pods of a deployment that run as a service account, with the label of the webhook. */
export function deployment(name: string, service_account_name: unknown) {
  return {
    metadata: [{ name, namespace: "shop" }],
    spec: [
      {
        template: [
          {
            metadata: [{ labels: { "azure.workload.identity/use": "true" } }],
            spec: [service_account_name === undefined ? {} : { service_account_name }],
          },
        ],
      },
    ],
  };
}

/** A deployed shop: what a plan leaves alone, by address. */
export const SHOP = {
  "azurerm_kubernetes_cluster.main": stays(CLUSTER),
  "azurerm_user_assigned_identity.orders": stays(IDENTITY),
  "azurerm_federated_identity_credential.orders": stays(CREDENTIAL),
  "azurerm_key_vault.main": stays(VAULT),
};

export const ACCOUNT = { metadata: [{ name: "orders", namespace: "shop" }] };

/** The same with a role and pods that use it. */
export const RUNNING_SHOP = {
  ...SHOP,
  "azurerm_role_assignment.orders": stays(GRANT),
  "kubernetes_service_account_v1.orders": stays(ACCOUNT),
  "kubernetes_deployment_v1.orders": stays(deployment("orders", "orders")),
};
