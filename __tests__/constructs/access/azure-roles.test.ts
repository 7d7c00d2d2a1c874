import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROLES } from "../../../azure/roles";
import { AzureRoles } from "../../../constructs";
import { azureRolesClass } from "../../support/azure-roles-class";

const SOURCE = join(__dirname, "..", "..", "..", "constructs", "access", "azure-roles.ts");

test("the constants are those of the one table; `npm run docs` writes them", () => {
  expect(readFileSync(SOURCE, "utf8")).toBe(azureRolesClass());
});

test("every built-in role has a constant with its name, and no constant is anything else", () => {
  expect({ ...AzureRoles }).toEqual(
    Object.fromEntries(Object.entries(ROLES).map(([key, { name }]) => [key, name])),
  );
  expect(AzureRoles.STORAGE_BLOB_DATA_READER).toBe("Storage Blob Data Reader");
});
