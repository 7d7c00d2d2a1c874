import {
  RoleAssignment,
  type RoleAssignmentConfig,
} from "@cdktf/provider-azurerm/lib/role-assignment";
import {
  DefaultTokenResolver,
  StringConcat,
  type TerraformResource,
  TerraformStack,
  Token,
  Tokenization,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { findRole } from "../../azure/roles";
import { checkRole } from "../private/checks";
import { oneRoleOnly, sameGrantTwice } from "../private/errors";
import { LibraryConstruct } from "../private/library-construct";
import { checkArguments } from "../private/type-checks";
import { type IGrantScope, scopeKey } from "./grant-scope";
import type { IGrantable, IPrincipal } from "./principal";
import { Propagation } from "./propagation";

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

  /**
   * Where the assignment is defined, for the rare case in which it has to live in another stack than the
   * grantee.
   *
   * @default - under the grantee
   */
  readonly within?: Construct;
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

/** One assignment has one key for its role and scope, however often it is granted. */
function keyOf(role: string, scope: IGrantScope): string {
  return `${findRole(role)?.id ?? role.toLowerCase()} on ${scopeKey(scope)}`;
}

/** The role by name or id; one that is not known at synth as Terraform writes it. */
function roleOf(at: Construct, { role, roleDefinitionId }: GrantOptions): string {
  if ((role === undefined) === (roleDefinitionId === undefined)) throw oneRoleOnly(at);
  const given = role ?? roleDefinitionId ?? "";
  if (!Token.isUnresolved(given)) return given;
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(given, { scope: at, resolver, preparing: false }));
}

/**
 * One Azure role assignment (`azurerm_role_assignment`), with the wait that makes it usable. `Grant.of`
 * makes it, the same grant only once.
 */
export class Grant extends LibraryConstruct {
  /**
   * Gives a role to a grantee: a new assignment under the grantee or `within` another construct, or the
   * one that exists.
   *
   * Throws when the role is missing, given twice or misspelt, and when the grantee already has the role at
   * this scope under another condition or description.
   */
  public static of(grantee: IGrantable, options: GrantOptions): Grant {
    const places = [grantee, options?.scope, options?.within];
    const at = places.find((place) => Construct.isConstruct(place)) ?? "Grant.of";
    checkArguments(at, "Grant.of", { grantee, options });
    const principal = grantee.grantPrincipal;
    const home = options.within ?? (principal as Construct);
    const role = roleOf(principal as Construct, options);
    const { grants } = ledgerOf(principal);
    const known = grants.get(keyOf(role, options.scope));
    if (known) {
      if (known.condition === options.condition && known.description === options.description) {
        return known;
      }
      throw sameGrantTwice(principal, role, known);
    }
    const grant = new Grant(home, idOf(role, home, options.scope, principal), role, {
      ...options,
      grantee: principal,
    });
    grants.set(keyOf(role, options.scope), grant);
    if (ledgerOf(principal).awaited) grant.afterPropagation();
    return grant;
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

  private constructor(
    scope: Construct,
    id: string,
    /** @internal */
    public readonly _role: string,
    options: GrantOptions & { readonly grantee: IPrincipal },
  ) {
    super(scope, id);
    checkRole(this, options.role);
    const { grantee, scope: target, condition, description } = options;
    this.target = target;
    this.condition = condition;
    this.description = description;
    const config: RoleAssignmentConfig = {
      provider: [target.provider, grantee.provider].find(
        (provider) => provider && TerraformStack.of(provider) === TerraformStack.of(this),
      ),
      scope: target.id,
      roleDefinitionName: options.role,
      roleDefinitionId: options.roleDefinitionId,
      principalId: grantee.principalId,
      principalType: grantee.principalType,
      condition,
      conditionVersion: condition === undefined ? undefined : "2.0",
      description,
    };
    const assignment = new RoleAssignment(this, "Default", config);
    this.id = assignment.id;
    this.propagation = new Propagation(this, options.propagationWait ?? "180s", assignment, () => ({
      role_assignment_id: this.id,
    }));
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

/**
 * An id that tells role and scope, such as `key-vault-secrets-user-on-vault`, and the grantee where it is
 * not the home of the grant.
 */
function idOf(role: string, home: Construct, scope: IGrantScope, grantee: IPrincipal): string {
  const grantedTo = home === grantee ? [] : ["to", ...pathWithin(home, grantee)];
  return [role, "on", ...pathWithin(home, scope), ...grantedTo]
    .join("-")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
}

/** The ids on the way to a construct, without those of the stack where it is the home's own. */
function pathWithin(home: Construct, construct: IConstruct): string[] {
  const stack = TerraformStack.of(construct);
  const outside = stack === TerraformStack.of(home) ? stack.node.scopes.length : 0;
  return construct.node.scopes.slice(outside).map(({ node }) => node.id);
}
