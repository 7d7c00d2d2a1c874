import { CLUSTER, SHOP } from "../support/shop";
import { found, review, stays, turns, type Written } from "../support/written-plan";

const POOL = {
  id: `${CLUSTER.id}/agentPools/apps`,
  name: "apps",
  kubernetes_cluster_id: CLUSTER.id,
};
const ADDRESS = "azurerm_kubernetes_cluster_node_pool.apps";
const again = (actions: string[]) =>
  turns(POOL, { ...POOL, id: undefined }, { actions, unknown: { id: true } });

const told = (pool: Written, more: Record<string, Written> = {}) =>
  review({ ...SHOP, ...more, [ADDRESS]: pool });

test.each([[["delete", "create"]], [["create", "delete"]]])(
  "a further pool that is replaced (%j) is a risk, less than that of a cluster",
  (actions) => {
    const all = told(again(actions));
    expect(found(all, "node-pool-replaced")).toEqual([`${ADDRESS}: is replaced`]);
    expect(all.risks.filter(({ standing }) => !standing)).toMatchObject([
      { severity: "medium", about: "a node pool is replaced" },
    ]);
  },
);

test("one that is destroyed is told as that", () => {
  const all = told({ before: POOL, after: null });
  expect(found(all, "node-pool-replaced")).toEqual([`${ADDRESS}: is destroyed`]);
});

test("one that stays, changes in place or comes is none", () => {
  expect(found(told(stays(POOL)), "node-pool-replaced")).toEqual([]);
  expect(found(told(turns(POOL, { ...POOL, node_count: 3 })), "node-pool-replaced")).toEqual([]);
  expect(found(told({ after: POOL }), "node-pool-replaced")).toEqual([]);
});

test("one that goes with its cluster is not told besides", () => {
  const cluster = turns(CLUSTER, CLUSTER, { actions: ["delete", "create"] });
  const all = told(again(["delete", "create"]), { "azurerm_kubernetes_cluster.main": cluster });
  expect(found(all, "cluster-replaced")).toHaveLength(1);
  expect(found(all, "node-pool-replaced")).toEqual([]);
});
