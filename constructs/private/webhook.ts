/** The annotations of accounts that the webhook reads. */
export const CLIENT_ID = "azure.workload.identity/client-id";
export const TENANT_ID = "azure.workload.identity/tenant-id";

/** The label of pods that the webhook rewrites. */
export const USE_LABEL = "azure.workload.identity/use";

/**
 * Annotations of a pod template that change when what the webhook reads from the account does. The
 * webhook reads the account when a pod is created, and never again.
 */
export function rollAnnotations(
  identityAnnotations: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(identityAnnotations).map(([key, value]) => [
      key.replace("azure.workload.identity/", "cdktf-aks-workload-identity/"),
      value,
    ]),
  );
}
