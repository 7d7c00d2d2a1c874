# The chain of the azure stack, with SERVICE_ACCOUNT_NAMESPACE=shop, SERVICE_ACCOUNT_NAME=orders,
# KEYVAULT_NAME=shop-vault. The mocks stand for what only Azure knows.

# terraform test cannot apply an ephemeral variable that has only its default.
variables {
  keyvault_secret_value = "mocked"
}

mock_provider "time" {}

mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      object_id       = "00000000-0000-4000-8000-00000000000a"
      subscription_id = "00000000-0000-4000-8000-00000000000b"
      tenant_id       = "00000000-0000-4000-8000-00000000000c"
    }
  }

  mock_resource "azurerm_resource_group" {
    defaults = {
      id = "/subscriptions/00000000-0000-4000-8000-00000000000b/resourceGroups/mocked"
    }
  }

  mock_resource "azurerm_kubernetes_cluster" {
    defaults = {
      id              = "/subscriptions/00000000-0000-4000-8000-00000000000b/resourceGroups/mocked/providers/Microsoft.ContainerService/managedClusters/mocked"
      oidc_issuer_url = "https://westeurope.oic.prod-aks.azure.com/00000000-0000-4000-8000-00000000000c/00000000-0000-4000-8000-0000000000aa/"
    }
  }

  mock_resource "azurerm_user_assigned_identity" {
    defaults = {
      id           = "/subscriptions/00000000-0000-4000-8000-00000000000b/resourceGroups/mocked/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mocked"
      client_id    = "00000000-0000-4000-8000-00000000000d"
      principal_id = "00000000-0000-4000-8000-00000000000e"
      tenant_id    = "00000000-0000-4000-8000-00000000000c"
    }
  }

  mock_resource "azurerm_federated_identity_credential" {
    defaults = {
      id = "/subscriptions/00000000-0000-4000-8000-00000000000b/resourceGroups/mocked/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mocked/federatedIdentityCredentials/mocked"
    }
  }

  mock_resource "azurerm_key_vault" {
    defaults = {
      id        = "/subscriptions/00000000-0000-4000-8000-00000000000b/resourceGroups/mocked/providers/Microsoft.KeyVault/vaults/shop-vault"
      vault_uri = "https://shop-vault.vault.azure.net/"
    }
  }
}

run "chain" {
  command = apply

  assert {
    condition     = azurerm_federated_identity_credential.cluster_federation_428FEDD9.subject == "system:serviceaccount:shop:orders"
    error_message = "the credential trusts another subject"
  }

  assert {
    condition     = azurerm_federated_identity_credential.cluster_federation_428FEDD9.issuer == "https://westeurope.oic.prod-aks.azure.com/00000000-0000-4000-8000-00000000000c/00000000-0000-4000-8000-0000000000aa/"
    error_message = "the credential does not have the cluster's issuer verbatim"
  }

  assert {
    condition     = azurerm_federated_identity_credential.cluster_federation_428FEDD9.audience == tolist(["api://AzureADTokenExchange"])
    error_message = "the credential does not have Azure's audience alone"
  }

  assert {
    condition     = endswith(azurerm_federated_identity_credential.cluster_federation_428FEDD9.IDENTITY_OF_CREDENTIAL, "/userAssignedIdentities/mocked")
    error_message = "the credential does not belong to the identity"
  }

  assert {
    condition     = azurerm_kubernetes_cluster.cluster.oidc_issuer_enabled && azurerm_kubernetes_cluster.cluster.workload_identity_enabled
    error_message = "the cluster does not have both the issuer and workload identity"
  }

  assert {
    condition     = azurerm_key_vault.vault.rbac_authorization_enabled && azurerm_key_vault.vault.purge_protection_enabled
    error_message = "the vault does not have both roles and purge protection"
  }

  assert {
    condition     = azurerm_role_assignment.identity_key-vault-secrets-user-on-vault_F8B0D444.role_definition_name == "Key Vault Secrets User"
    error_message = "the identity has another role"
  }

  assert {
    condition     = azurerm_role_assignment.identity_key-vault-secrets-user-on-vault_F8B0D444.principal_id == "00000000-0000-4000-8000-00000000000e" && azurerm_role_assignment.identity_key-vault-secrets-user-on-vault_F8B0D444.principal_type == "ServicePrincipal"
    error_message = "the role is not given to the identity's principal"
  }

  assert {
    condition     = azurerm_role_assignment.current-client_key-vault-secrets-officer-on-vault_B8E69A9F.role_definition_name == "Key Vault Secrets Officer" && azurerm_role_assignment.current-client_key-vault-secrets-officer-on-vault_B8E69A9F.principal_id == "00000000-0000-4000-8000-00000000000a"
    error_message = "the operator is not given the officer's role"
  }

  assert {
    condition = alltrue([
      for scope in [
        azurerm_role_assignment.identity_key-vault-secrets-user-on-vault_F8B0D444.scope,
        azurerm_role_assignment.current-client_key-vault-secrets-officer-on-vault_B8E69A9F.scope,
        azurerm_key_vault_secret.vault_secrets_my-secret_9F0E1A35.key_vault_id,
      ] : endswith(scope, "/providers/Microsoft.KeyVault/vaults/shop-vault")
    ])
    error_message = "roles and secret are not all at the vault"
  }

  assert {
    condition     = output.identity_client_id == "00000000-0000-4000-8000-00000000000d" && output.key_vault_url == "https://shop-vault.vault.azure.net/"
    error_message = "the outputs do not tell the client id and the vault"
  }
}
