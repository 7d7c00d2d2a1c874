import { CLIENT_ID, USE_LABEL } from "../../../azure/webhook";
import { exact } from "../../terraform/model/exact";
import type { Json } from "../../terraform/model/json";
import type { Resource } from "../../terraform/model/resource";
import {
  type AttributePath,
  kindOf,
  type PathsByKind,
  pathsOf,
  templatePath,
} from "../../terraform/model/resource-types";

/** The attributes of each kind that decide over access or a risk. What a secret holds is never one of them. */
const DECIDING: PathsByKind = {
  cluster: [
    ["oidc_issuer_enabled"],
    ["workload_identity_enabled"],
    ["local_account_disabled"],
    ["private_cluster_enabled"],
    ["api_server_access_profile"],
    ["azure_active_directory_role_based_access_control"],
  ],
  identity: [["name"], ["resource_group_name"]],
  federation: [["parent_id"], ["user_assigned_identity_id"], ["issuer"], ["subject"], ["audience"]],
  grant: [
    ["principal_id"],
    ["role_definition_name"],
    ["role_definition_id"],
    ["scope"],
    ["condition"],
  ],
  role: [["name"], ["scope"], ["permissions"]],
  cosmosRole: [["name"], ["permissions"]],
  vault: [
    ["name"],
    ["resource_group_name"],
    ["purge_protection_enabled"],
    ["rbac_authorization_enabled"],
    ["enable_rbac_authorization"],
    ["public_network_access_enabled"],
    ["network_acls"],
    ["access_policy"],
  ],
  policy: [
    ["key_vault_id"],
    ["object_id"],
    ["secret_permissions"],
    ["key_permissions"],
    ["certificate_permissions"],
    ["storage_permissions"],
  ],
  secret: [["key_vault_id"], ["name"]],
  account: [
    ["metadata", "namespace"],
    ["metadata", "name"],
    ["metadata", "annotations", CLIENT_ID],
  ],
  rendered: [
    ["input", "namespace"],
    ["input", "name"],
    ["input", "client_id"],
    ["input", "issuer"],
    ["input", "workloads"],
  ],
};

/** What of a resource decides over access, by the path of the attribute. */
export function decidingValues(resource: Resource): Record<string, Json> {
  const { type } = resource;
  const paths = kindOf(type) === "workload" ? ofWorkload(type) : pathsOf(DECIDING, type);
  const values = paths.map((path) => [path.join("."), exact(resource, ...path)] as const);
  return Object.fromEntries(
    values.filter((one): one is readonly [string, Json] => one[1] !== undefined),
  );
}

function ofWorkload(type: string): AttributePath[] {
  const template = templatePath(type) ?? [];
  return [
    ["metadata", "namespace"],
    ["metadata", "name"],
    [...template, "spec", "service_account_name"],
    [...template, "metadata", "labels", USE_LABEL],
  ];
}
