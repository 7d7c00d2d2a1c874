import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { App } from "cdktf";
import {
  ClusterLogin,
  KeyVaultAccess,
  ManagedIdentity,
  WorkloadIdentityCluster,
  WorkloadPod,
  WorkloadServiceAccount,
} from "../constructs";
import { newCluster, newFederation, newGroup, newServiceAccount } from "./support/fixtures";
import { messageOf, synth, synthApp, synthStacks, TestStack } from "./support/synth";

const CONTAINERS = [{ name: "app", image: "registry.example.com/app:1.0" }];

/** The warnings of a stack after its synthesis, without the paths. */
function warningsOf(build: (stack: TestStack) => void): string[] {
  let app: App | undefined;
  synthApp((outdir) => {
    app = new App({ outdir, stackTraces: false });
    build(new TestStack(app, "test"));
    return app;
  });
  return (app as App).manifest.stacks.test.annotations.map(({ message }) => message);
}

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

  test("fails when nobody lets its identity read it", () => {
    expect(messageOf(() => pod(() => undefined))).toMatch(
      [
        "[test/pod] the pods read a secret that nobody lets their identity read.",
        '  got:     "db-password"',
        '  allowed: a secret that "test/cluster/federation/identity" was granted',
        "  fix:     call `grantRead` of the secret or `grantSecretsRead` of its vault with the identity",
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
    expect(message).toMatch("the pods read a secret that nobody lets their identity read.");
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

test("fails when two constructs stand for one service account with different identities, all at once", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      for (const name of ["a", "b", "c"]) {
        new WorkloadServiceAccount(scope, name, {
          identity: cluster.addFederatedIdentity(name, {
            serviceAccountName: "orders",
            credentialName: `orders-${name}`,
          }),
        });
      }
    }),
  );
  for (const name of ["b", "c"]) {
    expect(message).toMatch(
      [
        `[test/${name}] two constructs stand for one service account, with different identities.`,
        '  got:     "default/orders"',
        "  allowed: one identity in the annotations of a service account",
        '  fix:     use the account at "test/a", with this identity among its `additionalIdentities`',
      ].join("\n"),
    );
  }
});

test("one identity may stand behind an account more than once, and behind accounts of other clusters", () => {
  expect(() =>
    synth((scope) => {
      const blue = newCluster(scope);
      const green = new WorkloadIdentityCluster(scope, "green", {
        resourceGroup: blue.resourceGroup,
        name: "green",
      });
      for (const cluster of [blue, green]) {
        cluster.connect(scope);
        const identity = cluster.addFederatedIdentity("orders", { serviceAccountName: "orders" });
        new WorkloadServiceAccount(scope, `${cluster.name}-made`, { identity });
        WorkloadServiceAccount.fromServiceAccountName(scope, `${cluster.name}-again`, { identity });
      }
    }),
  ).not.toThrow();
});

test("fails when a credential is to be created before the one that it replaces is destroyed", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const credential = newFederation(scope).node.defaultChild as FederatedIdentityCredential;
      credential.lifecycle = { createBeforeDestroy: true };
    }),
  );
  expect(message).toMatch(
    [
      "[test/cluster/federation] a federated identity credential cannot be created before the one that it replaces is destroyed.",
      '  got:     "lifecycle.createBeforeDestroy"',
      "  allowed: each issuer and subject once per identity",
      "  fix:     remove `createBeforeDestroy` from the credential",
    ].join("\n"),
  );
});

test("warns of a trust that no service account uses, where the app has objects in the cluster", () => {
  const unused =
    "No service account of this app uses the trust in shop/orders, although the app is connected to the cluster. Create a WorkloadServiceAccount with it, or leave it if somebody else makes the account.";
  expect(
    warningsOf((scope) => {
      const { cluster } = newFederation(scope);
      (cluster as WorkloadIdentityCluster).connect(scope);
    }),
  ).toEqual([unused]);
  expect(warningsOf((scope) => newFederation(scope))).toEqual([]);
  expect(warningsOf((scope) => newServiceAccount(scope))).toEqual([]);
});

test("warns of an audience that is not workload identity's, and of a namespace of Kubernetes", () => {
  expect(
    warningsOf((scope) => {
      newCluster(scope).addFederatedIdentity("orders", {
        namespace: "kube-system",
        serviceAccountName: "orders",
        audience: "api://AzureADTokenExchangeUSGov",
      });
    }),
  ).toEqual([
    'The audience "api://AzureADTokenExchangeUSGov" is not the one of workload identity, which is api://AzureADTokenExchange in every Azure cloud. Tokens of pods are refused with AADSTS700212 unless the application asks for it.',
    "The namespace kube-system belongs to Kubernetes or AKS. AKS keeps admission webhooks away from such namespaces, and pods there may get no token.",
  ]);
});

test("fails when a container sets a variable of the webhook", () => {
  const message = messageOf(() =>
    synth((scope) => {
      new WorkloadPod(scope, "pod", {
        serviceAccount: newServiceAccount(scope),
        name: "orders",
        containers: [{ ...CONTAINERS[0], env: { AZURE_TENANT_ID: "x" } }],
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/pod] the webhook sets this environment variable, and leaves alone one that is set already.",
      '  got:     "AZURE_TENANT_ID"',
      "  allowed: any name but AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_FEDERATED_TOKEN_FILE, AZURE_AUTHORITY_HOST",
      "  fix:     remove it, or use a name of your own, such as OTHER_CLIENT_ID for a further identity",
    ].join("\n"),
  );
});

test.each([
  ["is empty", "", 0],
  ["has a line break", "a-value\nof two lines", 20],
  ["is too long", "v".repeat(25_001), 25_001],
])("fails when a demonstration value %s, and never shows it", (_how, value, length) => {
  const message = messageOf(() =>
    synth((scope) => {
      new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope) }).addSecret("a", {
        unsafeDefaultValue: value,
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/vault/secrets/a] `unsafeDefaultValue` is not a value that Key Vault keeps as it is.",
      `  got:     "${length} characters"`,
      "  allowed: 1 to 25,000 characters without line breaks",
      "  fix:     shorten it, or encode it",
    ].join("\n"),
  );
});

test("an error's stack trace begins in the program that made the mistake", () => {
  let stack = "";
  try {
    synth((scope) => newCluster(scope).addFederatedIdentity("x", { serviceAccountName: "A" }));
  } catch (error) {
    stack = (error as Error).stack ?? "";
  }
  expect(stack).toContain("wiring.test.ts");
  expect(stack).not.toMatch(/constructs\/(private\/)?(errors|checks|federated-identity)\.ts/);
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
