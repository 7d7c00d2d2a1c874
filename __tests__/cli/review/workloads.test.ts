import { CREDENTIAL, deployment, SHOP } from "../support/shop";
import { accessOf, comes, found, review, stays, type Written } from "../support/written-plan";

const TRUSTED = (namespace: string, account: string) => ({
  ...SHOP,
  "azurerm_federated_identity_credential.orders": stays({
    ...CREDENTIAL,
    subject: `system:serviceaccount:${namespace}:${account}`,
  }),
});

const made = (change: Written, namespace = "shop", account = "default") =>
  review({ ...TRUSTED(namespace, account), "kubernetes_deployment_v1.w": change });

const spec = (block: object) => ({ spec: [{ template: [{ spec: [block] }] }] });
const written = (block: object) => ({
  metadata: [{ name: {} }],
  ...spec({ container: [{}], ...block }),
});
const GAINED = ["gained deployment shop/w: nothing -> can become orders"];
const UNSEEN = "shop: the service account of kubernetes_deployment_v1.w";

describe("a workload without a service account runs as the default one", () => {
  test.each([
    ["absent", undefined],
    ["null", null],
    ['""', ""],
  ])("where it is %s", (_form, name) => {
    expect(accessOf(made(comes(deployment("w", name))))).toEqual(GAINED);
  });

  test("where a plan does not know what the configuration does not write", () => {
    const unknown = spec({ service_account_name: true });
    const left = made(comes(deployment("w", undefined), { unknown, expressions: written({}) }));
    expect(accessOf(left)).toEqual(GAINED);
    expect(left.unseen).not.toContain(UNSEEN);
  });

  test.each<[string, object]>([
    [
      "writes it with something else",
      written({ service_account_name: { references: ["var.account"] } }),
    ],
    ["has dynamic blocks", { metadata: [{ name: {} }] }],
  ])("and is not guessed where the configuration %s", (_how, expressions) => {
    const unknown = spec({ service_account_name: true });
    const result = made(
      comes(deployment("w", undefined), { unknown, expressions: { ...expressions } }),
    );
    expect(accessOf(result)).toEqual([]);
    expect(result.unseen).toContain(UNSEEN);
  });
});

describe("a workload without a namespace is in the default one", () => {
  const named = (namespace: unknown) => ({
    ...deployment("w", "orders"),
    metadata: [{ name: "w", namespace }],
  });

  test.each([
    ["absent", undefined],
    ["null", null],
    ['""', ""],
  ])("where it is %s", (_form, namespace) => {
    expect(accessOf(made(comes(named(namespace)), "default", "orders"))).toEqual([
      "gained deployment default/w: nothing -> can become orders",
    ]);
  });

  test("and is not guessed where it is only known after apply", () => {
    const unknown = { metadata: [{ namespace: true }] };
    const result = made(comes(named(undefined), { unknown }), "default", "orders");
    expect(accessOf(result)).toEqual([]);
    expect(result.unseen).toContain("shop: the namespace of kubernetes_deployment_v1.w");
  });
});

test("the default account of a namespace asks for an identity like any other", () => {
  const metadata = [
    {
      namespace: "shop",
      annotations: { "azure.workload.identity/client-id": "22222222-aaaa-4aaa-8aaa-000000000001" },
    },
  ];
  const result = review({
    ...SHOP,
    "kubernetes_default_service_account_v1.d": comes({ metadata }),
  });
  expect(found(result, "annotation-without-trust")).toEqual([
    "kubernetes_default_service_account_v1.d: shop/default asks for orders, which does not trust it",
  ]);
});
