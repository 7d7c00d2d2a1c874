import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Lazy, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { checkLabels } from "../private/checks";
import { providerFor } from "../private/connections";
import { addressesOf } from "../private/terraform/dependables";
import { TerraformData } from "../private/terraform/terraform-data";
import { namespaceNotCreated } from "./namespace-errors";
import { AccountMaker } from "./account-facts";
import type { IWorkloadServiceAccount } from "./account";
import { createdNamespace, namespacesOf } from "./namespace";
import { needsNamespace, saysNamespaceIsThere } from "./namespace-guard";
import { ServiceAccountBase } from "./service-account-base";
import type {
  AnnotatedServiceAccountProps,
  RenderedServiceAccountProps,
  ServiceAccountNameProps,
  WorkloadServiceAccountProps,
} from "./service-account-props";

/** By which the tool knows the record of a rendered account. */
const RENDERED = "aks-workload-identity/rendered-service-account";

/** An account that exists, with our annotations added by server-side apply. */
class AnnotatedServiceAccount extends ServiceAccountBase {
  public readonly name: string;
  private readonly annotated: Annotations;

  constructor(scope: Construct, id: string, props: AnnotatedServiceAccountProps) {
    super(scope, id, "AnnotatedServiceAccountProps", props, AccountMaker.ANNOTATED);
    saysNamespaceIsThere(this);
    this._registerObject();
    this.annotated = new Annotations(this, "Default", {
      provider: providerFor(this.identity.cluster, this),
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: this.identity.serviceAccountName, namespace: this.namespace },
      annotations: this.identityAnnotations,
      fieldManager: "cdktf-aks-workload-identity",
    });
    const after = addressesOf(this, props.dependsOn);
    if (after.length > 0) this.annotated.dependsOn = after;
    this.name = this.annotated.metadata.name;
  }

  protected override _object(): TerraformResource {
    return this.annotated;
  }
}

/** An account that exists and is annotated by somebody else. */
class ReferencedServiceAccount extends ServiceAccountBase {
  public readonly name: string;

  constructor(scope: Construct, id: string, props: ServiceAccountNameProps) {
    super(scope, id, "ServiceAccountNameProps", props, AccountMaker.OTHERS);
    saysNamespaceIsThere(this);
    this.name = this.identity.serviceAccountName;
  }
}

/** An account that others apply from what is rendered of it. */
class RenderedServiceAccount extends ServiceAccountBase {
  public readonly name: string;
  /** What plans and reviews show of it. */
  private readonly record: TerraformData;

  constructor(scope: Construct, id: string, props: RenderedServiceAccountProps) {
    super(scope, id, "RenderedServiceAccountProps", props, AccountMaker.OTHERS);
    saysNamespaceIsThere(this);
    this._registerObject();
    this.name = this.identity.serviceAccountName;
    const { cluster, identity: azure, namespace, serviceAccountName } = this.identity;
    this.record = new TerraformData(this, "Default", undefined, {
      kind: RENDERED,
      namespace,
      name: serviceAccountName,
      client_id: azure.clientId,
      tenant_id: azure.tenantId,
      issuer: cluster.oidcIssuerUrl,
      workloads: Lazy.listValue({ produce: () => [...this._patched].sort() }),
    });
  }

  protected override _object(): TerraformResource {
    return this.record;
  }
}

/**
 * The service account that a `FederatedIdentity` trusts, annotated with the client id and the tenant
 * id of its identity (https://learn.microsoft.com/azure/aks/workload-identity-overview).
 *
 * Throws when the token expiration, a label or an annotation breaks the rules, when a further identity
 * is trusted for another account, when a namespace of Kubernetes or AKS is to be created, and when the
 * stack is connected to other clusters only. At synth it refuses a namespace of a new cluster that nothing of
 * the program makes, or only a stack that comes after this one.
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

  /**
   * An account that others apply: Flux or Argo CD from `manifest` or `manifestTemplate`, or a chart from
   * `helmValues`. Creates nothing in Azure or Kubernetes, and needs no Kubernetes provider; one
   * `terraform_data` tells plans and reviews of it.
   *
   * Throws as the constructor does.
   */
  public static rendered(
    scope: Construct,
    id: string,
    props: RenderedServiceAccountProps,
  ): IWorkloadServiceAccount {
    return new RenderedServiceAccount(scope, id, props);
  }

  private readonly account: ServiceAccountV1;
  private reference?: string;

  constructor(scope: Construct, id: string, props: WorkloadServiceAccountProps) {
    super(scope, id, "WorkloadServiceAccountProps", props, AccountMaker.CREATED);
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
    if (props.createNamespace === undefined) needsNamespace(this);
    else if (!props.createNamespace) saysNamespaceIsThere(this);
    const after = addressesOf(this, props.dependsOn);
    if (!props.createNamespace) {
      this.account.dependsOn = namespacesOf(this, this.namespace, provider, after);
    } else if (after.length > 0) {
      this.account.dependsOn = after;
    }
  }

  /**
   * The account itself.
   *
   * @internal
   */
  protected override _object(): TerraformResource {
    return this.account;
  }

  public get name(): string {
    return (this.reference ??= this.account.metadata.name);
  }
}
