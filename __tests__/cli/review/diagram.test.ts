import { reviewOf } from "../../../cli/review/review";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { mermaid } from "../../../cli/review/diagram/mermaid";
import { planFile } from "../support/plans";
import { type PlanFolder, planIn } from "../support/review-cases";
import {
  ACCOUNT,
  CREDENTIAL,
  deployment,
  GRANT,
  RUNNING_SHOP,
  SUBSCRIPTION,
} from "../support/shop";
import {
  comes,
  drawPlan,
  planOf,
  stays,
  statesOf,
  turns,
  type Written,
} from "../support/written-plan";

const fixture = (folder: PlanFolder, name: string) =>
  reviewOf([], [readPlanFile("s", planIn(folder, name))]);

/** The states of a shop in which something else is planned. */
const shop = (changes: Record<string, Written>, rest = {}) =>
  statesOf(drawPlan(planOf({ ...RUNNING_SHOP, ...changes }, rest)));

const replaced = (before: object, after: object, more: Written = {}): Written => ({
  before: before as never,
  after: after as never,
  actions: ["delete", "create"],
  ...more,
});

test.each<[string, PlanFolder, string, string[]]>([
  [
    "a credential goes alone",
    "plans",
    "trust-removed-in-use",
    ["shop/orders -> orders, becomes: gone"],
  ],
  [
    "a role goes alone",
    "plans",
    "grant-removed-in-use",
    ["orders -> shop-vault, Key Vault Secrets User: gone"],
  ],
  [
    "an identity is replaced, and with it what is its",
    "plans",
    "identity-replaced",
    [
      "managed identity orders-2: replaced",
      "service account shop/orders: changed",
      "shop/orders -> orders-2, becomes: replaced",
      "orders-2 -> shop-vault, Key Vault Secrets User: replaced",
    ],
  ],
  [
    "a cluster is replaced",
    "plans",
    "cluster-replaced",
    ["cluster shop-aks: replaced", "shop/orders -> orders, becomes: changed"],
  ],
  [
    "a vault goes with its roles",
    "plans",
    "vault-destroyed",
    ["vault shop-vault: gone", "orders -> shop-vault, Key Vault Secrets User: gone"],
  ],
  [
    "a subject is rewritten to an account that no stack holds",
    "plans",
    "subject-changed",
    [
      "service account shop/billing: outside",
      "shop/billing -> orders, becomes: new",
      "shop/orders -> orders, becomes: gone",
    ],
  ],
  [
    "a role takes the place of another",
    "plans",
    "role-widened",
    [
      "orders -> shop-vault, Key Vault Administrator: new",
      "orders -> shop-vault, Key Vault Secrets User: gone",
    ],
  ],
  [
    "a role is narrowed to a secret",
    "plans",
    "scope-narrowed",
    [
      "orders -> db-password of vault shop-vault, Key Vault Secrets User: new",
      "orders -> shop-vault, Key Vault Secrets User: gone",
    ],
  ],
  [
    "a role moves to another address",
    "plans",
    "resources-renamed",
    ["orders -> shop-vault, Key Vault Secrets User: replaced"],
  ],
  [
    "a workload comes",
    "plans",
    "workload-added",
    ["deployment shop/reports: new", "shop/reports -> shop/orders, runs as: new"],
  ],
  ["nothing changes", "plans", "nothing-changes", []],
  [
    "everything goes",
    "cases",
    "destroy-all",
    [
      "cluster shop-aks: gone",
      "managed identity orders: gone",
      "service account shop/orders: gone",
      "deployment shop/orders: gone",
      "vault shop-vault: gone",
      "shop/orders -> orders, becomes: gone",
      "shop/orders -> shop/orders, runs as: gone",
      "orders -> shop-vault, Key Vault Secrets User: gone",
    ],
  ],
  [
    "a scope is only known after apply",
    "cases",
    "ra-scope-unknown",
    [
      "scope (known after apply): unknown",
      "orders -> (known after apply), Key Vault Secrets User: unknown",
      "orders -> shop-vault, Key Vault Secrets User: unknown",
    ],
  ],
  [
    "Terraform puts off what it does to a role",
    "cases",
    "deferred",
    ["orders -> shop-vault, Key Vault Secrets User: unknown"],
  ],
  ["Terraform forgets a credential", "cases", "fic-forget", []],
  ["Terraform forgets a vault", "cases", "vault-forget", []],
  [
    "a role is made anew, and the old one is only forgotten",
    "cases",
    "ra-create-forget",
    ["orders -> shop-vault, Key Vault Secrets User: new"],
  ],
  ["of two alike roles one goes", "cases", "ra-duplicate-removed", []],
  [
    "the definition of a role is rewritten",
    "cases",
    "roledef-update-to-wildcard",
    ["orders -> shop-vault, Shop Operator: changed"],
  ],
  [
    "a cluster gets another issuer, and the credential stays at the old one",
    "cases",
    "cluster-issuer-url-changes",
    [
      "cluster shop-aks: changed",
      "issuer https://westeurope.oic.prod-aks.azure.com/e9da86d3-51cf-4a76-82d8-c50195c3f466/5a112f83-3049-471d-8626-3bbfb0ec5349/: outside",
      "service account shop/orders: outside",
      "shop/orders -> orders, becomes: gone",
    ],
  ],
])("where %s, the diagram says so of that alone", (_, folder, name, expected) => {
  expect(statesOf(fixture(folder, name))).toEqual(expected);
});

test("in a first plan all is new, and the subscription of a role is no resource of it", () => {
  const all = Object.entries(RUNNING_SHOP).map(
    ([address, { after }]) => [address, comes(after as never)] as const,
  );
  const owner = comes({ ...GRANT, scope: `/subscriptions/${SUBSCRIPTION}` });
  const changes = { ...Object.fromEntries(all), "azurerm_role_assignment.owner": owner };
  expect(statesOf(drawPlan(planOf(changes)))).toEqual([
    "cluster shop-aks: new",
    "managed identity orders: new",
    "service account shop/orders: new",
    "deployment shop/orders: new",
    "vault shop-vault: new",
    `subscription ${SUBSCRIPTION}: outside`,
    "shop/orders -> orders, becomes: new",
    "shop/orders -> shop/orders, runs as: new",
    "orders -> shop-vault, Key Vault Secrets User: new",
    `orders -> ${SUBSCRIPTION}, Key Vault Secrets User: new`,
  ]);
});

/** A synthesized stack with an identity that trusts a subject. */
function stackTrusting(name: string, subject: string) {
  return readSynthesized(name, {
    resource: {
      azurerm_user_assigned_identity: { a: { name: "a" } },
      azurerm_federated_identity_credential: {
        a: {
          parent_id: "${azurerm_user_assigned_identity.a.id}",
          issuer: "https://example.com/",
          subject,
        },
      },
    },
  });
}

test("without plans nothing has a state, and there is no legend", () => {
  const stack = stackTrusting("app", "system:serviceaccount:shop:a");
  const drawn = reviewOf([stack], []);
  expect(statesOf(drawn)).toEqual([]);
  expect(mermaid(drawn.diagram)).not.toMatch(/legend|classDef|:::/i);
});

test("where a stack has no plan, nothing tells what becomes of what is in it", () => {
  const plans = [readPlanFile("kubernetes", planFile("tutorial-moved-kubernetes"))];
  const azure = stackTrusting("azure", "system:serviceaccount:default:workload-identity-sa");
  expect(statesOf(reviewOf([azure], plans))).toEqual([
    "issuer https://example.com/: outside",
    "managed identity a: unknown",
    "service account default/workload-identity-sa: outside",
    "default/workload-identity-sa -> a, becomes: unknown",
  ]);
});

test("an account and its pods that move to another namespace are others there", () => {
  const elsewhere = { metadata: [{ name: "orders", namespace: "store" }] };
  const pods = deployment("orders", "orders");
  const moved = { ...pods, metadata: [{ name: "orders", namespace: "store" }] };
  expect(
    shop({
      "kubernetes_service_account_v1.orders": replaced(ACCOUNT, elsewhere),
      "kubernetes_deployment_v1.orders": replaced(pods, moved),
      "azurerm_federated_identity_credential.orders": turns(CREDENTIAL, {
        ...CREDENTIAL,
        subject: "system:serviceaccount:store:orders",
      }),
    }),
  ).toEqual([
    "service account store/orders: new",
    "deployment store/orders: new",
    "service account shop/orders: gone",
    "deployment shop/orders: gone",
    "store/orders -> orders, becomes: new",
    "store/orders -> store/orders, runs as: new",
    "shop/orders -> orders, becomes: gone",
    "shop/orders -> shop/orders, runs as: gone",
  ]);
});

test("a workload that comes to run as another account stays, and its arrow changes", () => {
  expect(
    shop({
      "kubernetes_service_account_v1.billing": stays({
        metadata: [{ name: "billing", namespace: "shop" }],
      }),
      "azurerm_federated_identity_credential.billing": stays({
        ...CREDENTIAL,
        subject: "system:serviceaccount:shop:billing",
      }),
      "kubernetes_deployment_v1.orders": turns(
        deployment("orders", "orders"),
        deployment("orders", "billing"),
      ),
    }),
  ).toEqual([
    "deployment shop/orders: changed",
    "shop/orders -> shop/billing, runs as: new",
    "shop/orders -> shop/orders, runs as: gone",
  ]);
});
