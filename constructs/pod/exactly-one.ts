import type { Construct } from "constructs";
import { exactlyOneOf } from "./pod-errors";

/** Refuses an object unless exactly one of several properties is given. */
export function checkExactlyOne<K extends string>(
  at: Construct,
  path: string,
  value: { readonly [key in K]?: unknown },
  names: readonly K[],
): void {
  const given = names.filter((name) => value[name] !== undefined);
  if (given.length !== 1) throw exactlyOneOf(at, path, given, names);
}
