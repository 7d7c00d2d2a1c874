import {
  RoleAssignment,
  type RoleAssignmentConfig,
} from "@cdktf/provider-azurerm/lib/role-assignment";
import { type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { findRole } from "../../azure/roles";
import { checkName, checkRole, checkRoleDefinition } from "../private/checks";
import { existingGrantId } from "../private/azure-errors";
import { LibraryConstruct } from "../private/library-construct";
import { RULES } from "../private/rules";
import { writtenText } from "../private/terraform/written-text";
import { checkArguments } from "../private/type-checks";
import { oneRoleOnly, sameGrantTwice } from "./errors";
import { countAssignment } from "./assignment-limit";
import { existingAssignment, freeId, grantId, homeOf } from "./grant-home";
import { knownRole, recordRole } from "./grant-ledger";
import { armIdOf, elementOf, type IGrantScope, ownKey, scopeKey } from "./grant-scope";
import { watchStorageKeys } from "./storage-keys";
import { CurrentClient, type IGrantable, type IPrincipal, Principal } from "./principal";
import { Propagation, PROPAGATION_WAITS, type PropagationKind } from "./propagation";
import { checkService } from "./scope-service";

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
   * workload, a secret or `afterPropagation()` asks for it, and once for all roles of a stack that are
   * waited for as long; "0s" turns it off. Azure documents up to
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
   * @default - under the grantee; under the scope, where the scope's stack comes after the grantee's
   */
  readonly within?: Construct;

  /**
   * Whether the assignment exists already, made by somebody else: Azure refuses it a second time
   * (RoleAssignmentExists). Then nothing is created; the grant only says what the grantee may do.
   *
   * @default false
   */
  readonly existing?: boolean;
}

/** One assignment has one key for its role and scope, however often it is granted. */
function keyOf(role: string, scope: string): string {
  return `${findRole(role)?.id ?? role.toLowerCase()} on ${scope}`;
}

/** The role by name or id; one that is not known at synth as Terraform writes it. */
function roleOf(at: Construct, { role, roleDefinitionId }: GrantOptions): string {
  if ((role === undefined) === (roleDefinitionId === undefined)) throw oneRoleOnly(at);
  return writtenText(at, role ?? roleDefinitionId ?? "");
}

/**
 * One Azure role assignment (`azurerm_role_assignment`), with the wait that makes it usable. `Grant.of`
 * makes it, the same grant only once.
 */
export class Grant extends LibraryConstruct {
  /**
   * Gives a role to a grantee: a new assignment, or the one that the program has already. Names of roles
   * compare without capitals, and a role by its name is the same as by the id of its definition.
   *
   * Throws when the role is missing, given twice, misspelt or a data role of Cosmos DB; when an id or the
   * condition breaks Azure's rules; when the scope is certainly a resource that the role says nothing about,
   * as a vault for `Storage Blob Data Reader`; when the grantee already has the role at this scope under another
   * condition or description; when no stack could hold the assignment; and beyond the 4,000 assignments that
   * a subscription takes (https://learn.microsoft.com/azure/role-based-access-control/troubleshoot-limits).
   */
  public static of(grantee: IGrantable, options: GrantOptions): Grant {
    const places = [grantee, options?.scope, options?.within];
    const at = places.find((place) => Construct.isConstruct(place)) ?? "Grant.of";
    checkArguments(at, "Grant.of", { grantee, options });
    const principal = grantee.grantPrincipal;
    const role = roleOf(principal as Construct, options);
    const key = keyOf(role, scopeKey(options.scope));
    const known = knownRole(principal, key) as Grant | undefined;
    if (known) {
      if (known.condition === options.condition && known.description === options.description) {
        return known;
      }
      throw sameGrantTwice(principal, role, known);
    }
    const home = homeOf(principal, options);
    const id = freeId(
      home,
      grantId(role, home, options.scope, principal),
      keyOf(role, ownKey(options.scope)),
    );
    const grant = new Grant(home, id, role, { ...options, grantee: principal });
    recordRole(principal, key, grant);
    return grant;
  }

  /** The role, by its name or by the id of its definition. */
  public readonly role: string;

  /** Whether somebody else made the assignment. */
  public readonly existing: boolean;

  /** The condition that narrows the role, if any. */
  public readonly condition?: string;

  /** Why the role is assigned, if said. */
  public readonly description?: string;

  /** Where the role is assigned. */
  public readonly target: IGrantScope;

  private readonly assignmentId?: string;
  private readonly propagation?: Propagation;
  private readonly waitedForAs: PropagationKind = "roles-of-workloads";

  private constructor(
    scope: Construct,
    id: string,
    role: string,
    options: GrantOptions & { readonly grantee: IPrincipal },
  ) {
    super(scope, id);
    checkRole(this, options.role);
    checkRoleDefinition(this, options.roleDefinitionId);
    checkName(this, "condition", options.condition, RULES.condition);
    const { grantee, scope: target, condition, description, existing = false } = options;
    this.role = role;
    this.existing = existing;
    this.target = target;
    this.condition = condition;
    this.description = description;
    const scopeId = armIdOf(this, target);
    checkService(this, role, target, scopeId);
    watchStorageKeys(elementOf(target));
    if (existing) return;
    const config: RoleAssignmentConfig = {
      provider: [target.provider, grantee.provider].find(
        (provider) => provider && TerraformStack.of(provider) === TerraformStack.of(this),
      ),
      scope: scopeId,
      roleDefinitionName: options.role,
      roleDefinitionId: options.roleDefinitionId,
      principalId: grantee.principalId,
      principalType: grantee.principalType,
      condition,
      conditionVersion: condition === undefined ? undefined : "2.0",
      description,
    };
    countAssignment(this, target);
    const assignment = new RoleAssignment(this, "Default", config);
    const assignmentId = assignment.id;
    this.assignmentId = assignmentId;
    this.propagation = new Propagation(
      this,
      options.propagationWait ?? PROPAGATION_WAITS["roles-of-workloads"],
      assignment,
      assignmentId,
    );
    this.waitedForAs =
      grantee instanceof Principal || grantee instanceof CurrentClient
        ? "roles-of-deployers"
        : "roles-of-workloads";
  }

  /** The resource id of the role assignment. Throws for one that exists already, whose id nobody gave. */
  public get id(): string {
    if (this.assignmentId === undefined) throw existingGrantId(this);
    return this.assignmentId;
  }

  /**
   * What a resource depends on that needs the role to work: the wait of `propagationWait`, which the stack
   * has once for all roles of workloads, and once for all roles of whoever runs Terraform. Only for
   * resources of the grant's own stack; Terraform knows no order of resources across stacks.
   */
  public afterPropagation(): TerraformResource {
    return this._afterPropagationAs(this.waitedForAs);
  }

  /** @internal */
  public _afterPropagationAs(kind: PropagationKind): TerraformResource {
    if (this.propagation) return this.propagation.after(kind);
    return existingAssignment(this);
  }
}
