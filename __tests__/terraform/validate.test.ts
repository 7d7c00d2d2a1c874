import { type CheckedStack, describeTerraform } from "../stand-in/terraform";
import { succeeded, Workplace } from "./support";

const EVERY_VARIABLE = {
  SUBSCRIPTION: "11111111-1111-4111-8111-111111111111",
  RESOURCE_GROUP: "shop-group",
  LOCATION: "West Europe",
  CLUSTER_NAME: "shop-cluster",
  SERVICE_ACCOUNT_NAMESPACE: "shop",
  SERVICE_ACCOUNT_NAME: "orders",
  USER_ASSIGNED_IDENTITY_NAME: "orders-identity",
  FEDERATED_IDENTITY_CREDENTIAL_NAME: "orders-credential",
  KEYVAULT_RESOURCE_GROUP: "vault-group",
  KEYVAULT_NAME: "shop-vault",
  KEYVAULT_SECRET_NAME: "api-key",
  KEYVAULT_SECRET_VERSION: "7",
  IMAGE: "registry.example.com/team/orders:1.2",
  CONTAINER_NAME: "orders",
};

const VARIANTS: readonly [string, Record<string, string>][] = [
  ["the defaults", {}],
  ["every variable", EVERY_VARIABLE],
  ["a state in Azure storage", { BACKEND: "azurerm", BACKEND_STORAGE_ACCOUNT: "shopstate" }],
  ["a state in HCP Terraform", { BACKEND: "remote", TF_CLOUD_ORGANIZATION: "shop" }],
];

describeTerraform("the app's stacks, as terraform validate sees them", () => {
  const stacks: Record<string, CheckedStack> = {};
  let workplace: Workplace;

  // Opened once: real plugins would be installed for each folder anew.
  beforeAll(async () => {
    workplace = new Workplace();
    workplace.tutorial(EVERY_VARIABLE);
    stacks.azure = await workplace.openForChecks("azure");
    stacks.kubernetes = await workplace.openForChecks("kubernetes");
  });

  afterAll(() => workplace.close());

  test.each(VARIANTS)("both are valid with %s", async (_title, env) => {
    // GIVEN
    workplace.tutorial(env);

    // WHEN
    const azure = await stacks.azure.validate();
    const kubernetes = await stacks.kubernetes.validate();

    // THEN
    expect(succeeded(azure)).toContain("The configuration is valid.");
    expect(succeeded(kubernetes)).toContain("The configuration is valid.");
    expect(azure.stdout + kubernetes.stdout).not.toContain("Warning");
  });

  test.each([
    ["azure", "azurerm_federated_identity_credential"],
    ["kubernetes", "kubernetes_pod_v1"],
  ])("the %s stack is refused with a reference to nothing", async (name, typeName) => {
    // GIVEN
    workplace.tutorial();
    workplace.edit(name, typeName, (resource) => {
      resource.depends_on = ["time_sleep.nothing"];
    });

    // WHEN
    const validated = await stacks[name].validate();

    // THEN
    expect(validated.code).toBe(1);
    expect(validated.stderr).toContain("Reference to undeclared resource");
  });
});
