import { digest } from "./exact";
import type { Json } from "./json";
import type { Datum } from "./resource";

/**
 * A value, or why there is none: only known after apply, or not to be shown. Of the latter the digest, where it is
 * known, tells whether two are the same.
 */
export type Fact<T = string> =
  | { readonly value: T }
  | { readonly unknown: true }
  | { readonly sensitive: true; readonly digest: string | null };

export const UNKNOWN = { unknown: true } as const;

export function known<T>(value: T): Fact<T> {
  return { value };
}

/** A value that must not be shown. */
export function sensitive(value?: Json): Fact<never> {
  return { sensitive: true, digest: value === undefined || value === null ? null : digest(value) };
}

/** The text of an attribute. */
export function factOf(datum: Datum): Fact {
  if (datum.sensitive) return sensitive(datum.value);
  return typeof datum.value === "string" ? known(datum.value) : UNKNOWN;
}

/** The value, where it is known and may be shown. */
export function valueOf<T>(fact: Fact<T> | undefined): T | undefined {
  return fact && "value" in fact ? fact.value : undefined;
}

/** What is shown to a reader in the place of a value. */
export function say(fact: Fact): string {
  if ("value" in fact) return fact.value;
  return "sensitive" in fact ? "(sensitive)" : "(known after apply)";
}

/** The same for the same value, shown or not; nothing of what is not known. */
export function factKey(fact: Fact): string | undefined {
  return valueOf(fact) ?? ("sensitive" in fact ? (fact.digest ?? undefined) : undefined);
}

/** One text of several. */
export function joined(facts: readonly Fact[], between: string): Fact {
  const values = facts.flatMap((fact) => valueOf(fact) ?? []);
  if (values.length === facts.length) return known(values.join(between));
  return facts.some((fact) => "sensitive" in fact) ? sensitive() : UNKNOWN;
}
