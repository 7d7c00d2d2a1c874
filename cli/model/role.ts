import {
  includesPermissions,
  isPowerful,
  type Permissions,
  readsSecrets,
} from "../../azure/permissions";
import { findRole, hasFlag, includesRole as includesBuiltIn } from "../../azure/roles";
import { list, own, text } from "./json";
import type { Resource } from "./resource";

/** A role, as far as the table of built-in roles or its definition in a stack tells. */
export interface Role {
  /** As shown to a reader. */
  readonly label: string;
  readonly permissions?: Permissions;
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

/** An access policy of a vault, which is no role but gives access like one. */
export function accessPolicy(kinds: ReadonlyMap<string, readonly string[]>): Role {
  const given = [...kinds].filter(([, permissions]) => permissions.length > 0);
  const said = given.map(([kind, permissions]) => `${kind} ${permissions.join(", ")}`).join("; ");
  const secrets = (kinds.get("secrets") ?? []).map((permission) => permission.toLowerCase());
  return {
    label: `access policy (${said || "nothing"})`,
    known: true,
    powerful: false,
    readsSecrets: secrets.includes("get") || secrets.includes("all"),
  };
}

/** What tells roles apart, their permissions included. */
export function roleKey({ label, permissions }: Role): string {
  return permissions
    ? `${label.toLowerCase()} ${JSON.stringify(permissions)}`
    : label.toLowerCase();
}

/** Whether the first role is known to do all that the second can, and more. */
export function includesRole(wider: Role, narrower: Role): boolean {
  if (wider.permissions && narrower.permissions) {
    return (
      includesPermissions(wider.permissions, narrower.permissions) &&
      roleKey(wider) !== roleKey(narrower)
    );
  }
  return includesBuiltIn(wider.label, narrower.label);
}
