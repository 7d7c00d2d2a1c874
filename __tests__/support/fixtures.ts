import type { Construct } from "constructs";
import {
  FederatedIdentity,
  ManagedIdentity,
  ResourceGroup,
  WorkloadIdentityCluster,
  type WorkloadIdentityClusterProps,
  WorkloadServiceAccount,
} from "../../constructs";

/** A resource group "rg" in eastus. */
export function newGroup(scope: Construct): ResourceGroup {
  return new ResourceGroup(scope, "group", { name: "rg", location: "eastus" });
}

/** A cluster "aks" of two nodes in a group of its own, and what else a test gives it. */
export function newCluster(
  scope: Construct,
  props: Partial<WorkloadIdentityClusterProps> = {},
): WorkloadIdentityCluster {
  return new WorkloadIdentityCluster(scope, "cluster", {
    resourceGroup: newGroup(scope),
    name: "aks",
    nodePool: { nodeCount: 2 },
    ...props,
  });
}

/** An identity "orders" in a group of its own. */
export function newIdentity(scope: Construct): ManagedIdentity {
  return new ManagedIdentity(scope, "identity", {
    resourceGroup: newGroup(scope),
    name: "orders",
  });
}

/** The trust in shop/orders of a cluster of its own. */
export function newFederation(scope: Construct): FederatedIdentity {
  return newCluster(scope).addFederatedIdentity("federation", {
    namespace: "shop",
    serviceAccountName: "orders",
  });
}

/** The service account shop/orders in the stack of its cluster. */
export function newServiceAccount(scope: Construct): WorkloadServiceAccount {
  const cluster = newCluster(scope);
  cluster.connect(scope);
  return new WorkloadServiceAccount(scope, "service-account", {
    identity: cluster.addFederatedIdentity("federation", {
      namespace: "shop",
      serviceAccountName: "orders",
    }),
  });
}
