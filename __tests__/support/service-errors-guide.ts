import type { IConstruct } from "constructs";
import { ROLES } from "../../azure/roles";
import * as errors from "./all-errors";
import type { Guide } from "./errors-guide";

const here = { node: { path: "azure/orders" } } as IConstruct;

const ACCOUNT =
  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/shop/providers/Microsoft.DocumentDB/databaseAccounts";
const ROLE = "sqlRoleDefinitions/66666666-7777-8888-9999-000000000000";

/** Every error about access to Azure's services. */
export const SERVICE_ERRORS_GUIDE: Record<string, Guide> = {
  roleOfOtherService: {
    sample: errors.roleOfOtherService(
      here,
      ROLES.STORAGE_BLOB_DATA_READER.name,
      "Microsoft.Storage",
      "Microsoft.KeyVault",
    ),
    cause: "Azure assigns any role at any resource, and says nothing where it gives nothing.",
    cure: "Take the role and the scope of one service; [services.md](services.md) lists them.",
  },
  cosmosDbApi: {
    sample: errors.cosmosDbApi(here, "the kind MongoDB"),
    cause: "Accounts of another API have no roles of the API for NoSQL, or roles of their own.",
    cure: "Give an account for NoSQL, or go the way of the other API.",
  },
  otherCosmosDbAccount: {
    sample: errors.otherCosmosDbAccount(here, `${ACCOUNT}/other/${ROLE}`, `${ACCOUNT}/shop`),
    cause: "The data roles of Cosmos DB are kept in the account that they are about.",
    cure: "Define the role in each account that needs it.",
  },
  noServiceEnv: {
    sample: errors.noServiceEnv(here, "azurerm_dns_zone", ["azurerm_storage_account"]),
    cause: "`ServiceEnv` knows the names that applications use for some services only.",
    cure: "Give a resource of a type that is listed, or write the variables yourself.",
  },
  tooManyCosmosDbGrants: {
    sample: errors.tooManyCosmosDbGrants(here, 2_000),
    cause: "An account of Cosmos DB takes 2,000 assignments of data roles.",
    cure: "Give roles higher up, or to a group, or spread the teams over accounts.",
  },
  storageKeysOff: {
    sample: new Error(`[${here.node.path}] ${errors.storageKeysOff()}`),
    warning: true,
    cause:
      "A warning: azurerm polls the data plane of a storage account, by default with the account's key.",
    cure: "Set `storageUseAzuread: true` of the provider in every stack that has such an account.",
  },
};
