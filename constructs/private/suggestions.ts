import { follows, type Rule, RULES } from "./names";

type Repair = (text: string) => string;

const trim: Repair = (text) => text.trim();
const lower: Repair = (text) => text.trim().toLowerCase();
const hyphens: Repair = (text) => text.trim().replace(/[_ ]/g, "-");
const both: Repair = (text) => hyphens(lower(text));
const strip: Repair = (text) => lower(text).replace(/[-_]/g, "");

/** What people write instead of a name that follows the rule, mended. The first that follows wins. */
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

/** The built-in roles of Key Vault's data plane and management. */
const KEY_VAULT_ROLES = [
  "Key Vault Administrator",
  "Key Vault Certificate User",
  "Key Vault Certificates Officer",
  "Key Vault Contributor",
  "Key Vault Crypto Officer",
  "Key Vault Crypto Service Encryption User",
  "Key Vault Crypto Service Release User",
  "Key Vault Crypto User",
  "Key Vault Data Access Administrator",
  "Key Vault Purge Operator",
  "Key Vault Reader",
  "Key Vault Secrets Officer",
  "Key Vault Secrets User",
];

/** The built-in Key Vault role that a role is at most two slips away from. Capitals are no slips. */
export function misspeltRole(role: string): string | undefined {
  const slips = (known: string) => distance(role.toLowerCase(), known.toLowerCase());
  const [nearest] = KEY_VAULT_ROLES.map((known) => ({ known, slips: slips(known) })).sort(
    (a, b) => a.slips - b.slips,
  );
  return nearest.slips > 0 && nearest.slips <= 2 ? nearest.known : undefined;
}

/** How many characters have to be put in, taken out or replaced to make one text of the other. */
export function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
