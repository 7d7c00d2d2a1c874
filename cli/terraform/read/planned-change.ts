import { type Json, type JsonObject, list, object, own, text } from "../model/json";
import { Resource, type ResourcePlace } from "../model/resource";
import { project } from "../model/resource-types";
import type { Action, Change, Outcome } from "../model/stack";
import { opaque } from "../model/unread-types";
import { type NeverSent, neverSent } from "./never-sent";
import { outcomeOf } from "./outcomes";
import type { PlanConfiguration } from "./plan-configuration";
import { placeOf } from "./plan-place";
import type { Translation } from "./translation";
import { translationOf } from "./translations";

/** One of `resource_changes`. */
export interface PlannedChange {
  /** Where it stands, under the type that it is written as. */
  readonly written: ResourcePlace;
  /** The same under the type that it is. */
  readonly place: ResourcePlace;
  readonly translation?: Translation;
  readonly action: Action;
  /** The key of an object that was replaced and has yet to go. */
  readonly deposed?: string;
  /** The values and masks of the type that it is. */
  readonly change: JsonObject;
  readonly unsent: NeverSent;
  /** What becomes of it, where Terraform manages it. */
  readonly outcome?: Outcome;
}

const SIDES = ["before", "after", "after_unknown", "before_sensitive", "after_sensitive"];

export function plannedChange(stack: string, value: Json): PlannedChange {
  const given = object(own(value, "change"));
  const written = placeOf(stack, value);
  const action = actionOf(given.actions);
  const { place, translation } = translated(written, given.after ?? given.before);
  const change = { ...given };
  if (translation) for (const side of SIDES) change[side] = translation.values(given[side]);
  const deposed = text(own(value, "deposed"));
  const isTold = written.mode === "managed" && deposed === undefined;
  return {
    written,
    place,
    translation,
    action,
    deposed,
    change,
    unsent: neverSent(written.type, action, change),
    outcome: isTold ? outcomeOf(written.address, action, given) : undefined,
  };
}

/** A resource of any kind as what it is, where it is something that is read. */
export function translated(written: ResourcePlace, values: Json | undefined) {
  const translation = translationOf(written.type, values);
  const place = translation ? { ...written, type: translation.type } : written;
  return { place, translation };
}

/** What is not seen of it. */
export function unseenOf({ place, change, deposed, unsent }: PlannedChange): string[] {
  if (deposed !== undefined)
    return [`the deposed object ${deposed} of ${place.address}, which ends`];
  const values = change.after ?? change.before;
  const hidden =
    place.mode === "managed" ? opaque(place.type, values, change.after_unknown) : undefined;
  return [
    ...(hidden ? [`${place.type}, which can hold ${hidden}`] : []),
    ...unsent.open.map((field) => `whether ${field} of ${place.address} changes; never sent`),
  ];
}

/** It before and after the plan, as far as it is read and with how it is written. */
export function changeOf(planned: PlannedChange, configuration: PlanConfiguration): Change {
  const { change, action, translation, unsent } = planned;
  const { type, address } = planned.place;
  const { provider = planned.place.provider, ...written } =
    configuration.of(planned.place, translation) ?? {};
  const place = { ...planned.place, provider };
  const mask = (side: Json = null) => (side === true ? true : project(type, side));
  const unknown = change.after_unknown === true ? {} : project(type, change.after_unknown);
  // What Terraform forgets stays as it is.
  const [had, has] = [change.before, action === "forget" ? change.before : change.after];
  const there = (side: Json = null) => side !== null;
  const after = there(has)
    ? new Resource(place, {
        values: project(type, has),
        unknown,
        sensitive: mask(change.after_sensitive),
        ...written,
      })
    : undefined;
  const before = there(had)
    ? new Resource(place, {
        values: project(type, had),
        unknown: {},
        sensitive: mask(change.before_sensitive),
        after,
      })
    : undefined;
  const forgets = list(change.actions).includes("forget");
  return { action, forgets, neverSent: unsent.changed, address, before, after };
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
