import {
  WorkloadIdentityCluster,
  ManagedIdentity,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newIdentity } from "../../support/fixtures";
import { messageOf, synth, type TestStack } from "../../support/synth";

const SUBSCRIPTION = "11111111-2222-3333-4444-555555555555";
const GUID = "21111111-2222-3333-4444-555555555555";
const ISSUER = `https://westeurope.oic.prod-aks.azure.com/${SUBSCRIPTION}/${GUID}/`;

/** The account shop/orders of a cluster that is brought anew each time by its issuer. */
function account(
  scope: TestStack,
  id: string,
  identity: ManagedIdentity | ReturnType<typeof byId>,
) {
  const cluster = WorkloadIdentityCluster.fromClusterAttributes(scope, `${id}-cluster`, {
    oidcIssuerUrl: ISSUER,
    clusterName: id,
  });
  const trust = cluster.addFederatedIdentity("trust", {
    namespace: "shop",
    serviceAccountName: "orders",
    identity,
  });
  return WorkloadServiceAccount.fromServiceAccountName(scope, id, { identity: trust });
}

function byId(scope: TestStack, id: string, name: string) {
  return ManagedIdentity.fromIdentityAttributes(scope, id, {
    identityId: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
    clientId: GUID,
    tenantId: SUBSCRIPTION,
  });
}

test("an account of a cluster brought twice by its issuer has one identity", () => {
  const message = messageOf(() =>
    synth((scope) => {
      account(scope, "first", byId(scope, "orders", "orders"));
      account(scope, "second", byId(scope, "search", "search"));
    }),
  );
  expect(message).toContain("shop/orders");
});

test("an identity made by the program is certainly another than one of another name", () => {
  const message = messageOf(() =>
    synth((scope) => {
      account(scope, "first", newIdentity(scope));
      account(scope, "second", byId(scope, "search", "search"));
    }),
  );
  expect(message).toContain("shop/orders");
});
