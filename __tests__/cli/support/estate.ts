import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Review, reviewOf } from "../../../cli/review/review";
import { readPlanFile } from "../../../cli/terraform/read/plan-file";

type Values = Record<string, unknown>;

/** One resource of a plan, as Terraform writes it. */
export interface PlannedResource {
  readonly address: string;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  readonly change: {
    actions: string[];
    before: Values | null;
    after: Values | null;
    after_unknown: Values;
    before_sensitive: Values;
    after_sensitive: Values;
  };
}

export const SUBSCRIPTION = "/subscriptions/a8fa7fd6-0893-411a-8990-7b5545ccf9c4";
export const OTHER_SUBSCRIPTION = "/subscriptions/b1b1b1b1-0893-411a-8990-7b5545ccf9c4";
export const GROUP = `${SUBSCRIPTION}/resourceGroups/shop`;
export const ISSUER = "https://westeurope.oic.prod-aks.azure.com/tenant/cluster/";
export const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/shop-vault`;
const IDENTITIES = "/providers/Microsoft.ManagedIdentity/userAssignedIdentities";
export const idOf = (identity: string, group = GROUP) => `${group}${IDENTITIES}/${identity}`;

/** A resource with what it is before and after; null is none. */
export function changed(
  address: string,
  before: Values | null,
  after: Values | null,
  more: Partial<PlannedResource["change"]> = {},
): PlannedResource {
  const [type, name] = address.split(".");
  const actions = !before
    ? ["create"]
    : !after
      ? ["delete"]
      : JSON.stringify(before) === JSON.stringify(after)
        ? ["no-op"]
        : ["update"];
  const change = {
    ...{ actions, before, after, after_unknown: {}, before_sensitive: {}, after_sensitive: {} },
    ...more,
  };
  return { address, mode: "managed", type, name: name.replace(/\[.*/, ""), change };
}

export const stays = (address: string, values: Values) => changed(address, values, values);
export const created = (
  address: string,
  values: Values,
  more?: Partial<PlannedResource["change"]>,
) => changed(address, null, values, more);
export const destroyed = (address: string, values: Values) => changed(address, values, null);

export const cluster = (more: Values = {}): Values => ({
  id: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/shop-aks`,
  name: "shop-aks",
  resource_group_name: "shop",
  oidc_issuer_enabled: true,
  oidc_issuer_url: ISSUER,
  workload_identity_enabled: true,
  local_account_disabled: true,
  private_cluster_enabled: true,
  azure_active_directory_role_based_access_control: [{ azure_rbac_enabled: true }],
  ...more,
});

export const identity = (name = "orders", more: Values = {}): Values => ({
  id: idOf(name),
  name,
  resource_group_name: "shop",
  client_id: `client-of-${name}`,
  principal_id: `principal-of-${name}`,
  ...more,
});

export const credential = (more: Values = {}): Values => ({
  name: "orders",
  parent_id: idOf("orders"),
  issuer: ISSUER,
  subject: "system:serviceaccount:shop:orders",
  audience: ["api://AzureADTokenExchange"],
  ...more,
});

export const grant = (role: string, scope = VAULT, more: Values = {}): Values => ({
  role_definition_name: role,
  scope,
  principal_id: "principal-of-orders",
  condition: null,
  ...more,
});

export const vault = (more: Values = {}): Values => ({
  id: VAULT,
  name: "shop-vault",
  resource_group_name: "shop",
  purge_protection_enabled: true,
  rbac_authorization_enabled: true,
  network_acls: [{ default_action: "Deny", bypass: "None", ip_rules: ["203.0.113.0/24"] }],
  ...more,
});

export const secret = (name: string, more: Values = {}): Values => ({
  name,
  key_vault_id: VAULT,
  resource_versionless_id: `${VAULT}/secrets/${name}`,
  ...more,
});

export const account = (clientId: string | null = "client-of-orders", name = "orders"): Values => ({
  metadata: [
    {
      name,
      namespace: "shop",
      annotations: clientId === null ? null : { "azure.workload.identity/client-id": clientId },
    },
  ],
});

export const deployment = (name = "orders", serviceAccount = "orders", use = "true"): Values => ({
  metadata: [{ name, namespace: "shop" }],
  spec: [
    {
      template: [
        {
          metadata: [{ labels: { "azure.workload.identity/use": use } }],
          spec: [{ service_account_name: serviceAccount }],
        },
      ],
    },
  ],
});

/** An estate in which nothing changes; what is given comes in place of what has its address. */
export function estate(...given: PlannedResource[]): PlannedResource[] {
  const base = [
    stays("azurerm_kubernetes_cluster.main", cluster()),
    stays("azurerm_user_assigned_identity.orders", identity()),
    stays("azurerm_federated_identity_credential.orders", credential()),
    stays("azurerm_key_vault.main", vault()),
    stays("kubernetes_service_account_v1.orders", account()),
    stays("kubernetes_deployment_v1.orders", deployment()),
  ];
  const addresses = new Set(given.map(({ address }) => address));
  return [...base.filter(({ address }) => !addresses.has(address)), ...given];
}

/** An estate without the resources at some addresses. */
export function without(addresses: readonly string[], ...given: PlannedResource[]) {
  return estate(...given).filter(({ address }) => !addresses.includes(address));
}

/** The text of a plan. */
export function planText(resource_changes: readonly PlannedResource[], configuration = {}): string {
  return JSON.stringify({ format_version: "1.2", resource_changes, configuration });
}

/** The review of a plan. */
export function reviewed(resources: readonly PlannedResource[], configuration = {}): Review {
  const directory = mkdtempSync(join(tmpdir(), "estate-"));
  try {
    const file = join(directory, "plan.json");
    writeFileSync(file, planText(resources, configuration));
    return reviewOf([], [readPlanFile("shop", file)]).review;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What a review says changes in access, one text for each. */
export const access = ({ accessChanges = [] }: Review) =>
  accessChanges.map(({ effect, who, before, after }) =>
    [effect, `${who}:`, [before, after].filter((one) => one !== undefined).join(" => ")].join(" "),
  );

/** The ids of the risks that the plan brings, or of those that were there before. */
export const risks = (review: Review, which: "new" | "standing" = "new") =>
  review.risks
    .filter(({ findings }) => findings.some(({ standing }) => standing === (which === "standing")))
    .map(({ id }) => id);

/** What is said of a risk. */
export const details = (review: Review, id: string) =>
  review.risks
    .filter((risk) => risk.id === id)
    .flatMap(({ findings }) => findings.map(({ detail }) => detail));
