import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { addonsPage } from "./addons-page";
import { apiTable } from "./api-table";
import { azureRolesClass } from "./azure-roles-class";
import { errorsPage } from "./errors-page";
import { rulesPage } from "./rules-page";
import { supportPage } from "./support-page";

const FILES = {
  "constructs/access/azure-roles.ts": azureRolesClass,
  "docs/addons.md": addonsPage,
  "docs/errors.md": errorsPage,
  "docs/rules.md": rulesPage,
  "docs/support.md": supportPage,
  "constructs/private/api.json": () => `${JSON.stringify(apiTable(), null, 2)}\n`,
};

for (const [name, content] of Object.entries(FILES)) {
  writeFileSync(join(__dirname, "..", "..", name), content());
}
