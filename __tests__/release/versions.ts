/** What a change does to those who use the package. */
export type Change = "breaking" | "feature" | "none";

/** What semantic versioning asks for, and what a version does. */
export interface Verdict {
  readonly ok: boolean;
  readonly text: string;
}

type Version = readonly [major: number, minor: number, patch: number];

const FORM = /^(\d+)\.(\d+)\.(\d+)$/;

function parse(version: string): Version {
  const [, ...numbers] = FORM.exec(version) ?? [];
  if (numbers.length === 0) throw new Error(`"${version}" is not a version of the form 1.2.3`);
  return numbers.map(Number) as unknown as Version;
}

/** The lowest version that may follow a release with such a change. Before 1.0.0 the minor breaks. */
export function lowestAfter(released: string, change: Change): string {
  const [major, minor, patch] = parse(released);
  if (change === "breaking" && major > 0) return `${major + 1}.0.0`;
  if (change === "breaking" || (change === "feature" && major > 0))
    return `${major}.${minor + 1}.0`;
  return `${major}.${minor}.${patch + 1}`;
}

/** Whether a version may follow a release with such a change. */
export function judge(released: string, version: string, change: Change): Verdict {
  const lowest = lowestAfter(released, change);
  const order = compare(parse(version), parse(lowest));
  const unchanged = change === "none" && version === released;
  if (order >= 0 || unchanged) return { ok: true, text: `${version} may follow ${released}` };
  return {
    ok: false,
    text: `${version} may not follow ${released}: raise it to ${lowest} or more`,
  };
}

function compare(a: Version, b: Version): number {
  const at = a.findIndex((number, index) => number !== b[index]);
  return at < 0 ? 0 : a[at] - b[at];
}
