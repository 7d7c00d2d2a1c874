import { findRole, includesRole, roleGuid } from "../../azure/roles";
import type { Assignment } from "./live";
import { isGuid, same } from "./names";
import type { Answer } from "./placement";

/** Whether an assignment gives a role, or one that includes it. A custom role has its name or its definition. */
export function givesRole({ role, definition }: Assignment, wanted: string): Answer {
  const [held, named] = [findRole(definition) ?? findRole(role), findRole(wanted)];
  if (held && named) return held === named || includesRole(held.name, named.name);
  if (same(roleGuid(definition), roleGuid(wanted))) return true;
  // Only the ids of the built-in roles and the names of the others are left to compare.
  if (held || named || isGuid(roleGuid(wanted))) return false;
  return role === definition ? [`the name of the role ${definition}`] : same(role, wanted);
}
