import { canonical, compare, isQuantity } from "./quantity";

test.each([
  ["1000m", "1"],
  ["0.1", "100m"],
  ["0.5", "500m"],
  ["1", "1"],
  ["1000", "1k"],
  ["0", "0"],
  ["1024Mi", "1Gi"],
  ["0.5Gi", "512Mi"],
  ["1.5Gi", "1536Mi"],
  ["1048576Ki", "1Gi"],
  ["1073741824", "1073741824"],
  ["1000M", "1G"],
  ["1e3", "1k"],
  ["-500m", "-500m"],
])("the quantity %s is stored as %s", (written, stored) => {
  expect(canonical(written)).toBe(stored);
});

test.each(["abc", "", "1 Gi", "1gi", "--1"])("%j is no quantity, and stays as it is", (text) => {
  expect(isQuantity(text)).toBe(false);
  expect(canonical(text)).toBe(text);
});

test("quantities are compared by what they are worth", () => {
  expect(compare("1Gi", "1G")).toBeGreaterThan(0);
  expect(compare("500m", "0.5")).toBe(0);
  expect(compare("1", "2")).toBeLessThan(0);
});
