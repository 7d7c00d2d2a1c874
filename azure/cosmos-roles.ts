import { ARM_TYPES } from "./arm-types";
import type { Permissions } from "./permissions";

/** One of the data roles that every account of Cosmos DB for NoSQL has. Azure RBAC does not know them. */
export interface CosmosRole {
  readonly name: string;
  /** The last segment of the id of its definition, the same in every account. */
  readonly id: string;
  readonly permissions: readonly Permissions[];
}

const ACCOUNT = ARM_TYPES.COSMOS_DB_ACCOUNT;
const CONTAINERS = `${ACCOUNT}/sqlDatabases/containers`;

function role(name: string, id: string, ...dataActions: string[]): CosmosRole {
  const all = [`${ACCOUNT}/readMetadata`, ...dataActions];
  return {
    name,
    id: `00000000-0000-0000-0000-${id}`,
    permissions: [{ actions: [], notActions: [], dataActions: all, notDataActions: [] }],
  };
}

/** https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac#built-in-role-definitions */
export const COSMOS_ROLES = {
  DATA_READER: role(
    "Cosmos DB Built-in Data Reader",
    "000000000001",
    `${CONTAINERS}/items/read`,
    `${CONTAINERS}/executeQuery`,
    `${CONTAINERS}/readChangeFeed`,
  ),
  DATA_CONTRIBUTOR: role(
    "Cosmos DB Built-in Data Contributor",
    "000000000002",
    `${CONTAINERS}/*`,
    `${CONTAINERS}/items/*`,
  ),
} as const;

/** A built-in data role by its name or by the id of its definition: the GUID alone or the resource id. */
export function findCosmosRole(nameOrId: string): CosmosRole | undefined {
  const written = nameOrId.toLowerCase();
  const guid = written.split("/").pop();
  return Object.values(COSMOS_ROLES).find(
    ({ name, id }) => name.toLowerCase() === written || id === guid,
  );
}
