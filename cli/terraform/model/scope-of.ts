import { say, UNKNOWN } from "./fact";
import type { Target } from "./known-values";
import { inside, nounOfType } from "./nouns";
import type { ReferenceIndex } from "./reference-index";
import type { Resource } from "./resource";
import { type Attribute, type Kind, kindOf } from "./resource-types";
import { ownOf, type Scope } from "./scope";
import { placeOf, scopeOfId } from "./scope-of-id";
import { type Level, partsOf } from "./scope-place";

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
  if (typeof value === "string") return scopeOfId(value, sensitive);
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
  const label = say(UNKNOWN);
  return { key: `${holder.key} scope`, label, noun: "scope", name: label, isHidden: true };
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
  if (kind === "secret") return scopeOfSecret(references, resource, nameOf);
  const secret = /^\/secrets\/([^/]+)$/.exec(suffix)?.[1];
  if (kind === "vault" && secret) return ofSecret(resource, secret, nameOf);
  const wide = kind && WIDE[kind];
  const noun = wide ?? resource.type.replace(/^azurerm_(key_)?/, "").replace(/_/g, " ");
  const label = `${noun} ${nameOf(resource)}`;
  const part = { noun: wide ?? nounOfType(resource.type), name: nameOf(resource) };
  const beside = levelNamed(path);
  if (beside && !wide) {
    const attribute = path.at(-1) ?? "";
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

/** A secret that a stack holds, in its vault where that is known. */
export function scopeOfSecret(
  references: ReferenceIndex,
  resource: Resource,
  nameOf: (resource: Resource) => string,
): Scope {
  const name = nameOf(resource);
  const holder = references.target(resource, "key_vault_id")?.resource;
  const own = ownOf(resource);
  if (holder) return { ...ofSecret(references.canonical(holder), name, nameOf), own };
  return {
    key: resource.key,
    label: `secret ${name}`,
    noun: "secret",
    name,
    level: "child",
    resource,
    own,
    secret: name,
  };
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
