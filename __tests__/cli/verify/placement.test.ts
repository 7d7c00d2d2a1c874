import type { InventoryScope } from "../../../cli/terraform/inventory/facts";
import { known, UNKNOWN, valueOf } from "../../../cli/terraform/model/fact";
import { idOf, placeOfId, type ScopePlace } from "../../../cli/terraform/model/scope-place";
import type { ExpectedGrant } from "../../../cli/verify/expected";
import { findings } from "../../../cli/verify/findings";
import { type Assignment, type Live, type Seen, whole } from "../../../cli/verify/live";
import {
  assigned,
  azureRole,
  EXPECTED,
  HEALTHY,
  PRINCIPAL,
  ROW,
  SUBSCRIPTION,
  templated,
} from "./support/live";

const OTHER_SUBSCRIPTION = "77777777-2222-4333-8444-aaaaaaaaaaaa";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop`;
const ROLE = "Storage Blob Data Reader";
const ADDRESS = "azurerm_role_assignment.orders";
const at = (type: string, name: string, child = "") =>
  `${GROUP}/providers/${type}/${name}${child && `/${child}`}`;

/** Each kind of scope: where it is, what is above it in the resource, beside it and in it. */
const RESOURCES: readonly (readonly [
  kind: string,
  type: string,
  child?: string,
  above?: string,
  sibling?: string,
])[] = [
  ["vault", "Microsoft.KeyVault/vaults"],
  ["secret", "Microsoft.KeyVault/vaults", "secrets/password", "", "secrets/other"],
  ["key", "Microsoft.KeyVault/vaults", "keys/seal", "", "keys/other"],
  ["certificate", "Microsoft.KeyVault/vaults", "certificates/tls", "", "certificates/other"],
  ["storage account", "Microsoft.Storage/storageAccounts"],
  [
    "blob container",
    "Microsoft.Storage/storageAccounts",
    "blobServices/default/containers/photos",
    "blobServices/default",
    "blobServices/default/containers/photos2",
  ],
  [
    "storage queue",
    "Microsoft.Storage/storageAccounts",
    "queueServices/default/queues/jobs",
    "queueServices/default",
    "queueServices/default/queues/job",
  ],
  [
    "table",
    "Microsoft.Storage/storageAccounts",
    "tableServices/default/tables/rows",
    "tableServices/default",
    "tableServices/default/tables/other",
  ],
  [
    "file share",
    "Microsoft.Storage/storageAccounts",
    "fileServices/default/fileshares/files",
    "fileServices/default",
    "fileServices/default/fileshares/other",
  ],
  ["registry", "Microsoft.ContainerRegistry/registries"],
  ["Service Bus namespace", "Microsoft.ServiceBus/namespaces"],
  ["Service Bus queue", "Microsoft.ServiceBus/namespaces", "queues/jobs", "", "queues/other"],
  ["topic", "Microsoft.ServiceBus/namespaces", "topics/sold", "", "topics/other"],
  [
    "subscription of a topic",
    "Microsoft.ServiceBus/namespaces",
    "topics/sold/subscriptions/mail",
    "topics/sold",
    "topics/sold/subscriptions/post",
  ],
  ["Event Hubs namespace", "Microsoft.EventHub/namespaces"],
  ["event hub", "Microsoft.EventHub/namespaces", "eventhubs/clicks", "", "eventhubs/other"],
  ["SQL server", "Microsoft.Sql/servers"],
  ["database", "Microsoft.Sql/servers", "databases/shop", "", "databases/other"],
  ["Cosmos DB account", "Microsoft.DocumentDB/databaseAccounts"],
  ["configuration store", "Microsoft.AppConfiguration/configurationStores"],
  ["AI services account", "Microsoft.CognitiveServices/accounts"],
  ["cluster", "Microsoft.ContainerService/managedClusters"],
  ["managed identity", "Microsoft.ManagedIdentity/userAssignedIdentities"],
  ["subnet", "Microsoft.Network/virtualNetworks", "subnets/pods", "", "subnets/nodes"],
];

interface Held {
  readonly scope: string;
  readonly role?: string;
  readonly listedBy?: string;
}

/** How a workload is whose identity should have a role at a place and has others. */
function verdictOf(
  place: ScopePlace,
  held: readonly Held[],
  { role = azureRole(ROLE), ...changes }: Partial<Live> & { role?: ExpectedGrant["role"] } = {},
) {
  const scope: InventoryScope = { label: "the scope", ...place };
  const grants = [{ stack: "azure", address: ADDRESS, role, scope }];
  const [trust] = EXPECTED.trusts;
  const items = held.map((one) =>
    assigned(one.scope, one.role ?? ROLE, one.listedBy ? { listedBy: one.listedBy } : {}),
  );
  const live: Live = {
    ...HEALTHY,
    ...templated({ containers: [] }),
    assignments: { [PRINCIPAL]: whole<Assignment>(items) },
    ...changes,
  };
  const { workloads } = findings(live, { ...EXPECTED, trusts: [{ ...trust, grants }] });
  const { links, findings: all, unseen } = workloads.find(({ workload }) => workload === ROW)!;
  return { roles: links.roles, ids: all.map(({ id }) => id), unseen };
}

const WORKS = { roles: "works", ids: [], unseen: [] };
const BROKEN = { roles: "broken", ids: ["role-missing"], unseen: [] };
// Whether a vault lets pods in is a matter of its own: of those below none is seen.
const rolesOf = (...args: Parameters<typeof verdictOf>) => {
  const { ids, unseen } = verdictOf(...args);
  const roles = ids.includes("role-missing")
    ? "broken"
    : unseen.some((one) => !one.startsWith("the vault "))
      ? "unproven"
      : "works";
  return { roles, ids, unseen: unseen.filter((one) => !one.startsWith("the vault ")) };
};

describe.each(RESOURCES)(
  "a role at a %s",
  (_kind, type = "", child = "", above = "", sibling = "") => {
    const id = at(type, "main", child);
    const place = placeOfId(id);
    const siblings: [string, Held[]][] = sibling
      ? [["at its sibling", [{ scope: at(type, "main", sibling) }]]]
      : [];

    test.each([
      ["there", id],
      ["there, in other capitals", id.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions")],
      ["there, with a slash at its end", `${id}/`],
      ["at the resource", at(type, "main")],
      ...(above ? [["at what holds it in the resource", at(type, "main", above)]] : []),
      ["at the resource group", GROUP],
      ["at the subscription", `/subscriptions/${SUBSCRIPTION}`],
      [
        "at a management group that the subscription is in",
        "/providers/Microsoft.Management/managementGroups/corp",
      ],
      ["at the tenant's root", "/"],
    ])("works %s", (_where, scope) => {
      expect(rolesOf(place, [{ scope }])).toEqual(WORKS);
    });

    test.each<[string, Held[]]>([
      ["at nothing", []],
      ["below it", [{ scope: `${id}/parts/one` }]],
      ["at another resource of the type", [{ scope: at(type, "other", child) }]],
      [
        "at a resource whose name begins alike",
        [{ scope: at(type, "main2", child) }, { scope: at(type, "mai", child) }],
      ],
      ["at a resource of another type", [{ scope: at("Microsoft.Other/things", "main", child) }]],
      ...siblings,
      ["in another group", [{ scope: id.replace("/shop/", "/other/") }]],
      ["at another group", [{ scope: GROUP.replace(/shop$/, "other") }]],
      ["in another subscription", [{ scope: id.replace(SUBSCRIPTION, OTHER_SUBSCRIPTION) }]],
      ["at another subscription", [{ scope: `/subscriptions/${OTHER_SUBSCRIPTION}` }]],
      [
        "if it is another one",
        [
          { scope: id, role: "Reader" },
          { scope: GROUP, role: "AcrPull" },
        ],
      ],
    ])("is missing %s", (_where, held) => {
      expect(rolesOf(place, held)).toEqual(BROKEN);
    });

    test("is not proven where the subscription is not known and nothing tells it", () => {
      const { roles, unseen } = rolesOf({ ...place, subscription: UNKNOWN }, [{ scope: id }]);
      expect({ roles, unseen }).toEqual({
        roles: "unproven",
        unseen: [`the subscription of the scope (${ADDRESS})`],
      });
    });

    test("is ruled out by what is known, and not proven missing by a list of another subscription", () => {
      const { roles } = rolesOf({ ...place, subscription: UNKNOWN }, [
        { scope: at(type, "other", child) },
      ]);
      expect(roles).toBe("unproven");
      const elsewhere = { ...place, subscription: known(OTHER_SUBSCRIPTION) };
      expect(rolesOf(elsewhere, [{ scope: id }]).unseen).toEqual([
        `the roles at the scope (--subscription ${OTHER_SUBSCRIPTION}) (${ADDRESS})`,
      ]);
    });
  },
);

describe("a role at a resource group", () => {
  const place = placeOfId(GROUP);

  test.each([
    ["there", GROUP],
    [
      "there, in other capitals and with a slash",
      `${GROUP.replace("resourceGroups/shop", "resourcegroups/SHOP")}/`,
    ],
    ["at its subscription", `/subscriptions/${SUBSCRIPTION.toUpperCase()}`],
  ])("works %s", (_where, scope) => {
    expect(rolesOf(place, [{ scope }])).toEqual(WORKS);
  });

  test.each([
    ["in it", at("Microsoft.Storage/storageAccounts", "main")],
    ["at another group", `${GROUP}2`],
    ["at one of its name in another subscription", GROUP.replace(SUBSCRIPTION, OTHER_SUBSCRIPTION)],
  ])("is missing %s", (_where, scope) => {
    expect(rolesOf(place, [{ scope }])).toEqual(BROKEN);
  });
});

describe("a role at a subscription", () => {
  const place = placeOfId(`/subscriptions/${SUBSCRIPTION.toUpperCase()}`);

  test("works there, whatever the capitals of either side", () => {
    expect(rolesOf(place, [{ scope: `/subscriptions/${SUBSCRIPTION}` }])).toEqual(WORKS);
  });

  test.each([
    ["in it", GROUP],
    ["at another one", `/subscriptions/${OTHER_SUBSCRIPTION}`],
  ])("is missing %s", (_where, scope) => {
    expect(rolesOf(place, [{ scope }])).toEqual(BROKEN);
  });
});

test("a role that no list has is missing in a subscription that was read, in other capitals too", () => {
  const subscription = SUBSCRIPTION.replace(/^./, "a");
  const place = placeOfId(`/subscriptions/${subscription.toUpperCase()}/resourceGroups/shop`);
  expect(rolesOf(place, [], { subscriptions: [subscription] })).toEqual(BROKEN);
});

describe("management groups", () => {
  const corp = "/providers/Microsoft.Management/managementGroups/corp";

  test("count for the subscription that lists them, not for another one that was read", () => {
    const place = { ...placeOfId(GROUP), subscription: known(OTHER_SUBSCRIPTION) };
    const subscriptions = [SUBSCRIPTION, OTHER_SUBSCRIPTION];
    expect(rolesOf(place, [{ scope: corp }], { subscriptions })).toEqual(BROKEN);
    const listedBy = OTHER_SUBSCRIPTION.toUpperCase();
    expect(rolesOf(place, [{ scope: corp, listedBy }], { subscriptions })).toEqual(WORKS);
    expect(rolesOf(place, [{ scope: corp }]).roles).toBe("unproven");
  });

  test("are the same by their name, and of others it is not known which is above", () => {
    expect(
      rolesOf(placeOfId(corp), [{ scope: corp.toUpperCase().replace("PROVIDERS", "providers") }]),
    ).toEqual(WORKS);
    expect(rolesOf(placeOfId(corp), [{ scope: "/" }])).toEqual(WORKS);
    expect(rolesOf(placeOfId(corp), [{ scope: `${corp}2` }]).roles).toBe("unproven");
    expect(rolesOf(placeOfId(corp), [{ scope: `/subscriptions/${SUBSCRIPTION}` }]).unseen).toEqual([
      `the roles at the scope, which is in no subscription (${ADDRESS})`,
    ]);
    expect(rolesOf(placeOfId("/"), [{ scope: corp }]).roles).toBe("unproven");
  });
});

describe("where a part of the scope is not known", () => {
  const account = placeOfId(at("Microsoft.Storage/storageAccounts", "main"));
  const hidden = { sensitive: true, digest: null } as const;

  test.each([
    ["unknown", UNKNOWN],
    ["sensitive", hidden],
  ])("a name that is %s proves nothing of a resource and all of what is above", (_how, name) => {
    const place = { ...account, name };
    const scope = valueOf(idOf(account)) ?? "";
    expect(rolesOf(place, [{ scope }])).toEqual({
      roles: "unproven",
      ids: [],
      unseen: [`the name of the scope (${ADDRESS})`],
    });
    expect(rolesOf(place, [{ scope: GROUP }])).toEqual(WORKS);
    expect(rolesOf(place, [{ scope: at("Microsoft.KeyVault/vaults", "main") }])).toEqual(BROKEN);
    expect(rolesOf(place, [])).toEqual(BROKEN);
  });

  test("what is in a resource may be anything in it", () => {
    const place = { ...account, child: UNKNOWN };
    const scope = valueOf(idOf(account)) ?? "";
    expect(rolesOf(place, [{ scope }])).toEqual(WORKS);
    expect(rolesOf(place, [{ scope: `${scope}/blobServices/default` }]).unseen).toEqual([
      `the part of the scope (${ADDRESS})`,
    ]);
    expect(rolesOf(place, [{ scope: `${scope}2` }])).toEqual(BROKEN);
  });

  test("a scope of which nothing is known is proven by the tenant's root alone", () => {
    const nowhere: ScopePlace = { level: null, name: UNKNOWN };
    expect(rolesOf(nowhere, [{ scope: "/" }])).toEqual(WORKS);
    for (const scope of [GROUP, `/subscriptions/${SUBSCRIPTION}`, ""]) {
      expect(rolesOf(nowhere, [{ scope }]).roles).toBe("unproven");
    }
    expect(rolesOf(nowhere, []).roles).toBe("unproven");
  });

  test("a scope that is somewhere in a group is proven by the group, and by nothing in it", () => {
    const within: ScopePlace = { ...placeOfId(GROUP), level: null };
    expect(rolesOf(within, [{ scope: GROUP }])).toEqual(WORKS);
    expect(rolesOf(within, [{ scope: valueOf(idOf(account)) ?? "" }]).roles).toBe("unproven");
    expect(rolesOf(within, [{ scope: `${GROUP}2` }])).toEqual(BROKEN);
  });

  test("Azure tells where a resource is whose name no other one has", () => {
    const id = valueOf(idOf(account)) ?? "";
    const place = { ...account, subscription: UNKNOWN, resourceGroup: UNKNOWN };
    const resources = [id.toUpperCase()];
    expect(rolesOf(place, [{ scope: id }], { resources })).toEqual(WORKS);
    expect(rolesOf(place, [{ scope: `${id}2` }], { resources })).toEqual(BROKEN);
    expect(rolesOf(place, [{ scope: id }], { resources: [`${id}2`] }).roles).toBe("unproven");
    const cluster = { ...place, type: known("Microsoft.ContainerService/managedClusters") };
    const found = id.replace("Microsoft.Storage/storageAccounts", valueOf(cluster.type) ?? "");
    expect(rolesOf(cluster, [{ scope: found }], { resources: [found] }).roles).toBe("unproven");
  });
});

describe("a role", () => {
  const place = placeOfId(GROUP);
  const GUID = "66666666-7777-4888-9999-000000000000";
  const held = (role: string) => [{ scope: GROUP, role }];

  test.each([
    ["by the GUID of a built-in one", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"],
    [
      "by the id of its definition",
      "/providers/Microsoft.Authorization/roleDefinitions/2A2B9908-6ea1-4ae2-8e65-a410df84e7d1",
    ],
    ["in other capitals", "storage blob data READER"],
  ])("is the same %s", (_how, name) => {
    expect(rolesOf(place, held(ROLE), { role: { ...azureRole(ROLE), name: known(name) } })).toEqual(
      WORKS,
    );
  });

  test("that includes it will do, one that it includes will not", () => {
    expect(rolesOf(place, held("Storage Blob Data Owner"))).toEqual(WORKS);
    expect(rolesOf(place, held(ROLE), { role: azureRole("Storage Blob Data Owner") })).toEqual(
      BROKEN,
    );
  });

  test("of your own has a name without regard to capitals, or a definition", () => {
    expect(rolesOf(place, held("Shop Reader"), { role: azureRole("shop reader") })).toEqual(WORKS);
    expect(rolesOf(place, held("Shop Reader"), { role: azureRole("Shop Writer") })).toEqual(BROKEN);
    expect(rolesOf(place, held("Shop Reader"), { role: azureRole(GUID.toUpperCase()) })).toEqual(
      WORKS,
    );
    expect(
      rolesOf(place, held("Shop Reader"), { role: azureRole(GUID.replace("6", "7")) }),
    ).toEqual(BROKEN);
  });

  test("of your own whose name may not be read is not proven", () => {
    const { definition } = assigned(GROUP, "unread");
    const items = [assigned(GROUP, "", { role: definition, definition })];
    const assignments: Record<string, Seen<Assignment>> = { [PRINCIPAL]: whole(items) };
    expect(rolesOf(place, [], { assignments, role: azureRole("Shop Reader") }).unseen).toEqual([
      `the name of the role ${definition} (${ADDRESS})`,
    ]);
    expect(rolesOf(place, [], { assignments })).toEqual(BROKEN);
  });

  test.each([
    ["unknown", { label: "(known after apply)", kind: null, name: UNKNOWN }],
    ["sensitive", { label: "(sensitive)", kind: "azure", name: { sensitive: true, digest: null } }],
  ] as const)("whose name is %s is not proven", (_how, role) => {
    expect(rolesOf(place, held("Owner"), { role })).toEqual({
      roles: "unproven",
      ids: [],
      unseen: [`the role of ${ADDRESS}`],
    });
  });

  test("that is not in a list which was cut is not proven missing", () => {
    const assignments: Record<string, Seen<Assignment>> = {
      [PRINCIPAL]: { read: "cut", items: [], missing: "Azure: more of it" },
    };
    expect(rolesOf(place, [], { assignments }).unseen).toEqual(["Azure: more of it"]);
  });
});
