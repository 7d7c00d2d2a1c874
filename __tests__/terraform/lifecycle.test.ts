import { type AppliedStack, describeTerraform } from "../stand-in/terraform";
import type { WebhookGeneration } from "../stand-in/webhook";
import {
  actionsIn,
  changeOf,
  expectInOrder,
  expectNoChanges,
  Graph,
  hasRole,
  planOf,
  succeeded,
  waitsFor,
  Workplace,
} from "./support";

const GENERATIONS: readonly [string, WebhookGeneration | undefined][] = [
  ["no webhook", undefined],
  ["the webhook up to 1.5", "up-to-1.5"],
  ["the webhook from 1.6", "from-1.6"],
];

describeTerraform("the app from the first apply to the last destroy", () => {
  let workplace: Workplace;

  beforeEach(() => {
    workplace = new Workplace();
  });

  afterEach(() => workplace.close());

  test.each(GENERATIONS)("it comes, stays and goes with %s", async (_title, webhook) => {
    // GIVEN
    workplace.tutorial({ IMAGE: "registry.example.com/team/orders:1.2" });
    const azure = await workplace.open("azure");

    // WHEN
    succeeded(await azure.apply());
    const kubernetes = await workplace.open("kubernetes", { webhook });
    succeeded(await kubernetes.apply());

    // THEN
    await expectNoChanges(azure);
    await expectNoChanges(kubernetes);
    const { client_id } = changeOf(azure, "create", "azurerm_user_assigned_identity").attributes;
    expect(await clientIdsIn(kubernetes)).toEqual(webhook ? [client_id, client_id] : []);

    // WHEN
    succeeded(await kubernetes.destroy());
    succeeded(await azure.destroy());

    // THEN
    for (const name of ["azure", "kubernetes"]) {
      expect(JSON.parse(workplace.stateOf(name))).toMatchObject({ resources: [], outputs: {} });
    }
    for (const { applied } of [azure, kubernetes]) {
      const count = (action: string) => applied.filter((change) => change.action === action).length;
      expect(count("create")).toBeGreaterThan(0);
      expect(count("delete")).toBe(count("create"));
    }
  });

  test("another identity reaches the pods with the next apply of both stacks", async () => {
    // GIVEN
    workplace.tutorial();
    const azure = await workplace.open("azure");
    succeeded(await azure.apply());
    const kubernetes = await workplace.open("kubernetes", { webhook: "from-1.6" });
    succeeded(await kubernetes.apply());
    const earlier = azure.applied.length;
    workplace.tutorial({ USER_ASSIGNED_IDENTITY_NAME: "other" });

    // WHEN
    succeeded(await azure.apply());
    const plan = await planOf(kubernetes);
    succeeded(await kubernetes.apply("next.plan"));

    // THEN
    expect(actionsIn(plan)).toEqual({
      "kubernetes_job_v1.access-check": "delete and create",
      "kubernetes_pod_v1.sample-workload": "delete and create",
      "kubernetes_service_account_v1.service-account": "update",
      "terraform_data.access-check_checked_09E1E01C": "delete and create",
      "terraform_data.sample-workload_written_463F5166": "delete and create",
    });
    const later = { applied: azure.applied.slice(earlier) };
    const { client_id } = changeOf(later, "create", "azurerm_user_assigned_identity").attributes;
    expect(await clientIdsIn(kubernetes)).toEqual([client_id]);
    await expectNoChanges(kubernetes);
  });

  test("a saved plan is applied, without a value for the secret as well", async () => {
    // GIVEN
    workplace.tutorial();
    const azure = await workplace.open("azure");

    // WHEN
    succeeded(await azure.plan("-out=first.plan"));
    const applied = await azure.apply("first.plan");

    // THEN
    expect(succeeded(applied)).toContain("Apply complete!");
    await expectNoChanges(azure);
  });

  test("the kubernetes stack cannot be planned before the azure stack is applied", async () => {
    // GIVEN
    workplace.tutorial();
    const kubernetes = await workplace.open("kubernetes");

    // WHEN
    const planned = await kubernetes.plan();

    // THEN
    expect(planned.code).toBe(1);
    expect(planned.stderr).toContain("Unable to find remote state");
  });

  test("each wait stands between what propagates and what needs it", async () => {
    // GIVEN
    workplace.tutorial();
    const azure = await workplace.open("azure");

    // WHEN
    succeeded(await azure.apply());

    // THEN
    const role = "Key Vault Secrets Officer";
    const officer = changeOf(azure, "create", "azurerm_role_assignment", hasRole(role));
    const credential = changeOf(azure, "create", "azurerm_federated_identity_credential");
    const officerWait = waitsFor(officer.id);
    const trustWait = waitsFor(credential.id);
    expectInOrder(
      changeOf(azure, "create", "azurerm_resource_group"),
      changeOf(azure, "create", "azurerm_key_vault"),
      officer,
      changeOf(azure, "create", "time_sleep", officerWait),
      changeOf(azure, "create", "azurerm_key_vault_secret"),
    );
    expectInOrder(
      changeOf(azure, "create", "azurerm_kubernetes_cluster"),
      credential,
      changeOf(azure, "create", "time_sleep", trustWait),
    );
    const reader = hasRole("Key Vault Secrets User");
    const assignment = changeOf(azure, "create", "azurerm_role_assignment", reader);
    const readerWait = waitsFor(assignment.id);
    expectInOrder(assignment, changeOf(azure, "create", "time_sleep", readerWait));

    // WHEN
    succeeded(await azure.destroy());

    // THEN
    expectInOrder(
      changeOf(azure, "delete", "azurerm_key_vault_secret"),
      changeOf(azure, "delete", "time_sleep", officerWait),
      changeOf(azure, "delete", "azurerm_role_assignment", hasRole(role)),
      changeOf(azure, "delete", "azurerm_key_vault"),
      changeOf(azure, "delete", "azurerm_resource_group"),
    );
  });

  test("the service account comes before every pod", async () => {
    // GIVEN
    workplace.tutorial({ IMAGE: "registry.example.com/team/orders:1.2" });

    // WHEN
    const graph = await Graph.of(await workplace.open("kubernetes"));

    // THEN
    for (const pod of ["kubernetes_pod_v1.sample-workload", "kubernetes_pod_v1.application"]) {
      expect(graph.before(pod)).toContain("kubernetes_service_account_v1.service-account");
    }
  });

  test("the vault's branch and the cluster do not wait for each other", async () => {
    // GIVEN
    workplace.tutorial();

    // WHEN
    const graph = await Graph.of(await workplace.open("azure"));

    // THEN
    const cluster = "azurerm_kubernetes_cluster.cluster";
    const vault = "azurerm_key_vault.vault";
    const secret = "azurerm_key_vault_secret.vault_secrets_my-secret_9F0E1A35";
    const credential = "azurerm_federated_identity_credential.cluster_federation_428FEDD9";
    expect(graph.before(secret)).toContain(vault);
    expect(graph.before(secret)).not.toContain(cluster);
    expect(graph.before(credential)).toContain(cluster);
    expect(graph.before(credential)).not.toContain(vault);
  });
});

/** The client ids that the webhook gave to the containers of all pods. */
async function clientIdsIn(stack: AppliedStack): Promise<string[]> {
  const state = JSON.stringify(await stack.show());
  return [...state.matchAll(/"name":"AZURE_CLIENT_ID","value":"([^"]*)"/g)].map(([, id]) => id);
}
