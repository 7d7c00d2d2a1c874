import { RoleDefinition } from "@cdktf/provider-azurerm/lib/role-definition";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { Grant, type GrantOptions, Principal, PrincipalType } from "../../../constructs";
import { newCluster, newGroup, newIdentity } from "../../support/fixtures";
import { messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

const ACR_PULL =
  "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d";
const SOMEONE = "11111111-2222-3333-4444-555555555555";

/** The message for a second grant after "Reader" on the identity's group. */
function refusedAfterReader(second: Partial<GrantOptions>): string {
  return messageOf(() =>
    synth((scope) => {
      const identity = newIdentity(scope);
      const group = scope.node.findChild("group") as ReturnType<typeof newGroup>;
      identity.grant({ role: "Reader", scope: group });
      identity.grant({ role: "Reader", scope: group, ...second });
    }),
  );
}

test("a grant is one role assignment under its grantee, named after role and scope", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    const storage = new StorageAccount(scope, "storage", {
      name: "orders",
      resourceGroupName: "rg",
      location: "eastus",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    });
    Grant.of(identity, { role: "Storage Blob Data Reader", scope: storage });
  });

  // THEN
  expect(Object.entries(stack.resource?.azurerm_role_assignment ?? {})).toEqual([
    [
      expect.stringMatching(/^identity_storage-blob-data-reader-on-storage_[0-9A-F]{8}$/),
      {
        scope: "${azurerm_storage_account.storage.id}",
        role_definition_name: "Storage Blob Data Reader",
        principal_id: "${azurerm_user_assigned_identity.identity.principal_id}",
        principal_type: "ServicePrincipal",
      },
    ],
  ]);
  expect(stack.resource?.time_sleep).toBeUndefined();
});

test("a grant takes a role by its definition, a condition and a description", () => {
  // GIVEN
  const roleDefinitionId =
    "/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6";

  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    identity.grant({
      roleDefinitionId,
      scope: scope.node.findChild("group") as ReturnType<typeof newGroup>,
      condition: "@Resource[name] StringEquals 'orders'",
      description: "orders reads its secrets",
    });
  });

  // THEN
  const [assignment] = resources(stack, "azurerm_role_assignment");
  expect(assignment).toMatchObject({
    role_definition_id: roleDefinitionId,
    condition: "@Resource[name] StringEquals 'orders'",
    condition_version: "2.0",
    description: "orders reads its secrets",
  });
  expect(assignment).not.toHaveProperty("role_definition_name");
});

test("the same grant twice is one role assignment", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    const group = scope.node.findChild("group") as ReturnType<typeof newGroup>;
    const first = identity.grant({ role: "Reader", scope: group });
    expect(Grant.of(identity, { role: "Reader", scope: group })).toBe(first);
    identity.grant({ role: "Contributor", scope: group });
  });

  // THEN
  const roles = resources(stack, "azurerm_role_assignment").map((a) => a.role_definition_name);
  expect(roles.sort()).toEqual(["Contributor", "Reader"]);
});

test("the same role on resources of the same address in two stacks is two role assignments", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const groups = ["blue", "green"].map((id) => newGroup(new TestStack(app, id)));
    const identity = newIdentity(new TestStack(app, "identity"));
    groups.forEach((scope) => identity.grant({ role: "Reader", scope }));
  });

  // THEN
  expect(resources(stacks.identity, "azurerm_role_assignment")).toHaveLength(2);
});

test("a principal that exists is given roles by its object id and kind", () => {
  // WHEN
  const stack = synth((scope) => {
    const team = new Principal(scope, "team", {
      objectId: SOMEONE,
      principalType: PrincipalType.GROUP,
    });
    Grant.of(team, { role: "Reader", scope: newGroup(scope) });
  });

  // THEN
  expect(resources(stack, "azurerm_role_assignment")).toEqual([
    {
      scope: "${azurerm_resource_group.group.id}",
      role_definition_name: "Reader",
      principal_id: SOMEONE,
      principal_type: "Group",
    },
  ]);
});

test("the wait exists when something comes after it, and starts anew with another assignment", () => {
  // WHEN
  const stack = synth((scope) => {
    newIdentity(scope)
      .grant({
        role: "Reader",
        scope: scope.node.findChild("group") as ReturnType<typeof newGroup>,
      })
      .afterPropagation();
  });

  // THEN
  const [assignment] = Object.keys(stack.resource?.azurerm_role_assignment ?? {});
  expect(resources(stack, "time_sleep")).toEqual([
    {
      create_duration: "180s",
      triggers: { [assignment]: `\${azurerm_role_assignment.${assignment}.id}` },
    },
  ]);
});

test("a grant may live in another stack than the grantee, under an id that names both", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const { kubeletIdentity } = newCluster(new TestStack(app, "platform"));
    const registries = new TestStack(app, "registries");
    const scope = newGroup(registries);
    const grant = Grant.of(kubeletIdentity, { role: "AcrPull", scope, within: registries });
    expect(Grant.of(kubeletIdentity, { role: "AcrPull", scope })).toBe(grant);
  });

  // THEN
  expect(resources(stacks.platform, "azurerm_role_assignment")).toEqual([]);
  expect(Object.keys(stacks.registries.resource?.azurerm_role_assignment ?? {})).toEqual([
    "acrpull-on-group-to-platform-cluster-kubelet",
  ]);
});

test("the same role on the same scope is granted to two principals within one construct", () => {
  // WHEN
  const stack = synth((scope) => {
    const group = newGroup(scope);
    for (const [id, first] of Object.entries({ ada: "2", grace: "3" })) {
      const person = new Principal(scope, id, {
        objectId: SOMEONE.replace("1", first),
        principalType: PrincipalType.USER,
      });
      Grant.of(person, { role: "Reader", scope: group, within: group });
    }
  });

  // THEN
  expect(resources(stack, "azurerm_role_assignment")).toHaveLength(2);
});

test("a role of any capitals, by its name or by the id of its definition, is one role", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    const group = scope.node.findChild("group") as ReturnType<typeof newGroup>;
    const first = identity.grant({ role: "AcrPull", scope: group });

    // THEN
    expect(identity.grant({ role: "acrpull", scope: group })).toBe(first);
    expect(identity.grant({ roleDefinitionId: ACR_PULL, scope: group })).toBe(first);
  });
  expect(resources(stack, "azurerm_role_assignment")).toHaveLength(1);
});

test("a role that the same stack makes is granted by its reference, and comes first", () => {
  // WHEN
  const stack = synth((scope) => {
    const definition = new RoleDefinition(scope, "reader", { name: "Orders Reader", scope: "/x" });
    newIdentity(scope).grant({
      roleDefinitionId: definition.roleDefinitionResourceId,
      scope: scope.node.findChild("group") as ReturnType<typeof newGroup>,
    });
  });

  // THEN
  const [[id, assignment]] = Object.entries(stack.resource?.azurerm_role_assignment ?? {});
  expect(assignment.role_definition_id).toBe(
    "${azurerm_role_definition.reader.role_definition_resource_id}",
  );
  expect(id).toMatch(/^identity_azurerm-role-definition-reader-.*-on-group_[0-9A-F]{8}$/);
});

test("fails when the same role is granted under another condition", () => {
  expect(refusedAfterReader({ condition: "1 == 1" })).toBe(
    [
      "[test/identity] the grantee already has this role at this scope, by another grant.",
      '  got:     "Reader"',
      "  allowed: one assignment for each role, scope and principal",
      '  fix:     use the grant at "test/identity/reader-on-group", and give it the condition and description that you need',
      "  code:    same-grant-twice",
    ].join("\n"),
  );
});

test("fails when a role is missing or given twice", () => {
  const missing = messageOf(() =>
    synth((scope) => {
      newIdentity(scope).grant({
        scope: scope.node.findChild("group") as ReturnType<typeof newGroup>,
      });
    }),
  );
  expect(missing).toBe(
    [
      "[test/identity] a grant needs exactly one of `role` and `roleDefinitionId`.",
      "  allowed: one of the two",
      "  fix:     name a role by its name, or give the id of its definition",
      "  code:    one-role-only",
    ].join("\n"),
  );
  expect(refusedAfterReader({ role: "Owner", roleDefinitionId: "/x" })).toMatch(
    "a grant needs exactly one of `role` and `roleDefinitionId`.",
  );
});

test("fails when an object id is not a GUID, or the kind of principal is unknown", () => {
  const principal = (objectId: string, principalType: string) =>
    messageOf(() =>
      synth((scope) => {
        new Principal(scope, "team", {
          objectId,
          principalType: principalType as PrincipalType,
        });
      }),
    );
  expect(principal("someone@example.com", "User")).toMatch(
    "[test/team] `objectId` is not a valid object id.",
  );
  expect(principal(SOMEONE, "group")).toBe(
    [
      "[test/team] `principalType` has an unknown value.",
      '  got:     "group"',
      '  allowed: "User", "Group", "ServicePrincipal"',
      "  fix:     change `principalType`; it is compared letter by letter",
      "  code:    not-one-of",
    ].join("\n"),
  );
});
