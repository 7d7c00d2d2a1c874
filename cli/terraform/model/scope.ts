import type { Target } from "./known-values";
import { inside, nounOfType, type Part, partOfId } from "./nouns";
import type { ReferenceIndex } from "./reference-index";
import type { Resource, ResourcePlace } from "./resource";
import { type Attribute, type Kind, kindOf } from "./resource-types";

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

/** Where a resource is written. */
export type OwnResource = Pick<Resource, "stack" | "address"> & Pick<ResourcePlace, "mode">;

/** Where a role is assigned. */
export interface Scope extends Part {
  /** The same for the same scope before and after a plan, known or not. */
  readonly key: string;
  /** As shown to a reader in a sentence. */
  readonly label: string;
  /** The resource that it is, where a stack holds one of its own. */
  readonly own?: OwnResource;
  /** What tells scopes of one label apart: group and subscription. */
  readonly place?: string;
  /** Unknown where neither value nor configuration tells. */
  readonly level?: Level;
  readonly resource?: Resource;
  /** The id, where the scope is known by that alone and may be shown. */
  readonly id?: string;
  /** The secret's name, where the scope is one secret of the vault `resource`. */
  readonly secret?: string;
}

/** Where a role assignment or an access policy gives access. */
export function scopeOf(
  references: ReferenceIndex,
  holder: Resource,
  attribute: Attribute,
  nameOf: (resource: Resource) => string,
): Scope {
  const target = references.target(holder, attribute) ?? ownTarget(holder, attribute);
  const { value, sensitive } = holder.get(attribute);
  if (target) return fromTarget(references, sensitive ? { ...target, suffix: "" } : target, nameOf);
  if (typeof value === "string") return fromId(value, sensitive);
  const written = references.writtenAt(holder, attribute);
  if (written && !sensitive) {
    const level = levelNamed(written.path);
    const label = level ? [written.address, ...written.path].join(".") : written.address;
    const { stack } = holder;
    return {
      key: `${stack}:${label}`,
      label,
      noun: level ?? nounOfType(written.type),
      name: label,
      level: level ?? "resource",
      ...(level ? {} : { own: { stack, address: written.address, mode: written.mode } }),
    };
  }
  const label = "(known after apply)";
  return { key: `${holder.key} scope`, label, noun: "scope", name: label };
}

/** Resources whose id is a scope for many. */
const WIDE: Partial<Record<Kind, Level>> = {
  group: "resource group",
  subscription: "subscription",
  managementGroup: "management group",
};

/** How wide the scope is that an attribute names beside the resource that has it. */
function levelNamed(path: readonly string[]): Level | undefined {
  const name = path.at(-1) ?? "";
  if (name.endsWith("resource_group_id")) return "resource group";
  return name.endsWith("management_group_id") ? "management group" : undefined;
}

/** A vault's own access policies are assigned at the vault. */
function ownTarget(holder: Resource, attribute: Attribute): Target | undefined {
  return attribute === "id" ? { resource: holder, path: ["id"], suffix: "" } : undefined;
}

function fromTarget(
  references: ReferenceIndex,
  { resource: found, path, suffix }: Target,
  nameOf: (resource: Resource) => string,
): Scope {
  const resource = references.canonical(found);
  const kind = kindOf(resource.type);
  if (kind === "secret") {
    const holder = references.target(resource, "key_vault_id")?.resource;
    const vault = holder && references.canonical(holder);
    const secret = nameOf(resource);
    if (vault) return { ...ofSecret(vault, secret, nameOf), own: ownOf(resource) };
    return {
      key: resource.key,
      label: `secret ${secret}`,
      noun: "secret",
      name: secret,
      level: "child",
      resource,
      own: ownOf(resource),
      secret,
    };
  }
  const secret = /^\/secrets\/([^/]+)$/.exec(suffix)?.[1];
  if (kind === "vault" && secret) return ofSecret(resource, secret, nameOf);
  const wide = kind && WIDE[kind];
  const noun = wide ?? resource.type.replace(/^azurerm_(key_)?/, "").replace(/_/g, " ");
  const label = `${noun} ${nameOf(resource)}`;
  const part = { noun: wide ?? nounOfType(resource.type), name: nameOf(resource) };
  const beside = levelNamed(path);
  if (beside && !wide) {
    const attribute = path[path.length - 1];
    const besideIt = attribute.slice(0, -3).replace(/_/g, " ");
    return {
      key: `${resource.key} ${attribute}`,
      label: `${besideIt} of ${label}${suffix}`,
      noun: besideIt,
      name: `of ${part.noun} ${part.name}${suffix}`,
      level: suffix ? "resource" : beside,
    };
  }
  const id = resource.get("id");
  return {
    place: typeof id.value === "string" && !id.sensitive ? placeOf(id.value) : undefined,
    key: resource.key + suffix.toLowerCase(),
    label: label + suffix,
    ...inside(part, partsOf(suffix)),
    level: suffix ? "child" : (wide ?? "resource"),
    resource,
    ...(suffix ? {} : { own: ownOf(resource) }),
  };
}

export function ownOf({ stack, address, place }: Resource): OwnResource {
  return { stack, address, mode: place.mode };
}

/** What stands between the slashes of an id or a path. */
export function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "");
}

/** One secret of a vault, whether or not a stack holds it. */
export function ofSecret(
  vault: Resource,
  secret: string,
  nameOf: (resource: Resource) => string,
): Scope {
  const name = `${secret} of vault ${nameOf(vault)}`;
  return {
    key: `${vault.key}/secrets/${secret.toLowerCase()}`,
    label: `secret ${name}`,
    noun: "secret",
    name,
    level: "child",
    resource: vault,
    secret,
  };
}

function fromId(id: string, sensitive: boolean): Scope {
  const shown = sensitive ? {} : { place: placeOf(id), id };
  return { ...labelled(id, sensitive), ...shown };
}

/** What an id of Azure says of the place. */
export function idParts(id = ""): {
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly vault?: string;
} {
  const [, subscription, resourceGroup] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?/i.exec(id) ?? [];
  const [, vault] = /\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+)/i.exec(id) ?? [];
  return { subscription, resourceGroup, vault };
}

export function placeOf(id: string): string | undefined {
  const { subscription, resourceGroup: group } = idParts(id);
  return [group && `group ${group}`, subscription && `subscription ${subscription}`]
    .filter((part) => part !== undefined)
    .join(", ");
}

function labelled(id: string, sensitive: boolean): Scope {
  const segments = partsOf(id);
  const key = `id /${segments.join("/").toLowerCase()}`;
  const level = levelOf(segments);
  if (sensitive) return { key, label: "(sensitive)", noun: "scope", name: "(sensitive)", level };
  const last = segments[segments.length - 1];
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
