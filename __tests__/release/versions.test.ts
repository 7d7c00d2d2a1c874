import { judge, lowestAfter } from "./versions";

test.each([
  // before 1.0.0 the minor says that something breaks, the patch anything else
  ["0.1.0", "breaking", "0.2.0"],
  ["0.1.3", "feature", "0.1.4"],
  ["0.1.3", "none", "0.1.4"],
  ["1.2.3", "breaking", "2.0.0"],
  ["1.2.3", "feature", "1.3.0"],
  ["1.2.3", "none", "1.2.4"],
] as const)("after %s with the change %s comes at least %s", (released, change, lowest) => {
  expect(lowestAfter(released, change)).toBe(lowest);
});

test.each([
  ["0.1.0", "0.2.0", "breaking"],
  ["0.1.0", "1.0.0", "breaking"],
  ["0.9.0", "0.10.0", "breaking"],
  ["0.1.9", "0.1.10", "feature"],
  // nothing changed for those who call it: a version may wait for the next release
  ["1.2.3", "1.2.3", "none"],
] as const)("%s may be followed by %s when the change is %s", (released, version, change) => {
  expect(judge(released, version, change)).toEqual({
    ok: true,
    text: `${version} may follow ${released}`,
  });
});

test.each([
  ["0.1.0", "0.1.0", "breaking", "0.2.0"],
  ["0.1.0", "0.1.9", "breaking", "0.2.0"],
  ["0.10.0", "0.9.0", "none", "0.10.1"],
  ["1.2.3", "1.9.0", "breaking", "2.0.0"],
  ["1.2.3", "1.2.4", "feature", "1.3.0"],
  ["1.2.3", "1.2.3", "feature", "1.3.0"],
] as const)(
  "%s may not be followed by %s when the change is %s",
  (released, version, change, lowest) => {
    expect(judge(released, version, change)).toEqual({
      ok: false,
      text: `${version} may not follow ${released}: raise it to ${lowest} or more`,
    });
  },
);

test.each(["1.2", "v1.2.3", "1.2.3-rc.1", ""])("%j is refused as a version", (version) => {
  expect(() => judge("1.2.3", version, "none")).toThrow(
    `"${version}" is not a version of the form 1.2.3`,
  );
});
