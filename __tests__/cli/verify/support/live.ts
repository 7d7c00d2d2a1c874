import { findRole } from "../../../../azure/roles";
import type { InventoryRole } from "../../../../cli/terraform/inventory/facts";
import { known, UNKNOWN } from "../../../../cli/terraform/model/fact";
import type { Expected } from "../../../../cli/verify/expected";
import type {
  Account,
  Assignment,
  Identity,
  Live,
  Pod,
  PodShape,
  Template,
  Texts,
  Vault,
} from "../../../../cli/verify/live";
import { itemsOf, refused, whole } from "../../../../cli/verify/live";
import { AUDIENCE, CLIENT_ID, TENANT_ID, USE_LABEL } from "../../../../azure/webhook";

export const SUBSCRIPTION = "11111111-2222-4333-8444-555555555555";
export const TENANT = "99999999-2222-4333-8444-555555555555";
export const ISSUER = `https://westeurope.oic.prod-aks.azure.com/${TENANT}/aaaaaaaa-2222-4333-8444-555555555555/`;
export const OLD_ISSUER = ISSUER.replace("aaaaaaaa", "bbbbbbbb");
export const CLIENT = "c0000000-2222-4333-8444-555555555555";
export const PRINCIPAL = "d0000000-2222-4333-8444-555555555555";
export const OTHER = "e0000000-2222-4333-8444-555555555555";
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/shop`;

export const IDENTITY: Identity = {
  id: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-orders`,
  name: "id-orders",
  resourceGroup: "shop",
  subscription: SUBSCRIPTION,
  clientId: CLIENT,
  principalId: PRINCIPAL,
  tenantId: TENANT,
};

export const VAULT: Vault = {
  id: `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop`,
  name: "kv-shop",
  rbac: true,
  policies: [],
  publicAccess: true,
  deniesByDefault: false,
  privateEndpoints: 0,
};

/** A role that the identity has, as the subscription lists it. */
export function assigned(
  scope: string,
  role = "Key Vault Secrets User",
  changes: Partial<Assignment> = {},
): Assignment {
  const guid = findRole(role)?.id ?? "66666666-7777-4888-9999-000000000000";
  const definition = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/${guid}`;
  return { scope, listedBy: SUBSCRIPTION, role, definition, condition: false, ...changes };
}

/** A role as the inventory has it. */
export function azureRole(name: string): InventoryRole {
  return { label: name, kind: findRole(name) ? "azure" : "custom", name: known(name) };
}

export const CREDENTIAL = {
  name: "fic",
  issuer: ISSUER,
  subject: "system:serviceaccount:shop:orders",
  audiences: [AUDIENCE],
};

export const ACCOUNT: Account = {
  namespace: "shop",
  name: "orders",
  annotations: { [CLIENT_ID]: CLIENT, [TENANT_ID]: TENANT },
  labels: {},
};

/** What a template says. */
export function shape(changes: Partial<PodShape> = {}): PodShape {
  return {
    labels: { [USE_LABEL]: "true" },
    annotations: {},
    account: "orders",
    containers: [{ name: "main", env: {}, vaults: ["kv-shop"] }],
    audiences: [],
    secretClasses: [],
    ...changes,
  };
}

/** The same once the webhook has seen it. */
export function injected(clientId = CLIENT, changes: Partial<PodShape> = {}): PodShape {
  const env = { AZURE_CLIENT_ID: clientId, AZURE_TENANT_ID: TENANT };
  const containers = [{ name: "main", env, vaults: ["kv-shop"] }];
  return shape({ containers, audiences: [AUDIENCE], ...changes });
}

export const TEMPLATE: Template = {
  kind: "deployment",
  namespace: "shop",
  name: "orders",
  labels: {},
  shape: shape(),
};

export const POD: Pod = {
  namespace: "shop",
  name: "orders-1",
  owner: "deployment orders",
  created: 1_000,
  phase: "Running",
  shape: injected(),
};

export const ROW = "deployment shop/orders";

const NAMESPACES: Live["namespaces"] = whole<{ name: string; labels: Texts }>([
  { name: "shop", labels: {} },
  { name: "kube-system", labels: { "control-plane": "true" } },
]);

/** A cluster in which one deployment reads one vault, and all is well. */
export const HEALTHY: Live = {
  server: "shop.hcp.westeurope.azmk8s.io",
  namespaces: NAMESPACES,
  accounts: whole([ACCOUNT]),
  templates: whole([TEMPLATE]),
  pods: whole([POD]),
  failures: whole([]),
  consumers: whole([]),
  webhooks: whole([
    {
      configuration: "azure-wi-webhook-mutating-webhook-configuration",
      namespace: "kube-system",
      failurePolicy: "Fail",
      namespaceSelector: {
        matchLabels: {},
        matchExpressions: [{ key: "control-plane", operator: "DoesNotExist", values: [] }],
      },
    },
  ]),
  controllers: whole([
    { namespace: "kube-system", name: "azure-wi-webhook-controller-manager", wanted: 2, ready: 2 },
  ]),
  tokenIssuer: refused("Kubernetes: get /.well-known/openid-configuration"),
  cluster: whole([
    {
      id: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/shop`,
      name: "shop",
      resourceGroup: "shop",
      subscription: SUBSCRIPTION,
      hosts: ["shop.hcp.westeurope.azmk8s.io"],
      issuerOn: true,
      issuer: ISSUER,
      addOn: true,
      state: "Succeeded",
    },
  ]),
  issuerDocument: { result: "answers" },
  subscriptions: [SUBSCRIPTION],
  identities: whole([IDENTITY]),
  credentials: { [IDENTITY.id]: whole([CREDENTIAL]) },
  assignments: {
    [PRINCIPAL]: whole([assigned(VAULT.id)]),
  },
  vaults: whole([VAULT]),
  dryRuns: { [ROW]: { result: "made", shape: injected() } },
  logs: whole([]),
};

const place = (address: string) => ({ stack: "azure", address });

/** What the app says of the same. */
export const EXPECTED: Expected = {
  clusters: [{ name: "shop" }],
  subscriptions: [SUBSCRIPTION],
  trusts: [
    {
      namespace: "shop",
      account: "orders",
      place: place("azurerm_federated_identity_credential.orders"),
      identity: {
        name: "id-orders",
        subscription: SUBSCRIPTION,
        resourceGroup: "shop",
        place: place("azurerm_user_assigned_identity.orders"),
      },
      grants: [
        {
          ...place("azurerm_role_assignment.orders"),
          role: azureRole("Key Vault Secrets User"),
          scope: {
            label: "secret db-password of vault kv-shop",
            level: "child",
            subscription: UNKNOWN,
            resourceGroup: UNKNOWN,
            type: known("Microsoft.KeyVault/vaults"),
            name: known("kv-shop"),
            child: known("secrets/db-password"),
          },
        },
      ],
      workloads: {
        [ROW]: { stack: "kubernetes", address: "kubernetes_deployment_v1.orders" },
      },
    },
  ],
};

export const annotated = (annotations: Texts, labels: Texts = {}): Partial<Live> => ({
  accounts: whole([{ ...ACCOUNT, annotations, labels }]),
});

export const templated = (
  changes: Partial<PodShape>,
  own: Partial<Template> = {},
): Partial<Live> => ({
  templates: whole([{ ...TEMPLATE, shape: shape(changes), ...own }]),
});

export const trusted = (changes: Partial<typeof CREDENTIAL>): Partial<Live> => ({
  credentials: { [IDENTITY.id]: whole([{ ...CREDENTIAL, ...changes }]) },
});

export const clustered = (changes: object): Partial<Live> => ({
  cluster: whole(itemsOf(HEALTHY.cluster).map((one) => ({ ...one, ...changes }))),
});

export const hooked = (changes: object): Partial<Live> => ({
  webhooks: whole(itemsOf(HEALTHY.webhooks).map((one) => ({ ...one, ...changes }))),
});

export const refusedPod = (message: string): Partial<Live> => ({
  dryRuns: { [ROW]: { result: "refused", message } },
});

export const answered = (exchange: object): Partial<Live> => ({
  exchanges: { [`shop/orders ${CLIENT}`]: { issuer: ISSUER, ...exchange } as never },
});
