import { isDeepStrictEqual } from "node:util";
import { ObjectValue, Value } from "./wire";

/**
 * Arguments whose change replaces the object: neither bindings nor schemas carry it. Dots lead
 * into blocks that occur once; `*` is every argument.
 */
const FORCE_NEW: { readonly [typeName: string]: readonly string[] } = {
  azurerm_federated_identity_credential: [
    "name",
    "parent_id",
    "resource_group_name",
    "user_assigned_identity_id",
  ],
  azurerm_key_vault: ["name", "location", "resource_group_name"],
  azurerm_key_vault_secret: ["name", "key_vault_id"],
  azurerm_kubernetes_cluster: [
    "name",
    "location",
    "resource_group_name",
    "dns_prefix",
    "node_resource_group",
    "private_cluster_enabled",
    "private_dns_zone_id",
    "role_based_access_control_enabled",
    "disk_encryption_set_id",
    "default_node_pool.name",
    "default_node_pool.gpu_driver",
    "kubelet_identity.client_id",
    "kubelet_identity.object_id",
    "kubelet_identity.user_assigned_identity_id",
    "linux_profile.admin_username",
    "network_profile.network_data_plane",
    "network_profile.network_plugin",
    "network_profile.pod_cidr",
    "network_profile.service_cidr",
  ],
  azurerm_kubernetes_cluster_node_pool: [
    "name",
    "kubernetes_cluster_id",
    "os_type",
    "priority",
    "eviction_policy",
    "gpu_driver",
  ],
  azurerm_resource_group: ["name", "location"],
  azurerm_role_assignment: ["*"],
  azurerm_storage_account: ["name", "location", "resource_group_name"],
  azurerm_user_assigned_identity: ["name", "location", "resource_group_name"],
  kubernetes_annotations: ["api_version", "kind", "metadata.name", "metadata.namespace"],
  time_sleep: ["triggers"],
};

/** Arguments whose change replaces the object when they go back to nothing. */
const FORCE_NEW_WHEN_GONE: { readonly [typeName: string]: readonly string[] } = {
  azurerm_kubernetes_cluster: [
    "default_node_pool.upgrade_settings.drain_timeout_in_minutes",
    "network_profile.network_plugin_mode",
  ],
};

const UPDATABLE: { readonly [typeName: string]: readonly string[] } = {
  azurerm_role_assignment: ["skip_service_principal_aad_check"],
};

const KUBERNETES_NAMES = ["metadata.name", "metadata.generate_name", "metadata.namespace"];

/** Computed attributes that a plan shows as unknown again when another argument changes. */
export const RENEWED_BY: {
  readonly [typeName: string]: { readonly [changed: string]: readonly string[] };
} = {
  azurerm_kubernetes_cluster: { oidc_issuer_enabled: ["oidc_issuer_url"] },
  kubernetes_manifest: { manifest: ["object"] },
};

type Path = readonly (string | number)[];

/** The paths that differ and cannot be updated in place. */
export function replacementPaths(
  typeName: string,
  prior: ObjectValue,
  planned: ObjectValue,
  imported: boolean,
): Path[] {
  const named = typeName.startsWith("kubernetes_") ? KUBERNETES_NAMES : [];
  const listed = [...named, ...(FORCE_NEW[typeName] ?? [])];
  const updatable = UPDATABLE[typeName] ?? [];
  const gone = (FORCE_NEW_WHEN_GONE[typeName] ?? []).filter(
    (dotted) => valueAt(prior, pathTo(prior, dotted)) && !valueAt(planned, pathTo(planned, dotted)),
  );
  return [...listed, ...gone]
    .flatMap((dotted) => (dotted === "*" ? Object.keys(planned) : [dotted]))
    .filter((dotted) => !updatable.includes(dotted))
    .map((dotted) => ({ path: pathTo(planned, dotted), dotted }))
    .filter(({ path }) => {
      const before = without(valueAt(prior, path), updatable);
      const after = without(valueAt(planned, path), updatable);
      // An import knows little more than the id: what it left open was not changed by anyone.
      if (imported && isOpen(before)) return false;
      return !isDeepStrictEqual(before, after);
    })
    .map(({ path }) => path);
}

function pathTo(state: ObjectValue, dotted: string): Path {
  const path: (string | number)[] = [];
  let here: Value = state;
  for (const name of dotted.split(".")) {
    if (Array.isArray(here)) {
      path.push(0);
      here = here[0] ?? null;
    }
    path.push(name);
    here = (here as ObjectValue | null)?.[name] ?? null;
  }
  return path;
}

function valueAt(state: Value, path: Path): Value {
  return path.reduce<Value>(
    (here, step) => (here as { [step: string | number]: Value } | null)?.[step] ?? null,
    state,
  );
}

function isOpen(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function without(value: Value, dotted: readonly string[]): Value {
  return dotted.reduce((rest, path) => dropPath(rest, path.split(".")), value);
}

function dropPath(value: Value, [name, ...deeper]: string[]): Value {
  if (Array.isArray(value)) return value.map((item) => dropPath(item, [name, ...deeper]));
  if (value === null || typeof value !== "object" || !(name in value)) return value;
  const object = value as ObjectValue;
  const rest = deeper.length > 0 ? dropPath(object[name], deeper) : null;
  return { ...object, [name]: rest };
}
