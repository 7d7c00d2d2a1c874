/** What the webhook reads. */
export const CLIENT_ID = "azure.workload.identity/client-id";
export const TENANT_ID = "azure.workload.identity/tenant-id";
export const USE_LABEL = "azure.workload.identity/use";
export const EXPIRATION = "azure.workload.identity/service-account-token-expiration";
export const SKIP_CONTAINERS = "azure.workload.identity/skip-containers";
export const IDENTITY_BINDING = "azure.workload.identity/use-identity-binding";

/** The audience of the tokens that Entra exchanges. */
export const AUDIENCE = "api://AzureADTokenExchange";

/** The name of the webhook, in whichever configuration and namespace it is. */
export const WEBHOOK = "mutation.azure-workload-identity.io";

/** Whether a key speaks of workload identity, rightly written or not. */
export function isOurs(key: string): boolean {
  return squeezed(key).startsWith("azureworkloadidentity");
}

/** A key that means the client id and is written otherwise. */
export function looksLikeClientId(key: string): boolean {
  return key !== CLIENT_ID && squeezed(key) === squeezed(CLIENT_ID);
}

function squeezed(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, "");
}

export const subjectOf = (namespace: string, account: string) =>
  `system:serviceaccount:${namespace}:${account}`;

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Whether two names or ids of Azure are the same: it compares them without capitals. */
export function same(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && one.toLowerCase() === other?.toLowerCase();
}
