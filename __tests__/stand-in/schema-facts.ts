import { ObjectValue, Value } from "./wire";

/**
 * What neither bindings nor schemas carry of a type: defaults of arguments, and blocks that the provider
 * fills where the configuration leaves them out. By dotted paths, as the real providers plan the tutorial;
 * `review-plans.test.ts` compares.
 */
interface TypeFacts {
  readonly defaults: ObjectValue;
  readonly computedBlocks: readonly string[];
}

const FACTS: { readonly [typeName: string]: TypeFacts } = {
  azurerm_key_vault: { defaults: {}, computedBlocks: ["contact", "network_acls"] },
  azurerm_kubernetes_cluster: {
    defaults: {
      ai_toolchain_operator_enabled: false,
      node_os_upgrade_channel: "NodeImage",
      private_cluster_enabled: false,
      private_cluster_public_fqdn_enabled: false,
      role_based_access_control_enabled: true,
      run_command_enabled: true,
      sku_tier: "Free",
      support_plan: "KubernetesOfficial",
      "default_node_pool.os_disk_type": "Managed",
      "default_node_pool.scale_down_mode": "Delete",
      "default_node_pool.type": "VirtualMachineScaleSets",
      "default_node_pool.ultra_ssd_enabled": false,
      "key_vault_secrets_provider.secret_rotation_interval": "2m",
      "network_profile.load_balancer_sku": "standard",
      "network_profile.network_data_plane": "azure",
      "network_profile.outbound_type": "loadBalancer",
      "node_provisioning_profile.default_node_pools": "Auto",
      "node_provisioning_profile.mode": "Manual",
    },
    computedBlocks: [
      "auto_scaler_profile",
      "bootstrap_profile",
      "kubelet_identity",
      "network_profile",
      "network_profile.load_balancer_profile",
      "network_profile.nat_gateway_profile",
      "node_provisioning_profile",
      "windows_profile",
    ],
  },
  azurerm_kubernetes_cluster_node_pool: {
    defaults: {
      mode: "User",
      os_disk_type: "Managed",
      os_type: "Linux",
      priority: "Regular",
      scale_down_mode: "Delete",
      spot_max_price: -1,
      ultra_ssd_enabled: false,
    },
    computedBlocks: [],
  },
};

const NAMELESS: TypeFacts = { defaults: {}, computedBlocks: [] };
const NAMESPACED: TypeFacts = {
  defaults: { "metadata.namespace": "default" },
  computedBlocks: [],
};

function factsOf(typeName: string): TypeFacts {
  // Those of the kinds that run pods, and what comes with them, are in `kubernetes/facts.json`.
  const isOfOthers = /^kubernetes_(annotations|labels)$/.test(typeName);
  if (typeName.startsWith("kubernetes_") && !isOfOthers) return NAMESPACED;
  return FACTS[typeName] ?? NAMELESS;
}

/** What an argument is where the configuration leaves it out; null for most. */
export function defaultOf(typeName: string, path: string): Value {
  return factsOf(typeName).defaults[path] ?? null;
}

/** Whether the provider fills a block where the configuration leaves it out. */
export function isComputedBlock(typeName: string, path: string): boolean {
  return factsOf(typeName).computedBlocks.includes(path);
}
