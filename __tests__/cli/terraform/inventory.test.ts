import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { App, TerraformStack } from "cdktf";
import { type Inventory, inventoryOf } from "../../../cli/terraform/inventory/inventory";
import { known } from "../../../cli/terraform/model/fact";
import { readApp } from "../../../cli/terraform/read/options";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import schema from "../../../cli/schema/inventory.schema.json";
import {
  KeyVaultAccess,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { tutorial } from "../../../main";
import { newCluster, newGroup } from "../../support/fixtures";
import { TestStack } from "../../support/synth";

let outdir: string;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "synth-"));
});

afterEach(() => rmSync(outdir, { recursive: true }));

function inventory(folder = outdir): Inventory {
  return inventoryOf(readApp(folder));
}

const validate = new Ajv({ allErrors: true }).compile(schema);

test("the tutorial's inventory tells who becomes whom and reads what", () => {
  // WHEN
  tutorial({ KEYVAULT_NAME: "orders-vault" }, { outdir }).synth();

  // THEN
  const { identities, otherGrants, untrusted, unseen } = inventory();
  expect(identities).toEqual([
    {
      name: "myIdentity",
      id: { unknown: true },
      stack: "azure",
      address: "azurerm_user_assigned_identity.identity",
      resourceGroup: "myResourceGroup",
      federations: [
        {
          stack: "azure",
          address: "azurerm_federated_identity_credential.cluster_federation_428FEDD9",
          cluster: { unknown: true },
          clusterName: "myAKSCluster",
          issuer: { unknown: true },
          namespace: "default",
          serviceAccount: "workload-identity-sa",
          subject: known("system:serviceaccount:default:workload-identity-sa"),
          audience: known("api://AzureADTokenExchange"),
        },
      ],
      grants: [
        {
          stack: "azure",
          address: "azurerm_role_assignment.identity_key-vault-secrets-user-on-vault_F8B0D444",
          role: {
            label: "Key Vault Secrets User",
            kind: "azure",
            name: known("Key Vault Secrets User"),
          },
          scope: {
            label: "vault orders-vault",
            level: "resource",
            subscription: { unknown: true },
            resourceGroup: known("myResourceGroup"),
            type: known("Microsoft.KeyVault/vaults"),
            name: known("orders-vault"),
          },
          condition: null,
        },
      ],
      workloads: [
        {
          address: "kubernetes_job_v1.access-check",
          serviceAccount: known("default/workload-identity-sa"),
          stack: "kubernetes",
          workload: "job default/workload-identity-sa-access-check",
        },
        {
          stack: "kubernetes",
          address: "kubernetes_pod_v1.sample-workload",
          workload: "pod default/sample-workload-identity-key-vault",
          serviceAccount: known("default/workload-identity-sa"),
        },
      ],
      secrets: ["my-secret of vault orders-vault"],
    },
  ]);
  expect(otherGrants).toMatchObject([
    { principal: "whoever runs Terraform", role: { label: "Key Vault Secrets Officer" } },
  ]);
  expect(untrusted).toEqual([]);
  expect(unseen).toEqual([]);
});

test("it says where clusters, identities and roles are, as far as the stacks tell", () => {
  // GIVEN
  const SUBSCRIPTION = "11111111-2222-4333-8444-555555555555";

  // WHEN
  tutorial({ SUBSCRIPTION, RESOURCE_GROUP: "shop" }, { outdir }).synth();

  // THEN: the vault's name is made by Terraform
  const { clusters, identities } = inventory();
  const place = { subscription: SUBSCRIPTION, resourceGroup: "shop" };
  expect(clusters).toEqual([expect.objectContaining({ name: "myAKSCluster", ...place })]);
  expect(identities).toEqual([
    expect.objectContaining({
      name: "myIdentity",
      ...place,
      id: known(
        `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop/providers/Microsoft.ManagedIdentity/userAssignedIdentities/myIdentity`,
      ),
      grants: [
        expect.objectContaining({
          scope: expect.objectContaining({
            subscription: known(SUBSCRIPTION),
            resourceGroup: known("shop"),
            name: { unknown: true },
          }),
        }),
      ],
    }),
  ]);
  validate(inventory());
  expect(validate.errors).toBeNull();
});

test("every inventory follows the schema that the tool ships", () => {
  for (const env of [
    {},
    { IMAGE: "registry.example.com/app:1.0", KEYVAULT_NAME: "orders-vault" },
  ]) {
    tutorial(env, { outdir }).synth();
    validate(inventory());
    expect(validate.errors).toBeNull();
  }
});

test("two syntheses in two places give the same inventory, without path, token or secret", () => {
  // WHEN
  tutorial({ KEYVAULT_SECRET_NAME: "greeting" }, { outdir }).synth();
  const first = JSON.stringify(inventory());
  const elsewhere = join(outdir, "elsewhere");
  tutorial({ KEYVAULT_SECRET_NAME: "greeting" }, { outdir: elsewhere }).synth();

  // THEN
  expect(JSON.stringify(inventory(elsewhere))).toBe(first);
  expect(first).not.toContain(tmpdir());
  expect(first).not.toContain(process.cwd());
  expect(first).not.toMatch(/TfToken|\$\{|Hello!/);
});

test("stacks that hold none of the constructs are read too", () => {
  // WHEN
  const app = new App({ outdir, stackTraces: false });
  const first = new TestStack(app, "first");
  const vault = new KeyVaultAccess(first, "vault", {
    resourceGroup: newGroup(first),
    name: "orders",
  });
  vault.addSecret("db-password");
  new TerraformStack(app, "last");
  app.synth();

  // THEN
  expect(inventory().stacks).toEqual(["first", "last"]);
});

test("an app in one stack is read as well as one in two", () => {
  // WHEN
  const app = new App({ outdir, stackTraces: false });
  const stack = new TestStack(app, "all");
  const cluster = newCluster(stack);
  cluster.connect(stack);
  const federation = cluster.addFederatedIdentity("federation", {
    namespace: "shop",
    serviceAccountName: "orders",
  });
  const vault = new KeyVaultAccess(stack, "vault", {
    resourceGroup: cluster.resourceGroup,
    name: "orders",
  });
  vault.secret("db-password").grantRead(federation);
  new WorkloadDeployment(stack, "orders", {
    serviceAccount: new WorkloadServiceAccount(stack, "account", {
      identity: federation,
      createNamespace: false,
    }),
    name: "orders",
    containers: [{ name: "main", image: "orders:1" }],
  });
  app.synth();

  // THEN
  expect(inventory().identities).toMatchObject([
    {
      name: "aks_shop_orders",
      grants: [
        {
          role: { label: "Key Vault Secrets User" },
          scope: {
            label: "secret db-password of vault orders",
            level: "child",
            name: known("orders"),
            child: known("secrets/db-password"),
          },
        },
      ],
      workloads: [{ workload: "deployment shop/orders" }],
      secrets: ["db-password of vault orders"],
    },
  ]);
});

describe("the clusters of the inventory", () => {
  test("say how they are reached and what is in them", () => {
    // WHEN
    const app = new App({ outdir, stackTraces: false });
    const stack = new TestStack(app, "all");
    const cluster = newCluster(stack, {
      nodePool: { name: "system", nodeCount: 2 },
      nodePools: [{ name: "apps" }],
      apiServer: { authorizedIpRanges: ["203.0.113.0/24", "198.51.100.7"] },
      addOns: { azurePolicy: true, keda: true, imageCleanerIntervalHours: 48 },
    });
    cluster.addNodePool("batch", { name: "batch", spot: {} });
    app.synth();

    // THEN
    expect(inventory().clusters).toEqual([
      {
        name: "aks",
        id: { unknown: true },
        stack: "all",
        address: "azurerm_kubernetes_cluster.cluster",
        resourceGroup: "rg",
        private: false,
        authorizedIpRanges: ["198.51.100.7/32", "203.0.113.0/24"].map(known),
        pools: ["apps", "batch", "system"].map(known),
        addOns: ["Azure Policy", "image cleaner", "KEDA"],
      },
    ]);
    validate(inventory());
    expect(validate.errors).toBeNull();
  });

  test("say nothing of what only Azure knows", () => {
    // WHEN
    const app = new App({ outdir, stackTraces: false });
    const stack = new TestStack(app, "all");
    WorkloadIdentityCluster.fromClusterName(stack, "cluster", {
      clusterName: "aks",
      resourceGroupName: "rg",
    }).addNodePool("apps", { name: "apps" });
    app.synth();

    // THEN
    expect(inventory().clusters).toEqual([
      expect.objectContaining({
        private: null,
        authorizedIpRanges: null,
        pools: [known("apps")],
        addOns: [],
      }),
    ]);
    validate(inventory());
    expect(validate.errors).toBeNull();
  });

  test.each([
    [{ private_cluster_enabled: true }, {}, { private: true, authorizedIpRanges: [] }],
    [{}, { private_cluster_enabled: true }, { private: null }],
    [
      { default_node_pool: [{ name: "system" }], oms_agent: [{}], microsoft_defender: [] },
      {},
      { pools: [known("system")], addOns: ["Container Insights"] },
    ],
    [
      { workload_autoscaler_profile: [{ keda_enabled: false }], azure_policy_enabled: false },
      {},
      { addOns: [] },
    ],
  ])("are read of a plan with %j and unknown %j", (after, unknown, facts) => {
    const change = { actions: ["create"], before: null, after: { name: "aks", ...after } };
    const file = join(outdir, "plan.json");
    writeFileSync(
      file,
      JSON.stringify({
        format_version: "1.2",
        resource_changes: [
          {
            ...{ address: "azurerm_kubernetes_cluster.aks", mode: "managed", name: "aks" },
            type: "azurerm_kubernetes_cluster",
            change: { ...change, after_unknown: unknown },
          },
        ],
        configuration: { root_module: {} },
      }),
    );
    expect(inventoryOf([readPlanFile("aks", file).after]).clusters).toEqual([
      expect.objectContaining(facts),
    ]);
  });
});

test("the library writes nothing next to the stacks", () => {
  tutorial({}, { outdir }).synth();
  expect(readdirSync(outdir).sort()).toEqual(["manifest.json", "stacks"]);
});
