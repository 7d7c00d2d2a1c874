import { parseAddress } from "../model/address";
import { type Json, type JsonObject, list, object, own, text } from "../model/json";
import { Resource, type ResourcePlace } from "../model/resource";
import { kindOf, project } from "../model/resource-types";
import {
  type Action,
  byUse,
  type Change,
  isRead,
  type PlannedStack,
  type StackView,
} from "../model/stack";
import { opaque } from "../model/unread-types";
import type { JsonPath } from "./json-scanner";
import { neverSent } from "./never-sent";
import { Outcomes } from "./outcomes";
import { PlanConfiguration } from "./plan-configuration";
import type { Translation } from "./translation";
import { translationOf } from "./translations";
import { VaultCalls } from "./vault-calls";

interface ChangedResource {
  readonly place: ResourcePlace;
  readonly action: Action;
  readonly forgets: boolean;
  readonly neverSent: readonly string[];
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly unknown: JsonObject;
  readonly beforeSensitive: Json;
  readonly afterSensitive: Json;
  /** What it is, where its type can be of any kind. */
  readonly translation?: Translation;
}

interface PriorResource {
  readonly place: ResourcePlace;
  readonly values: JsonObject;
  readonly sensitive: Json;
  readonly translation?: Translation;
}

/** Takes in a plan piece by piece, and keeps of it what a review needs. */
export class PlanBuilder {
  private readonly changed: ChangedResource[] = [];
  private readonly prior: PriorResource[] = [];
  private readonly addresses = new Set<string>();
  private readonly configuration = new PlanConfiguration();
  private readonly vaultCalls = new VaultCalls();
  private readonly unseen = new Set<string>();
  private readonly outcomes = new Outcomes();
  private timestamp?: string;
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
      else if (value !== null) throw new TypeError("resource_changes that is no list");
    } else if (top === "configuration") {
      this.configuration.add(path.slice(1), value);
    } else if (top === "prior_state") {
      if (path.at(-2) === "resources") this.addPrior(value);
    } else if (
      (top === "complete" && value === false) ||
      (top === "deferred_changes" && typeof second === "number")
    ) {
      this.unseen.add(`${this.name}: changes that Terraform put off; the plan is not complete`);
      if (top === "deferred_changes") this.outcomes.deferred(value);
    } else if (top === "timestamp") {
      this.timestamp = text(value);
    } else if (top === "action_invocations" && typeof second === "number") {
      this.unseen.add(
        `${this.name}: what ${text(own(value, "address"))} does, which Terraform runs at apply`,
      );
    } else if (top === "resource_drift" && typeof second === "number") {
      const address = text(own(value, "address"));
      const type = text(own(value, "type")) ?? "";
      if (kindOf(type)) this.unseen.add(`${this.name}: who changed ${address} outside Terraform`);
    }
  }

  public build(digest?: string): PlannedStack {
    const all = this.changed.map((changed) => this.changeOf(changed));
    const changes = all.filter(({ before, after }) => kindOf((after ?? before)?.type ?? ""));
    const { root, hosts, subscriptions, azurerm } = this.configuration;
    const stay = this.prior
      .filter(({ place }) => !this.addresses.has(place.address))
      .map(({ place, values, sensitive, translation }) => {
        const { provider = place.provider, ...written } =
          this.configuration.of(place, translation) ?? {};
        return new Resource({ ...place, provider }, { values, sensitive, unknown: {}, ...written });
      });
    const view = (side: "before" | "after", resources: Resource[]): StackView => ({
      name: this.name,
      ...byUse(resources),
      root,
      hosts,
      subscriptions,
      azurerm,
      vaultCalls: this.vaultCalls.at(side),
      exposedVariables: [],
      unseen: [...this.unseen],
    });
    const pick = (side: "before" | "after") =>
      all.flatMap(({ [side]: resource }) => (resource ? [resource] : []));
    return {
      name: this.name,
      before: view("before", [...pick("before"), ...stay]),
      after: view("after", [...pick("after"), ...stay]),
      changes,
      counts: this.counts,
      actions: this.actions,
      outcomes: this.outcomes.all(),
      timestamp: this.timestamp,
      digest,
    };
  }

  private addChange(value: Json): void {
    const change = { ...object(own(value, "change")) };
    const written = this.placeOf(value);
    const action = actionOf(change.actions);
    this.vaultCalls.addChange(written, change);
    this.counts[action]++;
    if (written.mode === "managed" && action !== "no-op") {
      this.actions.push({ address: written.address, action });
    }
    const { place, translation } = translated(written, change.after ?? change.before);
    if (translation) {
      const sides = ["before", "after", "after_unknown", "before_sensitive", "after_sensitive"];
      for (const side of sides) change[side] = translation.values(change[side]);
    }
    const deposed = text(own(value, "deposed"));
    if (deposed !== undefined) {
      this.unseen.add(
        `${this.name}: the deposed object ${deposed} of ${place.address}, which ends`,
      );
      return;
    }
    if (written.mode === "managed") {
      this.outcomes.change(written.address, action, own(value, "change"));
    }
    const values = change.after ?? change.before;
    const hidden =
      place.mode === "managed" ? opaque(place.type, values, change.after_unknown) : undefined;
    if (hidden) this.unseen.add(`${this.name}: ${place.type}, which can hold ${hidden}`);
    if (!isRead(place.type)) return;
    this.addresses.add(place.address);
    const unsent = neverSent(written.type, action, change);
    for (const field of unsent.open) {
      this.unseen.add(`${this.name}: whether ${field} of ${place.address} changes; never sent`);
    }
    const kept = (side: Json) => (side === null ? undefined : project(place.type, side));
    const mask = (side: Json) => (side === true ? true : project(place.type, side));
    this.changed.push({
      place,
      action,
      forgets: list(change.actions).includes("forget"),
      neverSent: unsent.changed,
      before: kept(change.before ?? null),
      // What Terraform forgets stays as it is.
      after: kept((action === "forget" ? change.before : change.after) ?? null),
      unknown: change.after_unknown === true ? {} : project(place.type, change.after_unknown),
      beforeSensitive: mask(change.before_sensitive ?? null),
      afterSensitive: mask(change.after_sensitive ?? null),
      translation,
    });
  }

  /** What stands in no other part of the plan: data sources that were read, and what `-target` leaves out. */
  private addPrior(value: Json): void {
    const written = this.placeOf(value);
    this.vaultCalls.addPrior(written);
    if (own(value, "deposed_key") !== undefined) return;
    if (written.mode === "managed") this.outcomes.state(written.address, own(value, "values"));
    if (this.addresses.has(written.address)) return;
    const { place, translation } = translated(written, own(value, "values"));
    if (!isRead(place.type)) return;
    const [values, sensitive] = ["values", "sensitive_values"].map((side) =>
      project(place.type, translation ? translation.values(own(value, side)) : own(value, side)),
    );
    this.prior.push({ place, values, sensitive, translation });
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
      moduleKeys: parsed.moduleKeys,
      index: typeof index === "string" || typeof index === "number" ? `${index}` : parsed.index,
      provider: type.split("_")[0],
    };
  }

  private changeOf(changed: ChangedResource): Change {
    const { action, forgets, neverSent: unsent, before, unknown } = changed;
    const configured = this.configuration.of(changed.place, changed.translation);
    const place = { ...changed.place, provider: configured?.provider ?? changed.place.provider };
    const after =
      changed.after &&
      new Resource(place, {
        values: changed.after,
        unknown,
        sensitive: changed.afterSensitive,
        expressions: configured?.expressions,
        forEach: configured?.forEach,
      });
    return {
      action,
      forgets,
      neverSent: unsent,
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

/** A resource of any kind as what it is, where it is something that is read. */
function translated(written: ResourcePlace, values: Json | undefined) {
  const translation = translationOf(written.type, values);
  return translation
    ? { place: { ...written, type: translation.type }, translation }
    : { place: written };
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
