import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct, type IConstruct } from "constructs";
import type { IFederatedIdentity } from "./federated-identity";
import { checkAnnotations, checkBound, checkId, checkLabels } from "./private/checks";
import { providerFor } from "./private/connections";
import { keepInventory } from "./private/inventory";
import { BOUNDS } from "./private/names";

/** A Kubernetes service account whose pods become an Azure identity. */
export interface IWorkloadServiceAccount extends IConstruct {
  /** The name, as a reference by which Terraform creates the account before its pods. */
  readonly name: string;

  /** The namespace. */
  readonly namespace: string;

  /** The trust that makes its pods an Azure identity. */
  readonly identity: IFederatedIdentity;

  /** Whether pods are given a token for the Kubernetes API as well. */
  readonly automountToken: boolean;

  /** The annotations that the workload identity webhook reads when it creates a pod. */
  readonly identityAnnotations: Record<string, string>;
}

/** How a service account is created. */
export interface WorkloadServiceAccountProps {
  /** The trust, which names the account and its namespace. */
  readonly identity: IFederatedIdentity;

  /**
   * For how many seconds a token is valid: 3600 to 86400.
   *
   * @default - 3600, by the webhook
   */
  readonly tokenExpirationSeconds?: number;

  /**
   * Whether pods are given a token for the Kubernetes API as well. Workload identity does not need it.
   *
   * @default false
   */
  readonly automountToken?: boolean;

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

/**
 * The service account that a `FederatedIdentity` trusts, annotated with the client id and the tenant
 * id of its identity (https://learn.microsoft.com/azure/aks/workload-identity-overview).
 *
 * Throws when the token expiration, a label or an annotation breaks the rules, and when the stack is
 * connected to other clusters only.
 */
export class WorkloadServiceAccount extends Construct implements IWorkloadServiceAccount {
  public readonly name: string;
  public readonly namespace: string;
  public readonly identity: IFederatedIdentity;
  public readonly automountToken: boolean;
  public readonly identityAnnotations: Record<string, string>;

  constructor(scope: Construct, id: string, props: WorkloadServiceAccountProps) {
    super(scope, id);
    const { identity, tokenExpirationSeconds } = props;
    checkId(this);
    keepInventory(this);
    checkBound(
      this,
      "tokenExpirationSeconds",
      tokenExpirationSeconds,
      BOUNDS.tokenExpirationSeconds,
    );
    checkLabels(this, props.labels);
    checkAnnotations(this, props.annotations);

    this.identity = identity;
    this.namespace = identity.namespace;
    this.automountToken = props.automountToken ?? false;
    this.identityAnnotations = {
      "azure.workload.identity/client-id": identity.identity.clientId,
      "azure.workload.identity/tenant-id": identity.identity.tenantId,
      ...(tokenExpirationSeconds !== undefined && {
        "azure.workload.identity/service-account-token-expiration": `${tokenExpirationSeconds}`,
      }),
    };
    const account = new ServiceAccountV1(this, "Default", {
      provider: providerFor(identity.cluster, this),
      metadata: {
        name: identity.serviceAccountName,
        namespace: identity.namespace,
        labels: props.labels,
        annotations: { ...props.annotations, ...this.identityAnnotations },
      },
      automountServiceAccountToken: this.automountToken,
    });
    this.name = account.metadata.name;
  }
}
