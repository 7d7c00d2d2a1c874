import { ARM_TYPES } from "../../azure/arm-types";
import { armTypeOf } from "../../azure/resource-types";
import table from "../../azure/resource-types.json";
import { SERVICES } from "../../constructs/access/scope-service";
import { TYPES } from "../../constructs/addon/scope-types";

test.each(Object.values(ARM_TYPES))("%s has the capitals of azurerm", (type) => {
  expect(Object.keys(table).map((name) => armTypeOf(name)?.type)).toContain(type);
});

describe("the short tables of the library say what the whole one does", () => {
  test.each(Object.entries(TYPES))("%s is %s", (terraformType, type) => {
    expect(armTypeOf(terraformType)?.type).toBe(type);
  });

  test.each(
    Object.entries(SERVICES).flatMap(([provider, types]) =>
      types.map((type) => [`azurerm_${type}`, provider]),
    ),
  )("%s is of %s", (terraformType, provider) => {
    expect(armTypeOf(terraformType)?.type.split("/")[0]).toBe(provider);
  });
});
