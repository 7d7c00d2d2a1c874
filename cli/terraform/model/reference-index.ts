import { groupBy, sortedBy } from "./collections";
import { type Expression, parseReference, type Reference } from "./expression";
import { type Fact, factOf, known } from "./fact";
import { text } from "./json";
import { Instances, rootOf, type Site, siteOf } from "./instances";
import { identifies, KnownValues, type Target } from "./known-values";
import type { Datum, PlacedResource, Resource, ResourceOf } from "./resource";
import { type AttributePath, type Kind, kindOf } from "./resource-types";
import type { ModuleView, StackView } from "./stack";

const CROSS_STACK = "cross-stack-reference-input-";
const MAX_DEPTH = 20;

/** All stacks at one moment, with the references between their resources. */
export class ReferenceIndex {
  private readonly byKind: ReadonlyMap<string, Resource[]>;
  private readonly instances = new Instances();
  private readonly values = new KnownValues();
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
        for (const resource of [...stack.resources, ...stack.places]) {
          if (resource.place.mode !== mode) continue;
          this.instances.add(resource);
          this.values.add(resource);
        }
      }
    }
  }

  /** All resources of a kind, by stack and address. */
  public all<K extends Kind>(kind: K): readonly ResourceOf<K>[] {
    return this.byKind.get(kind) ?? [];
  }

  /** What an attribute refers to: by its value, or else as the configuration writes it. */
  public target<A extends string>(
    from: Resource<A>,
    ...path: AttributePath<A>
  ): Target | undefined {
    return ofKind(this.targetAnywhere(from, ...path));
  }

  /** The same where it may be of a type that is read for its place alone. */
  public targetAnywhere<A extends string>(
    from: Resource<A>,
    ...path: AttributePath<A>
  ): Target | undefined {
    return this.follow(from.get(...path), siteOf(from));
  }

  /** What a reference leads to that is written in an attribute of a resource. */
  public targetOf(from: PlacedResource, reference: string): Target | undefined {
    return this.resolveReference(parseReference(reference), siteOf(from), 0);
  }

  /** What each reference leads to that an attribute is written with, where its value is not known. */
  public targetsIn<A extends string>(
    from: Resource<A>,
    ...path: AttributePath<A>
  ): readonly (Target | undefined)[] {
    const { value, expression } = from.get(...path);
    if (value !== undefined) return [];
    return (expression?.references ?? []).map((one) => ofKind(this.targetOf(from, one)));
  }

  /**
   * What an attribute refers to by an attribute of that name. Of an object that is written as one, a plan
   * lists the references of all its values together.
   */
  public targetBy<A extends string>(
    name: string,
    from: Resource<A>,
    ...path: AttributePath<A>
  ): Target | undefined {
    const { expression, ...datum } = from.get(...path);
    const named = new Set(expression?.references.filter((one) => one.endsWith(`.${name}`)));
    const only = expression && { ...expression, references: [...named], direct: named.size === 1 };
    return ofKind(this.follow({ ...datum, expression: only }, siteOf(from)));
  }

  /** The text of an attribute, through references where it has to be. Sensitive text is none. */
  public textOf<A extends string>(
    from: Resource<A>,
    ...path: AttributePath<A>
  ): string | undefined {
    return this.textAt(from, path, 0);
  }

  /** The one resource and attribute that an attribute is written with, where its value is not known. */
  public writtenAt<A extends string>(from: Resource<A>, ...path: AttributePath<A>) {
    const { value, expression } = from.get(...path);
    const [written, ...others] = expression?.references ?? [];
    if (value !== undefined || written === undefined || others.length > 0) return undefined;
    const reference = parseReference(written);
    if (reference.kind !== "resource") return undefined;
    // One of several, and nothing tells which.
    if (this.instances.has(siteOf(from), reference.name)) return undefined;
    const index = reference.index === undefined ? "" : `[${quoted(reference.index)}]`;
    const address = `${from.place.prefix}${reference.name}${index}`;
    const mode: "data" | "managed" = reference.name.startsWith("data.") ? "data" : "managed";
    const [type = ""] = reference.name.replace(/^data\./, "").split(".");
    return { address, path: reference.path, type, mode };
  }

  /** The cluster, identity or vault that a data source reads, if Terraform manages it in another place. */
  public canonical(resource: Resource): Resource {
    if (resource.place.mode === "managed") return resource;
    const id = text(resource.get("id").value);
    const same = id ? this.values.find(id)?.resource : undefined;
    if (same?.place.mode === "managed") return same;
    const name = this.textOf(resource, "name");
    const named = name && this.values.named(resource.type, name);
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
    const target = host && this.resolve(host, rootOf(stack), 0);
    if (!target || kindOf(target.resource.type) !== "cluster") return undefined;
    return this.canonical(target.resource);
  }

  private follow(datum: Datum, site: Site, depth = 0): Target | undefined {
    const value = text(datum.value);
    const known = value === undefined ? undefined : this.values.find(value);
    if (known) return known;
    const written = datum.expression && this.resolve(datum.expression, site, depth);
    if (!written || value === undefined) return written;
    // A known value beats the configuration, which may have changed what it refers to.
    const { resource, path } = written;
    const meant = resource.referredTo(path).value;
    const [first] = path;
    const told = first !== undefined && identifies(resource.type, first);
    return meant === value || (meant === undefined && told) ? written : undefined;
  }

  private resolve(expression: Expression, site: Site, depth: number): Target | undefined {
    const [written, ...others] = expression.references;
    if (depth > MAX_DEPTH || written === undefined || others.length > 0) return undefined;
    const reference = parseReference(written);
    const here = expression.keyed ? site : { ...site, index: undefined };
    const target = this.resolveReference(reference, here, depth + 1);
    return target && { ...target, suffix: target.suffix + expression.suffix };
  }

  private resolveReference(reference: Reference, site: Site, depth: number): Target | undefined {
    const { kind, name, path } = reference;
    const root = this.stacksByName.get(site.stack)?.root;
    if (kind === "other" && name === "each" && path[0] === "value" && site.forEach) {
      const all = { ...site.forEach, keyed: true };
      return within(this.resolve(all, { ...site, forEach: undefined }, depth), path.slice(1));
    }
    if (kind === "variable") {
      if (site.modules.length === 0) return undefined;
      const module = moduleAt(root, site.modules);
      const given = module?.arguments.get(name);
      const [modules, moduleKeys] = [site.modules.slice(0, -1), site.moduleKeys.slice(0, -1)];
      // The argument may be of the module's own key; else it holds all, of which the variable takes one.
      const own = given?.keyed ? site.moduleKeys.at(-1) : (site.index ?? path[0]);
      const caller = { ...site, modules, moduleKeys, index: own, forEach: module?.forEach };
      return given && within(this.resolve({ ...given, keyed: true }, caller, depth), path);
    }
    if (kind === "output") {
      const modules = [...site.modules, name];
      const module = moduleAt(root, modules);
      const given = module?.outputs.get(path[0] ?? "");
      const key = reference.index ?? (module?.repeated ? site.index : undefined);
      const index = module?.repeated ? path[1] : (site.index ?? path[1]);
      const inside = { ...site, modules, moduleKeys: [...site.moduleKeys, key], index };
      const all = given && { ...given, keyed: true };
      return (
        all && within(this.resolve(all, { ...inside, forEach: undefined }, depth), path.slice(1))
      );
    }
    if (kind !== "resource") return undefined;
    if (name.startsWith("data.terraform_remote_state.")) return this.crossStack(reference, depth);
    const resource = this.instances.find(name, reference.index, site);
    return resource && { resource, path, suffix: "" };
  }

  /** Another stack's output, read from its state. */
  private crossStack({ name, path }: Reference, depth: number): Target | undefined {
    const [root, output = ""] = path;
    if (root !== "outputs") return undefined;
    const [, , state = ""] = name.split(".");
    const said = state.startsWith(CROSS_STACK) ? state.slice(CROSS_STACK.length) : state;
    const holders = this.stacks.filter((stack) => stack.root.outputs.has(output));
    const holder =
      holders.find((stack) => stack.name === said) ??
      (holders.length === 1 ? holders[0] : undefined);
    const given = holder?.root.outputs.get(output);
    return holder && given && this.resolve(given, rootOf(holder.name), depth);
  }

  private textAt(from: PlacedResource, path: readonly string[], depth: number): string | undefined {
    const datum = from.referredTo(path);
    if (datum.sensitive) return undefined;
    if (typeof datum.value === "string") return datum.value;
    if (!datum.expression?.direct || depth > MAX_DEPTH) return undefined;
    const target = this.resolve(datum.expression, siteOf(from), depth);
    if (!target || target.path.length === 0) return undefined;
    const found = this.textAt(target.resource, target.path, depth + 1);
    return found === undefined ? undefined : found + target.suffix;
  }

  /** The text of an attribute, or why there is none. */
  public factOf<A extends string>(from: Resource<A>, ...path: AttributePath<A>): Fact {
    return this.factAt(from, path);
  }

  /** The same of what a reference leads to. */
  public factAt(from: PlacedResource, path: readonly string[]): Fact {
    const text = this.textAt(from, path, 0);
    return text === undefined ? factOf(from.referredTo(path)) : known(text);
  }
}

function ofKind(target: Target | undefined): Target | undefined {
  return target && kindOf(target.resource.type) ? target : undefined;
}

/** What stands behind a reference to a whole resource is its attribute. */
function within(target: Target | undefined, path: readonly string[]): Target | undefined {
  return target && target.path.length === 0 ? { ...target, path } : target;
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
