import type { OwnResource } from "../../terraform/model/scope";
import type { Outcome, PlannedStack } from "../../terraform/model/stack";

/**
 * What becomes of something with the plans. It is `outside` where no resource of these stacks is it, and
 * `unknown` where one is, and nothing tells what becomes of it.
 */
export type State = "new" | "gone" | "replaced" | "changed" | "same" | "outside" | "unknown";

const OF_ACTION: Readonly<Record<Outcome["action"], State>> = {
  create: "new",
  destroy: "gone",
  replace: "replaced",
  update: "changed",
  read: "same",
  "no-op": "same",
  // What Terraform forgets stays in Azure.
  forget: "same",
  deferred: "unknown",
};

/** What becomes of resources, by where they are written and by their ids. */
export class States {
  private readonly byAddress = new Map<string, State>();
  private readonly byId = new Map<string, State>();

  constructor(planned: readonly PlannedStack[]) {
    for (const { name, outcomes } of planned) {
      for (const { address, action, forgets, ids } of outcomes) {
        const state = action === "replace" && forgets ? "new" : OF_ACTION[action];
        this.byAddress.set(`${name}:${address}`, state);
        for (const id of ids.map((one) => one.toLowerCase())) {
          const known = this.byId.get(id);
          this.byId.set(id, known ? merged([known, state]) : state);
        }
      }
    }
  }

  /** That of a resource; one of a stack without a plan is as good as unknown. */
  public of({ stack, address, mode }: OwnResource): State {
    return mode === "data" ? "outside" : (this.byAddress.get(`${stack}:${address}`) ?? "unknown");
  }

  /** That of what an id names. What is in something that goes, goes with it. */
  public ofId(id: string): State {
    const segments = id.toLowerCase().split("/");
    const found = this.byId.get(segments.join("/"));
    if (found) return found;
    // Up to the resource that holds it, which has an id of nine parts.
    for (let length = segments.length - 2; length >= 9; length -= 2) {
      if (goes(this.byId.get(segments.slice(0, length).join("/")))) return "gone";
    }
    return "outside";
  }
}

/** Whether something else is there after the plans than before, or may be. */
export function changes(state: State): boolean {
  return state !== "same" && state !== "outside";
}

/** Whether what is there before the plans is no more after them. */
function goes(state: State | undefined): boolean {
  return state === "gone" || state === "replaced";
}

/**
 * That of something which is there at one moment only, by that of its resource. A resource that stays may lead
 * to something else then, because that changes.
 */
export function onOneSide(side: "before" | "after", state: State): State {
  if (state === "unknown") return state;
  if (side === "after") return state === "same" ? "same" : "new";
  // Where another one is made and the old one is not destroyed, the old one stays.
  return state === "new" ? "same" : "gone";
}

/** That of one thing which several resources are: what one of them keeps is kept. */
export function merged(states: readonly State[]): State {
  const all = new Set(states);
  if (all.size < 2) return states[0] ?? "outside";
  const kept = (["unknown", "replaced", "changed", "same", "outside"] as const).find((state) =>
    all.has(state),
  );
  return kept ?? "replaced";
}
