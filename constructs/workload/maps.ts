/** By name: a map of Java has no order, and a plan would change by itself. */
export function sortedEntries<T>(values: Record<string, T>): [string, T][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Which of several properties are given. */
export function given<K extends string>(
  value: { readonly [key in K]?: unknown },
  names: readonly K[],
): K[] {
  return names.filter((name) => value[name] !== undefined);
}
