import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PRESETS } from "./support/addons-page";
import { EXAMPLES, runExample } from "./support/run-example";

/** What each example shows: texts that one of its stacks holds. */
const SHOWN: Record<string, string[]> = {
  "addons.ts": [
    "system:serviceaccount:kube-system:keda-operator",
    '"name": "azure-alb-identity"',
    "useWorkloadIdentityExtension",
    '"workloadIdentity.enable": "true"',
  ],
  "cluster-by-attributes.ts": ['"issuer": "https://westeurope.oic.prod-aks.azure.com/'],
  "cross-tenant.ts": ['"provider": "azurerm.tenant_b"', "azure.workload.identity/tenant-id"],
  "disable.ts": ['"workload_identity_enabled": false', '"oidc_issuer_enabled": true'],
  "enable-on-cluster.ts": ['"azapi_update_resource"', '"enabled": true'],
  "estate.ts": [
    '"kubernetes_cron_job_v1"',
    '"kubernetes_stateful_set_v1"',
    '"secretProviderClass": "orders"',
    '"kind": "TriggerAuthentication"',
    '"kind": "SecretStore"',
    '"helm_release"',
    '"subject": "system:serviceaccount:kube-system:keda-operator"',
  ],
  "existing-cluster.ts": ['"postcondition"', '"kubernetes_namespace_v1"'],
  "existing-identity.ts": ['"name": "orders"', "/resourceGroups/identities/"],
  "existing-service-account.ts": ['"kubernetes_annotations"'],
  "existing-vault.ts": ["/secrets/db-password", "/keys/signing", "/certificates/tls"],
  "fleet.ts": ['"name": "id-orders"', "search-prod", "/secrets/"],
  "gitops-argocd.ts": [
    '"argocd.argoproj.io/secret-type": "cluster"',
    '"orders_client_id": "${data.terraform_remote_state',
  ],
  "gitops-flux.ts": [
    '"ORDERS_CLIENT_ID": "${azurerm_user_assigned_identity.',
    '"azurerm_kubernetes_cluster_extension.flux"',
    '"terraform_data.orders-account_ready',
  ],
  "helm.ts": ['"helm_release"', '"command": "kubelogin"', '\\"azure.workload.identity/use\\" = '],
  "import-cluster.ts": ['"import": [', '"to": "azurerm_kubernetes_cluster.cluster"'],
  "kubelogin.ts": ['"command": "kubelogin"', '"local_account_disabled": true'],
  "production-cluster.ts": [
    '"private_cluster_enabled": true',
    '"role_definition_name": "Managed Identity Operator"',
    '"only_critical_addons_enabled": true',
    '"azurerm_monitor_data_collection_rule"',
    '"azurerm_private_endpoint"',
    '"command": "kubelogin"',
  ],
  "services.ts": [
    '"role_definition_name": "Storage Blob Data Contributor"',
    '"azurerm_cosmosdb_sql_role_assignment"',
    '/colls/${azurerm_cosmosdb_sql_container.items.name}"',
    '"role_definition_name": "Monitoring Metrics Publisher"',
    '"name": "AZURE_OPENAI_ENDPOINT"',
    '"name": "AZURE_SERVICEBUS_FULLYQUALIFIEDNAMESPACE"',
  ],
  "several-identities.ts": ["INVOICES_CLIENT_ID"],
};

test("each example is run here", () => {
  expect(
    readdirSync(EXAMPLES)
      .filter((name) => name.endsWith(".ts"))
      .sort(),
  ).toEqual(Object.keys(SHOWN).sort());
});

test.each(Object.entries(SHOWN))(
  "the example %s synthesizes what it is about",
  (example, shown) => {
    const json = Object.values(runExample(example)).join("\n");
    for (const text of shown) expect(json).toContain(text);
  },
);

test("the pages of what they show link to every example", () => {
  const pages = [
    ...["existing.md", "services.md", "workloads.md", "app.md", "cluster/README.md", "scale.md"],
    ...["addons.md", "charts.md", "gitops.md"],
  ]
    .map((name) => readFileSync(join(EXAMPLES, "..", "docs", name), "utf8"))
    .join("\n");
  for (const example of Object.keys(SHOWN)) {
    expect(pages).toMatch(new RegExp(`\\((\\.\\./)+examples/${basename(example)}\\)`));
  }
});

test("the example of add-ons uses every preset", () => {
  const source = readFileSync(join(EXAMPLES, "addons.ts"), "utf8");
  for (const [constant] of PRESETS) expect(source).toMatch(new RegExp(`Addons\\.${constant}\\b`));
});
