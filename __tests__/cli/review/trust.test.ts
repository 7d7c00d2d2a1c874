import {
  access,
  created,
  credential,
  deployment,
  destroyed,
  details,
  estate,
  type PlannedResource,
  reviewed,
  risks,
  without,
} from "../support/estate";

const CREDENTIAL = "azurerm_federated_identity_credential";
const EVIL = "https://evil.example/";

/** The credential is gone, and one of the same identity and subject is there at another address. */
const recreated = (after: object, ...others: PlannedResource[]) =>
  without(
    [`${CREDENTIAL}.orders`],
    destroyed(`${CREDENTIAL}.old`, credential()),
    created(`${CREDENTIAL}.new`, credential({ ...after })),
    ...others,
  );

/** The provider of the Kubernetes objects talks to the cluster of the plan. */
const HOST = {
  provider_config: {
    kubernetes: {
      name: "kubernetes",
      expressions: {
        host: {
          references: [
            "azurerm_kubernetes_cluster.main.kube_config[0].host",
            "azurerm_kubernetes_cluster.main",
          ],
        },
      },
    },
  },
};

describe.each([
  ["where the plan tells the cluster of the pods", HOST],
  ["where it does not", {}],
])("a credential that comes back with another issuer, %s", (_where, configuration) => {
  test("is said to be changed, and taken from the pods that rely on it", () => {
    const review = reviewed(recreated({ issuer: EVIL }), configuration);
    expect(risks(review)).toEqual(
      expect.arrayContaining(["issuer-changed", "trust-removed-in-use"]),
    );
    expect(details(review, "issuer-changed")).toEqual([
      `was ${credential().issuer as string}, becomes ${EVIL}`,
    ]);
    expect(details(review, "trust-removed-in-use")).toEqual([
      `is relied on by deployment shop/orders; what remains is of ${EVIL}`,
    ]);
    expect(access(review)).toContain("lost deployment shop/orders: can become orders");
    expect(access(review).join("\n")).not.toMatch(/gained deployment shop\/orders: can become/);
  });

  test("is told without any workload too", () => {
    const resources = recreated({ issuer: EVIL }).filter(({ type }) => !/deployment/.test(type));
    expect(risks(reviewed(resources, configuration))).toContain("issuer-changed");
  });

  test("changes nothing where the issuer is the same", () => {
    const review = reviewed(recreated({}), configuration);
    expect(risks(review)).toEqual([]);
    expect(access(review)).toEqual([]);
  });
});

test("an issuer that is that of no cluster here lets pods in only if their tokens are of it", () => {
  // GIVEN an issuer without its last slash, which Entra takes for another
  const issuer = (credential().issuer as string).slice(0, -1);
  const resources = without(
    [`${CREDENTIAL}.orders`],
    created(`${CREDENTIAL}.new`, credential({ issuer })),
  );

  // THEN
  expect(access(reviewed(resources))).toContain(
    `gained deployment shop/orders: could become orders, if its tokens are of ${issuer}`,
  );
  expect(access(reviewed(resources, HOST)).join("\n")).not.toContain("deployment");
});

test("a second credential of another cluster takes nothing", () => {
  const more = created(`${CREDENTIAL}.more`, credential({ issuer: EVIL }));
  expect(risks(reviewed(estate(more)))).toEqual([]);
});

test("a credential of another audience takes its place as a changed one", () => {
  expect(risks(reviewed(recreated({ audience: ["api://x"] })))).toEqual(["audience-changed"]);
});

test("a workload that only gets another address loses and gains nothing", () => {
  const review = reviewed(
    without(
      ["kubernetes_deployment_v1.orders"],
      destroyed("kubernetes_deployment_v1.old", deployment()),
      created("kubernetes_deployment_v1.new", deployment()),
    ),
  );
  expect(access(review)).toEqual([]);
});

test("a credential is in use by a workload that only gets another address", () => {
  const review = reviewed(
    without(
      ["kubernetes_deployment_v1.orders", `${CREDENTIAL}.orders`],
      destroyed("kubernetes_deployment_v1.old", deployment()),
      created("kubernetes_deployment_v1.new", deployment()),
      destroyed(`${CREDENTIAL}.orders`, credential()),
    ).concat(destroyed(`${CREDENTIAL}.orders`, credential())),
  );
  expect(risks(review)).toContain("trust-removed-in-use");
});

test("a service account whose name is only known after apply may be the one that is trusted", () => {
  const generated = {
    metadata: [
      {
        generate_name: "orders-",
        namespace: "shop",
        annotations: { "azure.workload.identity/client-id": "client-of-orders" },
      },
    ],
  };
  const account = created("kubernetes_service_account_v1.generated", generated, {
    after_unknown: { metadata: [{ name: true }] },
  });
  const review = reviewed(without(["kubernetes_service_account_v1.orders"], account));
  expect(risks(review)).toEqual([]);
  expect(review.unseen).toContain("shop: the name of kubernetes_service_account_v1.generated");
});
