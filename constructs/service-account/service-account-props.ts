import type { ITerraformDependable } from "cdktf";
import type { IFederatedIdentity } from "../identity/federated-identity";

/** A service account that is only referred to: somebody else annotates it. */
export interface ServiceAccountNameProps {
  /** The trust, which names the account and its namespace. */
  readonly identity: IFederatedIdentity;

  /**
   * Further trusts of the same cluster, namespace and account, by other identities. The annotations name
   * the first identity; a pod becomes another by giving its client id to the Azure SDK.
   *
   * @default - none
   */
  readonly additionalIdentities?: IFederatedIdentity[];

  /**
   * Whether pods are given a token for the Kubernetes API as well. Workload identity does not need it.
   *
   * @default false
   */
  readonly automountToken?: boolean;

  /**
   * How the names of its `substitutions` start: letters, digits or `_`, not first a digit.
   *
   * @default - the id of the construct in capitals, with `_` for all other characters
   */
  readonly substitutionPrefix?: string;
}

/** How a service account that exists is annotated. */
export interface AnnotatedServiceAccountProps extends ServiceAccountNameProps {
  /**
   * For how many seconds a token is valid: 3600 to 86400.
   *
   * @default - 3600, by the webhook
   */
  readonly tokenExpirationSeconds?: number;

  /**
   * What the account or its annotations come after, such as the release of the chart that makes the
   * account. What is in another stack makes that stack come first.
   *
   * @default - what the library knows of: the namespace, where the stack makes it
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** A service account that others apply, such as Flux, Argo CD or a chart. */
export interface RenderedServiceAccountProps extends ServiceAccountNameProps {
  /**
   * For how many seconds a token is valid: 3600 to 86400.
   *
   * @default - 3600, by the webhook
   */
  readonly tokenExpirationSeconds?: number;

  /**
   * Labels of the account.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Further annotations of the account.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;
}

/** How a service account is created. */
export interface WorkloadServiceAccountProps extends AnnotatedServiceAccountProps {
  /**
   * Whether the namespace is created as well, once for all accounts in it. Never one that Kubernetes or
   * AKS owns, such as `default` or `kube-system`. `false` says that somebody else makes it before the stack
   * is applied, and nothing is checked.
   *
   * @default - not created; of a cluster that the program makes it has to be one that some stack of it makes
   */
  readonly createNamespace?: boolean;

  /**
   * Labels of the namespace that is created, such as those of the Pod Security Standards. All accounts that
   * create a namespace ask for the same.
   *
   * @default - none
   */
  readonly namespaceLabels?: Record<string, string>;

  /**
   * Labels of the account.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Further annotations of the account.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;
}
