import { text } from "../../terraform/model/json";
import type { Scope } from "../../terraform/model/scope";
import type { RoleGrant } from "../../terraform/model/trust-graph";

/**
 * Roles by principal and scope, so that those at the scope of another, above it or below it are found without
 * looking at all. What it finds may be near; whether it is, its scope tells.
 */
export class ScopeIndex {
  private readonly at = new Map<string, RoleGrant[]>();
  private readonly below = new Map<string, RoleGrant[]>();

  constructor(grants: Iterable<RoleGrant>) {
    for (const grant of grants) {
      for (const handle of handlesOf(grant.scope)) put(this.at, grant, handle);
      for (const holder of holdersOf(grant.scope)) put(this.below, grant, holder);
    }
  }

  /** The principal's roles at the scope of the grant, then above, then below it. */
  public near(grant: RoleGrant): Set<RoleGrant> {
    const find = (from: Map<string, RoleGrant[]>, handles: readonly string[]) =>
      handles.flatMap((handle) => from.get(`${grant.principal.key}\n${handle}`) ?? []);
    const [own, above] = [handlesOf(grant.scope), holdersOf(grant.scope)];
    return new Set([...find(this.at, own), ...find(this.at, above), ...find(this.below, own)]);
  }
}

function put(to: Map<string, RoleGrant[]>, grant: RoleGrant, handle: string): void {
  const key = `${grant.principal.key}\n${handle}`;
  const known = to.get(key);
  if (known) known.push(grant);
  else to.set(key, [grant]);
}

/** By what a scope is known to those that it holds. */
function handlesOf({ key, level, resource }: Scope): string[] {
  const id = text(resource?.get("id").value)?.toLowerCase();
  const group = level === "resource group" ? nameOf(key, resource) : undefined;
  return [
    key,
    ...(id ? [`id ${id}`] : []),
    ...(resource && level !== "child" ? [resource.key] : []),
    ...(group ? [`group ${group}`] : []),
    ...(level === "subscription" || level === "management group" ? ["wide"] : []),
  ];
}

/** By what those that may hold a scope are known. */
function holdersOf({ key, level, resource }: Scope): string[] {
  const ids = [key, `id ${text(resource?.get("id").value)?.toLowerCase() ?? ""}`];
  const above = ids.filter((id) => id.startsWith("id /")).flatMap(prefixesOf);
  const group =
    text(resource?.get("resource_group_name").value)?.toLowerCase() ??
    /\/resourcegroups\/([^/]+)/.exec(key)?.[1];
  return [
    ...new Set([
      ...above,
      ...(resource && level === "child" ? partsOf(key, resource.key) : []),
      ...(group ? [`group ${group}`] : []),
      "wide",
    ]),
  ];
}

/** What holds a part of a resource: the resource, and the parts between. */
function partsOf(key: string, resource: string): string[] {
  const below = [...key.matchAll(/\//g)].map(({ index }) => key.slice(0, index));
  return [resource, ...below.filter((part) => part.startsWith(`${resource}/`))];
}

function nameOf(key: string, resource: Scope["resource"]): string | undefined {
  return text(resource?.get("name").value)?.toLowerCase() ?? key.split("/").pop();
}

/** `id /a/b` and `id /a` of `id /a/b/c`. */
function prefixesOf(id: string): string[] {
  return [...id.matchAll(/\//g)].slice(1).map(({ index }) => id.slice(0, index));
}
