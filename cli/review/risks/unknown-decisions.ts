import type { Expression } from "../../terraform/model/expression";
import { valueOf } from "../../terraform/model/fact";
import type { Resource } from "../../terraform/model/resource";
import {
  type AttributePath,
  type PathsByKind,
  pathsOf,
} from "../../terraform/model/resource-types";
import { finding, type Finding, type Look } from "./finding";

const DECIDES: PathsByKind = {
  grant: [
    ["scope"],
    ["role_definition_name"],
    ["role_definition_id"],
    ["principal_id"],
    ["condition"],
  ],
  federation: [["issuer"], ["subject"], ["audience"]],
  policy: [
    ["key_vault_id"],
    ["object_id"],
    ["secret_permissions"],
    ["key_permissions"],
    ["certificate_permissions"],
    ["storage_permissions"],
  ],
  cluster: [
    ["workload_identity_enabled"],
    ["oidc_issuer_enabled"],
    ["local_account_disabled"],
    ["private_cluster_enabled"],
    ["api_server_access_profile", "authorized_ip_ranges"],
    ["role_based_access_control_enabled"],
    ["azure_active_directory_role_based_access_control", "azure_rbac_enabled"],
  ],
  vault: [
    ["purge_protection_enabled"],
    ["public_network_access_enabled"],
    ["rbac_authorization_enabled"],
    ["enable_rbac_authorization"],
    ["network_acls", "default_action"],
  ],
  role: [["permissions"]],
  cosmosRole: [["permissions"]],
};

const RBAC = ["rbac_authorization_enabled", "enable_rbac_authorization"] as const;

export function hiddenDecisions({ after, changes }: Look): Finding[] {
  const grants = new Map(after.grants.map((grant) => [grant.key, grant]));
  const federations = new Map(after.federations.map((one) => [one.key, one]));
  const told = (resource: Resource, path: AttributePath): boolean => {
    const attribute = path.join(".");
    const grant = grants.get(resource.key);
    const federation = federations.get(resource.key);
    if (attribute === "scope" || attribute === "key_vault_id")
      return grant?.scope.level !== undefined;
    if (attribute === "principal_id" || attribute === "object_id")
      return !grant?.principal.key.endsWith(" principal");
    // azurerm computes the one of the two that is not written.
    if (attribute.startsWith("role_definition")) return grant?.role.kind !== null;
    if (attribute === "issuer") return federation?.cluster !== undefined;
    if (attribute === "subject") return valueOf(federation?.subject) !== undefined;
    // Two names of one thing, of which azurerm computes the other.
    if (attribute.includes("rbac_authorization"))
      return RBAC.some((name) => resource.has(name) && !resource.get(name).unknown);
    // Who has an address of one's own is not everyone.
    if (attribute.endsWith("ip_ranges")) return ofPublicIps(resource.get(...path).expression);
    return false;
  };
  return changes.flatMap(({ after: resource }) =>
    resource?.place.mode === "managed"
      ? pathsOf(DECIDES, resource.type)
          .filter((path) => isOpen(resource, path) && !told(resource, path))
          .map((path) => finding(resource, `${path.join(".")} is only known after apply`))
      : [],
  );
}

function isOpen(resource: Resource, path: AttributePath): boolean {
  return resource.get(...path).unknown && !resource.omits(...path);
}

function ofPublicIps(expression: Expression | undefined): boolean {
  const references = expression?.references ?? [];
  return (
    references.length > 0 &&
    references.every((one) => /^(data\.)?azurerm_public_ip(_prefix)?\./.test(one))
  );
}
