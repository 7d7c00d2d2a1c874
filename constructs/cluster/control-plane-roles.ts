import { Fn, Lazy, type TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import { type BuiltInRole, ROLES } from "../../azure/roles";
import { Grant } from "../access/grant";
import { GrantScope, type IGrantScope } from "../access/grant-scope";
import { type IManagedIdentity, ManagedIdentity } from "../identity/managed-identity";
import { orderAfter } from "../private/stack-order";
import { addressOf } from "../private/terraform/address";

/**
 * The roles that the control plane of a cluster needs on what it is given. An identity of this app gets them,
 * before what needs them is made; AKS looks for some of them once, and fails. One that was imported has them
 * already, or its owner sees to it.
 *
 * @internal
 */
export class ControlPlaneRoles {
  constructor(
    private readonly cluster: Construct,
    private readonly identity?: IManagedIdentity,
  ) {}

  /** The role on a subnet; what needs it comes after the result. */
  public onSubnet(subnet: IGrantScope): TerraformResource[] {
    return this.grant(ROLES.NETWORK_CONTRIBUTOR, subnet);
  }

  /** The roles on a private DNS zone and on the network to which AKS links it. */
  public onZone(zone: IGrantScope, subnet?: IGrantScope): TerraformResource[] {
    const onZone = this.grant(ROLES.PRIVATE_DNS_ZONE_CONTRIBUTOR, zone);
    if (!subnet || onZone.length === 0) return onZone;
    const id = Token.isUnresolved(subnet.id)
      ? Fn.element(Fn.split("/subnets/", subnet.id), 0)
      : subnet.id.split("/subnets/")[0];
    const network = GrantScope.fromId(this.cluster, "network-of-zone", Token.asString(id));
    return [...onZone, ...this.grant(ROLES.NETWORK_CONTRIBUTOR, network)];
  }

  /** The role with which the control plane gives the nodes their identity. */
  public onKubelet(identity: IManagedIdentity): TerraformResource[] {
    return this.grant(ROLES.MANAGED_IDENTITY_OPERATOR, identity);
  }

  private grant(role: BuiltInRole, scope: IGrantScope): TerraformResource[] {
    const { cluster, identity } = this;
    if (!(identity instanceof ManagedIdentity)) return [];
    const grant = Grant.of(identity, { role: role.name, scope, within: cluster });
    const effective = grant._afterPropagationAs("roles-of-clusters");
    const [own, other] = [TerraformStack.of(cluster), TerraformStack.of(effective)];
    if (own === other) return [effective];
    orderAfter(own, other);
    return [];
  }
}

/**
 * Makes a resource come after others. Their waits are known, and are often one, when all of the stack is.
 *
 * @internal
 */
export function putAfter(resource: TerraformResource, before: readonly TerraformResource[]): void {
  if (before.length === 0) return;
  resource.dependsOn = Lazy.listValue({
    produce: () => [...new Set(before.map((one) => addressOf(one)))],
  });
}
