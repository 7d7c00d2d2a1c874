import {
  includesPermissions,
  isPowerful,
  type Permissions,
  readsSecrets,
} from "../../azure/permissions";
import { findRole, hasFlag, includesRole as includesBuiltIn } from "../../azure/roles";
import { sorted } from "./exact";
import { type Json, list, own, text } from "./json";
import type { Resource } from "./resource";

/** A role, as far as the table of built-in roles or its definition in a stack tells. */
export interface Role {
  /** As shown to a reader. */
  readonly label: string;
  readonly permissions?: Permissions;
  /** What an access policy permits, sorted: `secrets get`. */
  readonly verbs?: readonly string[];
  /** Whether it is known what the role permits. */
  readonly known: boolean;
  readonly powerful: boolean;
  readonly readsSecrets: boolean;
}

/** A role by its name or the id of its definition. */
export function roleNamed(nameOrId: string): Role {
  const builtIn = findRole(nameOrId);
  return {
    label: builtIn?.name ?? nameOrId,
    known: builtIn !== undefined,
    powerful: hasFlag(nameOrId, "powerful"),
    readsSecrets: hasFlag(nameOrId, "reads-secrets"),
  };
}

/** A custom role that a stack defines. */
export function roleDefined(label: string, definition: Resource): Role {
  const all = definition.keys("permissions").map((index) => definition.get("permissions", index));
  const texts = (name: string) =>
    all.flatMap(({ value }) => list(own(value, name)).map((one) => text(one) ?? ""));
  const permissions = {
    actions: texts("actions"),
    notActions: texts("not_actions"),
    dataActions: texts("data_actions"),
    notDataActions: texts("not_data_actions"),
  };
  return {
    label,
    permissions,
    known: all.every(({ unknown }) => !unknown),
    powerful: isPowerful(permissions),
    readsSecrets: readsSecrets(permissions),
  };
}

/** What tells roles apart, their permissions included; order and capitals tell nothing. */
export function roleKey({ label, permissions, verbs }: Role): string {
  if (verbs) return `access policy ${verbs.join(", ")}`;
  return permissions
    ? `${label} ${JSON.stringify(sorted(permissions as unknown as Json))}`.toLowerCase()
    : label.toLowerCase();
}

/** Whether the first role is known to do all that the second can, and more. */
export function includesRole(wider: Role, narrower: Role): boolean {
  if (roleKey(wider) === roleKey(narrower)) return false;
  if (wider.verbs && narrower.verbs) {
    const all = new Set(wider.verbs);
    const has = (one: string) => all.has(one) || all.has(`${one.split(" ")[0]} all`);
    return narrower.verbs.every(has);
  }
  if (wider.permissions && narrower.permissions) {
    return includesPermissions(wider.permissions, narrower.permissions);
  }
  return includesBuiltIn(wider.label, narrower.label);
}

/** Whether a role takes the place of an access policy that only reads secrets. */
export function replacesPolicy(role: Role, { verbs }: Role): boolean {
  const reads = ["secrets get", "secrets list"];
  return !role.verbs && role.readsSecrets && (verbs?.every((one) => reads.includes(one)) ?? false);
}
