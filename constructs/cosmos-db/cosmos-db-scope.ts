import type { Construct, IConstruct } from "constructs";
import { COSMOS_ROLES, findCosmosRole } from "../../azure/cosmos-roles";
import type { IGrantScope } from "../access/grant-scope";
import type { IGrantable } from "../access/principal";
import { checkName } from "../private/checks";
import { LibraryConstruct } from "../private/library-construct";
import type { ResourceId } from "../private/resource-ids";
import { RULES } from "../private/rules";
import { writtenText } from "../private/terraform/written-text";
import { checkArguments, type StructName } from "../private/type-checks";
import { otherCosmosDbAccount } from "./errors";
import { CosmosDbGrant, type CosmosDbGrantOptions } from "./cosmos-db-grant";

/** The data of an account of Cosmos DB for NoSQL, of one of its databases or of a container. */
export interface ICosmosDbScope extends IConstruct {
  /** What roles are assigned at, as Cosmos DB writes it: `<account id>/dbs/<database>/colls/<container>`. */
  readonly dataPath: string;

  /** Lets a grantee read and query items: the data role `Cosmos DB Built-in Data Reader`. */
  grantRead(grantee: IGrantable, options?: CosmosDbGrantOptions): CosmosDbGrant;

  /** Lets a grantee read, query and write items: `Cosmos DB Built-in Data Contributor`. */
  grantWrite(grantee: IGrantable, options?: CosmosDbGrantOptions): CosmosDbGrant;

  /**
   * Gives a grantee a data role of the account's own, such as the `id` of an
   * `azurerm_cosmosdb_sql_role_definition`.
   */
  grant(
    grantee: IGrantable,
    roleDefinitionId: string,
    options?: CosmosDbGrantOptions,
  ): CosmosDbGrant;
}

/** A database of an account. */
export interface ICosmosDbDatabase extends ICosmosDbScope {
  /** One of its containers, by its name, as text or as a reference. */
  container(name: string): ICosmosDbScope;
}

/**
 * What every scope can do.
 *
 * @internal
 */
export abstract class CosmosDbScope extends LibraryConstruct implements ICosmosDbScope {
  public abstract readonly account: IGrantScope;
  public abstract readonly dataPath: string;

  /** @internal */
  public abstract readonly _accountId: ResourceId;

  /** @internal */
  public abstract readonly _path: string;

  constructor(scope: Construct, id: string, struct?: StructName, props?: unknown) {
    super(scope, id, struct, props);
  }

  public grantRead(grantee: IGrantable, options?: CosmosDbGrantOptions): CosmosDbGrant {
    checkArguments(this, "CosmosDbAccess.grantRead", { grantee, options });
    return this.grantBuiltIn(grantee, COSMOS_ROLES.DATA_READER, options);
  }

  public grantWrite(grantee: IGrantable, options?: CosmosDbGrantOptions): CosmosDbGrant {
    checkArguments(this, "CosmosDbAccess.grantWrite", { grantee, options });
    return this.grantBuiltIn(grantee, COSMOS_ROLES.DATA_CONTRIBUTOR, options);
  }

  public grant(
    grantee: IGrantable,
    roleDefinitionId: string,
    options?: CosmosDbGrantOptions,
  ): CosmosDbGrant {
    checkArguments(this, "CosmosDbAccess.grant", { grantee, roleDefinitionId, options });
    checkName(this, "roleDefinitionId", roleDefinitionId, RULES.cosmosDbRoleDefinitionId);
    const account = writtenText(this, this._accountId.id);
    const written = writtenText(this, roleDefinitionId);
    const sameAccount = written.toLowerCase().startsWith(`${account}/`.toLowerCase());
    if (!`${written}${account}`.includes("${") && !sameAccount) {
      throw otherCosmosDbAccount(this, written, account);
    }
    const builtIn = findCosmosRole(written);
    if (builtIn) return this.grantBuiltIn(grantee, builtIn, options);
    return CosmosDbGrant._of(
      grantee,
      this,
      { name: written, definitionId: roleDefinitionId },
      options,
    );
  }

  private grantBuiltIn(
    grantee: IGrantable,
    { name, id }: { readonly name: string; readonly id: string },
    options?: CosmosDbGrantOptions,
  ): CosmosDbGrant {
    const definitionId = `${this._accountId.id}/sqlRoleDefinitions/${id}`;
    return CosmosDbGrant._of(grantee, this, { name, definitionId }, options);
  }
}

/** The one construct that stands for a database of an account or a container of a database. */
export function partOf<T extends Construct>(
  parent: Construct,
  noun: "database" | "container",
  name: string,
  make: (id: string) => T,
): T {
  checkName(parent, `${noun} name`, name, RULES.cosmosDbObject);
  const id = writtenText(parent, name).replace(/[${}]/g, "");
  return (parent.node.tryFindChild(id) as T | undefined) ?? make(id);
}
