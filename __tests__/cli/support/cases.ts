import { asksFor, BASE, type BaseStack, having } from "./base-stack";

/** A change of the base stack, and what a review has to say of its plan. */
export interface Case {
  /** The name of the plan's fixture, and of the risk where it has one. */
  readonly name: string;
  readonly after: BaseStack;
  /** All risks that the plan holds, worst first. */
  readonly risks: readonly string[];
  /** What changes in access: effect and who. */
  readonly access: readonly string[];
}

const CLUSTER = "azurerm_kubernetes_cluster";
const IDENTITY = "azurerm_user_assigned_identity";
const CREDENTIAL = "azurerm_federated_identity_credential";
const ROLE = "azurerm_role_assignment";
const VAULT = "azurerm_key_vault";
const SECRET = "azurerm_key_vault_secret";
const ACCOUNT = "kubernetes_service_account_v1";
const WORKLOAD = "kubernetes_deployment_v1";
const OPEN = "terraform_data";

const withOpenValue = having(OPEN, "later", { input: "${timestamp()}" });

/** The base stack with another version of azurerm. */
function asking(version: string): BaseStack {
  const azurerm = { source: "hashicorp/azurerm", version };
  const kubernetes = { source: "hashicorp/kubernetes", version: "2.38.0" };
  return { ...BASE, terraform: { required_providers: { azurerm, kubernetes } } };
}

/** One plan for each risk, and some for each way in which access changes. */
export const CASES: readonly Case[] = [
  { name: "nothing-changes", after: BASE, risks: [], access: [] },
  {
    name: "cluster-replaced",
    after: having(CLUSTER, "main", { dns_prefix: "store" }),
    risks: ["cluster-replaced", "issuer-changed"],
    access: [],
  },
  {
    name: "identity-replaced",
    after: having(IDENTITY, "orders", { name: "orders-2" }),
    risks: ["identity-replaced"],
    access: [],
  },
  {
    name: "vault-replaced",
    after: having(VAULT, "main", { name: "shop-vault-2" }),
    risks: ["vault-replaced"],
    access: [],
  },
  {
    name: "vault-destroyed",
    after: having(
      VAULT,
      "main",
      null,
      having(SECRET, "password", null, having(ROLE, "orders", null)),
    ),
    risks: ["vault-replaced", "grant-removed-in-use"],
    access: ["lost orders"],
  },
  {
    name: "issuer-changed",
    after: having(CREDENTIAL, "orders", {
      issuer: "https://westeurope.oic.prod-aks.azure.com/a/b/",
    }),
    risks: ["issuer-changed", "annotation-without-trust"],
    access: ["changed orders", "lost deployment shop/orders"],
  },
  {
    name: "subject-changed",
    after: having(CREDENTIAL, "orders", { subject: "system:serviceaccount:shop:billing" }),
    risks: ["subject-changed", "annotation-without-trust"],
    access: ["changed orders", "lost deployment shop/orders"],
  },
  {
    name: "audience-changed",
    after: having(CREDENTIAL, "orders", { audience: ["api://AzureADTokenExchangeUSGov"] }),
    risks: ["audience-changed"],
    access: ["changed orders"],
  },
  {
    name: "workload-identity-off",
    after: having(CLUSTER, "main", { workload_identity_enabled: false }),
    risks: ["workload-identity-off"],
    access: [],
  },
  {
    name: "grant-removed-in-use",
    after: having(ROLE, "orders", null),
    risks: ["grant-removed-in-use"],
    access: ["lost orders"],
  },
  {
    name: "trust-removed-in-use",
    after: having(CREDENTIAL, "orders", null),
    risks: ["trust-removed-in-use", "annotation-without-trust"],
    access: ["lost orders", "lost deployment shop/orders"],
  },
  {
    name: "powerful-role",
    after: having(ROLE, "more", {
      scope: "${azurerm_key_vault.main.id}",
      role_definition_name: "Contributor",
      principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
    }),
    risks: ["powerful-role"],
    access: ["gained orders"],
  },
  {
    name: "wide-scope",
    after: having(ROLE, "orders", { scope: "${azurerm_resource_group.main.id}" }),
    risks: ["wide-scope"],
    access: ["widened orders"],
  },
  {
    name: "secret-in-plan",
    after: having(SECRET, "password", {
      value: "s3cret-0f-the-plan",
      value_wo: undefined,
      value_wo_version: undefined,
    }),
    risks: ["secret-in-plan"],
    access: [],
  },
  {
    name: "purge-protection-off",
    after: having(VAULT, "main", { purge_protection_enabled: false }),
    risks: ["purge-protection-off"],
    access: [],
  },
  {
    name: "local-accounts-on",
    after: having(CLUSTER, "main", { local_account_disabled: false }),
    risks: ["local-accounts-on"],
    access: [],
  },
  {
    name: "vault-public",
    after: having(VAULT, "main", { network_acls: { default_action: "Allow", bypass: "None" } }),
    risks: ["vault-public"],
    access: [],
  },
  {
    name: "vault-api-retires",
    after: asking("4.55.0"),
    risks: ["vault-api-retires"],
    access: [],
  },
  {
    name: "vault-api-may-retire",
    after: asking("~> 4.0"),
    risks: ["vault-api-may-retire"],
    access: [],
  },
  {
    name: "api-server-public",
    after: having(CLUSTER, "main", { api_server_access_profile: undefined }),
    risks: ["api-server-public"],
    access: [],
  },
  {
    name: "annotation-without-trust",
    after: having(
      ACCOUNT,
      "orders",
      { metadata: { name: "orders", namespace: "shop", annotations: asksFor("billing") } },
      having(IDENTITY, "billing", {
        name: "billing",
        location: "westeurope",
        resource_group_name: "shop",
      }),
    ),
    risks: ["annotation-without-trust"],
    access: ["changed service account shop/orders"],
  },
  {
    name: "unknown-decision",
    after: having(
      ROLE,
      "more",
      {
        scope: "${azurerm_key_vault.main.id}",
        role_definition_name: "${terraform_data.later.output}",
        principal_id: "${azurerm_user_assigned_identity.orders.principal_id}",
      },
      withOpenValue,
    ),
    risks: ["unknown-decision"],
    access: ["gained orders"],
  },
  {
    name: "scope-narrowed",
    after: having(ROLE, "orders", {
      scope: "${azurerm_key_vault_secret.password.resource_versionless_id}",
    }),
    risks: [],
    access: ["narrowed orders"],
  },
  {
    name: "role-widened",
    after: having(ROLE, "orders", { role_definition_name: "Key Vault Administrator" }),
    risks: ["powerful-role"],
    access: ["widened orders"],
  },
  {
    name: "condition-added",
    after: having(ROLE, "orders", {
      condition: "@Resource[name] StringEquals 'a'",
      condition_version: "2.0",
    }),
    risks: [],
    access: ["narrowed orders"],
  },
  {
    name: "workload-added",
    after: having(WORKLOAD, "reports", {
      ...BASE.resource[WORKLOAD].orders,
      metadata: { name: "reports", namespace: "shop" },
    }),
    risks: [],
    access: ["gained deployment shop/reports"],
  },
  {
    name: "resources-renamed",
    after: {
      ...BASE,
      resource: {
        ...BASE.resource,
        [ROLE]: { renamed: BASE.resource[ROLE].orders },
      },
    },
    risks: [],
    access: [],
  },
];
