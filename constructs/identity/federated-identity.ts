import {
  FederatedIdentityCredential,
  type FederatedIdentityCredentialConfig,
} from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { Annotations, type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AUDIENCE, subjectOf } from "../../azure/webhook";
import type { IGrantable, IPrincipal } from "../access/principal";
import { Propagation, PROPAGATION_WAITS } from "../access/propagation";
import { azureKey } from "../private/azure-places";
import { checkLiteral, checkName, checkOneOf } from "../private/checks";
import { isConnected } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { credentialNameFrom, ownedBySystem } from "../private/names";
import { perApp } from "../private/per-app";
import { RULES } from "../private/rules";
import { hasArgument } from "../private/terraform/bindings";
import { warnOnce } from "../private/warnings";
import {
  createBeforeDestroy,
  otherAudience,
  regionWithoutFederation,
  sameCredentialNameTwice,
  sameTrustTwice,
  systemNamespace,
  tooManyFederations,
  unusedFederation,
  workloadIdentityOff,
} from "./errors";
import { type IManagedIdentity, ManagedIdentity } from "./managed-identity";
import type { IOidcIssuer } from "./oidc-issuer";

/** The trust between a service account of a cluster and a managed identity. */
export interface IFederatedIdentity extends IGrantable {
  /** The cluster whose tokens the identity trusts. */
  readonly cluster: IOidcIssuer;

  /** The identity that the service account becomes. */
  readonly identity: IManagedIdentity;

  /** The namespace of the service account. */
  readonly namespace: string;

  /** The name of the service account. */
  readonly serviceAccountName: string;

  /** The subject of the trusted tokens: `system:serviceaccount:<namespace>:<service account>`. */
  readonly subject: string;

  /** The audience of the trusted tokens. */
  readonly audience: string;

  /** The name of the federated identity credential. */
  readonly credentialName: string;

  /** The resource id of the federated identity credential. */
  readonly credentialId: string;

  /**
   * What a resource depends on that needs Microsoft Entra ID to know the trust: the wait that the stack
   * has for its trusts.
   */
  afterPropagation(): TerraformResource;
}

/** Who runs the pods that use a trust. */
export enum TrustUse {
  /** This app: a service account of the app has the trust. */
  WORKLOADS = "workloads",
  /**
   * Somebody else: a chart, an add-on of AKS, an operator, a CSI driver or a GitOps tool makes the account
   * and its pods, or asks for tokens of the account without pods.
   */
  EXTERNAL = "external",
}

/** Which service account is trusted, and by which identity. */
export interface FederatedIdentityOptions {
  /** The name of the Kubernetes service account: text known at synth, at most 253 characters. */
  readonly serviceAccountName: string;

  /**
   * The namespace of the service account: text known at synth, at most 63 characters. Whoever can
   * create pods there can use the identity.
   *
   * @default "default"
   */
  readonly namespace?: string;

  /**
   * The identity that the service account becomes.
   *
   * @default - a new one in the cluster's resource group, named like the credential
   */
  readonly identity?: IManagedIdentity;

  /**
   * The name of the federated identity credential: 3 to 120 letters, digits, `_` or `-`, first a
   * letter or digit. Changing it replaces the credential.
   *
   * @default - `<cluster>_<namespace>_<service account>`, with a hash where that is too long
   */
  readonly credentialName?: string;

  /**
   * The audience of the exchanged tokens, exactly one. The default is right in every Azure cloud
   * (https://learn.microsoft.com/azure/aks/workload-identity-deploy-cluster).
   *
   * @default "api://AzureADTokenExchange"
   */
  readonly audience?: string;

  /**
   * How long what depends on the trust waits until Microsoft Entra ID honours it. The wait exists only
   * when a workload or `afterPropagation()` asks for it, and once for all trusts of a stack that are
   * waited for as long; "0s" turns it off.
   *
   * @default "30s"
   */
  readonly propagationWait?: string;

  /**
   * Who runs the pods that use the trust. Nobody is warned of an external one that no account of the app
   * has, or that is in a namespace of Kubernetes or AKS, where add-ons are.
   *
   * @default TrustUse.WORKLOADS
   */
  readonly usedBy?: TrustUse;
}

/** The options with the cluster. */
export interface FederatedIdentityProps extends FederatedIdentityOptions {
  /** The cluster whose service account is trusted. */
  readonly cluster: IOidcIssuer;
}

/** The same in every cloud: https://learn.microsoft.com/azure/aks/workload-identity-deploy-cluster */

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const MAX_FEDERATIONS = 20;

/** Identities of these regions take no federated credentials, by the same page; the list shrinks. */
const REGIONS_WITHOUT_FEDERATION = ["malaysiasouth", "newzealandnorth"];

/** The federations of each identity in the order in which Azure has to write them. */
const federations = perApp(() => new Map<string, FederatedIdentity[]>());

/** The federations that a service account of the program uses. */
const used = new WeakSet<IFederatedIdentity>();

/**
 * Notes that a service account uses a federation.
 *
 * @internal
 */
export function markUsed(federation: IFederatedIdentity): void {
  used.add(federation);
}

/**
 * The trusts of an identity that the program makes, in the order of their making.
 *
 * @internal
 */
export function trustsOf(identity: IManagedIdentity): readonly IFederatedIdentity[] {
  return federations(identity).get(azureKey(identity)) ?? [];
}

/**
 * The trust between one Kubernetes service account of one cluster and one managed identity
 * (`az identity federated-credential create`). It can be given roles, which its identity receives.
 *
 * Throws when a name breaks Azure's or Kubernetes' rules, when the namespace or the service account is
 * not known at synth, and when the identity already has the same trust, a credential of the same name
 * or 20 credentials.
 */
export class FederatedIdentity extends LibraryConstruct implements IFederatedIdentity {
  public readonly cluster: IOidcIssuer;
  public readonly identity: IManagedIdentity;
  public readonly grantPrincipal: IPrincipal;
  public readonly namespace: string;
  public readonly serviceAccountName: string;
  public readonly credentialName: string;
  public readonly credentialId: string;
  public readonly subject: string;
  public readonly audience: string;

  private readonly credential: FederatedIdentityCredential;
  private readonly propagation: Propagation;

  constructor(scope: Construct, id: string, props: FederatedIdentityProps) {
    super(scope, id, "FederatedIdentityProps", props);
    const { cluster, serviceAccountName, namespace = "default" } = props;
    const audience = props.audience ?? AUDIENCE;
    const fix = "write the text itself: the trust is made before the Kubernetes object exists";
    checkLiteral(this, "namespace", namespace, fix);
    checkLiteral(this, "serviceAccountName", serviceAccountName, fix);
    checkName(this, "namespace", namespace, RULES.namespace);
    checkName(this, "serviceAccountName", serviceAccountName, RULES.serviceAccount);
    checkName(this, "credentialName", props.credentialName, RULES.credential);
    checkName(this, "audience", audience, RULES.audience);
    checkOneOf(this, "usedBy", props.usedBy, Object.values(TrustUse));
    const external = props.usedBy === TrustUse.EXTERNAL;
    if (external) markUsed(this);

    if (cluster.workloadIdentityStopped) throw workloadIdentityOff(this, cluster);

    this.cluster = cluster;
    this.namespace = namespace;
    this.serviceAccountName = serviceAccountName;
    this.audience = audience;
    this.subject = subjectOf(namespace, serviceAccountName);
    this.credentialName =
      props.credentialName ?? credentialNameFrom(cluster.name, namespace, serviceAccountName);
    this.identity =
      props.identity ??
      new ManagedIdentity(this, "identity", {
        resourceGroup: cluster.resourceGroup,
        name: this.credentialName,
        provider: cluster.resourceGroup.provider,
      });
    this.grantPrincipal = this.identity.grantPrincipal;

    if (audience !== AUDIENCE) Annotations.of(this).addWarning(otherAudience(audience));
    const region = this.identity instanceof ManagedIdentity ? this.identity._location : "";
    if (REGIONS_WITHOUT_FEDERATION.includes(region)) {
      Annotations.of(this).addWarning(regionWithoutFederation(region));
    }
    if (ownedBySystem(namespace) && !external) {
      Annotations.of(this).addWarning(systemNamespace(namespace));
    }

    const previous = this.register();
    this.credential = new FederatedIdentityCredential(this, "Default", {
      provider: this.identity.provider,
      name: this.credentialName,
      ...identityArguments(this.identity),
      issuer: cluster.oidcIssuerUrl,
      subject: this.subject,
      audience: [audience],
      dependsOn: previous && [previous.credential],
    } as FederatedIdentityCredentialConfig);
    this.credentialId = this.credential.id;
    this.propagation = new Propagation(
      this,
      props.propagationWait ?? PROPAGATION_WAITS.federations,
      this.credential,
      [this.credentialId, this.credential.issuer, this.credential.subject].join(" "),
    );
    this.node.addValidation({
      validate: () => {
        if (!used.has(this) && isConnected(cluster)) {
          warnOnce(this, unusedFederation(`${namespace}/${serviceAccountName}`));
        }
        return this.credential.lifecycle?.createBeforeDestroy ? [createBeforeDestroy()] : [];
      },
    });
  }

  public afterPropagation(): TerraformResource {
    return this.propagation.after("federations");
  }

  /**
   * Takes a place among the federations of the identity. Azure refuses concurrent writes below one
   * identity (ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity), and azurerm only
   * keeps them apart within one provider process.
   *
   * @returns the federation of the same stack that is written before this one
   */
  private register(): FederatedIdentity | undefined {
    const all = federations(this);
    const key = azureKey(this.identity);
    const others = all.get(key) ?? [];
    for (const other of others) {
      if (azureKey(other.cluster) === azureKey(this.cluster) && other.subject === this.subject) {
        throw sameTrustTwice(this, this.subject, other);
      }
      if (other.credentialName.toLowerCase() === this.credentialName.toLowerCase()) {
        throw sameCredentialNameTwice(this, this.credentialName, other);
      }
    }
    if (others.length >= MAX_FEDERATIONS) {
      throw tooManyFederations(this, others.length + 1, MAX_FEDERATIONS);
    }
    all.set(key, [...others, this]);

    const stack = TerraformStack.of(this);
    const previous = others.at(-1);
    const before = previous && TerraformStack.of(previous);
    if (!before || before === stack) return previous;
    if (!before.dependsOn(stack)) stack.addDependency(before);
    return others.filter((other) => TerraformStack.of(other) === stack).at(-1);
  }
}

/** Whose credential it is: azurerm before 4.65 has the first form alone, 5 the second. */
function identityArguments({ id, resourceGroupName }: IManagedIdentity): object {
  return hasArgument(FederatedIdentityCredential, "userAssignedIdentityId")
    ? { userAssignedIdentityId: id }
    : { resourceGroupName, parentId: id };
}
