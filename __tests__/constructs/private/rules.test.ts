import { Lazy, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import {
  KeyVaultAccess,
  ManagedIdentity,
  ResourceGroup,
  WorkloadIdentityCluster,
} from "../../../constructs";
import { checkBound, checkName } from "../../../constructs/private/checks";
import { BOUNDS, RULES } from "../../../constructs/private/rules";
import { newGroup } from "../../support/fixtures";
import { committedPage } from "../../support/markdown";
import { rulesPage } from "../../support/rules-page";
import { resources, synth } from "../../support/synth";

test("the page of rules is current; `npm run docs` writes it", () => {
  expect(committedPage("rules.md")).toBe(rulesPage());
});

test("the page of rules has a row for every rule and bound", () => {
  const rows = rulesPage()
    .split("\n")
    .filter((line) => /^\| (?!What|-)/.test(line));
  expect(rows).toHaveLength(Object.keys(RULES).length + Object.keys(BOUNDS).length);
});

describe.each(Object.entries(RULES))("the rule for %s", (_, rule) => {
  test("lets values pass that are not known at synth, also as a part of a text", () => {
    synth((stack) => {
      // GIVEN
      const { stringValue } = new TerraformVariable(stack, "given", { type: "string" });
      const later = Lazy.stringValue({ produce: () => "a value" });

      // THEN
      for (const value of [undefined, stringValue, `- ${stringValue} -`, later]) {
        expect(() => checkName(stack, "prop", value, rule)).not.toThrow();
      }
    });
  });
});

describe.each(Object.entries(BOUNDS))("the bound for %s", (_, bound) => {
  test("lets numbers pass that are not known at synth", () => {
    synth((stack) => {
      // GIVEN
      const { numberValue } = new TerraformVariable(stack, "given", { type: "number" });
      const later = Lazy.numberValue({ produce: () => -1 });

      // THEN
      for (const value of [undefined, numberValue, later]) {
        expect(() => checkBound(stack, "prop", value, bound)).not.toThrow();
      }
    });
  });
});

test.each<[string, (scope: Construct, location: string) => Construct]>([
  [
    "azurerm_resource_group",
    (scope, location) => new ResourceGroup(scope, "a", { name: "a", location }),
  ],
  [
    "azurerm_user_assigned_identity",
    (scope, location) =>
      new ManagedIdentity(scope, "a", { resourceGroup: newGroup(scope), name: "abc", location }),
  ],
  [
    "azurerm_key_vault",
    (scope, location) =>
      new KeyVaultAccess(scope, "a", { resourceGroup: newGroup(scope), name: "abc", location }),
  ],
  [
    "azurerm_kubernetes_cluster",
    (scope, location) =>
      new WorkloadIdentityCluster(scope, "a", {
        resourceGroup: newGroup(scope),
        name: "a",
        location,
      }),
  ],
])("the location of %s may come from a variable", (type, build) => {
  // WHEN
  const stack = synth((stack) => {
    const variable = new TerraformVariable(stack, "region", { type: "string" });
    build(stack, variable.stringValue);
  });

  // THEN
  expect(resources(stack, type)).toContainEqual(
    expect.objectContaining({ location: "${var.region}" }),
  );
});
