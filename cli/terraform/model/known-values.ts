import { text } from "./json";
import type { Resource } from "./resource";
import { type PathsByKind, pathsOf } from "./resource-types";

/** What a value refers to. */
export interface Target {
  readonly resource: Resource;
  readonly path: readonly string[];
  /** What the configuration writes behind the reference: `/secrets/db-password`. */
  readonly suffix: string;
}

/** The attributes whose values distinguish one resource from all others. */
const IDENTIFYING: PathsByKind = {
  cluster: [["id"], ["oidc_issuer_url"], ["kubelet_identity", "object_id"]],
  identity: [["id"], ["principal_id"], ["client_id"]],
  vault: [["id"]],
  secret: [["resource_versionless_id"], ["id"]],
  group: [["id"]],
  subscription: [["id"]],
  managementGroup: [["id"]],
  client: [["object_id"]],
  cosmos: [["id"]],
  cosmosRole: [["id"]],
  role: [["role_definition_resource_id"], ["role_definition_id"], ["id"]],
};

/** What stands between the id of a vault or an account of Cosmos DB and that of what is in it. */
const BELOW = ["/secrets/", "/dbs/", "/sqlroledefinitions/"];

/** Tokens are held against an issuer letter by letter; ids are not told apart by capitals. */
const EXACT = "oidc_issuer_url";

/** Whether resources of the kind are distinguished by the attribute. */
export function identifies(type: string, attribute: string): boolean {
  return pathsOf(IDENTIFYING, type).some(([first]) => first === attribute);
}

/** Resources by the known values that tell them apart, and by their names. */
export class KnownValues {
  private readonly byValue = new Map<string, { resource: Resource; attribute: string }>();
  private readonly byName = new Map<string, Resource>();

  /** Of two with one value the last counts, of two with one name the last that Terraform manages. */
  public add(resource: Resource): void {
    for (const path of pathsOf(IDENTIFYING, resource.type)) {
      const value = text(resource.get(...path).value);
      const [attribute] = path;
      if (value) this.byValue.set(keyOf(value, attribute), { resource, attribute });
    }
    const name = text(resource.get("name").value);
    const key = `${resource.type} ${name?.toLowerCase()}`;
    if (name && (resource.place.mode === "managed" || !this.byName.has(key))) {
      this.byName.set(key, resource);
    }
  }

  /** What a value stands for: an id or issuer, or what is below the id of a vault or an account. */
  public find(value: string): Target | undefined {
    const found = this.byValue.get(keyOf(value)) ?? this.byValue.get(keyOf(value, EXACT));
    if (found) return { resource: found.resource, path: [found.attribute], suffix: "" };
    const written = value.toLowerCase();
    const at = Math.max(...BELOW.map((segment) => written.lastIndexOf(segment)));
    const holder = at > 0 ? this.byValue.get(keyOf(value.slice(0, at))) : undefined;
    if (!holder || holder.attribute !== "id") return undefined;
    return { resource: holder.resource, path: ["id"], suffix: value.slice(at) };
  }

  /** A resource of a type by its name. */
  public named(type: string, name: string): Resource | undefined {
    return this.byName.get(`${type} ${name.toLowerCase()}`);
  }
}

function keyOf(value: string, attribute?: string): string {
  if (attribute === EXACT) return `issuer ${value}`;
  let end = value.length;
  while (end > 1 && value[end - 1] === "/") end--;
  return value.slice(0, end).toLowerCase();
}
