import { PREFIX } from "../../azure/webhook";

/** Before the annotations by which the library has pods replaced. */
export const ROLL_PREFIX = "cdktf-aks-workload-identity/";

/**
 * Annotations of a pod template that change when what the webhook reads from the account does. The
 * webhook reads the account when a pod is created, and never again.
 */
export function rollAnnotations(
  identityAnnotations: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(identityAnnotations).map(([key, value]) => [
      key.replace(PREFIX, ROLL_PREFIX),
      value,
    ]),
  );
}
