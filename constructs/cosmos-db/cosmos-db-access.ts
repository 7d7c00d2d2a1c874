import { Token } from "cdktf";
import type { Construct } from "constructs";
import { ARM_TYPES } from "../../azure/arm-types";
import { armIdOf, type IGrantScope } from "../access/grant-scope";
import { CurrentClient } from "../access/principal";
import { azurermOf } from "../private/azure-places";
import { checkSubscription, parseResourceId, type ResourceId } from "../private/resource-ids";
import { writtenText } from "../private/terraform/written-text";
import { checkArguments } from "../private/type-checks";
import { cosmosDbApi } from "./errors";
import {
  CosmosDbScope,
  partOf,
  type ICosmosDbDatabase,
  type ICosmosDbScope,
} from "./cosmos-db-scope";

/** Whose data roles are about. */
export interface CosmosDbAccessProps {
  /**
   * The account: an `azurerm_cosmosdb_account` of the program or a data source of one, in TypeScript as it
   * is and elsewhere by `GrantScope.fromResource`, or one that exists by `GrantScope.fromId`. It has the API
   * for NoSQL, in the tenant of the grantees.
   */
  readonly account: IGrantScope;
}

/** An account as a resource or data source of the program. */
interface WrittenAccount {
  readonly terraformResourceType?: string;
  readonly name?: string;
  readonly resourceGroupName?: string;
  readonly kindInput?: string;
  readonly capabilitiesInput?: unknown;
}

/** Capabilities that make the account one of another API. */
const OTHER_APIS = ["EnableCassandra", "EnableGremlin", "EnableMongo", "EnableTable"];

/**
 * Who may read and write the data of an account of Cosmos DB for NoSQL. Azure roles manage the account and
 * give no access to its data; for that Cosmos DB has roles of its own
 * (https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac).
 *
 * Throws when the account is something else, is in another subscription than its provider, or has another
 * API. A grant throws beyond the 2,000 assignments that an account takes.
 */
export class CosmosDbAccess extends CosmosDbScope implements ICosmosDbScope {
  /** The account. */
  public readonly account: IGrantScope;
  public readonly dataPath: string;

  /** @internal */
  public readonly _accountId: ResourceId;

  /** @internal */
  public readonly _path = "";

  /** @param id unique within the scope */
  constructor(scope: Construct, id: string, props: CosmosDbAccessProps) {
    super(scope, id, "CosmosDbAccessProps", props);
    const { account } = props;
    this.account = account;
    this._accountId =
      plannedId(account) ?? parseResourceId(this, "account", armIdOf(this, account), "cosmosDb");
    checkSubscription(this, "account", this._accountId, account.provider);
    const other = otherApiOf(account);
    if (other) throw cosmosDbApi(this, other);
    this.dataPath = this._accountId.id;
  }

  /**
   * One of the account's databases, by its name, as text or as a reference. Throws when the name breaks the
   * rules of Cosmos DB.
   */
  public database(name: string): ICosmosDbDatabase {
    checkArguments(this, "CosmosDbAccess.database", { name });
    return partOf(this, "database", name, (id) => new CosmosDbDatabase(this, id, `dbs/${name}`));
  }
}

/** A part of an account: a container, or a database that has containers. */
class CosmosDbPart extends CosmosDbScope {
  public readonly account: IGrantScope;
  public readonly dataPath: string;
  public readonly _accountId: ResourceId;
  public readonly _path: string;

  constructor(parent: CosmosDbScope, id: string, path: string) {
    super(parent, id);
    this.account = parent.account;
    this.dataPath = `${parent.dataPath}/${path}`;
    this._accountId = parent._accountId;
    this._path = `${parent._path}/${writtenText(this, path)}`;
  }
}

class CosmosDbDatabase extends CosmosDbPart implements ICosmosDbDatabase {
  public container(name: string): ICosmosDbScope {
    checkArguments(this, "CosmosDbAccess.database", { name });
    return partOf(this, "container", name, (id) => new CosmosDbPart(this, id, `colls/${name}`));
  }
}

/**
 * The id of an account of the program as its parts make it up: a plan knows them before there is an
 * account, and then tells a reviewer who gets which role where.
 */
function plannedId({ node, provider }: IGrantScope): ResourceId | undefined {
  const resource = node.scopes.at(-1) as Construct & WrittenAccount;
  const { terraformResourceType, name, resourceGroupName } = resource;
  if (terraformResourceType !== "azurerm_cosmosdb_account" || !name || !resourceGroupName) {
    return undefined;
  }
  const subscriptionId =
    azurermOf(resource, provider)?.subscriptionId ??
    CurrentClient.of(resource, provider).subscriptionId;
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroupName}/providers/${ARM_TYPES.COSMOS_DB_ACCOUNT}/${name}`;
  return { id, subscriptionId, resourceGroupName, name };
}

/** What makes an account one of another API than the one for NoSQL, where the program says it. */
function otherApiOf({ node }: IGrantScope): string | undefined {
  const { kindInput, capabilitiesInput } = node.scopes[node.scopes.length - 1] as WrittenAccount;
  if (kindInput && !Token.isUnresolved(kindInput) && kindInput !== "GlobalDocumentDB") {
    return `the kind ${kindInput}`;
  }
  const named = Array.isArray(capabilitiesInput) ? (capabilitiesInput as { name: string }[]) : [];
  const other = named.find(({ name }) => OTHER_APIS.includes(name));
  return other && `the capability ${other.name}`;
}
