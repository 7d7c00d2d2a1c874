import { parseAddress } from "../model/address";
import { type Expression, expressionOf } from "../model/expression";
import { type Json, type JsonObject, list, object, own, text } from "../model/json";
import { Resource, type ResourcePlace } from "../model/resource";
import { kindOf, opaque, project } from "../model/resource-types";
import type { Action, Change, ModuleView, PlannedStack, StackView } from "../model/stack";
import { asAzurerm, azurermTypeOf } from "./azapi";
import type { JsonPath } from "./json-scanner";

interface ChangedResource {
  readonly place: ResourcePlace;
  readonly action: Action;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly unknown: JsonObject;
  readonly beforeSensitive: Json;
  readonly afterSensitive: Json;
}

interface Configured {
  readonly expressions: JsonObject;
  readonly provider?: string;
}

interface MutableModule extends ModuleView {
  readonly outputs: Map<string, Expression>;
  readonly arguments: Map<string, Expression>;
  readonly modules: Map<string, MutableModule>;
}

function newModule(): MutableModule {
  return { outputs: new Map(), arguments: new Map(), modules: new Map() };
}

/** Takes in a plan piece by piece, and keeps of it what a review needs. */
export class PlanBuilder {
  private readonly changed: ChangedResource[] = [];
  private readonly read: { place: ResourcePlace; values: JsonObject; sensitive: Json }[] = [];
  private readonly configured = new Map<string, Configured>();
  private readonly root = newModule();
  private readonly hosts = new Map<string, Expression>();
  private readonly subscriptions = new Map<string, string>();
  private readonly unseen = new Set<string>();
  private readonly actions: { readonly address: string; readonly action: Action }[] = [];
  private readonly counts: Record<Action, number> = {
    create: 0,
    update: 0,
    replace: 0,
    destroy: 0,
    read: 0,
    forget: 0,
    "no-op": 0,
  };

  constructor(private readonly name: string) {}

  public add(path: JsonPath, value: Json): void {
    const [top, second] = path;
    if (top === "resource_changes") {
      if (typeof second === "number") this.addChange(value);
    } else if (top === "configuration") {
      this.addConfiguration(path.slice(1), value);
    } else if (top === "prior_state") {
      if (path.includes("resources")) this.addPrior(value);
    } else if (top === "complete" && value === false) {
      this.unseen.add(`${this.name}: changes that Terraform put off; the plan is not complete`);
    } else if (top === "resource_drift" && typeof second === "number") {
      const address = text(own(value, "address"));
      const type = text(own(value, "type")) ?? "";
      if (kindOf(type)) this.unseen.add(`${this.name}: who changed ${address} outside Terraform`);
    }
  }

  public build(digest: string): PlannedStack {
    const changes = this.changed.map((changed) => this.changeOf(changed));
    const data = this.read.map(
      ({ place, values, sensitive }) => new Resource(place, { values, sensitive, unknown: {} }),
    );
    const view = (resources: Resource[]): StackView => ({
      name: this.name,
      resources,
      root: this.root,
      hosts: this.hosts,
      subscriptions: this.subscriptions,
      exposedVariables: [],
      unseen: [...this.unseen],
    });
    const pick = (side: "before" | "after") =>
      changes.flatMap(({ [side]: resource }) => (resource ? [resource] : []));
    return {
      name: this.name,
      before: view([...pick("before"), ...data]),
      after: view([...pick("after"), ...data]),
      changes,
      counts: this.counts,
      actions: this.actions,
      digest,
    };
  }

  private addChange(value: Json): void {
    const change = { ...object(own(value, "change")) };
    const written = this.placeOf(value);
    const action = actionOf(change.actions);
    this.counts[action]++;
    if (written.mode === "managed" && action !== "no-op") {
      this.actions.push({ address: written.address, action });
    }
    const api = change.after ?? change.before;
    const translated = azurermTypeOf(written.type, api);
    const place = { ...written, type: translated ?? written.type };
    if (translated) {
      const sides = ["before", "after", "after_unknown", "before_sensitive", "after_sensitive"];
      for (const side of sides) change[side] = asAzurerm(api, change[side]);
    }
    const deposed = text(own(value, "deposed"));
    if (deposed !== undefined) {
      this.unseen.add(
        `${this.name}: the deposed object ${deposed} of ${place.address}, which ends`,
      );
      return;
    }
    const hidden = place.mode === "managed" ? opaque(place.type) : undefined;
    if (hidden) this.unseen.add(`${this.name}: ${place.type}, which can hold ${hidden}`);
    if (!kindOf(place.type)) return;
    const values = (side: Json) => (side === null ? undefined : project(place.type, side));
    const mask = (side: Json) => (side === true ? true : project(place.type, side));
    this.changed.push({
      place,
      action,
      before: values(change.before ?? null),
      // What Terraform forgets stays as it is.
      after: values((action === "forget" ? change.before : change.after) ?? null),
      unknown: change.after_unknown === true ? {} : project(place.type, change.after_unknown),
      beforeSensitive: mask(change.before_sensitive ?? null),
      afterSensitive: mask(change.after_sensitive ?? null),
    });
  }

  /** Data sources that Terraform read while planning stand in no other part of the plan. */
  private addPrior(value: Json): void {
    if (own(value, "mode") !== "data") return;
    const place = this.placeOf(value);
    if (!kindOf(place.type)) return;
    const sensitive = project(place.type, own(value, "sensitive_values"));
    this.read.push({ place, values: project(place.type, own(value, "values")), sensitive });
  }

  private placeOf(value: Json): ResourcePlace {
    const [address, type, name] = ["address", "type", "name"].map((key) => text(own(value, key)));
    if (address === undefined || type === undefined || name === undefined) {
      throw new TypeError("a resource without address, type or name");
    }
    const mode = own(value, "mode") === "data" ? "data" : "managed";
    const base = `${mode === "data" ? "data." : ""}${type}.${name}`;
    const parsed = parseAddress(address, base);
    if (!parsed) throw new TypeError(`an address that is not one of ${base}`);
    const index = own(value, "index");
    return {
      stack: this.name,
      address,
      type,
      mode,
      base,
      prefix: parsed.prefix,
      modules: parsed.modules,
      index: typeof index === "string" || typeof index === "number" ? `${index}` : parsed.index,
      provider: type.split("_")[0],
    };
  }

  private addConfiguration(path: JsonPath, value: Json): void {
    if (path[0] === "provider_config") {
      for (const [key, provider] of Object.entries(object(value))) {
        const expression = expressionOf(own(own(provider, "expressions"), "host"), []);
        if (expression) this.hosts.set(key, expression);
        const named = own(own(provider, "expressions"), "subscription_id");
        const subscription = text(own(named, "constant_value"));
        if (subscription) this.subscriptions.set(key, subscription);
      }
      return;
    }
    let module = this.root;
    const modules: string[] = [];
    path.forEach((key, depth) => {
      if (path[depth - 1] !== "module_calls") return;
      modules.push(String(key));
      const called = module.modules.get(String(key)) ?? newModule();
      module.modules.set(String(key), called);
      module = called;
    });
    const [last, parent, grandparent] = [path.at(-1), path.at(-2), path.at(-3)];
    if (parent === "resources") this.addConfigured(modules, value);
    else if (last === "outputs") fill(module.outputs, value, "expression");
    else if (last === "expressions" && grandparent === "module_calls")
      fill(module.arguments, value);
  }

  private addConfigured(modules: readonly string[], value: Json): void {
    const type = text(own(value, "type")) ?? "";
    if (!kindOf(type)) return;
    // Here alone an address has no instances.
    this.configured.set(`${modules.join("/")}:${text(own(value, "address"))}`, {
      expressions: project(type, own(value, "expressions")),
      provider: text(own(value, "provider_config_key")),
    });
  }

  private changeOf(changed: ChangedResource): Change {
    const { action, before, unknown } = changed;
    const { modules, base } = changed.place;
    const configured = this.configured.get(`${modules.join("/")}:${base}`);
    const place = { ...changed.place, provider: configured?.provider ?? changed.place.provider };
    const after =
      changed.after &&
      new Resource(place, {
        values: changed.after,
        unknown,
        sensitive: changed.afterSensitive,
        expressions: configured?.expressions,
      });
    return {
      action,
      address: place.address,
      before:
        before &&
        new Resource(place, {
          values: before,
          unknown: {},
          sensitive: changed.beforeSensitive,
          after,
        }),
      after,
    };
  }
}

function fill(target: Map<string, Expression>, value: Json, key?: string): void {
  for (const [name, item] of Object.entries(object(value))) {
    const expression = expressionOf(key ? own(item, key) : item, []);
    if (expression) target.set(name, expression);
  }
}

function actionOf(actions: Json | undefined): Action {
  const given = list(actions);
  if (given.length === 2) return "replace";
  switch (given[0]) {
    case "create":
    case "update":
    case "read":
    case "forget":
    case "no-op":
      return given[0];
    case "delete":
      return "destroy";
    default:
      throw new TypeError(`an action that is not known: ${JSON.stringify(actions)}`);
  }
}
