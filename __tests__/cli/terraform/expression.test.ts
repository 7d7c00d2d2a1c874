import { parseAddress } from "../../../cli/terraform/model/address";
import { expressionIn, expressionOf } from "../../../cli/terraform/model/expression";

test.each([
  [["a.b.id", "a.b"], ["a.b.id"]],
  [["a.b[0].c", "a.b[0]", "a.b"], ["a.b[0].c"]],
  [["a.b", "each.key"], ["a.b"]],
  [
    ["a.bc.id", "a.bc", "a.b"],
    ["a.bc.id", "a.b"],
  ],
])("of %j the configuration means %j", (references, meant) => {
  expect(expressionOf({ references }, [])?.references).toEqual(meant);
});

test("names may hold the letters of any language", () => {
  expect(expressionIn("${azurerm_key_vault.größe.id}/secrets/a")).toEqual({
    references: ["azurerm_key_vault.größe.id"],
    direct: true,
    suffix: "/secrets/a",
  });
  expect(
    parseAddress('module.größe["ü"].azurerm_key_vault.日本[0]', "azurerm_key_vault.日本"),
  ).toEqual({ prefix: 'module.größe["ü"].', modules: ["größe"], moduleKeys: ["ü"], index: "0" });
});
