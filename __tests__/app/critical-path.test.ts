import { tutorial } from "../../main";
import { ancestors, criticalPath, dependenciesOf } from "../support/dependencies";
import { type StackJson, synthApp } from "../support/synth";

/**
 * How long Azure and the provider take to create a resource, in seconds. What azurerm 4.55 itself
 * waits for, on an Azure that answers at once, are 20 s after a resource group, 120 s for a vault
 * (30 s, then ten good answers 10 s apart) and 20 s for a role assignment. The cluster is an estimate:
 * AKS takes five minutes and more.
 */
const SECONDS: Record<string, number> = {
  azurerm_resource_group: 20,
  azurerm_kubernetes_cluster: 300,
  azurerm_key_vault: 120,
  azurerm_key_vault_secret: 5,
  azurerm_role_assignment: 20,
  azurerm_user_assigned_identity: 5,
  azurerm_federated_identity_credential: 5,
  "data.azurerm_client_config": 0,
};

const azure = synthApp((outdir) => tutorial({}, { outdir })).azure;
const graph = dependenciesOf(azure);

/** The type in an address. */
function typeOf(address: string): string {
  return address.slice(0, address.lastIndexOf("."));
}

/** The addresses of a type, by the part of the app that made them. */
function find(type: string, name = ""): string[] {
  return [...graph.keys()].filter(
    (address) => typeOf(address) === type && address.slice(type.length + 1).startsWith(name),
  );
}

/** How long a resource takes; waits say it themselves. */
function secondsIn(stack: StackJson, durations: Record<string, number> = SECONDS) {
  return (address: string): number => {
    const type = typeOf(address);
    if (type !== "time_sleep") return durations[type];
    const duration = stack.resource!.time_sleep[address.slice("time_sleep.".length)];
    const [, seconds] = /^(\d+)s$/.exec(`${duration.create_duration}`)!;
    return Number(seconds);
  };
}

/** Durations in which a cluster takes so long. */
const clusterTakes = (seconds: number) => ({ ...SECONDS, azurerm_kubernetes_cluster: seconds });

/** How long the stack takes, with its waits for roles and without. */
function totals(durations = SECONDS) {
  const all = secondsIn(azure, durations);
  const isRoleWait = (address: string) =>
    typeOf(address) === "time_sleep" &&
    [...graph.get(address)!].some((before) => typeOf(before) === "azurerm_role_assignment");
  return {
    waiting: criticalPath(graph, all).seconds,
    notWaiting: criticalPath(graph, (address) => (isRoleWait(address) ? 0 : all(address))).seconds,
  };
}

test("every resource of the azure stack has a duration", () => {
  expect(graph.size).toBeGreaterThan(10);
  for (const address of graph.keys()) expect(secondsIn(azure)(address)).toEqual(expect.any(Number));
});

test("the critical path goes through the cluster to the wait for its credential", () => {
  expect(criticalPath(graph, secondsIn(azure))).toEqual({
    seconds: 355,
    addresses: [
      "azurerm_resource_group.group",
      "azurerm_kubernetes_cluster.cluster",
      "azurerm_federated_identity_credential.cluster_federation_428FEDD9",
      "time_sleep.propagation_federations_03A7AF91",
    ],
  });
});

test("the waits for roles add nothing: they are over before the cluster is", () => {
  expect(totals()).toEqual({ waiting: 355, notWaiting: 355 });
});

test("the waits for roles add nothing from a cluster of 290 seconds on, and are felt before", () => {
  expect(totals(clusterTakes(290))).toEqual({ waiting: 345, notWaiting: 345 });
  expect(totals(clusterTakes(289))).toEqual({ waiting: 345, notWaiting: 344 });
});

test("the two roles are waited for side by side", () => {
  const waits = find("time_sleep").filter((address) => address.includes("roles-of"));
  expect(waits).toHaveLength(2);
  for (const wait of waits) {
    expect(waits.some((other) => ancestors(graph, wait).has(other))).toBe(false);
  }
});

test("nothing but the secret waits for the deployer's role", () => {
  // GIVEN
  const [role] = find("azurerm_role_assignment", "current-client");
  const [wait] = find("time_sleep", "propagation_roles-of-deployers");

  // WHEN
  const waiting = (address: string) =>
    [...graph.keys()].filter((later) => ancestors(graph, later).has(address));

  // THEN
  expect(waiting(role).sort()).toEqual([...find("azurerm_key_vault_secret"), wait].sort());
  expect(waiting(wait)).toEqual(find("azurerm_key_vault_secret"));
});

test("nothing of the vault waits for the cluster, and the cluster for nothing of the vault", () => {
  const [cluster] = find("azurerm_kubernetes_cluster");
  const [vault] = find("azurerm_key_vault");
  expect([...ancestors(graph, cluster)]).toEqual(["azurerm_resource_group.group"]);
  for (const address of graph.keys()) {
    const before = ancestors(graph, address);
    expect(before.has(cluster) && before.has(vault)).toBe(false);
  }
});

describe("the graph of a stack", () => {
  const stack: StackJson = {
    terraform: {},
    data: { d: { a: {} } },
    resource: {
      r: {
        first: { name: "${data.d.a.id}-${var.r}" },
        "second-one": { list: [{ of: "${r.first.id}" }], depends_on: ["data.d.a"] },
        third: { depends_on: ["r.second-one"], self: "${r.third.id}", none: "${r.fourth.id}" },
      },
    },
  };

  test("has the references in any depth, those of depends_on, and no others", () => {
    expect([...dependenciesOf(stack)]).toEqual([
      ["r.first", new Set(["data.d.a"])],
      ["r.second-one", new Set(["r.first", "data.d.a"])],
      ["r.third", new Set(["r.second-one"])],
      ["data.d.a", new Set()],
    ]);
  });

  test("has its longest chain as critical path", () => {
    expect(criticalPath(dependenciesOf(stack), () => 2)).toEqual({
      seconds: 8,
      addresses: ["data.d.a", "r.first", "r.second-one", "r.third"],
    });
  });
});
