import { ManagedIdentity } from "../../../constructs";
import { newGroup, newIdentity } from "../../support/fixtures";
import { expose, messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

test("an identity lives in its group and the group's region", () => {
  // WHEN
  const stack = synth((scope) => newIdentity(scope));

  // THEN
  expect(stack.resource?.azurerm_user_assigned_identity).toEqual({
    identity: {
      name: "orders",
      resource_group_name: "${azurerm_resource_group.group.name}",
      location: "eastus",
    },
  });
  expect(stack.resource?.time_sleep).toBeUndefined();
});

test("an identity may live in another region, with tags", () => {
  // WHEN
  const stack = synth((scope) => {
    new ManagedIdentity(scope, "identity", {
      resourceGroup: newGroup(scope),
      name: "orders",
      location: "North Europe",
      tags: { team: "orders" },
    });
  });

  // THEN
  expect(resources(stack, "azurerm_user_assigned_identity")[0]).toMatchObject({
    location: "northeurope",
    tags: { team: "orders" },
  });
});

test("an identity knows its ids", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    expose(scope, {
      id: identity.id,
      name: identity.name,
      resourceGroupName: identity.resourceGroupName,
      clientId: identity.clientId,
      principalId: identity.principalId,
      tenantId: identity.tenantId,
    });
  });

  // THEN
  expect(stack.output).toEqual({
    id: { value: "${azurerm_user_assigned_identity.identity.id}" },
    name: { value: "orders" },
    resourceGroupName: { value: "${azurerm_resource_group.group.name}" },
    clientId: { value: "${azurerm_user_assigned_identity.identity.client_id}" },
    principalId: { value: "${azurerm_user_assigned_identity.identity.principal_id}" },
    tenantId: { value: "${azurerm_user_assigned_identity.identity.tenant_id}" },
  });
});

test("an identity is given a role on a resource of another stack without a cycle", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const platform = newGroup(new TestStack(app, "platform"));
    const identity = newIdentity(new TestStack(app, "team"));
    identity.grant({ role: "Reader", scope: platform });
  });

  // THEN
  expect(resources(stacks.team, "azurerm_role_assignment")).toEqual([
    {
      scope: expect.stringMatching(/^\$\{data\.terraform_remote_state\..*azurerm_resource_group/),
      role_definition_name: "Reader",
      principal_id: "${azurerm_user_assigned_identity.identity.principal_id}",
      principal_type: "ServicePrincipal",
    },
  ]);
  expect(resources(stacks.platform, "azurerm_role_assignment")).toEqual([]);
});

test("fails when the name has a space", () => {
  expect(
    messageOf(() =>
      synth((scope) => {
        new ManagedIdentity(scope, "identity", { resourceGroup: newGroup(scope), name: "a b!" });
      }),
    ),
  ).toBe(
    [
      "[test/identity] `name` is not a valid user-assigned identity name.",
      '  got:     "a b!"',
      '  allowed: 3 to 128 letters, digits, "_" or "-", first a letter or digit',
      "  fix:     change `name` (rule: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules)",
      "  code:    invalid-name",
    ].join("\n"),
  );
});
