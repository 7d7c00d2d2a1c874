import type { IConstruct } from "constructs";
import { inWords, mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about trusts, roles and what they wait for.

export function tooManyFederations(
  at: IConstruct,
  got: number,
  max: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "too-many-federations",
    what: "this identity has more federated identity credentials than Azure allows.",
    got,
    allowed: `${max} per user-assigned identity, counted over all clusters, namespaces and service accounts`,
    fix: "use another ManagedIdentity for some of them, or an IdentityPool where all may do the same, or let several deployments share one service account",
  });
}

export function notInPool(
  at: IConstruct,
  got: string | undefined,
  names: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "not-in-pool",
    what:
      got === undefined
        ? "a pool needs the name of at least one identity."
        : "the pool has no identity of this name.",
    got: got ?? names,
    ...(names.length > 0 && { allowed: names.join(", ") }),
    fix: "name it among the `names` of the pool",
  });
}

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

export function sameTrustTwice(
  at: IConstruct,
  subject: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-trust-twice",
    what: "this identity already trusts that service account of that cluster.",
    got: subject,
    allowed: "each issuer and subject once per identity",
    fix: `use the federated identity at "${other.node.path}" instead of a second one`,
  });
}

export function sameCredentialNameTwice(
  at: IConstruct,
  name: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-credential-name-twice",
    what: "another federated identity credential of this identity has the same name.",
    got: name,
    allowed: "each name once per identity",
    fix: `set \`credentialName\` here or at "${other.node.path}"`,
  });
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

export function roleIsId(at: IConstruct, got: string, name?: string): WorkloadIdentityError {
  return mistake(at, {
    code: "role-is-id",
    what: "`role` is the id of a role definition, and not the name of a role.",
    got,
    allowed: "the name of an Azure role",
    fix: name
      ? `change \`role\` to ${JSON.stringify(name)}`
      : "give `roleDefinitionId` instead: /subscriptions/<subscription id>/providers/Microsoft.Authorization/roleDefinitions/<GUID>",
  });
}

export function cosmosRole(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "cosmos-role",
    what: "this is a data role of Cosmos DB, and no role of Azure RBAC.",
    got,
    allowed: "roles of Azure RBAC",
    fix: "use `grantRead` or `grantWrite` of a `CosmosDbAccess`",
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

export function existingGrantId(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "existing-grant-id",
    what: "the role assignment exists already, and nobody gave its id.",
    allowed: "the `id` of assignments that the program makes",
    fix: "leave `existing` out, or do without the id",
  });
}

export function otherSubscription(
  at: IConstruct,
  prop: string,
  got: string,
  own: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "other-subscription",
    what: `\`${prop}\` is in another subscription than the azurerm provider, which would look for it in its own.`,
    got,
    allowed: `an id below /subscriptions/${own}`,
    fix: "give `provider` an aliased AzurermProvider of that subscription",
  });
}

export function sameClientAndPrincipalId(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "same-client-and-principal-id",
    what: "`principalId` is the same as `clientId`; an identity has two different ones.",
    got,
    allowed: "the GUID that `az identity show --query principalId` prints",
    fix: "change `principalId`; Azure accepts a client id there, and the role works for nobody",
  });
}

export function createBeforeDestroy(): string {
  return inWords({
    code: "create-before-destroy",
    what: "a federated identity credential cannot be created before the one that it replaces is destroyed.",
    got: "lifecycle.createBeforeDestroy",
    allowed: "each issuer and subject once per identity",
    fix: "remove `createBeforeDestroy` from the credential",
  });
}

export function otherAudience(got: string): string {
  return `The audience ${JSON.stringify(got)} is not the one of workload identity, which is api://AzureADTokenExchange in every Azure cloud. Tokens of pods are refused with AADSTS700212 unless the application asks for it.`;
}

export function regionWithoutFederation(region: string): string {
  return `Identities in ${region} take no federated credentials, as far as is known: Azure answers 405 "Support for federated identity credentials not enabled". Create the identity in another region; the cluster may stay where it is.`;
}

export function systemNamespace(namespace: string): string {
  return `The namespace ${namespace} belongs to Kubernetes or AKS. AKS keeps admission webhooks away from such namespaces, and pods there may get no token. Set \`usedBy\` to TrustUse.EXTERNAL where an add-on runs there.`;
}

export function unusedFederation(subject: string): string {
  return `No service account of this app uses the trust in ${subject}, although the app is connected to the cluster. Create a WorkloadServiceAccount with it, or set \`usedBy\` to TrustUse.EXTERNAL if somebody else makes the account.`;
}
