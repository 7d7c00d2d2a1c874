import { ReferenceIndex } from "../../../cli/terraform/model/reference-index";
import { Resource, type ResourceOf } from "../../../cli/terraform/model/resource";
import { ATTRIBUTES, kindOf, project, RENDERED } from "../../../cli/terraform/model/resource-types";
import { reviewOf } from "../../../cli/review/review";
import { plannedStack } from "../../../cli/terraform/read/plan";
import type { Json } from "../../../cli/terraform/model/json";

/** A resource of a plan, and of its configuration where that says how it is written. */
function planned(address: string, after: object, expressions: object = {}) {
  const [type, name] = address.replace(/^data\./, "").split(".");
  const mode = address.startsWith("data.") ? "data" : "managed";
  const head = { address, mode, type, name };
  return {
    change: { ...head, change: { actions: ["create"], before: null, after, after_unknown: {} } },
    written: { ...head, expressions },
  };
}

function stackOf(...resources: ReturnType<typeof planned>[]) {
  const plan = {
    resource_changes: resources.map(({ change }) => change),
    configuration: { root_module: { resources: resources.map(({ written }) => written) } },
  };
  return plannedStack("app", JSON.parse(JSON.stringify(plan)) as Record<string, Json>, "");
}

/** The vault of a plan with an attribute that is not collected. */
function vaultOf(values: object): ResourceOf<"vault"> {
  return stackOf(planned("azurerm_key_vault.main", values)).after.resources[0];
}

// Whether these lines compile, `npm run lint` says: each would be an error where it did.
test("an attribute that is not collected cannot be asked for, and is not kept", () => {
  const vault = vaultOf({ sku_name: "standard", network_acls: [{ default_action: "Deny" }] });
  const references = new ReferenceIndex([]);

  // THEN what is collected can be asked for, and what is below it
  expect(vault.get("network_acls", "default_action").value).toBe("Deny");

  // THEN what is not collected of any kind cannot
  // @ts-expect-error: of no kind
  expect(vault.get("sku_name").value).toBeUndefined();
  const ofAnyKind: Resource = vault;
  // @ts-expect-error: of no kind
  expect(ofAnyKind.has("sku_name")).toBe(false);
  // @ts-expect-error: of no kind
  expect(references.textOf(ofAnyKind, "sku_name")).toBeUndefined();

  // THEN nor can what is collected of another kind
  // @ts-expect-error: of clusters
  expect(vault.get("oidc_issuer_url").value).toBeUndefined();
  // @ts-expect-error: of clusters
  expect(vault.items("api_server_access_profile", "authorized_ip_ranges")).toEqual([]);
  // @ts-expect-error: of clusters
  expect(references.textOf(vault, "oidc_issuer_url")).toBeUndefined();
  // @ts-expect-error: a vault is no cluster
  const cluster: ResourceOf<"cluster"> = vault;
  expect(cluster.type).toBe("azurerm_key_vault");
});

test("of a secret only is kept that it has a value, of a remote state only that it is there", () => {
  expect(project("azurerm_key_vault_secret", { name: "a", value: "hunter2" })).toEqual({
    name: "a",
    value: true,
  });
  expect(project("terraform_remote_state", { backend: "azurerm", config: { key: "a" } })).toEqual(
    {},
  );
});

/** What is asked of the resources of a review, as `cluster.id`. */
function readBy(review: () => unknown): ReadonlySet<string> {
  const asked = new Set<string>();
  for (const method of ["referredTo", "items", "keys", "configures"] as const) {
    const original = Resource.prototype[method] as (...given: unknown[]) => unknown;
    jest.spyOn(Resource.prototype, method).mockImplementation(function (this: Resource, ...given) {
      asked.add(`${kindOf(this.type)}.${given.flat()[0]}`);
      return original.apply(this, given) as never;
    });
  }
  review();
  jest.restoreAllMocks();
  return asked;
}

test("what is collected is read by a review, or where a configuration refers to it", () => {
  // GIVEN one resource of each kind, of which a plan knows nothing
  const to = (...references: string[]) => ({ references });
  const kinds = [
    planned("azurerm_kubernetes_cluster.main", {}),
    planned(
      "azurerm_kubernetes_cluster_node_pool.main",
      {},
      {
        kubernetes_cluster_id: to("azurerm_kubernetes_cluster.main.id"),
      },
    ),
    planned("azurerm_user_assigned_identity.main", {}),
    planned("azurerm_federated_identity_credential.main", {}),
    planned(
      "azurerm_role_assignment.main",
      {},
      {
        role_definition_id: to("azurerm_role_definition.main.id"),
      },
    ),
    planned("azurerm_cosmosdb_sql_role_assignment.main", {}),
    planned("azurerm_key_vault.main", { access_policy: [{}] }),
    planned("azurerm_key_vault_secret.main", {}),
    planned("azurerm_resource_group.main", {}),
    planned("data.azurerm_subscription.main", {}),
    planned("data.azurerm_client_config.main", {}),
    planned("azurerm_management_group.main", {}),
    planned("azurerm_role_definition.main", { permissions: [{}] }),
    planned("azurerm_cosmosdb_account.main", {}),
    planned("azurerm_cosmosdb_sql_container.main", { account_name: "a", database_name: "d" }),
    planned("azurerm_cosmosdb_sql_role_definition.main", {}),
    planned("azurerm_key_vault_access_policy.main", {}),
    planned("terraform_data.main", { input: { kind: RENDERED } }),
    planned("kubernetes_namespace_v1.main", {}),
    planned(
      "kubernetes_service_account_v1.main",
      {},
      {
        metadata: [{ namespace: to("kubernetes_namespace_v1.main.metadata[0].name") }],
      },
    ),
    planned("kubernetes_pod_v1.main", {}),
  ];
  // AND roles at each of them, and roles that are written with other attributes than an id
  const named = kinds.map(({ change: { address } }) => address);
  const grants = named.map((address, at) =>
    planned(`azurerm_role_assignment.at_${at}`, {}, { scope: to(`${address}.id`) }),
  );
  const nodes = "azurerm_kubernetes_cluster.main.identity[0].principal_id";
  const others = [
    planned("azurerm_role_assignment.x", { principal_id: "x" }, { principal_id: to(nodes) }),
    planned(
      "azurerm_role_assignment.y",
      { scope: "/subscriptions/y" },
      {
        scope: to("data.azurerm_subscription.main.subscription_id"),
      },
    ),
    planned(
      "azurerm_role_assignment.z",
      {},
      {
        scope: to("azurerm_kubernetes_cluster.main.node_resource_group_id"),
      },
    ),
  ];

  // WHEN
  const asked = readBy(() => reviewOf([], [stackOf(...kinds, ...grants, ...others)]));

  // THEN
  const collected = Object.entries(ATTRIBUTES).flatMap(([kind, attributes]) =>
    attributes.map((attribute: string) => `${kind}.${attribute}`),
  );
  expect(collected.filter((one) => !asked.has(one))).toEqual([]);
});
