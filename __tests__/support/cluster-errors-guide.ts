import type { IConstruct } from "constructs";
import * as errors from "../../constructs/private/cluster-errors";
import type { Guide } from "./errors-guide";

const here = { node: { path: "azure/orders" } } as IConstruct;

/** What a validation finds: cdktf says where. */
const foundLater = (message: string) => new Error(`[${here.node.path}] ${message}`);

/** Every error about how a cluster is built. */
export const CLUSTER_ERRORS_GUIDE: Record<keyof typeof errors, Guide> = {
  systemPoolBelowFloor: {
    sample: foundLater(errors.systemPoolBelowFloor("nodepool1", ["1 node"])),
    warning: true,
    cause:
      "A warning: the pods of AKS itself run in the first pool, and have nowhere to go when its node is upgraded or fails.",
    cure: "Raise `nodePool.nodeCount` or `minCount` and take a larger size, unless the cluster is for trying things out.",
  },
};
