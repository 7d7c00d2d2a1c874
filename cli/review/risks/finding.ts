import { groupBy } from "../../terraform/model/collections";
import type { Resource, ResourceOf } from "../../terraform/model/resource";
import { type Kind, kindOf } from "../../terraform/model/resource-types";
import type { Change, StackView } from "../../terraform/model/stack";
import type { TrustGraph } from "../../terraform/model/trust-graph";
import type { Names } from "../changes/names";

/** What a risk is looked for in. */
export interface Look {
  /** Absent without plans. */
  readonly before?: TrustGraph;
  readonly after: TrustGraph;
  readonly names: Names;
  readonly stacks: readonly StackView[];
  readonly changes: readonly (Change & { readonly stack: string })[];
}

/** Where a risk was found. */
export interface Finding {
  readonly stack: string;
  readonly address: string;
  readonly detail: string;
  /** What it is about, at whatever address: what has the same before the plans is standing. */
  readonly key: string;
}

/** A finding about a resource or a change. What it is about is the resource with what is wrong, unless given. */
export function finding(
  { stack, address }: { stack: string; address: string },
  detail: string,
  key = [stack, address, detail].join("\n"),
): Finding {
  return { stack, address, detail, key };
}

const byKind = new WeakMap<Look["stacks"], Map<string, Resource[]>>();

/** The resources of a kind that Terraform manages. */
export function managed<K extends Kind>({ stacks }: Look, kind: K): readonly ResourceOf<K>[] {
  const known =
    byKind.get(stacks) ??
    groupBy(
      stacks.flatMap(({ resources }) => resources.filter(({ place }) => place.mode === "managed")),
      ({ type }) => kindOf(type) ?? "",
    );
  byKind.set(stacks, known);
  return known.get(kind) ?? [];
}

/** The first of some names, and how many there are besides. */
export function some(items: readonly string[]): string {
  const shown = [...new Set(items)];
  const rest = shown.length > 3 ? ` and ${shown.length - 3} more` : "";
  return shown.slice(0, 3).join(", ") + rest;
}
