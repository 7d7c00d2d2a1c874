import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppliedStack, describeTerraform, openForApply } from "./terraform";
import { Unknown } from "./wire";

const CLUSTER = {
  name: "demo",
  location: "westeurope",
  resource_group_name: "demo",
  dns_prefix: "demo",
  default_node_pool: { name: "system", vm_size: "Standard_D2s_v5", node_count: 1 },
  identity: { type: "SystemAssigned" },
  oidc_issuer_enabled: true,
};

const KUBE_CONFIG = "azurerm_kubernetes_cluster.demo.kube_config[0]";

const TEMPLATE = {
  metadata: { labels: { app: "demo" } },
  spec: { container: [{ name: "main", image: "nginx:1" }] },
};

const STACK = {
  provider: {
    azurerm: [{ features: [{}] }],
    kubernetes: [
      {
        host: `\${${KUBE_CONFIG}.host}`,
        cluster_ca_certificate: `\${base64decode(${KUBE_CONFIG}.cluster_ca_certificate)}`,
        exec: [{ api_version: "client.authentication.k8s.io/v1beta1", command: "kubelogin" }],
      },
    ],
  },
  resource: {
    azurerm_kubernetes_cluster: { demo: CLUSTER as object },
    azurerm_kubernetes_cluster_node_pool: {
      more: {
        name: "more",
        kubernetes_cluster_id: "${azurerm_kubernetes_cluster.demo.id}",
        upgrade_settings: { max_surge: "10%", drain_timeout_in_minutes: 30 },
      },
    },
    azurerm_user_assigned_identity: {
      reader: { name: "reader", location: "westeurope", resource_group_name: "demo" },
    },
    azurerm_federated_identity_credential: {
      reader: {
        name: "reader",
        resource_group_name: "demo",
        parent_id: "${azurerm_user_assigned_identity.reader.id}",
        issuer: "${azurerm_kubernetes_cluster.demo.oidc_issuer_url}",
        subject: "system:serviceaccount:default:reader",
        audience: ["api://AzureADTokenExchange"],
      },
    },
    azurerm_storage_account: {
      data: {
        name: "demodata",
        resource_group_name: "demo",
        location: "westeurope",
        account_tier: "Standard",
        account_replication_type: "LRS",
      },
    },
    kubernetes_namespace_v1: { apps: { metadata: { name: "apps" } } },
    kubernetes_service_account_v1: {
      reader: {
        metadata: { name: "reader", namespace: "${kubernetes_namespace_v1.apps.metadata[0].name}" },
        lifecycle: { ignore_changes: ["metadata[0].annotations"] },
      },
    },
    kubernetes_annotations: {
      reader: {
        api_version: "v1",
        kind: "ServiceAccount",
        metadata: { name: "reader", namespace: "apps" },
        annotations: { team: "a" },
        depends_on: ["kubernetes_service_account_v1.reader"],
      },
    },
    kubernetes_deployment_v1: {
      web: {
        metadata: { name: "web", namespace: "${kubernetes_namespace_v1.apps.metadata[0].name}" },
        spec: { selector: { match_labels: { app: "demo" } }, template: TEMPLATE },
      },
    },
    kubernetes_job_v1: {
      check: {
        metadata: { generate_name: "check-" },
        spec: { template: TEMPLATE as object },
        timeouts: { create: "5m" },
      },
    },
    kubernetes_cron_job_v1: {
      nightly: {
        metadata: { name: "nightly" },
        spec: {
          schedule: "0 3 * * *",
          job_template: { metadata: {}, spec: { template: TEMPLATE } },
        },
      },
    },
  },
};

let directory: string;
let stack: AppliedStack | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "stack-"));
});

afterEach(() => {
  stack?.close();
  stack = undefined;
  rmSync(directory, { recursive: true, force: true });
});

function write(content: object): void {
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(content, null, 2));
}

async function opened(): Promise<AppliedStack> {
  stack = await openForApply(directory);
  expect(await stack.init()).toMatchObject({ code: 0 });
  return stack;
}

describeTerraform("a stand-in cluster and what runs on it", () => {
  test("the issuer reaches the credential, and the second plan is empty", async () => {
    // GIVEN
    write(STACK);
    const stack = await opened();

    // WHEN
    const applied = await stack.apply();
    const replanned = await stack.plan("-detailed-exitcode");

    // THEN
    expect(applied).toMatchObject({ code: 0, stderr: "" });
    expect(replanned.stdout).toContain("No changes.");
    const state = (type: string) => stack.applied.find((c) => c.typeName === type)!;
    const cluster = state("azurerm_kubernetes_cluster").attributes;
    expect(cluster.oidc_issuer_url).toMatch(
      /^https:\/\/westeurope\.oic\.prod-aks\.azure\.com\/[0-9a-f-]{36}\/[0-9a-f-]{36}\/$/,
    );
    expect(state("azurerm_federated_identity_credential").attributes.issuer).toBe(
      cluster.oidc_issuer_url,
    );
    expect(state("azurerm_federated_identity_credential").id).toMatch(
      /userAssignedIdentities\/reader\/federatedIdentityCredentials\/reader$/,
    );
    expect(state("kubernetes_deployment_v1").id).toBe("apps/web");
    expect(state("kubernetes_job_v1").id).toMatch(/^default\/check-/);
  });

  test("the Kubernetes provider sees an unknown host in the plan that creates its cluster", async () => {
    // GIVEN
    write(STACK);
    const stack = await opened();
    const kubernetes = stack.providers.find(({ address }) => address.endsWith("/kubernetes"))!;

    // WHEN
    await stack.plan();
    const [first] = kubernetes.configurations;
    await stack.apply();
    const last = kubernetes.configurations[kubernetes.configurations.length - 1];

    // THEN
    expect(first.host).toBe(Unknown.value);
    expect(last.host).toMatch(/^https:\/\/demo-.*\.hcp\.westeurope\.azmk8s\.io:443$/);
  });

  test("turning the issuer on updates in place and leaves its URL open until then", async () => {
    // GIVEN
    const withCluster = (cluster: object) => ({
      ...STACK,
      resource: { ...STACK.resource, azurerm_kubernetes_cluster: { demo: cluster } },
    });
    write(withCluster({ ...CLUSTER, oidc_issuer_enabled: undefined }));
    const stack = await opened();
    await stack.apply();

    // WHEN
    write(withCluster(CLUSTER));
    const enabled = await stack.plan();
    await stack.apply();
    write(withCluster({ ...CLUSTER, dns_prefix: "other" }));
    const renamed = await stack.plan();

    // THEN
    expect(enabled.stdout).toContain("azurerm_kubernetes_cluster.demo will be updated in-place");
    expect(enabled.stdout).toMatch(
      /~ oidc_issuer_url\s+= \(known after apply\)|\+ oidc_issuer_url/,
    );
    expect(renamed.stdout).toContain("azurerm_kubernetes_cluster.demo must be replaced");
    expect(renamed.stdout).toContain('"demo" -> "other" # forces replacement');
  });

  test("a changed job template replaces the job", async () => {
    // GIVEN
    write(STACK);
    const stack = await opened();
    await stack.apply();

    // WHEN
    const spec = { template: { ...TEMPLATE, spec: { container: [{ name: "main", image: "b" }] } } };
    const check = { ...STACK.resource.kubernetes_job_v1.check, spec };
    write({ ...STACK, resource: { ...STACK.resource, kubernetes_job_v1: { check } } });
    const replanned = await stack.plan();

    // THEN
    expect(replanned.stdout).toContain("kubernetes_job_v1.check must be replaced");
    expect(replanned.stdout).toContain("Plan: 1 to add, 0 to change, 1 to destroy.");
  });

  test("an imported identity is updated, not replaced", async () => {
    // GIVEN
    const identities = "Microsoft.ManagedIdentity/userAssignedIdentities";
    const group = "/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/demo";
    write({
      provider: { azurerm: STACK.provider.azurerm },
      import: [
        {
          to: "azurerm_user_assigned_identity.reader",
          id: `${group}/providers/${identities}/reader`,
        },
      ],
      resource: {
        azurerm_user_assigned_identity: STACK.resource.azurerm_user_assigned_identity,
      },
    });

    // WHEN
    const planned = await (await opened()).plan();

    // THEN
    expect(planned.stdout).toContain("Plan: 1 to import, 0 to add, 1 to change, 0 to destroy.");
  });
});
