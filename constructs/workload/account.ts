import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { IFederatedIdentity } from "../identity/federated-identity";
import type { AttachOptions } from "./attach-options";

/** A Kubernetes service account whose pods become an Azure identity. */
export interface IWorkloadServiceAccount extends IConstruct {
  /** The name, as a reference by which Terraform creates the account before its pods. */
  readonly name: string;

  /** The namespace. */
  readonly namespace: string;

  /** The trust that makes its pods an Azure identity. */
  readonly identity: IFederatedIdentity;

  /** Further trusts of the same account. Its pods become those identities by their client ids. */
  readonly additionalIdentities: IFederatedIdentity[];

  /** Whether pods are given a token for the Kubernetes API as well. */
  readonly automountToken: boolean;

  /** The annotations that the workload identity webhook reads when it creates a pod. */
  readonly identityAnnotations: Record<string, string>;

  /**
   * Makes the pods of a workload of the Kubernetes provider run as this account: a Deployment,
   * StatefulSet, DaemonSet, Job, CronJob, ReplicationController or Pod of any class of the provider, or a
   * `kubernetes_manifest` of one of them, of an Argo Rollout or, with `podPath`, of any kind.
   *
   * Sets the label, the account and whether it mounts a token; lets the workload come after the trust and
   * all grants; and has its pods replaced when the identity changes. Nothing else of the workload changes.
   * What is set on the workload later is looked at when the app is synthesized.
   *
   * Throws when the workload makes no pods, is in another namespace or cluster, names another account, has
   * another value of the label, or contradicts the options.
   */
  attach(workload: TerraformResource, options?: AttachOptions): void;
}
