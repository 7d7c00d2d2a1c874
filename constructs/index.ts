import { WorkloadIdentityError as LibraryError } from "./private/workload-identity-error";

// Who is given which role, and where.
export { AzureRoles } from "./access/azure-roles";
export { Grant } from "./access/grant";
export type { GrantOptions } from "./access/grant";
export { GrantScope } from "./access/grant-scope";
export type { IGrantScope } from "./access/grant-scope";
export { Principal, PrincipalType } from "./access/principal";
export type { IGrantable, IPrincipal, PrincipalProps } from "./access/principal";

export { ResourceGroup } from "./resource-group";
export type {
  IResourceGroup,
  ResourceGroupNameOptions,
  ResourceGroupProps,
} from "./resource-group";

// Identities, and the service accounts that they trust.
export type {
  IdentityAttributes,
  IdentityIdOptions,
  IdentityNameOptions,
} from "./identity/existing-identity";
export { FederatedIdentity, TrustUse } from "./identity/federated-identity";
export type {
  FederatedIdentityOptions,
  FederatedIdentityProps,
  IFederatedIdentity,
} from "./identity/federated-identity";
export { IdentityPool } from "./identity/identity-pool";
export type { IdentityPoolProps } from "./identity/identity-pool";
export { ManagedIdentity } from "./identity/managed-identity";
export type { IManagedIdentity, ManagedIdentityProps } from "./identity/managed-identity";
export type { IOidcIssuer } from "./identity/oidc-issuer";

// What charts, extensions and operators need in Azure.
export { Addon } from "./addon/addon";
export type { AddonOptions, AddonProps } from "./addon/addon-options";
export { Addons } from "./addon/addons";
export type {
  AddonChart,
  AddonComponent,
  AddonPreset,
  AddonScope,
  AddonSnippet,
} from "./addon/addon-preset";

// Vaults, and what is in them.
export type { VaultAttributes, VaultIdOptions, VaultNameOptions } from "./key-vault/existing-vault";
export type { IKeyVaultCertificate, IKeyVaultKey } from "./key-vault/key-and-certificate";
export { KeyVaultAccess } from "./key-vault/key-vault-access";
export type {
  IKeyVaultAccess,
  KeyVaultAccessProps,
  KeyVaultNetworkRules,
} from "./key-vault/key-vault-access";
export type { KeyVaultDeployerOptions } from "./key-vault/key-vault-base";
export type { IKeyVaultSecret, KeyVaultSecretOptions } from "./key-vault/secret";

// The data of Cosmos DB, and the roles to use it.
export { CosmosDbAccess } from "./cosmos-db/cosmos-db-access";
export type { CosmosDbAccessProps } from "./cosmos-db/cosmos-db-access";
export { CosmosDbGrant } from "./cosmos-db/cosmos-db-grant";
export type { CosmosDbGrantOptions } from "./cosmos-db/cosmos-db-grant";
export type { ICosmosDbDatabase, ICosmosDbScope } from "./cosmos-db/cosmos-db-scope";

// Clusters, and the way into them.
export type { ClusterAddOnOptions } from "./cluster/add-ons";
export { EvictionPolicy, GpuDriver, NodePoolMode, OsType } from "./cluster/added-node-pool";
export type { AddNodePoolOptions, INodePool, SpotOptions } from "./cluster/added-node-pool";
export type { ApiServerOptions } from "./cluster/api-server";
export { AzapiProvider } from "./cluster/azapi";
export type { AzapiProviderProps } from "./cluster/azapi";
export type { EntraOptions, SshOptions } from "./cluster/cluster-access";
export { ClusterLogin } from "./cluster/cluster-connection";
export type { ConnectOptions, KubeloginOptions } from "./cluster/cluster-connection";
export type {
  ClusterAttributes,
  ClusterNameOptions,
  EnableOnOptions,
} from "./cluster/existing-cluster";
export type { HelmConnection, HelmExec } from "./cluster/helm-connection";
export type { MonitoringOptions } from "./cluster/monitoring";
export { DataPlane, OutboundType } from "./cluster/network";
export type { NetworkOptions } from "./cluster/network";
export { OsDiskType, OsSku } from "./cluster/node-pool";
export type { NodePoolBaseOptions, NodePoolOptions } from "./cluster/node-pool";
export { ClusterTier } from "./cluster/tier";
export { DayOfWeek, NodeOsUpgradeChannel, UpgradeChannel } from "./cluster/upgrade";
export type { MaintenanceWindowOptions, UpgradeOptions } from "./cluster/upgrade";
export { ClusterPresets } from "./cluster/cluster-presets";
export type { ProductionClusterOptions } from "./cluster/cluster-presets";
export type { WorkloadIdentityClusterProps } from "./cluster/cluster-props";
export { WorkloadIdentityCluster } from "./cluster/workload-identity-cluster";
export type { IWorkloadIdentityCluster } from "./cluster/workload-identity-cluster";

// Service accounts, and the pods that run as them. More of a pod than this: the provider's class and `attach`.
export { AccessCheck } from "./access-check/access-check";
export type { AccessCheckProps } from "./access-check/access-check";
export type { IWorkloadServiceAccount } from "./service-account/account";
export type { AttachOptions } from "./service-account/attach-options";
export { ServiceEnv } from "./service-account/service-env";
export { AccessMode } from "./workload/claim-template";
export type { VolumeClaimTemplate } from "./workload/claim-template";
export { ImagePullPolicy, Protocol } from "./pod/container";
export type { WorkloadContainer, WorkloadPort, WorkloadResources } from "./pod/container";
export { ConcurrencyPolicy, WorkloadCronJob } from "./workload/cron-job";
export type { WorkloadCronJobProps } from "./workload/cron-job";
export { WorkloadDaemonSet } from "./workload/daemon-set";
export type { WorkloadDaemonSetProps } from "./workload/daemon-set";
export { WorkloadDeployment } from "./workload/deployment";
export type { WorkloadDeploymentProps } from "./workload/deployment";
export type {
  EnvFromSource,
  EnvVarSource,
  FieldReference,
  KeyReference,
  ResourceFieldReference,
} from "./pod/environment";
export { WorkloadJob } from "./workload/job";
export type { WorkloadJobProps } from "./workload/job";
export { WorkloadPod } from "./workload/pod";
export { WorkloadAspect } from "./service-account/workload-aspect";
export type { WorkloadAspectProps } from "./service-account/workload-aspect";
export type { ExecProbe, GrpcProbe, HttpGetProbe, ProbePort, WorkloadProbe } from "./pod/probe";
export { NodeOperator, TaintEffect, TolerationOperator, WhenUnsatisfiable } from "./pod/scheduling";
export type {
  HostAlias,
  NodeAffinityTerm,
  NodeRequirement,
  PodAffinityTerm,
  TopologySpreadConstraint,
  WorkloadAffinity,
  WorkloadToleration,
} from "./pod/scheduling";
export { PodSecurity, SeccompProfileType } from "./pod/security";
export type {
  ContainerCapabilities,
  ContainerSecurityContext,
  PodSecurityContext,
  SeccompProfile,
} from "./pod/security";
export { WorkloadServiceAccount } from "./service-account/service-account";
export type {
  AnnotatedServiceAccountProps,
  RenderedServiceAccountProps,
  ServiceAccountNameProps,
  WorkloadServiceAccountProps,
} from "./service-account/service-account-props";
export type { ProxySidecarOptions } from "./pod/proxy-sidecar";

// What others deliver: charts, GitOps, objects of custom kinds.
export type { HelmValuePaths } from "./service-account/helm-values";
export type { WorkloadPatchOptions } from "./service-account/workload-patch";
export type { IDeliveredObject } from "./delivery/delivered-object";
export { SecretProviderClass } from "./delivery/secret-provider-class";
export type { SecretProviderClassProps, SyncedSecret } from "./delivery/secret-provider-class";
export { SecretStore } from "./delivery/secret-store";
export type { SecretStoreProps } from "./delivery/secret-store";
export { TriggerAuthentication } from "./delivery/trigger-authentication";
export type { TriggerAuthenticationProps } from "./delivery/trigger-authentication";
export { PodManagementPolicy, WorkloadStatefulSet } from "./workload/stateful-set";
export type { StatefulSetUpdateStrategy, WorkloadStatefulSetProps } from "./workload/stateful-set";
export { DeploymentStrategyType, UpdateStrategyType } from "./workload/strategy";
export type { DaemonSetUpdateStrategy, DeploymentStrategy } from "./workload/strategy";
export type {
  ClaimVolume,
  CsiVolume,
  EmptyDirVolume,
  KeysVolume,
  KeyToPath,
  ProjectedKeys,
  ProjectedVolume,
  ServiceAccountTokenProjection,
  VolumeProjection,
  WorkloadVolume,
  WorkloadVolumeMount,
} from "./pod/volume";
export type { WorkloadProps } from "./workload/workload";

// The providers' versions, and the synthesis.
export { ProviderVersion } from "./provider-version";
export { Synthesis } from "./synthesis";

/**
 * What the library throws. `code` stays the same from release to release; it is in the text too, for
 * languages that see nothing else of an error.
 */
export const WorkloadIdentityError = LibraryError;
export type WorkloadIdentityError = LibraryError;
