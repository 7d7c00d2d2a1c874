# The chain of the kubernetes stack, with SERVICE_ACCOUNT_NAMESPACE=shop, SERVICE_ACCOUNT_NAME=orders
# and IMAGE. The state of the azure stack is made up.

mock_provider "kubernetes" {}

mock_provider "azurerm" {
  mock_data "azurerm_kubernetes_cluster" {
    defaults = {
      kube_config = [{
        host                   = "https://mocked.hcp.westeurope.azmk8s.io:443"
        username               = "mocked"
        password               = ""
        client_certificate     = "bW9ja2Vk"
        client_key             = "bW9ja2Vk"
        cluster_ca_certificate = "bW9ja2Vk"
      }]
    }
  }
}

override_data {
  target = data.terraform_remote_state.cross-stack-reference-input-azure
  values = {
    outputs = {
      cross-stack-output-azurerm_user_assigned_identityidentityclient_id = "00000000-0000-4000-8000-00000000000d"
      cross-stack-output-azurerm_user_assigned_identityidentitytenant_id = "00000000-0000-4000-8000-00000000000c"
      cross-stack-output-azurerm_key_vaultvaultvault_uri                 = "https://shop-vault.vault.azure.net/"
      cross-stack-output-azurerm_role_assignmentidentity_key-vault-secrets-user-on-vault_F8B0D444id = "assignment"
    }
  }
}

run "chain" {
  command = plan

  assert {
    condition     = kubernetes_service_account_v1.service-account.metadata[0].namespace == "shop" && kubernetes_service_account_v1.service-account.metadata[0].name == "orders"
    error_message = "the service account is not the one that is trusted"
  }

  assert {
    condition     = kubernetes_service_account_v1.service-account.metadata[0].annotations["azure.workload.identity/client-id"] == "00000000-0000-4000-8000-00000000000d"
    error_message = "the service account does not name the identity's client id"
  }

  assert {
    condition     = kubernetes_service_account_v1.service-account.metadata[0].annotations["azure.workload.identity/tenant-id"] == "00000000-0000-4000-8000-00000000000c"
    error_message = "the service account does not name the identity's tenant"
  }

  assert {
    condition = alltrue([
      for pod in [kubernetes_pod_v1.sample-workload, kubernetes_pod_v1.application] :
      try(pod.metadata[0].labels["azure.workload.identity/use"], "") == "true"
    ])
    error_message = "the webhook would pass a pod by"
  }

  assert {
    condition = alltrue([
      for pod in [kubernetes_pod_v1.sample-workload, kubernetes_pod_v1.application] :
      pod.metadata[0].namespace == "shop" && pod.spec[0].service_account_name == "orders"
    ])
    error_message = "a pod does not run as the service account"
  }

  assert {
    condition = {
      for variable in kubernetes_pod_v1.sample-workload.spec[0].container[0].env :
      variable.name => variable.value
      } == {
      KEYVAULT_URL = "https://shop-vault.vault.azure.net/"
      SECRET_NAME  = "my-secret"
    }
    error_message = "the sample does not look for the secret in the vault"
  }

  assert {
    condition     = kubernetes_pod_v1.application.spec[0].container[0].image == "registry.example.com/team/orders:1.2"
    error_message = "the application does not run the image"
  }
}
