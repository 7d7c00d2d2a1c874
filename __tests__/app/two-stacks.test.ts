import { App } from "cdktf";
import { tutorial } from "../../main";
import { namespaceMetadata, trustedBy } from "../support/bindings";
import { addresses, messageOf, resources, type StackJson, synthApp } from "../support/synth";

/** Synthesizes the app of main.ts. */
function synthTutorial(
  env: Record<string, string> = {},
): Record<"azure" | "kubernetes", StackJson> {
  return synthApp((outdir) => tutorial(env, { outdir })) as Record<
    "azure" | "kubernetes",
    StackJson
  >;
}

/** Every text in a value, keys included. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...texts(inner)]);
}

test("the Terraform addresses of the app stay what they are", () => {
  // WHEN
  const { azure, kubernetes } = synthTutorial({
    IMAGE: "registry.example.com/app:1.0",
    KEYVAULT_RESOURCE_GROUP: "vaults",
  });

  // THEN
  expect({ azure: addresses(azure), kubernetes: addresses(kubernetes) }).toEqual({
    azure: [
      "azurerm_federated_identity_credential.cluster_federation_428FEDD9",
      "azurerm_key_vault.vault",
      "azurerm_key_vault_secret.vault_secrets_my-secret_9F0E1A35",
      "azurerm_kubernetes_cluster.cluster",
      "azurerm_resource_group.group",
      "azurerm_resource_group.vault-group",
      "azurerm_role_assignment.current-client_key-vault-secrets-officer-on-vault_B8E69A9F",
      "azurerm_role_assignment.identity_key-vault-secrets-user-on-vault_F8B0D444",
      "azurerm_user_assigned_identity.identity",
      "data.azurerm_client_config.current-client",
      "time_sleep.propagation_federations_03A7AF91",
      "time_sleep.propagation_roles-of-deployers_6A0C4942",
      "time_sleep.propagation_roles-of-workloads_667E30D6",
    ],
    kubernetes: [
      "data.azurerm_kubernetes_cluster.cluster-connection",
      "data.terraform_remote_state.cross-stack-reference-input-azure",
      "kubernetes_job_v1.access-check",
      "kubernetes_pod_v1.application",
      "kubernetes_pod_v1.sample-workload",
      "kubernetes_service_account_v1.service-account",
      "terraform_data.access-check_checked_09E1E01C",
      "terraform_data.application_written_E25285D8",
      "terraform_data.sample-workload_written_463F5166",
    ],
  });
});

test("without variables the stacks hold the tutorial's chain under the tutorial's names", () => {
  // WHEN
  const { azure, kubernetes } = synthTutorial();

  // THEN
  expect(azure.resource).toMatchObject({
    azurerm_resource_group: { group: { name: "myResourceGroup", location: "eastus" } },
    azurerm_kubernetes_cluster: {
      cluster: {
        name: "myAKSCluster",
        oidc_issuer_enabled: true,
        workload_identity_enabled: true,
      },
    },
    azurerm_user_assigned_identity: { identity: { name: "myIdentity" } },
    azurerm_key_vault: {
      vault: { rbac_authorization_enabled: true, purge_protection_enabled: true },
    },
  });
  expect(resources(azure, "azurerm_federated_identity_credential")).toEqual([
    {
      name: "myFedIdentity",
      ...trustedBy(
        "${azurerm_user_assigned_identity.identity.id}",
        "${azurerm_resource_group.group.name}",
      ),
      issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
      subject: "system:serviceaccount:default:workload-identity-sa",
      audience: ["api://AzureADTokenExchange"],
    },
  ]);
  expect(
    resources(azure, "azurerm_role_assignment").map(
      ({ role_definition_name, principal_id, principal_type }) => [
        role_definition_name,
        principal_id,
        principal_type,
      ],
    ),
  ).toEqual([
    [
      "Key Vault Secrets Officer",
      "${data.azurerm_client_config.current-client.object_id}",
      undefined,
    ],
    [
      "Key Vault Secrets User",
      "${azurerm_user_assigned_identity.identity.principal_id}",
      "ServicePrincipal",
    ],
  ]);
  expect(resources(azure, "azurerm_key_vault_secret")[0]).toMatchObject({
    name: "my-secret",
    value_wo: "${var.keyvault_secret_value}",
  });
  expect(resources(kubernetes, "kubernetes_service_account_v1")[0]).toMatchObject({
    metadata: { name: "workload-identity-sa", namespace: "default" },
  });
  expect(kubernetes.resource?.kubernetes_pod_v1).toMatchObject({
    "sample-workload": {
      metadata: {
        name: "sample-workload-identity-key-vault",
        namespace: "default",
        labels: { "azure.workload.identity/use": "true" },
      },
      spec: {
        node_selector: { "kubernetes.io/os": "linux" },
        container: [
          {
            name: "oidc",
            image: "ghcr.io/azure/azure-workload-identity/msal-go",
            env: [
              { name: "KEYVAULT_URL", value: expect.stringMatching(/vault_uri\}$/) },
              { name: "SECRET_NAME", value: "my-secret" },
            ],
          },
        ],
      },
    },
  });
  expect(kubernetes.resource?.kubernetes_pod_v1).not.toHaveProperty("application");
});

test("the app makes the namespace of the account in its own cluster, and in no other", () => {
  const namespaces = (env: Record<string, string>) =>
    resources(synthTutorial(env).kubernetes, "kubernetes_namespace_v1");

  expect(namespaces({ SERVICE_ACCOUNT_NAMESPACE: "shop" })).toMatchObject([
    { metadata: namespaceMetadata({ name: "shop" }) },
  ]);
  expect(namespaces({})).toEqual([]);
  expect(namespaces({ SERVICE_ACCOUNT_NAMESPACE: "shop", EXISTING_CLUSTER: "true" })).toEqual([]);
});

test("the variables reach the resources", () => {
  // WHEN
  const { azure, kubernetes } = synthTutorial({
    SUBSCRIPTION: "11111111-2222-3333-4444-555555555555",
    RESOURCE_GROUP: "orders",
    LOCATION: "West Europe",
    CLUSTER_NAME: "prod",
    SERVICE_ACCOUNT_NAMESPACE: "shop",
    SERVICE_ACCOUNT_NAME: "orders",
    USER_ASSIGNED_IDENTITY_NAME: "orders-identity",
    FEDERATED_IDENTITY_CREDENTIAL_NAME: "orders-credential",
    KEYVAULT_RESOURCE_GROUP: "vaults",
    KEYVAULT_NAME: "orders-vault",
    KEYVAULT_SECRET_NAME: "db-password",
    KEYVAULT_SECRET_VERSION: "2",
    IMAGE: "registry.example.com/app:1.0",
    CONTAINER_NAME: "orders",
  });

  // THEN
  expect(azure.provider?.azurerm[0].subscription_id).toBe("11111111-2222-3333-4444-555555555555");
  expect(kubernetes.provider?.azurerm[0].subscription_id).toBe(
    "11111111-2222-3333-4444-555555555555",
  );
  expect(azure.resource).toMatchObject({
    azurerm_resource_group: {
      group: { name: "orders", location: "westeurope" },
      "vault-group": { name: "vaults", location: "westeurope" },
    },
    azurerm_kubernetes_cluster: { cluster: { name: "prod" } },
    azurerm_user_assigned_identity: { identity: { name: "orders-identity" } },
    azurerm_key_vault: {
      vault: {
        name: "orders-vault",
        resource_group_name: "${azurerm_resource_group.vault-group.name}",
      },
    },
  });
  expect(resources(azure, "azurerm_federated_identity_credential")[0]).toMatchObject({
    name: "orders-credential",
    subject: "system:serviceaccount:shop:orders",
  });
  expect(resources(azure, "azurerm_key_vault_secret")[0]).toMatchObject({
    name: "db-password",
    value_wo_version: 2,
  });
  expect(kubernetes.resource?.kubernetes_pod_v1.application).toMatchObject({
    metadata: { name: "sample-workload-identity", namespace: "shop" },
    spec: { container: [{ name: "orders", image: "registry.example.com/app:1.0" }] },
  });
});

test("a group in other capitals is still the same group", () => {
  const { azure } = synthTutorial({ RESOURCE_GROUP: "orders", KEYVAULT_RESOURCE_GROUP: "Orders" });
  expect(resources(azure, "azurerm_resource_group")).toHaveLength(1);
});

test("both stacks need Terraform 1.11 and keep their state beside the project", () => {
  const stacks = synthTutorial();
  for (const name of ["azure", "kubernetes"] as const) {
    expect(stacks[name].terraform).toMatchObject({
      required_version: ">= 1.11",
      backend: { local: { path: `../../../terraform.${name}.tfstate` } },
    });
  }
  expect(stacks.kubernetes.data?.terraform_remote_state).toEqual({
    "cross-stack-reference-input-azure": {
      backend: "local",
      config: { path: "../../../terraform.azure.tfstate" },
      workspace: "${terraform.workspace}",
    },
  });
});

test("both states may live in Azure storage, reached with the operator's own login", () => {
  const { azure, kubernetes } = synthTutorial({
    BACKEND: "azurerm",
    BACKEND_STORAGE_ACCOUNT: "states",
    BACKEND_PREFIX: "prod",
  });
  const backend = (name: string) => ({
    storage_account_name: "states",
    container_name: "tfstate",
    key: `prod/${name}.tfstate`,
    use_azuread_auth: true,
  });
  expect(azure.terraform.backend).toEqual({ azurerm: backend("azure") });
  expect(kubernetes.terraform.backend).toEqual({ azurerm: backend("kubernetes") });
  expect(Object.values(kubernetes.data?.terraform_remote_state ?? {})).toMatchObject([
    { backend: "azurerm", config: backend("azure") },
  ]);
});

test("both states may live in HCP Terraform", () => {
  const { azure, kubernetes } = synthTutorial({ BACKEND: "remote", TF_CLOUD_ORGANIZATION: "shop" });
  const backend = (name: string) => ({
    hostname: "app.terraform.io",
    organization: "shop",
    workspaces: { name: `aks-workload-identity-${name}` },
  });
  expect(azure.terraform.backend).toEqual({ remote: backend("azure") });
  expect(kubernetes.terraform.backend).toEqual({ remote: backend("kubernetes") });
  expect(Object.values(kubernetes.data?.terraform_remote_state ?? {})).toMatchObject([
    { backend: "remote", config: backend("azure") },
  ]);
});

test("only ids of identity, tenant and role assignment and the vault's URI cross from one stack to the other", () => {
  // WHEN
  const { azure, kubernetes } = synthTutorial();

  // THEN
  const crossing = Object.entries(azure.output ?? {}).filter(([id]) =>
    id.startsWith("cross-stack-output"),
  );
  expect(crossing.map(([, { value, sensitive }]) => [value, sensitive])).toEqual([
    ["${azurerm_key_vault.vault.vault_uri}", true],
    ["${azurerm_role_assignment.identity_key-vault-secrets-user-on-vault_F8B0D444.id}", true],
    ["${azurerm_user_assigned_identity.identity.client_id}", true],
    ["${azurerm_user_assigned_identity.identity.tenant_id}", true],
  ]);
  expect(azure.data).not.toHaveProperty("terraform_remote_state");
  expect(kubernetes).not.toHaveProperty("variable");
});

test("no kubeconfig, certificate or secret is an output, and none stands in the JSON", () => {
  // WHEN
  const { azure, kubernetes } = synthTutorial();

  // THEN
  const credential =
    /kube_config|kube_admin_config|client_key(?!-)|client_certificate|password|secret_value/;
  expect(texts(azure.output).filter((text) => credential.test(text))).toEqual([]);
  expect(texts(azure).filter((text) => credential.test(text))).toEqual([
    "${var.keyvault_secret_value}",
    "keyvault_secret_value",
  ]);
  expect(texts({ ...kubernetes, provider: {} }).filter((text) => credential.test(text))).toEqual(
    [],
  );
  for (const text of texts(kubernetes.provider).filter((text) => text.includes("kube_config"))) {
    expect(text).toMatch(
      /^\$\{.*data\.azurerm_kubernetes_cluster\.cluster-connection\.kube_config/,
    );
  }
});

test("the secret's value is an ephemeral variable, with the tutorial's demonstration value", () => {
  expect(synthTutorial().azure.variable).toEqual({
    keyvault_secret_value: {
      type: "string",
      description: "The value of the Key Vault secret my-secret.",
      default: "Hello!",
      sensitive: true,
      ephemeral: true,
      nullable: false,
    },
  });
});

test("the outputs are the tutorial's values and commands", () => {
  const { azure, kubernetes } = synthTutorial();
  expect(azure.output).toMatchObject({
    oidc_issuer_url: { value: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}" },
    identity_client_id: { value: "${azurerm_user_assigned_identity.identity.client_id}" },
    identity_principal_id: { value: "${azurerm_user_assigned_identity.identity.principal_id}" },
    key_vault_url: { value: "${azurerm_key_vault.vault.vault_uri}" },
    get_credentials_command: {
      value: 'az aks get-credentials --name "myAKSCluster" --resource-group "myResourceGroup"',
    },
  });
  expect(kubernetes.output).toMatchObject({
    describe_command: {
      value:
        'kubectl describe pod sample-workload-identity-key-vault --namespace "default" | grep "SECRET_NAME:"',
    },
    access_check_command: {
      value: 'kubectl logs job/workload-identity-sa-access-check --namespace "default"',
    },
    logs_command: {
      value: 'kubectl logs sample-workload-identity-key-vault --namespace "default"',
    },
  });
});

test("the access check reads the tutorial's secret as its last step, and can be left out", () => {
  // WHEN
  const { kubernetes } = synthTutorial({ KEYVAULT_SECRET_VERSION: "2" });
  const without = synthTutorial({ ACCESS_CHECK: "false" });

  // THEN
  expect(kubernetes.resource?.kubernetes_job_v1["access-check"]).toMatchObject({
    metadata: { name: "workload-identity-sa-access-check", namespace: "default" },
    wait_for_completion: true,
  });
  expect(kubernetes.resource?.terraform_data["access-check_checked_09E1E01C"]).toMatchObject({
    triggers_replace: { secret: "my-secret", secret_version: 2 },
  });
  const others = Object.entries(kubernetes.resource ?? {}).filter(
    ([type]) => type !== "kubernetes_job_v1",
  );
  expect(JSON.stringify(others)).not.toContain("kubernetes_job_v1.access-check");
  expect(without.kubernetes.resource).not.toHaveProperty("kubernetes_job_v1");
  expect(without.kubernetes.output).not.toHaveProperty("access_check_command");
});

test("the Kubernetes stack is deployed after the Azure stack", () => {
  let app: App | undefined;
  synthApp((outdir) => (app = tutorial({}, { outdir })));
  expect(app?.manifest.stacks.kubernetes.dependencies).toEqual(["azure"]);
});

test("fails before anything is written when a variable is wrong", () => {
  expect(messageOf(() => tutorial({ CLUSTER_NAME: "-" }))).toMatch(/^Invalid settings:\n/);
});

test("what exists is looked up by the same names, and only the rest is made", () => {
  // WHEN
  const { azure, kubernetes } = synthTutorial({
    EXISTING_CLUSTER: "true",
    EXISTING_IDENTITY: "true",
    EXISTING_KEYVAULT: "true",
    EXISTING_SERVICE_ACCOUNT: "true",
    KEYVAULT_NAME: "orders-vault",
    KEYVAULT_RESOURCE_GROUP: "vaults",
  });

  // THEN
  expect(azure.data).toMatchObject({
    azurerm_kubernetes_cluster: {
      cluster: { name: "myAKSCluster", resource_group_name: "myResourceGroup" },
    },
    azurerm_user_assigned_identity: {
      identity: { name: "myIdentity", resource_group_name: "myResourceGroup" },
    },
    azurerm_key_vault: { vault: { name: "orders-vault", resource_group_name: "vaults" } },
  });
  expect(Object.keys(azure.resource ?? {}).sort()).toEqual([
    "azurerm_federated_identity_credential",
    "azurerm_key_vault_secret",
    "azurerm_role_assignment",
    "time_sleep",
  ]);
  expect(kubernetes.resource).toHaveProperty("kubernetes_annotations");
  expect(kubernetes.resource).not.toHaveProperty("kubernetes_service_account_v1");
});

test("the disable step turns workload identity off in place, and checks no access", () => {
  // WHEN
  const { azure, kubernetes } = synthTutorial({ WORKLOAD_IDENTITY: "false" });

  // THEN
  expect(resources(azure, "azurerm_kubernetes_cluster")[0]).toMatchObject({
    oidc_issuer_enabled: true,
    workload_identity_enabled: false,
  });
  expect(addresses(azure)).toEqual(addresses(synthTutorial().azure));
  expect(kubernetes.resource).not.toHaveProperty("kubernetes_job_v1");
});

test.each([
  ["true", true],
  ["false", false],
])("WORKLOAD_IDENTITY=%s switches a cluster that Terraform does not own", (given, enabled) => {
  const { azure } = synthTutorial({ EXISTING_CLUSTER: "true", WORKLOAD_IDENTITY: given });
  expect(resources(azure, "azapi_update_resource")).toMatchObject([
    { body: { properties: { securityProfile: { workloadIdentity: { enabled } } } } },
  ]);
  expect(azure.provider).toHaveProperty("azapi");
});

test("roles that exist are not assigned, and the sample reads its secret all the same", () => {
  const env = {
    EXISTING_KEYVAULT: "true",
    EXISTING_IDENTITY: "true",
    EXISTING_ROLES: "true",
    KEYVAULT_NAME: "orders",
  };
  const { azure, kubernetes } = synthApp((outdir) => tutorial(env, { outdir }));
  expect(resources(azure, "azurerm_role_assignment")).toEqual([]);
  expect(resources(azure, "azurerm_key_vault_secret")).toHaveLength(1);
  expect(resources(kubernetes, "kubernetes_job_v1")).toHaveLength(1);
});

test("a pod of IMAGE may run as root, unless it is to keep to restricted; the sample does", () => {
  // WHEN
  const contextsWith = (env: Record<string, string>) => {
    const { kubernetes } = synthTutorial({ IMAGE: "registry.example.com/app:1.0", ...env });
    const pods = Object.entries(kubernetes.resource?.kubernetes_pod_v1 ?? {});
    return Object.fromEntries(
      pods.map(([id, { spec }]) => [id, (spec as Record<string, unknown>).security_context]),
    );
  };

  // THEN
  const restricted = { run_as_non_root: true, seccomp_profile: { type: "RuntimeDefault" } };
  expect(contextsWith({})).toEqual({ "sample-workload": restricted, application: undefined });
  expect(contextsWith({ POD_SECURITY: "restricted" })).toEqual({
    "sample-workload": restricted,
    application: restricted,
  });
});
