import { DataAzurermSubscription } from "@cdktf/provider-azurerm/lib/data-azurerm-subscription";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { Release } from "@cdktf/provider-helm/lib/release";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Grant,
  KeyVaultAccess,
  ManagedIdentity,
  ResourceGroup,
  Synthesis,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../constructs";
import { messageOf, TestStack } from "../support/synth";

let outdir: string;
let app: App;

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "synthesis-"));
  app = new App({ outdir, stackTraces: false });
  jest.spyOn(process.stdout, "write").mockReturnValue(true);
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(outdir, { recursive: true });
});

const refusal = () => messageOf(() => Synthesis.allOrNothing(app));

function groupIn(stack: TerraformStack): ResourceGroup {
  return new ResourceGroup(stack, "group", { name: stack.node.id, location: "eastus" });
}

function clusterIn(stack: TerraformStack): WorkloadIdentityCluster {
  return new WorkloadIdentityCluster(stack, "cluster", {
    resourceGroup: groupIn(stack),
    name: "shop",
  });
}

describe("a stack without a provider", () => {
  /** A service account in a stack of its own. */
  function accountOf(cluster: WorkloadIdentityCluster, stack: TerraformStack): void {
    const identity = cluster.addFederatedIdentity("orders", {
      namespace: "default",
      serviceAccountName: "orders",
    });
    new WorkloadServiceAccount(stack, "account", { identity });
  }

  test("is told to be connected to the cluster of its objects", () => {
    accountOf(clusterIn(new TestStack(app, "azure")), new TestStack(app, "workloads"));
    expect(refusal()).toBe(
      [
        "[workloads] the stack holds `kubernetes_service_account_v1`, and is connected to no cluster.",
        '  got:     "workloads/account/Default"',
        "  allowed: a connection to the cluster whose objects the stack holds",
        '  fix:     call `connect(stack)` of the cluster at "azure/cluster"',
        "  code:    stack-not-connected",
      ].join("\n"),
    );
    expect(readdirSync(join(outdir, "stacks"))).toEqual([]);
  });

  test("is told so too where nothing of it is of the library", () => {
    new ConfigMapV1(new TestStack(app, "workloads"), "config", { metadata: { name: "config" } });
    expect(refusal()).toBe(
      [
        "[workloads] the stack holds `kubernetes_config_map_v1`, and is connected to no cluster.",
        '  got:     "workloads/config"',
        "  allowed: a connection to the cluster whose objects the stack holds",
        "  fix:     call `connect(stack)` of the cluster, or add a `KubernetesProvider` of your own",
        "  code:    stack-not-connected",
      ].join("\n"),
    );
  });

  test("is told which provider to add, the one that waits among them, all at once", () => {
    // GIVEN
    const azure = new TerraformStack(app, "azure");
    const identity = new ManagedIdentity(azure, "orders", {
      resourceGroup: groupIn(azure),
      name: "orders",
    });
    const scope = groupIn(new TestStack(app, "other"));
    identity.grant({ role: "Reader", scope }).afterPropagation();
    new Release(azure, "chart", { name: "chart", chart: "chart" });

    // THEN
    const allowed = "  allowed: a provider of the stack's own for all that it holds";
    expect(refusal()).toBe(
      [
        "[azure] the stack holds `azurerm_resource_group`, and has no provider `azurerm`.",
        '  got:     "azure/group/Default"',
        allowed,
        '  fix:     add `new AzurermProvider(stack, "azurerm", { features: [{}] })`',
        "  code:    provider-missing",
        "",
        "[azure] the stack holds `time_sleep`, and has no provider `time`.",
        '  got:     "azure/orders/reader-on-other-group/roles-of-workloads"',
        allowed,
        '  fix:     add `new TimeProvider(stack, "time")`',
        "  code:    provider-missing",
        "",
        "[azure] the stack holds `helm_release`, and has no provider `helm`.",
        '  got:     "azure/chart"',
        allowed,
        '  fix:     add `new HelmProvider(stack, "helm", { kubernetes: cluster.helmConnection(stack) })`',
        "  code:    provider-missing",
      ].join("\n"),
    );
  });

  test("is told of data sources, as cdktf finds them", () => {
    new DataAzurermSubscription(new TerraformStack(app, "azure"), "subscription", {});
    expect(refusal()).toContain(
      "[azure] the stack holds `azurerm_subscription`, and has no provider `azurerm`.",
    );
  });

  test("is told by `app.synth()` too, beside what cdktf says", () => {
    accountOf(clusterIn(new TestStack(app, "azure")), new TestStack(app, "workloads"));
    expect(messageOf(() => app.synth())).toContain(
      "[workloads] the stack holds `kubernetes_service_account_v1`, and is connected to no cluster.",
    );
  });

  test("is refused no longer when it has them", () => {
    const [azure, workloads] = ["azure", "workloads"].map((id) => new TestStack(app, id));
    accountOf(clusterIn(azure), workloads);
    new KubernetesProvider(workloads, "kubernetes", {});
    new HelmProvider(workloads, "helm", {});
    new Release(workloads, "chart", { name: "chart", chart: "chart" });
    Synthesis.allOrNothing(app);
    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual(["azure", "workloads"]);
  });
});

describe("stacks in a circle", () => {
  /** An identity of the first stack, used by an account of the second, which also has a vault. */
  function twoStacks() {
    const [apps, data] = ["apps", "data"].map((id) => new TestStack(app, id));
    const identity = new ManagedIdentity(apps, "orders", {
      resourceGroup: new ResourceGroup(apps, "of-apps", { name: "apps", location: "eastus" }),
      name: "orders",
    });
    const resourceGroup = new ResourceGroup(data, "of-data", { name: "data", location: "eastus" });
    const vault = new KeyVaultAccess(data, "vault", { resourceGroup });
    const useIdentity = () =>
      new StorageAccount(data, "account", {
        name: "shopdata",
        resourceGroupName: resourceGroup.name,
        location: "eastus",
        accountTier: "Standard",
        accountReplicationType: "LRS",
        identity: { type: "UserAssigned", identityIds: [identity.id] },
      });
    return { apps, data, identity, vault, useIdentity };
  }

  test("by a grant are told where the grant can stand", () => {
    // GIVEN what an earlier run wrote
    const file = join(outdir, "stacks", "apps", ".terraform.lock.hcl");
    mkdirSync(join(outdir, "stacks", "apps"), { recursive: true });
    writeFileSync(file, "");

    // WHEN
    const { identity, vault, useIdentity } = twoStacks();
    vault.grantSecretsRead(identity);
    useIdentity();

    // THEN
    expect(refusal()).toBe(
      [
        "[apps] the stacks come after one another in a circle, and none of them can be deployed first.",
        '  got:     "apps after data, by apps/orders/key-vault-secrets-user-on-data-vault/Default; data after apps, by data/account"',
        "  allowed: stacks that are deployed one after the other",
        '  fix:     name a construct of the stack "data" as `within` of the grant at "apps/orders/key-vault-secrets-user-on-data-vault"',
        "  code:    stack-circle",
      ].join("\n"),
    );
    expect(readdirSync(outdir, { recursive: true })).toContain(
      join("stacks", "apps", ".terraform.lock.hcl"),
    );
  });

  test("are none when the grant stands there", () => {
    const { identity, vault, useIdentity } = twoStacks();
    Grant.of(identity, { role: "Key Vault Secrets User", scope: vault, within: vault });
    useIdentity();
    Synthesis.allOrNothing(app);
    expect(readdirSync(join(outdir, "stacks")).sort()).toEqual(["apps", "data"]);
  });

  test("by other things are told which of them to move", () => {
    const { apps, vault, useIdentity } = twoStacks();
    new TerraformOutput(apps, "uri", { value: vault.uri });
    useIdentity();
    expect(refusal()).toBe(
      [
        "[apps] the stacks come after one another in a circle, and none of them can be deployed first.",
        '  got:     "apps after data, by apps/uri; data after apps, by data/account"',
        "  allowed: stacks that are deployed one after the other",
        '  fix:     make "apps/uri" in a stack that comes after "apps" and "data", or make one stack of the two',
        "  code:    stack-circle",
      ].join("\n"),
    );
  });

  test("are told the first of many", () => {
    const { apps, vault, useIdentity } = twoStacks();
    for (const id of ["a", "b", "c", "d", "e"]) {
      new TerraformOutput(apps, id, { value: vault.uri });
    }
    useIdentity();
    expect(refusal()).toContain(
      '  fix:     make "apps/a", "apps/b", "apps/c" and 2 more in a stack that comes after "apps" and "data", or make one stack of the two',
    );
  });

  test.each([
    ["a new cluster", clusterIn],
    [
      "an existing one",
      (stack: TerraformStack) =>
        WorkloadIdentityCluster.fromClusterName(stack, "cluster", {
          clusterName: "shop",
          resourceGroupName: "shop",
        }),
    ],
  ])("are refused where one of them is connected to %s", (_what, cluster) => {
    const [azure, workloads] = ["azure", "workloads"].map((id) => new TestStack(app, id));
    azure.addDependency(workloads);
    expect(messageOf(() => cluster(azure).connect(workloads))).toBe(
      [
        "[workloads/cluster-connection] the stacks come after one another in a circle, and none of them can be deployed first.",
        '  got:     "workloads after azure, by this connection; azure after workloads"',
        "  allowed: stacks that are deployed one after the other",
        '  fix:     connect the cluster in a stack that "azure" does not come after',
        "  code:    stack-circle",
      ].join("\n"),
    );
  });
});

describe("HCL", () => {
  const REFUSED = [
    "[azure/group] the app is to be written as HCL, where cdktf leaves out blocks and arguments without a word.",
    '  got:     "HCL"',
    "  allowed: JSON, which Terraform reads as well",
    "  fix:     leave out `--hcl` of `cdktf synth`, `hclOutput` of the App and the variable SYNTH_HCL_OUTPUT",
    "  code:    hcl-output",
  ].join("\n");

  afterEach(() => delete process.env.SYNTH_HCL_OUTPUT);

  test.each([
    ["the App says so", "", true],
    ["the CLI does, as `cdktf synth --hcl`", "true", undefined],
  ])("is refused where %s, before anything is synthesized", (_who, variable, hclOutput) => {
    if (variable) process.env.SYNTH_HCL_OUTPUT = variable;
    const other = new App({ outdir, hclOutput });
    expect(messageOf(() => groupIn(new TestStack(other, "azure")))).toBe(REFUSED);
  });

  test("is no matter where the CLI writes JSON", () => {
    process.env.SYNTH_HCL_OUTPUT = "false";
    const other = new App({ outdir, hclOutput: true });
    expect(groupIn(new TestStack(other, "azure")).node.path).toBe("azure/group");
  });
});

test("a stack that is logged in to Azure needs no provider of Kubernetes", () => {
  const azure = new TerraformStack(app, "azure");
  new AzurermProvider(azure, "azurerm", { features: [{}] });
  groupIn(azure);
  Synthesis.allOrNothing(app);
  expect(readdirSync(join(outdir, "stacks"))).toEqual(["azure"]);
});
