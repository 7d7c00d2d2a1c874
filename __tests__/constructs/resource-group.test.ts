import { KeyVaultAccess, ManagedIdentity, ResourceGroup } from "../../constructs";
import { newCluster } from "../support/fixtures";
import { expose, messageOf, synth, TestStack, warningsOf } from "../support/synth";

test("a resource group has a name, a region and tags", () => {
  // WHEN
  const stack = synth((scope) => {
    new ResourceGroup(scope, "group", {
      name: "orders",
      location: "West Europe",
      tags: { team: "orders" },
    });
  });

  // THEN
  expect(stack.resource?.azurerm_resource_group).toEqual({
    group: { name: "orders", location: "westeurope", tags: { team: "orders" } },
  });
});

test("what refers to the group comes after it, and other stacks know its name", () => {
  const stack = synth((scope) => {
    // GIVEN
    const group = new ResourceGroup(scope, "group", { name: "orders", location: "eastus" });

    // WHEN
    expose(scope, { id: group.id, name: group.name, nameInput: group.nameInput });
  });

  // THEN
  expect(stack.output).toEqual({
    id: { value: "${azurerm_resource_group.group.id}" },
    name: { value: "${azurerm_resource_group.group.name}" },
    nameInput: { value: "orders" },
  });
});

test("fails when the name ends in a period", () => {
  expect(
    messageOf(() =>
      synth((scope) => new ResourceGroup(scope, "group", { name: "orders.", location: "eastus" })),
    ),
  ).toBe(
    [
      "[test/group] `name` is not a valid resource group name.",
      '  got:     "orders."',
      '  allowed: 1 to 90 letters, digits, "_", "-", "." or parentheses, not ending in "."',
      "  fix:     change `name` (rule: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules)",
      "  code:    invalid-name",
    ].join("\n"),
  );
});

test("fails when there are more than 50 tags, or one is too long", () => {
  const tags = Object.fromEntries([...Array(51).keys()].map((n) => [`tag${n}`, "x"]));
  expect(
    messageOf(() =>
      synth(
        (scope) => new ResourceGroup(scope, "group", { name: "orders", location: "eastus", tags }),
      ),
    ),
  ).toBe(
    [
      "[test/group] there are too many `tags`.",
      "  got:     51",
      "  allowed: at most 50",
      "  fix:     remove tags (rule: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources)",
      "  code:    too-many-tags",
    ].join("\n"),
  );
  expect(
    messageOf(() =>
      synth(
        (scope) =>
          new ResourceGroup(scope, "group", {
            name: "orders",
            location: "eastus",
            tags: { note: "x".repeat(257) },
          }),
      ),
    ),
  ).toBe(
    [
      "[test/group] the value of a tag is too long.",
      '  got:     "note"',
      "  allowed: values of at most 256 characters",
      "  fix:     shorten the value",
      "  code:    tag-too-long",
    ].join("\n"),
  );
});

test("fails when the construct id would not survive as a Terraform address", () => {
  expect(
    messageOf(() =>
      synth((scope) => new ResourceGroup(scope, "team.a", { name: "a", location: "eastus" })),
    ),
  ).toBe(
    [
      "[test/team.a] `id` is not a valid construct id.",
      '  got:     "team.a"',
      '  allowed: letters, digits, "_" or "-", first a letter or "_"',
      "  fix:     change `id` (rule: cdktf 0.21: other characters are dropped from the Terraform address without a hash, so that two ids can become one resource)",
      "  code:    invalid-name",
    ].join("\n"),
  );
});

describe("a region that is on no list of Azure's", () => {
  const warnings = (location: string) =>
    warningsOf((scope) => new ResourceGroup(scope, "group", { name: "orders", location }));
  const after =
    "Azure takes one that is newer than the list; `az account list-locations` prints those of a subscription.";

  test("is written as it is, with a warning that names the one that was meant", () => {
    expect(warnings("West Europ")).toEqual([
      `The region "westeurop" is on no list of Azure's regions that is known here. Did you mean "westeurope"? ${after}`,
    ]);
    const { resource } = synth(
      (scope) => new ResourceGroup(scope, "group", { name: "orders", location: "westeurop" }),
    );
    expect(resource?.azurerm_resource_group.group.location).toBe("westeurop");
  });

  test.each(["atlantis", "eastus9", "westeurope2"])("may be a new one: %s", (location) => {
    expect(warnings(location)).toEqual([
      `The region "${location}" is on no list of Azure's regions that is known here. ${after}`,
    ]);
  });

  test.each(["East US", "usgovvirginia", "chinanorth3"])("is none of %s", (location) => {
    expect(warnings(location)).toEqual([]);
  });

  test("is told once in an app, and of every construct that has a region", () => {
    const told = (build: (scope: TestStack, resourceGroup: ResourceGroup) => void) =>
      warningsOf((scope) =>
        build(scope, new ResourceGroup(scope, "group", { name: "orders", location: "eastus" })),
      ).filter((text) => text.includes("on no list"));
    const location = "estus";
    expect(
      told((scope, resourceGroup) => {
        new ManagedIdentity(scope, "identity", { resourceGroup, name: "orders", location });
        new KeyVaultAccess(scope, "vault", { resourceGroup, location });
      }),
    ).toHaveLength(1);
    expect(
      told((scope, resourceGroup) => {
        new KeyVaultAccess(scope, "vault", { resourceGroup, location });
      }),
    ).toHaveLength(1);
    expect(told((scope) => newCluster(scope, { location }))).toHaveLength(1);
  });
});
