import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { FINDINGS } from "../../../cli/verify/finding-table";
import { Kubectl } from "../../../cli/verify/gather/kubectl";
import { readKubernetes } from "../../../cli/verify/gather/kubernetes";
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

/** The kinds that a run of the tool lists, as `resource.group`. */
async function listedKinds(): Promise<string[]> {
  const groups = [
    { name: "external-secrets.io" },
    { name: "secrets-store.csi.x-k8s.io" },
    { name: "keda.sh" },
  ];
  const kinds: string[] = [];
  const kubectl = new Kubectl({});
  jest.spyOn(kubectl, "run").mockImplementation(([verb, what]) => {
    if (verb === "get" && what !== "--raw") kinds.push(...what.split(","));
    return Promise.resolve({ code: 0, stdout: JSON.stringify({ groups }), stderr: "" });
  });
  await readKubernetes(kubectl, []);
  return kinds;
}

test("its first role lets list what the tool lists, and nothing else; no role reads secrets", async () => {
  // GIVEN
  const roles = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(
    ([, text]) =>
      parse(text) as { rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[] },
  );
  expect(roles).toHaveLength(3);
  const [{ rules: reads }] = roles;

  // THEN
  const allowed = reads.flatMap(({ apiGroups: [group], resources }) =>
    resources.map((resource) => (group === "" ? resource : `${resource}.${group}`)),
  );
  expect(allowed.filter((kind) => kind !== "pods/log").sort()).toEqual(
    (await listedKinds()).sort(),
  );
  expect(reads.map(({ verbs }) => verbs)).toEqual(reads.map(() => ["get", "list"]));
  expect(roles.flatMap(({ rules }) => rules).flatMap(({ resources }) => resources)).not.toContain(
    "secrets",
  );
});
