import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { inventoryOf } from "../../../cli/terraform/inventory/inventory";
import { readApp } from "../../../cli/terraform/read/options";
import { manifestTemplate, newManifest } from "../../constructs/workload/support/kinds";
import { newServiceAccount } from "../../support/fixtures";
import { TestStack } from "../../support/synth";
import { SHOP } from "../support/shop";
import { accessOf, comes, found, ref, review, stays, turns } from "../support/written-plan";

const CLIENT_ID = "22222222-aaaa-4aaa-8aaa-000000000001";
const USE = "azure.workload.identity/use";

const account = (clientId?: string, name = "orders") => ({
  manifest: {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      name,
      namespace: "shop",
      annotations: { "azure.workload.identity/client-id": clientId },
    },
  },
});

/** A manifest of a kind whose pods have a label and run as an account. */
const workload = (
  apiVersion: string,
  kind: string,
  label: string | undefined = "true",
  serviceAccountName = "orders",
) => {
  const template = {
    metadata: { labels: label === undefined ? {} : { [USE]: label } },
    spec: { serviceAccountName, containers: [{ name: "app", env: [{ name: "A", value: "b" }] }] },
  };
  const spec =
    kind === "CronJob"
      ? { jobTemplate: { spec: { template } } }
      : kind === "Pod"
        ? template.spec
        : { template };
  const metadata = { name: "w", namespace: "shop", ...(kind === "Pod" && template.metadata) };
  return { manifest: { apiVersion, kind, metadata, spec }, object: { metadata: { uid: "x" } } };
};

describe("a manifest", () => {
  test.each([
    ["v1", "Pod", "pod"],
    ["v1", "ReplicationController", "replication controller"],
    ["apps/v1", "Deployment", "deployment"],
    ["apps/v1", "StatefulSet", "stateful set"],
    ["apps/v1", "DaemonSet", "daemon set"],
    ["apps/v1", "ReplicaSet", "replica set"],
    ["batch/v1", "Job", "job"],
    ["batch/v1", "CronJob", "cron job"],
    ["argoproj.io/v1alpha1", "Rollout", "rollout"],
  ])("of %s %s is a workload that becomes an identity", (apiVersion, kind, noun) => {
    const result = review({
      ...SHOP,
      "kubernetes_manifest.w": comes(workload(apiVersion, kind)),
    });
    expect(accessOf(result)).toEqual([`gained ${noun} shop/w: nothing -> can become orders`]);
    expect(result.unseen).toEqual([]);
  });

  test("of pods without the label is told, as of any workload", () => {
    const unlabelled = { ...workload("apps/v1", "Deployment", undefined) };
    const { spec } = unlabelled.manifest as { spec: { template: { metadata: object } } };
    spec.template.metadata = {};
    const result = review({
      ...SHOP,
      "kubernetes_manifest.sa": stays(account(CLIENT_ID)),
      "kubernetes_manifest.w": comes(unlabelled),
    });
    expect(found(result, "workload-without-label")).toHaveLength(1);
  });

  test("of an account asks for the identity that its annotation names", () => {
    const result = review({
      ...SHOP,
      "kubernetes_manifest.sa": comes(account(CLIENT_ID, "billing")),
    });
    expect(found(result, "annotation-without-trust")).toEqual([
      "kubernetes_manifest.sa: shop/billing asks for orders, which does not trust it",
    ]);
  });

  test("of an account whose annotation is known after apply is read by what it refers to", () => {
    const unknown = {
      manifest: { metadata: { annotations: { "azure.workload.identity/client-id": true } } },
    };
    const identity = "azurerm_user_assigned_identity.orders";
    const references = [`${identity}.client_id`, `${identity}.tenant_id`, identity];
    const result = review({
      ...SHOP,
      "kubernetes_manifest.sa": comes(account(undefined, "billing"), {
        unknown,
        expressions: { manifest: ref(...references) },
      }),
    });
    expect(found(result, "annotation-without-trust")).toEqual([
      "kubernetes_manifest.sa: shop/billing asks for orders, which does not trust it",
    ]);
  });

  test("that only moves to another account is a change of access", () => {
    const result = review({
      ...SHOP,
      "kubernetes_manifest.w": turns(
        workload("apps/v1", "Deployment", "true", "other"),
        workload("apps/v1", "Deployment"),
      ),
    });
    expect(accessOf(result)).toEqual(["gained deployment shop/w: nothing -> can become orders"]);
  });

  test("of another kind is said not to be seen", () => {
    const manifest = { apiVersion: "batch.volcano.sh/v1alpha1", kind: "Job", metadata: {} };
    const result = review({ ...SHOP, "kubernetes_manifest.w": comes({ manifest }) });
    expect(result.unseen).toEqual([
      "shop: kubernetes_manifest, which can hold Kubernetes objects as manifests or charts",
    ]);
  });

  test("never shows what its containers hold", () => {
    const result = review({
      ...SHOP,
      "kubernetes_manifest.w": comes(workload("apps/v1", "Deployment")),
    });
    expect(JSON.stringify(result)).not.toContain('"env"');
  });
});

test("manifests that are attached to an account are in the inventory of the synthesized app", () => {
  // GIVEN
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const app = new App({ outdir });
    const stack = new TestStack(app, "shop");
    const serviceAccount = newServiceAccount(stack);
    const template = manifestTemplate();
    const rollout = newManifest(stack, "r", ["argoproj.io/v1alpha1", "Rollout"], { template });
    serviceAccount.attach(rollout);

    // WHEN
    app.synth();
    const { identities } = inventoryOf(readApp(outdir));

    // THEN
    expect(identities[0].workloads).toMatchObject([
      { workload: "rollout shop/orders", serviceAccount: { value: "shop/orders" } },
    ]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
});
