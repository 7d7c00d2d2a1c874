import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  account,
  changed,
  cluster,
  created,
  credential,
  estate,
  grant,
  GROUP,
  idOf,
  OTHER_SUBSCRIPTION,
  type PlannedResource,
  planText,
  secret,
  stays,
  SUBSCRIPTION,
  VAULT,
  vault,
} from "../support/estate";
import { runCommand } from "../support/run";

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "approval-"));
});

afterAll(() => rmSync(directory, { recursive: true }));

const ROLE = "azurerm_role_assignment.x";
const elsewhere = (id: string) => id.replace(SUBSCRIPTION, OTHER_SUBSCRIPTION);
const write = (name: string, resources: readonly PlannedResource[], configuration = {}) => {
  const file = join(directory, name);
  writeFileSync(file, planText(resources, configuration));
  return file;
};
const run = (file: string, ...more: string[]) =>
  runCommand("review", "--no-out", "--plan", `shop=${file}`, ...more);
/** Holds one plan against the approved review of another. */
async function held(
  approvedPlan: readonly PlannedResource[],
  deployed: readonly PlannedResource[],
  configurations: readonly object[] = [{}, {}],
) {
  const [first, second] = configurations;
  const file = join(directory, "approved.json");
  const { stdout } = await run(write("first.json", approvedPlan, first), "--json");
  writeFileSync(file, stdout);
  const { status, stderr } = await run(write("second.json", deployed, second), "--expect", file);
  return { status, stderr, approved: stdout };
}

const role = (more: object, change = {}) =>
  created(ROLE, { ...grant("Key Vault Secrets User"), ...more }, change);
const KV = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`;
const custom = (...actions: string[]) => [
  stays("azurerm_role_definition.ops", { name: "ops", permissions: [{ actions }] }),
  created(ROLE, grant("ops")),
];
const admins = (...ids: string[]) =>
  changed(
    "azurerm_kubernetes_cluster.main",
    cluster(),
    cluster({
      azure_active_directory_role_based_access_control: [
        { admin_group_object_ids: ids, azure_rbac_enabled: true },
      ],
    }),
  );
const network = (...ip_rules: string[]) =>
  changed(
    "azurerm_key_vault.main",
    vault(),
    vault({ network_acls: [{ default_action: "Deny", bypass: "None", ip_rules }] }),
  );
const trusted = (group: string) =>
  created(
    "azurerm_federated_identity_credential.x",
    credential({ parent_id: idOf("admin", group), subject: "system:serviceaccount:shop:x" }),
  );
const hidden = (principal_id: string) =>
  role({ principal_id }, { after_sensitive: { principal_id: true } });
const annotated = (client: string) =>
  created("kubernetes_service_account_v1.x", account(client, "x"));

test.each<[string, PlannedResource[], PlannedResource[], string]>([
  [
    "a vault in another subscription",
    [role({ scope: KV })],
    [role({ scope: elsewhere(KV) })],
    "scope",
  ],
  [
    "a group in another subscription",
    [role({ scope: GROUP })],
    [role({ scope: elsewhere(GROUP) })],
    "scope",
  ],
  ["an identity in another group", [trusted(GROUP)], [trusted(`${GROUP}-2`)], "parent_id"],
  ["a custom role that permits more", custom("a/read"), custom("a/read", "b/write"), "b/write"],
  ["another sensitive principal", [hidden("one")], [hidden("two")], "principal_id"],
  ["another group of administrators", [admins("one")], [admins("two")], "admin_group_object_ids"],
  ["other networks", [network("192.0.2.0/24")], [network("198.51.100.0/24")], "ip_rules"],
  ["another client id", [annotated("one")], [annotated("two")], "client-id"],
])("%s is a difference", async (_what, first, second, said) => {
  const { status, stderr } = await held(estate(...first), estate(...second));
  expect(status).toBe(1);
  expect(stderr).toMatch(new RegExp(`^not approved: .*${said}`, "m"));
  expect(stderr).toMatch(/^approved, but not planned: /m);
});

test("another vault that is not known yet is a difference", async () => {
  const later = role({ scope: undefined }, { after_unknown: { scope: true } });
  const at = (vaultName: string) => ({
    root_module: {
      resources: [
        {
          address: ROLE,
          mode: "managed",
          type: "azurerm_role_assignment",
          name: "x",
          expressions: { scope: { references: [`azurerm_key_vault.${vaultName}.id`] } },
        },
      ],
    },
  });
  const same = await held(estate(later), estate(later), [at("new"), at("new")]);
  expect(same).toMatchObject({ status: 0, stderr: "" });
  const { status, stderr } = await held(estate(later), estate(later), [at("new"), at("other")]);
  expect(status).toBe(1);
  expect(stderr).toContain(
    `not approved: action: create ${ROLE} in shop: scope {"references":["azurerm_key_vault.other.id"],"unknown":true}`,
  );
});

test.each<[string, PlannedResource[], PlannedResource[]]>([
  [
    "the order of a list",
    [network("10.0.0.0/8", "172.16.0.0/12")],
    [network("172.16.0.0/12", "10.0.0.0/8")],
  ],
  ["an attribute that decides nothing", [role({})], [role({ description: "x" })]],
  ["an id that stays unknown", [role({}, { after_unknown: { id: true } })], [role({})]],
  ["the same sensitive principal", [hidden("one")], [hidden("one")]],
  [
    "what a secret holds",
    [created("azurerm_key_vault_secret.s", secret("s", { value: "one" }))],
    [created("azurerm_key_vault_secret.s", secret("s", { value: "two" }))],
  ],
])("%s is none", async (_what, first, second) => {
  expect(await held(estate(...first), estate(...second))).toMatchObject({
    status: 0,
    stderr: "",
  });
});

test("the review has ids, permissions and digests, and never what is sensitive", async () => {
  const { approved: text } = await held(
    estate(
      hidden("s3nsitive"),
      created("azurerm_key_vault_secret.s", secret("s", { value: "v4lue" })),
    ),
    estate(),
  );
  const sha = createHash("sha256").update('"s3nsitive"').digest("hex");
  const { version, actions, accessChanges } = JSON.parse(text);
  expect(version).toBe(3);
  expect(actions).toEqual([
    {
      stack: "shop",
      address: ROLE,
      action: "create",
      values: {
        principal_id: { sensitive: true, digest: `sha256:${sha}` },
        role_definition_name: "Key Vault Secrets User",
        scope: VAULT,
      },
    },
    {
      stack: "shop",
      address: "azurerm_key_vault_secret.s",
      action: "create",
      values: { key_vault_id: VAULT, name: "s" },
    },
  ]);
  expect(accessChanges[0].exactly).toEqual({
    after: {
      principal: { sensitive: true, digest: `sha256:${sha}` },
      role: "Key Vault Secrets User",
      scope: VAULT,
    },
  });
  expect(text).not.toMatch(/s3nsitive|v4lue/);
  expect(text).not.toContain(createHash("sha256").update('"v4lue"').digest("hex"));
});

test.each([1, 2])("a review of version %d is refused, and what to do is said", async (version) => {
  const file = join(directory, "old.json");
  writeFileSync(file, JSON.stringify({ version, risks: [], actions: [], accessChanges: [] }));
  const { status, stdout, stderr } = await run(write("p.json", estate()), "--expect", file);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.replace(directory, "")).toBe(
    'error: "/old.json" is a review of another version of this package.\n' +
      "  got:     another set of fields than is compared now\n" +
      "  allowed: what `review --json` of this version wrote\n" +
      "  fix:     review the approved plans again with this version, and approve that: in a pull request, run its pipeline again\n",
  );
});

test.each([
  '{"version":3,"risks":[null],"actions":[],"accessChanges":[]}',
  '{"version":3,"risks":[{}],"actions":[],"accessChanges":[]}',
  '{"version":3,"risks":[{"findings":[1]}],"actions":[],"accessChanges":[]}',
  '{"version":3,"risks":[],"actions":{},"accessChanges":[]}',
  '{"risks":[],"actions":[],"accessChanges":[]}',
  "null",
])("%s is no review", async (text) => {
  const file = join(directory, "odd.json");
  writeFileSync(file, text);
  const { status, stderr } = await run(write("p.json", estate()), "--expect", file);
  expect(status).toBe(2);
  expect(stderr).toContain("is not a review.");
});
