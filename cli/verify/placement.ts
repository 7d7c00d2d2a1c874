import { ARM_TYPES } from "../../azure/arm-types";
import type { InventoryScope } from "../terraform/inventory/facts";
import { type Fact, known, valueOf } from "../terraform/model/fact";
import { idOf, partsOf, placeOfId, type ScopePlace } from "../terraform/model/scope-place";
import { type Assignment, itemsOf, type Live } from "./live";
import { same } from "./names";

/** Whether something is so: yes, no, or what would have to be known to tell. */
export type Answer = boolean | readonly string[];

/** Types of which no two resources of Azure have the same name: a name leads to the one that has it. */
const NAMED_ONCE = [
  ARM_TYPES.APP_CONFIGURATION,
  ARM_TYPES.CONTAINER_REGISTRY,
  ARM_TYPES.COSMOS_DB_ACCOUNT,
  ARM_TYPES.EVENT_HUBS_NAMESPACE,
  ARM_TYPES.KEY_VAULT,
  ARM_TYPES.SERVICE_BUS_NAMESPACE,
  ARM_TYPES.SQL_SERVER,
  ARM_TYPES.STORAGE_ACCOUNT,
];

/** The name of the vault that a scope is, or is in. */
export function vaultNameOf({ type, name }: ScopePlace): string | undefined {
  return same(valueOf(type), ARM_TYPES.KEY_VAULT) ? valueOf(name) : undefined;
}

/** The resource to ask Azure for, whose name tells where it is and of which the app does not. */
export function soughtBy(scope: ScopePlace): { type: string; name: string } | undefined {
  const { subscription, resourceGroup } = scope;
  const [type, name] = [valueOf(scope.type), valueOf(scope.name)];
  if (!type || !name || !NAMED_ONCE.some((one) => same(one, type))) return undefined;
  return [subscription, resourceGroup].some((fact) => fact && valueOf(fact) === undefined)
    ? { type, name }
    : undefined;
}

/** A scope with what Azure says of where its resource is. */
export function located(scope: InventoryScope, live: Live): InventoryScope {
  const wanted = soughtBy(scope);
  if (!wanted) return scope;
  const ids = [...itemsOf(live.vaults).map(({ id }) => id), ...(live.resources ?? [])];
  const found = ids
    .map(placeOfId)
    .find(({ type, name }) => same(valueOf(type), wanted.type) && same(valueOf(name), wanted.name));
  if (!found) return scope;
  const either = (fact: Fact | undefined, other: Fact | undefined) =>
    valueOf(fact) === undefined ? other : fact;
  return {
    ...scope,
    subscription: either(scope.subscription, found.subscription),
    resourceGroup: either(scope.resourceGroup, found.resourceGroup),
  };
}

/** The id of a scope, where all of it is known. */
export function knownId(scope: ScopePlace): string | undefined {
  const isOpen = scope.child !== undefined && valueOf(scope.child) === undefined;
  return isOpen ? undefined : valueOf(idOf(scope));
}

/** What stands between the slashes of an id, and what it is called where it is not known. */
interface Segment {
  readonly fact: Fact;
  readonly part: string;
}

/** The segments of a scope, as far as they are in order, and whether more may follow. */
function segmentsOf(scope: ScopePlace): { segments: readonly Segment[]; open?: string } {
  const segments: Segment[] = [];
  const add = (part: string, ...facts: Fact[]) =>
    segments.push(...facts.map((fact) => ({ fact, part })));
  const { level, subscription, resourceGroup, type, name, child } = scope;
  if (subscription) add("subscription", known("subscriptions"), subscription);
  else if (level === null) return { segments, open: "place" };
  if (resourceGroup) add("resource group", known("resourceGroups"), resourceGroup);
  if (level === null && (!type || valueOf(type) === undefined)) return { segments, open: "place" };
  if (type && name) {
    const [provider, kind] = partsOf(valueOf(type) ?? "").map(known);
    add("type", known("providers"), provider ?? type, kind ?? type);
    add("name", name);
  }
  if (child && valueOf(child) === undefined) return { segments, open: "part" };
  add("part", ...partsOf(valueOf(child) ?? "").map(known));
  return level === null ? { segments, open: "part" } : { segments };
}

/** Whether a role that is assigned at an id of Azure counts at a scope. */
export function covers(
  { scope: id, listedBy }: Assignment,
  scope: InventoryScope,
  subscriptions: readonly string[],
): Answer {
  if (!id.startsWith("/")) return [`where ${id === "" ? "a role" : id} is assigned`];
  const held = partsOf(id);
  if (held.length === 0) return true;
  const above = placeOfId(id);
  if (above.level === "management group") return group(above, listedBy, scope, subscriptions);
  if (scope.level === "management group") return false;
  const { segments, open } = segmentsOf(scope);
  const missing = new Set<string>();
  for (const [at, text] of held.entries()) {
    const segment = segments[at];
    if (!segment && open === undefined) return false;
    const value = segment && valueOf(segment.fact);
    if (value === undefined) missing.add(segment?.part ?? open ?? "place");
    else if (!same(value, text)) return false;
  }
  return missing.size === 0 || [...missing].map((part) => `the ${part} of ${scope.label}`);
}

/** The same of a management group: what is in it is known of the subscriptions that list its roles. */
function group(
  { name }: ScopePlace,
  listedBy: string,
  { level, label, subscription, name: wanted }: InventoryScope,
  subscriptions: readonly string[],
): Answer {
  if (level === "management group") {
    const isNamed = wanted !== undefined && valueOf(wanted) !== undefined;
    if (isNamed && same(valueOf(name), valueOf(wanted))) return true;
    // The tenant's root is in no group.
    return wanted === undefined ? false : [`the management groups above ${label}`];
  }
  if (!subscription && level !== null) return false;
  const within = valueOf(subscription);
  if (within === undefined) return [`the subscription of ${label}`];
  if (same(within, listedBy)) return true;
  const isListed = subscriptions.some((one) => same(one, within));
  return isListed ? false : [`the management groups above ${label}`];
}

/** Why the roles of subscriptions do not tell that one at a scope is missing; nothing where they do. */
export function unlisted(
  { level, label, subscription }: InventoryScope,
  subscriptions: readonly string[],
): string | undefined {
  if (level === "management group" || (!subscription && level !== null)) {
    return `the roles at ${label}, which is in no subscription`;
  }
  const id = valueOf(subscription);
  if (id === undefined) return `the subscription of ${label}`;
  if (subscriptions.some((one) => same(one, id))) return undefined;
  return `the roles at ${label} (--subscription ${id})`;
}
