import type { Expression } from "./expression";
import { isPlace } from "./place-attributes";
import type { Resource } from "./resource";
import { kindOf } from "./resource-types";

/** A module of a configuration: the root, or one that is called. */
export interface ModuleView {
  readonly outputs: ReadonlyMap<string, Expression>;
  /** What the caller hands in, by variable; it refers to things of the calling module. */
  readonly arguments: ReadonlyMap<string, Expression>;
  readonly modules: ReadonlyMap<string, ModuleView>;
  /** Whether the caller makes several of it, with `count` or `for_each`. */
  readonly repeated: boolean;
  /** What the caller takes `each.value` of its arguments from. */
  readonly forEach?: Expression;
}

/** A stack at one moment. */
export interface StackView {
  readonly name: string;
  readonly resources: readonly Resource[];
  /** What is read for where it is in Azure alone: roles may be assigned there. */
  readonly places: readonly Resource[];
  readonly root: ModuleView;
  /** Where each configured provider gets its host from, by the key that resources name. */
  readonly hosts: ReadonlyMap<string, Expression>;
  /** The subscription of each configured provider that names one, by the key that resources name. */
  readonly subscriptions: ReadonlyMap<string, string>;
  /** The versions of azurerm that the stack and its modules ask for; absent where none of them says. */
  readonly azurerm?: string;
  /** What azurerm calls the API of vaults for, of any type: addresses. */
  readonly vaultCalls: readonly string[];
  /** Sensitive variables with a value that is in the JSON for all to read. */
  readonly exposedVariables: readonly string[];
  /** What the reader of the stack could not see. */
  readonly unseen: readonly string[];
}

/** What a plan does to a resource. */
export type Action = "create" | "update" | "replace" | "destroy" | "read" | "forget" | "no-op";

/** One resource of a plan, before and after it. */
export interface Change {
  readonly action: Action;
  /** Whether the old one stays where another takes its place: Terraform only forgets it. */
  readonly forgets: boolean;
  readonly address: string;
  /** The fields of which an update in place is planned and never sent. */
  readonly neverSent: readonly string[];
  readonly before?: Resource;
  readonly after?: Resource;
}

/** What a plan makes of a managed resource of any type. */
export interface Outcome {
  readonly address: string;
  /** `deferred`, where Terraform puts off what it does. */
  readonly action: Action | "deferred";
  /** Whether the old one stays where another takes its place. */
  readonly forgets: boolean;
  /** Its ids in Azure, before and after, as far as they are known. */
  readonly ids: readonly string[];
}

/** A stack before and after its plan. */
export interface PlannedStack {
  readonly name: string;
  readonly before: StackView;
  readonly after: StackView;
  /** Changes of resources whose types are known here; others are only counted. */
  readonly changes: readonly Change[];
  readonly counts: Readonly<Record<Action, number>>;
  /** What is done to which resource, of any type; what stays or is only read is left out. */
  readonly actions: readonly { readonly address: string; readonly action: Action }[];
  /** What becomes of every managed resource that the plan tells of. */
  readonly outcomes: readonly Outcome[];
  /** When it was made, in Terraform's words. */
  readonly timestamp?: string;
  /** The same for the same file. */
  readonly digest: string;
}

/** A module of which nothing is known. */
export const EMPTY_MODULE: ModuleView = {
  outputs: new Map(),
  arguments: new Map(),
  modules: new Map(),
  repeated: false,
};

/** Whether anything is read of resources of a type. */
export function isRead(type: string): boolean {
  return kindOf(type) !== undefined || isPlace(type);
}

/** Resources that make or use trust, and those that are read for their place alone. */
export function byUse(all: readonly Resource[]): Pick<StackView, "resources" | "places"> {
  const isKnown = ({ type }: Resource) => kindOf(type) !== undefined;
  return { resources: all.filter(isKnown), places: all.filter((one) => !isKnown(one)) };
}

/** All stacks before or after the plans; a stack without a plan is as synthesized. */
export function stacksAt(
  side: "before" | "after",
  synthesized: readonly StackView[],
  planned: readonly PlannedStack[],
): StackView[] {
  const names = new Set(planned.map(({ name }) => name));
  return [
    ...synthesized.filter(({ name }) => !names.has(name)),
    ...planned.map((plan) => plan[side]),
  ];
}
