import {
  includesPermissions,
  isPowerful,
  type Permissions,
  readsSecrets,
  runsPods,
} from "../../azure/permissions";
import { findRole, hasFlag, includesRole as includesBuiltIn } from "../../azure/roles";
import { text } from "./json";
import type { Resource } from "./resource";

/** A role, as far as the table of built-in roles or its definition in a stack tells. */
export interface Role {
  /** As shown to a reader. */
  readonly label: string;
  /** Its name or id, shown or not. */
  readonly name: string;
  readonly permissions?: readonly Permissions[];
  /** Whether it is known what the role permits. */
  readonly known: boolean;
  readonly powerful: boolean;
  /** Whether it lets pods run as any service account of a namespace. */
  readonly runsPods: boolean;
  readonly readsSecrets: boolean;
}

/** A role by its name or the id of its definition. */
export function roleNamed(nameOrId: string): Role {
  const builtIn = findRole(nameOrId);
  const name = builtIn?.name ?? nameOrId;
  return {
    label: name,
    name,
    known: builtIn !== undefined,
    powerful: hasFlag(nameOrId, "powerful"),
    runsPods: hasFlag(nameOrId, "runs-pods"),
    readsSecrets: hasFlag(nameOrId, "reads-secrets"),
  };
}

/** A custom role that a stack defines. What is not known yet is left out of its permissions. */
export function roleDefined(name: string, definition: Resource): Role {
  let known = !definition.get("permissions").unknown;
  const texts = (block: string, kind: string) => {
    const path = ["permissions", block, kind];
    if (definition.get(...path).unknown) known = false;
    return definition.items(...path).flatMap((index) => {
      const { value, unknown } = definition.get(...path, index);
      if (unknown) known = false;
      return text(value) ?? [];
    });
  };
  const permissions = definition.items("permissions").map((block) => ({
    actions: texts(block, "actions"),
    notActions: texts(block, "not_actions"),
    dataActions: texts(block, "data_actions"),
    notDataActions: texts(block, "not_data_actions"),
  }));
  return {
    label: name,
    name,
    permissions,
    known,
    powerful: isPowerful(permissions),
    runsPods: runsPods(permissions),
    readsSecrets: readsSecrets(permissions),
  };
}

/** An access policy of a vault, which is no role but gives access like one. */
export function accessPolicy(kinds: ReadonlyMap<string, readonly string[]>): Role {
  const given = [...kinds].filter(([, permissions]) => permissions.length > 0);
  const said = given.map(([kind, permissions]) => `${kind} ${permissions.join(", ")}`).join("; ");
  const secrets = (kinds.get("secrets") ?? []).map((permission) => permission.toLowerCase());
  const label = `access policy (${said || "nothing"})`;
  return {
    label,
    name: label,
    known: true,
    powerful: false,
    runsPods: false,
    readsSecrets: secrets.includes("get") || secrets.includes("all"),
  };
}

/** What tells roles apart, their permissions included. */
export function roleKey({ name, permissions, known }: Role): string {
  return permissions
    ? `${name.toLowerCase()} ${JSON.stringify(permissions)}${known ? "" : " and more"}`
    : name.toLowerCase();
}

/** Whether the first role is known to do all that the second can, and more. */
export function includesRole(wider: Role, narrower: Role): boolean {
  if (wider.permissions && narrower.permissions) {
    return (
      includesPermissions(wider.permissions, narrower.permissions) &&
      roleKey(wider) !== roleKey(narrower)
    );
  }
  return includesBuiltIn(wider.name, narrower.name);
}
