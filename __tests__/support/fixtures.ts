import type { Construct } from "constructs";
import {
  FederatedIdentity,
  ManagedIdentity,
  ResourceGroup,
  WorkloadIdentityCluster,
  type WorkloadIdentityClusterProps,
  WorkloadServiceAccount,
  type WorkloadServiceAccountProps,
} from "../../constructs";

/** The resource group "rg" in eastus of a scope. */
export function newGroup(scope: Construct): ResourceGroup {
  const known = scope.node.tryFindChild("group") as ResourceGroup | undefined;
  return known ?? new ResourceGroup(scope, "group", { name: "rg", location: "eastus" });
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

/** An identity "orders" in the group of a scope. */
export function newIdentity(scope: Construct, id = "identity", name = "orders"): ManagedIdentity {
  return new ManagedIdentity(scope, id, { resourceGroup: newGroup(scope), name });
}

/** The trust in shop/orders of a cluster of its own. */
export function newFederation(scope: Construct): FederatedIdentity {
  return newCluster(scope).addFederatedIdentity("federation", {
    namespace: "shop",
    serviceAccountName: "orders",
  });
}

/** The service account shop/orders in the stack of its cluster; somebody else makes the namespace. */
export function newServiceAccount(
  scope: Construct,
  props: Partial<WorkloadServiceAccountProps> = {},
): WorkloadServiceAccount {
  const cluster = newCluster(scope);
  cluster.connect(scope);
  return new WorkloadServiceAccount(scope, "service-account", {
    identity: cluster.addFederatedIdentity("federation", {
      namespace: "shop",
      serviceAccountName: "orders",
    }),
    createNamespace: false,
    ...props,
  });
}
