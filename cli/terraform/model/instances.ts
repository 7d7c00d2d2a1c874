import type { Expression } from "./expression";
import type { PlacedResource, Resource } from "./resource";
import { kindOf } from "./resource-types";

/** Where a reference is written. */
export interface Site {
  readonly stack: string;
  readonly modules: readonly string[];
  readonly moduleKeys: readonly (string | undefined)[];
  /** What `each.key` and `count.index` are there. */
  readonly index?: string;
  /** What `each.value` is taken from there. */
  readonly forEach?: Expression;
}

/** The instances of one resource of a configuration. */
interface Family {
  readonly all: Resource[];
  /** By the instances of the modules that hold them, and their own; made when one is looked for. */
  byPlace?: ReadonlyMap<string, ReadonlyMap<string, Resource>>;
}

/** All resources by what a configuration calls them, and by their instances. */
export class Instances {
  private readonly families = new Map<string, Family>();

  public add(resource: Resource): void {
    const { stack, modules, base } = resource.place;
    const key = familyKey(stack, modules, base);
    const family = this.families.get(key);
    if (family) family.all.push(resource);
    else this.families.set(key, { all: [resource] });
  }

  /** Whether there are instances of a name in the modules of the site, of a kind that is read. */
  public has({ stack, modules }: Site, name: string): boolean {
    const [first] = this.families.get(familyKey(stack, modules, name))?.all ?? [];
    return first !== undefined && kindOf(first.type) !== undefined;
  }

  /** The instance that a reference means: that of its index, of the site's key, or the only one. */
  public find(name: string, index: string | undefined, site: Site): Resource | undefined {
    const family = this.families.get(familyKey(site.stack, site.modules, name));
    if (!family) return undefined;
    const { all } = family;
    const [first, second] = all;
    if (first && !second) {
      const { place } = first;
      // A synthesized stack has no instances, and its index may be no key.
      const same = index === undefined || place.index === undefined || place.index === index;
      return same ? first : undefined;
    }
    family.byPlace ??= byPlaceOf(all);
    const { byPlace } = family;
    const near = byPlace.get(placeKey(site.moduleKeys)) ?? only(byPlace);
    const found = near?.get(index ?? site.index ?? "");
    return found ?? (near && index === undefined ? only(near) : undefined);
  }
}

export function siteOf({ place, forEach }: PlacedResource): Site {
  const { stack, modules, moduleKeys, index } = place;
  return { stack, modules, moduleKeys, index, forEach };
}

/** The root of a stack, where nothing has a key. */
export function rootOf(stack: string): Site {
  return { stack, modules: [], moduleKeys: [] };
}

function byPlaceOf(all: readonly Resource[]): ReadonlyMap<string, ReadonlyMap<string, Resource>> {
  const byPlace = new Map<string, Map<string, Resource>>();
  for (const resource of all) {
    const { moduleKeys, index = "" } = resource.place;
    const near = byPlace.get(placeKey(moduleKeys)) ?? new Map<string, Resource>();
    byPlace.set(placeKey(moduleKeys), near.set(index, resource));
  }
  return byPlace;
}

function only<T>(items: ReadonlyMap<string, T>): T | undefined {
  return items.size === 1 ? [...items.values()][0] : undefined;
}

function familyKey(stack: string, modules: readonly string[], base: string): string {
  return `${stack}:${modules.join("/")}:${base}`;
}

function placeKey(moduleKeys: readonly (string | undefined)[]): string {
  return JSON.stringify(moduleKeys);
}
