import { groupBy } from "../../terraform/model/collections";

/** Something before the plans, and what it is after them. */
export interface Pair<T> {
  readonly old: T;
  readonly now: T;
}

/** What is there before and after, what comes and what goes. */
export interface Pairing<T> {
  readonly kept: readonly Pair<T>[];
  readonly come: readonly T[];
  readonly gone: readonly T[];
}

/**
 * Finds what is there before and after: by its address, or else by what it says of itself, since an address
 * may change and nothing else with it.
 */
export function paired<T>(
  before: readonly T[],
  after: readonly T[],
  ...ways: readonly ((one: T) => string | undefined)[]
): Pairing<T> {
  const kept: Pair<T>[] = [];
  let [gone, come] = [before, after];
  for (const way of ways) {
    const earlier = groupBy(gone, (one) => way(one) ?? "");
    const taken = new Set<T>();
    const found = new Set<T>();
    for (const now of come) {
      const key = way(now);
      const old = key === undefined ? undefined : earlier.get(key)?.shift();
      if (old === undefined) continue;
      kept.push({ old, now });
      taken.add(old);
      found.add(now);
    }
    gone = gone.filter((one) => !taken.has(one));
    come = come.filter((one) => !found.has(one));
  }
  return { kept, come, gone };
}
