import { list } from "./json";
import type { Resource } from "./resource";
import type { AttributePath } from "./resource-types";
import type { Role } from "./role";

const KINDS = ["secret", "key", "certificate", "storage"] as const;

/** Where a policy is written: in a block of its vault, or as a resource of its own. */
export type PolicyPath = readonly [] | AttributePath<"access_policy">;

/**
 * An access policy, which is no role but gives access like one: of a vault's own blocks, or a resource of its
 * own. In a vault that goes by Azure roles it gives none.
 */
export function accessPolicy(
  holder: Resource,
  path: PolicyPath,
  vault: Resource | undefined,
): Role {
  const given = KINDS.map((kind) => ({
    kind: `${kind}s`,
    permissions: permitted(holder, path, kind),
  })).filter(({ permissions }) => permissions.length > 0);
  const said = given.map(({ kind, permissions }) => `${kind} ${permissions.join(", ")}`).join("; ");
  const ignored = vault !== undefined && goesByRoles(vault);
  const verbs = given.flatMap(({ kind, permissions }) =>
    permissions.map((permission) => `${kind} ${permission.toLowerCase()}`),
  );
  const label = `access policy (${said || "nothing"})${ignored ? ", without effect in a vault of Azure roles" : ""}`;
  return {
    label,
    name: label,
    verbs: ignored ? [] : [...new Set(verbs)].sort(),
    known: true,
    powerful: false,
    runsPods: false,
    readsSecrets: !ignored && ["secrets get", "secrets all"].some((verb) => verbs.includes(verb)),
  };
}

function permitted(holder: Resource, path: PolicyPath, kind: (typeof KINDS)[number]): string[] {
  const at: AttributePath = [...path, `${kind}_permissions`];
  const { value, unknown, sensitive } = holder.get(...at);
  if (unknown) return ["(known after apply)"];
  const named = list(value).map(String);
  return sensitive && named.length > 0 ? ["(sensitive)"] : named;
}

function goesByRoles(vault: Resource): boolean {
  return (["rbac_authorization_enabled", "enable_rbac_authorization"] as const).some(
    (name) => vault.get(name).value === true,
  );
}
