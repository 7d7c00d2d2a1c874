// What the webhook of workload identity reads and writes; of version 1.5, as in AKS
// (https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html).

/** The name of the webhook, in whichever configuration and namespace it is. */
export const WEBHOOK = "mutation.azure-workload-identity.io";

/** Before the label and all annotations. */
export const PREFIX = "azure.workload.identity/";

/** The label of pods that the webhook rewrites, where it is "true". */
export const USE_LABEL = `${PREFIX}use`;

/** The annotations of accounts. */
export const CLIENT_ID = `${PREFIX}client-id`;
export const TENANT_ID = `${PREFIX}tenant-id`;

/** The annotation of accounts and pods that says for how many seconds a token is valid, and its bounds. */
export const TOKEN_EXPIRATION = `${PREFIX}service-account-token-expiration`;
export const TOKEN_SECONDS = { min: 3600, max: 86_400 };

/** The annotations of pods. To the webhook the proxy's is on whatever its value, even "false". */
export const SKIP_CONTAINERS = `${PREFIX}skip-containers`;
export const INJECT_PROXY = `${PREFIX}inject-proxy-sidecar`;
export const PROXY_PORT = `${PREFIX}proxy-sidecar-port`;
export const IDENTITY_BINDING = `${PREFIX}use-identity-binding`;

/** The port that the proxy listens on where no annotation says another. */
export const DEFAULT_PROXY_PORT = 8000;

/** The audience of the tokens that Entra exchanges, in every cloud of Azure. */
export const AUDIENCE = "api://AzureADTokenExchange";

/** The variables that the webhook sets in containers that do not have them. */
export const INJECTED_VARIABLES = [
  "AZURE_CLIENT_ID",
  "AZURE_TENANT_ID",
  "AZURE_FEDERATED_TOKEN_FILE",
  "AZURE_AUTHORITY_HOST",
];

/** The volumes of the webhook, up to and from its version 1.6, and where it mounts them. */
export const RESERVED_VOLUMES = /^azure-identity-token$|^azure-workload-identity-reserved-/;
export const TOKEN_FOLDER = /^\/var\/run\/secrets\/azure(\/|$)/;

/** The subject of the tokens of a service account. */
export function subjectOf(namespace: string, serviceAccount: string): string {
  return `system:serviceaccount:${namespace}:${serviceAccount}`;
}
