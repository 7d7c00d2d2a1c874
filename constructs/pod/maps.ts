/** By name: a map of Java has no order, and a plan would change by itself. */
export function sortedEntries<T>(values: Record<string, T>): [string, T][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A number as the provider takes it where it could be left out: as text. */
export function numberText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${value}`;
}
