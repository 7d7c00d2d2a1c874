import {
  RoleAssignment,
  type RoleAssignmentConfig,
} from "@cdktf/provider-azurerm/lib/role-assignment";
import { type TerraformProvider, type TerraformResource, TerraformStack, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { IGrantable, IPrincipal } from "./principal";
import { checkId, checkLiteral, checkName } from "./private/checks";
import { oneRoleOnly, sameGrantTwice } from "./private/errors";
import { keepInventory } from "./private/inventory";
import { RULES } from "./private/names";
import { Propagation } from "./private/propagation";

/**
 * Where a role is assigned: any construct with the resource id of a management group, subscription,
 * resource group or resource. The resources of the azurerm provider have one, as have the vaults,
 * secrets, clusters and resource groups of this library.
 */
export interface IGrantScope extends IConstruct {
  /** The resource id, such as `/subscriptions/…/resourceGroups/…/providers/…`. */
  readonly id: string;

  /** The azurerm provider of the scope's subscription and tenant, where it is not the stack's own. */
  readonly provider?: TerraformProvider;
}

/** What is granted, and where. */
export interface GrantOptions {
  /**
   * The name of a built-in or custom role, such as `Storage Blob Data Reader`.
   *
   * @default - the role of `roleDefinitionId`
   */
  readonly role?: string;

  /**
   * The id of a role definition, scoped to the subscription:
   * `/subscriptions/<id>/providers/Microsoft.Authorization/roleDefinitions/<id>`.
   *
   * @default - the role named by `role`
   */
  readonly roleDefinitionId?: string;

  /** Where the role is assigned. */
  readonly scope: IGrantScope;

  /**
   * An Azure ABAC condition (version 2.0) that narrows the role.
   *
   * @default - no condition
   */
  readonly condition?: string;

  /**
   * Why the role is assigned, as shown in the portal.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * How long what depends on the grant waits until Azure honours it. A wait exists only when a
   * workload, a secret or `afterPropagation()` asks for it; "0s" turns it off. Azure documents up to
   * ten minutes (https://learn.microsoft.com/azure/role-based-access-control/troubleshooting); the
   * default outlasts three, beside a cluster that takes longer to create.
   *
   * @default "180s"
   */
  readonly propagationWait?: string;
}

/** A grant with its grantee. */
export interface GrantProps extends GrantOptions {
  /** Who receives the role. */
  readonly grantee: IGrantable;
}

interface Ledger {
  readonly grants: Map<string, Grant>;
  awaited: boolean;
}

const ledgers = new WeakMap<IPrincipal, Ledger>();

function ledgerOf(grantee: IGrantable): Ledger {
  const ledger = ledgers.get(grantee.grantPrincipal) ?? { grants: new Map(), awaited: false };
  ledgers.set(grantee.grantPrincipal, ledger);
  return ledger;
}

/**
 * From now on every grant of the grantee, made already or later, has its wait.
 *
 * @internal
 */
export function awaitGrants(grantee: IGrantable): ReadonlyMap<string, Grant> {
  const ledger = ledgerOf(grantee);
  ledger.awaited = true;
  ledger.grants.forEach((grant) => grant.afterPropagation());
  return ledger.grants;
}

/**
 * The grants of the grantee so far.
 *
 * @internal
 */
export function grantsOf(grantee: IGrantable): Grant[] {
  return [...ledgerOf(grantee).grants.values()];
}

/** One assignment has one name for its role and scope, however often it is granted. */
function keyOf({ role, roleDefinitionId, scope }: GrantOptions): string {
  const id = Token.isUnresolved(scope.id) ? scope.node.addr : scope.id.toLowerCase();
  return `${role ?? roleDefinitionId} on ${id}`;
}

/**
 * One Azure role assignment (`azurerm_role_assignment`), with the wait that makes it usable.
 *
 * `Grant.of` defines it under the grantee and makes the same grant only once. The constructor is for
 * the rare case in which the assignment has to live in another stack than the grantee. Throws when
 * the role is missing or given twice, and when a grant of the same role at the same scope exists.
 */
export class Grant extends Construct {
  /**
   * Gives a role to a grantee: a new assignment under the grantee, or the one that exists.
   *
   * Throws when the role is missing, given twice or not known at synth, and when the grantee already
   * has the role at this scope under another condition or description.
   */
  public static of(grantee: IGrantable, options: GrantOptions): Grant {
    const principal = grantee.grantPrincipal;
    const role = options.role ?? options.roleDefinitionId;
    if (role === undefined) throw oneRoleOnly(principal);
    checkLiteral(
      principal,
      "role",
      role,
      "write the role itself, or use `new Grant(scope, id, props)` with an id of your own",
    );

    const known = ledgerOf(principal).grants.get(keyOf(options));
    if (known) {
      if (known.condition === options.condition && known.description === options.description) {
        return known;
      }
      throw sameGrantTwice(principal, role, known);
    }
    return new Grant(principal as Construct, idOf(role, options.scope, principal), {
      ...options,
      grantee,
    });
  }

  /** The condition that narrows the role, if any. */
  public readonly condition?: string;

  /** Why the role is assigned, if said. */
  public readonly description?: string;

  /** The resource id of the role assignment. */
  public readonly id: string;

  /** Where the role is assigned. */
  public readonly target: IGrantScope;

  private readonly propagation: Propagation;

  constructor(scope: Construct, id: string, props: GrantProps) {
    super(scope, id);
    checkId(this);
    keepInventory(this);
    if ((props.role === undefined) === (props.roleDefinitionId === undefined)) {
      throw oneRoleOnly(this);
    }
    checkName(this, "role", props.role, RULES.roleName);

    const principal = props.grantee.grantPrincipal;
    const ledger = ledgerOf(principal);
    const known = ledger.grants.get(keyOf(props));
    if (known) throw sameGrantTwice(this, keyOf(props), known);
    ledger.grants.set(keyOf(props), this);

    this.target = props.scope;
    this.condition = props.condition;
    this.description = props.description;
    const config: RoleAssignmentConfig = {
      provider: [props.scope.provider, principal.provider].find(
        (provider) => provider && TerraformStack.of(provider) === TerraformStack.of(this),
      ),
      scope: props.scope.id,
      roleDefinitionName: props.role,
      roleDefinitionId: props.roleDefinitionId,
      principalId: principal.principalId,
      principalType: principal.principalType,
      condition: props.condition,
      conditionVersion: props.condition === undefined ? undefined : "2.0",
      description: props.description,
    };
    const assignment = new RoleAssignment(this, "Default", config);
    this.id = assignment.id;
    this.propagation = new Propagation(this, props.propagationWait ?? "180s", assignment, () => ({
      role_assignment_id: this.id,
    }));
    if (ledger.awaited) this.afterPropagation();
  }

  /**
   * What a resource depends on that needs the role to work: the wait of `propagationWait`, made at
   * the first call. Only for resources of the grant's own stack; Terraform knows no order of resources
   * across stacks.
   */
  public afterPropagation(): TerraformResource {
    return this.propagation.after();
  }
}

/** An id that tells role and scope, such as `key-vault-secrets-user-on-vault`. */
function idOf(role: string, scope: IGrantScope, grantee: IConstruct): string {
  const stack = TerraformStack.of(scope);
  const outside = stack === TerraformStack.of(grantee) ? stack.node.scopes.length : 0;
  const path = scope.node.scopes.slice(outside).map((parent) => parent.node.id);
  return [role, "on", ...path]
    .join("-")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .toLowerCase();
}
