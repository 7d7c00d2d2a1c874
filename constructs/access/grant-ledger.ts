import { type TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { azureKey } from "../private/azure-places";
import { perApp } from "../private/per-app";
import { orderAfter } from "../private/stack-order";
import type { IGrantScope } from "./grant-scope";
import type { IGrantable } from "./principal";

/** A role that a principal has. */
export interface HeldRole extends IConstruct {
  /** The role by name or id. */
  readonly role: string;
  /** Where it is assigned; absent for a role that is none of Azure RBAC. */
  readonly target?: IGrantScope;
  /** Whether somebody else assigned the role: then there is nothing to wait for. */
  readonly existing: boolean;
  readonly id: string;
  afterPropagation(): TerraformResource;
}

interface Ledger {
  readonly roles: Map<string, HeldRole>;
  /** The stacks of the workloads that come after every role. */
  readonly waiting: Set<TerraformStack>;
}

const ledgers = perApp(() => new Map<string, Ledger>());

/** The roles of a principal, be it one object of the program or several. */
function ledgerOf({ grantPrincipal }: IGrantable): Ledger {
  const all = ledgers(grantPrincipal);
  const key = azureKey(grantPrincipal);
  const ledger = all.get(key) ?? { roles: new Map(), waiting: new Set() };
  all.set(key, ledger);
  return ledger;
}

function order(role: HeldRole, stack: TerraformStack): void {
  if (role.existing) return;
  role.afterPropagation();
  orderAfter(stack, TerraformStack.of(role));
}

/** A role that the grantee has already, by the key of role and scope. */
export function knownRole(grantee: IGrantable, key: string): HeldRole | undefined {
  return ledgerOf(grantee).roles.get(key);
}

/** Records a role of the grantee. */
export function recordRole(grantee: IGrantable, key: string, role: HeldRole): void {
  const { roles, waiting } = ledgerOf(grantee);
  roles.set(key, role);
  waiting.forEach((stack) => order(role, stack));
}

/**
 * From now on every role of the grantee, made already or later, has its wait, and a workload's stack
 * comes after the stacks of the assignments.
 */
export function awaitRoles(
  grantee: IGrantable,
  stack: TerraformStack,
): ReadonlyMap<string, HeldRole> {
  const { roles, waiting } = ledgerOf(grantee);
  waiting.add(stack);
  roles.forEach((role) => order(role, stack));
  return roles;
}

/** The roles of the grantee so far. */
export function rolesOf(grantee: IGrantable): HeldRole[] {
  return [...ledgerOf(grantee).roles.values()];
}
