export { AccessCheck } from "./access-check";
export type { AccessCheckProps } from "./access-check";
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
export type {
  IKeyVaultAccess,
  KeyVaultAccessProps,
  KeyVaultNetworkRules,
} from "./key-vault-access";
export type { IKeyVaultSecret, KeyVaultSecretOptions } from "./key-vault-secret";
export { ManagedIdentity } from "./managed-identity";
export type { IManagedIdentity, ManagedIdentityProps } from "./managed-identity";
export { Principal, PrincipalType } from "./principal";
export type { IGrantable, IPrincipal, PrincipalProps } from "./principal";
export { ResourceGroup } from "./resource-group";
export type { IResourceGroup, ResourceGroupProps } from "./resource-group";
export { WorkloadServiceAccount } from "./service-account";
export type { IWorkloadServiceAccount, WorkloadServiceAccountProps } from "./service-account";
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
  IWorkloadIdentityCluster,
  NodePoolOptions,
  SshOptions,
  WorkloadIdentityClusterProps,
} from "./workload-identity-cluster";
export { WorkloadJob } from "./workload-job";
export type { WorkloadJobProps } from "./workload-job";
export { WorkloadPod } from "./workload-pod";
