export { AccessCheck } from "./access-check";
export type { AccessCheckProps } from "./access-check";
export { AzapiProvider } from "./azapi";
export type { AzapiProviderProps } from "./azapi";
export { ClusterLogin } from "./cluster-connection";
export type {
  ConnectOptions,
  IWorkloadIdentityCluster,
  KubeloginOptions,
} from "./cluster-connection";
export type { ClusterAttributes, ClusterNameOptions, EnableOnOptions } from "./existing-cluster";
export type {
  IdentityAttributes,
  IdentityIdOptions,
  IdentityNameOptions,
} from "./existing-identity";
export type { IManagedIdentity } from "./identity-base";
export type { VaultAttributes, VaultIdOptions, VaultNameOptions } from "./existing-vault";
export { FederatedIdentity } from "./federated-identity";
export type {
  FederatedIdentityOptions,
  FederatedIdentityProps,
  IFederatedIdentity,
  IOidcIssuer,
} from "./federated-identity";
export { Grant } from "./grant";
export type { GrantOptions, GrantProps, IGrantScope } from "./grant";
export { KeyVaultAccess } from "./key-vault-access";
export type { KeyVaultAccessProps, KeyVaultNetworkRules } from "./key-vault-access";
export type { IKeyVaultCertificate, IKeyVaultKey } from "./key-vault-object";
export type { IKeyVaultSecret, KeyVaultSecretOptions } from "./key-vault-secret";
export { ManagedIdentity } from "./managed-identity";
export type { ManagedIdentityProps } from "./managed-identity";
export { Principal, PrincipalType } from "./principal";
export type { IGrantable, IPrincipal, PrincipalProps } from "./principal";
export { ResourceGroup } from "./resource-group";
export type {
  IResourceGroup,
  ResourceGroupNameOptions,
  ResourceGroupProps,
} from "./resource-group";
export { WorkloadServiceAccount } from "./service-account";
export type {
  AnnotatedServiceAccountProps,
  IWorkloadServiceAccount,
  ServiceAccountNameProps,
  WorkloadServiceAccountProps,
} from "./service-account";
export type {
  ProxySidecarOptions,
  WorkloadContainer,
  WorkloadProps,
  WorkloadResources,
} from "./workload";
export { WorkloadDeployment } from "./workload-deployment";
export type { WorkloadDeploymentProps } from "./workload-deployment";
export { WorkloadIdentityCluster } from "./workload-identity-cluster";
export type {
  EntraOptions,
  NodePoolOptions,
  SshOptions,
  WorkloadIdentityClusterProps,
} from "./workload-identity-cluster";
export { WorkloadJob } from "./workload-job";
export type { WorkloadJobProps } from "./workload-job";
export { WorkloadPod } from "./workload-pod";
export type { IKeyVaultAccess, KeyVaultDeployerOptions } from "./vault-base";
