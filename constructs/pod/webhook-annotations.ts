import { DEFAULT_PROXY_PORT, INJECT_PROXY, PROXY_PORT, SKIP_CONTAINERS } from "../../azure/webhook";
import type { ProxySidecarOptions } from "./proxy-sidecar";

/** What of a pod annotations tell the webhook. */
interface WebhookOptions {
  readonly proxySidecar?: ProxySidecarOptions;
  readonly skipContainers?: readonly string[];
}

/** The annotations of a pod that the webhook reads. To it a key is on whatever its value, even "false". */
export function webhookAnnotations({
  proxySidecar,
  skipContainers = [],
}: WebhookOptions): Record<string, string> {
  return {
    ...(proxySidecar && {
      [INJECT_PROXY]: "true",
      [PROXY_PORT]: `${proxySidecar.port ?? DEFAULT_PROXY_PORT}`,
    }),
    ...(skipContainers.length > 0 && {
      [SKIP_CONTAINERS]: skipContainers.join(";"),
    }),
  };
}

/** What the webhook adds to in a pod, and what Kubernetes can hardly change in one that exists. */
export const REWRITTEN = ["container", "init_container", "volume"];

/** What a plan of a pod leaves alone, or it would replace the pod each time. */
export const IGNORED_OF_POD = REWRITTEN.map((field) => `spec[0].${field}`);
