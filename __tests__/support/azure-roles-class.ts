import table from "../../azure/roles.json";

const WIDTH = 100;

/** The class `AzureRoles` as the table of roles gives it; `npm run docs` writes it. */
export function azureRolesClass(): string {
  const constants = Object.entries(table.roles).map(([key, { name }]) => {
    const line = `  public static readonly ${key} = ROLES.${key}.name;`;
    const fitting = line.length <= WIDTH ? line : line.replace(" = ", " =\n    ");
    return `  /** The role "${name}". */\n${fitting}`;
  });
  return `// Generated from azure/roles.json by \`npm run docs\`.
import { ROLES } from "../../azure/roles";

/**
 * The names of Azure's built-in roles, for \`role\` of a grant. docs/services.md tells which of them lets a
 * workload use which service (https://learn.microsoft.com/azure/role-based-access-control/built-in-roles).
 */
export class AzureRoles {
${constants.join("\n\n")}

  private constructor() {}
}
`;
}
