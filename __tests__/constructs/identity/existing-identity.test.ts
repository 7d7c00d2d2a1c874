import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformVariable } from "cdktf";
import {
  FederatedIdentity,
  type IdentityAttributes,
  KeyVaultAccess,
  ManagedIdentity,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadPod,
  WorkloadServiceAccount,
} from "../../../constructs";
import { trustedBy } from "../../support/bindings";
import { newCluster, newGroup } from "../../support/fixtures";
import { expose, messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const IDENTITY_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`;
const GUIDS = {
  clientId: "aaaaaaaa-2222-3333-4444-555555555555",
  principalId: "bbbbbbbb-2222-3333-4444-555555555555",
  tenantId: "cccccccc-2222-3333-4444-555555555555",
};

test("an identity by name is looked up, federated and given roles", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = ManagedIdentity.fromIdentityName(scope, "identity", {
      identityName: "orders",
      resourceGroupName: "rg",
    });
    const cluster = newCluster(scope);
    cluster.addFederatedIdentity("orders", { identity, serviceAccountName: "orders" });
    identity.grant({ role: "Reader", scope: cluster.resourceGroup });
  });

  // THEN
  expect(stack.data).toEqual({
    azurerm_user_assigned_identity: { identity: { name: "orders", resource_group_name: "rg" } },
  });
  expect(resources(stack, "azurerm_federated_identity_credential")).toMatchObject([
    trustedBy("${data.azurerm_user_assigned_identity.identity.id}", "rg"),
  ]);
  expect(resources(stack, "azurerm_role_assignment")).toMatchObject([
    {
      principal_id: "${data.azurerm_user_assigned_identity.identity.principal_id}",
      principal_type: "ServicePrincipal",
    },
  ]);
  expect(stack.resource).not.toHaveProperty("azurerm_user_assigned_identity");
});

test("an identity by the id that az prints is looked up by its parts, and spelled as azurerm compares it", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = ManagedIdentity.fromIdentityId(scope, "identity", {
      identityId: IDENTITY_ID.replace("resourceGroups", "resourcegroups").replace(
        "Microsoft.ManagedIdentity",
        "microsoft.managedidentity",
      ),
    });
    expose(scope, { id: identity.id, clientId: identity.clientId, tenantId: identity.tenantId });
  });

  // THEN
  expect(stack.data).toEqual({
    azurerm_user_assigned_identity: { identity: { name: "orders", resource_group_name: "rg" } },
  });
  expect(stack.output).toEqual({
    id: { value: IDENTITY_ID },
    clientId: { value: "${data.azurerm_user_assigned_identity.identity.client_id}" },
    tenantId: { value: "${data.azurerm_user_assigned_identity.identity.tenant_id}" },
  });
});

test("an identity by attributes has what it was given, and looks nothing up", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = ManagedIdentity.fromIdentityAttributes(scope, "identity", {
      identityId: IDENTITY_ID,
      ...GUIDS,
    });
    const { clientId, principalId, tenantId, name, resourceGroupName } = identity;
    expose(scope, { clientId, principalId, tenantId, name, resourceGroupName });
  });

  // THEN
  expect(stack.data).toBeUndefined();
  expect(stack.output).toEqual({
    clientId: { value: GUIDS.clientId },
    principalId: { value: GUIDS.principalId },
    tenantId: { value: GUIDS.tenantId },
    name: { value: "orders" },
    resourceGroupName: { value: "rg" },
  });
});

test("an identity of another stack is federated there, and only its ids cross", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const identity = ManagedIdentity.fromIdentityName(new TestStack(app, "team"), "identity", {
      identityName: "orders",
      resourceGroupName: "rg",
    });
    const platform = new TestStack(app, "platform");
    newCluster(platform).addFederatedIdentity("orders", {
      identity,
      serviceAccountName: "orders",
    });
  });

  // THEN
  expect(Object.values(stacks.team.output ?? {}).map(({ value }) => value)).toEqual([
    "${data.azurerm_user_assigned_identity.identity.id}",
  ]);
});

test("across tenants, everything of the identity's tenant is made with that tenant's provider", () => {
  // GIVEN a cluster in one tenant, identity and vault in another
  const stack = synth((scope) => {
    const provider = new AzurermProvider(scope, "tenant-b", {
      alias: "tenant_b",
      features: [{}],
      tenantId: GUIDS.tenantId,
      subscriptionId: SUBSCRIPTION,
    });
    const cluster = newCluster(scope);
    cluster.connect(scope);
    const group = new ResourceGroup(scope, "group-b", { name: "b", location: "eastus", provider });
    const identity = new ManagedIdentity(scope, "identity", {
      resourceGroup: group,
      name: "orders",
      provider,
    });
    const vault = new KeyVaultAccess(scope, "vault", {
      resourceGroup: group,
      name: "orders-b",
      provider,
    });

    // WHEN
    const orders = cluster.addFederatedIdentity("orders", {
      identity,
      serviceAccountName: "orders",
    });
    vault.addSecret("db-password").grantRead(orders);
    new WorkloadServiceAccount(scope, "account", { identity: orders });
  });

  // THEN
  for (const type of [
    "azurerm_user_assigned_identity",
    "azurerm_federated_identity_credential",
    "azurerm_key_vault",
    "azurerm_key_vault_secret",
    "azurerm_role_assignment",
  ]) {
    for (const resource of resources(stack, type)) {
      expect(resource).toHaveProperty("provider", "azurerm.tenant_b");
    }
  }
  expect(resources(stack, "azurerm_kubernetes_cluster")[0]).not.toHaveProperty("provider");
  expect(stack.data).toEqual({
    azurerm_client_config: { "current-client-tenant_b": { provider: "azurerm.tenant_b" } },
  });
  expect(resources(stack, "azurerm_key_vault")).toMatchObject([
    { tenant_id: "${data.azurerm_client_config.current-client-tenant_b.tenant_id}" },
  ]);
  expect(resources(stack, "kubernetes_service_account_v1")).toMatchObject([
    {
      metadata: {
        annotations: {
          "azure.workload.identity/tenant-id":
            "${azurerm_user_assigned_identity.identity.tenant_id}",
        },
      },
    },
  ]);
});

test("several identities trust one service account, whose annotations name the first", () => {
  // WHEN
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    cluster.connect(scope);
    const [orders, invoices] = ["orders", "invoices"].map((name) =>
      cluster.addFederatedIdentity(name, {
        serviceAccountName: "shop",
        credentialName: name,
      }),
    );
    const serviceAccount = new WorkloadServiceAccount(scope, "account", {
      identity: orders,
      additionalIdentities: [invoices],
    });
    new WorkloadPod(scope, "pod", {
      serviceAccount,
      name: "shop",
      containers: [{ name: "shop", image: "registry.example.com/shop:1.0" }],
    });
  });

  // THEN
  const [account] = resources(stack, "kubernetes_service_account_v1") as unknown as [
    { metadata: { annotations: Record<string, string> } },
  ];
  expect(account.metadata.annotations["azure.workload.identity/client-id"]).toMatch(/orders/);
  const [pod] = resources(stack, "kubernetes_pod_v1");
  expect(pod.depends_on).toEqual([expect.stringMatching(/^time_sleep\.propagation_federations_/)]);
  const [wait] = resources(stack, "time_sleep");
  expect(Object.keys(wait.triggers as object)).toEqual([
    expect.stringMatching(/^cluster_invoices/),
    expect.stringMatching(/^cluster_orders/),
  ]);
});

test("fails when a further identity trusts another service account", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const cluster = newCluster(scope);
      new WorkloadServiceAccount(scope, "account", {
        identity: cluster.addFederatedIdentity("a", { serviceAccountName: "a" }),
        additionalIdentities: [cluster.addFederatedIdentity("b", { serviceAccountName: "b" })],
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/account] a further identity is trusted for another service account, namespace or cluster.",
      '  got:     "test/cluster/b"',
      "  allowed: federations of the same cluster, namespace and service account",
      "  fix:     federate the further identity with the same `serviceAccountName` and `namespace`",
      "  code:    other-service-account",
    ].join("\n"),
  );
});

describe("an imported identity", () => {
  const byId = (identityId: string, subscriptionId?: string) =>
    messageOf(() =>
      synthStacks((app) => {
        const stack = new TestStack(app, "test", { subscriptionId });
        ManagedIdentity.fromIdentityId(stack, "identity", { identityId });
      }),
    );
  const byAttributes = (attributes: Partial<IdentityAttributes>) =>
    messageOf(() =>
      synth((scope) => {
        ManagedIdentity.fromIdentityAttributes(scope, "identity", {
          identityId: IDENTITY_ID,
          ...attributes,
        });
      }),
    );

  test.each([
    ["of another kind", IDENTITY_ID.replace("userAssignedIdentities", "vaults")],
    ["of a federated credential", `${IDENTITY_ID}/federatedIdentityCredentials/x`],
    ["that is a client id", GUIDS.clientId],
  ])("is refused by an id %s", (_what, identityId) => {
    expect(byId(identityId)).toBe(
      [
        "[test/identity] `identityId` is not the resource id of a user-assigned identity.",
        `  got:     "${identityId}"`,
        "  allowed: /subscriptions/<subscription id>/resourceGroups/<group>/providers/Microsoft.ManagedIdentity/userAssignedIdentities/<name>",
        "  fix:     pass the id of a user-assigned identity, as printed by `az … show --query id`",
        "  code:    wrong-resource-id",
      ].join("\n"),
    );
  });

  test("is refused by an id of another subscription than the provider's", () => {
    const own = "99999999-2222-3333-4444-555555555555";
    expect(byId(IDENTITY_ID, own)).toBe(
      [
        "[test/identity] `identityId` is in another subscription than the azurerm provider, which would look for it in its own.",
        `  got:     "${IDENTITY_ID}"`,
        `  allowed: an id below /subscriptions/${own}`,
        "  fix:     give `provider` an aliased AzurermProvider of that subscription",
        "  code:    other-subscription",
      ].join("\n"),
    );
  });

  test("is found by an id that is a reference, which Terraform takes apart", () => {
    // WHEN
    const stack = synth((scope) => {
      const id = new TerraformVariable(scope, "id", { type: "string" }).stringValue;
      ManagedIdentity.fromIdentityId(scope, "identity", { identityId: id });
      newCluster(scope).addFederatedIdentity("orders", {
        serviceAccountName: "orders",
        identity: ManagedIdentity.fromIdentityAttributes(scope, "other", { identityId: id }),
      });
    });

    // THEN
    expect(stack.data?.azurerm_user_assigned_identity.identity).toEqual({
      name: '${element(split("/", var.id), 8)}',
      resource_group_name: '${element(split("/", var.id), 4)}',
    });
    expect(resources(stack, "azurerm_federated_identity_credential")[0]).toMatchObject(
      trustedBy("${var.id}", '${element(split("/", var.id), 4)}'),
    );
  });

  test("is refused with a client id for a principal id", () => {
    const { clientId } = GUIDS;
    expect(byAttributes({ clientId, principalId: clientId.toUpperCase() })).toBe(
      [
        "[test/identity] `principalId` is the same as `clientId`; an identity has two different ones.",
        `  got:     "${clientId.toUpperCase()}"`,
        "  allowed: the GUID that `az identity show --query principalId` prints",
        "  fix:     change `principalId`; Azure accepts a client id there, and the role works for nobody",
        "  code:    same-client-and-principal-id",
      ].join("\n"),
    );
  });

  test.each(["clientId", "principalId", "tenantId"] as const)(
    "is refused with a `%s` that is no GUID, and when it is read without being given",
    (attribute) => {
      expect(byAttributes({ [attribute]: "orders" })).toMatch(
        `[test/identity] \`${attribute}\` is not a valid `,
      );
      const read = messageOf(() =>
        synth((scope) =>
          expose(scope, {
            it: ManagedIdentity.fromIdentityAttributes(scope, "identity", {
              identityId: IDENTITY_ID,
            })[attribute],
          }),
        ),
      );
      expect(read).toBe(
        [
          `[test/identity] \`${attribute}\` is needed here, but was not given to \`fromIdentityAttributes\`.`,
          `  fix:     give \`${attribute}\` to \`fromIdentityAttributes\`, or import by name`,
          "  code:    attribute-not-given",
        ].join("\n"),
      );
    },
  );
});

test("a group by name is looked up", () => {
  // WHEN
  const stack = synth((scope) => {
    new ManagedIdentity(scope, "identity", {
      resourceGroup: ResourceGroup.fromResourceGroupName(scope, "group", {
        resourceGroupName: "rg",
      }),
      name: "orders",
    });
  });

  // THEN
  expect(stack.data).toEqual({ azurerm_resource_group: { group: { name: "rg" } } });
  expect(resources(stack, "azurerm_user_assigned_identity")).toEqual([
    {
      name: "orders",
      resource_group_name: "rg",
      location: "${data.azurerm_resource_group.group.location}",
    },
  ]);
});

test("an existing cluster, identity and group work together without creating any of them", () => {
  // WHEN
  const stack = synth((scope) => {
    new FederatedIdentity(scope, "orders", {
      cluster: WorkloadIdentityCluster.fromClusterName(scope, "cluster", {
        clusterName: "aks",
        resourceGroupName: "rg",
      }),
      identity: ManagedIdentity.fromIdentityName(scope, "identity", {
        identityName: "orders",
        resourceGroupName: "rg",
      }),
      serviceAccountName: "orders",
    });
  });

  // THEN
  expect(Object.keys(stack.resource ?? {})).toEqual(["azurerm_federated_identity_credential"]);
});

test("fails when the name of a group or an identity breaks its rule", () => {
  const byName = (identityName: string, resourceGroupName: string) =>
    messageOf(() =>
      synth((scope) => {
        ManagedIdentity.fromIdentityName(scope, "identity", { identityName, resourceGroupName });
      }),
    );
  expect(byName("a b!", "rg")).toMatch("[test/identity] `identityName` is not a valid ");
  expect(byName("orders", "rg.")).toMatch("[test/identity] `resourceGroupName` is not a valid ");
  expect(
    messageOf(() =>
      synth((scope) => {
        newGroup(scope);
        ResourceGroup.fromResourceGroupName(scope, "other", { resourceGroupName: "rg." });
      }),
    ),
  ).toMatch("[test/other] `resourceGroupName` is not a valid resource group name.");
});
