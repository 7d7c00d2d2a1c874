import * as table from "./roles.json";

/** What a role leads to, as far as a grant, a guard or a review asks; `roles.json` explains each. */
export type RoleFlag = keyof typeof table.flags;

/** One of Azure's built-in roles. */
export interface BuiltInRole {
  /** The name, as `az role definition list` prints it. */
  readonly name: string;
  /** The GUID of its definition, the same in every tenant. */
  readonly id: string;
  /** The only resource provider whose resources it lets anybody use, where it is certainly one. */
  readonly service?: string;
  readonly flags?: readonly RoleFlag[];
}

/** Azure's built-in roles by constants made of their names. */
export const ROLES = table.roles as Readonly<Record<keyof typeof table.roles, BuiltInRole>>;

/** Roles of one service, each of which can do all that those before it can. */
const LADDERS: readonly (readonly BuiltInRole[])[] = [
  [ROLES.KEY_VAULT_SECRETS_USER, ROLES.KEY_VAULT_SECRETS_OFFICER, ROLES.KEY_VAULT_ADMINISTRATOR],
  [ROLES.KEY_VAULT_READER, ROLES.KEY_VAULT_ADMINISTRATOR],
  [ROLES.READER, ROLES.CONTRIBUTOR, ROLES.OWNER],
  [
    ROLES.STORAGE_BLOB_DATA_READER,
    ROLES.STORAGE_BLOB_DATA_CONTRIBUTOR,
    ROLES.STORAGE_BLOB_DATA_OWNER,
  ],
  [ROLES.ACR_PULL, ROLES.ACR_PUSH],
];

const byName = new Map(Object.values(ROLES).map((role) => [role.name.toLowerCase(), role]));
const byId = new Map(Object.values(ROLES).map((role) => [role.id, role]));

/**
 * A built-in role by its name, which Azure compares without regard to case, or by the id of its
 * definition: the GUID alone or the whole resource id.
 */
export function findRole(nameOrId: string): BuiltInRole | undefined {
  return byName.get(nameOrId.toLowerCase()) ?? byId.get(roleGuid(nameOrId));
}

/**
 * The GUID in the id of a role definition, which is the same below every scope. azurerm keeps the id with
 * the scope behind it: `<id>|<scope>`.
 */
export function roleGuid(id: string): string {
  const [definition = ""] = id.toLowerCase().split("|");
  return definition.split("/").filter(Boolean).pop() ?? "";
}

/** Whether a role is a built-in one with the flag. */
export function hasFlag(nameOrId: string, flag: RoleFlag): boolean {
  return findRole(nameOrId)?.flags?.includes(flag) ?? false;
}

/** Whether the first role is known to do all that the second can, and more. */
export function includesRole(wider: string, narrower: string): boolean {
  const [high, low] = [findRole(wider), findRole(narrower)];
  if (!high || !low) return false;
  return LADDERS.some((ladder) => {
    const at = ladder.indexOf(low);
    return at >= 0 && ladder.indexOf(high) > at;
  });
}
