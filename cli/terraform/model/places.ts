import { armTypeOf } from "../../../azure/resource-types";
import { type Fact, factOf, known, sensitive, UNKNOWN, valueOf } from "./fact";
import type { Target } from "./known-values";
import type { ReferenceIndex } from "./reference-index";
import type { PlacedResource } from "./resource";
import { type AttributePath, kindOf } from "./resource-types";
import {
  below,
  hidden,
  idOf,
  NOWHERE,
  partsOf,
  placeOfId,
  type ScopePlace,
  segmentsOf,
} from "./scope-place";
import { Subscriptions } from "./subscriptions";

/** Attributes that have the id of the resource itself, that of Azure first where there are several. */
const OWN_IDS = [
  "resource_versionless_id",
  "resource_manager_versionless_id",
  "resource_manager_id",
  "id",
];

/** What a name of a type's template stands for. */
const NAME = "{}";

/** Where resources are in Azure: by their ids, or else by what they are written with. */
export class Places {
  private readonly subscriptions: Subscriptions;
  private readonly found = new Map<PlacedResource, ScopePlace>();

  constructor(private readonly references: ReferenceIndex) {
    this.subscriptions = new Subscriptions(references.stacks);
  }

  /**
   * Where a role is assigned. Before an apply a plan does not tell what is written behind a reference: what is in a
   * resource may be meant.
   */
  public scope(holder: PlacedResource, attribute: string): ScopePlace {
    const place = this.named(holder, attribute);
    const { value, expression } = holder.get(attribute);
    if (value !== undefined || expression?.template !== undefined) return place;
    const target = this.references.targetAnywhere(holder, attribute)?.resource;
    const isOpen = holder.isPlanned || target?.isPlanned === true;
    return isOpen && place.level === "resource" ? { ...place, child: UNKNOWN } : place;
  }

  /** What an attribute names that holds an id. */
  public named(holder: PlacedResource, ...path: AttributePath<string>): ScopePlace {
    const { value, sensitive: isSensitive, expression } = holder.get(...path);
    if (typeof value === "string") {
      return isSensitive ? hidden(placeOfId(value)) : placeOfId(value);
    }
    if (isSensitive) return { level: null, name: sensitive() };
    if (expression?.template !== undefined) return this.written(holder, expression.template);
    const target = this.references.targetAnywhere(holder, ...path);
    if (target) return this.ofTarget(target);
    return this.amongNames(holder, expression?.references ?? []);
  }

  /** The id of a resource. */
  public idOf(resource: PlacedResource): Fact {
    const { value, sensitive: isSensitive } = resource.get("id");
    return isSensitive ? sensitive(value) : idOf(this.of(resource));
  }

  public of(resource: PlacedResource): ScopePlace {
    const place = this.found.get(resource);
    if (place) return place;
    // What leads back to itself tells nothing.
    this.found.set(resource, NOWHERE);
    const composed = this.byId(resource) ?? this.composed(resource);
    this.found.set(resource, composed);
    return composed;
  }

  private byId(resource: PlacedResource): ScopePlace | undefined {
    for (const attribute of OWN_IDS) {
      const { value, sensitive: isSensitive } = resource.get(attribute);
      if (typeof value !== "string" || !/^\/(subscriptions|providers)\//i.test(value)) continue;
      return isSensitive ? hidden(placeOfId(value)) : placeOfId(value);
    }
    return undefined;
  }

  private composed(resource: PlacedResource): ScopePlace {
    const { references } = this;
    const name = references.factOf(resource, "name");
    const subscription = this.subscriptions.of(resource);
    switch (kindOf(resource.type)) {
      case "subscription": {
        const own = resource.has("subscription_id") || resource.place.mode === "managed";
        const id = own ? references.factOf(resource, "subscription_id") : subscription;
        return { level: "subscription", subscription: id };
      }
      case "managementGroup":
        return { level: "management group", name };
      case "group": {
        const holder = resource.has("parent_id") ? this.named(resource, "parent_id") : undefined;
        return below(holder ?? { level: "subscription", subscription }, [
          known("resourceGroups"),
          name,
        ]);
      }
    }
    if (resource.type === "azapi_resource") return this.ofApi(resource, name);
    const arm = armTypeOf(resource.type);
    if (!arm) return { ...this.beneath(resource, "", name), level: null, type: UNKNOWN };
    if (arm.child.length === 0) return this.beneath(resource, arm.type, name);
    const holder = this.holderOf(resource, arm.type, arm.child);
    const depth = valueOf(holder.child)?.split("/").length ?? 0;
    const rest = arm.child.slice(holder.child && !valueOf(holder.child) ? -2 : depth);
    return below(
      holder,
      rest.map((part, at) => {
        if (part !== NAME) return known(part);
        return at === rest.length - 1 ? name : this.nameOf(resource, rest[at - 1] ?? "").fact;
      }),
    );
  }

  /** A resource of a type in the resource group and the subscription that another one is in. */
  public beneath(resource: PlacedResource, type: string, name: Fact): ScopePlace {
    const subscription = this.subscriptions.of(resource);
    const resourceGroup = this.references.factOf(resource, "resource_group_name");
    return { level: "resource", subscription, resourceGroup, type: known(type), name };
  }

  /** What holds a part of a resource: the innermost that an id names, or else a name. */
  private holderOf(resource: PlacedResource, type: string, child: readonly string[]): ScopePlace {
    const ids = resource.attributes().filter((one) => /_id$/.test(one) && !OWN_IDS.includes(one));
    const [innermost] = ids
      .map((attribute) => this.named(resource, attribute))
      .filter((place) => valueOf(place.type)?.toLowerCase() === type.toLowerCase())
      .filter((place) => partsOf(valueOf(place.child) ?? "").length < child.length)
      .sort((one, other) => lengthOf(other) - lengthOf(one));
    if (innermost) return innermost;
    const { attribute, fact: name } = this.nameOf(resource, type.split("/").pop() ?? "");
    const target = attribute ? this.references.targetAnywhere(resource, attribute) : undefined;
    const named = target && this.of(this.references.canonical(target.resource));
    if (named && named.level === "resource" && valueOf(named.type) === type) return named;
    return this.beneath(resource, type, name);
  }

  /** The name that an attribute gives of what a segment is of: `namespaces` by `namespace_name`. */
  private nameOf(resource: PlacedResource, segment: string) {
    const word = singular(segment);
    const attribute = resource.attributes().find((one) => {
      const [, of] = /^(.+)_name$/.exec(one) ?? [];
      return (
        of !== undefined && of !== "resource_group" && (word.endsWith(of) || of.endsWith(word))
      );
    });
    const fact = attribute ? this.references.factOf(resource, attribute) : UNKNOWN;
    return { attribute, fact };
  }

  /** A resource of azapi, by its type and what it is in. */
  private ofApi(resource: PlacedResource, name: Fact): ScopePlace {
    if (resource.has("resource_id")) return this.named(resource, "resource_id");
    const parent = this.named(resource, "parent_id");
    const [api] = valueOf(factOf(resource.get("type")))?.split("@") ?? [];
    const [provider = "", type, ...types] = partsOf(api ?? "");
    if (!type) return { ...parent, level: null };
    const path = types.length > 0 ? types.slice(-1) : ["providers", provider, type];
    return below(parent, [...path.map(known), name]);
  }

  private ofTarget({ resource: found, path, suffix }: Target): ScopePlace {
    const resource = this.references.canonical(found);
    const [first, ...rest] = path;
    const attribute = path.at(-1) ?? "id";
    const place =
      first === undefined || OWN_IDS.includes(attribute)
        ? this.of(resource)
        : this.beside(resource, [first, ...rest], attribute);
    return below(place, partsOf(suffix).map(known));
  }

  /** What an attribute names that is not the id of the resource itself. */
  private beside(
    resource: PlacedResource,
    path: AttributePath<string>,
    attribute: string,
  ): ScopePlace {
    if (resource.get(...path).value !== undefined || resource.get(...path).expression) {
      return this.named(resource, ...path);
    }
    if (attribute.endsWith("resource_group_id")) {
      const { subscription } = this.of(resource);
      const name = attribute.replace(/_id$/, "");
      const resourceGroup = this.references.factOf(resource, name);
      return { level: "resource group", subscription: subscription ?? UNKNOWN, resourceGroup };
    }
    if (attribute.endsWith("management_group_id")) return { ...NOWHERE, level: "management group" };
    return NOWHERE;
  }

  /** Of text with several references in a plan: ids come first, and all that follows is in what they name. */
  private amongNames(holder: PlacedResource, references: readonly string[]): ScopePlace {
    const [id, ...others] = references.filter((one) => /[._]id$/.test(one));
    if (id === undefined || others.length > 0) return NOWHERE;
    const target = this.references.targetOf(holder, id);
    if (!target || !references.every((one) => /[._](id|name)$/.test(one))) return NOWHERE;
    const place = this.ofTarget(target);
    if (place.type) return { ...place, level: "child", child: UNKNOWN };
    return { ...place, level: null };
  }

  /** A text with references in it: `${azurerm_key_vault.main.id}/secrets/${var.name}`. */
  private written(holder: PlacedResource, template: string): ScopePlace {
    const parts = template.split(/\$\{([^}]*)\}/);
    // Braces within braces, and directives.
    if (parts.some((part) => /[{}]/.test(part))) return NOWHERE;
    const [before = "", first = ""] = parts;
    const target = before === "" ? this.references.targetOf(holder, first) : undefined;
    const from = target ? 2 : 0;
    const rest = parts.slice(from).map((part, at) => {
      return (at + from) % 2 === 0 ? known(part) : this.textOf(holder, part);
    });
    const segments = segmentsOf(rest);
    if (!target) return before.startsWith("/") ? below(placeOfId("/"), segments) : NOWHERE;
    return below(this.ofTarget(target), segments);
  }

  private textOf(holder: PlacedResource, reference: string): Fact {
    const target = this.references.targetOf(holder, reference);
    if (!target || target.path.length === 0) return UNKNOWN;
    const { resource, path } = target;
    const fact = this.references.factAt(resource, path);
    if (valueOf(fact) !== undefined || path.at(-1) !== "subscription_id") return fact;
    return ["client", "subscription"].includes(kindOf(resource.type) ?? "")
      ? (this.of(resource).subscription ?? this.subscriptions.of(resource))
      : fact;
  }
}

function lengthOf({ child }: ScopePlace): number {
  return child ? partsOf(valueOf(child) ?? "?").length : 0;
}

/** `sqlDatabases` as `sql_database`. */
function singular(segment: string): string {
  return segment
    .replace(/(?<=[a-z])(?=[A-Z])/g, "_")
    .toLowerCase()
    .replace(/ies$/, "y")
    .replace(/s$/, "");
}
