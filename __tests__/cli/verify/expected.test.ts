import { type Fact, known, UNKNOWN } from "../../../cli/terraform/model/fact";
import type { Inventory } from "../../../cli/terraform/inventory/inventory";
import { expectedOf } from "../../../cli/verify/expected";

/** An inventory of identities that trust one account each, in a cluster or by an issuer. */
function inventory(
  clusters: string[],
  trusts: { cluster: string | null; issuer?: string; id?: string }[],
  ids: Fact[] = [],
): Inventory {
  const place = { stack: "azure", address: "address" };
  return {
    version: 3,
    stacks: ["azure"],
    clusters: clusters.map((name, at) => ({
      ...place,
      name,
      id: ids[at] ?? UNKNOWN,
      private: null,
      authorizedIpRanges: null,
      pools: [],
      addOns: [],
    })),
    identities: trusts.map((trust, at) => ({
      ...place,
      name: `id-${at}`,
      id: UNKNOWN,
      federations: [
        {
          ...place,
          cluster: trust.cluster === null ? null : trust.id ? known(trust.id) : UNKNOWN,
          clusterName: trust.cluster,
          issuer: trust.issuer === undefined ? UNKNOWN : known(trust.issuer),
          namespace: "shop",
          serviceAccount: `app-${at}`,
          subject: known(`system:serviceaccount:shop:app-${at}`),
          audience: known("api://AzureADTokenExchange"),
        },
      ],
      grants: [],
      workloads: [
        { ...place, workload: "stateful set shop/db", serviceAccount: known(`shop/app-${at}`) },
        { ...place, workload: "cron job shop/nightly", serviceAccount: known("shop/other") },
      ],
      secrets: [],
    })),
    otherGrants: [],
    untrusted: [],
    unseen: [],
  };
}

const accounts = (given: Inventory, name?: string, id?: string) =>
  expectedOf(given, name === undefined ? undefined : { name, id }).trusts.map(
    ({ account }) => account,
  );

const BOTH = inventory(["blue", "green"], [{ cluster: "blue" }, { cluster: "green" }]);

test("of several clusters, the accounts of the one that is looked at are expected", () => {
  expect(accounts(BOTH, "green")).toEqual(["app-1"]);
});

test("where it is not known which of several clusters it is, no account is missed in the wrong one", () => {
  expect(accounts(BOTH)).toEqual([]);
});

test("an app with one cluster means that one, even where its name is not known", () => {
  const one = { cluster: "blue" };
  expect(accounts(inventory(["blue"], [one]))).toEqual(["app-0"]);
  const address = "azurerm_kubernetes_cluster.main";
  const unnamed = { cluster: address };
  expect(accounts(inventory([address], [unnamed]), "blue")).toEqual(["app-0"]);
});

test("workloads are named as kubectl names them, each with the account that it runs as", () => {
  const [trust] = expectedOf(BOTH, { name: "blue" }).trusts;
  expect(Object.keys(trust.workloads)).toEqual(["statefulset shop/db"]);
});

test("an issuer is kept where the app knows its URL", () => {
  const foreign = { cluster: null, issuer: "https://issuer.example.com/" };
  const [trust] = expectedOf(inventory([], [foreign]), { name: "blue" }).trusts;
  expect(trust.issuer).toBe("https://issuer.example.com/");
});

test("of two clusters of one name, the one of the id is meant, with or without capitals", () => {
  const [one, other] = ["shop", "SHOP-2"].map(
    (group) =>
      `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.ContainerService/managedClusters/aks`,
  );
  const both = inventory(
    ["aks", "aks"],
    [
      { cluster: "aks", id: one },
      { cluster: "aks", id: other },
    ],
    [known(one), known(other)],
  );
  expect(accounts(both, "aks", other.toLowerCase())).toEqual(["app-1"]);
  expect(accounts(both, "aks", one)).toEqual(["app-0"]);
});
