import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { FINDINGS } from "../../../cli/verify/finding-table";
import { takesVerify } from "../../../cli/verify/options";

const page = readFileSync(join(__dirname, "../../../docs/verify.md"), "utf8");

test("the page has every finding, how it is seen and how it is mended, and no other", () => {
  const [, table] = page.split("| Finding | How it is seen | Fix |\n| --- | --- | --- |\n");
  const rows = Object.entries(FINDINGS).map(
    ([id, { seen, fix }]) => `| \`${id}\` | ${seen} | ${fix} |`,
  );
  expect(table.trim().split("\n")).toEqual(rows);
});

test("the page has every option", () => {
  const { options } = takesVerify(new Command("verify"));
  const listed = [...page.matchAll(/^\| `(-[^`]*)`/gm)].map(([, flags]) => flags);
  const flags = options.map((one) => (one.long === "--format" ? "--format text" : one.flags));
  expect(listed.sort()).toEqual(flags.sort());
});

test("its roles let read all that is listed, and no role reads secrets", () => {
  // GIVEN
  const roles = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(
    ([, text]) =>
      parse(text) as { rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[] },
  );
  expect(roles).toHaveLength(3);

  // THEN
  const source = readFileSync(join(__dirname, "../../../cli/verify/gather/kubernetes.ts"), "utf8");
  const rules = roles.flatMap((role) => role.rules);
  const resources = rules.flatMap((rule) => rule.resources);
  for (const resource of resources.filter((one) => !one.includes("/"))) {
    expect(source).toContain(`"${resource.replace(/ .*/, "")}`);
  }
  expect(resources).not.toContain("secrets");
  expect(roles[0].rules.flatMap(({ verbs }) => verbs)).not.toContain("create");
});
