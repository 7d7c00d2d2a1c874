import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { TerraformStack, Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { WorkloadIdentityCluster } from "../cluster/workload-identity-cluster";
import type { IKeyVaultAccess } from "../key-vault/key-vault-access";
import { azureKey, nameKey } from "../private/azure-places";
import { checkLiteral, checkName } from "../private/checks";
import { providerFor } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { registerOnce } from "../private/registry";
import { RULES } from "../private/rules";
import { addressesOf } from "../private/terraform/dependables";
import type { StructName } from "../private/type-checks";
import { type YamlValue, yamlOf, yamlText } from "../private/yaml";
import type { IWorkloadServiceAccount } from "../service-account/account";
import { prefixOf } from "../service-account/account-rendering";
import { customResourceTooEarly } from "./errors";

/** An object of a custom kind in the namespace of a service account, applied by Terraform or by others. */
export interface IDeliveredObject extends IConstruct {
  /** The name. */
  readonly name: string;

  /** The namespace: that of the service account. */
  readonly namespace: string;

  /** The object as a Kubernetes manifest in YAML. Ids that Azure gives are known after apply. */
  readonly yaml: string;

  /**
   * The same with the variables of `substitutions` in place of what is not known at synth: text for a file
   * that Flux applies. In a Terraform attribute it would be read as a template.
   */
  readonly template: string;

  /**
   * The values of the variables in `template`: the ids by the names that the service account gives them, and
   * where the vault is not known at synth `<id of this construct in capitals>_VAULT_NAME` or `_VAULT_URI`.
   */
  readonly substitutions: Record<string, string>;
}

/**
 * What every such object is made for.
 *
 * @internal
 */
export interface DeliveredProps {
  readonly serviceAccount: IWorkloadServiceAccount;
  readonly name: string;
  readonly vault?: IKeyVaultAccess;
}

/**
 * What Azure gives, or the variables that stand for it.
 *
 * @internal
 */
export interface AzureValues {
  readonly clientId: string;
  readonly tenantId: string;
  /** Empty for what has no vault. */
  readonly vaultName: string;
  readonly vaultUri: string;
}

/**
 * What an object is, besides its metadata. It also refuses what is wrong with the props.
 *
 * @internal
 */
export interface Description {
  readonly apiVersion: string;
  readonly kind: string;
  spec(values: AzureValues): YamlValue;
}

/**
 * An object of a custom kind, which by itself makes nothing.
 *
 * @internal
 */
export class DeliveredObject extends LibraryConstruct implements IDeliveredObject {
  public readonly name: string;
  public readonly namespace: string;

  /**
   * What it is.
   *
   * @internal
   */
  protected readonly _description: Description;

  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    private readonly props: DeliveredProps,
    describe: (at: Construct) => Description,
  ) {
    super(scope, id, struct, props);
    const { name, serviceAccount } = props;
    checkLiteral(this, "name", name, "write the name itself: other objects refer to it");
    checkName(this, "name", name, RULES.kubernetesObject);
    this._description = describe(this);
    const { namespace, identity } = serviceAccount;
    this.name = name;
    this.namespace = namespace;
    const key = nameKey("", azureKey(identity.cluster), namespace, name);
    registerOnce(this, this._description.kind, `${namespace}/${name}`, key);
  }

  public get yaml(): string {
    return yamlOf(this._manifest(this._values));
  }

  public get template(): string {
    return yamlText(this._manifest(this.variables.names));
  }

  public get substitutions(): Record<string, string> {
    return this.variables.used;
  }

  /**
   * The manifest with values or variables.
   *
   * @internal
   */
  protected _manifest(values: AzureValues): { readonly [key: string]: YamlValue } {
    const { name, namespace } = this;
    const { apiVersion, kind } = this._description;
    return {
      apiVersion,
      kind,
      metadata: { name, namespace },
      spec: this._description.spec(values),
    };
  }

  /**
   * What Azure gives.
   *
   * @internal
   */
  protected get _values(): AzureValues {
    const { serviceAccount, vault } = this.props;
    const { clientId, tenantId } = serviceAccount.identity.identity;
    return { clientId, tenantId, vaultName: vault?.name ?? "", vaultUri: vault?.uri ?? "" };
  }

  /** The variables for what is not known at synth, and those of them that the manifest has. */
  private get variables() {
    const { clientId, tenantId, vaultName, vaultUri } = this._values;
    const [client = "", tenant = ""] = Object.keys(this.props.serviceAccount.substitutions);
    const prefix = prefixOf(this);
    const values: Record<string, string> = {
      [client]: clientId,
      [tenant]: tenantId,
      [`${prefix}_VAULT_NAME`]: vaultName,
      [`${prefix}_VAULT_URI`]: vaultUri,
    };
    const inText = (name: string, value: string) =>
      Token.isUnresolved(value) ? `\${${name}}` : value;
    const names = {
      clientId: inText(client, clientId),
      tenantId: inText(tenant, tenantId),
      vaultName: inText(`${prefix}_VAULT_NAME`, vaultName),
      vaultUri: inText(`${prefix}_VAULT_URI`, vaultUri),
    };
    const text = yamlText(this._manifest(names));
    const used = Object.entries(values).filter(([name]) => text.includes(`\${${name}}`));
    return { names, used: Object.fromEntries(used) };
  }
}

/**
 * The same, applied by Terraform. The provider asks the cluster for the kind when it plans: the cluster
 * and the definition of the kind have to be there.
 *
 * @internal
 */
export class AppliedObject extends DeliveredObject {
  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    props: DeliveredProps,
    describe: (at: Construct) => Description,
  ) {
    super(scope, id, struct, props, describe);
    const { cluster } = props.serviceAccount.identity;
    const { kind } = this._description;
    const isNew = cluster instanceof WorkloadIdentityCluster;
    if (isNew && TerraformStack.of(cluster) === TerraformStack.of(this)) {
      throw customResourceTooEarly(this, kind);
    }
    const manifest = new Manifest(this, "Default", {
      provider: providerFor(cluster, this),
      manifest: this._manifest(this._values),
    });
    const after = addressesOf(this, props.serviceAccount.readiness);
    if (after.length > 0) manifest.dependsOn = after;
  }
}
