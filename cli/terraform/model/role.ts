import {
  includesPermissions,
  isPowerful,
  type Permissions,
  readsSecrets,
  runsPods,
} from "../../../azure/permissions";
import { findRole, hasFlag, includesRole as includesBuiltIn } from "../../../azure/roles";
import { sorted } from "./exact";
import { type Fact, known, say, sensitive, UNKNOWN } from "./fact";
import { type Json, text } from "./json";
import type { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";

/** A role, as far as the table of built-in roles or its definition in a stack tells. */
export interface Role {
  /** As shown to a reader. */
  readonly label: string;
  /** Whose role it is: Azure's, Cosmos DB's, an access policy, or none of a table; null where it is not known. */
  readonly kind: "azure" | "cosmos" | "policy" | "custom" | null;
  /** Its name, or the id of its definition. */
  readonly name: Fact;
  /** The same be it shown or not; empty where it is not known. */
  readonly key: string;
  readonly permissions?: readonly Permissions[];
  /** What an access policy permits, sorted: `secrets get`. */
  readonly verbs?: readonly string[];
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
    kind: builtIn ? "azure" : "custom",
    name: known(name),
    key: name,
    known: builtIn !== undefined,
    powerful: hasFlag(nameOrId, "powerful"),
    runsPods: hasFlag(nameOrId, "runs-pods"),
    readsSecrets: hasFlag(nameOrId, "reads-secrets"),
  };
}

/** A role that neither value nor configuration tells. */
export const UNKNOWN_ROLE: Role = {
  ...roleNamed(""),
  label: say(UNKNOWN),
  kind: null,
  name: UNKNOWN,
};

/** A role whose name must not be shown; what it permits is judged all the same. */
export function notShown(role: Role, written: Json | undefined): Role {
  const name = sensitive(written);
  return { ...role, label: say(name), name };
}

/** A custom role that a stack defines. What is not known yet is left out of its permissions. */
export function roleDefined(name: string, definition: Resource, references: ReferenceIndex): Role {
  let isKnown = !definition.get("permissions").unknown;
  const texts = (block: string, kind: string) => {
    const path = ["permissions", block, kind] as const;
    if (definition.get(...path).unknown) isKnown = false;
    return definition.items(...path).flatMap((index) => {
      const { value, unknown } = definition.get(...path, index);
      if (unknown) isKnown = false;
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
    kind: "custom",
    name: references.factOf(definition, "name"),
    key: name,
    permissions,
    known: isKnown,
    powerful: isPowerful(permissions),
    runsPods: runsPods(permissions),
    readsSecrets: readsSecrets(permissions),
  };
}

/** What tells roles apart, their permissions included; order and capitals tell nothing. */
export function roleKey({ key, permissions, verbs, known: isKnown }: Role): string {
  const more = isKnown ? "" : " and more";
  if (verbs) return `access policy ${verbs.join(", ")}${more}`;
  if (!permissions) return key.toLowerCase();
  const said = JSON.stringify(sorted(permissions as unknown as Json));
  return `${key} ${said}${more}`.toLowerCase();
}

/** Whether the first role is known to do all that the second can, and more. */
export function includesRole(wider: Role, narrower: Role): boolean {
  if (roleKey(wider) === roleKey(narrower)) return false;
  if (wider.verbs && narrower.verbs) {
    const all = new Set(wider.verbs);
    const has = (one: string) => all.has(one) || all.has(`${one.split(" ")[0]} all`);
    return narrower.known && narrower.verbs.every(has);
  }
  if (wider.permissions && narrower.permissions) {
    return includesPermissions(wider.permissions, narrower.permissions);
  }
  return includesBuiltIn(wider.key, narrower.key);
}

/** Whether a role takes the place of an access policy that only reads secrets. */
export function replacesPolicy(role: Role, { verbs }: Role): boolean {
  const reads = ["secrets get", "secrets list"];
  return !role.verbs && role.readsSecrets && (verbs?.every((one) => reads.includes(one)) ?? false);
}
