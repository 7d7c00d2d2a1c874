import { Annotations, TerraformStack, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { findCosmosRole } from "../../azure/cosmos-roles";
import { REGIONS } from "../../azure/regions";
import { findRole } from "../../azure/roles";
import {
  attributeNotGiven,
  cosmosRole,
  ipRule,
  misspeltRoleName,
  roleIsId,
  tagTooLong,
  tooManyTags,
  unknownRegion,
} from "./azure-errors";
import { invalidName, notOneOf, outOfBounds, unknownAtSynth } from "./errors";
import { normalizeLocation } from "./names";
import { perApp } from "./per-app";
import { BOUNDS, type Bound, follows, type Rule, RULES, within } from "./rules";
import { misspeltRegion, misspeltRole, nearMiss } from "./suggestions";

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

const regionsTold = perApp(() => new Set<string>());

/**
 * Refuses what no region can be called, and warns, once in an app, of one that is on no list of Azure's: it may
 * be newer than the list.
 *
 * @returns the region as Azure compares it
 */
export function checkLocation(at: IConstruct, prop: string, location: string): string;
export function checkLocation(at: IConstruct, prop: string, location?: string): string | undefined;
export function checkLocation(at: IConstruct, prop: string, location?: string): string | undefined {
  const region = location && normalizeLocation(location);
  checkName(at, prop, region, RULES.location);
  if (!region || Token.isUnresolved(region) || REGIONS.includes(region)) return region;
  const told = regionsTold(at);
  if (told.has(region)) return region;
  told.add(region);
  Annotations.of(at).addWarning(unknownRegion(region, misspeltRegion(region)));
  return region;
}

/** Refuses a role that no Azure role can be called, and one that is a slip away from a built-in. */
export function checkRole(at: IConstruct, role: string | undefined): void {
  if (role === undefined || Token.isUnresolved(role)) return;
  if (findCosmosRole(role)) throw cosmosRole(at, role);
  if (follows(RULES.objectId, role)) throw roleIsId(at, role, findRole(role)?.name);
  checkName(at, "role", role, RULES.roleName);
  const known = misspeltRole(role);
  if (known) throw misspeltRoleName(at, role, known, RULES.roleName);
}

/** Refuses the id of a role definition that azurerm or Azure refuses. */
export function checkRoleDefinition(at: IConstruct, id: string | undefined): void {
  if (id !== undefined && (/sqlRoleDefinitions/i.test(id) || findCosmosRole(id))) {
    throw cosmosRole(at, id);
  }
  checkName(at, "roleDefinitionId", id, RULES.roleDefinitionId);
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

/** Refuses a text that is none of the values Azure, or whoever reads it, knows. */
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
    checkName(at, "tags", key, RULES.tagKey);
    if (!Token.isUnresolved(value) && value.length > 256) throw tagTooLong(at, key);
  }
}

/** Refuses labels that the Kubernetes API would refuse. */
export function checkLabels(
  at: IConstruct,
  prop: string,
  labels: Record<string, string> | undefined,
): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    checkName(at, prop, key, RULES.labelKey);
    checkName(at, `${prop}["${key}"]`, value, RULES.labelValue);
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

/** https://www.rfc-editor.org/rfc/rfc1918 */
const PRIVATE = new BlockList();
PRIVATE.addSubnet("10.0.0.0", 8);
PRIVATE.addSubnet("172.16.0.0", 12);
PRIVATE.addSubnet("192.168.0.0", 16);

/** Refuses what is no public IPv4 address and no range of such. */
export function checkIpRule(at: IConstruct, prop: string, value: string): void {
  if (Token.isUnresolved(value)) return;
  const [address = "", prefix, ...rest] = value.split("/");
  if (isIPv6(address)) throw ipRule(at, prop, value, "is IPv6, which Key Vault does not take");
  const isRange = prefix === undefined || (/^\d{1,2}$/.test(prefix) && Number(prefix) <= 32);
  if (!isIPv4(address) || !isRange || rest.length > 0) {
    throw ipRule(at, prop, value, "is no address and no range of addresses");
  }
  if (PRIVATE.check(address)) throw ipRule(at, prop, value, "is in a private network");
}

/** An attribute of an imported object, or an error that names the method that was not given it. */
export function given<T>(at: IConstruct, method: string, attribute: string, value?: T): T {
  if (value === undefined) throw attributeNotGiven(at, attribute, method);
  return value;
}
