import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { type IFederatedIdentity, markUsed } from "../identity/federated-identity";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import { azureKey, nameKey } from "../private/azure-places";
import { checkAnnotations, checkBound, checkLabels } from "../private/checks";
import { providerFor } from "../private/connections";
import {
  accountOfTwoIdentities,
  labelOnAccount,
  namespaceNotCreated,
  otherServiceAccount,
} from "../private/errors";
import { LibraryConstruct } from "../private/library-construct";
import { registerOnce } from "../private/registry";
import { BOUNDS } from "../private/rules";
import type { StructName } from "../private/type-checks";
import type { IWorkloadServiceAccount } from "./account";
import { attach } from "./attach";
import type { AttachOptions } from "./attach-options";
import { createdNamespace, namespacesOf } from "./namespace";
import { USE_LABEL } from "./pod-template";
import { checkKeys } from "./reserved-keys";

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
}

/** How a service account that exists is annotated. */
export interface AnnotatedServiceAccountProps extends ServiceAccountNameProps {
  /**
   * For how many seconds a token is valid: 3600 to 86400.
   *
   * @default - 3600, by the webhook
   */
  readonly tokenExpirationSeconds?: number;
}

/** How a service account is created. */
export interface WorkloadServiceAccountProps extends AnnotatedServiceAccountProps {
  /**
   * Whether the namespace is created as well, once for all accounts in it. Never one that Kubernetes or
   * AKS owns, such as `default` or `kube-system`.
   *
   * @default false
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

/** The accounts of each cluster by namespace and name. */
const accounts = new WeakMap<IOidcIssuer, Map<string, IWorkloadServiceAccount>>();

/** What every service account has. */
abstract class ServiceAccountBase extends LibraryConstruct implements IWorkloadServiceAccount {
  public abstract readonly name: string;
  public readonly namespace: string;
  public readonly identity: IFederatedIdentity;
  public readonly additionalIdentities: IFederatedIdentity[];
  public readonly automountToken: boolean;
  public readonly identityAnnotations: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    props: AnnotatedServiceAccountProps,
  ) {
    super(scope, id, struct, props);
    const { identity, tokenExpirationSeconds } = props;
    checkBound(
      this,
      "tokenExpirationSeconds",
      tokenExpirationSeconds,
      BOUNDS.tokenExpirationSeconds,
    );
    this.identity = identity;
    this.additionalIdentities = props.additionalIdentities ?? [];
    for (const other of this.additionalIdentities) {
      const same =
        other.cluster === identity.cluster &&
        other.namespace === identity.namespace &&
        other.serviceAccountName === identity.serviceAccountName;
      if (!same) throw otherServiceAccount(this, other);
    }
    this.namespace = identity.namespace;
    this.automountToken = props.automountToken ?? false;
    this.register();
    this.identityAnnotations = {
      "azure.workload.identity/client-id": identity.identity.clientId,
      "azure.workload.identity/tenant-id": identity.identity.tenantId,
      ...(tokenExpirationSeconds !== undefined && {
        "azure.workload.identity/service-account-token-expiration": `${tokenExpirationSeconds}`,
      }),
    };
  }

  public attach(workload: TerraformResource, options: AttachOptions = {}): void {
    attach(this, workload, options);
  }

  /**
   * Refuses a second construct that makes or annotates the account.
   *
   * @internal
   */
  protected _registerObject(): void {
    const { namespace, identity } = this;
    const name = identity.serviceAccountName;
    const key = nameKey("", azureKey(identity.cluster), namespace, name);
    registerOnce(this, "service account", `${namespace}/${name}`, key);
  }

  /** Registers the account with its trusts, and refuses a second one with another identity. */
  private register(): void {
    const { identity, additionalIdentities, namespace } = this;
    [identity, ...additionalIdentities].forEach(markUsed);

    const known = accounts.get(identity.cluster) ?? new Map<string, IWorkloadServiceAccount>();
    accounts.set(identity.cluster, known);
    const name = `${namespace}/${identity.serviceAccountName}`;
    const other = known.get(name) ?? this;
    known.set(name, other);
    this.node.addValidation({
      validate: () =>
        other.identity.identity === identity.identity ? [] : [accountOfTwoIdentities(name, other)],
    });
  }
}

/** An account that exists, with our annotations added by server-side apply. */
class AnnotatedServiceAccount extends ServiceAccountBase {
  public readonly name: string;

  constructor(scope: Construct, id: string, props: AnnotatedServiceAccountProps) {
    super(scope, id, "AnnotatedServiceAccountProps", props);
    this._registerObject();
    const annotated = new Annotations(this, "Default", {
      provider: providerFor(this.identity.cluster, this),
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: this.identity.serviceAccountName, namespace: this.namespace },
      annotations: this.identityAnnotations,
      fieldManager: "cdktf-aks-workload-identity",
    });
    this.name = annotated.metadata.name;
  }
}

/** An account that exists and is annotated by somebody else. */
class ReferencedServiceAccount extends ServiceAccountBase {
  public readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceAccountNameProps) {
    super(scope, id, "ServiceAccountNameProps", props);
    this.name = this.identity.serviceAccountName;
  }
}

/**
 * The service account that a `FederatedIdentity` trusts, annotated with the client id and the tenant
 * id of its identity (https://learn.microsoft.com/azure/aks/workload-identity-overview).
 *
 * Throws when the token expiration, a label or an annotation breaks the rules, when a further identity
 * is trusted for another account, when a namespace of Kubernetes or AKS is to be created, and when the
 * stack is connected to other clusters only.
 */
export class WorkloadServiceAccount extends ServiceAccountBase {
  /**
   * Adds the annotations to an account that exists, such as one that Helm made, by server-side apply.
   * Its other annotations stay; destroying it takes only ours away.
   *
   * Throws as the constructor does.
   */
  public static annotate(
    scope: Construct,
    id: string,
    props: AnnotatedServiceAccountProps,
  ): IWorkloadServiceAccount {
    return new AnnotatedServiceAccount(scope, id, props);
  }

  /**
   * An account that exists and that somebody else annotates. Creates nothing.
   *
   * Throws when a further identity is trusted for another account.
   */
  public static fromServiceAccountName(
    scope: Construct,
    id: string,
    props: ServiceAccountNameProps,
  ): IWorkloadServiceAccount {
    return new ReferencedServiceAccount(scope, id, props);
  }

  private readonly account: ServiceAccountV1;
  private reference?: string;

  constructor(scope: Construct, id: string, props: WorkloadServiceAccountProps) {
    super(scope, id, "WorkloadServiceAccountProps", props);
    checkLabels(this, "labels", props.labels);
    if (props.labels && USE_LABEL in props.labels) throw labelOnAccount(this, USE_LABEL);
    checkAnnotations(this, props.annotations);
    checkKeys(this, "annotations", props.annotations);
    checkLabels(this, "namespaceLabels", props.namespaceLabels);
    if (props.namespaceLabels && !props.createNamespace) throw namespaceNotCreated(this);
    this._registerObject();
    const provider = providerFor(this.identity.cluster, this);
    this.account = new ServiceAccountV1(this, "Default", {
      provider,
      metadata: {
        name: this.identity.serviceAccountName,
        namespace: props.createNamespace
          ? createdNamespace(this, this, provider, props.namespaceLabels)
          : this.namespace,
        labels: props.labels,
        annotations: { ...props.annotations, ...this.identityAnnotations },
      },
      automountServiceAccountToken: this.automountToken,
    });
    if (!props.createNamespace) {
      this.account.dependsOn = namespacesOf(this, this.namespace, provider);
    }
  }

  public get name(): string {
    return (this.reference ??= this.account.metadata.name);
  }
}
