import { App } from "cdktf";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import {
  KeyVaultAccess,
  ManagedIdentity,
  ResourceGroup,
  WorkloadIdentityCluster,
} from "../../constructs";
import { newCluster, newGroup } from "../support/fixtures";
import { messageOf, synth, synthStacks, TestStack } from "../support/synth";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const OTHER = "21111111-2222-3333-4444-555555555555";
const IDENTITY = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`;
const VAULT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/orders`;

/** What is made twice, under names that Azure takes for one. */
const TWICE: Record<string, (scope: TestStack, id: string, name: string) => unknown> = {
  "resource group": (scope, id, name) => new ResourceGroup(scope, id, { name, location: "eastus" }),
  cluster: (scope, id, name) =>
    new WorkloadIdentityCluster(scope, id, { resourceGroup: groupOf(scope), name }),
  "managed identity": (scope, id, name) =>
    new ManagedIdentity(scope, id, { resourceGroup: groupOf(scope), name }),
  "Key Vault": (scope, id, name) =>
    new KeyVaultAccess(scope, id, { resourceGroup: groupOf(scope), name }),
};

function groupOf(scope: TestStack): ResourceGroup {
  return (scope.node.tryFindChild("group") as ResourceGroup | undefined) ?? newGroup(scope);
}

test.each(Object.keys(TWICE))("fails when a %s of one name is made twice", (noun) => {
  const message = messageOf(() =>
    synth((scope) => {
      TWICE[noun](scope, "first", "orders");
      TWICE[noun](scope, "second", "Orders");
    }),
  );
  expect(message).toBe(
    [
      `[test/second] the program makes a ${noun} of this name in this place already.`,
      '  got:     "Orders"',
      "  allowed: each name once, whatever its capitals",
      '  fix:     use the one at "test/first", or change the name',
      "  code:    same-thing-twice",
    ].join("\n"),
  );
});

test.each(Object.keys(TWICE).filter((noun) => noun !== "Key Vault"))(
  "a %s of one name may be made in two stacks, which may be two subscriptions",
  (noun) => {
    expect(() =>
      synthStacks((app) => {
        for (const id of ["dev", "prod"]) TWICE[noun](new TestStack(app, id), "first", "orders");
      }),
    ).not.toThrow();
  },
);

test("one subscription that is named by two stacks is one place, and two are two", () => {
  const inStacks = (...ids: string[]) =>
    synthStacks((app: App) =>
      ids.forEach((subscriptionId, index) =>
        newGroup(new TestStack(app, `stack-${index}`, { subscriptionId })),
      ),
    );
  expect(() => inStacks(SUBSCRIPTION, OTHER)).not.toThrow();
  expect(messageOf(() => inStacks(SUBSCRIPTION, SUBSCRIPTION.toUpperCase()))).toContain(
    "the program makes a resource group of this name in this place already.",
  );
});

test("two providers of a stack are two places", () => {
  expect(() =>
    synth((scope) => {
      const provider = new AzurermProvider(scope, "other", { features: [{}], alias: "other" });
      newGroup(scope);
      new ResourceGroup(scope, "second", { name: "rg", location: "eastus", provider });
    }),
  ).not.toThrow();
});

describe("secrets of one name", () => {
  test("fail in other capitals, and are found in any", () => {
    synth((scope) => {
      const vault = new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope) });
      const secret = vault.addSecret("DB-Password");
      expect(vault.secret("db-password")).toBe(secret);
      expect(messageOf(() => vault.addSecret("db-password"))).toContain(
        "the vault already has a secret of this name.",
      );
    });
  });

  test("fail in one vault that two objects of the program represent", () => {
    const message = messageOf(() =>
      synth((scope) => {
        for (const [id, vaultId] of Object.entries({ one: VAULT, two: VAULT.toUpperCase() })) {
          KeyVaultAccess.fromVaultAttributes(scope, id, {
            vaultId: vaultId.replace("/SUBSCRIPTIONS", "/subscriptions"),
            grantDeployer: false,
          }).addSecret("password", { variableName: `password_${id}` });
        }
      }),
    );
    expect(message).toContain("the program makes a secret of this name in this place already.");
  });
});

describe("an identity that two objects of the program represent", () => {
  const imported = (scope: TestStack, id: string) =>
    ManagedIdentity.fromIdentityId(scope, id, { identityId: IDENTITY });

  test("has one list of federations", () => {
    const message = messageOf(() =>
      synth((scope) => {
        const cluster = newCluster(scope);
        for (const id of ["one", "two"]) {
          cluster.addFederatedIdentity(`federation-${id}`, {
            serviceAccountName: "orders",
            identity: imported(scope, id),
            credentialName: id.padEnd(3, "x"),
          });
        }
      }),
    );
    expect(message).toContain("this identity already trusts that service account of that cluster.");
  });

  test("has credentials of one name once, whatever its capitals", () => {
    const message = messageOf(() =>
      synth((scope) => {
        const cluster = newCluster(scope);
        for (const credentialName of ["Orders", "orders"]) {
          cluster.addFederatedIdentity(credentialName, {
            serviceAccountName: credentialName.toLowerCase() + credentialName.length,
            namespace: credentialName === "Orders" ? "a" : "b",
            identity: imported(scope, `identity-${credentialName}`),
            credentialName,
          });
        }
      }),
    );
    expect(message).toContain(
      "another federated identity credential of this identity has the same name.",
    );
  });

  test("trusts a service account of one cluster once, though two objects represent the cluster", () => {
    const message = messageOf(() =>
      synth((scope) => {
        for (const id of ["one", "two"]) {
          WorkloadIdentityCluster.fromClusterName(scope, `cluster-${id}`, {
            clusterName: "aks",
            resourceGroupName: "rg",
          }).addFederatedIdentity("orders", {
            serviceAccountName: "orders",
            identity: imported(scope, id),
            credentialName: `credential-${id}`,
          });
        }
      }),
    );
    expect(message).toContain("this identity already trusts that service account of that cluster.");
  });

  test("holds 20 federations", () => {
    const message = messageOf(() =>
      synth((scope) => {
        const cluster = newCluster(scope);
        for (let n = 0; n <= 20; n++) {
          cluster.addFederatedIdentity(`federation-${n}`, {
            serviceAccountName: `app-${n}`,
            identity: imported(scope, `identity-${n}`),
          });
        }
      }),
    );
    expect(message).toContain(
      "this identity has more federated identity credentials than Azure allows.",
    );
  });
});
