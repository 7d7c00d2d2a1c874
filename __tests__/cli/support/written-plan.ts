import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DrawnReview, type Review, reviewOf } from "../../../cli/review/review";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";

type Values = Record<string, unknown>;

/** One change of a plan that a test writes by hand. */
export interface Written {
  readonly before?: Values | null;
  readonly after?: Values | null;
  /** By default what `before` and `after` tell. */
  readonly actions?: readonly string[];
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  /** What the configuration writes; without it the resource is in no configuration. */
  readonly expressions?: Values;
  readonly index?: string | number;
  /** What `for_each` is written with. */
  readonly forEach?: unknown;
}

/** A resource that a plan leaves alone, creates, or changes. */
export const stays = (values: Values): Written => ({ before: values, after: values });
export const comes = (after: Values, more: Written = {}): Written => ({ after, ...more });
export const turns = (before: Values, after: Values, more: Written = {}): Written => ({
  before,
  after,
  actions: ["update"],
  ...more,
});

/** Other parts of a plan, and the modules that its configuration calls. */
export interface Rest {
  readonly modules?: Values;
  /** What the configuration says of providers, by their keys. */
  readonly providers?: Values;
  readonly [part: string]: unknown;
}

/** The plan of changes by their addresses, as `terraform show -json` writes it. */
export function planOf(
  changes: Record<string, Written>,
  { modules, providers, ...rest }: Rest = {},
): object {
  const parsed = Object.entries(changes).map(([address, change]) => {
    const [, module = "", base] = /^((?:module\.\w+(?:\[[^\]]*\])?\.)*)(.*)$/.exec(address) ?? [];
    const [, data, type, name] = /^(data\.)?(\w+)\.(\w+)/.exec(base) ?? [];
    return { address, module, mode: data ? "data" : "managed", type, name, change };
  });
  const resource_changes = parsed.map(({ address, module, mode, type, name, change }) => {
    const { before = null, after = null, unknown = {}, sensitive = {}, index } = change;
    const told =
      before && after ? "no-op" : before ? "delete" : mode === "data" ? "read" : "create";
    return {
      address,
      ...(module && { module_address: module.slice(0, -1) }),
      mode,
      type,
      name,
      ...(index !== undefined && { index }),
      change: {
        actions: change.actions ?? [told],
        before,
        after,
        after_unknown: unknown,
        before_sensitive: before ? sensitive : false,
        after_sensitive: sensitive,
      },
    };
  });
  const configured = parsed.filter(({ module, change }) => module === "" && change.expressions);
  const root_module = {
    resources: configured.map(({ address, mode, type, name, change }) => ({
      address: address.replace(/\[.*$/, ""),
      mode,
      type,
      name,
      expressions: change.expressions,
      ...(change.forEach !== undefined && { for_each_expression: change.forEach }),
    })),
    ...(modules && { module_calls: modules }),
  };
  const configuration = { ...(providers && { provider_config: providers }), root_module };
  return { format_version: "1.2", resource_changes, ...rest, configuration };
}

/** The review of a plan that a test writes by hand, with its diagram. */
export function drawPlan(plan: object): DrawnReview {
  const directory = mkdtempSync(join(tmpdir(), "written-"));
  try {
    const file = join(directory, "plan.json");
    writeFileSync(file, JSON.stringify(plan));
    return reviewOf([], [readPlanFile("shop", file)]);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

export function reviewPlan(plan: object): Review {
  return drawPlan(plan).review;
}

/** The review of changes by their addresses. */
export function review(changes: Record<string, Written>, rest: Rest = {}): Review {
  return reviewPlan(planOf(changes, rest));
}

/** The findings of a risk, as `address: detail`. */
export function found({ risks }: Review, id: string): string[] {
  return risks
    .filter((risk) => risk.id === id)
    .flatMap(({ findings }) => findings.map(({ address, detail }) => `${address}: ${detail}`));
}

/** The changes of access, as `effect who: before -> after`. */
export function accessOf({ accessChanges = [] }: Review): string[] {
  return accessChanges.map(
    ({ effect, who, before = "nothing", after = "nothing" }) =>
      `${effect} ${who}: ${before} -> ${after}`,
  );
}

/** A reference to an attribute of a resource, as Terraform lists it. */
export function ref(...references: string[]): { references: string[] } {
  return { references };
}

/** The boxes and arrows of a diagram that have a state, as `vault shop-vault: gone`. */
export function statesOf({ diagram }: DrawnReview): string[] {
  const { frames, nodes, edges } = diagram;
  const labels = new Map(nodes.map(({ id, label }) => [id, label]));
  return [
    ...frames.map(({ caption, label, state }) => `${caption} ${label}: ${state}`),
    ...nodes.map(({ caption, label, state }) => `${caption} ${label}: ${state}`),
    ...edges.map(
      ({ from, to, label, state }) =>
        `${labels.get(from)} -> ${labels.get(to)}, ${label}: ${state}`,
    ),
  ].filter((line) => !line.endsWith(": same"));
}
