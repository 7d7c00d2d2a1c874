import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KubernetesClusterExtension } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-extension";
import { KubernetesFluxConfiguration } from "@cdktf/provider-azurerm/lib/kubernetes-flux-configuration";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release } from "@cdktf/provider-helm/lib/release";
import { type App, LocalBackend, TerraformOutput, TerraformVariable } from "cdktf";
import { parse, parseAllDocuments } from "yaml";
import { reviewOf } from "../../cli/review/review";
import { readPlanFile } from "../../cli/terraform/read/plan-file";
import {
  KeyVaultAccess,
  ManagedIdentity,
  SecretProviderClass,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../constructs";
import { yamlOf, yamlText, type YamlValue } from "../../constructs/private/yaml";
import { type AppliedStack, describeTerraform } from "../stand-in/terraform";
import { newCluster, newGroup } from "../support/fixtures";
import { TestStack } from "../support/synth";
import {
  actionsIn,
  changeOf,
  expectInOrder,
  expectNoChanges,
  Graph,
  planOf,
  succeeded,
  waitsFor,
  Workplace,
} from "./support";

/** A stack that keeps its state in the workplace. */
function stackOf(app: App, name: string): TestStack {
  const stack = new TestStack(app, name);
  new LocalBackend(stack, { path: `../../../terraform.${name}.tfstate` });
  return stack;
}

/** The stack of a shop that Flux applies; its identity may be another one. */
function fluxShop(app: App, identityName = "orders"): void {
  const stack = stackOf(app, "shop");
  const cluster = newCluster(stack);
  const group = newGroup(stack);
  const vault = new KeyVaultAccess(stack, "vault", { resourceGroup: group, name: "kv-orders" });
  const orders = cluster.addFederatedIdentity("orders", {
    namespace: "shop",
    serviceAccountName: "orders",
    credentialName: "orders",
    identity: new ManagedIdentity(stack, "identity", { resourceGroup: group, name: identityName }),
  });
  const account = WorkloadServiceAccount.rendered(stack, "account", {
    identity: orders,
    substitutionPrefix: "ORDERS",
  });
  const flux = new KubernetesClusterExtension(stack, "flux", {
    name: "flux",
    clusterId: cluster.id,
    extensionType: "microsoft.flux",
  });
  new KubernetesFluxConfiguration(stack, "workloads", {
    name: "workloads",
    clusterId: cluster.id,
    namespace: "flux-system",
    gitRepository: {
      url: "https://example.com/shop",
      referenceType: "branch",
      referenceValue: "a",
    },
    kustomizations: [{ name: "shop", postBuild: { substitute: account.substitutions } }],
    dependsOn: [flux, ...account.readiness],
  });
  const secret = vault.secret("db-password");
  secret.grantRead(orders);
  const mounted = SecretProviderClass.rendered(stack, "secrets", {
    serviceAccount: account,
    name: "orders",
    vault,
    secrets: [secret],
  });
  new TerraformOutput(stack, "account_yaml", { value: account.manifest });
  new TerraformOutput(stack, "secrets_yaml", { value: mounted.yaml });
}

/** The text of an output after an apply. */
async function outputOf(stack: AppliedStack, name: string): Promise<string> {
  const { values } = await stack.show<{
    values: { outputs: Record<string, { value: string }> };
  }>();
  return values.outputs[name].value;
}

describeTerraform("workloads that Flux applies", () => {
  let workplace: Workplace;
  let shop: AppliedStack;
  let firstPlan: string;

  beforeAll(async () => {
    workplace = new Workplace();
    workplace.synth((app) => fluxShop(app));
    shop = await workplace.open("shop");
    succeeded(await shop.plan("-out=first.plan"));
    firstPlan = join(workplace.folderOf("shop"), "first.json");
    writeFileSync(firstPlan, JSON.stringify(await shop.show("first.plan")));
    succeeded(await shop.apply("first.plan"));
  });
  afterAll(() => workplace.close());

  test("the configuration comes after the trust and the grant, with their waits, and after Flux", async () => {
    const configuration = changeOf(shop, "create", "azurerm_kubernetes_flux_configuration");
    const credential = changeOf(shop, "create", "azurerm_federated_identity_credential");
    const grant = changeOf(shop, "create", "azurerm_role_assignment");
    for (const { id } of [credential, grant]) {
      const wait = changeOf(shop, "create", "time_sleep", waitsFor(id));
      expectInOrder(wait, configuration);
    }
    expectInOrder(changeOf(shop, "create", "azurerm_kubernetes_cluster_extension"), configuration);
    const graph = await Graph.of(shop);
    expect(graph.before("azurerm_kubernetes_flux_configuration.workloads")).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^time_sleep\.propagation_federations/),
        expect.stringMatching(/^time_sleep\.propagation_roles-of-workloads/),
      ]),
    );
  });

  test("it is given the ids of the identity, as the account and the class have them", async () => {
    const { client_id: clientId, tenant_id: tenantId } = changeOf(
      shop,
      "create",
      "azurerm_user_assigned_identity",
    ).attributes;
    const { attributes } = changeOf(shop, "create", "azurerm_kubernetes_flux_configuration");
    expect(attributes.kustomizations).toMatchObject([
      {
        post_build: [
          {
            substitute: {
              ORDERS_CLIENT_ID: clientId,
              ORDERS_TENANT_ID: tenantId,
              ORDERS_SERVICE_ACCOUNT: "orders",
              ORDERS_NAMESPACE: "shop",
            },
          },
        ],
      },
    ]);
    expect(await outputOf(shop, "account_yaml")).toBe(
      [
        '"apiVersion": "v1"',
        '"automountServiceAccountToken": false',
        '"kind": "ServiceAccount"',
        '"metadata":',
        '  "annotations":',
        `    "azure.workload.identity/client-id": "${String(clientId)}"`,
        `    "azure.workload.identity/tenant-id": "${String(tenantId)}"`,
        '  "name": "orders"',
        '  "namespace": "shop"',
        "",
      ].join("\n"),
    );
    const { parameters } = parse(await outputOf(shop, "secrets_yaml")).spec;
    expect(parameters).toMatchObject({ clientID: clientId, keyvaultName: "kv-orders" });
    expect(parse(parse(parameters.objects).array[0])).toEqual({
      objectName: "db-password",
      objectType: "secret",
    });
  });

  test("a review of the first plan has the pods that Flux will make", () => {
    const { review } = reviewOf([], [readPlanFile("shop", firstPlan)]);
    expect(review.accessChanges).toContainEqual(
      expect.objectContaining({
        effect: "gained",
        who: "rendered account shop/orders",
        after: "can become orders",
        address: "terraform_data.account",
      }),
    );
    expect(review.risks.map(({ id }) => id)).not.toContain("annotation-without-trust");
  });

  test("the second plan is empty", () => expectNoChanges(shop));

  test("another identity changes the configuration in place, and then nothing is left", async () => {
    // GIVEN
    workplace.synth((app) => fluxShop(app, "orders-2"));

    // WHEN
    const plan = await planOf(shop);
    succeeded(await shop.apply("next.plan"));

    // THEN
    const actions = actionsIn(plan);
    expect(actions["azurerm_kubernetes_flux_configuration.workloads"]).toBe("update");
    expect(actions["terraform_data.account"]).toBe("update");
    expect(Object.keys(actions).join(" ")).not.toMatch(/azurerm_kubernetes_cluster|account_ready/);
    expectInOrder(
      changeOf(shop, "create", "azurerm_user_assigned_identity", ({ name }) => name === "orders-2"),
      changeOf(shop, "update", "azurerm_kubernetes_flux_configuration"),
    );
    await expectNoChanges(shop);
  });

  test("a grant that is added later comes before what is changed with it", async () => {
    // GIVEN
    workplace.edit("shop", "azurerm_kubernetes_flux_configuration", (configuration) => {
      configuration.continuous_reconciliation_enabled = false;
    });
    const file = join(workplace.folderOf("shop"), "cdk.tf.json");
    const stack = JSON.parse(readFileSync(file, "utf8"));
    const [, [, ready]] = Object.entries<{ depends_on: string[] }>(stack.resource.terraform_data);
    stack.resource.azurerm_resource_group.late = { name: "late", location: "eastus" };
    ready.depends_on.push("azurerm_resource_group.late");
    writeFileSync(file, JSON.stringify(stack));

    // WHEN
    const plan = await planOf(shop);
    succeeded(await shop.apply("next.plan"));

    // THEN
    expect(actionsIn(plan)).toEqual({
      "azurerm_resource_group.late": "create",
      "azurerm_kubernetes_flux_configuration.workloads": "update",
    });
    expectInOrder(
      changeOf(shop, "create", "azurerm_resource_group", ({ name }) => name === "late"),
      changeOf(
        shop,
        "update",
        "azurerm_kubernetes_flux_configuration",
        (attributes) => attributes.continuous_reconciliation_enabled === false,
      ),
    );
  });
});

describeTerraform("an identity without client id", () => {
  test("stops the apply before what depends on its account", async () => {
    // GIVEN
    const workplace = new Workplace();
    workplace.synth((app) => {
      const stack = stackOf(app, "shop");
      const id = (name: string) =>
        new TerraformVariable(stack, name, { type: "string" }).stringValue;
      const cluster = WorkloadIdentityCluster.fromClusterAttributes(stack, "cluster", {
        oidcIssuerUrl: "https://oidc.example.com/",
        clusterName: "aks",
      });
      const identity = cluster.addFederatedIdentity("orders", {
        namespace: "shop",
        serviceAccountName: "orders",
        identity: ManagedIdentity.fromIdentityAttributes(stack, "identity", {
          identityId:
            "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders",
          clientId: id("client_id"),
          principalId: "11111111-2222-3333-4444-555555555555",
          tenantId: "21111111-2222-3333-4444-555555555555",
        }),
      });
      const account = WorkloadServiceAccount.rendered(stack, "account", { identity });
      new KubernetesFluxConfiguration(stack, "workloads", {
        name: "workloads",
        clusterId: "/subscriptions/x",
        namespace: "flux-system",
        gitRepository: { url: "https://example.com", referenceType: "branch", referenceValue: "a" },
        kustomizations: [{ name: "shop", postBuild: { substitute: account.substitutions } }],
        dependsOn: account.readiness,
      });
    });

    try {
      for (const [given, code] of [
        ["", 1],
        ["11111111-2222-3333-4444-555555555555", 0],
      ] as const) {
        // WHEN
        const shop = await workplace.open("shop", { variables: { client_id: given } });
        const result = await shop.plan();

        // THEN
        expect([result.code, code ? "" : result.stderr]).toEqual([code, ""]);
        const said = `${result.stdout}${result.stderr}`.replace(/[│╷╵\s]+/g, " ");
        expect(
          said.includes("The identity of the service account shop/orders has no client id"),
        ).toBe(code === 1);
      }
    } finally {
      workplace.close();
    }
  });
});

describeTerraform("the app with DELIVERY=gitops", () => {
  test("prints after one apply what Kubernetes needs, and then nothing changes", async () => {
    // GIVEN
    const workplace = new Workplace();
    workplace.tutorial({ DELIVERY: "gitops", KEYVAULT_NAME: "kv-tutorial" });

    try {
      // WHEN
      const azure = await workplace.open("azure");
      succeeded(await azure.apply());

      // THEN
      const { client_id: clientId } = changeOf(
        azure,
        "create",
        "azurerm_user_assigned_identity",
      ).attributes;
      const manifests = await outputOf(azure, "manifests");
      const [account, pod] = parseAllDocuments(manifests).map((one) => one.toJS());
      expect(account.metadata.annotations["azure.workload.identity/client-id"]).toBe(clientId);
      expect(pod.spec.containers[0].env[0]).toEqual({
        name: "KEYVAULT_URL",
        value: expect.stringContaining("https://kv-tutorial"),
      });
      expect(await outputOf(azure, "substitutions")).toMatchObject({
        IDENTITY_CLIENT_ID: clientId,
      });
      await expectNoChanges(azure);
    } finally {
      workplace.close();
    }
  });
});

describeTerraform("YAML that Terraform completes", () => {
  test("is the text that it would be if all were known, whatever characters there are", async () => {
    // GIVEN
    const document = (id: string): Record<string, YamlValue> => ({
      quotes: 'a "b" \\ c',
      backslash: "x\\n\\",
      lines: 'one "1"\n\ttwo\r\n',
      list: ['{"json": ["\\\\"]}', "plain", { nested: "é\u00a0%" }],
      empty: {},
      id,
      mixed: `before "${id}" \\ after`,
      flag: true,
    });
    const workplace = new Workplace();
    workplace.synth((app) => {
      const stack = stackOf(app, "yaml");
      const { stringValue } = new TerraformVariable(stack, "id", {
        type: "string",
        default: "1-2",
      });
      new TerraformOutput(stack, "yaml", { value: yamlOf(document(stringValue)) });
    });

    try {
      // WHEN
      const stack = await workplace.open("yaml");
      succeeded(await stack.apply());

      // THEN
      const yaml = await outputOf(stack, "yaml");
      expect(parse(yaml)).toEqual(document("1-2"));
      expect(parse(yaml)).toEqual(parse(yamlText(document("1-2"))));
    } finally {
      workplace.close();
    }
  });
});

/** A chart that takes Terraform's account, and one that is annotated after it. */
function charts(app: App, identityName = "dns"): void {
  const stack = stackOf(app, "charts");
  const cluster = newCluster(stack);
  new HelmProvider(stack, "helm", { kubernetes: cluster.helmConnection(stack) });
  const dns = cluster.addFederatedIdentity("dns", {
    namespace: "dns",
    serviceAccountName: "external-dns",
    credentialName: "external-dns",
    identity: new ManagedIdentity(stack, "identity", {
      resourceGroup: newGroup(stack),
      name: identityName,
    }),
  });
  const account = new WorkloadServiceAccount(stack, "account", {
    identity: dns,
    createNamespace: false,
  });
  new Release(stack, "external-dns", {
    name: "external-dns",
    chart: "external-dns",
    version: "1.21.1",
    values: [
      account.helmValues({
        serviceAccount: "serviceAccount",
        podLabels: ["podLabels"],
        podAnnotations: ["podAnnotations"],
      }),
    ],
    dependsOn: account.readiness,
  });
  const shop = new Release(stack, "shop", { name: "shop", chart: "shop", version: "1.0.0" });
  WorkloadServiceAccount.annotate(stack, "shop-account", {
    identity: cluster.addFederatedIdentity("shop", {
      namespace: "shop",
      serviceAccountName: "shop",
    }),
    dependsOn: [shop],
  });
}

describeTerraform("charts", () => {
  let workplace: Workplace;
  let stack: AppliedStack;

  beforeAll(async () => {
    workplace = new Workplace();
    workplace.synth((app) => charts(app));
    // The second chart makes its account itself.
    const existing = { namespaces: ["dns"], serviceAccounts: ["shop/shop"] };
    stack = await workplace.open("charts", { existing });
    succeeded(await stack.validate());
    succeeded(await stack.apply());
  });
  afterAll(() => workplace.close());

  const release = (name: string) =>
    changeOf(stack, "create", "helm_release", (attributes) => attributes.name === name);

  test("a release comes after the account and its trust, and annotations after theirs", () => {
    const dns = release("external-dns");
    const account = changeOf(stack, "create", "kubernetes_service_account_v1");
    const { id } = changeOf(
      stack,
      "create",
      "azurerm_federated_identity_credential",
      ({ name }) => name === "external-dns",
    );
    expectInOrder(account, dns);
    expectInOrder(changeOf(stack, "create", "time_sleep", waitsFor(id)), dns);
    expectInOrder(release("shop"), changeOf(stack, "create", "kubernetes_annotations"));
  });

  test("its values are YAML with the ids, and the second plan is empty", async () => {
    const { client_id: clientId } = changeOf(
      stack,
      "create",
      "azurerm_user_assigned_identity",
      ({ name }) => name === "dns",
    ).attributes;
    const [values] = release("external-dns").attributes.values as string[];
    expect(parse(values)).toEqual({
      podAnnotations: {
        "cdktf-aks-workload-identity/client-id": clientId,
        "cdktf-aks-workload-identity/tenant-id": expect.any(String),
      },
      podLabels: { "azure.workload.identity/use": "true" },
      serviceAccount: { create: false, name: "external-dns" },
    });
    await expectNoChanges(stack);
  });

  test("another identity changes the release in place, and so its pods", async () => {
    workplace.synth((app) => charts(app, "dns-2"));
    const actions = actionsIn(await planOf(stack));
    expect(actions["helm_release.external-dns"]).toBe("update");
    expect(actions).not.toHaveProperty("helm_release.shop");
    rmSync(join(workplace.folderOf("charts"), "next.plan"));
  });
});
