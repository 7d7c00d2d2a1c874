import { sortedBy } from "../model/collections";
import { type Fact, factOf, known, say, sensitive } from "../model/fact";
import { list } from "../model/json";
import type { ResourceOf } from "../model/resource";
import type { Attribute, AttributePath } from "../model/resource-types";
import type { Cluster } from "../model/trust-graph";

/** How a cluster is reached and what is in it, as far as a plan or a synthesized stack tells. */
export interface ClusterFacts {
  /** Whether the API server has a private address only; null where only Azure knows. */
  readonly private: boolean | null;
  /** Who reaches a public API server; empty for everybody, null where only Azure knows. */
  readonly authorizedIpRanges: readonly Fact[] | null;
  /** The names of the node pools, the first one included. */
  readonly pools: readonly Fact[];
  /** What AKS runs beside the workloads. */
  readonly addOns: readonly string[];
}

type ClusterPath = AttributePath<Attribute<"cluster">>;

/** Where a cluster says that an add-on is on: `true`, or a block. */
const ADD_ONS: readonly (readonly [string, ...ClusterPath])[] = [
  ["application routing", "web_app_routing"],
  ["Azure Policy", "azure_policy_enabled"],
  ["Container Insights", "oms_agent"],
  ["Defender", "microsoft_defender"],
  ["image cleaner", "image_cleaner_enabled"],
  ["Istio", "service_mesh_profile"],
  ["KEDA", "workload_autoscaler_profile", "keda_enabled"],
  ["managed Prometheus", "monitor_metrics"],
  ["secrets provider", "key_vault_secrets_provider"],
  ["Vertical Pod Autoscaler", "workload_autoscaler_profile", "vertical_pod_autoscaler_enabled"],
];

export function factsOf({ resource, pools }: Cluster): ClusterFacts {
  const names = [
    resource.get("default_node_pool", "name"),
    ...pools.map((pool) => pool.get("name")),
  ].filter(({ value }) => typeof value === "string" && value !== "");
  return {
    private: privacyOf(resource),
    authorizedIpRanges: rangesOf(resource),
    pools: sortedBy(names.map(factOf), say),
    addOns: ADD_ONS.filter(([, ...path]) => isOn(resource, path)).map(([name]) => name),
  };
}

/** Who reaches the API server of a cluster, in words. */
export function sayApiServer({
  private: isPrivate,
  authorizedIpRanges: ranges,
}: Pick<ClusterFacts, "private" | "authorizedIpRanges">): string {
  if (isPrivate) return "private";
  if (isPrivate === null && ranges === null) return "only Azure knows";
  const reached =
    ranges === null
      ? "whose ranges only Azure knows"
      : ranges.length === 0
        ? "open to every network"
        : `from ${ranges.map(say).join(", ")}`;
  return `${isPrivate === null ? "public unless Azure says otherwise" : "public"}, ${reached}`;
}

function privacyOf(cluster: ResourceOf<"cluster">): boolean | null {
  const { value, unknown } = cluster.get("private_cluster_enabled");
  if (typeof value === "boolean") return value;
  return unknown || cluster.place.mode === "data" ? null : false;
}

function rangesOf(cluster: ResourceOf<"cluster">): readonly Fact[] | null {
  const path = ["api_server_access_profile", "authorized_ip_ranges"] as const;
  const { value, unknown, sensitive: isSensitive } = cluster.get(...path);
  if (unknown || (value === undefined && cluster.place.mode === "data")) return null;
  const ranges = list(value).filter((range): range is string => typeof range === "string");
  return sortedBy(
    ranges.map((range) => (isSensitive ? sensitive(range) : known(range))),
    say,
  );
}

function isOn(cluster: ResourceOf<"cluster">, path: ClusterPath): boolean {
  const { value } = cluster.get(...path);
  return typeof value === "boolean" ? value : cluster.has(...path);
}
