terraform {
  required_providers {
    azurerm    = { source = "hashicorp/azurerm", version = "~> 4.81" }
    kubernetes = { source = "hashicorp/kubernetes", version = "~> 2.38" }
  }
}

provider "azurerm" {
  features {}
}

provider "kubernetes" {
  host                   = azurerm_kubernetes_cluster.shop.kube_config[0].host
  cluster_ca_certificate = base64decode(azurerm_kubernetes_cluster.shop.kube_config[0].cluster_ca_certificate)
  client_certificate     = base64decode(azurerm_kubernetes_cluster.shop.kube_config[0].client_certificate)
  client_key             = base64decode(azurerm_kubernetes_cluster.shop.kube_config[0].client_key)
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "shop" {
  name     = "shop"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "shop" {
  name                      = "shop"
  resource_group_name       = azurerm_resource_group.shop.name
  location                  = azurerm_resource_group.shop.location
  dns_prefix                = "shop"
  oidc_issuer_enabled       = true
  workload_identity_enabled = true

  default_node_pool {
    name       = "system"
    vm_size    = "Standard_D4s_v5"
    node_count = 2
  }

  identity {
    type = "SystemAssigned"
  }
}

resource "azurerm_user_assigned_identity" "orders" {
  name                = "orders"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
}

resource "azurerm_federated_identity_credential" "orders" {
  name                      = "orders"
  user_assigned_identity_id = azurerm_user_assigned_identity.orders.id
  issuer                    = azurerm_kubernetes_cluster.shop.oidc_issuer_url
  subject                   = "system:serviceaccount:shop:orders"
  audience                  = ["api://AzureADTokenExchange"]
}

resource "azurerm_key_vault" "shop" {
  name                       = "kv-shop-orders"
  resource_group_name        = azurerm_resource_group.shop.name
  location                   = azurerm_resource_group.shop.location
  tenant_id                  = data.azurerm_client_config.current.tenant_id
  sku_name                   = "standard"
  rbac_authorization_enabled = true
  purge_protection_enabled   = true
}

resource "azurerm_role_assignment" "orders" {
  scope                = azurerm_key_vault.shop.id
  role_definition_name = "Key Vault Secrets User"
  principal_id         = azurerm_user_assigned_identity.orders.principal_id
}

resource "kubernetes_namespace_v1" "shop" {
  metadata {
    name = "shop"
  }
}

resource "kubernetes_service_account_v1" "orders" {
  metadata {
    name        = "orders"
    namespace   = kubernetes_namespace_v1.shop.metadata[0].name
    annotations = { "azure.workload.identity/client-id" = azurerm_user_assigned_identity.orders.client_id }
  }
}

resource "kubernetes_deployment_v1" "orders" {
  metadata {
    name      = "orders"
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
  }

  spec {
    selector {
      match_labels = { app = "orders" }
    }

    template {
      metadata {
        labels = { app = "orders", "azure.workload.identity/use" = "true" }
      }

      spec {
        service_account_name = kubernetes_service_account_v1.orders.metadata[0].name

        container {
          name  = "orders"
          image = "registry.example.com/orders:1.0"
        }
      }
    }
  }
}
