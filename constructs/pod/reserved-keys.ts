import type { Construct } from "constructs";
import {
  INJECT_PROXY,
  PREFIX,
  PROXY_PORT,
  SKIP_CONTAINERS,
  TOKEN_EXPIRATION,
  USE_LABEL,
} from "../../azure/webhook";
import { ROLL_PREFIX } from "../private/webhook";
import { annotationsTooLong, keyOfLibrary } from "./webhook-errors";

/** Keys that the library sets, or what they begin with, and the way to them. */
const KEYS_OF_LIBRARY: readonly (readonly [string, string])[] = [
  [USE_LABEL, "remove it; every pod of a workload has it"],
  [SKIP_CONTAINERS, "use `skipContainers`"],
  [INJECT_PROXY, "use `proxySidecar`"],
  [PROXY_PORT, "use `proxySidecar`"],
  [TOKEN_EXPIRATION, "use `tokenExpirationSeconds` of the service account"],
  [PREFIX, "remove it; the service account has what the webhook reads of its identity"],
  ["app.kubernetes.io/name", "remove it; it is the `name` of the workload"],
  [ROLL_PREFIX, "remove it; pods are replaced by it when their identity changes"],
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
    const known = KEYS_OF_LIBRARY.find(([own]) =>
      own.endsWith("/") ? key.startsWith(own) : key === own,
    );
    if (known) throw keyOfLibrary(at, prop, key, known[1]);
  }
  const length = Object.entries(given ?? {}).join("").length;
  if (prop === "annotations" && length > MAX_ANNOTATIONS) {
    throw annotationsTooLong(at, length, MAX_ANNOTATIONS);
  }
}
