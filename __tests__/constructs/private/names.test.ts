import {
  accessCheckNameFrom,
  credentialNameFrom,
  dnsPrefixFrom,
  millisecondsOf,
  normalizeLocation,
} from "../../../constructs/private/names";
import { BOUNDS, follows, RULES, within } from "../../../constructs/private/rules";
import { POD_RULE_EXAMPLES } from "../../support/pod-rule-examples";

const GUID = "11111111-2222-3333-4444-555555555555";
const x = (length: number) => "x".repeat(length);

/** For each rule what follows it, its limits included, and what does not. */
const NAMES: Record<keyof typeof RULES, { good: string[]; bad: string[] }> = {
  subscriptionId: { good: [GUID, GUID.toUpperCase()], bad: ["", "my-subscription", `{${GUID}}`] },
  objectId: { good: [GUID], bad: ["", "me@example.com", `${GUID}0`] },
  tenantId: { good: [GUID], bad: ["", "contoso.onmicrosoft.com"] },
  clientId: { good: [GUID], bad: ["", "myIdentity"] },
  issuer: {
    good: ["https://eastus.oic.prod-aks.azure.com/a/b/", `https://${x(592)}`],
    bad: ["", "http://eastus.oic.prod-aks.azure.com/", "https://a b/", `https://${x(593)}`],
  },
  location: { good: ["eastus", "southafricanorth2"], bad: ["", "East US", "nowhere-land"] },
  resourceGroup: {
    good: ["a", "-_(rg).1", x(90)],
    bad: ["", "rg.", "a b", "résumé", x(91)],
  },
  cluster: { good: ["a", "A_b-1", x(63)], bad: ["", "-bad name-", "a-", "_a", "a.b", x(64)] },
  dnsPrefix: { good: ["a", "a-1", x(54)], bad: ["", "a_b", "-a", "a-", x(55)] },
  nodeResourceGroup: { good: ["nodes", x(80)], bad: ["", "nodes.", x(81)] },
  nodePool: { good: ["a", "pool1", x(12)], bad: ["", "Pool", "1pool", "a-b", x(13)] },
  windowsNodePool: { good: ["w", "win1", x(6)], bad: ["", "Win", "1win", x(7)] },
  zone: { good: ["1", "3"], bad: ["", "0", "eastus-1", "10"] },
  maxSurge: { good: ["1", "33%", "100%", "9999"], bad: ["", "0", "0%", "101%", "10 %", "-1"] },
  taint: {
    good: ["sku=gpu:NoSchedule", "a.b/c-d=:NoExecute", "k=v:PreferNoSchedule"],
    bad: ["", "sku:NoSchedule", "sku=gpu", "sku=gpu:Never", "-a=b:NoSchedule", "a=b c:NoExecute"],
  },
  cidr: {
    good: ["10.244.0.0/16", "0.0.0.0/0", "255.255.255.255/32"],
    bad: ["", "10.244.0.0", "10.244.0/16", "10.256.0.0/16", "10.0.0.0/33", "fd00::/8"],
  },
  ipRange: {
    good: ["203.0.113.7", "203.0.113.0/24"],
    bad: ["", "203.0.113", "vpn.example.com", "203.0.113.0/", "2001:db8::1"],
  },
  timeOfDay: { good: ["00:00", "23:59"], bad: ["", "25:99", "24:00", "2:00", "02:00:00"] },
  utcOffset: { good: ["+00:00", "-05:30", "+14:00"], bad: ["", "CET", "Z", "02:00", "+15:00"] },
  workspaceId: {
    good: [
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs`,
    ],
    bad: [
      "",
      "logs",
      `/subscriptions/${GUID}/resourceGroups/rg/providers/microsoft.operationalinsights/workspaces/logs`,
    ],
  },
  monitorWorkspaceId: {
    good: [`/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.Monitor/accounts/metrics`],
    bad: [
      "",
      "metrics",
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/logs`,
    ],
  },
  diskEncryptionSetId: {
    good: [
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.Compute/diskEncryptionSets/disks`,
    ],
    bad: [
      "",
      "disks",
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.Compute/disks/disks`,
    ],
  },
  adminUsername: { good: ["azureuser", "A-1_b"], bad: ["", "1st", "a b"] },
  identity: { good: ["abc", "1-_", x(128)], bad: ["", "ab", "a b!", "-ab", x(129)] },
  credential: { good: ["abc", "1-_", x(120)], bad: ["", "ab", "!!", "a.b", "_ab", x(121)] },
  audience: { good: ["api://AzureADTokenExchange", x(600)], bad: ["", "a b", "api://*", x(601)] },
  vault: { good: ["abc", "a-1", x(24)], bad: ["", "ab", "1--a-", "a--b", "1ab", "ab-", x(25)] },
  vaultUri: {
    good: ["https://orders.vault.azure.net/", "https://orders.vault.usgovcloudapi.net"],
    bad: [
      "",
      "http://orders.vault.azure.net/",
      "https://orders.vault.azure.net/secrets/a",
      "orders",
    ],
  },
  vaultObject: { good: ["a", "-", "my-secret", x(127)], bad: ["", "a_b", "a.b", x(128)] },
  cosmosDbObject: {
    good: ["a", "Orders 2026", "a.b_c-d", x(255)],
    bad: ["", "a/b", "a\\b", "a#b", "a?b", "orders ", x(256)],
  },
  cosmosDbRoleDefinitionId: {
    good: [
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.DocumentDB/databaseAccounts/shop/sqlRoleDefinitions/${GUID}`,
    ],
    bad: [
      "",
      GUID,
      "Cosmos DB Built-in Data Reader",
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.DocumentDB/databaseAccounts/shop`,
      `/subscriptions/${GUID}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`,
    ],
  },
  namespace: { good: ["default", "1", x(63)], bad: ["", "A", "a_b", "a.b", "-a", "a-", x(64)] },
  serviceAccount: {
    good: ["a", "a.b", "1-a.b-2", x(253)],
    bad: ["", "A", "a_b", "a..b", ".a", "a-.b", x(254)],
  },
  workload: { good: ["a", "a-1", x(63)], bad: ["", "A", "a.b", "-a", x(64)] },
  container: { good: ["oidc", x(63)], bad: ["", "my_app", "App", x(64)] },
  image: {
    good: [
      "ghcr.io/azure/azure-workload-identity/msal-go",
      "localhost:5000/app:1.0",
      `app@sha256:${"0".repeat(64)}`,
      `Registry.example.com/a_b/c__d/e-f.g:v1@sha256:${"f".repeat(64)}`,
    ],
    bad: [
      "",
      "my app",
      "/app",
      "App",
      "app:",
      "app@sha256:0",
      "https://registry/app",
      "a//b",
      "app:1:2",
    ],
  },
  kubernetesObject: { good: ["a", "a.b-c", x(253)], bad: ["", "A", "a_b", "-a", "a..b", x(254)] },
  valuePath: {
    good: ["podLabels", "server.podLabels", "a-b.c_d.0"],
    bad: ["", ".", "a.", "a..b", "a b", "podLabels.azure.workload.identity/use", "a[0]", "a\\.b"],
  },
  podPath: {
    good: ["template", "spec.jobTemplate.spec.template"],
    bad: ["", ".", "spec.", "spec/template", "spec.template[0]", "1.a"],
  },
  kubernetesKind: { good: ["Pod", "CronJob", "K8s"], bad: ["", "pod", "Cron Job", "Cron-Job"] },
  apiVersion: {
    good: ["v1", "apps/v1", "argoproj.io/v1alpha1", "batch/v1beta1"],
    bad: ["", "apps", "apps/", "/v1", "apps/1", "apps/v1/b", "Apps/v1"],
  },
  substitutionPrefix: { good: ["A", "_a1", "ORDERS"], bad: ["", "1A", "A-B", "a.b", "A B"] },
  secretKey: { good: ["tls.crt", "_a-B"], bad: ["", "a/b", "a b", "a=b"] },
  environmentVariable: { good: ["KEYVAULT_URL", "a.b-c"], bad: ["", "1ST", "A B", "A=B"] },
  labelKey: {
    good: ["app", "azure.workload.identity/use", "A_b.c-1", x(63), `${x(253)}/a`],
    bad: ["", "/a", "a b", "Example.com/a", "-a", x(64), `${x(254)}/a`],
  },
  labelValue: { good: ["", "true", "A_b.c-1", x(63)], bad: ["-", "a b", "a/b", x(64)] },
  tokenScope: {
    good: [
      "https://storage.azure.com/.default",
      "https://database.windows.net//.default",
      `api://${GUID}/.default`,
      `${GUID}/.default`,
    ],
    bad: ["", "/.default", "https://storage.azure.com", "https://storage.azure.com/ .default", "a"],
  },
  duration: { good: ["0s", "30s", "1.5m", "2h", "10ms"], bad: ["", "30", "1m30s", "-1s", "1 s"] },
  providerVersion: {
    good: ["4.81.0", "0.13.1", "10.0.20"],
    bad: ["", "4", "4.81", "v4.81.0", "4.81.0-beta1", "4.81.0.0", "04.81.0", "~> 4.81.0"],
  },
  terraformVariable: { good: ["a", "_a-1"], bad: ["", "1a", "a b", "a.b"] },
  roleName: { good: ["Key Vault Secrets User", "Owner"], bad: ["", " Owner", "/subscriptions/1"] },
  roleDefinitionId: {
    good: [`/subscriptions/${GUID}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`],
    bad: ["", GUID, `/providers/Microsoft.Authorization/roleDefinitions/${GUID}`, "Reader"],
  },
  scopeId: {
    good: [
      "/",
      `/subscriptions/${GUID}`,
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/a/secrets/b`,
      "/providers/Microsoft.Management/managementGroups/platform",
    ],
    bad: [
      "",
      "https://orders.blob.core.windows.net/data",
      "https://orders.vault.azure.net/secrets/a/1",
      "/subscriptions/dev",
      `/subscriptions/${GUID}/`,
      "/resourceGroups/rg",
      "rg",
    ],
  },
  condition: { good: ["@Resource[name] StringEquals 'a'"], bad: ["", "  "] },
  tagKey: {
    good: ["team", "cost center", x(512)],
    bad: ["", "a/b", "a<b", "a?", "50%", "a\\b", x(513)],
  },
  subnetId: {
    good: [
      `/subscriptions/${GUID.toUpperCase()}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/pods`,
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/pods`,
    ],
    bad: [
      "",
      "pods",
      `/subscriptions/${GUID}/resourcegroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/pods`,
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub`,
    ],
  },
  kubernetesVersion: {
    good: ["1.22", "1.33", "1.33.4", "1.100"],
    bad: ["", "1", "1.21", "1.9", "v1.33", "1.33.", "1.33.1.2", "latest", "2.0"],
  },
  vmSize: {
    good: ["Standard_D2s_v5", "Standard_E4-2s_v5"],
    bad: ["", "Standard D2s", " Standard_D2s_v5", "2cpu"],
  },
  sshPublicKey: {
    good: [
      `ssh-ed25519 ${"A".repeat(68)}`,
      `ssh-rsa ${"A".repeat(372)} ada@example.com\n`,
      `ssh-rsa ${"A".repeat(370)}==`,
    ],
    bad: [
      "",
      "k",
      "ssh-rsa AAAA",
      `ssh-dss ${"A".repeat(68)}`,
      "-----BEGIN OPENSSH PRIVATE KEY-----",
      `ssh-rsa ${"A".repeat(372)}\nssh-rsa ${"A".repeat(372)}`,
    ],
  },
  timestamp: {
    good: ["2030-01-01T00:00:00Z", "2032-02-29T23:59:59Z"],
    bad: [
      "",
      "2030-01-01",
      "tomorrow",
      "2030-01-01T00:00:00+02:00",
      "2030-13-01T00:00:00Z",
      "2030-02-30T00:00:00Z",
      "2030-04-31T00:00:00Z",
      "2030-01-01T24:00:00Z",
    ],
  },
  quantity: {
    good: ["100m", "0.5", "1", "128Mi", "1Gi", "1e3", ".5", "5."],
    bad: ["", "-1", "100 m", "1GB", "1gi", "Mi", "1.2.3"],
  },
  constructId: { good: ["cluster", "_a-1"], bad: ["", "team.a", "1a", "a b"] },
  ...POD_RULE_EXAMPLES,
};

describe.each(Object.entries(NAMES))("the rule for %s", (key, { good, bad }) => {
  const rule = RULES[key as keyof typeof RULES];
  test.each(good)("lets %j pass", (value) => expect(follows(rule, value)).toBe(true));
  test.each(bad)("refuses %j", (value) => expect(follows(rule, value)).toBe(false));
});

test.each(Object.entries(BOUNDS))("the bound for %s holds at both ends", (_key, bound) => {
  expect(within(bound, bound.min)).toBe(true);
  expect(within(bound, bound.max)).toBe(true);
  expect(within(bound, bound.min - 1)).toBe(false);
  expect(within(bound, bound.max + 1)).toBe(false);
  expect(within(bound, bound.min + 0.5)).toBe(false);
  expect(within(bound, NaN)).toBe(false);
});

test("every rule and bound says where it comes from", () => {
  for (const { source } of [...Object.values(RULES), ...Object.values(BOUNDS)]) {
    expect(source).toMatch(/^(https:\/\/|azurerm 4\.55: |time 0\.13: |cdktf 0\.21: )/);
  }
});

test("regions compare without spaces and capitals", () => {
  expect(normalizeLocation("West Europe")).toBe("westeurope");
});

test.each([
  ["aks", "aks"],
  ["my_aks", "my-aks"],
  [`${x(53)}_a`, x(53)],
  [x(63), x(54)],
])("the cluster name %s gives the DNS prefix %s", (name, prefix) => {
  expect(dnsPrefixFrom(name)).toBe(prefix);
  expect(follows(RULES.dnsPrefix, prefix)).toBe(true);
});

test("credential names hold cluster, namespace and service account, and differ when those do", () => {
  const origins: [string, string, string][] = [
    ["aks", "default", "orders"],
    ["aks", "a-b", "c"],
    ["aks", "a", "b-c"],
    ["aks", "a", "b.c"],
    ["my_aks", "a", "b"],
    [x(63), x(63), `${x(252)}y`],
    [x(63), x(63), x(253)],
  ];
  const names = origins.map((origin) => credentialNameFrom(...origin));
  expect(names.slice(0, 3)).toEqual(["aks_default_orders", "aks_a-b_c", "aks_a_b-c"]);
  expect(new Set(names).size).toBe(origins.length);
  for (const name of names) expect(follows(RULES.credential, name)).toBe(true);
});

test.each([
  ["orders", "orders-access-check"],
  [x(50), `${x(50)}-access-check`],
])("the service account %s gives the name %s to its access check", (account, name) => {
  expect(accessCheckNameFrom(account)).toBe(name);
});

test("the names of access checks differ when their service accounts do", () => {
  const accounts = ["a-b", "a.b", x(51), `${x(252)}y`, x(253), `${x(40)}-${x(20)}`];
  const names = accounts.map(accessCheckNameFrom);
  expect(new Set(names).size).toBe(accounts.length);
  for (const name of names) expect(follows(RULES.workload, name)).toBe(true);
});

test.each([
  ["0s", 0],
  ["250ms", 250],
  ["1.5m", 90_000],
  ["2h", 7_200_000],
])("the duration %s has %d milliseconds", (duration, milliseconds) => {
  expect(millisecondsOf(duration)).toBe(milliseconds);
});
