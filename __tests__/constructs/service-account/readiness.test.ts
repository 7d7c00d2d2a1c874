import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import type { ITerraformDependable } from "cdktf";
import {
  type IWorkloadServiceAccount,
  KeyVaultAccess,
  ManagedIdentity,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newCluster, newFederation, newGroup, newServiceAccount } from "../../support/fixtures";
import { messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

/** Something of another provider that comes after the account. */
function follower(scope: TestStack, dependsOn: ITerraformDependable[]) {
  return new ResourceGroup(scope, "follower", { name: "x", location: "eastus", dependsOn });
}

test("what depends on the readiness comes after the account, its trust and grants made later", () => {
  // WHEN
  const stack = synth((scope) => {
    const account = newServiceAccount(scope);
    follower(scope, account.readiness);
    new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope) }).grantSecretsRead(
      account.identity,
    );
  });

  // THEN
  const [ready] = Object.keys(stack.resource?.terraform_data ?? {});
  expect(stack.resource?.azurerm_resource_group?.follower.depends_on).toEqual([
    "kubernetes_service_account_v1.service-account",
    `terraform_data.${ready}`,
  ]);
  expect(stack.resource?.terraform_data?.[ready]).toEqual({
    depends_on: Object.keys(stack.resource?.time_sleep ?? {}).map((id) => `time_sleep.${id}`),
    lifecycle: {
      precondition: [
        {
          condition: expect.stringMatching(
            /^\$\{try\(\(length\(azurerm_user_assigned_identity\.\S+\.client_id\) >= 1\), false\)\}$/,
          ),
          error_message:
            "The identity of the service account shop/orders has no client id or tenant id. Pods would start without identity.",
        },
        {
          condition: expect.stringContaining(".tenant_id"),
          error_message:
            "The identity of the service account shop/orders has no client id or tenant id. Pods would start without identity.",
        },
      ],
    },
  });
  expect(Object.keys(stack.resource?.time_sleep ?? {})).toHaveLength(2);
});

test("the readiness is made when it is asked for, and once", () => {
  // WHEN
  const without = synth((scope) => newServiceAccount(scope));
  const twice = synth((scope) => {
    const account = newServiceAccount(scope);
    expect(account.readiness).toBe(account.readiness);
    follower(scope, account.readiness);
  });

  // THEN
  expect(without.resource).not.toHaveProperty("terraform_data");
  expect(resources(twice, "terraform_data")).toHaveLength(1);
});

test.each<[string, (scope: TestStack) => IWorkloadServiceAccount, string[]]>([
  [
    "annotated",
    (scope) => {
      const identity = newFederation(scope);
      (identity.cluster as WorkloadIdentityCluster).connect(scope);
      return WorkloadServiceAccount.annotate(scope, "account", { identity });
    },
    ["kubernetes_annotations.account", "terraform_data.account_ready"],
  ],
  [
    "only referred to",
    (scope) =>
      WorkloadServiceAccount.fromServiceAccountName(scope, "account", {
        identity: newFederation(scope),
      }),
    ["terraform_data.account_ready"],
  ],
  [
    "rendered",
    (scope) =>
      WorkloadServiceAccount.rendered(scope, "account", { identity: newFederation(scope) }),
    ["terraform_data.account", "terraform_data.account_ready"],
  ],
])("an account that is %s has the readiness of what Terraform makes of it", (_how, make, after) => {
  const stack = synth((scope) => follower(scope, make(scope).readiness));
  expect(stack.resource?.azurerm_resource_group?.follower.depends_on).toEqual(
    after.map((address) => expect.stringMatching(new RegExp(`^${address}(_[0-9A-F]{8})?$`))),
  );
});

test("in another stack the readiness is that of the account, and the stacks are in order", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const azure = new TestStack(app, "azure");
    const identity = newFederation(azure);
    const kubernetes = new TestStack(app, "kubernetes");
    (identity.cluster as WorkloadIdentityCluster).connect(kubernetes);
    const account = new WorkloadServiceAccount(kubernetes, "account", {
      identity,
      createNamespace: false,
    });
    follower(kubernetes, account.readiness);
    expect(kubernetes.dependencies).toContain(azure);
  });

  // THEN
  expect(resources(stacks.kubernetes, "terraform_data")[0]).not.toHaveProperty("depends_on");
  expect(resources(stacks.azure, "time_sleep")).toHaveLength(1);
});

test("an identity of known ids has nothing left to check", () => {
  // WHEN
  const GUID = "11111111-2222-3333-4444-555555555555";
  const stack = synth((scope) => {
    const identity = newCluster(scope).addFederatedIdentity("federation", {
      serviceAccountName: "orders",
      identity: ManagedIdentity.fromIdentityAttributes(scope, "identity", {
        identityId: `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`,
        clientId: GUID,
        principalId: GUID.replace("1", "2"),
        tenantId: GUID,
      }),
    });
    follower(scope, WorkloadServiceAccount.rendered(scope, "account", { identity }).readiness);
  });

  // THEN
  for (const one of resources(stack, "terraform_data")) expect(one).not.toHaveProperty("lifecycle");
});

test("a workload of the provider's own class takes it too", () => {
  const stack = synth((scope) => {
    const account = newServiceAccount(scope);
    new DeploymentV1(scope, "orders", {
      metadata: { name: "orders" },
      spec: { template: { metadata: {}, spec: { container: [{ name: "a" }] } } },
      dependsOn: account.readiness,
    });
  });
  expect(resources(stack, "kubernetes_deployment_v1")[0].depends_on).toHaveLength(2);
});

test("fails when what an account comes after is no such thing", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const identity = newFederation(scope);
      new WorkloadServiceAccount(scope, "account", {
        identity,
        dependsOn: ["helm_release.x" as unknown as ITerraformDependable],
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/account] `dependsOn[0]` is not a resource, data source or module of Terraform.",
      '  got:     "helm_release.x"',
      "  allowed: a resource, data source or module of Terraform",
      "  fix:     give `dependsOn[0]` such a value",
      "  code:    wrong-type",
    ].join("\n"),
  );
});
