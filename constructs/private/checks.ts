import { TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import {
  attributeNotGiven,
  invalidName,
  misspeltRoleName,
  notOneOf,
  outOfBounds,
  tagTooLong,
  tooManyTags,
  unknownAtSynth,
} from "./errors";
import { BOUNDS, type Bound, follows, type Rule, RULES, within } from "./rules";
import { misspeltRole, nearMiss } from "./suggestions";

/** Refuses a text that breaks a rule. Absent values and values not known at synth pass. */
export function checkName(
  at: IConstruct,
  prop: string,
  value: string | undefined,
  rule: Rule,
): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!follows(rule, value)) {
    throw invalidName(at, prop, value, rule, nearMiss(rule, value));
  }
}

/** Refuses a role that no Azure role can be called, and one that is a slip away from a built-in. */
export function checkRole(at: IConstruct, role: string | undefined): void {
  checkName(at, "role", role, RULES.roleName);
  if (role === undefined || Token.isUnresolved(role)) return;
  const known = misspeltRole(role);
  if (known) throw misspeltRoleName(at, role, known, RULES.roleName);
}

/** Refuses a number outside its bounds. Absent values and values not known at synth pass. */
export function checkBound(
  at: IConstruct,
  prop: string,
  value: number | undefined,
  bound: Bound,
): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!within(bound, value)) throw outOfBounds(at, prop, value, bound);
}

/** Refuses a text that is none of the values Azure knows. */
export function checkOneOf(
  at: IConstruct,
  prop: string,
  value: string | undefined,
  allowed: readonly string[],
): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!allowed.includes(value)) throw notOneOf(at, prop, value, allowed);
}

/** Refuses a text that is only known after apply, where the text itself is needed. */
export function checkLiteral(at: IConstruct, prop: string, value: string, fix: string): void {
  if (Token.isUnresolved(value)) throw unknownAtSynth(at, prop, fix);
}

/** Refuses more or longer tags than Azure stores. */
export function checkTags(
  at: IConstruct,
  tags: Record<string, string> | undefined,
  bound: Bound = BOUNDS.tags,
): void {
  const entries = Object.entries(tags ?? {});
  if (entries.length > bound.max) throw tooManyTags(at, entries.length, bound);
  for (const [key, value] of entries) {
    if (key.length > 512 || (!Token.isUnresolved(value) && value.length > 256)) {
      throw tagTooLong(at, key);
    }
  }
}

/** Refuses labels that the Kubernetes API would refuse. */
export function checkLabels(at: IConstruct, labels: Record<string, string> | undefined): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    checkName(at, "labels", key, RULES.labelKey);
    checkName(at, `labels["${key}"]`, value, RULES.labelValue);
  }
}

/** Refuses annotation keys that the Kubernetes API would refuse. */
export function checkAnnotations(
  at: IConstruct,
  annotations: Record<string, string> | undefined,
): void {
  for (const key of Object.keys(annotations ?? {})) {
    checkName(at, "annotations", key, RULES.labelKey);
  }
}

/**
 * Refuses a construct id that would not survive as a Terraform address. Directly below a stack cdktf
 * drops other characters from an id without a word, and two resources can then become one.
 */
export function checkId(at: IConstruct): void {
  if (TerraformStack.isStack(at.node.scope)) checkName(at, "id", at.node.id, RULES.constructId);
}

/** An attribute of an imported object, or an error that names the method that was not given it. */
export function given<T>(at: IConstruct, method: string, attribute: string, value?: T): T {
  if (value === undefined) throw attributeNotGiven(at, attribute, method);
  return value;
}
