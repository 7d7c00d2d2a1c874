import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about the data of Cosmos DB.

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
