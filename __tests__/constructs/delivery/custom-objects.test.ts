import { parse } from "yaml";
import {
  type IDeliveredObject,
  KeyVaultAccess,
  SecretStore,
  TriggerAuthentication,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { readApi } from "../../support/assembly";
import { newCluster, newFederation, newGroup } from "../../support/fixtures";
import {
  messageOf,
  resources,
  synth,
  synthStacks,
  TestStack,
  warningsOf,
} from "../../support/synth";

/** A rendered account, a vault of a known URI, and what is made of them. */
function withAccount(
  scope: TestStack,
  make: (
    account: ReturnType<typeof WorkloadServiceAccount.rendered>,
    vault: ReturnType<typeof KeyVaultAccess.fromVaultAttributes>,
  ) => IDeliveredObject,
): IDeliveredObject {
  const account = WorkloadServiceAccount.rendered(scope, "account", {
    identity: newFederation(scope),
  });
  const vault = KeyVaultAccess.fromVaultAttributes(scope, "vault", {
    vaultId:
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/orders",
    vaultUri: "https://orders.vault.azure.net/",
  });
  return make(account, vault);
}

test("External Secrets reads a vault as the account, by a token that it asks for", () => {
  // WHEN
  let yaml = "";
  synth((scope) => {
    yaml = withAccount(scope, (serviceAccount, vault) => {
      vault.secret("db-password").grantRead(serviceAccount.identity);
      return SecretStore.rendered(scope, "store", {
        serviceAccount,
        name: "orders",
        vault,
        environment: "AzureUSGovernmentCloud",
      });
    }).yaml;
  });

  // THEN
  expect(parse(yaml)).toEqual({
    apiVersion: "external-secrets.io/v1",
    kind: "SecretStore",
    metadata: { name: "orders", namespace: "shop" },
    spec: {
      provider: {
        azurekv: {
          authType: "WorkloadIdentity",
          environmentType: "USGovernmentCloud",
          vaultUrl: "https://orders.vault.azure.net/",
          serviceAccountRef: { name: "orders" },
        },
      },
    },
  });
});

test("fails when the identity may read no secret of the store's vault", () => {
  const build = (role?: "secrets" | "keys") =>
    synth((scope) => {
      withAccount(scope, (serviceAccount, vault) => {
        if (role === "secrets") vault.grantSecretsRead(serviceAccount.identity);
        if (role === "keys") vault.grantKeysUse(serviceAccount.identity);
        return SecretStore.rendered(scope, "store", { serviceAccount, name: "orders", vault });
      });
    });
  expect(() => build("secrets")).not.toThrow();
  for (const role of [undefined, "keys"] as const) {
    expect(messageOf(() => build(role))).toContain(
      [
        '[test/store] the store reads a vault, but no role lets the identity at "test/cluster/federation/identity" read a secret of it.',
        "  fix:     call `grantSecretsRead` of the vault or `grantRead` of its secrets with the identity",
        "  code:    vault-not-granted",
      ].join("\n"),
    );
  }
});

test("fails when the identity may not read the secrets that are named", () => {
  const message = messageOf(() =>
    synth((scope) => {
      withAccount(scope, (serviceAccount, vault) => {
        vault.secret("api-key").grantRead(serviceAccount.identity);
        return SecretStore.rendered(scope, "store", {
          serviceAccount,
          name: "orders",
          vault,
          secrets: [vault.secret("api-key"), vault.secret("db-password")],
        });
      });
    }),
  );
  expect(message).toContain('"db-password"');
  expect(message).not.toContain('"api-key"');
});

test("KEDA asks Azure as the workload's identity", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const azure = new TestStack(app, "azure");
    const cluster = newCluster(azure);
    const identity = cluster.addFederatedIdentity("orders", { serviceAccountName: "orders" });
    const kubernetes = new TestStack(app, "kubernetes");
    cluster.connect(kubernetes);
    new TriggerAuthentication(kubernetes, "scaler", {
      serviceAccount: new WorkloadServiceAccount(kubernetes, "account", { identity }),
      name: "orders",
    });
  });

  // THEN
  expect(resources(stacks.kubernetes, "kubernetes_manifest")[0].manifest).toEqual({
    apiVersion: "keda.sh/v1alpha1",
    kind: "TriggerAuthentication",
    metadata: { name: "orders", namespace: "default" },
    spec: {
      podIdentity: {
        provider: "azure-workload",
        identityId: expect.stringContaining("terraform_remote_state"),
        identityTenantId: expect.stringContaining("terraform_remote_state"),
      },
    },
  });
});

test("warns when no trust of the program lets the operator ask, and not when one does", () => {
  const build = (scope: TestStack, operator?: (cluster: WorkloadIdentityCluster) => void) => {
    const account = WorkloadServiceAccount.rendered(scope, "account", {
      identity: newFederation(scope),
    });
    TriggerAuthentication.rendered(scope, "scaler", { serviceAccount: account, name: "orders" });
    // Later in the program, where add-ons are.
    operator?.(account.identity.cluster as WorkloadIdentityCluster);
    return account;
  };
  expect(warningsOf((scope) => build(scope))).toEqual([
    'The KEDA operator asks for tokens of the identity at "test/cluster/federation/identity", but no federated identity of the program trusts the operator\'s service account. Add one for "keda-operator" in the namespace of KEDA with this identity, unless it exists already.',
  ]);
  expect(
    warningsOf((scope) => {
      const { identity } = build(scope).identity;
      (scope.node.findChild("cluster") as WorkloadIdentityCluster).addFederatedIdentity("keda", {
        identity,
        namespace: "keda",
        serviceAccountName: "keda-operator",
      });
    }),
  ).toEqual([]);
  expect(
    warningsOf((scope) => {
      const other = new WorkloadIdentityCluster(scope, "other", {
        resourceGroup: newGroup(scope),
        name: "other",
        nodePool: { nodeCount: 2 },
      });
      other.addFederatedIdentity("keda", {
        identity: build(scope).identity.identity,
        namespace: "keda",
        serviceAccountName: "keda-operator",
      });
    }),
  ).toHaveLength(1);
});

test.each([
  ["SecretStore", SecretStore],
  ["TriggerAuthentication", TriggerAuthentication],
])("fails when a %s is made in the stack of a new cluster", (kind, Type) => {
  const message = messageOf(() =>
    synth((scope) => {
      const identity = newFederation(scope);
      (identity.cluster as WorkloadIdentityCluster).connect(scope);
      const vault = new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope) });
      const serviceAccount = new WorkloadServiceAccount(scope, "account", { identity });
      const props = { serviceAccount, name: "orders" };
      if (Type === SecretStore) new SecretStore(scope, "object", { ...props, vault });
      else new TriggerAuthentication(scope, "object", props);
    }),
  );
  expect(message).toContain(
    `[test/object] Terraform asks the cluster for the type ${kind} when it plans, and this stack creates the cluster.`,
  );
});

test.each(["SecretProviderClass", "SecretStore", "TriggerAuthentication"])(
  "every language of jsii reads the YAML of a %s",
  (name) => {
    const type = readApi().find((one) => one.name === name);
    expect(type?.properties?.map((property) => property.name)).toEqual(
      expect.arrayContaining(["name", "namespace", "yaml", "template", "substitutions"]),
    );
  },
);
