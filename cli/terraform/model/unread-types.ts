import { type Json, list, own, text } from "./json";
import { kindOf } from "./resource-types";

/** Types that may grant or trust in ways that are not read here. */
const OPAQUE: readonly (readonly [RegExp, string])[] = [
  [
    /^(azapi_|azurerm_resource_group_template|azurerm_.*_template_deployment$)/,
    "resources of any kind by API",
  ],
  [/^(azuread|msgraph)_/, "objects of Microsoft Entra ID"],
  [/^azurerm_lighthouse_/, "access of another tenant"],
  [
    /^azurerm_(pim_|(?!cosmosdb_sql_).*_(role|principal|access_policy)_assignment$|.*_active_directory_administrator$)/,
    "access by other means",
  ],
  [
    /^azurerm_kubernetes_cluster_trusted_access_role_binding$/,
    "access to the cluster by Azure services",
  ],
  [
    /^azurerm_kubernetes_(flux_configuration|cluster_extension)$/,
    "workloads that come from elsewhere",
  ],
  [/^(argocd|flux|kustomization)_/, "workloads that come from elsewhere"],
  [
    /^kubernetes_(cluster_)?role(_binding)?(_v1)?$/,
    "rights in the cluster, by which pods can be made",
  ],
  [
    /^kubernetes_token_request(_v1)?$/,
    "a token of a service account, with which whoever reads the state becomes its identity",
  ],
  [
    /^azurerm_virtual_machine(_scale_set)?_(extension|run_command)$/,
    "commands that run with the identity of a machine",
  ],
  [/^(kubernetes_manifest$|kubectl_|helm_)/, "Kubernetes objects as manifests or charts"],
  [/^kubernetes_(annotations|labels|env)$/, "changes to Kubernetes objects made elsewhere"],
];

/** Types that run programs, with an identity of their own or one that they are given. */
const RUNS =
  /^azurerm_.*(virtual_machine|virtual_machine_scale_set|web_app|function_app|logic_app|container_app|container_app_job|container_group)$/;

const IDENTITIES = "identities that something else than pods becomes";

/** What a resource may hold that is not read, if anything. */
export function opaque(type: string, values: Json | undefined, unknown?: Json): string | undefined {
  const known = OPAQUE.find(([pattern]) => pattern.test(type))?.[1];
  const kind = kindOf(type);
  if (known || (kind && kind !== "cosmos")) return known;
  return RUNS.test(type) || takesIdentity(type, values, unknown) ? IDENTITIES : undefined;
}

/** Every resource of azurerm that is given a user-assigned identity names it in the same way. */
function takesIdentity(type: string, values: Json | undefined, unknown: Json = null): boolean {
  if (!type.startsWith("azurerm_")) return false;
  const given = list(own(values, "identity")).some(
    (identity) =>
      list(own(identity, "identity_ids")).length > 0 ||
      /UserAssigned/i.test(text(own(identity, "type")) ?? ""),
  );
  return (
    given ||
    own(unknown, "identity") === true ||
    list(own(unknown, "identity")).some((identity) => own(identity, "identity_ids") !== undefined)
  );
}
