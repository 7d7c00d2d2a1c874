import { CLUSTER, GRANT, GROUP_ID, IDENTITY, SHOP, VAULT, VAULT_ID } from "../support/shop";
import { comes, found, ref, review, stays, turns, type Written } from "../support/written-plan";

const ENTRA = "azure_active_directory_role_based_access_control";

const vault = (change: Written, others: Record<string, Written> = {}) =>
  review({ ...SHOP, ...others, "azurerm_key_vault.main": change });
const cluster = (change: Written, others: Record<string, Written> = {}) =>
  review({ ...SHOP, ...others, "azurerm_kubernetes_cluster.main": change });

const RBAC = (value: unknown) => ({
  ...VAULT,
  rbac_authorization_enabled: value,
  enable_rbac_authorization: value,
});
const OFF = "azurerm_key_vault.main: rbac_authorization_enabled is";

describe("a vault without Azure RBAC", () => {
  const grantAtVault = { "azurerm_role_assignment.x": stays(GRANT) };
  const grantAtGroup = { "azurerm_role_assignment.x": stays({ ...GRANT, scope: GROUP_ID }) };

  test.each([
    ["false", false],
    ["null", null],
    ["absent", undefined],
  ])("is told where it is turned off: %s", (_form, value) => {
    const off = turns(VAULT, RBAC(value));
    expect(found(vault(off), "vault-rbac-off")).toEqual([`${OFF} turned off`]);
    expect(found(vault(off, grantAtGroup), "vault-rbac-off")).toEqual([`${OFF} turned off`]);
    expect(found(vault(off, grantAtVault), "vault-rbac-off")).toEqual([
      `${OFF} turned off, and roles are assigned there`,
    ]);
  });

  test.each([
    ["false", false],
    ["null", null],
    ["absent", undefined],
  ])("is told where it has roles all the same: %s", (_form, value) => {
    expect(found(vault(stays(RBAC(value)), grantAtVault), "vault-rbac-off")).toEqual([
      `${OFF} not true, and roles are assigned there`,
    ]);
    expect(found(vault(stays(RBAC(value))), "vault-rbac-off")).toEqual([]);
  });

  test("is the default of a new one, and no open decision", () => {
    const unknown = {
      id: true,
      rbac_authorization_enabled: true,
      enable_rbac_authorization: true,
    };
    const made = (expressions: Record<string, unknown>) =>
      vault(comes({ ...RBAC(undefined), id: undefined }, { unknown, expressions }), {
        "azurerm_role_assignment.x": comes(
          { ...GRANT, scope: undefined },
          {
            unknown: { scope: true },
            expressions: { scope: ref("azurerm_key_vault.main.id", "azurerm_key_vault.main") },
          },
        ),
      });
    const open = ["azurerm_key_vault.main: rbac_authorization_enabled is only known after apply"];
    expect(found(made({}), "vault-rbac-off")).toEqual([
      `${OFF} not true, and roles are assigned there`,
    ]);
    expect(found(made({}), "unknown-decision")).toEqual([]);
    const written = made({ rbac_authorization_enabled: ref("terraform_data.x.output") });
    expect(found(written, "vault-rbac-off")).toEqual([]);
    expect(found(written, "unknown-decision")).toEqual(open);
  });
});

test("a known value of a variable counts, not that it is a variable", () => {
  const off = turns(
    CLUSTER,
    { ...CLUSTER, workload_identity_enabled: false },
    { expressions: { workload_identity_enabled: ref("var.enabled") } },
  );
  expect(found(cluster(off), "workload-identity-off")).toEqual([
    "azurerm_kubernetes_cluster.main: workload_identity_enabled is not true",
  ]);
});

describe("the administrators of a cluster", () => {
  const entra = (block: unknown) => ({ ...CLUSTER, [ENTRA]: block });
  const DECIDES = "azurerm_kubernetes_cluster.main: azure_rbac_enabled is turned off";

  test.each<[string, unknown]>([
    ["false", [{ azure_rbac_enabled: false }]],
    ["null", [{ azure_rbac_enabled: null }]],
    ["absent", [{}]],
    ["a block that is gone", []],
    ["a block that is absent", undefined],
  ])("are told where Azure RBAC is turned off: %s", (_form, block) => {
    expect(found(cluster(turns(CLUSTER, entra(block))), "cluster-admins-changed")).toEqual([
      DECIDES,
    ]);
  });

  test("are an open decision where Azure RBAC is only known after apply", () => {
    const later = cluster(
      turns(CLUSTER, entra([{}]), {
        unknown: { [ENTRA]: [{ azure_rbac_enabled: true }] },
        expressions: { [ENTRA]: [{ azure_rbac_enabled: ref("terraform_data.x.output") }] },
      }),
    );
    expect(found(later, "cluster-admins-changed")).toEqual([]);
    expect(found(later, "unknown-decision")).toEqual([
      `azurerm_kubernetes_cluster.main: ${ENTRA}.azure_rbac_enabled is only known after apply`,
    ]);
  });

  test.each<[string, string[], string]>([
    ["one group", ["azuread_group.g.object_id", "azuread_group.g"], "of azuread_group.g.object_id"],
    ["several things", ["azuread_group.g.object_id", "var.groups"], "only known after apply"],
  ])("are told where a group is new, written with %s", (_how, references, said) => {
    const later = cluster(
      turns(
        CLUSTER,
        entra([{ azure_rbac_enabled: true, admin_group_object_ids: ["admins", null] }]),
        {
          unknown: { [ENTRA]: [{ admin_group_object_ids: [false, true] }] },
          expressions: { [ENTRA]: [{ admin_group_object_ids: { references } }] },
        },
      ),
    );
    expect(found(later, "cluster-admins-changed")).toEqual([
      `azurerm_kubernetes_cluster.main: a group ${said} becomes administrator`,
    ]);
  });

  test("are everyone without roles in the cluster", () => {
    const off = { ...CLUSTER, role_based_access_control_enabled: false };
    const told = [
      "azurerm_kubernetes_cluster.main: role_based_access_control_enabled is false: whoever gets in is administrator",
    ];
    expect(found(cluster(comes(off)), "cluster-admins-changed")).toEqual(told);
    expect(found(cluster(stays(off)), "cluster-admins-changed")).toEqual([]);
  });
});

describe("ranges of addresses", () => {
  const EVERYONE: [string[], string][] = [
    [["0.0.0.0/0"], "0.0.0.0/0"],
    [["203.0.113.0/24", "10.1.2.3/0"], "10.1.2.3/0"],
    [["0.0.0.0/1", "128.0.0.0/1"], "0.0.0.0/1"],
    [["0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2"], "0.0.0.0/2, 64.0.0.0/2"],
    [["::/0"], "::/0"],
    [["0:0:0:0:0:0:0:0/0"], "0:0:0:0:0:0:0:0/0"],
    [["2000::/4", "3000::/4"], "2000::/4"],
  ];
  const SOME: string[][] = [
    ["203.0.113.0/24"],
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
    ["64.0.0.0/2", "64.0.0.0/3", "64.0.0.0/2"],
    ["2001:db8::/32", "fd00::/8"],
    ["0.0.0.0/32"],
    ["", "x", "1.2.3.4/", "1.2.3/0", "1::2::3/0", "/0"],
  ];
  const acl = (ip_rules: string[]) => ({
    ...VAULT,
    network_acls: [{ default_action: "Deny", bypass: "None", ip_rules }],
  });
  const open = (authorized_ip_ranges: string[]) => ({
    ...CLUSTER,
    private_cluster_enabled: false,
    api_server_access_profile: [{ authorized_ip_ranges }],
  });

  test.each(EVERYONE)("%j let everyone in", (ranges, said) => {
    expect(found(vault(stays(acl(ranges))), "vault-public")).toEqual([
      `azurerm_key_vault.main: ip_rules let ${said} in`,
    ]);
    expect(found(cluster(stays(open(ranges))), "api-server-public")).toEqual([
      `azurerm_kubernetes_cluster.main: authorized_ip_ranges let ${said} in`,
    ]);
  });

  test.each(SOME.map((ranges) => [ranges]))("%j let some in", (ranges) => {
    expect(found(vault(stays(acl(ranges))), "vault-public")).toEqual([]);
    expect(found(cluster(stays(open(ranges))), "api-server-public")).toEqual([]);
  });

  test("are judged without being shown where they are sensitive", () => {
    const hidden = stays(acl(["0.0.0.0/0"]));
    const result = vault({ ...hidden, sensitive: { network_acls: [{ ip_rules: true }] } });
    expect(found(result, "vault-public")).toEqual([
      "azurerm_key_vault.main: ip_rules let everyone in",
    ]);
  });

  test.each<[string, string, string[]]>([
    [
      "a variable",
      "var.ranges",
      ["api_server_access_profile.authorized_ip_ranges is only known after apply"],
    ],
    ["an address of one's own", "azurerm_public_ip.nat.ip_address", []],
  ])(
    "that are only known after apply are a decision, unless of an own address: %s",
    (_of, from, told) => {
      const later = comes(
        { ...open([]), api_server_access_profile: [{}] },
        {
          unknown: { api_server_access_profile: [{ authorized_ip_ranges: true }] },
          expressions: { api_server_access_profile: [{ authorized_ip_ranges: ref(from) }] },
        },
      );
      expect(found(cluster(later), "api-server-public")).toEqual([]);
      expect(found(cluster(later), "unknown-decision")).toEqual(
        told.map((one) => `azurerm_kubernetes_cluster.main: ${one}`),
      );
    },
  );
});

test("a vault's default action that is only known after apply is a decision", () => {
  const later = comes(
    { ...VAULT, id: VAULT_ID, network_acls: [{ bypass: "None", ip_rules: null }] },
    {
      unknown: { network_acls: [{ default_action: true }] },
      expressions: { network_acls: [{ default_action: ref("terraform_data.x.output") }] },
    },
  );
  expect(found(vault(later), "vault-public")).toEqual([]);
  expect(found(vault(later), "unknown-decision")).toEqual([
    "azurerm_key_vault.main: network_acls.default_action is only known after apply",
  ]);
});

test("what is made anew while Terraform forgets the old one is not said to go", () => {
  const renamed = turns(
    IDENTITY,
    { ...IDENTITY, name: "orders-2" },
    { actions: ["create", "forget"] },
  );
  const result = review({ ...SHOP, "azurerm_user_assigned_identity.orders": renamed });
  expect(result.risks[0].about).toBe(
    "an identity is made anew, and the old one stays outside Terraform",
  );
  expect(result.risks[0].findings).toHaveLength(1);
});

test("a secret whose value a data source reads goes through plan and state", () => {
  const secret = {
    address: "data.azurerm_key_vault_secret.pw",
    mode: "data",
    type: "azurerm_key_vault_secret",
    name: "pw",
    values: { name: "pw", key_vault_id: VAULT_ID, value: "hunter2" },
  };
  const result = review(SHOP, {
    prior_state: { values: { root_module: { resources: [secret] } } },
  });
  expect(found(result, "secret-in-plan")).toEqual([
    "data.azurerm_key_vault_secret.pw: is read with its value",
  ]);
  expect(JSON.stringify(result)).not.toContain("hunter2");
});
