import { IDENTITY_OF_CREDENTIAL } from "../support/bindings";
import { type AppliedStack, describeTerraform } from "../stand-in/terraform";
import { type Arguments, succeeded, Workplace } from "./support";

// What the *.tftest.hcl files expect to find again.
const ENV = {
  SERVICE_ACCOUNT_NAMESPACE: "shop",
  SERVICE_ACCOUNT_NAME: "orders",
  KEYVAULT_NAME: "shop-vault",
  IMAGE: "registry.example.com/team/orders:1.2",
};

const OTHER_IDENTITY =
  "/subscriptions/00000000-0000-4000-8000-00000000000b/resourceGroups/mocked" +
  "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/other";

/** A stack with one thing wrong, and the assertion that has to notice. */
type Fault = readonly [
  title: string,
  typeName: string,
  change: (resource: Arguments) => void,
  message: string,
];

const AZURE_FAULTS: readonly Fault[] = [
  [
    "another subject",
    "azurerm_federated_identity_credential",
    (credential) => (credential.subject = "system:serviceaccount:default:orders"),
    "the credential trusts another subject",
  ],
  [
    "an issuer without its slash",
    "azurerm_federated_identity_credential",
    (credential) =>
      (credential.issuer =
        '${trimsuffix(azurerm_kubernetes_cluster.cluster.oidc_issuer_url, "/")}'),
    "the credential does not have the cluster's issuer verbatim",
  ],
  [
    "another audience",
    "azurerm_federated_identity_credential",
    (credential) => (credential.audience = ["api://AzureADTokenExchangeUSGov"]),
    "the credential does not have Azure's audience alone",
  ],
  [
    "a credential of another identity",
    "azurerm_federated_identity_credential",
    (credential) => (credential[IDENTITY_OF_CREDENTIAL] = OTHER_IDENTITY),
    "the credential does not belong to the identity",
  ],
  [
    "the client id in place of the principal id",
    "azurerm_role_assignment",
    (assignment) =>
      (assignment.principal_id = "${azurerm_user_assigned_identity.identity.client_id}"),
    "the role is not given to the identity's principal",
  ],
  [
    "a role for all",
    "azurerm_role_assignment",
    (assignment) => (assignment.role_definition_name = "Key Vault Administrator"),
    "the identity has another role",
  ],
  [
    "roles at the resource group",
    "azurerm_role_assignment",
    (assignment) => (assignment.scope = "${azurerm_resource_group.group.id}"),
    "roles and secret are not all at the vault",
  ],
  [
    "access policies",
    "azurerm_key_vault",
    (vault) => (vault.rbac_authorization_enabled = false),
    "the vault does not have both roles and purge protection",
  ],
  [
    "a vault that can be purged",
    "azurerm_key_vault",
    (vault) => (vault.purge_protection_enabled = false),
    "the vault does not have both roles and purge protection",
  ],
  [
    "a cluster without the webhook",
    "azurerm_kubernetes_cluster",
    (cluster) => (cluster.workload_identity_enabled = false),
    "the cluster does not have both the issuer and workload identity",
  ],
];

const metadataOf = (resource: Arguments) => resource.metadata as Record<string, Arguments>;

const KUBERNETES_FAULTS: readonly Fault[] = [
  [
    "pods without the label",
    "kubernetes_pod_v1",
    (pod) => delete metadataOf(pod).labels["azure.workload.identity/use"],
    "the webhook would pass a pod by",
  ],
  [
    "an account without the client id",
    "kubernetes_service_account_v1",
    (account) => (metadataOf(account).annotations["azure.workload.identity/client-id"] = "orders"),
    "the service account does not name the identity's client id",
  ],
  [
    "an account in another namespace",
    "kubernetes_service_account_v1",
    (account) => Object.assign(metadataOf(account), { namespace: "default" }),
    "the service account is not the one that is trusted",
  ],
  [
    "pods of another account",
    "kubernetes_pod_v1",
    (pod) => Object.assign(pod.spec as Arguments, { service_account_name: "default" }),
    "a pod does not run as the service account",
  ],
];

describeTerraform("the chain of trust, as terraform test sees it", () => {
  const stacks: Record<string, AppliedStack> = {};
  let workplace: Workplace;

  beforeAll(async () => {
    workplace = new Workplace();
    workplace.tutorial(ENV);
    for (const name of ["azure", "kubernetes"]) {
      workplace.addTests(name);
      stacks[name] = await workplace.open(name);
    }
  });

  afterAll(() => workplace.close());

  test("it holds in both stacks", async () => {
    // GIVEN
    workplace.tutorial(ENV);

    // WHEN
    const azure = await stacks.azure.test();
    const kubernetes = await stacks.kubernetes.test();

    // THEN
    expect(succeeded(azure)).toContain("1 passed, 0 failed.");
    expect(succeeded(kubernetes)).toContain("1 passed, 0 failed.");
  });

  test.each(AZURE_FAULTS)("it breaks in Azure with %s", async (_title, ...fault) => {
    await expectNoticed("azure", ...fault);
  });

  test.each(KUBERNETES_FAULTS)("it breaks in Kubernetes with %s", async (_title, ...fault) => {
    await expectNoticed("kubernetes", ...fault);
  });

  async function expectNoticed(
    name: string,
    typeName: string,
    change: (resource: Arguments) => void,
    message: string,
  ): Promise<void> {
    // GIVEN
    workplace.tutorial(ENV);
    workplace.edit(name, typeName, change);

    // WHEN
    const tested = await stacks[name].test();

    // THEN
    expect(tested.code).toBe(1);
    expect(tested.stderr).toContain(message);
    expect(tested.stderr).not.toMatch(/Error: (?!Test assertion failed)/);
  }
});
