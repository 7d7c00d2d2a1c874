import type { Construct } from "constructs";
import {
  type IFederatedIdentity,
  type IKeyVaultAccess,
  type IManagedIdentity,
  type IResourceGroup,
  type IWorkloadIdentityCluster,
  type IWorkloadServiceAccount,
  KeyVaultAccess,
  ManagedIdentity,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../constructs";
import type { Settings } from "./settings";

/** The groups of the app. A group exists when something in it does. */
export function resourceGroups(
  stack: Construct,
  settings: Settings,
): { group: IResourceGroup; vaultGroup: IResourceGroup } {
  const { RESOURCE_GROUP, KEYVAULT_RESOURCE_GROUP, LOCATION: location } = settings;
  const make = (id: string, name: string, exists: boolean) =>
    exists
      ? ResourceGroup.fromResourceGroupName(stack, id, { resourceGroupName: name })
      : new ResourceGroup(stack, id, { name, location });

  const same = KEYVAULT_RESOURCE_GROUP.toLowerCase() === RESOURCE_GROUP.toLowerCase();
  const group = make(
    "group",
    RESOURCE_GROUP,
    settings.EXISTING_CLUSTER || settings.EXISTING_IDENTITY || (same && settings.EXISTING_KEYVAULT),
  );
  return {
    group,
    vaultGroup: same
      ? group
      : make("vault-group", KEYVAULT_RESOURCE_GROUP, settings.EXISTING_KEYVAULT),
  };
}

/**
 * The cluster of the app. One that exists is only looked up, unless `WORKLOAD_IDENTITY` says what to
 * switch on or off in it.
 */
export function cluster(
  stack: Construct,
  settings: Settings,
  group: IResourceGroup,
): IWorkloadIdentityCluster {
  const { CLUSTER_NAME, RESOURCE_GROUP, WORKLOAD_IDENTITY } = settings;
  const workloadIdentity = WORKLOAD_IDENTITY ?? true;
  const switches = { workloadIdentity, keepFederations: !workloadIdentity };
  if (!settings.EXISTING_CLUSTER) {
    return new WorkloadIdentityCluster(stack, "cluster", {
      resourceGroup: group,
      name: CLUSTER_NAME,
      ...switches,
    });
  }
  const names = { clusterName: CLUSTER_NAME, resourceGroupName: RESOURCE_GROUP };
  return WORKLOAD_IDENTITY === undefined
    ? WorkloadIdentityCluster.fromClusterName(stack, "cluster", names)
    : WorkloadIdentityCluster.enableOn(stack, "cluster", { ...names, ...switches });
}

/** The identity of the app. */
export function identity(
  stack: Construct,
  settings: Settings,
  group: IResourceGroup,
): IManagedIdentity {
  return settings.EXISTING_IDENTITY
    ? ManagedIdentity.fromIdentityName(stack, "identity", {
        identityName: settings.USER_ASSIGNED_IDENTITY_NAME,
        resourceGroupName: settings.RESOURCE_GROUP,
      })
    : new ManagedIdentity(stack, "identity", {
        resourceGroup: group,
        name: settings.USER_ASSIGNED_IDENTITY_NAME,
      });
}

/** The vault of the app. */
export function vault(
  stack: Construct,
  settings: Settings,
  resourceGroup: IResourceGroup,
): IKeyVaultAccess {
  const grantDeployer = !settings.EXISTING_ROLES;
  return settings.EXISTING_KEYVAULT
    ? KeyVaultAccess.fromVaultName(stack, "vault", {
        vaultName: settings.KEYVAULT_NAME ?? "",
        resourceGroupName: settings.KEYVAULT_RESOURCE_GROUP,
        grantDeployer,
      })
    : new KeyVaultAccess(stack, "vault", {
        resourceGroup,
        name: settings.KEYVAULT_NAME,
        grantDeployer,
      });
}

/** The service account of the app, and in a cluster of the app its namespace. */
export function serviceAccount(
  stack: Construct,
  settings: Settings,
  identity: IFederatedIdentity,
): IWorkloadServiceAccount {
  return settings.EXISTING_SERVICE_ACCOUNT
    ? WorkloadServiceAccount.annotate(stack, "service-account", { identity })
    : new WorkloadServiceAccount(stack, "service-account", {
        identity,
        createNamespace:
          !settings.EXISTING_CLUSTER && settings.SERVICE_ACCOUNT_NAMESPACE !== "default",
      });
}
