import type { IConstruct } from "constructs";
import { mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about access to Azure's services.

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

export function cosmosDbApi(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "cosmos-db-api",
    what: "`account` has another API than the one for NoSQL, and the roles of that one do not count in it.",
    got,
    allowed: "an account of the kind GlobalDocumentDB, without the capability of another API",
    fix: "give roles in the way of that API (https://learn.microsoft.com/azure/cosmos-db/role-based-access-control)",
  });
}

export function otherCosmosDbAccount(
  at: IConstruct,
  got: string,
  account: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "other-cosmos-db-account",
    what: "`roleDefinitionId` is a role of another Cosmos DB account; each account knows its own alone.",
    got,
    allowed: `${account}/sqlRoleDefinitions/<GUID>`,
    fix: "define the role in this account, with an `azurerm_cosmosdb_sql_role_definition`",
  });
}

export function tooManyCosmosDbGrants(at: IConstruct, max: number): WorkloadIdentityError {
  return mistake(at, {
    code: "too-many-cosmos-db-grants",
    what: "the program assigns more data roles in this account than Cosmos DB takes.",
    got: max + 1,
    allowed: `${max} per account, those that others made included`,
    fix: "give a role at the account or a database instead of many at its containers, or give it to a group",
  });
}

export function noServiceEnv(
  at: IConstruct,
  got: string | undefined,
  known: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "no-service-env",
    what: "there are no environment variables known for a resource of this type.",
    got: got ?? "no resource",
    allowed: known.join(", "),
    fix: "give the account, namespace, store, server or vault, or write the variables of your application in `env`",
  });
}

// A warning.

export function storageKeysOff(): string {
  return "The keys of the storage account are off (`sharedAccessKeyEnabled`), and the azurerm provider asks it by a key when it creates, plans and destroys it, which fails with 403 KeyBasedAuthenticationNotPermitted: give the provider `storageUseAzuread: true`, or set ARM_STORAGE_USE_AZUREAD=true where Terraform runs. Whoever runs it needs a role for the data of the account.";
}
