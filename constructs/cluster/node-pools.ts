import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { IGrantScope } from "../access/grant-scope";
import { azureKey, nameKey } from "../private/azure-places";
import { registerOnce } from "../private/registry";
import { temporaryNameTaken } from "./node-pool-errors";
import type { DataPlane } from "./network";

/**
 * What a created cluster says to its further pools. Nothing of it is known of an existing one.
 *
 * @internal
 */
export interface PoolSurroundings {
  readonly kubernetesVersion?: string;
  /** Whether a channel, and not Terraform, moves the versions. */
  readonly upgradedByChannel?: boolean;
  readonly dataPlane?: DataPlane;
  /** Gives the control plane its role on the subnet of a pool, and says what the pool comes after. */
  grantSubnet?(subnet: IGrantScope, at: Construct): TerraformResource[];
}

/**
 * A pool, as far as others have to know it.
 *
 * @internal
 */
export interface KnownPool {
  readonly name: string;
  readonly temporaryName: string;
  /** The most nodes that it may have. */
  readonly nodes: number;
  readonly windows?: boolean;
}

/**
 * The pools of a cluster that the program makes, the first one included.
 *
 * @internal
 */
export class NodePools {
  private readonly pools: KnownPool[] = [];

  constructor(private readonly cluster: Construct) {}

  public get all(): readonly KnownPool[] {
    return this.pools;
  }

  /** Refuses a pool whose name another one of the cluster has. */
  public add(at: Construct, pool: KnownPool): void {
    registerOnce(at, "node pool", pool.name, nameKey("", azureKey(this.cluster), pool.name));
    this.pools.push(pool);
  }

  /** The temporary pools that would have the name of another pool, in words. */
  public clashes(): string[] {
    return this.pools.flatMap(({ name, temporaryName }) => {
      const other = this.pools.find(
        (one) =>
          one.name === temporaryName || (one.name !== name && one.temporaryName === temporaryName),
      );
      return other ? [temporaryNameTaken(name, temporaryName, other.name)] : [];
    });
  }
}
