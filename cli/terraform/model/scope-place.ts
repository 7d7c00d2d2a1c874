import { type Fact, joined, known, sensitive, UNKNOWN, valueOf } from "./fact";

/** How wide a scope is, narrowest first. */
export const LEVELS = [
  "child",
  "resource",
  "resource group",
  "subscription",
  "management group",
] as const;

/** How wide a scope is. */
export type Level = (typeof LEVELS)[number];

/** Where something is in Azure, as its id says it. Parts that the level does not have are absent. */
export interface ScopePlace {
  /** How wide it is; null where that is not known: then the parts that are known hold. */
  readonly level: Level | null;
  /** The id of the subscription, without what is before it. */
  readonly subscription?: Fact;
  /** The name of the resource group; absent of a resource that is in none. */
  readonly resourceGroup?: Fact;
  /** The type of the resource: `Microsoft.Storage/storageAccounts`; absent of a management group. */
  readonly type?: Fact;
  /** The name of the resource, or of the management group; absent of the tenant's root. */
  readonly name?: Fact;
  /** What is below the resource: `blobServices/default/containers/photos`, `secrets/db-password`. */
  readonly child?: Fact;
}

export const NOWHERE: ScopePlace = { level: null, name: UNKNOWN };

const ROOT: ScopePlace = { level: "management group" };

/** What stands between the slashes of an id or a path. */
export function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

/** What an id of Azure names. */
export function placeOfId(id: string): ScopePlace {
  return below(ROOT, partsOf(id).map(known));
}

/** The same of an id that must not be shown. */
export function hidden({ level, ...parts }: ScopePlace): ScopePlace {
  const told = Object.entries(parts).map(([part, fact]) => [part, sensitive(valueOf(fact))]);
  return { level, ...(Object.fromEntries(told) as typeof parts) };
}

/** What a path names below a place: `/resourceGroups/shop`, `/providers/<type>/<name>`, `/secrets/db-password`. */
export function below(place: ScopePlace, path: readonly Fact[]): ScopePlace {
  if (path.length === 0) return place;
  if (place.name && place.type) {
    const child = joined([...(place.child ? [place.child] : []), ...path], "/");
    return { ...place, level: place.level && "child", child };
  }
  const [word, first, second, third] = path;
  const { subscription } = place;
  switch (valueOf(word)?.toLowerCase()) {
    case "subscriptions":
      if (place !== ROOT || !first) break;
      return below({ level: "subscription", subscription: first }, path.slice(2));
    case "resourcegroups":
      if (place.level !== "subscription" || !first) break;
      return below({ level: "resource group", subscription, resourceGroup: first }, path.slice(2));
    case "providers": {
      if (!first || !second || !third) break;
      const type = joined([first, second], "/");
      const isGroup = valueOf(type)?.toLowerCase() === "microsoft.management/managementgroups";
      if (isGroup && path.length === 4) return { level: "management group", name: third };
      return below(
        { ...place, level: place.level && "resource", type, name: third },
        path.slice(4),
      );
    }
  }
  return { ...place, level: null };
}

/** The id of a place. */
export function idOf(place: ScopePlace): Fact {
  const { level, subscription, resourceGroup, type, name, child } = place;
  if (level === null) return UNKNOWN;
  if (level === "management group") {
    const of = "/providers/Microsoft.Management/managementGroups";
    return name ? joined([known(of), name], "/") : known("/");
  }
  const parts = [
    ...(subscription ? [known("/subscriptions"), subscription] : [known("")]),
    ...(resourceGroup ? [known("resourceGroups"), resourceGroup] : []),
    ...(type && name ? [known("providers"), type, name] : []),
    ...(child ? [child] : []),
  ];
  return joined(parts, "/");
}

/** The segments of a path of which some texts are not known. */
export function segmentsOf(texts: readonly Fact[]): Fact[] {
  const segments: Fact[] = [];
  let open: Fact | undefined;
  const push = () => {
    if (open && valueOf(open) !== "") segments.push(open);
    open = undefined;
  };
  for (const text of texts) {
    const [first = text, ...others] = valueOf(text)?.split("/").map(known) ?? [];
    open = open ? together(open, first) : first;
    for (const next of others) {
      push();
      open = next;
    }
  }
  push();
  return segments;
}

function together(one: Fact, other: Fact): Fact {
  const [first, second] = [valueOf(one), valueOf(other)];
  if (first !== undefined && second !== undefined) return known(first + second);
  return [one, other].some((fact) => "sensitive" in fact) ? sensitive() : UNKNOWN;
}
