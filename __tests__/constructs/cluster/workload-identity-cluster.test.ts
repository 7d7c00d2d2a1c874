import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup as AzurermResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { TerraformVariable } from "cdktf";
import { Grant, ResourceGroup, WorkloadIdentityCluster } from "../../../constructs";
import { NODES_FROM_POOLS } from "../../support/bindings";
import { newCluster, newGroup, newIdentity } from "../../support/fixtures";
import { expose, messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

const SSH_KEY = `ssh-ed25519 ${"A".repeat(68)}`;

/** An unset argument would be taken from a `KUBE_…` variable of whoever runs Terraform. */
const NO_AMBIENT_SETTINGS = {
  config_path: "",
  config_context: "",
  config_context_auth_info: "",
  config_context_cluster: "",
  username: "",
  password: "",
  token: "",
  tls_server_name: "",
  proxy_url: "",
  insecure: false,
};

/** The message for a cluster of these props in a group "rg" in eastus. */
function refused(props: Partial<ConstructorParameters<typeof WorkloadIdentityCluster>[2]>): string {
  return messageOf(() =>
    synth((scope) => {
      new WorkloadIdentityCluster(scope, "cluster", {
        resourceGroup: newGroup(scope),
        name: "aks",
        ...props,
      });
    }),
  );
}

test("a cluster has the issuer and workload identity on, one node and no diff forever", () => {
  // WHEN
  const stack = synth((scope) => newCluster(scope, { nodePool: undefined }));

  // THEN
  expect(stack.resource?.azurerm_kubernetes_cluster).toEqual({
    cluster: {
      ...NODES_FROM_POOLS,
      name: "aks",
      resource_group_name: "${azurerm_resource_group.group.name}",
      location: "eastus",
      dns_prefix: "aks",
      oidc_issuer_enabled: true,
      workload_identity_enabled: true,
      default_node_pool: {
        name: "nodepool1",
        vm_size: "Standard_D2s_v5",
        node_count: 1,
        temporary_name_for_rotation: "tmp9c73e692",
        upgrade_settings: {
          max_surge: "10%",
          drain_timeout_in_minutes: 30,
          node_soak_duration_in_minutes: 0,
        },
      },
      network_profile: { network_plugin: "azure", network_plugin_mode: "overlay" },
      identity: { type: "SystemAssigned" },
      lifecycle: {
        postcondition: [
          {
            condition: '${self.oidc_issuer_url != ""}',
            error_message:
              "The AKS cluster aks has no OIDC issuer URL. A credential without issuer is refused by Azure. Reconcile the cluster with: az aks update --name aks",
          },
        ],
      },
    },
  });
});

test("a cluster takes what it is given", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    new WorkloadIdentityCluster(scope, "cluster", {
      resourceGroup: scope.node.findChild("group") as ReturnType<typeof newGroup>,
      name: "aks",
      location: "West Europe",
      dnsPrefix: "shop",
      kubernetesVersion: "1.33",
      nodePool: { name: "system", vmSize: "Standard_D4s_v5", nodeCount: 3 },
      nodeResourceGroup: "aks-nodes",
      identity,
      ssh: { publicKey: SSH_KEY },
      tags: { team: "shop" },
    });
  });

  // THEN
  expect(resources(stack, "azurerm_kubernetes_cluster")[0]).toMatchObject({
    location: "westeurope",
    dns_prefix: "shop",
    kubernetes_version: "1.33",
    default_node_pool: { name: "system", vm_size: "Standard_D4s_v5", node_count: 3 },
    node_resource_group: "aks-nodes",
    identity: {
      type: "UserAssigned",
      identity_ids: ["${azurerm_user_assigned_identity.identity.id}"],
    },
    linux_profile: { admin_username: "azureuser", ssh_key: { key_data: SSH_KEY } },
    tags: { team: "shop" },
  });
});

test("workload identity can be turned off, and the issuer stays on", () => {
  // WHEN
  const stack = synth((scope) => {
    new WorkloadIdentityCluster(scope, "cluster", {
      resourceGroup: newGroup(scope),
      name: "aks",
      workloadIdentity: false,
    });
  });

  // THEN
  expect(resources(stack, "azurerm_kubernetes_cluster")[0]).toMatchObject({
    oidc_issuer_enabled: true,
    workload_identity_enabled: false,
  });
});

test("a name with underscores and 63 characters still gives a valid DNS prefix", () => {
  // WHEN
  const stack = synth((scope) => {
    new WorkloadIdentityCluster(scope, "cluster", {
      resourceGroup: newGroup(scope),
      nodeResourceGroup: "nodes",
      name: `a_${"b".repeat(51)}_${"c".repeat(9)}`,
    });
  });

  // THEN
  expect(resources(stack, "azurerm_kubernetes_cluster")[0].dns_prefix).toBe(`a-${"b".repeat(51)}`);
});

test("the issuer URL is passed on verbatim", () => {
  // WHEN
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    expose(scope, {
      id: cluster.id,
      name: cluster.name,
      location: cluster.location,
      issuer: cluster.oidcIssuerUrl,
      nodes: cluster.nodeResourceGroup,
      kubelet: cluster.kubeletIdentity.principalId,
    });
  });

  // THEN
  expect(stack.output).toEqual({
    id: { value: "${azurerm_kubernetes_cluster.cluster.id}" },
    name: { value: "aks" },
    location: { value: "eastus" },
    issuer: { value: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}" },
    nodes: { value: "${azurerm_kubernetes_cluster.cluster.node_resource_group}" },
    kubelet: { value: "${azurerm_kubernetes_cluster.cluster.kubelet_identity[0].object_id}" },
  });
});

test("the kubelet identity can be given a role", () => {
  // WHEN
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    Grant.of(cluster.kubeletIdentity, {
      role: "AcrPull",
      scope: cluster.resourceGroup,
    });
  });

  // THEN
  expect(resources(stack, "azurerm_role_assignment")).toEqual([
    {
      scope: "${azurerm_resource_group.group.id}",
      role_definition_name: "AcrPull",
      principal_id: "${azurerm_kubernetes_cluster.cluster.kubelet_identity[0].object_id}",
      principal_type: "ServicePrincipal",
    },
  ]);
});

test("the provider's own resource group will do", () => {
  // WHEN
  const stack = synth((scope) => {
    new WorkloadIdentityCluster(scope, "cluster", {
      resourceGroup: new AzurermResourceGroup(scope, "group", { name: "rg", location: "eastus" }),
      name: "aks",
    });
  });

  // THEN
  expect(resources(stack, "azurerm_kubernetes_cluster")[0]).toMatchObject({
    resource_group_name: "${azurerm_resource_group.group.name}",
    location: "${azurerm_resource_group.group.location}",
  });
});

test("in its own stack the provider is fed from the cluster itself, certificates decoded", () => {
  // WHEN
  const stack = synth((scope) => newCluster(scope).connect(scope));

  // THEN
  const kubeConfig = "azurerm_kubernetes_cluster.cluster.kube_config[0]";
  expect(stack.provider?.kubernetes).toEqual([
    {
      ...NO_AMBIENT_SETTINGS,
      host: `\${${kubeConfig}.host}`,
      client_certificate: `\${base64decode(${kubeConfig}.client_certificate)}`,
      client_key: `\${base64decode(${kubeConfig}.client_key)}`,
      cluster_ca_certificate: `\${base64decode(${kubeConfig}.cluster_ca_certificate)}`,
    },
  ]);
  expect(stack.data).toBeUndefined();
});

test("in another stack the provider is fed from a data source, looked up by name and group", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const cluster = newCluster(new TestStack(app, "azure"));
    cluster.connect(new TestStack(app, "kubernetes"));
  });

  // THEN
  expect(stacks.kubernetes.data).toEqual({
    azurerm_kubernetes_cluster: {
      "cluster-connection": { name: "aks", resource_group_name: "rg" },
    },
  });
  expect(stacks.kubernetes.provider?.kubernetes[0].host).toBe(
    "${data.azurerm_kubernetes_cluster.cluster-connection.kube_config[0].host}",
  );
  expect(stacks.azure.output).toBeUndefined();
});

test("another stack is deployed after the cluster's, whatever else they share", () => {
  const dependsOnAzure: boolean[] = [];
  synthStacks((app) => {
    // GIVEN
    const azure = new TestStack(app, "azure");
    const kubernetes = new TestStack(app, "kubernetes");

    // WHEN
    newCluster(azure).connect(kubernetes);

    // THEN
    dependsOnAzure.push(kubernetes.dependsOn(azure));
  });
  expect(dependsOnAzure).toEqual([true]);
});

test("connecting a stack twice gives the same provider", () => {
  // WHEN
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    expect(cluster.connect(scope)).toBe(cluster.connect(scope));
  });

  // THEN
  expect(stack.provider?.kubernetes).toHaveLength(1);
});

test("the second cluster of a stack is connected under an alias", () => {
  // WHEN
  const stack = synth((scope) => {
    const first = newCluster(scope);
    const second = new WorkloadIdentityCluster(scope, "other", {
      resourceGroup: first.resourceGroup,
      name: "other",
    });
    first.connect(scope);
    second.connect(scope);
  });

  // THEN
  expect(stack.provider?.kubernetes.map(({ alias }) => alias)).toEqual([undefined, "test_other"]);
});

test.each([
  ["name", { name: "-bad name-" }, "AKS cluster name"],
  ["location", { location: "nowhere-land" }, "Azure region"],
  ["dnsPrefix", { dnsPrefix: "my_aks" }, "DNS prefix"],
  ["nodePool.name", { nodePool: { name: "System" } }, "node pool name"],
  ["nodePool.nodeCount", { nodePool: { nodeCount: 0 } }, "node count"],
  ["nodeResourceGroup", { nodeResourceGroup: "nodes." }, "node resource group name"],
  [
    "ssh.adminUsername",
    { ssh: { adminUsername: "1st", publicKey: SSH_KEY } },
    "Linux administrator name",
  ],
])("fails when `%s` breaks its rule", (prop, props, noun) => {
  expect(refused(props)).toMatch(`[test/cluster] \`${prop}\` is not a valid ${noun}.`);
});

test("fails when the group of the nodes would get a name of more than 80 characters", () => {
  const message = messageOf(() =>
    synth((scope) => {
      new WorkloadIdentityCluster(scope, "cluster", {
        resourceGroup: newGroup(scope),
        name: "a".repeat(63),
        location: "southafricanorth",
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/cluster] the name that AKS gives the node resource group is too long.",
      `  got:     "MC_rg_${"a".repeat(63)}_southafricanorth"`,
      "  allowed: 80 characters for MC_<resource group>_<cluster>_<region>",
      "  fix:     shorten the cluster's or the group's name, or set `nodeResourceGroup`",
      "  code:    node-resource-group-too-long",
    ].join("\n"),
  );
});

test("the DNS prefix and the name of a credential are made by Terraform of a name that is a reference", () => {
  // WHEN
  const stack = synth((scope) => {
    const name = new TerraformVariable(scope, "name", { type: "string" });
    new WorkloadIdentityCluster(scope, "cluster", {
      resourceGroup: newGroup(scope),
      name: name.stringValue,
    }).addFederatedIdentity("orders", { namespace: "shop", serviceAccountName: "orders" });
  });

  // THEN
  expect(resources(stack, "azurerm_kubernetes_cluster")[0].dns_prefix).toBe(
    '${replace(substr(replace(var.name, "_", "-"), 0, 54), "/-+$/", "")}',
  );
  expect(resources(stack, "azurerm_federated_identity_credential")[0].name).toBe(
    '${join("_", [var.name, "shop", "orders"])}',
  );
});

test.each(["1.22", "1.33", "1.33.4", "1.100"])(
  "Kubernetes %s is a version",
  (kubernetesVersion) => {
    expect(() =>
      synth((scope) => {
        const resourceGroup = newGroup(scope);
        new WorkloadIdentityCluster(scope, "cluster", {
          resourceGroup,
          name: "aks",
          kubernetesVersion,
        });
      }),
    ).not.toThrow();
  },
);

test("fails when the nodes are to be kept in the group of the cluster itself", () => {
  const message = messageOf(() =>
    synth((scope) => {
      new WorkloadIdentityCluster(scope, "cluster", {
        resourceGroup: newGroup(scope),
        name: "aks",
        nodeResourceGroup: "RG",
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/cluster] `nodeResourceGroup` is the group of the cluster itself; AKS makes a group of its own for the nodes.",
      '  got:     "rg"',
      "  allowed: the name of a group that does not exist",
      "  fix:     leave `nodeResourceGroup` out, or change it",
      "  code:    nodes-in-own-group",
    ].join("\n"),
  );
});

test("a cluster of another subscription, its identities and its connection use its provider", () => {
  // WHEN
  const stack = synth((scope) => {
    const provider = new AzurermProvider(scope, "other", { features: [{}], alias: "other" });
    const resourceGroup = new ResourceGroup(scope, "group", {
      name: "rg",
      location: "eastus",
      provider,
    });
    const cluster = new WorkloadIdentityCluster(scope, "cluster", {
      resourceGroup,
      name: "aks",
      provider,
    });
    cluster.addFederatedIdentity("orders", { serviceAccountName: "orders" });
  });

  // THEN
  for (const type of [
    "azurerm_resource_group",
    "azurerm_kubernetes_cluster",
    "azurerm_user_assigned_identity",
    "azurerm_federated_identity_credential",
  ]) {
    expect(resources(stack, type)).toEqual([
      expect.objectContaining({ provider: "azurerm.other" }),
    ]);
  }
});
