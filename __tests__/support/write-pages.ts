import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rulesPage } from "./rules-page";

const PAGES = { "rules.md": rulesPage };

for (const [name, page] of Object.entries(PAGES)) {
  writeFileSync(join(__dirname, "..", "..", "docs", name), page());
}
