import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about roles: what is granted, where, and what waits for it.

export function tooManyRoleAssignments(
  at: IConstruct,
  got: number,
  max: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "too-many-role-assignments",
    what: "the program assigns more roles in this subscription than Azure takes (RoleAssignmentLimitExceeded).",
    got,
    allowed: `${max} per subscription, those that others made included; Azure raises it for nobody`,
    fix: "assign one role at a resource group instead of many at its resources, give it to a group, or spread the teams over subscriptions",
  });
}

export function manyRoleAssignments(got: number, max: number): string {
  return `The program assigns ${got} roles or more in one subscription, as far as it says which. Azure takes ${max}, those that others made included, and raises that for nobody.`;
}

export function sameGrantTwice(
  at: IConstruct,
  role: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-grant-twice",
    what: "the grantee already has this role at this scope, by another grant.",
    got: role,
    allowed: "one assignment for each role, scope and principal",
    fix: `use the grant at "${other.node.path}", and give it the condition and description that you need`,
  });
}

export function oneRoleOnly(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "one-role-only",
    what: "a grant needs exactly one of `role` and `roleDefinitionId`.",
    allowed: "one of the two",
    fix: "name a role by its name, or give the id of its definition",
  });
}

export function grantCircle(at: IConstruct, later: string, home: string): WorkloadIdentityError {
  return mistake(at, {
    code: "grant-circle",
    what: `the assignment would stand in the stack "${home}", which has to come before "${later}", and refer to things of "${later}".`,
    got: home,
    allowed: "a stack that comes after those of the grantee and of the scope",
    fix: "name a construct of such a stack as `within`",
  });
}

export function waitCircle(at: IConstruct, awaited: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "wait-circle",
    what: "it is made after something that waits for it: a workload comes after the trust and all roles of its identity.",
    got: awaited.node.path,
    allowed: "roles at what does not come after a workload of the same identity",
    fix: "make what comes after the workload in a later stack, or give the role there to another identity",
  });
}

export function roleOfOtherService(
  at: IConstruct,
  role: string,
  service: string,
  got: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "role-of-other-service",
    what: `"${role}" is a role for resources of ${service}, and gives nothing at the scope.`,
    got: `a resource of ${got}`,
    allowed: `a resource of ${service}, or a resource group, subscription or management group`,
    fix: "give the scope that holds the data, or the role of the service that the scope is of",
  });
}

export function storageKeysOff(): string {
  return "The keys of the storage account are off (`sharedAccessKeyEnabled`), and the azurerm provider asks it by a key when it creates, plans and destroys it, which fails with 403 KeyBasedAuthenticationNotPermitted: give the provider `storageUseAzuread: true`, or set ARM_STORAGE_USE_AZUREAD=true where Terraform runs. Whoever runs it needs a role for the data of the account.";
}
