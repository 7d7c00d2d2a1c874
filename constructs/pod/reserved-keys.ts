import type { Construct } from "constructs";
import { annotationsTooLong, keyOfLibrary } from "./webhook-errors";

/** Keys that the library sets, and the way to them. */
const KEYS_OF_LIBRARY: readonly (readonly [RegExp, string])[] = [
  [/^azure\.workload\.identity\/use$/, "remove it; every pod of a workload has it"],
  [/^azure\.workload\.identity\/skip-containers$/, "use `skipContainers`"],
  [/^azure\.workload\.identity\/(inject-proxy-sidecar|proxy-sidecar-port)$/, "use `proxySidecar`"],
  [
    /^azure\.workload\.identity\/service-account-token-expiration$/,
    "use `tokenExpirationSeconds` of the service account",
  ],
  [
    /^azure\.workload\.identity\//,
    "remove it; the service account has what the webhook reads of its identity",
  ],
  [/^app\.kubernetes\.io\/name$/, "remove it; it is the `name` of the workload"],
  [
    /^cdktf-aks-workload-identity\//,
    "remove it; pods are replaced by it when their identity changes",
  ],
];

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
const MAX_ANNOTATIONS = 256 * 1024;

/** Refuses annotations and labels by which the library itself speaks to the webhook. */
export function checkKeys(
  at: Construct,
  prop: string,
  given: Record<string, string> | undefined,
): void {
  for (const key of Object.keys(given ?? {})) {
    const known = KEYS_OF_LIBRARY.find(([pattern]) => pattern.test(key));
    if (known) throw keyOfLibrary(at, prop, key, known[1]);
  }
  const length = Object.entries(given ?? {}).join("").length;
  if (prop === "annotations" && length > MAX_ANNOTATIONS) {
    throw annotationsTooLong(at, length, MAX_ANNOTATIONS);
  }
}
