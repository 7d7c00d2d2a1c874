import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import Ajv from "ajv";
import schema from "../../../cli/schema/verify.schema.json";
import { withKubeconfig } from "../../../cli/verify/gather/kubeconfig";
import type { Report } from "../../../cli/verify/report";
import { tutorial } from "../../../main";
import { ARM_TOKEN, WORKLOAD_TOKEN } from "./support/arm-server";
import { Lab, SECRET, SIGNATURE } from "./support/lab";
import { SUBSCRIPTION, TENANT } from "./support/live";

const validate = new Ajv({ allErrors: true }).compile(schema);

jest.setTimeout(60_000);

let lab: Lab;

// GIVEN a cluster with one deployment, and an Azure in which all is well
beforeEach(async () => {
  lab = await Lab.start();
});

afterEach(() => lab.stop());

const FORMATS = ["text", "json", "md", "junit"];

test("a healthy cluster is one screen, and 0", async () => {
  const { status, stdout, stderr } = await lab.verify();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toBe(`shop: 1 workload: 1 works

WORKLOAD                ISSUER  WEBHOOK  ACCOUNT  IDENTITY  TRUST  POD  ROLES  VERDICT
deployment shop/orders  ok      ok       ok       ok        ok     ok   ok     works
`);
});

test("a run makes no token and changes nothing", async () => {
  await lab.verify();
  const verbs = lab.calls().map((call) => call.replace(/^.*?--request-timeout=60s /, ""));
  expect(verbs.filter((call) => !/^(get|config view|auth can-i|logs) /.test(call))).toEqual([
    "create --dry-run=server --validate=ignore --filename=- --output=json",
  ]);
  expect(lab.azure.seen.filter(({ form }) => "client_assertion" in form)).toEqual([]);
});

test("--no-dry-run and --no-logs do neither", async () => {
  await lab.verify("--no-dry-run", "--no-logs");
  expect(lab.calls().filter((call) => /create|logs/.test(call))).toEqual([]);
});

test.each(FORMATS)("nothing of a token, of a variable or of a log is in the %s", async (format) => {
  // GIVEN
  lab.cluster.logs = `[pod/orders-abc-1/main] AADSTS700024: ${SIGNATURE} ${SECRET}\n`;

  // WHEN
  const { stdout, stderr } = await lab.verify("--exchange", "--format", format);

  // THEN
  expect(lab.azure.seen.some(({ form }) => form.client_assertion?.endsWith(SIGNATURE))).toBe(true);
  expect(stdout).toContain("700024");
  for (const secret of [SIGNATURE, SECRET, ARM_TOKEN, WORKLOAD_TOKEN]) {
    expect(stdout + stderr + lab.calls().join("\n")).not.toContain(secret);
  }
});

test("--exchange asks Entra with a token of the account, for Azure's API", async () => {
  await lab.verify("--exchange");
  expect(lab.calls().filter((call) => call.includes("create token"))).toEqual([
    "--request-timeout=60s create token orders --namespace=shop --audience=api://AzureADTokenExchange --duration=10m",
  ]);
  expect(lab.azure.seen.filter(({ form }) => form.client_assertion)).toMatchObject([
    {
      form: {
        client_id: "c0000000-2222-4333-8444-555555555555",
        scope: `${lab.azure.origin()}/.default`,
      },
    },
  ]);
  // Whoever holds the answer is the workload: nothing is done with it.
  expect(
    lab.azure.seen.filter(({ authorization }) => authorization?.includes(WORKLOAD_TOKEN)),
  ).toEqual([]);
});

describe("who may read less", () => {
  test("nothing in Azure, where lists are empty and 200, sees what is unproven and accuses nobody", async () => {
    lab.azure.actions = [];
    const { status, stdout } = await lab.verify();
    expect(status).toBe(2);
    expect(stdout).toContain("shop.hcp.westeurope.azmk8s.io: 1 workload: 1 unproven\n");
    expect(stdout).not.toContain("FAIL");
    expect(stdout).toContain(
      `Azure: Microsoft.ManagedIdentity/userAssignedIdentities/read at /subscriptions/${SUBSCRIPTION}\n`,
    );
    expect((await lab.verify("--allow-unproven")).status).toBe(0);
  });

  test("nothing in Kubernetes sees no workload, and says so", async () => {
    lab.cluster.forbidden = [
      "serviceaccounts",
      "pods",
      "deployments",
      "statefulsets",
      "daemonsets",
      "jobs",
      "cronjobs",
      "namespaces",
      "events",
      "mutatingwebhookconfigurations",
    ];
    const { status, stdout } = await lab.verify();
    expect(status).toBe(2);
    expect(stdout).toBe(`shop: nothing that asks for an identity was seen

Could not see:
  Kubernetes: list serviceaccounts
  Kubernetes: list deployments, statefulsets, daemonsets, jobs, cronjobs
  Kubernetes: list pods
  a workload that asks for an identity
`);
  });

  test("names the right that is missing for a dry run and for an exchange", async () => {
    lab.cluster.forbidden = ["create pods", "serviceaccounts/token"];
    const { status, stdout } = await lab.verify("--exchange");
    expect(status).toBe(2);
    expect(stdout).toContain("Kubernetes: create pods in shop, for a dry run (or --no-dry-run)");
    expect(stdout).toContain("Kubernetes: create serviceaccounts/token of shop/orders");
  });

  test("reads a group with the right for it alone", async () => {
    lab.azure.once.push({
      path: /^\/subscriptions\/[^/]+\/providers\/Microsoft.Authorization\/permissions/,
      answer: { status: 200, body: { value: [] } },
    });
    lab.change("/federatedIdentityCredentials/orders", {
      subject: "system:serviceaccount:shop:cart",
    });
    const { stdout } = await lab.verify();
    expect(stdout).toContain("FAIL subject-differs");
  });

  test("is told of no login, and how to log in", async () => {
    const { status, stdout } = await lab.run({ AZURE_CLIENT_ID: "" }, "--no-out");
    expect(status).toBe(2);
    expect(stdout).toContain("Azure: a login (`az login`, or ARM_USE_OIDC");
  });
});

describe("what is broken", () => {
  beforeEach(() =>
    lab.change("/federatedIdentityCredentials/orders", {
      subject: "system:serviceaccount:shop:Orders",
    }),
  );

  test("exits with 1, with got, expected and the whole command", async () => {
    const { status, stdout } = await lab.verify();
    expect(status).toBe(1);
    expect(stdout).toContain(`
FAIL subject-capitals: the credential orders of id-orders has capitals in its subject
  got:      system:serviceaccount:shop:Orders
  expected: system:serviceaccount:shop:orders
  fix:      az identity federated-credential update --subscription ${SUBSCRIPTION} --resource-group shop --identity-name id-orders --name orders --issuer ${lab.azure.origin()}/issuer/ --subject system:serviceaccount:shop:orders --audiences api://AzureADTokenExchange
  of:       deployment shop/orders
`);
  });

  test("is JSON by the schema of the package", async () => {
    const { stdout } = await lab.verify("--format", "json");
    const report: unknown = JSON.parse(stdout);
    validate(report);
    expect(validate.errors).toBeNull();
    expect(report).toMatchObject({
      version: 1,
      cluster: "shop",
      verdict: "broken",
      workloads: [{ links: { trust: "broken" }, findings: [{ id: "subject-capitals" }] }],
    });
  });

  test("is the same JSON with --json", async () => {
    const { status, stdout } = await lab.verify("--json");
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: (await lab.verify("--format", "json")).stdout,
    });
  });

  test("is a failed test of JUnit, and what is unproven a skipped one", async () => {
    lab.cluster.forbidden = ["mutatingwebhookconfigurations", "create pods"];
    const { stdout } = await lab.verify("--format", "junit");
    expect(stdout).toContain(
      '  <testsuite name="deployment shop/orders" tests="7" failures="1" skipped="2">\n',
    );
    expect(stdout).toContain(
      'name="trust"><failure type="subject-capitals" message="the credential',
    );
    expect(stdout).toMatch(
      /name="webhook"><skipped message="[^"]*list mutatingwebhookconfigurations/,
    );
  });

  test("is a table for the summary of a run", async () => {
    const { stdout } = await lab.verify("--format", "md");
    expect(stdout).toContain(
      "| `deployment shop/orders` | ok | ok | ok | ok | FAIL | ok | ok | **broken** |",
    );
    expect(stdout).toContain("| **broken**<br>`subject-capitals` |");
    expect(stdout).toMatch(
      /`az identity federated-credential update [^`]* --audiences api:\/\/AzureADTokenExchange`/,
    );
  });
});

test("what needs no label is found where its API is there", async () => {
  // GIVEN a store, a SecretProviderClass and a trigger, each with the account that it goes by
  const groups = ["external-secrets.io", "secrets-store.csi.x-k8s.io", "keda.sh"];
  lab.cluster.raw["/apis"] = { groups: groups.map((name) => ({ name })) };
  const metadata = { namespace: "shop", name: "azure" };
  const clientID = "c0000000-2222-4333-8444-555555555555";
  const azurekv = {
    authType: "WorkloadIdentity",
    vaultUrl: "https://kv-shop.vault.azure.net",
    serviceAccountRef: { name: "orders" },
  };
  lab.cluster.items.secretstores = [
    { kind: "SecretStore", metadata, spec: { provider: { azurekv } } },
    {
      kind: "SecretStore",
      metadata: { ...metadata, name: "aws" },
      spec: { provider: { aws: {} } },
    },
  ];
  lab.cluster.items.secretproviderclasses = [
    {
      kind: "SecretProviderClass",
      metadata,
      spec: { provider: "azure", parameters: { clientID, keyvaultName: "kv-shop" } },
    },
  ];
  lab.cluster.items.triggerauthentications = [
    {
      kind: "TriggerAuthentication",
      metadata,
      spec: { podIdentity: { provider: "azure-workload", identityId: clientID } },
    },
  ];
  const csi = { volumeAttributes: { secretProviderClass: "azure" } };
  const template = (serviceAccountName: string, volumes: object[] = []) => ({
    template: { metadata: {}, spec: { serviceAccountName, containers: [], volumes } },
  });
  lab.cluster.items.statefulsets = [
    {
      kind: "StatefulSet",
      metadata: { namespace: "shop", name: "db" },
      spec: template("orders", [{ name: "v", csi }]),
    },
    {
      kind: "Deployment",
      metadata: { namespace: "keda", name: "keda-operator" },
      spec: template("keda"),
    },
  ];
  lab.cluster.items.serviceaccounts.push({
    kind: "ServiceAccount",
    metadata: { namespace: "keda", name: "keda" },
  });

  // WHEN
  const { stdout } = await lab.verify("--format", "json");

  // THEN: the token of KEDA's own account is exchanged, and the identity does not trust it
  const { workloads } = JSON.parse(stdout) as Report;
  const verdicts = workloads.map(({ workload, serviceAccount, verdict }) => [
    workload,
    serviceAccount,
    verdict,
  ]);
  expect(verdicts).toEqual([
    ["deployment shop/orders", "shop/orders", "works"],
    ["secretproviderclass shop/azure (orders)", "shop/orders", "works"],
    ["secretstore shop/azure", "shop/orders", "works"],
    ["statefulset shop/db", "shop/orders", "works"],
    ["triggerauthentication shop/azure", "keda/keda", "broken"],
  ]);
  expect(workloads.at(-1)?.findings).toMatchObject([{ id: "credential-missing" }]);
});

describe("--cluster", () => {
  const CLUSTER = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/shop`;

  test("fetches the kubeconfig for as long as it is used", async () => {
    // GIVEN
    const kubeconfigs = [{ name: "clusterUser", value: Buffer.from(SECRET).toString("base64") }];
    lab.azure.once.push({
      path: /listClusterUserCredential/,
      answer: { status: 200, body: { kubeconfigs } },
    });

    // THEN
    const { status, stdout, stderr } = await lab.verify("--cluster", CLUSTER);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).not.toContain(SECRET);
    const [, file] = /^--kubeconfig=(\S+) /.exec(lab.calls()[0]) ?? [];
    expect(existsSync(file)).toBe(false);
  });

  test("says whose right is missing where it cannot", async () => {
    lab.azure.forbidden = /listClusterUserCredential/;
    const { status, stderr } = await lab.verify("--cluster", CLUSTER);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `error: there is no kubeconfig of ${CLUSTER}.
  got:     no right to Microsoft.ContainerService/managedClusters/listClusterUserCredential/action
  fix:     log in as somebody who may fetch it, or name a context with --context or a file with --kubeconfig
`,
    });
  });

  test("says so where Azure gives no answer", async () => {
    const env = { ARM_METADATA_HOSTNAME: "localhost:59999" };
    await expect(withKubeconfig(env, CLUSTER, () => Promise.resolve())).rejects.toThrow(
      `there is no kubeconfig of ${CLUSTER}.
  got:     localhost gives no answer: ECONNREFUSED; HTTPS_PROXY counts with NODE_USE_ENV_PROXY=1, from Node.js 22.21 on
  fix:     log in as somebody who may fetch it, or name a context with --context or a file with --kubeconfig`,
    );
  });

  test("is only looked up where a context is named", async () => {
    expect((await lab.verify("--cluster", CLUSTER, "--context", "shop")).status).toBe(0);
    expect(lab.calls()[0]).toMatch(/^--context=shop --request-timeout/);
    expect(lab.azure.seen.some(({ path }) => path.includes("listClusterUserCredential"))).toBe(
      false,
    );
  });
});

test("a template that is refused is tried alone, for its own reason", async () => {
  // GIVEN
  lab.stop();
  lab = await Lab.start(3);
  lab.cluster.refusals = {
    "app-1": 'pods "wi-verify-1" is forbidden: violates PodSecurity "restricted:latest"',
  };

  // THEN
  const { status, stdout } = await lab.verify();
  expect(status).toBe(1);
  expect(stdout).toContain("3 workloads: 1 broken, 2 work");
  expect(stdout).toContain(
    'got:      pods the pod is forbidden: violates PodSecurity "restricted:latest"',
  );
});

test("lists are read to their last page, and again when Azure is busy", async () => {
  // GIVEN more identities than a page of the server holds
  lab.stop();
  lab = await Lab.start(5);
  const busy = { status: 429, body: {}, headers: { "retry-after": "1" } };
  lab.azure.once.push({ path: /federatedIdentityCredentials/, answer: busy });

  // THEN
  const { status, stdout } = await lab.verify();
  expect({ status, head: stdout.split("\n")[0] }).toEqual({
    status: 0,
    head: "shop: 5 workloads: 5 work",
  });
});

test("requests grow with identities, not with workloads", async () => {
  // GIVEN
  const asked = async (workloads: number, identities: number) => {
    const many = await Lab.start(workloads, identities);
    try {
      expect((await many.verify()).status).toBe(0);
      const lists = many.azure.seen.filter(({ path }) =>
        path.endsWith("/federatedIdentityCredentials?api-version=2023-01-31"),
      );
      return { lists: lists.length, calls: many.calls().length };
    } finally {
      many.stop();
    }
  };

  // THEN
  const few = await asked(2, 2);
  expect(few.lists).toBe(2);
  expect(await asked(12, 2)).toEqual(few);
});

describe("the login to Azure is", () => {
  const login = async (env: Record<string, string>) => (await lab.run(env, "--no-out")).status;
  const pipeline = (path: string) => `${lab.azure.origin()}/pipeline${path}`;

  test("the token of GitHub", async () => {
    const env = { ARM_USE_OIDC: "true", ACTIONS_ID_TOKEN_REQUEST_TOKEN: "bearer" };
    expect(await login({ ...env, ACTIONS_ID_TOKEN_REQUEST_URL: pipeline("?x=1") })).toBe(0);
    expect(lab.azure.seen.find(({ path }) => path.startsWith("/pipeline"))).toMatchObject({
      path: "/pipeline?x=1&audience=api://AzureADTokenExchange",
      authorization: "Bearer bearer",
    });
  });

  test("the token of Azure DevOps", async () => {
    const env = {
      ARM_USE_OIDC: "true",
      SYSTEM_ACCESSTOKEN: "bearer",
      SYSTEM_OIDCREQUESTURI: pipeline("/oidc"),
      ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID: "connection",
    };
    expect(await login(env)).toBe(0);
    expect(lab.azure.seen.find(({ path }) => path.startsWith("/pipeline"))).toMatchObject({
      path: "/pipeline/oidc?api-version=7.1&serviceConnectionId=connection",
    });
  });

  test.each(["AZURE", "ARM"])("a secret, by the variables of %s", async (prefix) => {
    const env = { AZURE_CLIENT_ID: "", AZURE_TENANT_ID: "" };
    const own = { CLIENT_ID: "own", TENANT_ID: TENANT, CLIENT_SECRET: "secret" };
    const named = Object.entries(own).map(([name, value]) => [`${prefix}_${name}`, value]);
    expect(await login({ ...env, ...Object.fromEntries(named) })).toBe(0);
    expect(lab.azure.seen.find(({ form }) => form.client_secret)?.form.client_id).toBe("own");
  });

  test("the token that ARM_OIDC_TOKEN is", async () => {
    expect(await login({ ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "assertion" })).toBe(0);
  });

  test("the token of the file that ARM_OIDC_TOKEN_FILE_PATH names", async () => {
    const file = join(lab.folder, "token");
    writeFileSync(file, "assertion\n");
    expect(await login({ ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: file })).toBe(0);
  });

  test("a federated token file", async () => {
    writeFileSync(join(lab.folder, "token"), "assertion\n");
    expect(await login({ AZURE_FEDERATED_TOKEN_FILE: join(lab.folder, "token") })).toBe(0);
  });

  test("az, where nothing else is set up", async () => {
    // GIVEN
    const bin = join(lab.folder, "bin");
    mkdirSync(bin);
    const answer = JSON.stringify({ accessToken: ARM_TOKEN, subscription: SUBSCRIPTION });
    writeFileSync(join(bin, "az"), `#!/bin/sh\necho "$*" > "${lab.folder}/az"\necho '${answer}'\n`);
    chmodSync(join(bin, "az"), 0o755);

    // THEN
    const PATH = `${bin}${delimiter}${process.env.PATH}`;
    expect(await login({ PATH, AZURE_SUBSCRIPTION_ID: "", AZURE_CLIENT_ID: "" })).toBe(0);
  });

  test("refused with Entra's code, and nothing is found", async () => {
    const { status, stdout, stderr } = await lab.run({ AZURE_CLIENT_SECRET: "wrong" }, "--no-out");
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: "",
      stderr: `error: the login to Azure was refused.
  got:     ${lab.azure.origin()}: AADSTS7000215
  fix:     correct the variables of the login, or take them away and log in with \`az login\`
`,
    });
  });
});

describe("with an app", () => {
  beforeEach(() => {
    // GIVEN the tutorial, whose cluster has the name of the one that is there
    const env = { CLUSTER_NAME: "shop", SUBSCRIPTION, RESOURCE_GROUP: "shop" };
    tutorial(env, { outdir: join(lab.folder, "cdktf.out") }).synth();
  });

  test("what the app has and the cluster has not is missing, with the address of Terraform", async () => {
    const { status, stdout } = await lab.run({ AZURE_CLIENT_SECRET: "secret" });
    expect(status).toBe(1);
    expect(stdout).toContain(
      "FAIL account-missing: there is no service account default/workload-identity-sa",
    );
    expect(stdout).toContain("written:  azurerm_federated_identity_credential.cluster_federation_");
    expect(stdout).toContain("deployment shop/orders");
  });

  test("of another cluster nothing is said", async () => {
    tutorial({ CLUSTER_NAME: "other" }, { outdir: join(lab.folder, "cdktf.out") }).synth();
    const { status, stderr } = await lab.run({ AZURE_CLIENT_SECRET: "secret" });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `error: the app has no cluster of this name: everything would be missing.
  got:     shop
  allowed: other
  fix:     name the right context with --context <name>, or leave the app out with --no-out
`,
    });
  });
});

describe("with an inventory", () => {
  const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop`;
  const account = (name: string) => `${GROUP}/providers/Microsoft.Storage/storageAccounts/${name}`;
  const principalId = "d0000000-2222-4333-8444-555555555555";

  beforeEach(() => {
    // GIVEN a grant of a plain app, whose subscription is in capitals or only in its environment
    const place = { stack: "azure", address: "azurerm_role_assignment.photos" };
    const unknown = { unknown: true };
    const role = "Storage Blob Data Reader";
    const identity = {
      ...place,
      name: "id-orders",
      id: unknown,
      subscription: SUBSCRIPTION.toUpperCase(),
      federations: [
        {
          ...place,
          cluster: unknown,
          clusterName: "shop",
          issuer: unknown,
          namespace: "shop",
          serviceAccount: "orders",
          subject: { value: "system:serviceaccount:shop:orders" },
          audience: { value: "api://AzureADTokenExchange" },
        },
      ],
      grants: [
        {
          ...place,
          role: { label: role, kind: "azure", name: { value: role } },
          scope: {
            label: "container photos of storage account shopdata",
            level: "child",
            subscription: unknown,
            resourceGroup: unknown,
            type: { value: "Microsoft.Storage/storageAccounts" },
            name: { value: "shopdata" },
            child: { value: "blobServices/default/containers/photos" },
          },
          condition: null,
        },
      ],
      workloads: [],
      secrets: [],
    };
    const clusters = [{ ...place, name: "shop", id: unknown }];
    const inventory = { version: 3, clusters, identities: [identity] };
    writeFileSync(join(lab.folder, "inventory.json"), JSON.stringify(inventory));
  });

  /** A role that the identity has, of which the definition is the GUID. */
  const give = (scope: string, role: string) =>
    lab.azure.objects.push({
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/photos`,
      name: "photos",
      properties: {
        scope,
        principalId,
        roleDefinitionId: `${GROUP}/providers/Microsoft.Authorization/roleDefinitions/${role}`,
      },
    });
  const READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";
  const look = async () => {
    const args = ["--inventory", "inventory.json", "--json"];
    const { status, stdout } = await lab.run({ AZURE_CLIENT_SECRET: "secret" }, ...args);
    const { workloads } = JSON.parse(stdout) as Report;
    const [{ links, findings, unseen }] = workloads;
    return { status, roles: links.roles, ids: findings.map(({ id }) => id), unseen };
  };

  test("a role at the storage account that Azure finds works", async () => {
    lab.azure.objects.push({ id: account("shopdata"), name: "shopdata", properties: {} });
    give(account("ShopData"), READER);
    expect(await look()).toEqual({ status: 0, roles: "works", ids: [], unseen: [] });
  });

  test("a role at another storage account is broken", async () => {
    lab.azure.objects.push({ id: account("shopdata"), name: "shopdata", properties: {} });
    give(account("other"), READER);
    expect(await look()).toEqual({ status: 1, roles: "broken", ids: ["role-missing"], unseen: [] });
  });

  test("a role is unproven where Azure finds no such account", async () => {
    give(account("shopdata"), READER);
    expect(await look()).toEqual({
      status: 2,
      roles: "unproven",
      ids: [],
      unseen: [
        "the subscription of container photos of storage account shopdata (azurerm_role_assignment.photos)",
        "the resource group of container photos of storage account shopdata (azurerm_role_assignment.photos)",
      ],
    });
  });

  test("a subscription in other capitals is read once", async () => {
    await look();
    const lists = lab.azure.seen.filter(({ path }) => path.includes("/userAssignedIdentities?"));
    expect(lists).toHaveLength(1);
  });
});

describe("what is wrong with the command", () => {
  test.each([
    [["--wait", "soon"], "It has to be such as 90s, 10m or 1h."],
    [["--cluster", "shop"], "It has to be the resource id"],
    [["--namespace", ""], "It is empty."],
    [["--format", "xml"], "Allowed choices are text, json, md, junit."],
  ])("is said of %j", async (args, text) => {
    const { status, stdout, stderr } = await lab.verify(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(text);
  });

  test("is a kubectl that is not there", async () => {
    const { status, stderr } = await lab.verify("--kubectl", "/nowhere/kubectl");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `error: kubectl cannot be run.
  got:     /nowhere/kubectl: ENOENT
  fix:     install kubectl, or name it with --kubectl <path>
`,
    });
  });

  test("is a cluster that does not answer", async () => {
    lab.cluster.unreachable = true;
    const { status, stderr } = await lab.verify();
    expect(status).toBe(2);
    expect(stderr).toContain("got:     kubectl config: Unable to connect to the server");
  });

  test("is an answer of kubectl that is no JSON, of which nothing is quoted", async () => {
    lab.cluster.garbled = `{ ${SECRET}`;
    const { status, stdout, stderr } = await lab.verify();
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("got:     kubectl get: an answer that is no JSON");
    expect(stderr).not.toContain("hunter2");
  });

  test.each([1, 2, 4])("is an inventory of version %i", async (version) => {
    const inventory = { version, clusters: [], identities: [] };
    writeFileSync(join(lab.folder, "file.json"), JSON.stringify(inventory));
    const { status, stderr } = await lab.verify("--inventory", "file.json");
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `error: "file.json" is not an inventory.
  got:     version ${version}
  allowed: what \`inventory\` of this release writes, of version 3
  fix:     write it anew with \`aks-workload-identity inventory\`
`,
    });
  });
});

test("runs in the folder of the project itself, and says that there is no kubectl", () => {
  const root = join(__dirname, "..", "..", "..");
  const bin = join(root, "cli", "bin", "aks-workload-identity.js");
  const args = [bin, "verify", "--no-out", "--kubectl", "/nowhere/kubectl"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `error: kubectl cannot be run.
  got:     /nowhere/kubectl: ENOENT
  fix:     install kubectl, or name it with --kubectl <path>
`,
  });
});
