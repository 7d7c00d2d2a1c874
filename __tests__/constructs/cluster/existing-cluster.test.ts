import {
  AzapiProvider,
  type ClusterAttributes,
  ClusterLogin,
  type ConnectOptions,
  FederatedIdentity,
  Grant,
  WorkloadIdentityCluster,
  type WorkloadIdentityClusterProps,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newCluster, newGroup, newIdentity } from "../../support/fixtures";
import {
  expose,
  messageOf,
  resources,
  type StackJson,
  synth,
  synthStacks,
  TestStack,
} from "../../support/synth";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const TENANT = "21111111-2222-3333-4444-555555555555";
const NAMES = { clusterName: "aks", resourceGroupName: "rg" };
const ISSUER = "https://eastus.oic.prod-aks.azure.com/11111111-2222-3333-4444-555555555555/a/";
const CLUSTER_ID =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks";

describe("a cluster by name", () => {
  test("is looked up, and the plan fails where its issuer is off", () => {
    // WHEN
    const stack = synth((scope) => {
      const cluster = WorkloadIdentityCluster.fromClusterName(scope, "cluster", NAMES);
      expose(scope, {
        id: cluster.id,
        name: cluster.name,
        location: cluster.location,
        issuer: cluster.oidcIssuerUrl,
        nodes: cluster.nodeResourceGroup,
      });
    });

    // THEN
    expect(stack.resource).toBeUndefined();
    expect(stack.data).toEqual({
      azurerm_kubernetes_cluster: {
        cluster: {
          name: "aks",
          resource_group_name: "rg",
          lifecycle: {
            postcondition: [
              {
                condition: '${self.oidc_issuer_enabled && self.oidc_issuer_url != ""}',
                error_message:
                  "The OIDC issuer of the AKS cluster aks is off, and no pod of it can become an Azure identity. Turn it on with: az aks update --name aks --resource-group rg --enable-oidc-issuer --enable-workload-identity",
              },
            ],
          },
        },
      },
    });
    expect(stack.output).toEqual({
      id: { value: "${data.azurerm_kubernetes_cluster.cluster.id}" },
      name: { value: "aks" },
      location: { value: "${data.azurerm_kubernetes_cluster.cluster.location}" },
      issuer: { value: "${data.azurerm_kubernetes_cluster.cluster.oidc_issuer_url}" },
      nodes: { value: "${data.azurerm_kubernetes_cluster.cluster.node_resource_group}" },
    });
  });

  test("federates, gives roles and connects in its own stack", () => {
    // WHEN
    const stack = synth((scope) => {
      const cluster = WorkloadIdentityCluster.fromClusterName(scope, "cluster", NAMES);
      const identity = cluster.addFederatedIdentity("orders", { serviceAccountName: "orders" });
      Grant.of(cluster.kubeletIdentity, { role: "AcrPull", scope: newGroup(scope) });
      cluster.connect(scope);
      new WorkloadServiceAccount(scope, "account", { identity });
    });

    // THEN
    expect(resources(stack, "azurerm_user_assigned_identity")).toEqual([
      {
        name: "aks_default_orders",
        resource_group_name: "rg",
        location: "${data.azurerm_kubernetes_cluster.cluster.location}",
      },
    ]);
    expect(resources(stack, "azurerm_federated_identity_credential")).toMatchObject([
      { issuer: "${data.azurerm_kubernetes_cluster.cluster.oidc_issuer_url}" },
    ]);
    expect(resources(stack, "azurerm_role_assignment")).toMatchObject([
      {
        principal_id: "${data.azurerm_kubernetes_cluster.cluster.kubelet_identity[0].object_id}",
      },
    ]);
    expect(resources(stack, "kubernetes_service_account_v1")).toHaveLength(1);
    expect(stack.provider?.kubernetes[0].host).toBe(
      "${data.azurerm_kubernetes_cluster.cluster-connection.kube_config[0].host}",
    );
  });

  test("federates an identity of another stack, and only the issuer crosses", () => {
    // WHEN
    const stacks = synthStacks((app) => {
      const platform = new TestStack(app, "platform");
      const cluster = WorkloadIdentityCluster.fromClusterName(platform, "cluster", NAMES);
      const team = new TestStack(app, "team");
      new FederatedIdentity(team, "orders", {
        cluster,
        identity: newIdentity(team),
        serviceAccountName: "orders",
      });
    });

    // THEN
    expect(Object.values(stacks.platform.output ?? {}).map(({ value }) => value)).toEqual([
      "${data.azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
    ]);
  });
});

describe("a cluster by attributes", () => {
  /** Reads something of a cluster of which only the issuer and these attributes are known. */
  function read(
    attributes: Partial<ClusterAttributes>,
    what: (cluster: ReturnType<typeof WorkloadIdentityCluster.fromClusterAttributes>) => unknown,
  ): unknown {
    let value: unknown;
    synth((scope) => {
      value = what(
        WorkloadIdentityCluster.fromClusterAttributes(scope, "cluster", {
          oidcIssuerUrl: ISSUER,
          ...attributes,
        }),
      );
    });
    return value;
  }

  test("can be federated with its issuer alone, verbatim, and looks nothing up", () => {
    // WHEN
    const stack = synth((scope) => {
      new FederatedIdentity(scope, "orders", {
        cluster: WorkloadIdentityCluster.fromClusterAttributes(scope, "cluster", {
          oidcIssuerUrl: ISSUER,
        }),
        identity: newIdentity(scope),
        serviceAccountName: "orders",
        credentialName: "orders",
      });
    });

    // THEN
    expect(stack.data).toBeUndefined();
    expect(resources(stack, "azurerm_federated_identity_credential")).toMatchObject([
      { issuer: ISSUER },
    ]);
  });

  test("has what it was given", () => {
    const all = {
      clusterName: "aks",
      resourceGroupName: "rg",
      location: "West Europe",
      clusterId: CLUSTER_ID.replace("resourceGroups", "resourcegroups"),
      nodeResourceGroup: "nodes",
      kubeletObjectId: "11111111-2222-3333-4444-555555555555",
    };
    expect(read(all, (cluster) => cluster.id)).toBe(CLUSTER_ID);
    expect(read(all, (cluster) => cluster.name)).toBe("aks");
    expect(read(all, (cluster) => cluster.location)).toBe("westeurope");
    expect(read(all, (cluster) => cluster.nodeResourceGroup)).toBe("nodes");
    expect(read(all, (cluster) => cluster.resourceGroup.name)).toBe("rg");
    expect(read(all, (cluster) => cluster.resourceGroup.location)).toBe("westeurope");
    expect(read(all, (cluster) => cluster.kubeletIdentity.principalId)).toBe(
      "11111111-2222-3333-4444-555555555555",
    );
  });

  test.each([
    ["clusterId", "id"],
    ["clusterName", "name"],
    ["location", "location"],
    ["nodeResourceGroup", "nodeResourceGroup"],
    ["resourceGroupName", "resourceGroup"],
    ["kubeletObjectId", "kubeletIdentity"],
  ] as const)("fails when `%s` was not given and %s is read", (attribute, member) => {
    expect(messageOf(() => read({}, (cluster) => cluster[member]))).toBe(
      [
        `[test/cluster] \`${attribute}\` is needed here, but was not given to \`fromClusterAttributes\`.`,
        `  fix:     give \`${attribute}\` to \`fromClusterAttributes\`, or import by name`,
        "  code:    attribute-not-given",
      ].join("\n"),
    );
  });

  test("fails when the issuer lacks the slash that AKS gives it", () => {
    const oidcIssuerUrl = ISSUER.slice(0, -1);
    expect(messageOf(() => read({ oidcIssuerUrl }, () => undefined))).toBe(
      [
        "[test/cluster] `oidcIssuerUrl` lacks the trailing slash that AKS gives it; tokens would be refused with AADSTS700211.",
        `  got:     "${oidcIssuerUrl}"`,
        "  allowed: the issuer URL verbatim, as `az aks show --query oidcIssuerProfile.issuerUrl` prints it",
        `  fix:     change \`oidcIssuerUrl\` to "${ISSUER}"`,
        "  code:    issuer-without-slash",
      ].join("\n"),
    );
    const binding = "https://ib.oic.prod-aks.azure.com/tenant/client";
    expect(read({ oidcIssuerUrl: binding }, (cluster) => cluster.oidcIssuerUrl)).toBe(binding);
  });

  test.each([
    ["oidcIssuerUrl", { oidcIssuerUrl: "http://eastus.oic.prod-aks.azure.com/" }],
    ["clusterName", { clusterName: "-" }],
    ["resourceGroupName", { resourceGroupName: "rg." }],
    ["nodeResourceGroup", { nodeResourceGroup: "rg." }],
  ])("fails when `%s` breaks its rule", (prop, attributes) => {
    expect(messageOf(() => read(attributes, () => undefined))).toMatch(
      `[test/cluster] \`${prop}\` is not a valid `,
    );
  });
});

describe("a cluster that Terraform does not own", () => {
  test("gets issuer and workload identity turned on, and nothing else changed", () => {
    // WHEN
    const stack = synth((scope) => {
      new AzapiProvider(scope, "azapi");
      const cluster = WorkloadIdentityCluster.enableOn(scope, "cluster", NAMES);
      cluster.addFederatedIdentity("orders", { serviceAccountName: "orders" });
    });

    // THEN
    const [[id, update]] = Object.entries(stack.resource?.azapi_update_resource ?? {});
    expect(update).toEqual({
      type: "Microsoft.ContainerService/managedClusters@2024-09-01",
      resource_id: "${data.azurerm_kubernetes_cluster.cluster.id}",
      body: {
        properties: {
          oidcIssuerProfile: { enabled: true },
          securityProfile: { workloadIdentity: { enabled: true } },
        },
      },
      response_export_values: ["properties.oidcIssuerProfile.issuerURL"],
    });
    expect(resources(stack, "azurerm_federated_identity_credential")).toMatchObject([
      { issuer: `\${azapi_update_resource.${id}.output.properties.oidcIssuerProfile.issuerURL}` },
    ]);
    expect(stack.terraform.required_providers).toMatchObject({
      azapi: { source: "Azure/azapi", version: "2.12.0" },
    });
  });

  test("gets workload identity turned off again, and keeps its issuer", () => {
    // WHEN
    const stack = synth((scope) => {
      new AzapiProvider(scope, "azapi", { subscriptionId: SUBSCRIPTION, tenantId: TENANT });
      WorkloadIdentityCluster.enableOn(scope, "cluster", { ...NAMES, workloadIdentity: false });
    });

    // THEN
    expect(resources(stack, "azapi_update_resource")).toMatchObject([
      {
        body: {
          properties: {
            oidcIssuerProfile: { enabled: true },
            securityProfile: { workloadIdentity: { enabled: false } },
          },
        },
      },
    ]);
    expect(stack.provider?.azapi).toEqual([{ subscription_id: SUBSCRIPTION, tenant_id: TENANT }]);
  });
});

describe("workload identity that is off", () => {
  const off = (keepFederations?: boolean) =>
    synth((scope) => {
      new WorkloadIdentityCluster(scope, "cluster", {
        resourceGroup: newGroup(scope),
        name: "aks",
        workloadIdentity: false,
        keepFederations,
      }).addFederatedIdentity("orders", { serviceAccountName: "orders" });
    });

  test("fails with a federation that would stop working", () => {
    expect(messageOf(() => off())).toBe(
      [
        "[test/cluster/orders] workload identity of the cluster is off, and no new pod of this service account would get a token.",
        '  got:     "test/cluster"',
        "  allowed: federations only where `workloadIdentity` is on",
        "  fix:     remove the federation and its workloads, or say `keepFederations: true` at the cluster to keep them for later",
        "  code:    workload-identity-off",
      ].join("\n"),
    );
  });

  test("keeps federations when told to", () => {
    expect(resources(off(true), "azurerm_federated_identity_credential")).toHaveLength(1);
  });

  test("fails in a cluster that Terraform does not own as well", () => {
    const message = messageOf(() =>
      synth((scope) => {
        WorkloadIdentityCluster.enableOn(scope, "cluster", {
          ...NAMES,
          workloadIdentity: false,
        }).addFederatedIdentity("orders", { serviceAccountName: "orders" });
      }),
    );
    expect(message).toMatch("[test/cluster/orders] workload identity of the cluster is off");
  });
});

test("a cluster is brought into Terraform by an import block", () => {
  // WHEN
  const stack = synth((scope) => newCluster(scope).importFrom(CLUSTER_ID));

  // THEN
  expect(stack).toMatchObject({
    import: [{ to: "azurerm_kubernetes_cluster.cluster", id: CLUSTER_ID }],
  });
});

test("fails when something else than a cluster is to be imported", () => {
  const id = CLUSTER_ID.replace(
    "Microsoft.ContainerService/managedClusters",
    "Microsoft.KeyVault/vaults",
  );
  expect(messageOf(() => synth((scope) => newCluster(scope).importFrom(id)))).toBe(
    [
      "[test/cluster] `clusterId` is not the resource id of an AKS cluster.",
      `  got:     "${id}"`,
      "  allowed: /subscriptions/<subscription id>/resourceGroups/<group>/providers/Microsoft.ContainerService/managedClusters/<name>",
      "  fix:     pass the id of an AKS cluster, as printed by `az … show --query id`",
      "  code:    wrong-resource-id",
    ].join("\n"),
  );
});

describe("the login to a cluster", () => {
  /** Connects a cluster of these props in its own stack. */
  function connect(props: Partial<WorkloadIdentityClusterProps>, options?: ConnectOptions) {
    const stack = synth((scope) => {
      new WorkloadIdentityCluster(scope, "cluster", {
        resourceGroup: newGroup(scope),
        name: "aks",
        ...props,
      }).connect(scope, options);
    });
    return stack.provider?.kubernetes[0] ?? {};
  }
  const config = "azurerm_kubernetes_cluster.cluster.kube_config[0]";
  const adminConfig = "azurerm_kubernetes_cluster.cluster.kube_admin_config[0]";
  const entra = { adminGroupObjectIds: ["11111111-2222-3333-4444-555555555555"] };
  const KUBELOGIN = {
    api_version: "client.authentication.k8s.io/v1beta1",
    command: "kubelogin",
    args: [
      "get-token",
      "--login",
      "azurecli",
      "--server-id",
      "6dae42f8-4368-4678-94ff-3960e28e3630",
      "--environment",
      "AzurePublicCloud",
    ],
  };

  test.each([
    ["a certificate without Entra ID", {}, `\${base64decode(${config}.client_key)}`],
    [
      "the admin certificate with Entra ID and local accounts",
      { entra },
      `\${base64decode(${adminConfig}.client_key)}`,
    ],
  ])("is %s", (_what, props, clientKey) => {
    const provider = connect(props);
    expect(provider.client_key).toBe(clientKey);
    expect(provider).not.toHaveProperty("exec");
  });

  test("is kubelogin with Entra ID alone, never mixed with certificates", () => {
    expect(connect({ entra, localAccounts: false })).toMatchObject({
      host: `\${${config}.host}`,
      cluster_ca_certificate: `\${base64decode(${config}.cluster_ca_certificate)}`,
      client_certificate: "",
      client_key: "",
      exec: [KUBELOGIN],
    });
  });

  test("takes kubelogin's mode, cloud, tenant and client", () => {
    const id = "11111111-2222-3333-4444-555555555555";
    const provider = connect(
      { entra },
      {
        login: ClusterLogin.KUBELOGIN,
        kubelogin: {
          mode: "workloadidentity",
          environment: "AzureUSGovernmentCloud",
          tenantId: id,
          clientId: id,
        },
      },
    );
    expect(provider.exec).toMatchObject([
      {
        args: [
          ...["get-token", "--login", "workloadidentity"],
          ...["--server-id", "6dae42f8-4368-4678-94ff-3960e28e3630"],
          ...["--environment", "AzureUSGovernmentCloud"],
          ...["--tenant-id", id, "--client-id", id],
        ],
      },
    ]);
  });

  test("may be any for a cluster that exists, in another stack too", () => {
    const stacks = synthStacks((app) => {
      const cluster = WorkloadIdentityCluster.fromClusterName(
        new TestStack(app, "platform"),
        "cluster",
        NAMES,
      );
      cluster.connect(new TestStack(app, "admin"), { login: ClusterLogin.ADMIN });
      cluster.connect(new TestStack(app, "entra"), { login: ClusterLogin.KUBELOGIN });
    });
    expect(stacks.admin.provider?.kubernetes[0].host).toBe(
      "${data.azurerm_kubernetes_cluster.cluster-connection.kube_admin_config[0].host}",
    );
    expect(stacks.entra.provider?.kubernetes[0].exec).toEqual([KUBELOGIN]);
  });

  test("sets Entra ID and local accounts in the cluster", () => {
    const stack = synth((scope) => {
      new WorkloadIdentityCluster(scope, "cluster", {
        resourceGroup: newGroup(scope),
        name: "aks",
        entra: { ...entra, azureRbac: true },
        localAccounts: false,
      });
    });
    expect(resources(stack, "azurerm_kubernetes_cluster")).toMatchObject([
      {
        azure_active_directory_role_based_access_control: {
          admin_group_object_ids: entra.adminGroupObjectIds,
          azure_rbac_enabled: true,
        },
        local_account_disabled: true,
      },
    ]);
  });

  test("fails with local accounts off and no Entra ID", () => {
    expect(messageOf(() => connect({ localAccounts: false }))).toBe(
      [
        "[test/cluster] `localAccounts` is off, and nobody could log in: the cluster could not even be read.",
        "  got:     false",
        "  allowed: false only together with `entra`",
        "  fix:     set `entra`, or leave local accounts on",
        "  code:    local-accounts-needed",
      ].join("\n"),
    );
  });

  test.each([
    [
      "certificate",
      { entra },
      "with Microsoft Entra ID the user's kubeconfig holds no certificate",
      '"admin", "kubelogin"',
    ],
    [
      "admin",
      { entra, localAccounts: false },
      "there is an admin kubeconfig only with Microsoft Entra ID, and only while local accounts are on",
      '"kubelogin"',
    ],
    [
      "kubelogin",
      {},
      "without Microsoft Entra ID the API server takes no tokens of it",
      '"certificate"',
    ],
  ])("fails as %s where the cluster does not allow it", (login, props, reason, allowed) => {
    expect(messageOf(() => connect(props, { login: login as ClusterLogin }))).toBe(
      [
        `[test/cluster] the cluster does not allow this \`login\`: ${reason}.`,
        `  got:     "${login}"`,
        `  allowed: ${allowed}`,
        "  fix:     leave `login` out, or change `entra` and `localAccounts` of the cluster",
        "  code:    wrong-login",
      ].join("\n"),
    );
  });

  test.each([
    ["kubelogin.mode", { mode: "password" }, "has an unknown value."],
    ["kubelogin.environment", { environment: "public" }, "has an unknown value."],
    ["kubelogin.tenantId", { tenantId: "contoso" }, "is not a valid tenant id."],
    ["kubelogin.clientId", { clientId: "me" }, "is not a valid client id."],
  ])("fails when `%s` breaks its rule", (prop, kubelogin, what) => {
    const options = { login: ClusterLogin.KUBELOGIN, kubelogin };
    expect(messageOf(() => connect({ entra }, options))).toMatch(
      `[test/cluster] \`${prop}\` ${what}`,
    );
  });
});

test("a connection fails the plan where the cluster has another issuer than the one that is trusted", () => {
  const oidcIssuerUrl = "https://eastus.oic.prod-aks.azure.com/a/b/";
  const stacks = synthStacks((app) => {
    const stack = new TestStack(app, "test");
    WorkloadIdentityCluster.fromClusterAttributes(stack, "cluster", {
      oidcIssuerUrl,
      clusterName: "aks",
      resourceGroupName: "rg",
    }).connect(stack, { login: ClusterLogin.KUBELOGIN });
  });
  expect(stacks.test.data?.azurerm_kubernetes_cluster["cluster-connection"].lifecycle).toEqual({
    postcondition: [
      {
        condition: `\${self.oidc_issuer_url == "${oidcIssuerUrl}"}`,
        error_message: `The AKS cluster aks has another OIDC issuer than ${oidcIssuerUrl}, for which its pods are trusted. Was it created anew?`,
      },
    ],
  });
});

test("a certificate login to an existing cluster fails the plan where people log in by Entra ID", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const stack = new TestStack(app, "test");
    const cluster = WorkloadIdentityCluster.fromClusterName(stack, "cluster", NAMES);
    cluster.connect(stack, { login: ClusterLogin.CERTIFICATE });
    cluster.connect(new TestStack(app, "other"), { login: ClusterLogin.KUBELOGIN });
  });

  // THEN
  const connection = ({ data }: StackJson) =>
    data?.azurerm_kubernetes_cluster["cluster-connection"];
  expect(connection(stacks.test)?.lifecycle).toEqual({
    postcondition: [
      {
        condition: "${try(length(self.azure_active_directory_role_based_access_control), 0) == 0}",
        error_message:
          "The AKS cluster aks logs in by Microsoft Entra ID, and its kubeconfig holds no certificate. Connect with the login ADMIN or KUBELOGIN.",
      },
    ],
  });
  expect(connection(stacks.other)).not.toHaveProperty("lifecycle");
});

test.each([
  ["fromClusterName", WorkloadIdentityCluster.fromClusterName],
  ["enableOn", WorkloadIdentityCluster.enableOn],
])(
  "fails when the id of the group is read of a cluster by %s, naming that method",
  (method, make) => {
    const message = messageOf(() =>
      synth((scope) => make(scope, "cluster", NAMES).resourceGroup.id),
    );
    expect(message).toBe(
      [
        `[test/cluster/group] \`id\` is needed here, but was not given to \`${method}\`.`,
        "  fix:     use `ResourceGroup.fromResourceGroupName`, which looks the group up",
        "  code:    attribute-not-given",
      ].join("\n"),
    );
  },
);
