import type { Inventory } from "../../../cli/terraform/inventory/inventory";
import { expectedOf } from "../../../cli/verify/expected";

/** An inventory of identities that trust one account each, in a cluster or by an issuer. */
function inventory(
  clusters: string[],
  trusts: { cluster: string | null; issuer: string }[],
): Inventory {
  const place = { stack: "azure", address: "address" };
  return {
    version: 2,
    stacks: ["azure"],
    clusters: clusters.map((name) => ({
      ...place,
      name,
      private: null,
      authorizedIpRanges: null,
      pools: [],
      addOns: [],
    })),
    identities: trusts.map((trust, at) => ({
      ...place,
      name: `id-${at}`,
      federations: [
        {
          ...place,
          ...trust,
          namespace: "shop",
          serviceAccount: `app-${at}`,
          subject: `system:serviceaccount:shop:app-${at}`,
          audience: "api://AzureADTokenExchange",
        },
      ],
      grants: [],
      workloads: [
        { ...place, workload: "stateful set shop/db", serviceAccount: `shop/app-${at}` },
        { ...place, workload: "cron job shop/nightly", serviceAccount: "shop/other" },
      ],
      secrets: [],
    })),
    otherGrants: [],
    untrusted: [],
    unseen: [],
  };
}

const accounts = (given: Inventory, cluster?: string) =>
  expectedOf(given, cluster).trusts.map(({ account }) => account);

const BOTH = inventory(
  ["blue", "green"],
  [
    { cluster: "blue", issuer: "OIDC issuer of blue" },
    { cluster: "green", issuer: "OIDC issuer of green" },
  ],
);

test("of several clusters, the accounts of the one that is looked at are expected", () => {
  expect(accounts(BOTH, "green")).toEqual(["app-1"]);
});

test("where it is not known which of several clusters it is, no account is missed in the wrong one", () => {
  expect(accounts(BOTH)).toEqual([]);
});

test("an app with one cluster means that one, even where its name is not known", () => {
  const one = { cluster: "blue", issuer: "OIDC issuer of blue" };
  expect(accounts(inventory(["blue"], [one]))).toEqual(["app-0"]);
  const address = "azurerm_kubernetes_cluster.main";
  const unnamed = { cluster: address, issuer: `OIDC issuer of ${address}` };
  expect(accounts(inventory([address], [unnamed]), "blue")).toEqual(["app-0"]);
});

test("workloads are named as kubectl names them, each with the account that it runs as", () => {
  const [trust] = expectedOf(BOTH, "blue").trusts;
  expect(Object.keys(trust.workloads)).toEqual(["statefulset shop/db"]);
});

test("an issuer is kept where the app knows its URL", () => {
  const foreign = { cluster: null, issuer: "https://issuer.example.com/" };
  const [trust] = expectedOf(inventory([], [foreign]), "blue").trusts;
  expect(trust.issuer).toBe("https://issuer.example.com/");
});
