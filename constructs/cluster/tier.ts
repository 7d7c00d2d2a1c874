import type { Construct } from "constructs";
import { checkOneOf } from "../private/checks";
import { paidTierNeeded } from "./cluster-errors";

/** What a control plane promises, and costs. */
export enum ClusterTier {
  /** No promise, for at most ten nodes. */
  FREE = "Free",
  /** An availability of 99.9 %, with zones 99.95 %. */
  STANDARD = "Standard",
  /** The same, with the possibility of long-term support. */
  PREMIUM = "Premium",
}

/**
 * The arguments of a cluster's tier.
 *
 * @internal
 */
export function tierArguments(
  cluster: Construct,
  { skuTier, costAnalysis }: { readonly skuTier?: ClusterTier; readonly costAnalysis?: boolean },
) {
  checkOneOf(cluster, "skuTier", skuTier, Object.values(ClusterTier));
  const free = skuTier === undefined || skuTier === ClusterTier.FREE;
  if (costAnalysis && free) throw paidTierNeeded(cluster, skuTier ?? ClusterTier.FREE);
  return { skuTier, costAnalysisEnabled: costAnalysis };
}
