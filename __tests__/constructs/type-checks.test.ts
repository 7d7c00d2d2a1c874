import { tmpdir } from "node:os";
import { join } from "node:path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { ResourceGroup as AzurermGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { App, TerraformVariable, Token } from "cdktf";
import * as library from "../../constructs";
import * as api from "../../constructs/private/api.json";
import { apiTable } from "../support/api-table";
import { newCluster, newIdentity } from "../support/fixtures";
import { POD_EXAMPLES } from "../support/pod-examples";
import { messageOf, TestStack } from "../support/synth";
import { KINDS } from "./workload/support/kinds";

type Values = Record<string, unknown>;

const GUID = "11111111-2222-3333-4444-555555555555";
const BELOW = `/subscriptions/${GUID}/resourceGroups/rg/providers`;
const COSMOS_ACCOUNT = `${BELOW}/Microsoft.DocumentDB/databaseAccounts/shop`;
const STRUCTS: Record<string, Record<string, string>> = api.structs;
const CALLS: Record<string, Record<string, string>> = api.calls;

let stack: TestStack;
let made: Values;

beforeEach(() => {
  made = {};
  stack = new TestStack(new App({ stackTraces: false, outdir: "not-written" }), "test");
});

/** One object of each kind that props refer to, made when it is asked for. */
const OBJECTS: Record<string, () => unknown> = {
  App: () => new App({ stackTraces: false, outdir: join(tmpdir(), "type-checks") }),
  Construct: () => stack,
  TerraformProvider: () =>
    new AzurermProvider(stack, "other", { features: [{}], alias: "other", subscriptionId: GUID }),
  TerraformResource: () => new AzurermGroup(stack, "l1", { name: "l1", location: "eastus" }),
  TerraformElement: () =>
    new StorageAccount(stack, "storage", {
      name: "orders",
      resourceGroupName: "rg",
      location: "eastus",
      accountTier: "Standard",
      accountReplicationType: "LRS",
    }),
  ITerraformDependable: () =>
    new AzurermGroup(stack, "first", { name: "first", location: "eastus" }),
  IFederatedIdentity: () => federation("federated"),
  IKeyVaultAccess: () => vault(),
  IKeyVaultCertificate: () => vault().certificate("tls"),
  IKeyVaultKey: () => vault().key("signing"),
  IGrantScope: () => new AzurermGroup(stack, "target", { name: "target", location: "eastus" }),
  IGrantable: () => OBJECTS.IManagedIdentity(),
  IKeyVaultSecret: () => vault().secret("db-password"),
  IManagedIdentity: () => identity("granted"),
  IOidcIssuer: () => cluster(),
  IResourceGroup: () =>
    library.ResourceGroup.fromResourceGroupName(stack, "rg", { resourceGroupName: "rg" }),
  IWorkloadServiceAccount: () => {
    const trust = federation("accounts");
    return library.WorkloadServiceAccount.fromServiceAccountName(stack, "account", {
      identity: trust,
    });
  },
};

const vault = () =>
  (stack.node.tryFindChild("some-vault") as library.IKeyVaultAccess | undefined) ??
  library.KeyVaultAccess.fromVaultAttributes(stack, "some-vault", {
    vaultId: `${BELOW}/Microsoft.KeyVault/vaults/orders`,
    vaultUri: "https://orders.vault.azure.net/",
  });
const group = (name: string) =>
  new library.ResourceGroup(stack, name, { name, location: "eastus" });
const cluster = () =>
  new library.WorkloadIdentityCluster(stack, "clusters", {
    resourceGroup: group("clusters-group"),
    name: "aks",
  });
const federation = (serviceAccountName: string) =>
  new library.FederatedIdentity(stack, `federation-${serviceAccountName}`, {
    cluster: library.WorkloadIdentityCluster.fromClusterAttributes(stack, serviceAccountName, {
      oidcIssuerUrl: "https://oidc.example.com/",
      clusterName: "other",
    }),
    identity: identity(serviceAccountName),
    namespace: "shop",
    serviceAccountName,
  });
const identity = (name: string) =>
  new library.ManagedIdentity(stack, `identity-${name}`, {
    resourceGroup: group(`group-${name}`),
    name: `${name}-identity`,
  });

/** The objects whose methods are called. */
const INSTANCES: Record<string, () => unknown> = {
  Addon: () =>
    new library.Addon(stack, "addon", {
      addon: exampleOf("AddonPreset") as unknown as library.AddonPreset,
      cluster: cluster(),
      identity: identity("addon"),
    }),
  CosmosDbAccess: () =>
    new library.CosmosDbAccess(stack, "cosmos", {
      account: library.GrantScope.fromId(stack, "account", COSMOS_ACCOUNT),
    }),
  IdentityPool: () =>
    new library.IdentityPool(stack, "pool", {
      resourceGroup: group("group-pool"),
      names: ["some-name"],
    }),
  KeyVaultAccess: vault,
  ManagedIdentity: () => OBJECTS.IManagedIdentity(),
  WorkloadIdentityCluster: cluster,
  WorkloadServiceAccount: () => OBJECTS.IWorkloadServiceAccount(),
};

/** What each struct may hold: every property that can be set beside the others. */
const EXAMPLES: Record<string, Values> = {
  AddNodePoolOptions: {
    name: "apps",
    mode: "User",
    taints: ["sku=gpu:NoSchedule"],
    osType: "Linux",
    spot: undefined,
    gpuDriver: "Install",
  },
  AddonChart: {
    name: "dns",
    repository: "https://charts.example.com",
    version: "1.0.0",
  },
  AddonComponent: {
    name: "controller",
    serviceAccountName: "records",
    fixedName: false,
    optional: true,
    credentialName: "records",
    podLabels: ["podLabels"],
    podAnnotations: ["podAnnotations"],
    accountCreate: "serviceAccount.create",
    accountName: "serviceAccount.name",
    accountAnnotations: "serviceAccount.annotations",
  },
  AddonOptions: {
    federation: undefined,
    namespace: "dns",
    serviceAccountName: "records",
    components: ["controller"],
    createServiceAccounts: true,
    version: "1.21.1",
  },
  AddonPreset: {
    name: "dns",
    title: "DNS",
    namespace: "dns",
    fixedNamespace: false,
    extensionType: "microsoft.flux",
    clientIdValues: ["clientId"],
    tenantIdValues: ["tenantId"],
    values: { "provider.name": "azure" },
    switches: ["enabled"],
    application: false,
    sources: ["https://example.com"],
    notes: ["nothing"],
  },
  AddonScope: {
    name: "zone",
    description: "the zone",
    roles: ["Reader"],
    resourceType: "Microsoft.Network/dnsZones",
    optional: true,
  },
  AddonSnippet: { name: "some-name", description: "a file", text: "client: {{clientId}}" },
  ClusterAddOnOptions: {
    azurePolicy: true,
    imageCleanerIntervalHours: 48,
    secretRotationInterval: "2m",
    keda: true,
    verticalPodAutoscaler: true,
  },
  ApiServerOptions: {
    authorizedIpRanges: undefined,
    privateCluster: true,
    privateDnsZone: undefined,
    publicDns: true,
    runCommand: false,
  },
  AccessCheckProps: {
    tokenScope: undefined,
    name: "check",
    image: "registry.example.com/node:22",
    timeout: "5m",
    startTimeout: "5m",
    nodeSelector: { pool: "linux" },
    labels: { team: "shop" },
    annotations: { note: "x" },
    imagePullSecrets: ["registry"],
  },
  AnnotatedServiceAccountProps: { automountToken: true, tokenExpirationSeconds: 7200 },
  AttachOptions: { podPath: undefined, skipContainers: ["app"], rollOnIdentityChange: true },
  HelmValuePaths: {
    serviceAccount: "serviceAccount",
    createServiceAccount: false,
    podLabels: ["podLabels"],
    podAnnotations: ["podAnnotations"],
    clientId: ["clientId"],
    tenantId: ["tenantId"],
  },
  AzapiProviderProps: { subscriptionId: GUID, tenantId: GUID },
  ClusterAttributes: {
    oidcIssuerUrl: "https://oidc.example.com/",
    clusterName: "aks",
    resourceGroupName: "rg",
    location: "eastus",
    clusterId: `${BELOW}/Microsoft.ContainerService/managedClusters/aks`,
    nodeResourceGroup: "nodes",
    kubeletObjectId: GUID,
  },
  ClusterNameOptions: { clusterName: "aks", resourceGroupName: "rg" },
  ConnectOptions: { login: "certificate", kubelogin: undefined },
  EnableOnOptions: {
    clusterName: "aks",
    resourceGroupName: "rg",
    workloadIdentity: true,
    keepFederations: false,
  },
  EntraOptions: { adminGroupObjectIds: [GUID], azureRbac: true, tenantId: GUID },
  FederatedIdentityOptions: {
    serviceAccountName: "orders",
    namespace: "shop",
    credentialName: "orders",
    audience: "api://AzureADTokenExchange",
    propagationWait: "1m",
    usedBy: "external",
  },
  CosmosDbGrantOptions: { existing: false, propagationWait: "1m" },
  GrantOptions: {
    role: "Reader",
    roleDefinitionId: undefined,
    existing: false,
    condition: "@Resource[name] StringEquals 'a'",
    description: "reads",
    propagationWait: "1m",
  },
  IdentityAttributes: {
    identityId: `${BELOW}/Microsoft.ManagedIdentity/userAssignedIdentities/orders`,
    clientId: GUID,
    principalId: "21111111-2222-3333-4444-555555555555",
    tenantId: GUID,
  },
  IdentityIdOptions: {
    identityId: `${BELOW}/Microsoft.ManagedIdentity/userAssignedIdentities/orders`,
  },
  IdentityNameOptions: { identityName: "orders", resourceGroupName: "rg" },
  KeyVaultAccessProps: {
    name: "orders",
    location: "eastus",
    skuName: "standard",
    softDeleteRetentionDays: 90,
    purgeProtection: true,
    publicNetworkAccess: true,
    tags: { team: "shop" },
  },
  KeyVaultDeployerOptions: { grantDeployer: true, deployerPropagationWait: "1m" },
  KeyVaultNetworkRules: {
    defaultAction: "Deny",
    bypass: "None",
    ipRules: ["203.0.113.7"],
    virtualNetworkSubnetIds: [`${BELOW}/Microsoft.Network/virtualNetworks/hub/subnets/pods`],
  },
  IdentityPoolProps: { names: ["orders"], location: "eastus", tags: { team: "shop" } },
  KeyVaultSecretOptions: {
    value: undefined,
    variableName: "password",
    unsafeDefaultValue: "Hello!",
    version: 2,
    contentType: "text/plain",
    expirationDate: "2030-01-01T00:00:00Z",
    tags: { team: "shop" },
  },
  KubeloginOptions: {
    mode: "azurecli",
    environment: "AzurePublicCloud",
    tenantId: GUID,
    clientId: GUID,
  },
  ManagedIdentityProps: { name: "orders", location: "eastus", tags: { team: "shop" } },
  MaintenanceWindowOptions: {
    dayOfWeek: "Sunday",
    startTime: "02:00",
    durationHours: 4,
    utcOffset: "+01:00",
  },
  MonitoringOptions: {
    workspaceLocation: "eastus",
    diagnosticCategories: ["guard"],
    prometheusLocation: "eastus",
  },
  NetworkOptions: {
    dataPlane: "cilium",
    podCidr: "10.240.0.0/16",
    serviceCidr: "10.0.0.0/16",
    outboundType: "loadBalancer",
  },
  NodePoolBaseOptions: {
    vmSize: "Standard_D2s_v5",
    nodeCount: 3,
    minCount: undefined,
    maxCount: undefined,
    zones: ["1"],
    maxPods: 110,
    osSku: "Ubuntu",
    osDiskType: "Ephemeral",
    labels: { team: "shop" },
    hostEncryption: true,
    maxSurge: "33%",
    drainTimeoutInMinutes: 30,
    temporaryName: "temporary",
  },
  NodePoolOptions: { name: "system", onlyCriticalAddons: false },
  ProductionClusterOptions: {
    name: "aks",
    privateCluster: true,
    authorizedIpRanges: undefined,
    adminGroupObjectIds: [GUID],
  },
  PrincipalProps: { objectId: GUID, principalType: "User" },
  ProxySidecarOptions: { port: 8000 },
  ResourceGroupNameOptions: { resourceGroupName: "rg" },
  ResourceGroupProps: { name: "rg", location: "eastus", tags: { team: "shop" } },
  RenderedServiceAccountProps: {
    tokenExpirationSeconds: 7200,
    labels: { team: "shop" },
    annotations: { note: "x" },
  },
  SecretProviderClassProps: {
    name: "orders",
    certificatesWithPrivateKey: undefined,
    environment: "AzurePublicCloud",
  },
  SecretStoreProps: { name: "orders", environment: "AzurePublicCloud" },
  ServiceAccountNameProps: { automountToken: false, substitutionPrefix: "ORDERS" },
  SpotOptions: { evictionPolicy: "Delete", maxPrice: -1 },
  SyncedSecret: {
    name: "orders",
    keys: { password: "db-password" },
    type: "Opaque",
  },
  TriggerAuthenticationProps: { name: "orders" },
  SshOptions: {
    publicKey: `ssh-ed25519 ${"A".repeat(68)}`,
    adminUsername: "azureuser",
  },
  VaultAttributes: {
    vaultId: `${BELOW}/Microsoft.KeyVault/vaults/orders`,
    vaultUri: "https://orders.vault.azure.net/",
  },
  UpgradeOptions: { automaticUpgradeChannel: "patch", nodeOsUpgradeChannel: "NodeImage" },
  VaultIdOptions: { vaultId: `${BELOW}/Microsoft.KeyVault/vaults/orders` },
  VaultNameOptions: { vaultName: "orders", resourceGroupName: "rg" },
  WorkloadAspectProps: { matchLabels: { team: "shop" } },
  WorkloadIdentityClusterProps: {
    name: "aks",
    location: "eastus",
    dnsPrefix: "aks",
    kubernetesVersion: "1.33",
    nodeResourceGroup: "nodes",
    workloadIdentity: true,
    keepFederations: false,
    keepNetwork: false,
    localAccounts: true,
    skuTier: "Standard",
    costAnalysis: true,
    preventDestroy: false,
    tags: { team: "shop" },
  },
  WorkloadPatchOptions: {
    kind: "Deployment",
    name: "orders",
    apiVersion: "apps/v1",
    podPath: "spec.template",
    rollOnIdentityChange: false,
  },
  WorkloadServiceAccountProps: {
    createNamespace: true,
    namespaceLabels: { team: "shop" },
    labels: { team: "shop" },
    annotations: { note: "x" },
  },
  ...POD_EXAMPLES,
};

/** Arguments that are no struct and no object. */
const ARGUMENTS: Values = {
  id: "some-id",
  name: "some-name",
  version: "4.81.0",
  role: "Reader",
  resourceId: `/subscriptions/${GUID}`,
  roleDefinitionId: `${COSMOS_ACCOUNT}/sqlRoleDefinitions/${GUID}`,
  clusterId: `${BELOW}/Microsoft.ContainerService/managedClusters/aks`,
};

/** Structs that hold the properties of others: those of all that are examples of a part of it. */
function exampleOf(struct: string): Values {
  const properties = STRUCTS[struct];
  const known = Object.values(EXAMPLES).filter((example) =>
    Object.keys(example).every((key) => key in properties),
  );
  const example: Values = Object.assign({}, ...known, EXAMPLES[struct]);
  for (const [property, type] of Object.entries(properties)) {
    if (!(property in example)) example[property] = valueOf(type);
  }
  return example;
}

function valueOf(type: string, name = ""): unknown {
  const [, word] = /^(.*?)\??$/.exec(type) as RegExpExecArray;
  const [, kind, inner] = /^(list|map)<(.*)>$/.exec(word) ?? [];
  if (kind === "list") return [valueOf(inner)];
  if (kind === "map") return {};
  if (word in STRUCTS) return exampleOf(word);
  if (name === "workload") return KINDS.DeploymentV1.make(stack, "workload");
  if (word in OBJECTS) return (made[word] ??= OBJECTS[word]());
  if (name in ARGUMENTS) return ARGUMENTS[name];
  throw new Error(`no example of ${name}: ${type}`);
}

/** A call of the API with good arguments, which may be changed before. */
function prepare(call: string): { args: Values; run: (args: Values) => unknown } {
  const args = Object.fromEntries(
    Object.entries(CALLS[call]).map(([name, type]) => [name, valueOf(type, name)]),
  );
  const types = library as unknown as Record<
    string,
    Record<string, (...args: unknown[]) => unknown>
  >;
  if (call.startsWith("new ")) {
    const Type = types[call.slice(4)] as unknown as new (...args: unknown[]) => unknown;
    return { args, run: (given) => new Type(...Object.values(given)) };
  }
  const [type, method] = call.split(".");
  const target =
    method in types[type] ? types[type] : (INSTANCES[type]() as (typeof types)[string]);
  return { args, run: (given) => target[method](...Object.values(given)) };
}

/** Where in the arguments a value stands, and of what type it has to be. */
interface Spot {
  readonly path: readonly string[];
  readonly type: string;
  /** The structs around it that the arguments leave out. */
  readonly around: readonly { readonly path: readonly string[]; readonly example: Values }[];
}

function spotsIn(
  path: readonly string[],
  type: string,
  value: unknown,
  outer: Spot["around"] = [],
): Spot[] {
  const [, word] = /^(.*?)\??$/.exec(type) as RegExpExecArray;
  const [, kind, inner] = /^(list|map)<(.*)>$/.exec(word) ?? [];
  const here: Spot = { path, type, around: outer };
  if (word in STRUCTS) {
    const example = (value ?? exampleOf(word)) as Values;
    const around = value === undefined ? [...outer, { path, example }] : outer;
    return [
      here,
      ...Object.entries(STRUCTS[word]).flatMap(([name, expected]) =>
        spotsIn([...path, name], expected, example[name], around),
      ),
    ];
  }
  if (kind && value !== undefined) {
    const [key, item] = Object.entries(value as object)[0] ?? ["some", "value"];
    return [here, ...spotsIn([...path, key], inner, item, outer)];
  }
  return [here];
}

function badValuesFor(type: string): unknown[] {
  const [, word, optional] = /^(.*?)(\?)?$/.exec(type) as RegExpExecArray;
  const kind = word.startsWith("list<") ? "list" : word.startsWith("map<") ? "map" : word;
  const good: Record<string, (value: unknown) => boolean> = {
    string: (value) => typeof value === "string",
    number: (value) => typeof value === "number" && !Number.isNaN(value),
    boolean: (value) => typeof value === "boolean",
    list: Array.isArray,
    map: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  };
  const values = [null, 7, NaN, true, "text", [], new Date(0), ...(kind in STRUCTS ? [] : [{}])];
  const fits = good[kind] ?? (() => false);
  const isStruct = kind in STRUCTS || kind === "map";
  return [...values, ...(optional ? [] : [undefined])].filter(
    (value) => !fits(value) && !(isStruct && value instanceof Date),
  );
}

/** The arguments with another value at one spot; objects on the way are copied. */
function withValue(args: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  const copy = (Array.isArray(args) ? [...args] : { ...(args as object) }) as Values;
  copy[key] = rest.length === 0 ? value : withValue(copy[key] ?? {}, rest, value);
  return copy;
}

test("the table is what jsii says of the API; `npm run docs` writes it", () => {
  expect({ ...api, default: undefined }).toEqual({ ...apiTable(), default: undefined });
});

let tried = 0;
const refused = new Set<string>();

/** What cdktf calls, and no user. */
const OF_CDKTF = ["WorkloadAspect.visit"];

describe.each(Object.keys(CALLS).filter((call) => !OF_CDKTF.includes(call)))("%s", (call) => {
  test("takes what it asks for", () => {
    const { args, run } = prepare(call);
    expect(() => run(args)).not.toThrow();
  });

  test("refuses every value that is missing or of another type, and says which", () => {
    const { args, run } = prepare(call);
    const spots = Object.entries(CALLS[call]).flatMap(([name, type]) =>
      spotsIn([name], type, args[name]),
    );
    expect(spots.length).toBeGreaterThan(0);
    for (const { path, type, around } of spots) {
      const whole = around.reduce<unknown>(
        (filled, { path: place, example }) => withValue(filled, place, example),
        args,
      );
      for (const bad of badValuesFor(type)) {
        const changed = withValue(whole, path, bad) as Values;
        tried++;
        let error: unknown;
        try {
          if ("id" in changed && path[0] !== "id") changed.id = `try-${tried}`;
          run(changed);
        } catch (thrown) {
          error = thrown;
        }
        const where = `${call} ${path.join(".")} = ${String(bad)}`;
        expect({ where, name: (error as Error)?.name }).toEqual({
          where,
          name: "WorkloadIdentityError",
        });
        const { code, message } = error as library.WorkloadIdentityError;
        expect({ where, code }).toEqual({
          where,
          code: expect.stringMatching(/^(missing-value|wrong-type)$/),
        });
        expect(message).toContain(path.at(-1));
      }
    }
  });

  test("refuses a property that is none, at every depth, and says which", () => {
    const { args, run } = prepare(call);
    const spots = Object.entries(CALLS[call])
      .flatMap(([name, type]) => spotsIn([name], type, args[name]))
      .filter(({ type }) => type.replace("?", "") in STRUCTS);
    spots.forEach(({ path, around }, index) => {
      const whole = around.reduce<unknown>(
        (filled, { path: place, example }) => withValue(filled, place, example),
        args,
      );
      const changed = withValue(whole, [...path, "noSuchThing"], "some-value") as Values;
      if ("id" in changed) changed.id = `name-${index}`;
      const message = messageOf(() => run(changed));
      expect(message).toMatch(
        /^\[[^\]]+\] `[^`]*noSuchThing` is no property of \w+(, and .+ missing)?\.\n/,
      );
      expect(message).toContain(`  fix:     take \``);
      expect(message).not.toContain("some-value");
      refused.add(spots[index].type.replace("?", ""));
    });
  });
});

test("the walk above meets every struct that a program can give", () => {
  const returned = ["HelmConnection", "HelmExec"];
  const bases = ["KeyVaultDeployerOptions", "NodePoolBaseOptions"];
  const left = Object.keys(STRUCTS).filter((struct) => !refused.has(struct));
  expect(left.sort()).toEqual([...returned, ...bases].sort());
});

test("the walk above tries every property with every kind of value", () => {
  expect(tried).toBeGreaterThan(2500);
});

describe("an error of a wrong type", () => {
  test("says what to write instead of an id", () => {
    const role = { role: "Reader", scope: `/subscriptions/${GUID}` };
    expect(messageOf(() => newIdentity(stack).grant(role as unknown as library.GrantOptions))).toBe(
      [
        "[test/identity] `scope` is not an IGrantScope.",
        `  got:     "/subscriptions/${GUID}"`,
        "  allowed: an IGrantScope",
        "  fix:     give `scope` `GrantScope.fromId(scope, id, resourceId)`",
        "  code:    wrong-type",
      ].join("\n"),
    );
  });

  test("says that an environment variable may be unset", () => {
    const serviceAccountName = process.env.NO_SUCH_VARIABLE as string;
    expect(
      messageOf(() => newCluster(stack).addFederatedIdentity("orders", { serviceAccountName })),
    ).toBe(
      [
        "[test/cluster] `serviceAccountName` is missing: it is undefined, as an environment variable is that is not set.",
        "  allowed: text",
        "  fix:     give `serviceAccountName` such a value",
        "  code:    missing-value",
      ].join("\n"),
    );
  });

  test("tells null from what is left out", () => {
    const namespace = null as unknown as string;
    const options = { serviceAccountName: "orders", namespace };
    expect(messageOf(() => newCluster(stack).addFederatedIdentity("orders", options))).toBe(
      [
        "[test/cluster] `namespace` is not text.",
        "  got:     null",
        "  allowed: text",
        "  fix:     leave `namespace` out, or give `namespace` such a value",
        "  code:    wrong-type",
      ].join("\n"),
    );
  });

  test("names another construct by its class and path", () => {
    const identity = newIdentity(stack);
    const wrong = { identity } as unknown as library.WorkloadServiceAccountProps;
    expect(messageOf(() => new library.WorkloadServiceAccount(stack, "account", wrong))).toContain(
      '  got:     the ManagedIdentity at "test/identity"\n',
    );
  });

  test("shows what holds constructs, and what holds itself", () => {
    const named = (name: unknown, id = "group") =>
      messageOf(
        () => new library.ResourceGroup(stack, id, { name: name as string, location: "x" }),
      );
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(named({ in: stack })).toContain('  got:     {"in":"the TestStack at \\"test\\""}\n');
    expect(named(circle, "other")).toContain("  got:     [object Object]\n");
  });

  test("shows at most 200 characters of a value, and nothing of a private key", () => {
    const named = (name: unknown) =>
      messageOf(
        () => new library.ResourceGroup(stack, "group", { name: name as string, location: "x" }),
      );
    expect(named(["a".repeat(300)])).toContain(`got:     ["${"a".repeat(198)}… (304 characters)\n`);
    const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc";
    const message = messageOf(
      () => new library.ResourceGroup(stack, "g", { name: key, location: "x" }),
    );
    expect(message).toContain("  got:     a private key, which is not shown\n");
    expect(message).not.toContain("abc");
  });
});

describe("text in which Terraform would read a template", () => {
  test.each(["${var.name}", "a-${b", "%{if true}", "50%{"])("%s is refused", (text) => {
    const options = { serviceAccountName: "orders", audience: text };
    expect(messageOf(() => newCluster(stack).addFederatedIdentity("x", options))).toMatch(
      /which Terraform would read as the start of a template/,
    );
  });

  test("it is refused in names and values of maps too, and the escape is named", () => {
    const tags = { note: "costs ${amount}" };
    expect(
      messageOf(
        () => new library.ResourceGroup(stack, "g", { name: "rg", location: "eastus", tags }),
      ),
    ).toBe(
      [
        '[test/g] `tags["note"]` holds "${", which Terraform would read as the start of a template.',
        '  got:     "costs ${amount}"',
        "  allowed: text without templates; references come from attributes of constructs",
        '  fix:     write "$${" where the text itself is meant',
        "  code:    template-in-text",
      ].join("\n"),
    );
  });

  test("references and escapes are none", () => {
    const { stringValue } = new TerraformVariable(stack, "team", { type: "string" });
    for (const [id, note] of Object.entries({
      a: stringValue,
      b: `x-${stringValue}`,
      c: "$${x}",
    })) {
      const props = { name: id, location: "eastus", tags: { note } };
      expect(() => new library.ResourceGroup(stack, id, props)).not.toThrow();
    }
    expect(Token.isUnresolved(stringValue)).toBe(true);
  });
});
