import type { Construct } from "constructs";
import {
  Grant,
  KeyVaultAccess,
  ManagedIdentity,
  ResourceGroup,
  WorkloadDeployment,
  WorkloadIdentityCluster,
} from "../../../constructs";
import { type Rule, RULES } from "../../../constructs/private/rules";
import {
  distance,
  misspeltRegion,
  misspeltRole,
  namesNear,
  nearMiss,
} from "../../../constructs/private/suggestions";
import { newCluster, newGroup, newServiceAccount } from "../../support/fixtures";
import { messageOf, resources, synth } from "../../support/synth";

const KUBERNETES = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/";
const KEY_VAULT =
  "https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates";
const LABEL = '1 to 63 lower-case letters, digits or "-", first and last a letter or digit';

function federate(scope: Construct, namespace: string, serviceAccountName: string): void {
  newCluster(scope).addFederatedIdentity("federation", { namespace, serviceAccountName });
}

function deploy(scope: Construct, name: string, container: string): void {
  new WorkloadDeployment(scope, "workload", {
    serviceAccount: newServiceAccount(scope),
    name,
    containers: [{ name: container, image: "app:1.0" }],
  });
}

function newVault(scope: Construct, name: string): KeyVaultAccess {
  return new KeyVaultAccess(scope, "vault", { resourceGroup: newGroup(scope), name });
}

function grant(scope: Construct, role: string): void {
  const group = newGroup(scope);
  const identity = new ManagedIdentity(scope, "identity", { resourceGroup: group, name: "orders" });
  Grant.of(identity, { role, scope: group });
}

/** What somebody wrote, and the message about it, line by line. */
const SLIPS: [string, (scope: Construct) => void, string[]][] = [
  [
    "capitals in a namespace",
    (scope) => federate(scope, "Shop", "orders"),
    [
      "[test/cluster/federation] `namespace` is not a valid Kubernetes namespace.",
      '  got:     "Shop"',
      `  allowed: ${LABEL}`,
      `  fix:     change \`namespace\` to "shop" (rule: ${KUBERNETES})`,
      "  code:    invalid-name",
    ],
  ],
  [
    "an underscore in a namespace",
    (scope) => federate(scope, "my_Shop", "orders"),
    [
      "[test/cluster/federation] `namespace` is not a valid Kubernetes namespace.",
      '  got:     "my_Shop"',
      `  allowed: ${LABEL}`,
      `  fix:     change \`namespace\` to "my-shop" (rule: ${KUBERNETES})`,
      "  code:    invalid-name",
    ],
  ],
  [
    "capitals in a service account",
    (scope) => federate(scope, "shop", "Orders"),
    [
      "[test/cluster/federation] `serviceAccountName` is not a valid service account name.",
      '  got:     "Orders"',
      '  allowed: 1 to 253 lower-case letters, digits, "-" or ".", each part first and last a letter or digit',
      `  fix:     change \`serviceAccountName\` to "orders" (rule: ${KUBERNETES})`,
      "  code:    invalid-name",
    ],
  ],
  [
    "capitals in a workload",
    (scope) => deploy(scope, "Orders", "app"),
    [
      "[test/workload] `name` is not a valid workload name.",
      '  got:     "Orders"',
      `  allowed: ${LABEL}`,
      `  fix:     change \`name\` to "orders" (rule: ${KUBERNETES} (it is also the value of a label))`,
      "  code:    invalid-name",
    ],
  ],
  [
    "capitals in a container",
    (scope) => deploy(scope, "orders", "App"),
    [
      "[test/workload] `containers[0].name` is not a valid container name.",
      '  got:     "App"',
      `  allowed: ${LABEL}`,
      `  fix:     change \`containers[0].name\` to "app" (rule: ${KUBERNETES})`,
      "  code:    invalid-name",
    ],
  ],
  [
    "an underscore in a vault",
    (scope) => newVault(scope, "my_Vault"),
    [
      "[test/vault] `name` is not a valid Key Vault name.",
      '  got:     "my_Vault"',
      '  allowed: 3 to 24 letters, digits or "-", first a letter, last a letter or digit, without "--"',
      `  fix:     change \`name\` to "my-Vault" (rule: ${KEY_VAULT})`,
      "  code:    invalid-name",
    ],
  ],
  [
    "an underscore in a secret",
    (scope) => newVault(scope, "orders").addSecret("my_secret"),
    [
      "[test/vault] `secret name` is not a valid name of a Key Vault secret, key or certificate.",
      '  got:     "my_secret"',
      '  allowed: 1 to 127 letters, digits or "-"',
      `  fix:     change \`secret name\` to "my-secret" (rule: ${KEY_VAULT})`,
      "  code:    invalid-name",
    ],
  ],
  [
    "a hyphen in a region",
    (scope) => new ResourceGroup(scope, "group", { name: "rg", location: "East-US" }),
    [
      "[test/group] `location` is not a valid Azure region.",
      '  got:     "east-us"',
      '  allowed: a region name such as "eastus" or "East US"',
      '  fix:     change `location` to "eastus" (rule: https://learn.microsoft.com/azure/reliability/regions-list)',
      "  code:    invalid-name",
    ],
  ],
  [
    "an underscore in a DNS prefix",
    (scope) =>
      new WorkloadIdentityCluster(scope, "cluster", {
        resourceGroup: newGroup(scope),
        name: "aks",
        dnsPrefix: "my_aks",
      }),
    [
      "[test/cluster] `dnsPrefix` is not a valid DNS prefix.",
      '  got:     "my_aks"',
      '  allowed: 1 to 54 letters, digits or "-", first and last a letter or digit',
      '  fix:     change `dnsPrefix` to "my-aks" (rule: azurerm 4.55: azurerm_kubernetes_cluster.dns_prefix)',
      "  code:    invalid-name",
    ],
  ],
];

test.each(SLIPS)("the message about %s says what to write", (_slip, build, lines) => {
  expect(messageOf(() => synth(build))).toBe(lines.join("\n"));
});

test.each<[Rule, string]>([
  [RULES.namespace, "a.b"],
  [RULES.namespace, "-"],
  [RULES.vault, "1--a-"],
  [RULES.vault, "ab"],
  [RULES.issuer, "HTTPS://eastus.oic.prod-aks.azure.com/a/b/"],
  [RULES.identity, "a b!"],
])("where the slip is not plain, nothing is suggested: $noun", (rule, text) => {
  expect(nearMiss(rule, text)).toBeUndefined();
});

test("white space around a value, as command lines leave it, is no part of it", () => {
  expect(nearMiss(RULES.issuer, "https://a/b/\n")).toBe("https://a/b/");
});

test("fails when a role is a letter away from a built-in one", () => {
  expect(messageOf(() => synth((scope) => grant(scope, "Key Vault Secret User")))).toBe(
    [
      "[test/identity/key-vault-secret-user-on-group] `role` looks like a misspelt built-in role.",
      '  got:     "Key Vault Secret User"',
      '  allowed: the name of an Azure role, such as "Key Vault Secrets User"',
      '  fix:     change `role` to "Key Vault Secrets User" (rule: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles), or give the id of a custom role as `roleDefinitionId`',
      "  code:    misspelt-role-name",
    ].join("\n"),
  );
});

test.each([
  "Key Vault Secrets User",
  "Key Vault Auditor of Ours",
  "key vault secrets user",
  "Owner",
])("the role %s is nobody's misspelling", (role) => {
  expect(misspeltRole(role)).toBeUndefined();
  const stack = synth((scope) => grant(scope, role));
  expect(resources(stack, "azurerm_role_assignment")).toEqual([
    expect.objectContaining({ role_definition_name: role }),
  ]);
});

test.each([
  ["Key Vault Certificates User", "Key Vault Certificate User"],
  ["Key Vaults Secrets Users", "Key Vault Secrets User"],
  ["KeyVault Crypto Officer", "Key Vault Crypto Officer"],
  ["Key Vault Sacrets Usar", "Key Vault Secrets User"],
  ["Key Vaolt Sacrets Usar", undefined],
  ["Cntributer", "Contributor"],
  ["Contribut", undefined],
  ["Ownr", "Owner"],
  ["Onr", undefined],
])("the role %s was meant to be %s", (role, meant) => {
  expect(misspeltRole(role)).toBe(meant);
});

test.each([
  ["", "", 0],
  ["", "abc", 3],
  ["abc", "", 3],
  ["abc", "abd", 1],
  ["abc", "bc", 1],
  ["abc", "xabcx", 2],
  ["ab", "ba", 2],
])("from %j to %j it takes %i changes", (a, b, changes) => {
  expect(distance(a, b)).toBe(changes);
});

test.each([
  ["westeurop", "westeurope"],
  ["eatsus", "eastus"],
  ["germanywestcentra", "germanywestcentral"],
  ["usgovvirgina", "usgovvirginia"],
  ["wsteurop", "westeurope"],
  ["wsterop", undefined],
  ["eastus3", undefined],
  ["newregion", undefined],
])("the region %s was meant to be %s", (region, meant) => {
  expect(misspeltRegion(region)).toBe(meant);
});

describe("a property is likely meant where at most a quarter of its letters are wrong, and at least one may be", () => {
  test.each([
    ["enf", "env", true],
    ["ewf", "env", false],
    ["lacatian", "location", true],
    ["lacatiam", "location", false],
    ["propagetienWeit", "propagationWait", true],
    ["prapagetienWeit", "propagationWait", false],
    ["Location", "location", true],
    ["waitPropagation", "propagationWait", true],
    ["resourceGroupNames", "resourceGroupName", true],
    ["group", "resourceGroup", true],
  ])("%s for %s: %s", (written, name, meant) => {
    expect(namesNear(written, [name]).meant).toBe(meant ? name : undefined);
  });
});
