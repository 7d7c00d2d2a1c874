import type { IConstruct } from "constructs";
import { ROLES } from "../../azure/roles";
import { refusal, somewhere, warning } from "../private/message";

// The messages about roles: what is granted, where, and what waits for it.

export const tooManyRoleAssignments = refusal({
  code: "too-many-role-assignments",
  says: (got: number, max: number) => ({
    what: "the program assigns more roles in this subscription than Azure takes (RoleAssignmentLimitExceeded).",
    got,
    allowed: `${max} per subscription, those that others made included; Azure raises it for nobody`,
    fix: "assign one role at a resource group instead of many at its resources, give it to a group, or spread the teams over subscriptions",
  }),
  cause: "Azure takes 4,000 role assignments in a subscription, and raises that for nobody.",
  cure: "Assign one role at a group of resources instead of many at single ones, assign it to an Entra group, or use several subscriptions: see docs/scale.md.",
  example: [4001, 4000],
});

export const manyRoleAssignments = warning({
  says: (got: number, max: number) =>
    `The program assigns ${got} roles or more in one subscription, as far as it says which. Azure takes ${max}, those that others made included, and raises that for nobody.`,
  cause:
    "A warning: the program comes near the number of role assignments that a subscription takes.",
  cure: "Leave room for what others assign there, and plan for a second subscription.",
  example: [3600, 4000],
});

export const sameGrantTwice = refusal({
  code: "same-grant-twice",
  says: (role: string, other: IConstruct) => ({
    what: "the grantee already has this role at this scope, by another grant.",
    got: role,
    allowed: "one assignment for each role, scope and principal",
    fix: `use the grant at "${other.node.path}", and give it the condition and description that you need`,
  }),
  cause:
    "Azure has one assignment for each role, scope and principal, and answers `RoleAssignmentExists` to a second.",
  cure: "Use the grant that exists. Two grants with different conditions need one joint condition.",
  example: ["Key Vault Secrets User", somewhere("azure/other")],
});

export const oneRoleOnly = refusal({
  code: "one-role-only",
  says: () => ({
    what: "a grant needs exactly one of `role` and `roleDefinitionId`.",
    allowed: "one of the two",
    fix: "name a role by its name, or give the id of its definition",
  }),
  cause: "Both `role` and `roleDefinitionId` were given, or neither.",
  cure: "Keep `role` for a role by its name, or `roleDefinitionId` for one definition of several.",
});

export const grantCircle = refusal({
  code: "grant-circle",
  says: (later: string, home: string) => ({
    what: `the assignment would stand in the stack "${home}", which has to come before "${later}", and refer to things of "${later}".`,
    got: home,
    allowed: "a stack that comes after those of the grantee and of the scope",
    fix: "name a construct of such a stack as `within`",
  }),
  cause:
    "A stack that refers to another one is deployed after it, and the assignment refers to the grantee and to the scope.",
  cure: "Define the assignment in a stack that comes after both, by `within`.",
  example: ["data", "platform"],
});

export const waitCircle = refusal({
  code: "wait-circle",
  says: (awaited: IConstruct) => ({
    what: "it is made after something that waits for it: a workload comes after the trust and all roles of its identity.",
    got: awaited.node.path,
    allowed: "roles at what does not come after a workload of the same identity",
    fix: "make what comes after the workload in a later stack, or give the role there to another identity",
  }),
  cause:
    "A workload waits for every role of its identity in the stack, those granted later in the program included. One of these roles is at something that itself comes after the workload, so that each waits for the other.",
  cure: "Make what comes after the workload in a stack that is deployed later, or give the role there to an identity of its own.",
  example: [somewhere("azure/other")],
});

export const roleOfOtherService = refusal({
  code: "role-of-other-service",
  says: (role: string, service: string, got: string) => ({
    what: `"${role}" is a role for resources of ${service}, and gives nothing at the scope.`,
    got: `a resource of ${got}`,
    allowed: `a resource of ${service}, or a resource group, subscription or management group`,
    fix: "give the scope that holds the data, or the role of the service that the scope is of",
  }),
  cause: "Azure assigns any role at any resource, and says nothing where it gives nothing.",
  cure: "Take the role and the scope of one service; [services.md](services.md) lists them.",
  example: [ROLES.STORAGE_BLOB_DATA_READER.name, "Microsoft.Storage", "Microsoft.KeyVault"],
});

export const storageKeysOff = warning({
  says: () =>
    "The keys of the storage account are off (`sharedAccessKeyEnabled`), and the azurerm provider asks it by a key when it creates, plans and destroys it, which fails with 403 KeyBasedAuthenticationNotPermitted: give the provider `storageUseAzuread: true`, or set ARM_STORAGE_USE_AZUREAD=true where Terraform runs. Whoever runs it needs a role for the data of the account.",
  cause:
    "A warning: azurerm polls the data plane of a storage account, by default with the account's key.",
  cure: "Set `storageUseAzuread: true` of the provider in every stack that has such an account.",
});
