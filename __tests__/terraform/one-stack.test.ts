import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AppliedChange } from "../stand-in/provider";
import { type AppliedStack, describeTerraform } from "../stand-in/terraform";
import { type ObjectValue, Unknown } from "../stand-in/wire";
import { Shop, type ShopOptions, VARIABLES } from "./shop";
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

describeTerraform("cluster, vault and workloads in one stack", () => {
  let workplace: Workplace;
  let shop: AppliedStack;

  function write(options?: ShopOptions): void {
    workplace.synth((app) => new Shop(app, options));
  }

  async function applyAll(): Promise<void> {
    workplace = new Workplace();
    write();
    shop = await workplace.open("shop", { variables: VARIABLES, webhook: "from-1.6" });
    succeeded(await shop.apply());
  }

  describe("as it is applied first", () => {
    beforeAll(applyAll);
    afterAll(() => workplace.close());

    test("trust, roles and waits come before the workloads, whatever the program's order", () => {
      const cluster = changeOf(shop, "create", "azurerm_kubernetes_cluster");
      for (const [typeName, name] of [
        ["kubernetes_deployment_v1", "web"],
        ["kubernetes_pod_v1", "web"],
        ["kubernetes_job_v1", "batch"],
      ]) {
        const account = changeOf(shop, "create", "kubernetes_service_account_v1", isNamed(name));
        const workload = changeOf(shop, "create", typeName);
        expectInOrder(cluster, account, workload);
        expectReadyFor(workload, name, shop);
      }
    });

    test("no workload has its order by chance", async () => {
      // WHEN
      const graph = await Graph.of(shop);

      // THEN
      const waits = [
        "time_sleep.propagation_federations_03A7AF91",
        "time_sleep.propagation_roles-of-workloads_667E30D6",
      ];
      const before = (address: string) => graph.before(address);
      const all = (account: string) =>
        expect.arrayContaining([...waits, `kubernetes_service_account_v1.${account}`]);
      expect(before("kubernetes_deployment_v1.site")).toEqual(all("web"));
      expect(before("kubernetes_pod_v1.trial")).toEqual(all("web"));
      expect(before("kubernetes_job_v1.import")).toEqual(all("batch"));
    });

    test("the Kubernetes provider waits for the cluster that is made with it", () => {
      const { fqdn } = changeOf(shop, "create", "azurerm_kubernetes_cluster").attributes;
      const kubernetes = shop.providers.find(({ address }) => address.endsWith("/kubernetes"));
      const hosts = kubernetes?.configurations.map(({ host }) => host) ?? [];
      expect(hosts[0]).toBe(Unknown.value);
      expect(hosts.at(-1)).toBe(`https://${fqdn}:443`);
    });

    test("the second plan is empty, although the webhook rewrote the pod", async () => {
      expect(JSON.stringify(await shop.show())).toContain("AZURE_FEDERATED_TOKEN_FILE");
      await expectNoChanges(shop);
    });
  });

  describe("when it changes", () => {
    beforeEach(applyAll);
    afterEach(() => workplace.close());

    test("a new image replaces the pod, although its containers are ignored", async () => {
      // GIVEN
      write({ podImage: "shop:2" });

      // WHEN
      const plan = await planOf(shop);
      succeeded(await shop.apply("next.plan"));

      // THEN
      expect(actionsIn(plan)).toEqual({
        "kubernetes_pod_v1.trial": "delete and create",
        "terraform_data.trial_written_1C64817D": "delete and create",
      });
      const pod = plan.resource_changes.find(({ type }) => type === "kubernetes_pod_v1");
      expect(pod?.change.after?.spec).toMatchObject([
        { container: [{ name: "main", image: "shop:2", env: [] }], volume: [] },
      ]);
      await expectNoChanges(shop);
    });

    test("another identity rolls the Deployment and replaces the pod, once it is ready", async () => {
      // GIVEN
      const earlier = shop.applied.length;
      write({ identityName: "other" });

      // WHEN
      const plan = await planOf(shop);
      succeeded(await shop.apply("next.plan"));

      // THEN
      expect(actionsIn(plan)).toMatchObject({
        "azurerm_user_assigned_identity.identity": "delete and create",
        "kubernetes_service_account_v1.web": "update",
        "kubernetes_deployment_v1.site": "update",
        "kubernetes_pod_v1.trial": "delete and create",
      });
      expect(actionsIn(plan)).not.toHaveProperty(["azurerm_kubernetes_cluster.cluster"]);
      const later = { applied: shop.applied.slice(earlier) };
      const identity = changeOf(later, "create", "azurerm_user_assigned_identity").attributes;
      const account = changeOf(later, "update", "kubernetes_service_account_v1", isNamed("web"));
      const site = changeOf(later, "update", "kubernetes_deployment_v1");
      expect(site.attributes.spec).toMatchObject([
        {
          template: [
            {
              metadata: [
                { annotations: { "cdktf-aks-workload-identity/client-id": identity.client_id } },
              ],
            },
          ],
        },
      ]);
      for (const workload of [site, changeOf(later, "create", "kubernetes_pod_v1")]) {
        expectInOrder(account, workload);
        expectReadyFor(workload, "web", later);
      }
      await expectNoChanges(shop);
    });

    test("workload identity is turned off in place, and nothing else changes", async () => {
      // GIVEN
      write({ workloadIdentity: false });

      // WHEN
      const plan = await planOf(shop);
      succeeded(await shop.apply("next.plan"));

      // THEN
      expect(actionsIn(plan)).toEqual({ "azurerm_kubernetes_cluster.cluster": "update" });
      const cluster = changeOf(shop, "update", "azurerm_kubernetes_cluster").attributes;
      expect(cluster).toMatchObject({
        workload_identity_enabled: false,
        oidc_issuer_enabled: true,
      });
      await expectNoChanges(shop);
    });

    test("a new role is waited for, and those that were there with it", async () => {
      // GIVEN
      write({ anotherRole: true });

      // WHEN
      const plan = await planOf(shop);
      succeeded(await shop.apply("next.plan"));

      // THEN
      expect(actionsIn(plan)).toEqual({
        "azurerm_role_assignment.identity_reader-on-group_ACB08AC1": "create",
        "time_sleep.propagation_roles-of-workloads_667E30D6": "delete and create",
      });
      await expectNoChanges(shop);
    });

    test("a state with a wait for each role and trust gets the common ones, and nothing else changes", async () => {
      // GIVEN a state as versions before wrote it
      const file = join(workplace.folderOf("shop"), "cdk.tf.json");
      const common = readFileSync(file, "utf8");
      writeFileSync(file, JSON.stringify(withSingleWaits(JSON.parse(common))));
      succeeded(await shop.apply());
      await expectNoChanges(shop);

      // WHEN
      writeFileSync(file, common);
      const actions = actionsIn(await planOf(shop));
      succeeded(await shop.apply("next.plan"));

      // THEN
      expect(actions).toEqual({
        "time_sleep.cluster_batch_52DB4EAE_wait": "delete",
        "time_sleep.cluster_web_598BB3BD_wait": "delete",
        "time_sleep.current-client_key-vault-secrets-officer-on-vault_B8E69A9F_wait": "delete",
        "time_sleep.identity_key-vault-crypto-user-on-vault_54BC2F4F_wait": "delete",
        "time_sleep.identity_key-vault-secrets-user-on-vault-secrets-api-key_4036CA90_wait":
          "delete",
        "time_sleep.propagation_federations_03A7AF91": "create",
        "time_sleep.propagation_roles-of-deployers_6A0C4942": "create",
        "time_sleep.propagation_roles-of-workloads_667E30D6": "create",
      });
      await expectNoChanges(shop);
    });

    test("it is removed in the reverse order, the credentials of one identity one by one", async () => {
      // WHEN
      succeeded(await shop.destroy());

      // THEN
      const [web, batch] = ["web", "batch"].map((name) => trusts(name));
      const credential = "azurerm_federated_identity_credential";
      expectInOrder(
        changeOf(shop, "create", credential, web),
        changeOf(shop, "create", credential, batch),
        changeOf(shop, "delete", credential, batch),
        changeOf(shop, "delete", credential, web),
      );
      expectInOrder(
        changeOf(shop, "delete", "kubernetes_pod_v1"),
        changeOf(shop, "delete", "kubernetes_service_account_v1", isNamed("web")),
        changeOf(shop, "delete", "azurerm_kubernetes_cluster"),
      );
    });
  });
});

/** Expects the account's trust and the roles of its identity, each with its wait, before a workload. */
function expectReadyFor(
  workload: AppliedChange,
  account: string,
  changes: Pick<AppliedStack, "applied">,
): void {
  const created = (typeName: string, isIt: (attributes: ObjectValue) => boolean) =>
    changeOf(changes, "create", typeName, isIt);
  const trust = created("azurerm_federated_identity_credential", trusts(account));
  expectInOrder(trust, created("time_sleep", waitsFor(trust.id)), workload);
  // The second role is given after the workloads in the program.
  for (const role of ["Key Vault Secrets User", "Key Vault Crypto User"]) {
    const grant = created("azurerm_role_assignment", hasRole(role));
    expectInOrder(grant, created("time_sleep", waitsFor(grant.id)), workload);
  }
}

interface Block {
  readonly create_duration?: string;
  readonly triggers?: Record<string, string>;
  readonly depends_on?: string[];
}

/** The stack with a `time_sleep` of its own for each role and trust. */
function withSingleWaits(stack: { resource: Record<string, Record<string, Block>> }): object {
  const singles = new Map<string, string[]>();
  const sleeps = Object.entries(stack.resource.time_sleep).flatMap(([id, common]) => {
    const own = Object.entries(common.triggers ?? {}).map(([name, trigger]) => [
      `${name}_wait`,
      { create_duration: common.create_duration, triggers: { trigger } },
    ]);
    singles.set(
      `time_sleep.${id}`,
      own.map(([name]) => `time_sleep.${String(name)}`),
    );
    return own;
  });
  const waiting = (block: Block) => ({
    ...block,
    ...(block.depends_on && {
      depends_on: block.depends_on.flatMap((address) => singles.get(address) ?? [address]),
    }),
  });
  const resource = Object.fromEntries(
    Object.entries(stack.resource).map(([type, blocks]) => [
      type,
      Object.fromEntries(Object.entries(blocks).map(([id, block]) => [id, waiting(block)])),
    ]),
  );
  return { ...stack, resource: { ...resource, time_sleep: Object.fromEntries(sleeps) } };
}

function isNamed(name: string): (attributes: ObjectValue) => boolean {
  return ({ metadata }) => (metadata as ObjectValue[])[0].name === name;
}

function trusts(account: string): (attributes: ObjectValue) => boolean {
  return ({ subject }) => subject === `system:serviceaccount:default:${account}`;
}
