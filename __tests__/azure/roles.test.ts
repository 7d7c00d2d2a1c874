import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { findRole, hasFlag, includesRole, ROLES } from "../../azure/roles";
import table from "../../azure/roles.json";

const ROOT = join(__dirname, "..", "..");
const ALL = Object.values(ROLES);

test("every role has a name and a GUID of its own, and only flags that the table explains", () => {
  expect(ALL.length).toBeGreaterThan(250);
  expect(new Set(ALL.map(({ name }) => name.toLowerCase())).size).toBe(ALL.length);
  expect(new Set(ALL.map(({ id }) => id)).size).toBe(ALL.length);
  for (const { id, flags = [] } of ALL) {
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    for (const flag of flags) expect(table.flags[flag]).toMatch(/\S/);
  }
});

test("a role is found by its name in any case, its GUID and the id of its definition", () => {
  const { id } = ROLES.KEY_VAULT_SECRETS_USER;
  const definition = `/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/${id.toUpperCase()}`;
  for (const written of ["key vault secrets user", id, definition]) {
    expect(findRole(written)).toBe(ROLES.KEY_VAULT_SECRETS_USER);
  }
  for (const other of ["Key Vault Secrets", "", "/", "constructor"]) {
    expect(findRole(other)).toBeUndefined();
  }
});

test("flags say what a role leads to; a role that is not in the table has none", () => {
  expect(hasFlag("Key Vault Certificate User", "reads-secrets")).toBe(true);
  expect(hasFlag("Key Vault Reader", "reads-secrets")).toBe(false);
  expect(hasFlag("Owner", "assigns-roles")).toBe(true);
  expect(hasFlag("Orders Reader", "powerful")).toBe(false);
});

test.each([
  ["Key Vault Secrets Officer", "Key Vault Secrets User", true],
  ["Key Vault Secrets User", "Key Vault Secrets Officer", false],
  ["Owner", "reader", true],
  ["AcrPush", "AcrPull", true],
  ["Reader", "Reader", false],
  ["Owner", "Key Vault Secrets User", false],
  ["Orders Owner", "Reader", false],
])("%s includes %s: %s", (wider, narrower, included) => {
  expect(includesRole(wider, narrower)).toBe(included);
});

/** The texts that a source file writes as literals. */
function literals(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

test("no other code writes the name of a role, but for the samples of messages", () => {
  const files = ["app", "constructs", "cli/review", "cli/terraform"]
    .flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" }).map((name) =>
        join(ROOT, room, name),
      ),
    )
    .filter((file) => file.endsWith(".ts") && !file.endsWith("errors.ts"));
  const names = new Set(ALL.map(({ name }) => name.toLowerCase()));
  const phrases = ALL.map(({ name }) => name).filter((name) => name.includes(" "));
  const written = [...files, join(ROOT, "main.ts"), join(ROOT, "cli/cli.ts")].flatMap((file) =>
    literals(file)
      .filter(
        (text) => names.has(text.toLowerCase()) || phrases.some((name) => text.includes(name)),
      )
      .map((text) => `${file.slice(ROOT.length + 1)}: ${text}`),
  );
  expect(files.length).toBeGreaterThan(60);
  expect(written).toEqual([]);
});
