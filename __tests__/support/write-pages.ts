import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { errorsPage } from "./errors-page";
import { rulesPage } from "./rules-page";

const PAGES = { "errors.md": errorsPage, "rules.md": rulesPage };

for (const [name, page] of Object.entries(PAGES)) {
  writeFileSync(join(__dirname, "..", "..", "docs", name), page());
}
