import {
  KeyVaultAccess,
  ManagedIdentity,
  WorkloadPod,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newCluster, newGroup, newServiceAccount } from "../../support/fixtures";
import { messageOf, synth, TestStack } from "../../support/synth";

const CONTAINERS = [{ name: "app", image: "registry.example.com/app:1.0" }];

describe("a workload that reads a secret", () => {
  /** A pod that reads a secret, after a program did something for it. */
  function pod(prepare: (scope: TestStack, vault: KeyVaultAccess) => void): void {
    synth((scope) => {
      const serviceAccount = newServiceAccount(scope);
      const vault = new KeyVaultAccess(scope, "vault", {
        resourceGroup: scope.node.findChild("group") as ReturnType<typeof newGroup>,
        name: "orders-vault",
      });
      const secret = vault.secret("db-password");
      new WorkloadPod(scope, "pod", {
        serviceAccount,
        name: "orders",
        containers: CONTAINERS,
        secrets: [secret],
      });
      prepare(scope, vault);
    });
  }
  const orders = (scope: TestStack) =>
    (scope.node.findChild("service-account") as WorkloadServiceAccount).identity;

  test("fails when its identity has no role that reads it", () => {
    expect(messageOf(() => pod(() => undefined))).toMatch(
      [
        "[test/pod] the identity has no role that reads this secret.",
        '  got:     "db-password"',
        '  allowed: a secret that "test/cluster/federation/identity" was granted',
        "  fix:     call `grantRead` of the secret or `grantSecretsRead` of its vault with the identity",
        "  code:    secret-not-granted",
      ].join("\n"),
    );
  });

  test.each<[string, (scope: TestStack, vault: KeyVaultAccess) => void]>([
    ["the secret", (scope, vault) => vault.secret("db-password").grantRead(orders(scope))],
    ["its vault", (scope, vault) => vault.grantSecretsRead(orders(scope))],
    [
      "something that may include the vault",
      (scope) =>
        orders(scope).identity.grant({
          role: "Key Vault Secrets User",
          scope: scope.node.findChild("group") as ReturnType<typeof newGroup>,
        }),
    ],
  ])("is synthesized when a role on %s lets it, given later in the program", (_what, grant) => {
    expect(() => pod(grant)).not.toThrow();
  });

  test("fails when the role is on another secret", () => {
    const message = messageOf(() =>
      pod((scope, vault) => vault.secret("other").grantRead(orders(scope))),
    );
    expect(message).toMatch("the identity has no role that reads this secret.");
  });

  test.each<[string, (scope: TestStack, vault: KeyVaultAccess) => void]>([
    ["that reads no secrets, at the vault", (scope, vault) => vault.grantKeysUse(orders(scope))],
    [
      "that reads no secrets, at something else",
      (scope) =>
        orders(scope).identity.grant({
          role: "AcrPull",
          scope: scope.node.findChild("group") as ReturnType<typeof newGroup>,
        }),
    ],
    [
      "that reads secrets, at another vault",
      (scope) =>
        new KeyVaultAccess(scope, "other", {
          resourceGroup: scope.node.findChild("group") as ReturnType<typeof newGroup>,
        }).grantSecretsRead(orders(scope)),
    ],
  ])("fails when the only role is one %s", (_what, grant) => {
    expect(messageOf(() => pod(grant))).toMatch("the identity has no role that reads this secret.");
  });

  test("is synthesized with a custom role, of which nobody knows here what it reads", () => {
    expect(() => pod((scope, vault) => vault.grant(orders(scope), "Read orders"))).not.toThrow();
  });

  test("is synthesized when the same secret was granted by another object", () => {
    // GIVEN
    const vaultId =
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/orders";
    const vault = (scope: TestStack, id: string) =>
      KeyVaultAccess.fromVaultAttributes(scope, id, { vaultId });

    // THEN
    expect(() =>
      synth((scope) => {
        const serviceAccount = newServiceAccount(scope);
        vault(scope, "one").secret("db-password").grantRead(serviceAccount.identity);
        new WorkloadPod(scope, "pod", {
          serviceAccount,
          name: "orders",
          containers: CONTAINERS,
          secrets: [vault(scope, "other").secret("db-password")],
        });
      }),
    ).not.toThrow();
  });

  test("is synthesized with an identity that exists, whose roles nobody knows here", () => {
    expect(() =>
      synth((scope) => {
        const cluster = newCluster(scope);
        cluster.connect(scope);
        new WorkloadPod(scope, "pod", {
          serviceAccount: new WorkloadServiceAccount(scope, "account", {
            identity: cluster.addFederatedIdentity("orders", {
              serviceAccountName: "orders",
              identity: ManagedIdentity.fromIdentityName(scope, "identity", {
                identityName: "orders",
                resourceGroupName: "rg",
              }),
            }),
          }),
          name: "orders",
          containers: CONTAINERS,
          secrets: [
            KeyVaultAccess.fromVaultName(scope, "vault", {
              vaultName: "orders-vault",
              resourceGroupName: "rg",
            }).secret("db-password"),
          ],
        });
      }),
    ).not.toThrow();
  });
});
