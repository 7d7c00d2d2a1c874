import {
  account,
  changed,
  cluster,
  created,
  credential,
  deployment,
  destroyed,
  details,
  estate,
  grant,
  GROUP,
  identity,
  type PlannedResource,
  reviewed,
  risks,
  stays,
  SUBSCRIPTION,
  vault,
  without,
} from "../support/estate";

const ROLE = "azurerm_role_assignment.x";
const DEFINITION = "azurerm_role_definition.ops";

/** A role assignment is never changed in place: Terraform replaces it at its address. */
const replaced = (before: object, after: object) =>
  changed(ROLE, { ...before }, { ...after }, { actions: ["delete", "create"] });

const definition = (...actions: string[]) => ({
  name: "ops",
  permissions: [{ actions, not_actions: [], data_actions: [], not_data_actions: [] }],
});

describe("a powerful role is what it says, whatever its address", () => {
  const OWNER = grant("Owner", GROUP);

  test.each<[string, PlannedResource[], "new" | "standing"]>([
    ["stays", [stays(ROLE, OWNER)], "standing"],
    [
      "gets another address",
      [destroyed(ROLE, OWNER), created("azurerm_role_assignment.y", OWNER)],
      "standing",
    ],
    ["gets a wider scope", [replaced(OWNER, grant("Owner", SUBSCRIPTION))], "new"],
    ["gets a narrower scope", [replaced(grant("Owner", SUBSCRIPTION), OWNER)], "standing"],
    ["gets a condition", [replaced(OWNER, { ...OWNER, condition: "a" })], "standing"],
    ["becomes a weaker one", [replaced(OWNER, grant("Contributor", GROUP))], "standing"],
    ["comes in place of another role", [replaced(grant("Contributor", GROUP), OWNER)], "new"],
    [
      "goes to another principal",
      [replaced(OWNER, { ...OWNER, principal_id: "somebody else" })],
      "new",
    ],
    ["loses its condition", [replaced({ ...OWNER, condition: "a" }, OWNER)], "new"],
    [
      "is a custom one that comes to permit more",
      [
        changed(DEFINITION, definition("Microsoft.KeyVault/vaults/write"), definition("*")),
        stays(ROLE, grant("ops")),
      ],
      "new",
    ],
    [
      "is a custom one whose permissions are only written in another order",
      [
        changed(DEFINITION, definition("*", "a/read"), definition("a/READ", "*")),
        stays(ROLE, grant("ops")),
      ],
      "standing",
    ],
  ])("that %s", (_what, resources, which) => {
    const review = reviewed(estate(...resources));
    const other = which === "new" ? "standing" : "new";
    expect(risks(review, which)).toContain("powerful-role");
    expect(risks(review, other)).not.toContain("powerful-role");
  });

  test("that goes from one principal to another, both of them sensitive, is new", () => {
    const review = reviewed(
      estate(
        changed(ROLE, grant("Owner"), grant("Owner", undefined, { principal_id: "another" }), {
          actions: ["delete", "create"],
          before_sensitive: { principal_id: true },
          after_sensitive: { principal_id: true },
        }),
      ),
    );
    expect(risks(review)).toContain("powerful-role");
    expect(JSON.stringify(review)).not.toContain("another");
  });
});

test("of one resource, what is wrong anew is new beside what was wrong before", () => {
  const off = cluster({ oidc_issuer_enabled: null });
  const review = reviewed(
    estate(
      changed("azurerm_kubernetes_cluster.main", off, {
        ...off,
        workload_identity_enabled: false,
      }),
    ),
  );
  expect(review.risks).toMatchObject([
    {
      id: "workload-identity-off",
      standing: false,
      findings: [
        { detail: "workload_identity_enabled is not true", standing: false },
        { detail: "oidc_issuer_enabled is not true", standing: true },
      ],
    },
  ]);
});

test("a risk of a resource that the plan leaves as it is was there before", () => {
  const open = vault({ network_acls: [] });
  expect(risks(reviewed(estate(stays("azurerm_key_vault.main", open))), "standing")).toEqual([
    "vault-public",
  ]);
});

describe("a role that an identity had before is brought to those that come to be trusted", () => {
  const OWNER = stays(ROLE, grant("Owner"));
  const CREDENTIAL = "azurerm_federated_identity_credential";
  const said = (who: string) =>
    `orders is Owner at vault shop-vault; with this plan ${who} can become it`;

  test.each<[string, PlannedResource[], string]>([
    [
      "another account",
      estate(
        OWNER,
        created(`${CREDENTIAL}.other`, credential({ subject: "system:serviceaccount:shop:other" })),
      ),
      "system:serviceaccount:shop:other of cluster shop-aks",
    ],
    [
      "another issuer",
      estate(OWNER, created(`${CREDENTIAL}.other`, credential({ issuer: "https://x.example/" }))),
      "system:serviceaccount:shop:orders of https://x.example/",
    ],
    [
      "the first of all",
      without([`${CREDENTIAL}.orders`], OWNER, created(`${CREDENTIAL}.first`, credential())),
      "system:serviceaccount:shop:orders of cluster shop-aks",
    ],
    [
      "an account in place of another",
      estate(
        OWNER,
        changed(
          `${CREDENTIAL}.orders`,
          credential(),
          credential({ subject: "system:serviceaccount:shop:other" }),
        ),
      ),
      "system:serviceaccount:shop:other of cluster shop-aks",
    ],
  ])("%s", (_what, resources, who) => {
    const review = reviewed(resources);
    expect(risks(review)).toContain("powerful-role");
    expect(details(review, "powerful-role")).toEqual([said(who)]);
  });

  test.each<[string, PlannedResource[]]>([
    [
      "a credential that only moves",
      without(
        [`${CREDENTIAL}.orders`],
        OWNER,
        destroyed(`${CREDENTIAL}.old`, credential()),
        created(`${CREDENTIAL}.new`, credential()),
      ),
    ],
    [
      "another audience",
      estate(OWNER, changed(`${CREDENTIAL}.orders`, credential(), credential({ audience: ["x"] }))),
    ],
    [
      "a workload more of the same account",
      estate(OWNER, created("kubernetes_deployment_v1.more", deployment("more"))),
    ],
    [
      "an annotation",
      estate(OWNER, created("kubernetes_service_account_v1.o", account(null, "o"))),
    ],
  ])("but %s brings it to nobody", (_what, resources) => {
    const review = reviewed(resources);
    expect(risks(review)).not.toContain("powerful-role");
    expect(details(review, "powerful-role")).toEqual(["orders is Owner at vault shop-vault"]);
  });

  test("a wide scope is brought in the same way", () => {
    const review = reviewed(
      estate(
        stays(ROLE, grant("Key Vault Secrets User", GROUP)),
        created(`${CREDENTIAL}.other`, credential({ subject: "system:serviceaccount:shop:other" })),
      ),
    );
    expect(risks(review)).toEqual(["wide-scope"]);
  });
});

test("an identity that is made anew while the old one is forgotten is not said to lose anything", () => {
  const review = reviewed(
    estate(
      changed(
        "azurerm_user_assigned_identity.orders",
        identity(),
        { name: "orders-2" },
        {
          actions: ["create", "forget"],
          after_unknown: { id: true, client_id: true, principal_id: true },
        },
      ),
    ),
  );
  expect(review.risks[0]).toMatchObject({
    id: "identity-replaced",
    about: "an identity is made anew, and the old one stays outside Terraform",
    reason: expect.stringMatching(/^The old one keeps what it has/),
  });
});
