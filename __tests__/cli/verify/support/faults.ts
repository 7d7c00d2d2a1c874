import type { Expected } from "../../../../cli/verify/expected";
import type { FindingId } from "../../../../cli/verify/finding-table";
import { type Live, refused, whole } from "../../../../cli/verify/live";
import {
  CLIENT_ID,
  IDENTITY_BINDING,
  SKIP_CONTAINERS,
  TENANT_ID,
  TOKEN_EXPIRATION,
  USE_LABEL,
} from "../../../../azure/webhook";
import type { Finding } from "../../../../cli/verify/report";
import {
  ACCOUNT,
  annotated,
  answered,
  assigned,
  CLIENT,
  clustered,
  CREDENTIAL,
  EXPECTED,
  HEALTHY,
  hooked,
  IDENTITY,
  injected,
  ISSUER,
  OLD_ISSUER,
  OTHER,
  POD,
  PRINCIPAL,
  refusedPod,
  ROW,
  shape,
  SUBSCRIPTION,
  templated,
  TENANT,
  trusted,
  VAULT,
} from "./live";

/** A cluster in which one thing is wrong. */
export interface Fault {
  readonly what: string;
  readonly id: FindingId;
  readonly level: Finding["level"];
  /** Which of the 25 causes of a broken workload identity it is. */
  readonly cause?: number;
  readonly live: Partial<Live>;
  readonly expected?: Expected;
  /** The whole fix. */
  readonly fix: readonly string[];
}

const RESTART = "kubectl rollout restart deployment/orders --namespace shop";
const ANNOTATE = `kubectl annotate serviceaccount orders --namespace shop ${CLIENT_ID}=${CLIENT} --overwrite`;
const PATCH = `kubectl patch deployment/orders --namespace shop --patch '{"spec":{"template":{"metadata":{"labels":{"${USE_LABEL}":"true"}}}}}'`;
const AKS = "az aks update --resource-group shop --name shop";
const CREDENTIAL_OF = `--subscription ${SUBSCRIPTION} --resource-group shop --identity-name id-orders`;
const RIGHT = `--issuer ${ISSUER} --subject system:serviceaccount:shop:orders --audiences api://AzureADTokenExchange`;
const UPDATE = `az identity federated-credential update ${CREDENTIAL_OF} --name fic ${RIGHT}`;
const create = (name: string) =>
  `az identity federated-credential create ${CREDENTIAL_OF} --name ${name} ${RIGHT}`;
const unlabelled = { labels: {} };
const plainDryRun = (clientId?: string): Partial<Live> => ({
  dryRuns: { [ROW]: { result: "made", shape: injected(clientId) } },
});
const noWebhook = { webhooks: whole([]), dryRuns: undefined, controllers: whole([]) };
const ends = (exitCode: number, message: string): Partial<Live> => ({
  pods: whole([{ ...POD, phase: "Failed", check: { exitCode, message } }]),
});
const logged = (code: string): Partial<Live> => ({
  logs: whole([{ namespace: "shop", pod: "orders-1", code }]),
});
const vault = (changes: object): Partial<Live> => ({ vaults: whole([{ ...VAULT, ...changes }]) });

export const FAULTS: readonly Fault[] = [
  {
    what: "the label is on the account",
    id: "label-misplaced",
    level: "broken",
    cause: 1,
    live: { ...templated(unlabelled), ...annotated(ACCOUNT.annotations, { [USE_LABEL]: "true" }) },
    fix: [PATCH],
  },
  {
    what: "the label is on the Deployment instead of its template",
    id: "label-misplaced",
    level: "broken",
    cause: 1,
    live: templated(unlabelled, { labels: { [USE_LABEL]: "true" } }),
    fix: [PATCH],
  },
  {
    what: "the label is missing",
    id: "label-missing",
    level: "broken",
    cause: 1,
    live: templated(unlabelled),
    fix: [PATCH],
  },
  {
    what: "the label is True",
    id: "label-value",
    level: "broken",
    cause: 2,
    live: templated({ labels: { [USE_LABEL]: "True" } }),
    fix: [PATCH],
  },
  {
    what: "the pod is older than the webhook",
    id: "restart-needed",
    level: "broken",
    cause: 3,
    live: { pods: whole([{ ...POD, shape: shape() }]) },
    fix: [RESTART],
  },
  {
    what: "the annotation is missing",
    id: "annotation-missing",
    level: "broken",
    cause: 4,
    live: annotated({}),
    fix: [ANNOTATE.replace(CLIENT, "<client id>"), RESTART],
  },
  {
    what: "the annotation is client_id",
    id: "annotation-misspelt",
    level: "broken",
    cause: 5,
    live: annotated({ "azure.workload.identity/client_id": CLIENT }),
    fix: [ANNOTATE, RESTART],
  },
  {
    what: "the annotation is a label",
    id: "annotation-misspelt",
    level: "broken",
    cause: 5,
    live: annotated({}, { [CLIENT_ID]: CLIENT }),
    fix: [ANNOTATE, RESTART],
  },
  {
    what: "the annotation holds the principal id",
    id: "annotation-principal-id",
    level: "broken",
    cause: 6,
    live: annotated({ [CLIENT_ID]: PRINCIPAL }),
    fix: [ANNOTATE, RESTART],
  },
  {
    what: "the annotation holds the resource id",
    id: "annotation-malformed",
    level: "broken",
    cause: 6,
    live: annotated({ [CLIENT_ID]: IDENTITY.id }),
    fix: [ANNOTATE, RESTART],
  },
  {
    what: "the annotation ends in a blank",
    id: "annotation-padded",
    level: "broken",
    cause: 6,
    live: annotated({ [CLIENT_ID]: `${CLIENT} ` }),
    fix: [ANNOTATE, RESTART],
  },
  {
    what: "the pod keeps an older client id",
    id: "restart-needed",
    level: "broken",
    cause: 7,
    live: { pods: whole([{ ...POD, shape: injected(OTHER) }]) },
    fix: [RESTART],
  },
  {
    what: "Entra has no identity of the client id",
    id: "identity-unknown",
    level: "broken",
    cause: 8,
    live: {
      ...annotated({ [CLIENT_ID]: OTHER }),
      ...plainDryRun(OTHER),
      pods: whole([{ ...POD, shape: injected(OTHER) }]),
      exchanges: {
        [`shop/orders ${OTHER}`]: { result: "refused", code: "700016", issuer: ISSUER },
      },
    },
    fix: [ANNOTATE.replace(CLIENT, "<client id>"), RESTART],
  },
  {
    what: "the annotation is that of an identity before it was made anew",
    id: "annotation-other",
    level: "broken",
    cause: 8,
    live: { ...annotated({ [CLIENT_ID]: OTHER }), ...plainDryRun(OTHER) },
    expected: EXPECTED,
    fix: [
      ANNOTATE,
      RESTART,
      "or run the app again: azurerm_federated_identity_credential.orders in the stack azure",
    ],
  },
  {
    what: "the issuer lacks its slash",
    id: "issuer-slash",
    level: "broken",
    cause: 9,
    live: trusted({ issuer: ISSUER.slice(0, -1) }),
    fix: [UPDATE],
  },
  {
    what: "the issuer is that of an older cluster",
    id: "issuer-differs",
    level: "broken",
    cause: 10,
    live: trusted({ issuer: OLD_ISSUER }),
    fix: [create("fic-new"), `or, if the other cluster is gone: ${UPDATE}`],
  },
  {
    what: "the subject is another",
    id: "subject-differs",
    level: "broken",
    cause: 11,
    live: trusted({ subject: "system:serviceaccount:default:orders" }),
    fix: [UPDATE],
  },
  {
    what: "the subject has a capital",
    id: "subject-capitals",
    level: "broken",
    cause: 12,
    live: trusted({ subject: "system:serviceaccount:shop:Orders" }),
    fix: [UPDATE],
  },
  {
    what: "the audience is another",
    id: "audience-differs",
    level: "broken",
    cause: 13,
    live: trusted({ audiences: ["api://AzureADTokenExchangeUSGov"] }),
    fix: [UPDATE],
  },
  {
    what: "there is no credential",
    id: "credential-missing",
    level: "broken",
    cause: 14,
    live: { credentials: { [IDENTITY.id]: whole([]) } },
    fix: [create("shop-orders")],
  },
  {
    what: "all twenty credentials are of others",
    id: "credential-missing",
    level: "broken",
    cause: 14,
    live: {
      credentials: {
        [IDENTITY.id]: whole(
          Array.from({ length: 20 }, (_one, at) => ({
            ...CREDENTIAL,
            issuer: OLD_ISSUER,
            subject: `system:serviceaccount:team:app-${at}`,
          })),
        ),
      },
    },
    fix: [
      "id-orders has 20 credentials, as many as Azure takes: take another identity",
      create("shop-orders"),
    ],
  },
  {
    what: "the credential is young and Entra refuses yet",
    id: "exchange-pending",
    level: "pending",
    cause: 15,
    live: answered({ result: "refused", code: "70021" }),
    fix: ["wait: its caches are minutes old, for example with --wait 10m"],
  },
  {
    what: "the issuer is off",
    id: "issuer-off",
    level: "broken",
    cause: 16,
    live: clustered({ issuerOn: false, issuer: undefined }),
    fix: [
      `${AKS} --enable-oidc-issuer --enable-workload-identity`,
      "then give the credentials its issuer, and restart the pods",
    ],
  },
  {
    what: "the add-on is off",
    id: "add-on-off",
    level: "broken",
    cause: 16,
    live: { ...clustered({ addOn: false }), ...noWebhook },
    fix: [`${AKS} --enable-workload-identity`, "then restart the pods"],
  },
  {
    what: "the webhook is missing",
    id: "webhook-missing",
    level: "broken",
    cause: 17,
    live: noWebhook,
    fix: [`${AKS} --enable-workload-identity`, "then restart the pods"],
  },
  {
    what: "no replica of the webhook is ready",
    id: "webhook-not-ready",
    level: "broken",
    cause: 17,
    live: {
      controllers: whole([
        {
          namespace: "kube-system",
          name: "azure-wi-webhook-controller-manager",
          wanted: 2,
          ready: 0,
        },
      ]),
      dryRuns: undefined,
    },
    fix: [
      "kubectl describe deployment azure-wi-webhook-controller-manager --namespace kube-system",
      AKS,
    ],
  },
  {
    what: "the webhook does not answer",
    id: "pod-refused",
    level: "broken",
    cause: 17,
    live: refusedPod(
      'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io": connection refused',
    ),
    fix: ["the webhook does not answer: look at its deployment and reconcile with `az aks update`"],
  },
  {
    what: "the webhook is installed twice",
    id: "webhook-twice",
    level: "warning",
    cause: 18,
    live: {
      webhooks: whole(
        ["kube-system", "azure-workload-identity-system"].map((namespace) => ({
          configuration: `azure-wi-webhook-${namespace}`,
          namespace,
          failurePolicy: "Fail",
          namespaceSelector: { matchLabels: {}, matchExpressions: [] },
        })),
      ),
    },
    fix: ["helm uninstall workload-identity-webhook --namespace azure-workload-identity-system"],
  },
  {
    what: "the webhook ignores failures",
    id: "webhook-ignores",
    level: "warning",
    live: hooked({ failurePolicy: "Ignore" }),
    fix: [AKS],
  },
  {
    what: "AKS keeps the webhook out of the namespace",
    id: "namespace-excluded",
    level: "broken",
    cause: 19,
    live: {
      namespaces: whole([{ name: "shop", labels: { "control-plane": "x" } }]),
      dryRuns: { [ROW]: { result: "made", shape: shape() } },
    },
    fix: ["move the workload and its account to another namespace, with a credential for it"],
  },
  {
    what: "the life of the token is out of bounds",
    id: "expiry-out-of-bounds",
    level: "broken",
    cause: 20,
    live: annotated({ ...ACCOUNT.annotations, [TOKEN_EXPIRATION]: "60" }),
    fix: [
      "annotate the service account shop/orders with a number within, or remove the annotation",
    ],
  },
  {
    what: "a condition of the Deployment says that its pods are refused",
    id: "pod-refused",
    level: "broken",
    cause: 20,
    live: {
      ...templated({}, { failure: "admission webhook denied the request: token expiration 60" }),
      dryRuns: undefined,
    },
    fix: [
      "annotate with a life of the token between 3600 and 86400 seconds, or remove the annotation",
    ],
  },
  {
    what: "the tenant annotation is blank",
    id: "tenant-blank",
    level: "broken",
    cause: 21,
    live: annotated({ ...ACCOUNT.annotations, [TENANT_ID]: "" }),
    fix: [`kubectl annotate serviceaccount orders --namespace shop ${TENANT_ID}-`, RESTART],
  },
  {
    what: "the tenant is another",
    id: "tenant-differs",
    level: "broken",
    cause: 21,
    live: annotated({ ...ACCOUNT.annotations, [TENANT_ID]: OTHER }),
    fix: [
      `kubectl annotate serviceaccount orders --namespace shop ${TENANT_ID}=${TENANT} --overwrite`,
      RESTART,
    ],
  },
  {
    what: "the template sets a client id of its own",
    id: "variables-own",
    level: "broken",
    cause: 22,
    live: templated({
      containers: [{ name: "main", env: { AZURE_CLIENT_ID: OTHER }, vaults: [] }],
    }),
    fix: ["kubectl set env deployment/orders --namespace shop --containers main AZURE_CLIENT_ID-"],
  },
  {
    what: "a container is left out",
    id: "container-skipped",
    level: "warning",
    cause: 22,
    live: templated({ annotations: { [SKIP_CONTAINERS]: "main;proxy" } }),
    fix: ["remove the annotation if they need one"],
  },
  {
    what: "the program reads its token file once",
    id: "log-code",
    level: "warning",
    cause: 23,
    live: logged("700024"),
    fix: [
      "Let the program read the token file anew for each exchange: the kubelet rotates it; and compare the clock of the node.",
    ],
  },
  {
    what: "a store of external-secrets goes by an account that nobody trusts",
    id: "credential-missing",
    level: "broken",
    cause: 24,
    live: {
      accounts: whole([ACCOUNT, { ...ACCOUNT, name: "eso" }]),
      consumers: whole([
        {
          kind: "secretstore",
          namespace: "shop",
          name: "azure",
          account: { namespace: "shop", name: "eso" },
          vault: "kv-shop",
        },
      ]),
    },
    fix: [create("shop-eso").replace(":orders", ":eso")],
  },
  {
    what: "the identity has no role at the vault that the pods know",
    id: "role-missing",
    level: "broken",
    cause: 25,
    live: { assignments: { [PRINCIPAL]: whole([]) } },
    fix: [
      `az role assignment create --assignee-object-id ${PRINCIPAL} --assignee-principal-type ServicePrincipal --role "Key Vault Secrets User" --scope ${VAULT.id}`,
    ],
  },
  {
    what: "a role that the app grants is missing",
    id: "role-missing",
    level: "broken",
    cause: 25,
    live: {
      assignments: {
        [PRINCIPAL]: whole([assigned(VAULT.id, "Key Vault Reader")]),
      },
    },
    expected: EXPECTED,
    fix: [
      `az role assignment create --assignee-object-id ${PRINCIPAL} --assignee-principal-type ServicePrincipal --role "Key Vault Secrets User" --scope ${VAULT.id}/secrets/db-password`,
      "or run the app again: azurerm_role_assignment.orders in the stack azure",
    ],
  },
  {
    what: "the vault uses access policies",
    id: "vault-policy-mode",
    level: "broken",
    cause: 25,
    live: vault({ rbac: false }),
    fix: ["az keyvault update --name kv-shop --enable-rbac-authorization"],
  },
  {
    what: "the vault lets nobody in",
    id: "vault-closed",
    level: "broken",
    cause: 25,
    live: vault({ publicAccess: false }),
    fix: [
      "let the subnet of the nodes in (`az keyvault network-rule add`), or make a private endpoint in their network",
    ],
  },
  {
    what: "the vault lets some networks in",
    id: "vault-closed",
    level: "warning",
    cause: 25,
    live: vault({ deniesByDefault: true }),
    fix: [
      "let the subnet of the nodes in (`az keyvault network-rule add`), or make a private endpoint in their network",
    ],
  },
  {
    what: "the access check did not get through",
    id: "check-failed",
    level: "broken",
    cause: 25,
    live: ends(
      14,
      "reading the secret failed (9 attempts, 600 s): HTTP 403 ForbiddenByRbac: no role",
    ),
    fix: [
      "then run it again: kubectl delete deployment/orders --namespace shop, and run the app again",
    ],
  },
  {
    what: "the cluster signs with a key that is not published",
    id: "exchange-refused",
    level: "broken",
    live: answered({ result: "refused", code: "7000272" }),
    fix: [
      "Reconcile the cluster with `az aks update`, and restart the pods so that they get new tokens.",
    ],
  },
  {
    what: "the issuer does not serve its document",
    id: "issuer-unreachable",
    level: "broken",
    live: { issuerDocument: { result: "differs", got: "HTTP 404" } },
    fix: [AKS],
  },
  {
    what: "Azure is changing the cluster",
    id: "cluster-state",
    level: "warning",
    live: clustered({ state: "Updating" }),
    fix: [AKS],
  },
  {
    what: "the kubeconfig leads to another server",
    id: "cluster-differs",
    level: "unproven",
    live: { server: "rancher.example.com" },
    fix: ["name the cluster with --cluster <resource id>, or the context with --context <name>"],
  },
  {
    what: "the account is missing",
    id: "account-missing",
    level: "broken",
    live: { accounts: whole([]) },
    fix: ["kubectl create serviceaccount orders --namespace shop"],
  },
  {
    what: "a dry run of the template gives a pod without token",
    id: "not-injected",
    level: "broken",
    live: { dryRuns: { [ROW]: { result: "made", shape: shape() } } },
    fix: ["look at the webhook, its selectors and the namespace"],
  },
  {
    what: "the client id is of no identity that was seen",
    id: "identity-unknown",
    level: "unproven",
    live: { identities: whole([]), credentials: {}, assignments: {} },
    fix: ["name the subscription of the identity with --subscription <id>"],
  },
  {
    what: "the identity of the app is not there",
    id: "identity-missing",
    level: "broken",
    live: { identities: whole([]), credentials: {}, assignments: {} },
    expected: EXPECTED,
    fix: ["run the app again: azurerm_user_assigned_identity.orders in the stack azure"],
  },
  {
    what: "two identities have the name of the app's",
    id: "identity-ambiguous",
    level: "unproven",
    live: {
      ...annotated({ [CLIENT_ID]: OTHER }),
      ...plainDryRun(OTHER),
      pods: whole([{ ...POD, shape: injected(OTHER) }]),
      identities: whole([IDENTITY, { ...IDENTITY, id: `${IDENTITY.id}2`, clientId: TENANT }]),
    },
    expected: EXPECTED,
    fix: ["name the resource group with --resource-group <group>"],
  },
  {
    what: "the pods use an identity binding",
    id: "identity-binding",
    level: "unproven",
    live: templated({ annotations: { [IDENTITY_BINDING]: "true" } }),
    fix: ["nothing to fix: it exchanges tokens by a proxy in the cluster"],
  },
  {
    what: "the workload of the app is not there",
    id: "workload-missing",
    level: "broken",
    live: { templates: whole([]), pods: whole([]) },
    expected: EXPECTED,
    fix: ["run the app again: kubernetes_deployment_v1.orders in the stack kubernetes"],
  },
  {
    what: "the role has a condition",
    id: "role-conditional",
    level: "warning",
    live: {
      assignments: {
        [PRINCIPAL]: whole([assigned(VAULT.id, "Key Vault Secrets User", { condition: true })]),
      },
    },
    fix: [`az role assignment list --assignee ${PRINCIPAL} --scope ${VAULT.id}`],
  },
];

/** The cluster of a fault. */
export const liveOf = ({ live }: Pick<Fault, "live">): Live => ({ ...HEALTHY, ...live });

/** Every right that can be taken away, and what is left without it. */
export const RIGHTS: Readonly<Record<string, (live: Live) => Live>> = {
  ...Object.fromEntries(
    (
      [
        "namespaces",
        "accounts",
        "templates",
        "pods",
        "failures",
        "consumers",
        "webhooks",
        "controllers",
        "cluster",
        "identities",
        "vaults",
      ] as const
    ).flatMap((list) => [
      [list, (live: Live): Live => ({ ...live, [list]: refused(list) })],
      [
        `all of ${list}`,
        (live: Live): Live => ({ ...live, [list]: { read: "cut", items: [], missing: list } }),
      ],
    ]),
  ),
  credentials: (live) => ({
    ...live,
    credentials: Object.fromEntries(Object.keys(live.credentials).map((id) => [id, refused(id)])),
  }),
  "all credentials": (live) => ({
    ...live,
    credentials: Object.fromEntries(
      Object.keys(live.credentials).map((id) => [id, { read: "cut", items: [], missing: id }]),
    ),
  }),
  assignments: (live) => ({
    ...live,
    assignments: Object.fromEntries(Object.keys(live.assignments).map((id) => [id, refused(id)])),
  }),
  "the document of the issuer": (live) => ({
    ...live,
    issuerDocument: live.issuerDocument && { result: "unseen", missing: "egress" },
  }),
  "dry runs": (live) => ({
    ...live,
    dryRuns:
      live.dryRuns &&
      Object.fromEntries(
        Object.keys(live.dryRuns).map((row) => [row, { result: "unseen", missing: "create pods" }]),
      ),
  }),
  exchanges: (live) => ({
    ...live,
    exchanges:
      live.exchanges &&
      Object.fromEntries(
        Object.keys(live.exchanges).map((key) => [key, { result: "unseen", missing: "token" }]),
      ),
  }),
  logs: (live) => ({ ...live, logs: live.logs && refused("logs") }),
};
