import { say, sensitive as notShown, valueOf } from "./fact";
import { partOfId } from "./nouns";
import type { Scope } from "./scope";
import { type Level, partsOf, placeOfId } from "./scope-place";

/** What stands for a scope that must not be shown. */
export const HIDDEN = {
  label: say(notShown()),
  noun: "scope",
  name: say(notShown()),
  isHidden: true,
};

/** A scope by its id alone. */
export function scopeOfId(id: string, sensitive: boolean): Scope {
  const shown = sensitive ? {} : { place: placeOf(id), id };
  return { ...labelled(id, sensitive), ...shown };
}

/** Group and subscription of an id, as shown to a reader. */
export function placeOf(id: string): string | undefined {
  const place = placeOfId(id);
  const [subscription, group] = [place.subscription, place.resourceGroup].map(valueOf);
  return [group && `group ${group}`, subscription && `subscription ${subscription}`]
    .filter((part) => part !== undefined)
    .join(", ");
}

function labelled(id: string, sensitive: boolean): Scope {
  const segments = partsOf(id);
  const key = `id /${segments.join("/").toLowerCase()}`;
  const level = levelOf(segments);
  if (sensitive) return { key, ...HIDDEN, level };
  const last = segments.at(-1) ?? "";
  switch (level) {
    case "management group": {
      const root = "the tenant's root";
      return segments.length === 0
        ? { key, label: root, noun: level, name: root, level }
        : { key, label: `${level} ${last}`, noun: level, name: last, level };
    }
    case "subscription":
    case "resource group":
      return { key, label: `${level} ${last}`, noun: level, name: last, level };
    default: {
      const part = partOfId(segments);
      const noun =
        (segments[6] ?? "resource").toLowerCase() === "vaults"
          ? "vault"
          : (segments[6] ?? "resource");
      return level === "child" && segments[8]?.toLowerCase() === "secrets"
        ? { key, label: `secret ${last} of vault ${segments[7]}`, ...part, level, secret: last }
        : { key, label: `${noun} ${segments.slice(7).join("/") || last}`, ...part, level };
    }
  }
}

function levelOf(segments: readonly string[]): Level {
  if (segments.length === 0 || /^microsoft\.management$/i.test(segments[1] ?? ""))
    return "management group";
  if (segments.length <= 2) return "subscription";
  if (segments.length <= 4) return "resource group";
  return segments.length <= 8 ? "resource" : "child";
}
