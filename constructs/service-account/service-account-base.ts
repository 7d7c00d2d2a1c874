import { type ITerraformDependable, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { CLIENT_ID, TENANT_ID, TOKEN_EXPIRATION, USE_LABEL } from "../../azure/webhook";
import { type IFederatedIdentity, markUsed } from "../identity/federated-identity";
import { areTwoIdentities } from "../identity/same-identity";
import { checkKeys } from "../pod/reserved-keys";
import { azureKey, isSame, nameKey } from "../private/azure-places";
import { checkAnnotations, checkBound, checkLabels, checkName } from "../private/checks";
import { LibraryConstruct } from "../private/library-construct";
import { perApp } from "../private/per-app";
import { registerOnce } from "../private/registry";
import { BOUNDS, RULES } from "../private/rules";
import { checkArguments, type StructName } from "../private/type-checks";
import { yamlOf, yamlText } from "../private/yaml";
import { accountOfTwoIdentities, labelOnAccount, otherServiceAccount } from "./account-errors";
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
import { readyPoint } from "./readiness";
import { workloadPatch, type WorkloadPatchOptions } from "./workload-patch";
import type {
  AnnotatedServiceAccountProps,
  WorkloadServiceAccountProps,
} from "./service-account-props";

/** The accounts of each cluster by namespace and name. */
const accounts = perApp(() => new Map<string, IWorkloadServiceAccount>());

/** What the ways to an account take, all together. */
type ServiceAccountBaseProps = AnnotatedServiceAccountProps &
  Pick<WorkloadServiceAccountProps, "labels" | "annotations">;

/**
 * What every service account has.
 *
 * @internal
 */
export abstract class ServiceAccountBase
  extends LibraryConstruct
  implements IWorkloadServiceAccount
{
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
        isSame(other.cluster, identity.cluster) &&
        other.namespace === identity.namespace &&
        other.serviceAccountName === identity.serviceAccountName;
      if (!same) throw otherServiceAccount(this, other);
    }
    this.namespace = identity.namespace;
    this.automountToken = props.automountToken ?? false;
    this.register();
    this.identityAnnotations = {
      [CLIENT_ID]: identity.identity.clientId,
      [TENANT_ID]: identity.identity.tenantId,
      ...(tokenExpirationSeconds !== undefined && {
        [TOKEN_EXPIRATION]: `${tokenExpirationSeconds}`,
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

    const known = accounts(this);
    const name = `${namespace}/${identity.serviceAccountName}`;
    const key = `${azureKey(identity.cluster)} ${name}`;
    const other = known.get(key) ?? this;
    known.set(key, other);
    this.node.addValidation({
      validate: () =>
        areTwoIdentities(other.identity.identity, identity.identity)
          ? [accountOfTwoIdentities(name, other)]
          : [],
    });
  }
}
