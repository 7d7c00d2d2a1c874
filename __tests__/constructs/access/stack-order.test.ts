import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { App } from "cdktf";
import {
  Grant,
  KeyVaultAccess,
  ManagedIdentity,
  ResourceGroup,
  WorkloadPod,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newCluster } from "../../support/fixtures";
import { messageOf, resources, synthStacks, TestStack } from "../../support/synth";

/** The stacks that each stack of an app is deployed after. */
function dependencies(build: (app: App) => void): Record<string, string[]> {
  const outdir = mkdtempSync(join(tmpdir(), "order-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    build(app);
    app.synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    return Object.fromEntries(
      Object.entries(stacks).map(([name, stack]) => [name, stack.dependencies]),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** A platform with a group and an identity, and a vault in the stack "data" in that group. */
function platformAndData(app: App) {
  const platform = new TestStack(app, "platform");
  const data = new TestStack(app, "data");
  const group = new ResourceGroup(platform, "group", { name: "rg", location: "eastus" });
  const identity = new ManagedIdentity(platform, "orders", {
    resourceGroup: group,
    name: "orders",
  });
  return { platform, data, group, identity };
}

test("a grant stands in the stack of its scope, where that comes after the grantee's", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const { data, group, identity } = platformAndData(app);
    new KeyVaultAccess(data, "vault", { resourceGroup: group, name: "orders" }).grantSecretsRead(
      identity,
    );
  });

  // THEN
  expect(resources(stacks.platform, "azurerm_role_assignment")).toEqual([]);
  expect(resources(stacks.data, "azurerm_role_assignment")).toMatchObject([
    { scope: "${azurerm_key_vault.vault.id}", role_definition_name: "Key Vault Secrets User" },
  ]);
});

test("so it does where the program says that the one stack comes after the other", () => {
  const stacks = synthStacks((app) => {
    const { platform, data, identity } = platformAndData(app);
    data.addDependency(platform);
    const scope = new ResourceGroup(data, "group", { name: "data", location: "eastus" });
    identity.grant({ role: "Reader", scope });
  });
  expect(resources(stacks.data, "azurerm_role_assignment")).toHaveLength(1);
});

test("so it does where the provider's own resource is written with an attribute of the other stack", () => {
  const stacks = synthStacks((app) => {
    const { data, group, identity } = platformAndData(app);
    const vault = new KeyVault(data, "vault", {
      name: "orders",
      resourceGroupName: group.name,
      location: "eastus",
      tenantId: "11111111-2222-3333-4444-555555555555",
      skuName: "standard",
    });
    identity.grant({ role: "Key Vault Secrets User", scope: vault });
  });
  expect(resources(stacks.data, "azurerm_role_assignment")).toHaveLength(1);
});

test("else it stands under its grantee", () => {
  const stacks = synthStacks((app) => {
    const { data, identity } = platformAndData(app);
    const scope = new ResourceGroup(data, "group", { name: "data", location: "eastus" });
    identity.grant({ role: "Reader", scope });
  });
  expect(resources(stacks.platform, "azurerm_role_assignment")).toHaveLength(1);
});

test("fails when the stack that is named has to come before that of the grantee", () => {
  const message = messageOf(() =>
    synthStacks((app) => {
      const { platform, data, group, identity } = platformAndData(app);
      platform.addDependency(data);
      Grant.of(identity, { role: "Reader", scope: group, within: data });
    }),
  );
  expect(message).toBe(
    [
      '[data] the assignment would stand in the stack "data", which has to come before "platform", and refer to things of "platform".',
      '  got:     "data"',
      "  allowed: a stack that comes after those of the grantee and of the scope",
      "  fix:     name a construct of such a stack as `within`",
      "  code:    grant-circle",
    ].join("\n"),
  );
});

test("a workload's stack comes after every stack that holds a role of its identity", () => {
  // WHEN
  const order = dependencies((app) => {
    const azure = new TestStack(app, "azure");
    const cluster = newCluster(azure);
    const identity = cluster.addFederatedIdentity("orders", { serviceAccountName: "orders" });
    const workloads = new TestStack(app, "workloads");
    cluster.connect(workloads);
    const early = new TestStack(app, "early");
    Grant.of(identity, { role: "Reader", scope: cluster.resourceGroup, within: early });
    new WorkloadPod(workloads, "pod", {
      serviceAccount: new WorkloadServiceAccount(workloads, "account", { identity }),
      name: "orders",
      containers: [{ name: "app", image: "registry.example.com/app:1.0" }],
    });
    const late = new TestStack(app, "late");
    Grant.of(identity, { role: "Contributor", scope: cluster.resourceGroup, within: late });
  });

  // THEN
  expect(order.workloads.sort()).toEqual(["azure", "early", "late"]);
});
