import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DrawnReview, reviewOf } from "../../../cli/review/review";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";
import { readSynthesized } from "../../../cli/terraform/read/synthesized";
import { readManifest, readStackFile } from "../../../cli/terraform/read/synthesized-app";
import { markdown } from "../../../cli/review/output/markdown";
import { tutorial } from "../../../main";
import { planFile } from "../support/plans";

const GOLDEN = join(__dirname, "..", "fixtures", "reviews");

function synthesized(env: Record<string, string> = {}) {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    tutorial({ KEYVAULT_NAME: "tutorial-vault", ...env }, { outdir }).synth();
    return (readManifest(outdir) ?? []).map((stack) => readStackFile(outdir, stack));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function planned(name: string): DrawnReview {
  const plans = ["azure", "kubernetes"].map((stack) =>
    readPlanFile(stack, planFile(`tutorial-${name}-${stack}`)),
  );
  return reviewOf(synthesized(), plans);
}

/** Compares with a committed file; UPDATE_REVIEWS=1 writes it. */
function expectGolden(name: string, text: string): void {
  const file = join(GOLDEN, name);
  if (process.env.UPDATE_REVIEWS === "1") writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, "utf8"));
}

test("the review of the synthesized tutorial is the committed one", () => {
  expectGolden("tutorial.md", markdown(reviewOf(synthesized(), [])));
});

test("the review of the tutorial's first deployment is the committed one", () => {
  expectGolden("tutorial-first.md", markdown(planned("first")));
});

test("the review of a plan that replaces the tutorial's cluster is the committed one", () => {
  expectGolden("tutorial-moved.md", markdown(planned("moved")));
});

test("the cluster that a plan replaces is the first thing a reader is told", () => {
  const text = markdown(planned("moved"));
  expect(text.split("\n")[2]).toMatch(/^\*\*critical: a cluster is replaced\.\*\*/);
});

test("a plan that only destroys is not said to replace anything", () => {
  const plan = join(__dirname, "..", "fixtures", "real-plans", "tutorial-azure-destroy.json");
  const { risks } = reviewOf([], [readPlanFile("azure", plan)]).review;
  expect(risks.map(({ about, findings: [{ detail }] }) => [about, detail])).toEqual([
    ["a cluster is destroyed", "is destroyed"],
    ["an identity is destroyed", "is destroyed"],
    ["a vault is destroyed", "is destroyed"],
  ]);
});

test("a plan that replaces one cluster and destroys another says both", () => {
  // GIVEN
  const directory = mkdtempSync(join(tmpdir(), "clusters-"));
  const file = join(directory, "plan.json");
  const cluster = (name: string, actions: string[]) => ({
    address: `azurerm_kubernetes_cluster.${name}`,
    mode: "managed",
    type: "azurerm_kubernetes_cluster",
    name,
    change: {
      actions,
      before: { name },
      after: actions.includes("create") ? { name } : null,
      after_unknown: {},
    },
  });
  writeFileSync(
    file,
    JSON.stringify({
      format_version: "1.2",
      resource_changes: [cluster("a", ["delete", "create"]), cluster("b", ["delete"])],
    }),
  );

  // WHEN
  const { risks } = reviewOf([], [readPlanFile("shop", file)]).review;
  rmSync(directory, { recursive: true });

  // THEN
  expect(risks[0].about).toBe("a cluster is replaced or destroyed");
  expect(risks[0].findings.map(({ detail }) => detail)).toEqual(["is replaced", "is destroyed"]);
});

test("the docs show the tutorial's access table as it is printed", () => {
  const docs = readFileSync(join(__dirname, "..", "..", "..", "docs", "review.md"), "utf8");
  const golden = readFileSync(join(GOLDEN, "tutorial.md"), "utf8");
  const table = golden.slice(golden.indexOf("| Workloads"), golden.indexOf("\n\nRoles of others"));
  expect(docs).toContain(table);
});

test("the second deployment of the tutorial changes nothing in access", () => {
  const moved = readPlanFile("kubernetes", planFile("tutorial-moved-kubernetes"));
  const { review } = reviewOf(synthesized(), [moved]);
  expect(review.accessChanges).toEqual([]);
  expect(review.unseen).toEqual(["azure: what will change; no plan is given for it"]);
});

test("references through modules, their variables and outputs are followed", () => {
  // GIVEN
  const identity = (name: string, id: string) => ({
    address: `module.team["${name}"].azurerm_user_assigned_identity.this`,
    mode: "managed",
    type: "azurerm_user_assigned_identity",
    name: "this",
    change: {
      actions: ["create"],
      before: null,
      after: { name: id },
      after_unknown: { id: true, principal_id: true },
      before_sensitive: false,
      after_sensitive: {},
    },
  });
  const grant = {
    address: `module.team["a"].module.role.azurerm_role_assignment.this`,
    mode: "managed",
    type: "azurerm_role_assignment",
    name: "this",
    change: {
      actions: ["create"],
      before: null,
      after: { role_definition_name: "Reader" },
      after_unknown: { scope: true, principal_id: true },
      before_sensitive: false,
      after_sensitive: {},
    },
  };
  const role = {
    resources: [
      {
        address: "azurerm_role_assignment.this",
        mode: "managed",
        type: "azurerm_role_assignment",
        name: "this",
        expressions: {
          scope: { references: ["var.identity.id", "var.identity"] },
          principal_id: { references: ["var.principal_id"] },
        },
      },
    ],
  };
  const team = {
    resources: [
      {
        address: "azurerm_user_assigned_identity.this",
        mode: "managed",
        type: "azurerm_user_assigned_identity",
        name: "this",
        expressions: {},
      },
    ],
    module_calls: {
      role: {
        module: role,
        expressions: {
          principal_id: {
            references: [
              "azurerm_user_assigned_identity.this.principal_id",
              "azurerm_user_assigned_identity.this",
            ],
          },
        },
      },
    },
  };
  const plan = {
    format_version: "1.2",
    resource_changes: [identity("a", "orders"), identity("b", "billing"), grant],
    configuration: { root_module: { module_calls: { team: { module: team } } } },
  };
  const directory = mkdtempSync(join(tmpdir(), "plan-"));
  const file = join(directory, "plan.json");
  writeFileSync(file, JSON.stringify(plan));

  // WHEN
  const { review } = reviewOf([], [readPlanFile("app", file)]);
  rmSync(directory, { recursive: true });

  // THEN
  expect(review.accessChanges).toMatchObject([{ effect: "gained", who: "orders" }]);
  expect(review.risks).toMatchObject([
    { id: "unknown-decision", findings: [{ detail: "scope is only known after apply" }] },
  ]);
});

test("what is of an unknown kind is said, not passed over", () => {
  const stack = readSynthesized("app", {
    resource: {
      azapi_resource: { a: {} },
      kubernetes_manifest: { b: {} },
      azurerm_key_vault_access_policy: { c: {} },
      azurerm_storage_account: { d: {} },
    },
    module: { network: { source: "./network" } },
  });
  expect(reviewOf([stack], []).review.unseen).toEqual([
    "app: azapi_resource, which can hold resources of any kind by API",
    "app: kubernetes_manifest, which can hold Kubernetes objects as manifests or charts",
    "app: module.network, whose resources only a plan shows",
    "app: who receives azurerm_key_vault_access_policy.c",
  ]);
});

test("two clusters with the same service account are kept apart", () => {
  // GIVEN
  const cluster = (name: string) => ({
    name,
    oidc_issuer_enabled: true,
    workload_identity_enabled: true,
  });
  const credential = (name: string) => ({
    parent_id: `\${azurerm_user_assigned_identity.${name}.id}`,
    issuer: `\${azurerm_kubernetes_cluster.${name}.oidc_issuer_url}`,
    subject: "system:serviceaccount:shop:orders",
    audience: ["api://AzureADTokenExchange"],
  });
  const pod = (provider: string) => ({
    provider,
    metadata: {
      name: "orders",
      namespace: "shop",
      labels: { "azure.workload.identity/use": "true" },
    },
    spec: { service_account_name: "orders" },
  });
  const stack = readSynthesized("app", {
    provider: {
      kubernetes: [
        { host: "${azurerm_kubernetes_cluster.east.kube_config[0].host}" },
        { alias: "west", host: "${azurerm_kubernetes_cluster.west.kube_config[0].host}" },
      ],
    },
    resource: {
      azurerm_kubernetes_cluster: { east: cluster("aks-east"), west: cluster("aks-west") },
      azurerm_user_assigned_identity: { east: { name: "id-east" }, west: { name: "id-west" } },
      azurerm_federated_identity_credential: { east: credential("east"), west: credential("west") },
      kubernetes_pod_v1: { "in-east": pod("kubernetes"), "in-west": pod("kubernetes.west") },
    },
  });

  // WHEN
  const { identities } = reviewOf([stack], []).review.inventory;

  // THEN
  expect(
    identities.map(({ name, workloads }) => [name, workloads.map(({ address }) => address)]),
  ).toEqual([
    ["id-east", ["kubernetes_pod_v1.in-east"]],
    ["id-west", ["kubernetes_pod_v1.in-west"]],
  ]);
});
