import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { reviewOf } from "../../../cli/review/review";
import { comes, review, type Written } from "../support/written-plan";

const IDENTITIES = "identities that something else than pods becomes";

const unseenOf = (type: string, values: Record<string, unknown>, more: Written = {}) =>
  review({ [`${type}.x`]: comes(values, more) }).unseen;

test.each([
  "azurerm_resource_deployment_script_azure_cli",
  "azurerm_logic_app_workflow",
  "azurerm_cosmosdb_account",
  "azurerm_linux_web_app_slot",
  "azurerm_automation_account",
  "azurerm_container_registry_task",
  "azurerm_batch_pool",
  "azurerm_of_the_future",
])("%s is named where it takes an identity", (type) => {
  const said = [`shop: ${type}, which can hold ${IDENTITIES}`];
  const one = { type: "UserAssigned", identity_ids: ["id"] };
  expect(unseenOf(type, { identity: [one] })).toEqual(said);
  expect(unseenOf(type, { identity: [{ type: "SystemAssigned, UserAssigned" }] })).toEqual(said);
  expect(unseenOf(type, {}, { unknown: { identity: true } })).toEqual(said);
  expect(
    unseenOf(type, { identity: [{}] }, { unknown: { identity: [{ identity_ids: true }] } }),
  ).toEqual(said);
  const stack = readSynthesized("shop", { resource: { [type]: { x: { identity: one } } } });
  expect(reviewOf([stack], []).review.unseen).toEqual(said);
});

test.each([
  ["azurerm_storage_account", { identity: [{ type: "SystemAssigned", identity_ids: [] }] }],
  ["azurerm_storage_account", { identity: [] }],
  ["azurerm_storage_account", {}],
  ["azurerm_cosmosdb_account", {}],
  ["azurerm_kubernetes_cluster", { identity: [{ type: "UserAssigned", identity_ids: ["id"] }] }],
  ["random_pet", { identity: [{ identity_ids: ["id"] }] }],
])("%s with %j is not", (type, values) => {
  expect(unseenOf(type, values)).toEqual([]);
});

test.each([
  [
    "kubernetes_token_request_v1",
    "a token of a service account, with which whoever reads the state becomes its identity",
  ],
  ["azurerm_virtual_machine_run_command", "commands that run with the identity of a machine"],
  [
    "azurerm_virtual_machine_scale_set_extension",
    "commands that run with the identity of a machine",
  ],
  ["azurerm_lighthouse_assignment", "access of another tenant"],
  ["azurerm_kusto_database_principal_assignment", "access by other means"],
  ["azurerm_redis_cache_access_policy_assignment", "access by other means"],
  ["azurerm_postgresql_flexible_server_active_directory_administrator", "access by other means"],
  ["msgraph_resource", "objects of Microsoft Entra ID"],
  ["argocd_application", "workloads that come from elsewhere"],
  ["flux_bootstrap_git", "workloads that come from elsewhere"],
])("%s is named", (type, what) => {
  expect(unseenOf(type, {})).toEqual([`shop: ${type}, which can hold ${what}`]);
});

test("changes that Terraform put off, and actions that it runs, are named", () => {
  const PUT_OFF = "shop: changes that Terraform put off; the plan is not complete";
  const change = { resource_change: {}, reason: "resource_config_unknown" };
  expect(review({}, { complete: true, deferred_changes: [change] }).unseen).toEqual([PUT_OFF]);
  expect(review({}, { complete: false, deferred_changes: [] }).unseen).toEqual([PUT_OFF]);
  expect(review({}, { complete: true, deferred_changes: [] }).unseen).toEqual([]);
  const action = { address: "action.azapi_resource_action.grant", type: "azapi_resource_action" };
  expect(review({}, { action_invocations: [action] }).unseen).toEqual([
    "shop: what action.azapi_resource_action.grant does, which Terraform runs at apply",
  ]);
});
