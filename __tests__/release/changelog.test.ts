import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT, versionIn } from "./base";
import { judge } from "./versions";

/** The kinds of changes of https://keepachangelog.com/en/1.1.0/, in its order. */
const KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
const RELEASE = /^\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/;

const TEXT = readFileSync(join(CHECKOUT, "CHANGELOG.md"), "utf8");

/** What is wrong with the form of a changelog, a line each. */
function complaints(text: string): string[] {
  const links = new Set([...text.matchAll(/^\[(.+?)\]: https:\/\/\S+$/gm)].map(([, name]) => name));
  const [head, ...versions] = text.replace(/^\[.+?\]: .*$/gm, "").split(/^## /m);
  const titles = versions.map((version) => version.split("\n")[0]);
  const released = titles.slice(1).map((title) => RELEASE.exec(title) ?? []);
  return [
    ...(/^# Changelog\n[^]*keepachangelog\.com\/en\/1\.1\.0\//.test(head) ? [] : ["no head"]),
    ...(titles[0] === "[Unreleased]" ? [] : ["[Unreleased] is not the first version"]),
    ...titles
      .slice(1)
      .filter((title) => !RELEASE.test(title))
      .map((title) => `"${title}" is not of the form [1.2.3] - 2026-01-31`),
    ...released.slice(1).flatMap(([title, version, day], index) => {
      const [, later, laterDay] = released[index];
      const inOrder = judge(version ?? "0.0.0", later ?? "0.0.0", "none").ok && day <= laterDay;
      return inOrder && version !== later ? [] : [`"${title}" comes after an older version`];
    }),
    ...titles
      .map((title) => /^\[(.+?)\]/.exec(title)?.[1] ?? title)
      .filter((name) => !links.has(name))
      .map((name) => `no link for [${name}]`),
    ...versions.flatMap(complaintsOfVersion),
  ];
}

function complaintsOfVersion(version: string): string[] {
  const [title, ...kinds] = version.split(/^### /m);
  const names = kinds.map((kind) => kind.split("\n")[0]);
  const order = names.map((name) => KINDS.indexOf(name));
  const where = title.split("\n")[0];
  return [
    ...names
      .filter((name) => !KINDS.includes(name))
      .map((name) => `${where}: "${name}" is no kind`),
    ...(order.every((place, n) => n === 0 || order[n - 1] < place) ? [] : [`${where}: order`]),
    ...kinds
      .filter((kind) => !/^.+\n\n- [^]+$/.test(kind))
      .map((kind) => `${where}: "${kind.split("\n")[0]}" lists nothing`),
  ];
}

test("CHANGELOG.md has the form of Keep a Changelog 1.1.0", () => {
  expect(complaints(TEXT)).toEqual([]);
});

test("the version of package.json is the last one released, or comes after it", () => {
  const [, last] = [...TEXT.matchAll(/^## \[(\d+\.\d+\.\d+)\]/gm)][0] ?? [];
  const versions = [CHECKOUT, join(CHECKOUT, "cli")].map(versionIn);
  expect(new Set(versions).size).toBe(1);
  if (last !== undefined) expect(judge(last, versions[0], "none").ok).toBe(true);
});

describe("of another form is", () => {
  const GOOD = `# Changelog

Of the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added

- This.

### Fixed

- That.

## [0.1.0] - 2026-11-30

### Added

- All.

[Unreleased]: https://example.com/compare/v0.2.0...HEAD
[0.2.0]: https://example.com/compare/v0.1.0...v0.2.0
[0.1.0]: https://example.com/releases/tag/v0.1.0
`;

  test("nothing to say of one that is well", () => {
    expect(complaints(GOOD)).toEqual([]);
  });

  test.each([
    ["a date", " - 2026-12-01", "", '"[0.2.0]" is not of the form [1.2.3] - 2026-01-31'],
    ["a link", "[0.1.0]: https", "0.1.0: https", "no link for [0.1.0]"],
    ["a kind", "### Fixed", "### Mended", '[0.2.0] - 2026-12-01: "Mended" is no kind'],
    ["the order of kinds", "### Fixed", "### Added", "[0.2.0] - 2026-12-01: order"],
    ["a list", "- All.", "", '[0.1.0] - 2026-11-30: "Added" lists nothing'],
    ["the unreleased", "## [Unreleased]\n", "", "[Unreleased] is not the first version"],
    [
      "the order",
      "[0.1.0] - 2026-11",
      "[0.1.0] - 2026-12",
      '"[0.1.0] - 2026-12-30" comes after an older version',
    ],
  ])("told by what it lacks: %s", (_title, from, to, complaint) => {
    expect(GOOD).toContain(from);
    expect(complaints(GOOD.replace(from, to))).toContain(complaint);
  });
});
