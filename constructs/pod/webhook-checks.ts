import { Token } from "cdktf";
import type { Construct } from "constructs";
import { checkBound, checkName } from "../private/checks";
import { BOUNDS, RULES } from "../private/rules";
import { distance } from "../private/suggestions";
import { linuxOnly, unknownContainer } from "./webhook-errors";
import type { ProxySidecarOptions } from "./proxy-sidecar";
import { OS_KEY } from "./scheduling-spec";

/**
 * Refuses a misspelt container of the workload; the webhook passes over names that it does not find, and
 * injects into what was to be skipped. Other webhooks add containers of their own, which may be named.
 */
export function checkSkipped(
  at: Construct,
  names: readonly string[],
  skipContainers: readonly string[],
): void {
  skipContainers.forEach((skipped, index) => {
    checkName(at, `skipContainers[${index}]`, skipped, RULES.container);
    if (names.includes(skipped) || Token.isUnresolved(skipped)) return;
    const near = names.find((name) => distance(name, skipped) <= 2);
    if (near !== undefined) throw unknownContainer(at, skipped, near);
  });
}

/** Refuses a proxy on a port that is none, and on Windows nodes. */
export function checkProxy(
  at: Construct,
  { port }: ProxySidecarOptions,
  nodeSelector: Record<string, string>,
): void {
  checkBound(at, "proxySidecar.port", port, BOUNDS.proxySidecarPort);
  checkLinuxOnly(at, "the proxy sidecar", nodeSelector);
}

/** Refuses nodes that are said to be Windows nodes. */
export function checkLinuxOnly(
  at: Construct,
  what: string,
  nodeSelector: Record<string, string>,
): void {
  const windows = Object.entries(nodeSelector).find(
    ([key, value]) => OS_KEY.test(key) && value === "windows",
  );
  if (windows) throw linuxOnly(at, what, windows.join("="));
}
