import { CosmosdbSqlRoleAssignment } from "@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment";
import { TerraformElement, TerraformResource, TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { existingAssignment, freeId, grantId, homeOf } from "../access/grant-home";
import { knownRole, recordRole } from "../access/grant-ledger";
import { type IGrantScope, scopeKey } from "../access/grant-scope";
import type { IGrantable, IPrincipal } from "../access/principal";
import { Propagation, PROPAGATION_WAITS } from "../access/propagation";
import { existingGrantId } from "../private/azure-errors";
import { LibraryConstruct } from "../private/library-construct";
import { perApp } from "../private/per-app";
import type { ResourceId } from "../private/resource-ids";
import { tooManyCosmosDbGrants } from "./errors";

/** How a data role of Cosmos DB is assigned. */
export interface CosmosDbGrantOptions {
  /**
   * How long what depends on the grant waits until Cosmos DB honours it, with "0s" for no wait. A wait
   * exists only when a workload or `afterPropagation()` asks for it, together with those of other roles.
   *
   * @default "180s"
   */
  readonly propagationWait?: string;

  /**
   * Where the assignment is defined, for the rare case in which it has to live in another stack than the
   * grantee.
   *
   * @default - under the grantee; under the account, where the account's stack comes after the grantee's
   */
  readonly within?: Construct;

  /**
   * Whether the assignment exists already, made by somebody else. Then nothing is created; the grant only
   * says what the grantee may do.
   *
   * @default false
   */
  readonly existing?: boolean;
}

/** Where a data role is assigned. */
export interface CosmosDbTarget extends IConstruct {
  readonly account: IGrantScope;
  readonly dataPath: string;
  readonly _accountId: ResourceId;
  /** The path below the account, in whose names Cosmos DB tells capitals apart: `/dbs/shop`. */
  readonly _path: string;
}

/** Which role it is: its definition, and what it is called. */
export interface CosmosDbRole {
  readonly name: string;
  readonly definitionId: string;
}

/** https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac#limits */
const MAX_ASSIGNMENTS = 2_000;

/** How many roles a program assigns in each account. */
const counts = perApp(() => new Map<string, number>());

/**
 * One data role of Cosmos DB for NoSQL (`azurerm_cosmosdb_sql_role_assignment`), with the wait that makes it
 * usable. `CosmosDbAccess` makes it, the same grant only once.
 */
export class CosmosDbGrant extends LibraryConstruct {
  /** @internal */
  public static _of(
    grantee: IGrantable,
    target: CosmosDbTarget,
    role: CosmosDbRole,
    options: CosmosDbGrantOptions = {},
  ): CosmosDbGrant {
    const principal = grantee.grantPrincipal;
    const at = `${scopeKey(target.account)}${target._path}`;
    const key = `Cosmos DB ${role.name.toLowerCase()} on ${at}`;
    const known = knownRole(principal, key) as CosmosDbGrant | undefined;
    if (known) return known;
    const home = homeOf(principal, { scope: target.account, within: options.within });
    const id = freeId(home, grantId(role.name, home, target, principal), key);
    const grant = new CosmosDbGrant(home, id, principal, target, role, options);
    recordRole(principal, key, grant);
    return grant;
  }

  /** The name of a built-in role, or the id of the definition of another. */
  public readonly role: string;

  /** The account, database or container, as Cosmos DB writes it: `<account id>/dbs/<database>/colls/<container>`. */
  public readonly dataPath: string;

  /** Whether somebody else made the assignment. */
  public readonly existing: boolean;

  private readonly assignmentId?: string;
  private readonly propagation?: Propagation;

  private constructor(
    scope: Construct,
    id: string,
    principal: IPrincipal,
    { account, _accountId: accountId, dataPath }: CosmosDbTarget,
    role: CosmosDbRole,
    { existing = false, propagationWait }: CosmosDbGrantOptions,
  ) {
    super(scope, id);
    this.role = role.name;
    this.dataPath = dataPath;
    this.existing = existing;
    if (existing) return;
    count(this, account);
    const { provider } = account;
    const assignment = new CosmosdbSqlRoleAssignment(this, "Default", {
      provider:
        provider && TerraformStack.of(provider) === TerraformStack.of(this) ? provider : undefined,
      accountName: accountId.name,
      resourceGroupName: accountId.resourceGroupName,
      scope: dataPath,
      roleDefinitionId: role.definitionId,
      principalId: principal.principalId,
      dependsOn: this.newIdentity(principal),
    });
    this.assignmentId = assignment.id;
    this.propagation = new Propagation(
      this,
      propagationWait ?? PROPAGATION_WAITS["roles-of-workloads"],
      assignment,
      assignment.id,
    );
  }

  /** The resource id of the assignment. Throws for one that exists already, whose id nobody gave. */
  public get id(): string {
    if (this.assignmentId === undefined) throw existingGrantId(this);
    return this.assignmentId;
  }

  /**
   * What a resource depends on that needs the role to work: the wait of `propagationWait`, which the stack
   * has once for all roles of workloads. Only for resources of the grant's own stack.
   */
  public afterPropagation(): TerraformResource {
    if (this.propagation) return this.propagation.after("roles-of-workloads");
    return existingAssignment(this);
  }

  /**
   * The wait for an identity that the same apply creates. Cosmos DB refuses one that has not reached its
   * directory replica, and azurerm does not try again
   * (https://github.com/pulumi/pulumi-azure-native/issues/2816).
   */
  private newIdentity(principal: IPrincipal): TerraformResource[] | undefined {
    const identity = principal.node.defaultChild;
    const created =
      identity &&
      TerraformElement.isTerraformElement(identity) &&
      TerraformResource.isTerraformResource(identity) &&
      TerraformStack.of(identity) === TerraformStack.of(this);
    if (!created) return undefined;
    const { identities } = PROPAGATION_WAITS;
    return [new Propagation(this, identities, identity, principal.principalId).after("identities")];
  }
}

function count(at: IConstruct, account: IGrantScope): void {
  const all = counts(at);
  const assigned = (all.get(scopeKey(account)) ?? 0) + 1;
  all.set(scopeKey(account), assigned);
  if (assigned > MAX_ASSIGNMENTS) throw tooManyCosmosDbGrants(at, MAX_ASSIGNMENTS);
}
