import type { InventoryRole } from "../../../cli/terraform/inventory/facts";
import { known } from "../../../cli/terraform/model/fact";
import { placeOfId } from "../../../cli/terraform/model/scope-place";
import type { Json } from "../../../cli/terraform/model/json";
import { findings } from "../../../cli/verify/findings";
import type { Arm } from "../../../cli/verify/gather/arm";
import { readResources, readVaults } from "../../../cli/verify/gather/azure";
import { refused, type Vault, whole } from "../../../cli/verify/live";
import { EXPECTED, HEALTHY, OTHER, PRINCIPAL, ROW, SUBSCRIPTION, VAULT } from "./support/live";

const ROLE: InventoryRole = {
  label: "access policy (secrets Get, List)",
  kind: "policy",
  name: known("access policy"),
  permissions: ["secrets get", "secrets list"],
};

/** How the workload is whose identity should have a policy in a vault of these. */
function workload(
  policies: Vault["policies"],
  role = ROLE,
  vaults = whole([{ ...VAULT, rbac: false, policies }]),
) {
  const scope = { label: "vault kv-shop", ...placeOfId(VAULT.id) };
  const grants = [
    { stack: "azure", address: "azurerm_key_vault_access_policy.orders", role, scope },
  ];
  const trusts = [{ ...EXPECTED.trusts[0], grants }];
  const { workloads } = findings({ ...HEALTHY, vaults }, { ...EXPECTED, trusts });
  return workloads.find((one) => one.workload === ROW);
}

const policy = (principalId: string, ...permissions: string[]) => ({ principalId, permissions });

test.each([
  ["that permits it", [policy(PRINCIPAL, "secrets get", "secrets list")]],
  [
    "that permits more",
    [policy(PRINCIPAL.toUpperCase(), "keys get", "secrets list", "secrets get")],
  ],
  ["that permits all", [policy(PRINCIPAL, "secrets all")]],
])("an identity with an access policy %s has what it needs", (_what, policies) => {
  expect(workload(policies)).toMatchObject({ verdict: "works", findings: [] });
});

test.each([
  ["no policy", [], "none"],
  ["a policy of another one", [policy(OTHER, "secrets get", "secrets list")], "none"],
  ["a policy without what is granted", [policy(PRINCIPAL, "secrets list")], "secrets list"],
  ["a policy for keys", [policy(PRINCIPAL, "keys get", "keys all")], "keys get, keys all"],
])("an identity with %s lacks it", (_what, policies, got) => {
  expect(workload(policies)?.findings).toContainEqual(
    expect.objectContaining({
      id: "role-missing",
      level: "broken",
      text: "id-orders is not access policy (secrets Get, List) at vault kv-shop",
      got,
      expected: "secrets get, secrets list",
      fix: ["or run the app again: azurerm_key_vault_access_policy.orders in the stack azure"],
    }),
  );
});

test("permissions that are not known are not proven where there is a policy", () => {
  const role = { ...ROLE, permissions: undefined };
  expect(workload([policy(PRINCIPAL, "secrets get")], role)).toMatchObject({
    verdict: "unproven",
    unseen: ["the permissions of azurerm_key_vault_access_policy.orders"],
  });
  expect(workload([], role)?.verdict).toBe("broken");
});

test("a vault that may not be read accuses nobody", () => {
  expect(workload([], ROLE, refused("Azure: the vaults"))).toMatchObject({
    verdict: "unproven",
    unseen: ["Azure: the vaults"],
  });
});

/** An Azure that answers every list with the same. */
function answering(items: Json[], asked: string[] = []) {
  return {
    list: (path: string, _action: string, _scope: string, project: (item: Json) => unknown[]) => {
      asked.push(decodeURIComponent(path));
      return Promise.resolve(whole(items.flatMap(project)));
    },
  } as unknown as Arm;
}

test("policies are read with what they permit, but for those of an application on behalf", async () => {
  const accessPolicies: Json[] = [
    { objectId: PRINCIPAL, permissions: { secrets: ["Get", "list"], keys: [] } },
    { objectId: PRINCIPAL, applicationId: OTHER, permissions: { secrets: ["all"] } },
    { objectId: OTHER },
  ];
  const vault = { id: VAULT.id, name: "kv-shop", properties: { accessPolicies } };
  expect(await readVaults(answering([vault]), [SUBSCRIPTION])).toMatchObject({
    items: [{ policies: [policy(PRINCIPAL, "secrets get", "secrets list"), policy(OTHER)] }],
  });
});

test("a resource is looked for by its type and name in each subscription", async () => {
  const asked: string[] = [];
  const wanted = { type: "Microsoft.Storage/storageAccounts", name: "main" };
  const found = await readResources(answering([{ id: "/id" }], asked), wanted, ["one", "two"]);
  expect(found).toEqual(["/id", "/id"]);
  expect(asked).toEqual(
    ["one", "two"].map(
      (subscription) =>
        `/subscriptions/${subscription}/resources?api-version=2021-04-01&$filter=resourceType eq 'Microsoft.Storage/storageAccounts' and name eq 'main'`,
    ),
  );
});
