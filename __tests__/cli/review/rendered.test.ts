import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { type Inventory, inventoryOf } from "../../../cli/terraform/inventory/inventory";
import { readApp } from "../../../cli/terraform/read/options";
import { expectedOf } from "../../../cli/verify/expected";
import { tutorial } from "../../../main";
import { ProviderVersion, WorkloadServiceAccount } from "../../../constructs";
import { newFederation } from "../../support/fixtures";
import { CLIENT_ID, CREDENTIAL, GRANT, IDENTITY, IDENTITY_ID, ISSUER, SHOP } from "../support/shop";
import { accessOf, comes, found, ref, review, stays } from "../support/written-plan";

/** The record that a rendered account leaves in a plan. */
const RECORD = {
  kind: "aks-workload-identity/rendered-service-account",
  namespace: "shop",
  name: "orders",
  client_id: CLIENT_ID,
  issuer: ISSUER,
  workloads: ["Deployment/orders", "CronJob/nightly"],
};

const account = (record: object = RECORD) => ({ input: record });

function inventoryIn(build: (outdir: string) => App): Inventory {
  const outdir = mkdtempSync(join(tmpdir(), "rendered-"));
  try {
    build(outdir).synth();
    return inventoryOf(readApp(outdir));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test("the inventory of an app that delivers by Git has the account as a workload", () => {
  const inventory = inventoryIn((outdir) =>
    tutorial({ DELIVERY: "gitops", KEYVAULT_NAME: "kv-tutorial" }, { outdir }),
  );
  const { identities, untrusted, unseen } = inventory;
  expect(identities[0].workloads).toEqual([
    {
      workload: "rendered account default/workload-identity-sa",
      serviceAccount: { value: "default/workload-identity-sa" },
      stack: "azure",
      address: "terraform_data.service-account",
    },
  ]);
  expect(untrusted).toEqual([]);
  expect(unseen).toEqual([
    "azure: what others apply of the account of terraform_data.service-account",
  ]);
  // Its pods are not known by name, so that verify does not miss them.
  expect(expectedOf(inventory, undefined).trusts.map(({ workloads }) => workloads)).toEqual([{}]);
});

test("what was patched stands there by its own name, also where verify looks for it", () => {
  // WHEN
  const inventory = inventoryIn((outdir) => {
    const app = new App({ outdir, stackTraces: false });
    const stack = new TerraformStack(app, "shop");
    ProviderVersion.raiseTo(new AzurermProvider(stack, "azurerm", { features: [{}] }), "4.81.0");
    const rendered = WorkloadServiceAccount.rendered(stack, "orders", {
      identity: newFederation(stack),
    });
    rendered.workloadPatch({ kind: "StatefulSet", name: "db" });
    rendered.workloadPatch({ kind: "Deployment", name: "api" });
    rendered.workloadPatch({ kind: "Deployment", name: "api", rollOnIdentityChange: true });
    return app;
  });

  // THEN
  expect(inventory.identities[0].workloads.map(({ workload }) => workload)).toEqual([
    "deployment shop/api",
    "stateful set shop/db",
  ]);
  const [trust] = expectedOf(inventory, { name: "aks" }).trusts;
  expect(Object.keys(trust.workloads)).toEqual(["deployment shop/api", "statefulset shop/db"]);
});

test("a plan tells that rendered pods come to become an identity whose ids are not known yet", () => {
  const result = review({
    "azurerm_kubernetes_cluster.main": SHOP["azurerm_kubernetes_cluster.main"],
    "azurerm_user_assigned_identity.orders": comes(
      { name: "orders" },
      { unknown: { id: true, client_id: true, tenant_id: true } },
    ),
    "azurerm_federated_identity_credential.orders": comes(
      { ...CREDENTIAL, parent_id: undefined },
      {
        unknown: { parent_id: true },
        expressions: { parent_id: ref("azurerm_user_assigned_identity.orders.id") },
      },
    ),
    "terraform_data.orders": comes(account({ ...RECORD, client_id: undefined }), {
      unknown: { input: { client_id: true }, output: true },
      expressions: {
        input: ref(
          "azurerm_user_assigned_identity.orders.client_id",
          "azurerm_user_assigned_identity.orders",
          "azurerm_user_assigned_identity.orders.tenant_id",
          "azurerm_kubernetes_cluster.main.oidc_issuer_url",
        ),
      },
    }),
  });
  expect(accessOf(result)).toEqual(
    expect.arrayContaining([
      "gained deployment shop/orders: nothing -> can become orders",
      "gained cron job shop/nightly: nothing -> can become orders",
    ]),
  );
  expect(found(result, "annotation-without-trust")).toEqual([]);
});

test("a trust that rendered pods rely on is missed when it goes", () => {
  const { "azurerm_federated_identity_credential.orders": trust, ...rest } = SHOP;
  const result = review({
    ...rest,
    "azurerm_federated_identity_credential.orders": { before: trust.before },
    "terraform_data.orders": stays(account()),
  });
  expect(found(result, "trust-removed-in-use")).toEqual([
    "azurerm_federated_identity_credential.orders: is relied on by deployment shop/orders, cron job shop/nightly",
  ]);
});

test("a role that rendered pods use is missed when it goes", () => {
  const result = review({
    ...SHOP,
    "azurerm_role_assignment.orders": { before: GRANT },
    "terraform_data.orders": stays(account()),
  });
  expect(found(result, "grant-removed-in-use")).toEqual([
    "azurerm_role_assignment.orders: Key Vault Secrets User at vault shop-vault; orders is used by deployment shop/orders, cron job shop/nightly",
  ]);
});

test("a rendered account that asks for an identity which does not trust it is a risk", () => {
  const other = { ...IDENTITY, id: `${IDENTITY_ID}2`, name: "billing", client_id: "other" };
  const result = review({
    ...SHOP,
    "azurerm_user_assigned_identity.billing": stays({ ...other, principal_id: "p2" }),
    "terraform_data.orders": stays(account({ ...RECORD, client_id: "other" })),
  });
  expect(found(result, "annotation-without-trust")).toEqual([
    "terraform_data.orders: shop/orders asks for billing, which does not trust it",
  ]);
});

test("another terraform_data is nothing to it, whatever it holds", () => {
  const result = review({
    ...SHOP,
    "terraform_data.a": stays({ input: "hunter2" }),
    "terraform_data.b": stays({ input: { kind: "other", name: "hunter2", client_id: "hunter2" } }),
    "terraform_data.c": stays({ input: null, triggers_replace: "hunter2" }),
  });
  expect(JSON.stringify(result)).not.toContain("hunter2");
  expect(result.unseen).toEqual([]);
});
