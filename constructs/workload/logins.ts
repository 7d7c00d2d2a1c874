import type { TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { addressOf } from "../private/terraform/address";
import { TerraformData } from "../private/terraform/terraform-data";
import type { WorkloadProps } from "./workload";

/**
 * What replaces a workload when its logins to registries are taken away, which the provider would keep: the address
 * of a resource, where `imagePullSecrets` says anything.
 */
export function loginsTakenAway(at: Construct, { imagePullSecrets }: WorkloadProps): string[] {
  if (imagePullSecrets === undefined) return [];
  return [addressOf(new TerraformData(at, "logins", { any: imagePullSecrets.length > 0 }))];
}

/** The lifecycle of a workload that nothing else replaces. */
export function lifecycleOf(
  at: Construct,
  props: WorkloadProps,
): TerraformResourceLifecycle | undefined {
  const replaceTriggeredBy = loginsTakenAway(at, props);
  return replaceTriggeredBy.length > 0 ? { replaceTriggeredBy } : undefined;
}
