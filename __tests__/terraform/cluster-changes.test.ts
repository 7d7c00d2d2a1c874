import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { LocalBackend, TerraformStack } from "cdktf";
import {
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
  type WorkloadIdentityClusterProps,
} from "../../constructs";
import { type AppliedStack, describeTerraform } from "../stand-in/terraform";
import { actionsIn, expectNoChanges, planOf, succeeded, Workplace } from "./support";

describeTerraform("a cluster that was made by an earlier commit", () => {
  let workplace: Workplace;
  beforeEach(() => (workplace = new Workplace()));
  afterEach(() => workplace.close());

  const synth = (props: Partial<WorkloadIdentityClusterProps> = {}) =>
    workplace.synth((app) => {
      const stack = new TerraformStack(app, "aks");
      new LocalBackend(stack, { path: "../../../terraform.aks.tfstate" });
      ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
      new WorkloadIdentityCluster(stack, "cluster", {
        resourceGroup: new ResourceGroup(stack, "group", { name: "rg", location: "eastus" }),
        name: "aks",
        ...props,
      });
    });

  /** Applies what the library wrote before: no network, no temporary name, a drain timeout of 0. */
  async function applyEarlier(): Promise<AppliedStack> {
    synth({ keepNetwork: true });
    workplace.edit("aks", "azurerm_kubernetes_cluster", (cluster) => {
      const pool = cluster.default_node_pool as Record<string, Record<string, unknown>>;
      delete pool.temporary_name_for_rotation;
      pool.upgrade_settings.drain_timeout_in_minutes = 0;
    });
    const stack = await workplace.open("aks");
    succeeded(await stack.apply());
    return stack;
  }

  test("is updated in place where it keeps its network", async () => {
    // GIVEN
    const stack = await applyEarlier();

    // WHEN
    synth({ keepNetwork: true, kubernetesVersion: "1.34" });

    // THEN
    expect(actionsIn(await planOf(stack))).toEqual({
      "azurerm_kubernetes_cluster.cluster": "update",
    });
    succeeded(await stack.apply());
    await expectNoChanges(stack);
  });

  test("would be replaced by the network of a new cluster", async () => {
    // GIVEN
    const stack = await applyEarlier();

    // WHEN
    synth();

    // THEN
    expect(actionsIn(await planOf(stack))).toEqual({
      "azurerm_kubernetes_cluster.cluster": "delete and create",
    });
  });

  test("would be replaced if a drain timeout went back to 0", async () => {
    // GIVEN
    synth();
    const stack = await workplace.open("aks");
    succeeded(await stack.apply());
    await expectNoChanges(stack);

    // WHEN
    workplace.edit("aks", "azurerm_kubernetes_cluster", (cluster) => {
      delete (cluster.default_node_pool as Record<string, unknown>).upgrade_settings;
    });

    // THEN
    expect(actionsIn(await planOf(stack))).toEqual({
      "azurerm_kubernetes_cluster.cluster": "delete and create",
    });
  });
});
