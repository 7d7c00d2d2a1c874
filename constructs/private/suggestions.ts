import { REGIONS } from "../../azure/regions";
import { findRole, ROLES } from "../../azure/roles";
import { follows, type Rule, RULES } from "./rules";

type Repair = (text: string) => string;

const trim: Repair = (text) => text.trim();
const lower: Repair = (text) => text.trim().toLowerCase();
const hyphens: Repair = (text) => text.trim().replace(/[_ ]/g, "-");
const both: Repair = (text) => hyphens(lower(text));
const strip: Repair = (text) => lower(text).replace(/[-_]/g, "");

/** What people write instead of a name that follows the rule, repaired. The first that follows wins. */
const REPAIRS = new Map<Rule, readonly Repair[]>([
  [RULES.location, [strip]],
  [RULES.namespace, [lower, both]],
  [RULES.serviceAccount, [lower, both]],
  [RULES.workload, [lower, both]],
  [RULES.container, [lower, both]],
  [RULES.nodePool, [lower]],
  [RULES.dnsPrefix, [hyphens]],
  [RULES.vault, [hyphens]],
  [RULES.vaultObject, [hyphens]],
]);

/** A text near a wrong one that follows the rule, if a slip is likely. */
export function nearMiss(rule: Rule, text: string): string | undefined {
  return [trim, ...(REPAIRS.get(rule) ?? [])]
    .map((repair) => repair(text))
    .find((candidate) => follows(rule, candidate));
}

/**
 * The built-in role that a role is at most two slips away from, one where the name is short. Capitals are
 * no slips.
 */
export function misspeltRole(role: string): string | undefined {
  if (findRole(role)) return undefined;
  const written = role.toLowerCase();
  const near = Object.values(ROLES)
    .filter(({ name }) => Math.abs(name.length - role.length) <= 2)
    .map(({ name }) => ({ name, slips: distance(written, name.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips)[0];
  return near && near.slips <= (role.length < 10 ? 1 : 2) ? near.name : undefined;
}

/**
 * The region that a name is at most two slips away from. Another number is no slip: Azure counts its regions, and
 * the next may be a new one.
 */
export function misspeltRegion(region: string): string | undefined {
  const place = (name: string) => name.replace(/\d+$/, "");
  const near = REGIONS.map((name) => ({ name, slips: distance(region, name) })).sort(
    (a, b) => a.slips - b.slips,
  )[0];
  return near && near.slips <= 2 && place(near.name) !== place(region) ? near.name : undefined;
}

/** The names of properties, those near to a written one first, and the one that was likely meant. */
export function namesNear(
  written: string,
  names: readonly string[],
): { readonly sorted: readonly string[]; readonly meant?: string } {
  const sorted = names
    .map((name) => ({ name, near: isNear(written, name), slips: slips(written, name) }))
    .sort((a, b) => Number(b.near) - Number(a.near) || a.slips - b.slips);
  return { sorted: sorted.map(({ name }) => name), meant: sorted.find(({ near }) => near)?.name };
}

/** Capitals, hyphens and underscores are no slips. */
const slips = (a: string, b: string): number => distance(strip(a), strip(b));

/** Whether a name is a few slips away, has the same letters, or the words of the other among its own. */
function isNear(written: string, name: string): boolean {
  const a = wordsOf(written);
  const b = wordsOf(name);
  const letters = (text: string) => [...strip(text)].sort().join("");
  return (
    slips(written, name) <= Math.max(1, Math.floor(name.length / 4)) ||
    letters(written) === letters(name) ||
    a.every((word) => b.includes(word)) ||
    b.every((word) => a.includes(word))
  );
}

/** The words of `resourceGroupNames`, each in the singular. */
function wordsOf(name: string): string[] {
  return name
    .split(/(?=[A-Z])|[-_ ]/)
    .map((word) => word.toLowerCase().replace(/s$/, ""))
    .filter((word) => word !== "");
}

/** How many characters have to be put in, taken out or replaced to make one text of the other. */
export function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (let i = 0; i < a.length; i++) {
    const [first = 0, ...above] = row;
    let corner = first;
    let left = i + 1;
    row = [left];
    above.forEach((up, j) => {
      left = Math.min(corner + (a[i] === b[j] ? 0 : 1), up + 1, left + 1);
      corner = up;
      row.push(left);
    });
  }
  return row.at(-1) ?? 0;
}
