import type { InventoryRole } from "../../../cli/terraform/inventory/facts";
import { type Review } from "../../../cli/review/review";
import { comes, review, stays, type Written } from "../support/written-plan";

const GROUP = "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/shop/providers";
const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/shop`;
const PRINCIPAL = "aaaaaaaa-0000-4000-8000-000000000001";
const IDENTITY = {
  id: `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/orders`,
  name: "orders",
  principal_id: PRINCIPAL,
};

const withGrant = (grant: Written, changes: Record<string, Written> = {}): Review =>
  review({
    "azurerm_user_assigned_identity.orders": stays(IDENTITY),
    ...changes,
    "azurerm_role_assignment.orders": grant,
  });

function roleOf({ inventory }: Review): InventoryRole {
  return inventory.identities[0].grants[0].role;
}

const at = { principal_id: PRINCIPAL, scope: VAULT };
const GUID = "0b1c2d3e-0000-4000-8000-00000000000a";

test("a built-in role is known by its name and by the id of its definition", () => {
  const reader = { label: "Reader", kind: "azure", name: { value: "Reader" } };
  expect(roleOf(withGrant(comes({ ...at, role_definition_name: "reader" })))).toEqual(reader);
  const id =
    "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7";
  expect(roleOf(withGrant(comes({ ...at, role_definition_id: id })))).toEqual(reader);
});

test("a role that no table has is custom, by its name or else by the id of its definition", () => {
  expect(roleOf(withGrant(comes({ ...at, role_definition_name: "Shop Ops" })))).toEqual({
    label: "Shop Ops",
    kind: "custom",
    name: { value: "Shop Ops" },
  });
  expect(roleOf(withGrant(comes({ ...at, role_definition_id: GUID })))).toMatchObject({
    kind: "custom",
    name: { value: GUID },
  });
});

test("a role that is not known is said not to be seen, and takes part as unknown", () => {
  // WHEN
  const told = withGrant(comes(at, { unknown: { role_definition_name: true } }));

  // THEN
  expect(roleOf(told)).toEqual({
    label: "(known after apply)",
    kind: null,
    name: { unknown: true },
  });
  expect(told.unseen).toContain(
    "shop: what the role (known after apply) of azurerm_role_assignment.orders permits",
  );
});

test("a role whose name reads like an unknown one is a name", () => {
  const told = withGrant(comes({ ...at, role_definition_name: "(known after apply)" }));
  expect(roleOf(told)).toMatchObject({ kind: "custom", name: { value: "(known after apply)" } });
  expect(told.risks.map(({ id }) => id)).not.toContain("unknown-decision");
});

test("a custom role whose name is not known is judged by what it permits", () => {
  // GIVEN
  const definition = {
    role_definition_resource_id: `${GROUP}/Microsoft.Authorization/roleDefinitions/${GUID}`,
    permissions: [{ actions: ["*"] }],
  };

  // WHEN
  const told = withGrant(
    comes({ ...at, role_definition_id: definition.role_definition_resource_id }),
    { "azurerm_role_definition.ops": comes(definition, { unknown: { name: true } }) },
  );

  // THEN
  expect(roleOf(told)).toMatchObject({ kind: "custom", name: { unknown: true } });
  expect(told.risks.map(({ id }) => id)).toContain("powerful-role");
});

test("a role that must not be shown is judged, and told by its digest", () => {
  // WHEN
  const told = withGrant(
    comes({ ...at, role_definition_name: "Owner" }, { sensitive: { role_definition_name: true } }),
  );

  // THEN
  expect(roleOf(told)).toEqual({
    label: "(sensitive)",
    kind: "azure",
    name: { sensitive: true, digest: expect.stringMatching(/^sha256:/) },
  });
  expect(told.risks.map(({ id }) => id)).toContain("powerful-role");
  expect(JSON.stringify(told)).not.toContain("Owner");
});

describe("an access policy", () => {
  const policy = (more: Written, secret_permissions: string[] = ["Get"]) =>
    review({
      "azurerm_user_assigned_identity.orders": stays(IDENTITY),
      "azurerm_key_vault.main": stays({ id: VAULT, name: "shop" }),
      "azurerm_key_vault_secret.token": stays({ name: "token", key_vault_id: VAULT }),
      "azurerm_key_vault_access_policy.orders": comes(
        { key_vault_id: VAULT, object_id: PRINCIPAL, secret_permissions },
        more,
      ),
    });

  test("has what it permits", () => {
    expect(roleOf(policy({}))).toEqual({
      label: "access policy (secrets Get)",
      kind: "policy",
      name: { value: "access policy" },
      permissions: ["secrets get"],
    });
  });

  test("that must not be shown is judged all the same", () => {
    const told = policy({ sensitive: { secret_permissions: true } });
    expect(roleOf(told)).toEqual({
      label: "access policy (secrets (sensitive))",
      kind: "policy",
      name: { sensitive: true, digest: null },
    });
    expect(told.inventory.identities[0].secrets).toEqual(["token of vault shop"]);
  });

  test("that is not known has no permissions, and is said not to be seen", () => {
    const told = policy({ unknown: { secret_permissions: true } }, []);
    expect(roleOf(told)).toEqual({
      label: "access policy (secrets (known after apply))",
      kind: "policy",
      name: { value: "access policy" },
    });
    expect(told.unseen).toContain(
      "shop: what the role access policy (secrets (known after apply)) of azurerm_key_vault_access_policy.orders permits",
    );
  });
});
