import { text } from "./json";
import type { Target } from "./known-values";
import type { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type Kind, kindOf } from "./resource-types";

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

/** Where a role is assigned. */
export interface Scope {
  /** The same for the same scope before and after a plan, known or not. */
  readonly key: string;
  /** As shown to a reader. */
  readonly label: string;
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
  attribute: string,
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
    return { key: `${holder.stack}:${label}`, label, level: level ?? "resource" };
  }
  return { key: `${holder.key} scope`, label: "(known after apply)" };
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
function ownTarget(holder: Resource, attribute: string): Target | undefined {
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
    if (vault) return ofSecret(vault, secret, nameOf);
    return { key: resource.key, label: `secret ${secret}`, level: "child", resource, secret };
  }
  const secret = /^\/secrets\/([^/]+)$/.exec(suffix)?.[1];
  if (kind === "vault" && secret) return ofSecret(resource, secret, nameOf);
  const wide = kind && WIDE[kind];
  const noun = wide ?? resource.type.replace(/^azurerm_(key_)?/, "").replace(/_/g, " ");
  const label = `${noun} ${nameOf(resource)}`;
  const beside = levelNamed(path);
  if (beside && !wide) {
    const attribute = path[path.length - 1];
    const named = `${attribute.slice(0, -3).replace(/_/g, " ")} of ${label}`;
    return {
      key: `${resource.key} ${attribute}`,
      label: named + suffix,
      level: suffix ? "resource" : beside,
    };
  }
  const id = resource.get("id");
  return {
    place: typeof id.value === "string" && !id.sensitive ? placeOf(id.value) : undefined,
    key: resource.key + suffix.toLowerCase(),
    label: label + suffix,
    level: suffix ? "child" : (wide ?? "resource"),
    resource,
  };
}

function ofSecret(vault: Resource, secret: string, nameOf: (resource: Resource) => string): Scope {
  return {
    key: `${vault.key}/secrets/${secret.toLowerCase()}`,
    label: `secret ${secret} of vault ${nameOf(vault)}`,
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
  const segments = id.split("/").filter((part) => part !== "");
  const key = `id /${segments.join("/").toLowerCase()}`;
  const level = levelOf(segments);
  if (sensitive) return { key, label: "(sensitive)", level };
  const last = segments[segments.length - 1];
  switch (level) {
    case "management group":
      return {
        key,
        label: segments.length ? `management group ${last}` : "the tenant's root",
        level,
      };
    case "subscription":
      return { key, label: `subscription ${last}`, level };
    case "resource group":
      return { key, label: `resource group ${last}`, level };
    default: {
      const noun =
        (segments[6] ?? "resource").toLowerCase() === "vaults"
          ? "vault"
          : (segments[6] ?? "resource");
      return level === "child" && segments[8]?.toLowerCase() === "secrets"
        ? { key, label: `secret ${last} of vault ${segments[7]}`, level, secret: last }
        : { key, label: `${noun} ${segments.slice(7).join("/") || last}`, level };
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

/** Whether the first scope holds the second, and more. */
export function includesScope(references: ReferenceIndex, wider: Scope, narrower: Scope): boolean {
  if (wider.key === narrower.key) return false;
  const [outer, inner] = [wider, narrower].map(
    (scope) => scope.level && LEVELS.indexOf(scope.level),
  );
  if (outer === undefined || inner === undefined) return false;
  // The database of Cosmos DB that holds a container.
  if (wider.level === "child" && inner === outer) return narrower.key.startsWith(`${wider.key}/`);
  if (outer <= inner) return false;
  if (wider.key.startsWith("id ") && narrower.key.startsWith("id ")) {
    return narrower.key.startsWith(`${wider.key}/`) || wider.level === "management group";
  }
  if (wider.level === "resource") {
    return wider.resource !== undefined && wider.resource.key === narrower.resource?.key;
  }
  const [there, here] = [wider, narrower].map(subscriptionOf);
  if (there && here && there !== here) return false;
  if (wider.level === "resource group")
    return groupOf(references, narrower) === groupName(references, wider);
  return true;
}

function groupName(references: ReferenceIndex, scope: Scope): string | undefined {
  const name = scope.resource && references.textOf(scope.resource, "name");
  return (name ?? scope.key.split("/").pop())?.toLowerCase();
}

function groupOf(references: ReferenceIndex, scope: Scope): string | undefined {
  if (scope.resource)
    return references.textOf(scope.resource, "resource_group_name")?.toLowerCase();
  return /^id \/subscriptions\/[^/]+\/resourcegroups\/([^/]+)/.exec(scope.key)?.[1];
}

function subscriptionOf({ key, resource }: Scope): string | undefined {
  const id = key.startsWith("id ") ? key.slice(3) : text(resource?.get("id").value)?.toLowerCase();
  return /^\/subscriptions\/([^/]+)/.exec(id ?? "")?.[1];
}
