import {
  access,
  changed,
  created,
  credential,
  details,
  estate,
  grant,
  GROUP,
  identity,
  idOf,
  OTHER_SUBSCRIPTION,
  type PlannedResource,
  reviewed,
  risks,
  secret,
  stays,
  SUBSCRIPTION,
  VAULT,
  vault,
} from "../support/estate";

const ROLE = "azurerm_role_assignment.x";
const POLICY = "azurerm_key_vault_access_policy.p";
const IN_USE = "grant-removed-in-use";

const replaced = (before: object, after: object) =>
  changed(ROLE, { ...before }, { ...after }, { actions: ["delete", "create"] });

const policy = (secrets: string[], more: object = {}) => ({
  key_vault_id: VAULT,
  object_id: "principal-of-orders",
  secret_permissions: secrets,
  key_permissions: [],
  certificate_permissions: [],
  storage_permissions: [],
  ...more,
});

/** The vault goes by its access policies. */
const BY_POLICIES = stays("azurerm_key_vault.main", vault({ rbac_authorization_enabled: false }));

describe("an access policy is compared by what it permits", () => {
  test.each<[string, string[], string[], string | undefined, string[]]>([
    ["gets more", ["Get"], ["Get", "List"], "widened", []],
    ["gets less", ["Get", "List"], ["Get"], "narrowed", []],
    ["is in another order and other capitals", ["Get", "List"], ["list", "get"], undefined, []],
    ["reads no more", ["Get", "List"], ["List"], "narrowed", [IN_USE]],
    ["permits something else", ["Get"], ["Set"], "changed", [IN_USE]],
  ])("one that %s", (_what, before, after, effect, found) => {
    const review = reviewed(estate(BY_POLICIES, changed(POLICY, policy(before), policy(after))));
    expect(review.accessChanges?.map((one) => one.effect)).toEqual(effect ? [effect] : []);
    expect(risks(review)).toEqual(found);
  });

  test("in the vault's own blocks too", () => {
    const inline = (...permissions: string[]) =>
      vault({ rbac_authorization_enabled: false, access_policy: [policy(permissions)] });
    const review = reviewed(
      estate(changed("azurerm_key_vault.main", inline("Get"), inline("Get", "Set"))),
    );
    expect(access(review)).toEqual([
      "widened orders: access policy (secrets Get) at vault shop-vault => access policy (secrets Get, Set) at vault shop-vault",
    ]);
  });

  test("a role that reads secrets takes its place", () => {
    const review = reviewed(
      estate(
        changed("azurerm_key_vault.main", vault({ rbac_authorization_enabled: false }), vault()),
        changed(POLICY, policy(["Get", "List"]), null),
        created(ROLE, grant("Key Vault Secrets User")),
      ),
    );
    expect(review.accessChanges?.map(({ effect }) => effect)).toEqual(["changed"]);
    expect(risks(review)).toEqual([]);
  });

  test("in a vault of Azure roles it gives nothing, and says so", () => {
    const review = reviewed(
      estate(
        stays("azurerm_key_vault_secret.s", secret("password")),
        created(POLICY, policy(["Get"])),
      ),
    );
    expect(access(review)).toEqual([
      "gained orders: access policy (secrets Get), without effect in a vault of Azure roles at vault shop-vault",
    ]);
    expect(review.access[0].secrets).toEqual([]);
  });

  test.each<[string, PlannedResource, string]>([
    [
      "storage",
      created(POLICY, policy([], { storage_permissions: ["Get", "List"] })),
      "access policy (storages Get, List)",
    ],
    [
      "what is unknown",
      created(POLICY, policy([], { secret_permissions: undefined }), {
        after_unknown: { secret_permissions: true },
      }),
      "access policy (secrets (known after apply))",
    ],
    [
      "what is sensitive",
      created(POLICY, policy(["Get"]), { after_sensitive: { secret_permissions: true } }),
      "access policy (secrets (sensitive))",
    ],
  ])("%s has its words", (_what, resource, said) => {
    expect(access(reviewed(estate(BY_POLICIES, resource)))).toEqual([
      `gained orders: ${said} at vault shop-vault`,
    ]);
  });

  test("permissions that are only known after apply are an unknown decision", () => {
    const later = created(POLICY, policy([], { secret_permissions: undefined }), {
      after_unknown: { secret_permissions: true },
    });
    expect(details(reviewed(estate(BY_POLICIES, later)), "unknown-decision")).toEqual([
      "secret_permissions is only known after apply",
    ]);
  });
});

describe("a role that becomes narrower", () => {
  const two = [
    stays("azurerm_key_vault_secret.password", secret("password")),
    stays("azurerm_key_vault_secret.key", secret("key")),
  ];
  const USER = "Key Vault Secrets User";

  test.each<[string, PlannedResource[], string[]]>([
    [
      "and no longer reads secrets takes them from the workload",
      [replaced(grant("Key Vault Administrator"), grant("Key Vault Reader"))],
      [
        "Key Vault Administrator at vault shop-vault becomes Key Vault Reader at vault shop-vault, which does not read secrets; orders is used by deployment shop/orders",
      ],
    ],
    [
      "and reads one secret of two takes the other",
      [...two, replaced(grant(USER), grant(USER, `${VAULT}/secrets/key`))],
      [
        `${USER} at vault shop-vault becomes ${USER} at secret key of vault shop-vault, which does not read password of vault shop-vault; orders is used by deployment shop/orders`,
      ],
    ],
    [
      "and reads the only secret takes nothing",
      [two[1], replaced(grant(USER), grant(USER, `${VAULT}/secrets/key`))],
      [],
    ],
    [
      "and reads what there is in the group takes nothing",
      [...two, replaced(grant(USER, GROUP), grant(USER))],
      [],
    ],
    [
      "beside one that reads takes nothing",
      [
        stays("azurerm_role_assignment.y", grant(USER)),
        replaced(grant("Key Vault Administrator"), grant("Key Vault Reader")),
      ],
      [],
    ],
    [
      "and is what remains beside it is taken",
      [
        stays("azurerm_role_assignment.y", grant("Reader", GROUP)),
        changed(ROLE, grant("Contributor", GROUP), null),
      ],
      ["Contributor at resource group shop; orders is used by deployment shop/orders"],
    ],
  ])("%s", (_what, resources, found) => {
    expect(details(reviewed(estate(...resources)), IN_USE)).toEqual(found);
  });
});

test("a custom role that only gets another name is changed, and no wider", () => {
  const named = (name: string) => ({ name, permissions: [{ actions: ["a/read"] }] });
  const review = reviewed(
    estate(
      changed("azurerm_role_definition.ops", named("ops"), named("operators")),
      changed(ROLE, grant("ops"), grant("operators")),
    ),
  );
  expect(access(review)).toEqual([
    "changed orders: ops at vault shop-vault => operators at vault shop-vault",
  ]);
});

describe("of two things with one name each is told with its place", () => {
  const GROUP_B = `${OTHER_SUBSCRIPTION}/resourceGroups/shop`;
  const at = (subscription: string) =>
    `(group shop, subscription ${subscription.split("/").pop() as string})`;

  test("identities", () => {
    const other = identity("orders", { id: idOf("orders", GROUP_B), principal_id: "other" });
    const review = reviewed(
      estate(
        stays("azurerm_user_assigned_identity.other", other),
        replaced(grant("Reader"), grant("Reader", VAULT, { principal_id: "other" })),
      ),
    );
    expect(access(review)).toEqual([
      `gained orders ${at(OTHER_SUBSCRIPTION)}: Reader at vault shop-vault`,
      `lost orders ${at(SUBSCRIPTION)}: Reader at vault shop-vault`,
    ]);
  });

  test("identities that only their ids tell", () => {
    const address = "azurerm_federated_identity_credential.x";
    const of = (group: string) => credential({ parent_id: idOf("admin", group), subject: "x" });
    expect(
      details(
        reviewed(estate(changed(address, of(GROUP.toLowerCase()), of(GROUP_B.toLowerCase())))),
        "federation-moved",
      ),
    ).toEqual([`was of admin ${at(SUBSCRIPTION)}, becomes one of admin ${at(OTHER_SUBSCRIPTION)}`]);
  });

  test("an identity, beside another that is to be", () => {
    const review = reviewed(
      estate(
        created(
          "azurerm_user_assigned_identity.other",
          { name: "orders" },
          { after_unknown: { id: true, principal_id: true } },
        ),
        created(ROLE, grant("Reader")),
      ),
    );
    expect(access(review)).toEqual([
      `gained orders ${at(SUBSCRIPTION)}: Reader at vault shop-vault`,
    ]);
  });

  test("scopes in what is said of a risk", () => {
    const review = reviewed(estate(replaced(grant("Reader", GROUP_B), grant("Reader", GROUP))));
    expect(details(review, "wide-scope")).toEqual([
      `orders is Reader at resource group shop ${at(SUBSCRIPTION)}`,
    ]);
  });
});
