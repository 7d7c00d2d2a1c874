import { ContainerRegistry } from "@cdktf/provider-azurerm/lib/container-registry";
import { PrivateDnsZone } from "@cdktf/provider-azurerm/lib/private-dns-zone";
import { GrantScope, ManagedIdentity, WorkloadIdentityCluster } from "../../../constructs";
import { clusterWith, newSubnet, refusalOf, stackWith } from "../../support/clusters";
import { newCluster, newIdentity } from "../../support/fixtures";
import { resources, type StackJson, synth, synthStacks, TestStack } from "../../support/synth";

const CONTROL_PLANE = "${azurerm_user_assigned_identity.control-plane.principal_id}";

const controlPlane = (scope: TestStack) => newIdentity(scope, "control-plane", "aks");

/** Role and scope of each assignment. */
const rolesIn = (stack: StackJson) =>
  resources(stack, "azurerm_role_assignment").map(({ role_definition_name, scope }) => [
    role_definition_name,
    scope,
  ]);

/** The role assignments that the cluster waits for, through the wait that it names. */
function before(stack: StackJson): string[] {
  const [{ depends_on: waits = [] }] = resources(stack, "azurerm_kubernetes_cluster");
  expect((waits as string[]).length).toBeLessThanOrEqual(1);
  return (waits as string[]).flatMap((address) => {
    expect(address).toMatch(/^time_sleep\.propagation_roles-of-clusters_/);
    const { triggers } = stack.resource?.time_sleep[address.split(".")[1]] ?? {};
    return Object.keys(triggers as object).sort();
  });
}

describe("an identity of the app", () => {
  test("gets its role on the subnet of the nodes before the cluster is made", () => {
    const stack = stackWith((scope) => ({
      identity: controlPlane(scope),
      nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
    }));
    expect(resources(stack, "azurerm_role_assignment")).toEqual([
      {
        scope: "${azurerm_subnet.nodes.id}",
        role_definition_name: "Network Contributor",
        principal_id: CONTROL_PLANE,
        principal_type: "ServicePrincipal",
      },
    ]);
    const [assignment] = Object.keys(stack.resource?.azurerm_role_assignment ?? {});
    expect(before(stack)).toEqual([assignment]);
  });

  test("gets its roles on a zone, and on the network to which AKS links the zone", () => {
    const stack = stackWith((scope) => ({
      identity: controlPlane(scope),
      nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
      apiServer: {
        privateCluster: true,
        privateDnsZone: new PrivateDnsZone(scope, "zone", {
          name: "privatelink.eastus.azmk8s.io",
          resourceGroupName: "dns",
        }),
      },
    }));
    expect(rolesIn(stack)).toEqual([
      ["Network Contributor", '${element(split("/subnets/", azurerm_subnet.nodes.id), 0)}'],
      ["Network Contributor", "${azurerm_subnet.nodes.id}"],
      ["Private DNS Zone Contributor", "${azurerm_private_dns_zone.zone.id}"],
    ]);
    expect(before(stack)).toHaveLength(3);
  });

  test("gets its role on the identity of the nodes", () => {
    const stack = stackWith((scope) => ({
      identity: controlPlane(scope),
      kubeletIdentity: newIdentity(scope, "nodes", "nodes"),
    }));
    expect(rolesIn(stack)).toEqual([
      ["Managed Identity Operator", "${azurerm_user_assigned_identity.nodes.id}"],
    ]);
    expect(resources(stack, "azurerm_kubernetes_cluster")[0].kubelet_identity).toEqual({
      client_id: "${azurerm_user_assigned_identity.nodes.client_id}",
      object_id: "${azurerm_user_assigned_identity.nodes.principal_id}",
      user_assigned_identity_id: "${azurerm_user_assigned_identity.nodes.id}",
    });
    expect(before(stack)).toHaveLength(1);
  });

  test("gets a role once, for however many pools and whoever granted it", () => {
    const stack = stackWith((scope) => {
      const subnet = newSubnet(scope);
      const identity = controlPlane(scope);
      identity.grant({ role: "Network Contributor", scope: subnet });
      return {
        identity,
        nodePool: { nodeCount: 2, subnet },
        nodePools: [{ name: "apps", subnet }],
      };
    });
    expect(rolesIn(stack)).toHaveLength(1);
    expect(before(stack)).toHaveLength(1);
    const [pool] = resources(stack, "azurerm_kubernetes_cluster_node_pool");
    const [cluster] = resources(stack, "azurerm_kubernetes_cluster");
    expect(pool.depends_on).toEqual(cluster.depends_on);
  });

  test("of an earlier stack has them in the cluster's, or where they were granted", () => {
    const stacks = synthStacks((app) => {
      const platform = new TestStack(app, "platform");
      const identity = controlPlane(platform);
      const [nodes, apps] = ["nodes", "apps"].map((id) => newSubnet(platform, id));
      identity.grant({ role: "Network Contributor", scope: apps });
      const azure = new TestStack(app, "azure");
      newCluster(azure, { identity, nodePool: { nodeCount: 2, subnet: nodes } }).addNodePool(
        "apps",
        { name: "apps", subnet: apps },
      );
      expect(azure.dependsOn(platform)).toBe(true);
    });
    expect(rolesIn(stacks.platform)).toEqual([
      ["Network Contributor", "${azurerm_subnet.apps.id}"],
    ]);
    expect(resources(stacks.platform, "time_sleep")).toHaveLength(1);
    expect(rolesIn(stacks.azure)).toHaveLength(1);
    const [pool] = resources(stacks.azure, "azurerm_kubernetes_cluster_node_pool");
    expect(pool).not.toHaveProperty("depends_on");
  });
});

test("an identity that is imported has its roles already", () => {
  const stack = stackWith((scope) => ({
    identity: ManagedIdentity.fromIdentityName(scope, "control-plane", {
      identityName: "aks",
      resourceGroupName: "rg",
    }),
    nodePool: { nodeCount: 2, subnet: newSubnet(scope) },
    kubeletIdentity: newIdentity(scope, "kubelet", "nodes"),
  }));
  expect(rolesIn(stack)).toEqual([]);
  expect(before(stack)).toEqual([]);
});

test("fails when the nodes have an identity and the control plane has none", () => {
  expect(refusalOf((scope) => ({ kubeletIdentity: newIdentity(scope) }))).toBe(
    [
      "[test/cluster] `kubeletIdentity` needs a control plane whose identity has its roles before the cluster exists, and a system-assigned one does not exist by then.",
      "  allowed: `kubeletIdentity` together with `identity`",
      "  fix:     give `identity` a ManagedIdentity",
      "  code:    identity-needed",
    ].join("\n"),
  );
});

test("a cluster without any of it waits for nothing", () => {
  expect(clusterWith({})).not.toHaveProperty("depends_on");
});

describe("a registry", () => {
  const registry = (scope: TestStack) =>
    new ContainerRegistry(scope, "registry", {
      ...{ name: "shop", resourceGroupName: "rg" },
      ...{ location: "eastus", sku: "Premium" },
    });

  test("is read by the identity that AKS makes for the nodes", () => {
    const stack = stackWith({}, (cluster, scope) => {
      const own = registry(scope);
      expect(cluster.attachRegistry(own)).toBe(cluster.attachRegistry(own));
    });
    expect(resources(stack, "azurerm_role_assignment")).toEqual([
      {
        scope: "${azurerm_container_registry.registry.id}",
        role_definition_name: "AcrPull",
        principal_id: "${azurerm_kubernetes_cluster.cluster.kubelet_identity[0].object_id}",
        principal_type: "ServicePrincipal",
      },
    ]);
  });

  test("is read by an identity of one's own, without waiting for the cluster", () => {
    const stack = stackWith(
      (scope) => ({
        identity: controlPlane(scope),
        kubeletIdentity: newIdentity(scope, "nodes", "nodes"),
      }),
      (cluster, scope) => {
        cluster.attachRegistry(registry(scope));
      },
    );
    expect(resources(stack, "azurerm_role_assignment")).toContainEqual({
      scope: "${azurerm_container_registry.registry.id}",
      role_definition_name: "AcrPull",
      principal_id: "${azurerm_user_assigned_identity.nodes.principal_id}",
      principal_type: "ServicePrincipal",
    });
  });

  test("is attached to a cluster that exists", () => {
    const stack = synth((scope) => {
      WorkloadIdentityCluster.fromClusterName(scope, "cluster", {
        clusterName: "aks",
        resourceGroupName: "rg",
      }).attachRegistry(
        GrantScope.fromId(
          scope,
          "registry",
          "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/shop",
        ),
      );
    });
    expect(resources(stack, "azurerm_role_assignment")[0]).toMatchObject({
      role_definition_name: "AcrPull",
      principal_id: "${data.azurerm_kubernetes_cluster.cluster.kubelet_identity[0].object_id}",
    });
  });
});
