import { IdentityPool, KeyVaultAccess } from "../../../constructs";
import { newCluster, newGroup } from "../../support/fixtures";
import { messageOf, resources, synth } from "../../support/synth";

test("a pool is identities of the same place and tags, each with the same roles by one call", () => {
  // WHEN
  const stack = synth((scope) => {
    const resourceGroup = newGroup(scope);
    const vault = new KeyVaultAccess(scope, "vault", { resourceGroup, name: "shared-vault" });
    const pool = new IdentityPool(scope, "readers", {
      resourceGroup,
      names: ["readers-a", "readers-b"],
      location: "West Europe",
      tags: { team: "shop" },
    });
    const grants = pool.grant({ role: "Key Vault Secrets User", scope: vault });
    expect(grants).toHaveLength(2);
    expect(pool.grant({ role: "Key Vault Secrets User", scope: vault })).toEqual(grants);
  });

  // THEN
  expect(stack.resource?.azurerm_user_assigned_identity).toEqual({
    "readers_identity-readers-a_DBF0EF5A": {
      name: "readers-a",
      location: "westeurope",
      resource_group_name: "${azurerm_resource_group.group.name}",
      tags: { team: "shop" },
    },
    "readers_identity-readers-b_ADBCB69A": {
      name: "readers-b",
      location: "westeurope",
      resource_group_name: "${azurerm_resource_group.group.name}",
      tags: { team: "shop" },
    },
  });
  const principals = resources(stack, "azurerm_role_assignment").map(
    ({ principal_id }) => principal_id,
  );
  expect(principals).toEqual([
    expect.stringContaining("readers_identity-readers-a"),
    expect.stringContaining("readers_identity-readers-b"),
  ]);
});

test("more service accounts than one identity can trust become identities of one pool", () => {
  // WHEN
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    const pool = new IdentityPool(scope, "readers", {
      resourceGroup: cluster.resourceGroup,
      names: ["readers-a", "readers-b"],
    });
    for (let index = 0; index < 21; index++) {
      cluster.addFederatedIdentity(`app-${index}`, {
        serviceAccountName: `app-${index}`,
        identity: pool.identity(index < 20 ? "readers-a" : "readers-b"),
      });
    }
  });

  // THEN
  expect(resources(stack, "azurerm_federated_identity_credential")).toHaveLength(21);
  expect(resources(stack, "azurerm_user_assigned_identity")).toHaveLength(2);
});

test("an identity that is added to a pool leaves the addresses of the others alone", () => {
  const addresses = (names: string[]) =>
    Object.keys(
      synth((scope) => {
        new IdentityPool(scope, "readers", { resourceGroup: newGroup(scope), names });
      }).resource?.azurerm_user_assigned_identity ?? {},
    );
  const [two, three] = [
    ["b-1", "c-1"],
    ["a-1", "b-1", "c-1"],
  ].map((names) => addresses(names));
  expect(three).toEqual(expect.arrayContaining(two));
});

test("fails when the pool has no identity of a name, and names those that it has", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const names = ["readers-a", "readers-b"];
      new IdentityPool(scope, "readers", { resourceGroup: newGroup(scope), names }).identity("c");
    }),
  );
  expect(message).toBe(
    [
      "[test/readers] the pool has no identity of this name.",
      '  got:     "c"',
      "  allowed: readers-a, readers-b",
      "  fix:     name it among the `names` of the pool",
      "  code:    not-in-pool",
    ].join("\n"),
  );
});

test.each([
  [
    [],
    [
      "[test/readers] a pool needs the name of at least one identity.",
      "  got:     []",
      "  fix:     name it among the `names` of the pool",
      "  code:    not-in-pool",
    ],
  ],
  [
    ["readers", "readers"],
    [
      "[test/readers] the program makes a managed identity of this name in this place already.",
      '  got:     "readers"',
      "  allowed: each name once, whatever its capitals",
      '  fix:     use the one at "test/readers", or change the name',
      "  code:    same-thing-twice",
    ],
  ],
])("fails when the names are %j", (names, message) => {
  expect(
    messageOf(() =>
      synth((scope) => {
        new IdentityPool(scope, "readers", { resourceGroup: newGroup(scope), names });
      }),
    ),
  ).toBe(message.join("\n"));
});

test.each(["_a", "a/b", "", "a"])("fails when a name is %j", (name) => {
  const message = messageOf(() =>
    synth((scope) => {
      new IdentityPool(scope, "readers", { resourceGroup: newGroup(scope), names: ["ok-1", name] });
    }),
  );
  expect(message).toMatch(/^\[test\/readers\] /);
  expect(message).toContain("names[1]");
});
