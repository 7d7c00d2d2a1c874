import { groupBy, sortedBy } from "./collections";
import { type Expression, parseReference, type Reference } from "./expression";
import { list, text } from "./json";
import type { Datum, Resource } from "./resource";
import { type Kind, kindOf } from "./resource-types";
import type { ModuleView, StackView } from "./stack";

/** What a value refers to. */
export interface Target {
  readonly resource: Resource;
  readonly path: readonly string[];
  /** What the configuration writes behind the reference: `/secrets/db-password`. */
  readonly suffix: string;
}

/** Where a reference is written. */
interface Site {
  readonly stack: string;
  readonly modules: readonly string[];
  readonly prefix: string;
  readonly index?: string;
}

/** The attributes by whose values one resource is told from all others. */
const IDENTIFYING: Partial<Record<Kind, readonly (readonly string[])[]>> = {
  cluster: [["id"], ["oidc_issuer_url"], ["kubelet_identity", "object_id"]],
  identity: [["id"], ["principal_id"], ["client_id"]],
  vault: [["id"]],
  secret: [["resource_versionless_id"], ["id"]],
  group: [["id"]],
  subscription: [["id"]],
  client: [["object_id"]],
  role: [["role_definition_resource_id"], ["role_definition_id"], ["id"]],
};

const CROSS_STACK = "cross-stack-reference-input-";
const MAX_DEPTH = 20;

/** All stacks at one moment, with the references between their resources. */
export class ReferenceIndex {
  private readonly byKind: ReadonlyMap<string, Resource[]>;
  private readonly byBase = new Map<string, Resource[]>();
  private readonly byValue = new Map<string, { resource: Resource; attribute: string }>();
  private readonly byName = new Map<string, Resource>();
  private readonly stacksByName: ReadonlyMap<string, StackView>;

  constructor(public readonly stacks: readonly StackView[]) {
    this.stacksByName = new Map(stacks.map((stack) => [stack.name, stack]));
    const all = stacks.flatMap(({ resources }) => resources);
    this.byKind = groupBy(
      sortedBy(all, ({ key }) => key),
      ({ type }) => kindOf(type) ?? "",
    );
    // Managed resources come last, and win over data sources that read the same object.
    for (const mode of ["data", "managed"]) {
      for (const stack of stacks) {
        for (const resource of stack.resources) {
          if (resource.place.mode === mode) this.index(resource);
        }
      }
    }
  }

  /** All resources of a kind, by stack and address. */
  public all(kind: Kind): readonly Resource[] {
    return this.byKind.get(kind) ?? [];
  }

  /** What an attribute refers to: by its value, or else as the configuration writes it. */
  public target(from: Resource, ...path: string[]): Target | undefined {
    return this.follow(from.get(...path), siteOf(from));
  }

  /** The text of an attribute, through references where it has to be. Sensitive text is none. */
  public textOf(from: Resource, ...path: string[]): string | undefined {
    return this.textAt(from, path, 0);
  }

  /** The address of the one resource that an attribute is written with, where its value is not known. */
  public addressOf(from: Resource, ...path: string[]): string | undefined {
    const { value, expression } = from.get(...path);
    if (value !== undefined || expression?.references.length !== 1) return undefined;
    const reference = parseReference(expression.references[0]);
    if (reference.kind !== "resource") return undefined;
    const index = reference.index === undefined ? "" : `[${quoted(reference.index)}]`;
    return `${from.place.prefix}${reference.name}${index}`;
  }

  /** The cluster, identity or vault that a data source reads, if Terraform manages it in another place. */
  public canonical(resource: Resource): Resource {
    if (resource.place.mode === "managed") return resource;
    const id = text(resource.get("id").value);
    const same = id ? this.byValue.get(id.toLowerCase())?.resource : undefined;
    if (same?.place.mode === "managed") return same;
    const name = this.textOf(resource, "name");
    const named = name && this.byName.get(`${resource.type} ${name.toLowerCase()}`);
    if (!named) return same ?? resource;
    const [here, there] = [resource, named].map((one) => this.textOf(one, "resource_group_name"));
    const other = text(named.get("id").value);
    const apart =
      (here && there && here.toLowerCase() !== there.toLowerCase()) ||
      (id && other && id.toLowerCase() !== other.toLowerCase());
    return apart ? (same ?? resource) : named;
  }

  /** The cluster that a Kubernetes object's provider talks to. */
  public clusterOf(object: Resource): Resource | undefined {
    const { stack, provider } = object.place;
    const host = this.stacksByName.get(stack)?.hosts.get(provider ?? "kubernetes");
    const target = host && this.resolve(host, { stack, modules: [], prefix: "" }, 0);
    if (!target || kindOf(target.resource.type) !== "cluster") return undefined;
    return this.canonical(target.resource);
  }

  private index(resource: Resource): void {
    const { stack, modules, base, mode } = resource.place;
    const key = `${stack}:${modules.join("/")}:${base}`;
    const known = this.byBase.get(key);
    if (known) known.push(resource);
    else this.byBase.set(key, [resource]);
    const kind = kindOf(resource.type);
    for (const path of (kind && IDENTIFYING[kind]) ?? []) {
      const value = text(resource.get(...path).value);
      if (value) this.byValue.set(value.toLowerCase(), { resource, attribute: path[0] });
    }
    const name = text(resource.get("name").value);
    const named = `${resource.type} ${name?.toLowerCase()}`;
    if (name && (mode === "managed" || !this.byName.has(named))) this.byName.set(named, resource);
  }

  private follow(datum: Datum, site: Site, depth = 0): Target | undefined {
    const value = text(datum.value);
    const known = value === undefined ? undefined : this.known(value);
    if (known) return known;
    const written = datum.expression && this.resolve(datum.expression, site, depth);
    if (!written || value === undefined) return written;
    // A known value beats the configuration, which may have changed what it refers to.
    const { resource, path } = written;
    const meant = resource.get(...path).value;
    const told = (IDENTIFYING[kindOf(resource.type) as Kind] ?? []).some(
      ([attribute]) => attribute === path[0],
    );
    return meant === value || (meant === undefined && told) ? written : undefined;
  }

  private known(value: string): Target | undefined {
    const lower = value.toLowerCase();
    const found = this.byValue.get(lower);
    if (found) return { resource: found.resource, path: [found.attribute], suffix: "" };
    const at = lower.lastIndexOf("/secrets/");
    const holder = at > 0 ? this.byValue.get(lower.slice(0, at)) : undefined;
    if (!holder || holder.attribute !== "id") return undefined;
    return { resource: holder.resource, path: ["id"], suffix: value.slice(at) };
  }

  private resolve(expression: Expression, site: Site, depth: number): Target | undefined {
    if (depth > MAX_DEPTH || expression.references.length !== 1) return undefined;
    const reference = parseReference(expression.references[0]);
    const target = this.resolveReference(reference, site, depth + 1);
    return target && { ...target, suffix: target.suffix + expression.suffix };
  }

  private resolveReference(reference: Reference, site: Site, depth: number): Target | undefined {
    const root = this.stacksByName.get(site.stack)?.root;
    if (reference.kind === "variable") {
      const [caller, name] = [site.modules.slice(0, -1), site.modules.at(-1)];
      if (name === undefined) return undefined;
      const given = moduleAt(root, site.modules)?.arguments.get(reference.name);
      const prefix = site.prefix.replace(/module\.[\w-]+(\[[^\]]*\])?\.$/, "");
      return given && this.resolve(given, { ...site, modules: caller, prefix }, depth);
    }
    if (reference.kind === "output") {
      const modules = [...site.modules, reference.name];
      const given = moduleAt(root, modules)?.outputs.get(reference.path[0]);
      const instance = reference.index === undefined ? "" : `[${quoted(reference.index)}]`;
      const prefix = `${site.prefix}module.${reference.name}${instance}.`;
      return given && this.resolve(given, { ...site, modules, prefix }, depth);
    }
    if (reference.kind !== "resource") return undefined;
    if (reference.name.startsWith("data.terraform_remote_state.")) {
      return this.crossStack(reference, depth);
    }
    const resource = this.instance(reference, site);
    return resource && { resource, path: reference.path, suffix: "" };
  }

  /** Another stack's output, read from its state. */
  private crossStack({ name, path }: Reference, depth: number): Target | undefined {
    if (path[0] !== "outputs") return undefined;
    const output = path[1];
    const state = name.split(".")[2];
    const said = state.startsWith(CROSS_STACK) ? state.slice(CROSS_STACK.length) : state;
    const holders = this.stacks.filter((stack) => stack.root.outputs.has(output));
    const holder =
      holders.find((stack) => stack.name === said) ??
      (holders.length === 1 ? holders[0] : undefined);
    const given = holder?.root.outputs.get(output);
    return (
      holder && given && this.resolve(given, { stack: holder.name, modules: [], prefix: "" }, depth)
    );
  }

  private instance({ name, index }: Reference, site: Site): Resource | undefined {
    const all = this.byBase.get(`${site.stack}:${site.modules.join("/")}:${name}`) ?? [];
    if (all.length <= 1) return all[0];
    const near = all.filter(({ place }) => place.prefix === site.prefix);
    const same = near.length > 0 ? near : all;
    // `each.key` and `count.index` are not evaluated: the same key on both sides is what they mean.
    const wanted =
      index !== undefined && same.some(({ place }) => place.index === index) ? index : site.index;
    const matching = same.filter(({ place }) => place.index === wanted);
    return matching.length === 1 ? matching[0] : same.length === 1 ? same[0] : undefined;
  }

  private textAt(from: Resource, path: readonly string[], depth: number): string | undefined {
    const datum = from.get(...path);
    if (datum.sensitive) return undefined;
    if (typeof datum.value === "string") return datum.value;
    if (!datum.expression?.direct || depth > MAX_DEPTH) return undefined;
    const target = this.resolve(datum.expression, siteOf(from), depth);
    if (!target || target.path.length === 0) return undefined;
    const found = this.textAt(target.resource, target.path, depth + 1);
    return found === undefined ? undefined : found + target.suffix;
  }

  /** The texts of a list such as `audience`; undefined where one is not known. */
  public textsOf(from: Resource, attribute: string): string[] | undefined {
    const { value, unknown, sensitive } = from.get(attribute);
    if (unknown || sensitive) return undefined;
    return list(value).filter((item) => typeof item === "string");
  }
}

function siteOf({ place }: Resource): Site {
  return { stack: place.stack, modules: place.modules, prefix: place.prefix, index: place.index };
}

function moduleAt(
  root: ModuleView | undefined,
  modules: readonly string[],
): ModuleView | undefined {
  return modules.reduce<ModuleView | undefined>((module, name) => module?.modules.get(name), root);
}

function quoted(index: string): string {
  return /^\d+$/.test(index) ? index : `"${index}"`;
}
