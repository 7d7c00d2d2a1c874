import { TerraformVariable } from "cdktf";
import { WorkloadIdentityCluster } from "../../../constructs";
import { newCluster, newGroup } from "../../support/fixtures";
import { resources, synth, type TestStack, warningsOf } from "../../support/synth";

const GROUP = "11111111-1111-1111-1111-111111111111";
const CLUSTER_ID =
  "/subscriptions/00000000-0000-4000-8000-00000000000b/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";

/** The arguments of the only cluster. */
function argumentsOf(build: (scope: TestStack) => void): Record<string, unknown> {
  return resources(synth(build), "azurerm_kubernetes_cluster")[0];
}

describe("Entra without tenant and groups", () => {
  const blockOf = (entra: object) =>
    argumentsOf((scope) => newCluster(scope, { entra }))
      .azure_active_directory_role_based_access_control;

  test.each([[{ azureRbac: true }, true] as const, [{}, false] as const])(
    "%j leaves the tenant to AKS; azurerm refuses a block with neither",
    (entra, azureRbac) => {
      expect(blockOf(entra)).toEqual({ azure_rbac_enabled: azureRbac, tenant_id: "" });
    },
  );

  test("groups or a tenant are all that is written where they are given", () => {
    expect(blockOf({ adminGroupObjectIds: [GROUP] })).toEqual({
      admin_group_object_ids: [GROUP],
      azure_rbac_enabled: false,
    });
    expect(blockOf({ tenantId: GROUP })).toEqual({ azure_rbac_enabled: false, tenant_id: GROUP });
  });
});

test("a drain timeout is never 0, which would replace the cluster later", () => {
  const { default_node_pool } = argumentsOf((scope) => newCluster(scope));
  expect(default_node_pool).toMatchObject({ upgrade_settings: { drain_timeout_in_minutes: 30 } });
});

describe("the network", () => {
  test("of a new cluster is Azure CNI Overlay", () => {
    expect(argumentsOf((scope) => newCluster(scope)).network_profile).toEqual({
      network_plugin: "azure",
      network_plugin_mode: "overlay",
    });
  });

  test.each([
    ["that is imported", (scope: TestStack) => newCluster(scope).importFrom(CLUSTER_ID)],
    [
      "that keeps its network",
      (scope: TestStack) => {
        newCluster(scope, { keepNetwork: true });
      },
    ],
  ])("of a cluster %s stays as it is", (_which, build) => {
    expect(argumentsOf(build)).not.toHaveProperty("network_profile");
  });
});

describe("the Kubernetes version", () => {
  test("is that of the control plane and of the pool", () => {
    const cluster = argumentsOf((scope) => newCluster(scope, { kubernetesVersion: "1.33" }));
    expect(cluster.kubernetes_version).toBe("1.33");
    expect(cluster.default_node_pool).toMatchObject({ orchestrator_version: "1.33" });
  });

  test("is nobody's where none is given", () => {
    const cluster = argumentsOf((scope) => newCluster(scope));
    expect(cluster).not.toHaveProperty("kubernetes_version");
    expect(cluster.default_node_pool).not.toHaveProperty("orchestrator_version");
  });
});

describe("the temporary pool of a rotation", () => {
  const nameOf = (name?: string) =>
    argumentsOf((scope) => newCluster(scope, { nodePool: { name } })).default_node_pool as {
      temporary_name_for_rotation: string;
    };

  test("has a name of its own, derived from that of the pool", () => {
    const [one, other] = ["system", "apps"].map((name) => nameOf(name).temporary_name_for_rotation);
    expect(one).toMatch(/^tmp[0-9a-f]{8}$/);
    expect(other).toMatch(/^tmp[0-9a-f]{8}$/);
    expect(one).not.toBe(other);
  });

  test("is named by Terraform where the name of the pool is a reference", () => {
    const { default_node_pool } = argumentsOf((scope) => {
      const { stringValue: name } = new TerraformVariable(scope, "pool", { type: "string" });
      newCluster(scope, { nodePool: { name } });
    });
    expect(default_node_pool).toMatchObject({
      temporary_name_for_rotation: '${join("", ["tmp", substr(sha256(var.pool), 0, 8)])}',
    });
  });
});

test("one node is below AKS's floor, and says so", () => {
  const below =
    "The system node pool nodepool1 is below what AKS asks for: 1 node. A system pool has at least 2 nodes, better 3, of no burstable (B-series) size, with room for 30 pods each (https://learn.microsoft.com/azure/aks/use-system-pools).";
  const tutorial = (scope: TestStack) => {
    new WorkloadIdentityCluster(scope, "cluster", { resourceGroup: newGroup(scope), name: "aks" });
  };
  expect(warningsOf(tutorial)).toEqual([below]);
  expect(warningsOf((scope) => newCluster(scope))).toEqual([]);
});
