import { type Json, type JsonObject, list, own, text } from "../model/json";
import { Resource, type ResourcePlace } from "../model/resource";
import { kindOf, project } from "../model/resource-types";
import { type Action, byUse, isRead, type PlannedStack, type StackView } from "../model/stack";
import { outcomeDeferred, outcomeOfState } from "./outcomes";
import { PlanConfiguration } from "./plan-configuration";
import { placeOf } from "./plan-place";
import {
  changeOf,
  type PlannedChange,
  plannedChange,
  translated,
  unseenOf,
} from "./planned-change";
import { callsVaultApi } from "./vault-calls";

/** A resource of the state, as it was before the plan. */
interface PriorResource {
  readonly place: ResourcePlace;
  readonly value: Json;
}

/** What a review needs of a plan. */
export function plannedStack(name: string, plan: JsonObject, digest: string): PlannedStack {
  const configuration = new PlanConfiguration(plan.configuration);
  const planned = listed(plan, "resource_changes").map((value) => plannedChange(name, value));
  const read = planned.filter(({ place, deposed }) => deposed === undefined && isRead(place.type));
  const all = read.map((one) => changeOf(one, configuration));
  const changes = all.filter(({ before, after }) => kindOf((after ?? before)?.type ?? ""));
  const prior = priorResources(name, plan.prior_state);
  const changed = new Set(read.map(({ place }) => place.address));
  const stay = prior
    .filter(({ place, value }) => !changed.has(place.address) && !isDeposed(value))
    .flatMap((one) => stayingResource(one, configuration));
  const unseen = new Set(unseenIn(plan, planned).map((what) => `${name}: ${what}`));
  const { root, hosts, subscriptions, azurerm } = configuration;
  const view = (side: "before" | "after"): StackView => ({
    name,
    ...byUse([...all.flatMap(({ [side]: resource }) => resource ?? []), ...stay]),
    root,
    hosts,
    subscriptions,
    azurerm,
    vaultCalls: vaultCallsAt(side, planned, prior),
    exposedVariables: [],
    unseen: [...unseen],
  });
  return {
    name,
    before: view("before"),
    after: view("after"),
    changes,
    ...actionsOf(planned),
    outcomes: outcomesOf(plan, planned, prior),
    timestamp: text(plan.timestamp),
    digest,
  };
}

function listed(plan: JsonObject, part: string): Json[] {
  const value = plan[part] ?? [];
  if (!Array.isArray(value)) throw new TypeError(`${part} that is no list`);
  return value;
}

function isDeposed(value: Json): boolean {
  return own(value, "deposed_key") !== undefined;
}

function priorResources(stack: string, state: Json | undefined): PriorResource[] {
  const inModule = (module: Json | undefined): PriorResource[] => [
    ...list(own(module, "resources")).map((value) => ({ place: placeOf(stack, value), value })),
    ...list(own(module, "child_modules")).flatMap(inModule),
  ];
  return inModule(own(own(state, "values"), "root_module"));
}

/** What is in no other part of the plan: data sources that were read, and what `-target` leaves out. */
function stayingResource(
  { place: written, value }: PriorResource,
  configuration: PlanConfiguration,
): Resource[] {
  const { place, translation } = translated(written, own(value, "values"));
  if (!isRead(place.type)) return [];
  const sideOf = (side: string) =>
    project(place.type, translation ? translation.values(own(value, side)) : own(value, side));
  const [values, sensitive] = [sideOf("values"), sideOf("sensitive_values")];
  const { provider = place.provider, ...configured } = configuration.of(place, translation) ?? {};
  return [new Resource({ ...place, provider }, { values, sensitive, unknown: {}, ...configured })];
}

function unseenIn(plan: JsonObject, planned: readonly PlannedChange[]): string[] {
  const drift = listed(plan, "resource_drift").filter((one) =>
    kindOf(text(own(one, "type")) ?? ""),
  );
  const putOff = listed(plan, "deferred_changes").length > 0 || plan.complete === false;
  return [
    ...drift.map((one) => `who changed ${text(own(one, "address"))} outside Terraform`),
    ...planned.flatMap(unseenOf),
    ...(putOff ? ["changes that Terraform put off; the plan is not complete"] : []),
    ...listed(plan, "action_invocations").map(
      (one) => `what ${text(own(one, "address"))} does, which Terraform runs at apply`,
    ),
  ];
}

function actionsOf(planned: readonly PlannedChange[]): Pick<PlannedStack, "counts" | "actions"> {
  const counts: Record<Action, number> = {
    create: 0,
    update: 0,
    replace: 0,
    destroy: 0,
    read: 0,
    forget: 0,
    "no-op": 0,
  };
  for (const { action } of planned) counts[action]++;
  const actions = planned
    .filter(({ written, action }) => written.mode === "managed" && action !== "no-op")
    .map(({ written, action }) => ({ address: written.address, action }));
  return { counts, actions };
}

/** What becomes of each managed resource. What the plan changes tells more than the state. */
function outcomesOf(
  plan: JsonObject,
  planned: readonly PlannedChange[],
  prior: readonly PriorResource[],
) {
  const managed = prior.filter(({ place, value }) => place.mode === "managed" && !isDeposed(value));
  const all = [
    ...managed.map(({ place, value }) => outcomeOfState(place.address, own(value, "values"))),
    ...planned.flatMap(({ outcome }) => outcome ?? []),
    ...listed(plan, "deferred_changes").flatMap(outcomeDeferred),
  ];
  return [...new Map(all.map((one) => [one.address, one])).values()];
}

/** What azurerm calls the API of vaults for; what is in the state alone is there before and after the plan. */
function vaultCallsAt(
  side: "before" | "after",
  planned: readonly PlannedChange[],
  prior: readonly PriorResource[],
): string[] {
  const changed = planned.filter(({ written }) => callsVaultApi(written.type));
  const known = new Set(changed.map(({ written }) => written.address));
  const stay = prior.filter(({ place }) => callsVaultApi(place.type) && !known.has(place.address));
  return [
    ...changed.flatMap(({ written, change }) =>
      (change[side] ?? null) === null ? [] : written.address,
    ),
    ...new Set(stay.map(({ place }) => place.address)),
  ];
}
