import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { type ITerraformDependable, Lazy, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { type IFederatedIdentity, markUsed } from "../identity/federated-identity";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import { azureKey, nameKey } from "../private/azure-places";
import { checkAnnotations, checkBound, checkLabels, checkName } from "../private/checks";
import { providerFor } from "../private/connections";
import {
  accountOfTwoIdentities,
  labelOnAccount,
  namespaceNotCreated,
  otherServiceAccount,
} from "../private/errors";
import { LibraryConstruct } from "../private/library-construct";
import { registerOnce } from "../private/registry";
import { BOUNDS, RULES } from "../private/rules";
import { addressesOf } from "../private/terraform/dependables";
import { TerraformData } from "../private/terraform/terraform-data";
import { checkArguments, type StructName } from "../private/type-checks";
import { USE_LABEL } from "../private/webhook";
import { yamlOf, yamlText } from "../private/yaml";
import { type AccountFacts, AccountMaker } from "./account-facts";
import {
  accountObject,
  prefixOf,
  substitutionsOf,
  takePrefix,
  variableAnnotations,
} from "./account-rendering";
import { type HelmValuePaths, helmValues } from "./helm-values";
import type { IWorkloadServiceAccount } from "./account";
import { attach } from "./attach";
import type { AttachOptions } from "./attach-options";
import { createdNamespace, namespacesOf } from "./namespace";
import { readyPoint } from "./readiness";
import { checkKeys } from "./reserved-keys";
import { workloadPatch, type WorkloadPatchOptions } from "./workload-patch";

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

/** By which the tool knows the record of a rendered account. */
const RENDERED = "aks-workload-identity/rendered-service-account";

/** What the ways to an account take, all together. */
type ServiceAccountBaseProps = AnnotatedServiceAccountProps &
  Pick<WorkloadServiceAccountProps, "labels" | "annotations">;

/** What every service account has. */
abstract class ServiceAccountBase extends LibraryConstruct implements IWorkloadServiceAccount {
  public abstract readonly name: string;
  public readonly namespace: string;
  public readonly identity: IFederatedIdentity;
  public readonly additionalIdentities: IFederatedIdentity[];
  public readonly automountToken: boolean;
  public readonly identityAnnotations: Record<string, string>;

  private readonly prefix: string;
  private ready?: ITerraformDependable[];
  private variables?: Record<string, string>;

  /**
   * The objects for which a patch was rendered.
   *
   * @internal
   */
  protected readonly _patched = new Set<string>();

  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    private readonly props: ServiceAccountBaseProps,
    private readonly maker: AccountMaker,
  ) {
    super(scope, id, struct, props);
    const { identity, tokenExpirationSeconds } = props;
    checkName(this, "substitutionPrefix", props.substitutionPrefix, RULES.substitutionPrefix);
    this.prefix = prefixOf(this, props.substitutionPrefix);
    checkLabels(this, "labels", props.labels);
    if (props.labels && USE_LABEL in props.labels) throw labelOnAccount(this, USE_LABEL);
    checkAnnotations(this, props.annotations);
    checkKeys(this, "annotations", props.annotations);
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

  public get readiness(): ITerraformDependable[] {
    const object = this._object();
    return (this.ready ??= [...(object ? [object] : []), readyPoint(this, this)]);
  }

  public get manifest(): string {
    return yamlOf(accountObject(this.facts));
  }

  public get manifestTemplate(): string {
    return yamlText(accountObject(this.facts, variableAnnotations(this.facts, this.prefix)));
  }

  public get substitutions(): Record<string, string> {
    if (!this.variables) takePrefix(this, this.facts, this.prefix);
    return (this.variables ??= substitutionsOf(this.facts, this.prefix));
  }

  public helmValues(paths: HelmValuePaths): string {
    checkArguments(this, "WorkloadServiceAccount.helmValues", { paths });
    return helmValues(this, this.facts, paths);
  }

  public workloadPatch(options: WorkloadPatchOptions): string {
    checkArguments(this, "WorkloadServiceAccount.workloadPatch", { options });
    const patch = workloadPatch(this, this.facts, this.prefix, options);
    this._patched.add(`${options.kind}/${options.name}`);
    return patch;
  }

  /**
   * The resource that makes or annotates the account, if Terraform does.
   *
   * @internal
   */
  protected _object(): TerraformResource | undefined {
    return undefined;
  }

  private get facts(): AccountFacts {
    const { identity: trust, identityAnnotations, automountToken, maker } = this;
    const { labels, annotations } = this.props;
    const name = () => this.name;
    return { trust, identityAnnotations, automountToken, maker, labels, annotations, name };
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
  private readonly annotated: Annotations;

  constructor(scope: Construct, id: string, props: AnnotatedServiceAccountProps) {
    super(scope, id, "AnnotatedServiceAccountProps", props, AccountMaker.ANNOTATED);
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
    this.name = this.identity.serviceAccountName;
  }
}

/** An account that others apply from what is rendered of it. */
class RenderedServiceAccount extends ServiceAccountBase {
  public readonly name: string;
  /** What plans and reviews are told of it. */
  private readonly record: TerraformData;

  constructor(scope: Construct, id: string, props: RenderedServiceAccountProps) {
    super(scope, id, "RenderedServiceAccountProps", props, AccountMaker.OTHERS);
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
