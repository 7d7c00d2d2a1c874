import { refusal } from "../private/message";

// The messages about the data of Cosmos DB.

const ACCOUNTS =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts";

export const cosmosDbApi = refusal({
  code: "cosmos-db-api",
  says: (got: string) => ({
    what: "`account` has another API than the one for NoSQL, and the roles of that one do not count in it.",
    got,
    allowed: "an account of the kind GlobalDocumentDB, without the capability of another API",
    fix: "give roles in the way of that API (https://learn.microsoft.com/azure/cosmos-db/role-based-access-control)",
  }),
  cause: "Accounts of another API have no roles of the API for NoSQL, or roles of their own.",
  cure: "Give an account for NoSQL, or go the way of the other API.",
  example: ["the kind MongoDB"],
});

export const otherCosmosDbAccount = refusal({
  code: "other-cosmos-db-account",
  says: (got: string, account: string) => ({
    what: "`roleDefinitionId` is a role of another Cosmos DB account; each account knows its own alone.",
    got,
    allowed: `${account}/sqlRoleDefinitions/<GUID>`,
    fix: "define the role in this account, with an `azurerm_cosmosdb_sql_role_definition`",
  }),
  cause: "The data roles of Cosmos DB are kept in the account that they are about.",
  cure: "Define the role in each account that needs it.",
  example: [
    `${ACCOUNTS}/other/sqlRoleDefinitions/66666666-7777-8888-9999-000000000000`,
    `${ACCOUNTS}/shop`,
  ],
});

export const tooManyCosmosDbGrants = refusal({
  code: "too-many-cosmos-db-grants",
  says: (max: number) => ({
    what: "the program assigns more data roles in this account than Cosmos DB takes.",
    got: max + 1,
    allowed: `${max} per account, those that others made included`,
    fix: "give a role at the account or a database instead of many at its containers, or give it to a group",
  }),
  cause: "An account of Cosmos DB takes 2,000 assignments of data roles.",
  cure: "Give roles higher up, or to a group, or spread the teams over accounts.",
  example: [2_000],
});
