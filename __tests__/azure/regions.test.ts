import { clouds } from "../../azure/regions.json";
import { REGIONS } from "../../azure/regions";

test("every region is there once, by the name that Azure compares", () => {
  expect(new Set(REGIONS).size).toBe(REGIONS.length);
  for (const region of REGIONS) expect(region).toMatch(/^[a-z]+(\d+[a-z]*)?$/);
});

test.each(clouds)("the regions of the cloud $name have a source", ({ source, regions }) => {
  expect(source).toMatch(/^https:\/\//);
  expect(regions.length).toBeGreaterThan(5);
});

test.each(["eastus", "westeurope", "koreacentral", "usgovvirginia", "usdodeast", "chinanorth3"])(
  "%s is a region",
  (region) => {
    expect(REGIONS).toContain(region);
  },
);
