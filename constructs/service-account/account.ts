import type { ITerraformDependable, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { IFederatedIdentity } from "../identity/federated-identity";
import type { AttachOptions } from "./attach-options";
import type { HelmValuePaths } from "./helm-values";
import type { WorkloadPatchOptions } from "./workload-patch";

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

  /**
   * What a resource of the same stack depends on to come after the account, its trusts and all grants of
   * its identities, those that follow in the program included, with their waits: for the `dependsOn` of a
   * chart's release, a Flux configuration or a workload of the provider's own classes. A resource of
   * another stack comes after the account by the order of the stacks.
   */
  readonly readiness: ITerraformDependable[];

  /** The account as a Kubernetes manifest in YAML, with its annotations: known after apply. */
  readonly manifest: string;

  /**
   * The same with the variables of `substitutions` in place of the ids. It is text known at synth, for a
   * file that Flux applies; in a Terraform attribute it would be read as a template.
   */
  readonly manifestTemplate: string;

  /**
   * The values of variables by their names, such as Flux puts in for `\${ORDERS_CLIENT_ID}`:
   * `<prefix>_CLIENT_ID`, `_TENANT_ID`, `_SERVICE_ACCOUNT` and `_NAMESPACE`. Throws when it gives another
   * account of the same cluster variables of the same names.
   */
  readonly substitutions: Record<string, string>;

  /**
   * The values that make the pods of a chart the identity, as YAML for `values` of a release.
   *
   * Throws when no path is given, when one is no path or leads to the place of another, and when the chart
   * is to create an account that Terraform creates.
   */
  helmValues(paths: HelmValuePaths): string;

  /**
   * A Kustomize patch in YAML by which the pods of an object run as the account, with the label that the
   * webhook asks for. It is text known at synth, for a file.
   *
   * Throws when the kind is not known, and when its pods are to be replaced and Kubernetes does not.
   */
  workloadPatch(options: WorkloadPatchOptions): string;
}
