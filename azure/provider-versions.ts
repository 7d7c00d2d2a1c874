/** https://learn.microsoft.com/azure/key-vault/general/migrate-api-version */
export const VAULT_API = {
  /** When the API versions of the control plane before 2026-02-01 retire. */
  retires: "27 February 2027",
  /** The first azurerm that uses 2026-02-01 (hashicorp/terraform-provider-azurerm#32320); versions 5 do too. */
  since: "4.81.0",
} as const;

/** Whether a provider is azurerm, by its source or by its name alone. */
export function isAzurerm(source: string): boolean {
  return /^(([^/]+\/)?hashicorp\/)?azurerm$/.test(source);
}

type Version = readonly [major: number, minor: number, patch: number];

/** The versions that a constraint lets in: from one, and up to another one that is not among them. */
interface Range {
  readonly from: Version;
  readonly below: Version;
}

const ALL: Range = { from: [0, 0, 0], below: [Infinity, 0, 0] };

/** https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
const CONDITION = /^\s*(=|!=|>=|>|<=|<|~>)?\s*(\d+)(?:\.(\d+))?(?:\.(\d+))?\s*$/;

/**
 * The range of a constraint such as `~> 4.55, < 4.81`; undefined for one that is not understood, such as of a
 * version before its release. A single version that `!=` leaves out is not looked at.
 */
function rangeOf(constraint: string): Range | undefined {
  let range: Range | undefined = ALL;
  for (const condition of constraint.split(",")) {
    const matched = CONDITION.exec(condition);
    if (!matched) return undefined;
    const [, operator = "=", ...parts] = matched;
    const [major = 0, minor = 0, patch = 0] = parts.flatMap((part) => (part ? Number(part) : []));
    const next: Version = [major, minor, patch + 1];
    const conditions: Record<string, Partial<Range>> = {
      "=": { from: [major, minor, patch], below: next },
      "!=": {},
      ">": { from: next },
      ">=": { from: [major, minor, patch] },
      "<": { below: [major, minor, patch] },
      "<=": { below: next },
      "~>": {
        from: [major, minor, patch],
        below: parts[2] === undefined ? [major + 1, 0, 0] : [major, minor + 1, 0],
      },
    };
    const { from = ALL.from, below = ALL.below } = conditions[operator] ?? {};
    range = {
      from: compare(from, range.from) > 0 ? from : range.from,
      below: compare(below, range.below) < 0 ? below : range.below,
    };
  }
  return range;
}

function compare(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

/**
 * The lowest version that a constraint lets in, which for a version alone is that one; undefined for a
 * constraint that is not understood.
 */
export function lowestOf(constraint: string): Version | undefined {
  return rangeOf(constraint)?.from;
}

/** Whether the one version is lower than the other. */
export function isLower(one: Version, other: Version): boolean {
  return compare(one, other) < 0;
}

/**
 * Whether a constraint asks for azurerm of a version that cannot manage vaults from that day on: `always`, or
 * `maybe` where others are let in too. Undefined where it asks for none such, and where it is not understood.
 */
export function asksForOldVaultApi(constraint: string): "always" | "maybe" | undefined {
  const range = rangeOf(constraint);
  const since = lowestOf(VAULT_API.since);
  if (!range || !since || !isLower(range.from, range.below) || !isLower(range.from, since)) {
    return undefined;
  }
  return isLower(since, range.below) ? "maybe" : "always";
}
