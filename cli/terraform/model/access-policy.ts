import { known, say, sensitive, UNKNOWN } from "./fact";
import { list } from "./json";
import type { Resource } from "./resource";
import type { AttributePath } from "./resource-types";
import type { Role } from "./role";

const KINDS = ["secret", "key", "certificate", "storage"] as const;

/** Where a policy is written: in a block of its vault, or as a resource of its own. */
export type PolicyPath = readonly [] | AttributePath<"access_policy">;

/**
 * An access policy, which is no role but gives access like one: of a vault's own blocks, or a resource of its
 * own. In a vault that uses Azure roles it gives none.
 */
export function accessPolicy(
  holder: Resource,
  path: PolicyPath,
  vault: Resource | undefined,
): Role {
  const all = KINDS.map((kind) => {
    const at: AttributePath = [...path, `${kind}_permissions`];
    const { value, unknown, sensitive: isSensitive } = holder.get(...at);
    const permissions = list(value).map(String);
    const shown = unknown ? [UNKNOWN] : isSensitive ? [sensitive(value)] : permissions.map(known);
    return { kind: `${kind}s`, permissions, shown, unknown };
  });
  const given = all.filter(({ permissions, unknown }) => permissions.length > 0 || unknown);
  const said = given.map(({ kind, shown }) => `${kind} ${shown.map(say).join(", ")}`).join("; ");
  const ignored = vault !== undefined && goesByRoles(vault);
  const verbs = given.flatMap(({ kind, permissions }) =>
    permissions.map((permission) => `${kind} ${permission.toLowerCase()}`),
  );
  const label = `access policy (${said || "nothing"})${ignored ? ", without effect in a vault of Azure roles" : ""}`;
  return {
    label,
    kind: "policy",
    name: given.some(({ shown }) => shown.some((one) => "sensitive" in one))
      ? sensitive()
      : known("access policy"),
    key: label,
    verbs: ignored ? [] : [...new Set(verbs)].sort(),
    known: ignored || !all.some(({ unknown }) => unknown),
    powerful: false,
    runsPods: false,
    readsSecrets: !ignored && ["secrets get", "secrets all"].some((verb) => verbs.includes(verb)),
  };
}

function goesByRoles(vault: Resource): boolean {
  return (["rbac_authorization_enabled", "enable_rbac_authorization"] as const).some(
    (name) => vault.get(name).value === true,
  );
}
