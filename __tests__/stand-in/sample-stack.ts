/** A labelled pod, which the webhook rewrites. */
export const POD = {
  metadata: { name: "reader", labels: { "azure.workload.identity/use": "true" } },
  spec: {
    service_account_name: "reader",
    container: [{ name: "main", image: "nginx:1" }],
  },
};

/** One of everything that the self tests follow from init to destroy. */
export const STACK = {
  terraform: {
    required_providers: {
      azurerm: { source: "hashicorp/azurerm", version: "4.55.0" },
      kubernetes: { source: "hashicorp/kubernetes", version: "2.38.0" },
      time: { source: "hashicorp/time", version: "0.13.1" },
    },
  },
  provider: { azurerm: [{ features: [{}] }], kubernetes: [{ host: "https://cluster.test" }] },
  variable: { secret: { type: "string", sensitive: true, ephemeral: true } },
  data: { azurerm_client_config: { current: {} } },
  resource: {
    azurerm_resource_group: { main: { name: "demo", location: "eastus" } },
    azurerm_user_assigned_identity: {
      reader: {
        name: "reader",
        location: "eastus",
        resource_group_name: "${azurerm_resource_group.main.name}",
      },
    },
    azurerm_key_vault: {
      vault: {
        name: "demo-vault",
        location: "eastus",
        resource_group_name: "${azurerm_resource_group.main.name}",
        tenant_id: "${data.azurerm_client_config.current.tenant_id}",
        sku_name: "standard",
        rbac_authorization_enabled: true,
      },
    },
    azurerm_role_assignment: {
      officer: {
        scope: "${azurerm_key_vault.vault.id}",
        role_definition_name: "Key Vault Secrets Officer",
        principal_id: "${data.azurerm_client_config.current.object_id}",
      },
    },
    time_sleep: {
      role: {
        create_duration: "10m",
        triggers: { assignment: "${azurerm_role_assignment.officer.id}" },
      },
    },
    azurerm_key_vault_secret: {
      secret: {
        name: "greeting",
        key_vault_id: "${azurerm_key_vault.vault.id}",
        value_wo: "${var.secret}",
        value_wo_version: 1,
        depends_on: ["time_sleep.role"],
      },
    },
    kubernetes_service_account_v1: {
      reader: {
        metadata: {
          name: "reader",
          annotations: {
            "azure.workload.identity/client-id":
              "${azurerm_user_assigned_identity.reader.client_id}",
          },
        },
      },
    },
    kubernetes_pod_v1: {
      reader: {
        ...POD,
        depends_on: ["kubernetes_service_account_v1.reader"],
        lifecycle: { ignore_changes: ["spec[0].container", "spec[0].volume"] },
      },
    },
  },
  output: { vault: { value: "${azurerm_key_vault.vault.vault_uri}" } },
};

export type Stack = typeof STACK;

/** The same stack with another pod. */
export function withPod(pod: object): Stack {
  return { ...STACK, resource: { ...STACK.resource, kubernetes_pod_v1: { reader: pod as never } } };
}
