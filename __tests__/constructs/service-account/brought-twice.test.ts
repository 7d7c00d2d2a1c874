import type { TerraformResource } from "cdktf";
import {
  type IManagedIdentity,
  KeyVaultAccess,
  ManagedIdentity,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newCluster, newIdentity } from "../../support/fixtures";
import { messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";
import { KINDS } from "../workload/support/kinds";

const SUBSCRIPTION = "aaaaaaaa-2222-3333-4444-555555555555";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers`;
const CLUSTER = `${GROUP}/Microsoft.ContainerService/managedClusters/aks`;
const IDENTITY = `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/orders`;
const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/orders-vault`;
const ISSUER = `https://westeurope.oic.prod-aks.azure.com/${SUBSCRIPTION}/${SUBSCRIPTION}/`;

/** A stack whose subscription is written in the program, or not. */
function synthIn(subscriptionId: string | undefined, build: (scope: TestStack) => void) {
  return synthStacks((app) => build(new TestStack(app, "test", { subscriptionId })));
}

function clusterByIssuer(
  scope: TestStack,
  id = "by-issuer",
  clusterId: string | undefined = CLUSTER,
) {
  const names = { clusterName: "aks", resourceGroupName: "rg", location: "eastus" };
  return WorkloadIdentityCluster.fromClusterAttributes(scope, id, {
    oidcIssuerUrl: ISSUER,
    clusterId,
    ...names,
  });
}

function clusterByName(scope: TestStack) {
  return WorkloadIdentityCluster.fromClusterName(scope, "by-name", {
    clusterName: "aks",
    resourceGroupName: "rg",
  });
}

function identityByName(scope: TestStack) {
  return ManagedIdentity.fromIdentityName(scope, "orders-by-name", {
    identityName: "orders",
    resourceGroupName: "rg",
  });
}

function identityById(
  scope: TestStack,
  identityId = IDENTITY.toUpperCase().replace("/SUBSCRIPTIONS", "/subscriptions"),
) {
  return ManagedIdentity.fromIdentityId(scope, "orders-by-id", { identityId });
}

function account(
  cluster: WorkloadIdentityCluster | ReturnType<typeof clusterByName>,
  id: string,
  identity: IManagedIdentity,
) {
  const trust = cluster.addFederatedIdentity(`${id}-trust`, {
    namespace: "shop",
    serviceAccountName: "orders",
    credentialName: id,
    identity,
  });
  return WorkloadServiceAccount.fromServiceAccountName(cluster, id, { identity: trust });
}

test("GIVEN a cluster by its issuer and by its name, WHEN one account has two identities, THEN it is refused", () => {
  const message = messageOf(() =>
    synthIn(SUBSCRIPTION, (scope) => {
      account(clusterByIssuer(scope), "first", newIdentity(scope, "one", "one"));
      account(clusterByName(scope), "second", newIdentity(scope, "two", "two"));
    }),
  );
  expect(message.split("\n\n")[0]).toBe(
    [
      "Validation failed with the following errors:",
      "  [test/by-name/second] two constructs represent one service account, with different identities.",
      '  got:     "shop/orders"',
      "  allowed: one identity in the annotations of a service account",
      '  fix:     use the account at "test/by-issuer/first", with this identity among its `additionalIdentities`',
      "  code:    account-of-two-identities",
    ].join("\n"),
  );
});

test("GIVEN a subscription that is not known, WHEN a cluster is brought by id and by name, THEN nothing is refused", () => {
  expect(() =>
    synthIn(undefined, (scope) => {
      account(clusterByIssuer(scope), "first", newIdentity(scope, "one", "one"));
      account(clusterByName(scope), "second", newIdentity(scope, "two", "two"));
    }),
  ).not.toThrow();
});

test("GIVEN a created cluster and the same by its name, WHEN one account has two identities, THEN it is refused", () => {
  const message = messageOf(() =>
    synth((scope) => {
      account(newCluster(scope), "first", newIdentity(scope, "one", "one"));
      account(clusterByName(scope), "second", newIdentity(scope, "two", "two"));
    }),
  );
  expect(message).toContain("  code:    account-of-two-identities");
});

test.each<[string, (scope: TestStack) => IManagedIdentity[]]>([
  ["created and by name", (scope) => [newIdentity(scope), identityByName(scope)]],
  ["by name and by id with capitals", (scope) => [identityByName(scope), identityById(scope)]],
])("GIVEN an identity %s, THEN it has one grant, and 20 trusts in all", (_how, bring) => {
  const build = (count: number) =>
    synthIn(SUBSCRIPTION, (scope) => {
      const both = bring(scope);
      const vault = KeyVaultAccess.fromVaultAttributes(scope, "vault", { vaultId: VAULT });
      const cluster = clusterByIssuer(scope);
      both.forEach((one) => vault.grantSecretsRead(one));
      for (let index = 0; index < count; index++) {
        cluster.addFederatedIdentity(`trust-${index}`, {
          serviceAccountName: `orders-${index}`,
          identity: both[index % 2],
        });
      }
    }).test;
  const stack = build(20);
  expect(stack && resources(stack, "azurerm_role_assignment")).toHaveLength(1);
  expect(messageOf(() => build(21))).toContain("code:    too-many-federations");
});

test("GIVEN a vault by name and by id with capitals, THEN a role at it is assigned once, and a secret is refused twice", () => {
  const bring = (scope: TestStack) => [
    KeyVaultAccess.fromVaultName(scope, "by-name", {
      vaultName: "orders-vault",
      resourceGroupName: "rg",
    }),
    KeyVaultAccess.fromVaultAttributes(scope, "by-id", {
      vaultId: VAULT.replace("orders-vault", "Orders-Vault"),
    }),
  ];
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    for (const vault of bring(scope)) {
      vault.grantSecretsRead(identity);
      vault.secret("password").grantRead(identity);
    }
  });
  expect(resources(stack, "azurerm_role_assignment")).toHaveLength(2);
  expect(
    messageOf(() =>
      synth((scope) =>
        bring(scope).forEach((vault, index) =>
          vault.addSecret("password", { variableName: `v${index}` }),
        ),
      ),
    ),
  ).toContain("[test/by-id] ");
});

test("GIVEN a stack connected through one object of a cluster, THEN an unused trust of the other is told", () => {
  const build = (scope: TestStack) => {
    clusterByName(scope).connect(scope);
    return clusterByIssuer(scope).addFederatedIdentity("trust", {
      serviceAccountName: "orders",
      identity: newIdentity(scope),
    });
  };
  const messages: string[] = [];
  synthIn(SUBSCRIPTION, (scope) => {
    const trust = build(scope);
    messages.push(trust.node.path);
    const { node } = trust;
    const add = node.addMetadata.bind(node);
    node.addMetadata = (type, data: unknown, options) => {
      messages.push(String(data));
      add(type, data, options);
    };
  });
  expect(messages.join("\n")).toContain("default/orders");
});

describe("GIVEN a workload that is attached", () => {
  const twice = (second: (scope: TestStack) => IManagedIdentity) =>
    synthIn(SUBSCRIPTION, (scope) => {
      const cluster = clusterByIssuer(scope);
      cluster.connect(scope);
      const first = account(cluster, "first", identityByName(scope));
      const workload = KINDS.DeploymentV1?.make(scope, "workload") as TerraformResource;
      first.attach(workload);
      const trust = { ...first.identity, cluster: clusterByName(scope), identity: second(scope) };
      const other = { node: first.node, identity: trust };
      first.attach.call(other, workload);
    });

  test("WHEN it is attached again through another object of the identity, THEN it is one", () => {
    expect(() => twice((scope) => identityById(scope))).not.toThrow();
  });

  test("WHEN it is attached again with another identity, THEN it is refused", () => {
    expect(messageOf(() => twice((scope) => newIdentity(scope, "two", "two")))).toContain(
      "[test/workload] ",
    );
  });
});
