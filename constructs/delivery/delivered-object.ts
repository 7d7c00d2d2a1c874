import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { WorkloadIdentityCluster } from "../cluster/workload-identity-cluster";
import { azureKey, nameKey } from "../private/azure-places";
import { checkLiteral, checkName } from "../private/checks";
import { providerFor } from "../private/connections";
import { customResourceTooEarly } from "../private/errors";
import { LibraryConstruct } from "../private/library-construct";
import { registerOnce } from "../private/registry";
import { RULES } from "../private/rules";
import { addressesOf } from "../private/terraform/dependables";
import type { StructName } from "../private/type-checks";
import { type YamlValue, yamlOf } from "../private/yaml";
import type { IWorkloadServiceAccount } from "../workload/account";

/** An object of a custom kind in the namespace of a service account, applied by Terraform or by others. */
export interface IDeliveredObject extends IConstruct {
  /** The name. */
  readonly name: string;

  /** The namespace: that of the service account. */
  readonly namespace: string;

  /** The object as a Kubernetes manifest in YAML. Ids that Azure gives are known after apply. */
  readonly yaml: string;
}

/**
 * What every such object is made for.
 *
 * @internal
 */
export interface DeliveredProps {
  readonly serviceAccount: IWorkloadServiceAccount;
  readonly name: string;
}

/**
 * What an object is, besides its metadata. It also refuses what is wrong with the props.
 *
 * @internal
 */
export interface Description {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: YamlValue;
}

/**
 * An object of a custom kind, which by itself makes nothing.
 *
 * @internal
 */
export class DeliveredObject<Props extends DeliveredProps = DeliveredProps>
  extends LibraryConstruct
  implements IDeliveredObject
{
  public readonly name: string;
  public readonly namespace: string;

  /**
   * The manifest.
   *
   * @internal
   */
  protected readonly _manifest: { readonly [key: string]: YamlValue };

  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    props: Props,
    describe: (at: Construct, props: Props) => Description,
  ) {
    super(scope, id, struct, props);
    const { name, serviceAccount } = props;
    checkLiteral(this, "name", name, "write the name itself: other objects refer to it");
    checkName(this, "name", name, RULES.kubernetesObject);
    const { apiVersion, kind, spec } = describe(this, props);
    const { namespace, identity } = serviceAccount;
    this.name = name;
    this.namespace = namespace;
    const key = nameKey("", azureKey(identity.cluster), namespace, name);
    registerOnce(this, kind, `${namespace}/${name}`, key);
    this._manifest = { apiVersion, kind, metadata: { name, namespace }, spec };
  }

  public get yaml(): string {
    return yamlOf(this._manifest);
  }
}

/**
 * The same, applied by Terraform. The provider asks the cluster for the kind when it plans: the cluster
 * and the definition of the kind have to be there.
 *
 * @internal
 */
export class AppliedObject<
  Props extends DeliveredProps = DeliveredProps,
> extends DeliveredObject<Props> {
  constructor(
    scope: Construct,
    id: string,
    struct: StructName,
    props: Props,
    describe: (at: Construct, props: Props) => Description,
  ) {
    super(scope, id, struct, props, describe);
    const { cluster } = props.serviceAccount.identity;
    const kind = this._manifest.kind as string;
    const isNew = cluster instanceof WorkloadIdentityCluster;
    if (isNew && TerraformStack.of(cluster) === TerraformStack.of(this)) {
      throw customResourceTooEarly(this, kind);
    }
    const manifest = new Manifest(this, "Default", {
      provider: providerFor(cluster, this),
      manifest: this._manifest,
    });
    const after = addressesOf(this, props.serviceAccount.readiness);
    if (after.length > 0) manifest.dependsOn = after;
  }
}
