import { ResourceGroup as AzureGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import {
  App,
  TerraformHclModule,
  TerraformLocal,
  TerraformOutput,
  type TerraformResource,
} from "cdktf";
import fc from "fast-check";
import { GrantScope, ManagedIdentity, ResourceGroup } from "../../../constructs";
import { ancestors, type Dependencies, dependenciesOf } from "../../support/dependencies";
import { newCluster, newGroup, newIdentity } from "../../support/fixtures";
import { newVault, newWorkload, randomApp, type Need, STEP } from "../../support/random-app";
import {
  messageOf,
  type StackJson,
  synth,
  synthApp,
  synthStacks,
  TestStack,
} from "../../support/synth";

/** The waits of a stack: to each id its duration and what it waits for. */
function waitsOf(stack: StackJson): Record<string, { for: string; after: string[] }> {
  return Object.fromEntries(
    Object.entries(stack.resource?.time_sleep ?? {}).map(([id, sleep]) => [
      id.replace(/^propagation_|_[0-9A-F]{8}$/g, ""),
      {
        for: `${sleep.create_duration}`,
        after: Object.keys(sleep.triggers as object).map((name) => name.slice(0, -9)),
      },
    ]),
  );
}

/** What comes before a resource, as far as its address begins so. */
function before(stack: StackJson, address: string, prefix: string): string[] {
  return [...ancestors(dependenciesOf(stack), address)].filter((one) => one.startsWith(prefix));
}

describe("a stack has one wait", () => {
  test("for the trusts, one for the roles of deployers and one for those of workloads", () => {
    // WHEN
    const stack = synth((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      const [one, other] = [newVault(scope, "one-vault"), newVault(scope, "other-vault")];
      [one, other].forEach((vault) => vault.addSecret("password"));
      const orders = newWorkload(cluster, "orders");
      const billing = newWorkload(cluster, "billing");
      one.grantSecretsRead(orders.federation);
      other.secret("password").grantRead(billing.federation);
      orders.run();
      billing.run();
    });

    // THEN
    expect(waitsOf(stack)).toEqual({
      federations: { for: "30s", after: ["cluster_billing", "cluster_orders"] },
      "roles-of-deployers": {
        for: "180s",
        after: [
          "current-client_key-vault-secrets-officer-on-one-vault",
          "current-client_key-vault-secrets-officer-on-other-vault",
        ],
      },
      "roles-of-workloads": {
        for: "180s",
        after: [
          "cluster_billing_identity_key-vault-secrets-user-on-other-vault-secrets-password",
          "cluster_orders_identity_key-vault-secrets-user-on-one-vault",
        ],
      },
    });
    const waits = Object.keys(stack.resource!.time_sleep).map((id) => `time_sleep.${id}`);
    const [federations, , workloads] = waits.sort();
    for (const pod of Object.values(stack.resource!.kubernetes_pod_v1)) {
      expect(pod.depends_on).toEqual([federations, workloads]);
    }
  });

  test("of another duration where somebody asks for it, and none of no duration", () => {
    // WHEN
    const stack = synth((scope) => {
      const group = newGroup(scope);
      const identity = new ManagedIdentity(scope, "orders", { resourceGroup: group, name: "o-1" });
      const grants = [undefined, "10m", "0s"].map((propagationWait, index) =>
        identity.grant({
          role: ["Reader", "Contributor", "AcrPull"][index],
          scope: group,
          propagationWait,
        }),
      );
      new AzureGroup(scope, "later", {
        name: "later",
        location: "eastus",
        dependsOn: grants.map((grant) => grant.afterPropagation()),
      });
    });

    // THEN
    expect(waitsOf(stack)).toEqual({
      "roles-of-workloads": { for: "180s", after: ["orders_reader-on-group"] },
      "roles-of-workloads-10m": { for: "10m", after: ["orders_contributor-on-group"] },
    });
    expect(stack.resource?.azurerm_resource_group.later.depends_on).toEqual([
      expect.stringMatching(/^time_sleep\.propagation_roles-of-workloads_/),
      expect.stringMatching(/^time_sleep\.propagation_roles-of-workloads-10m_/),
      expect.stringMatching(/^azurerm_role_assignment\.orders_acrpull-on-group/),
    ]);
  });

  test("and none that nothing comes after", () => {
    const stack = synth((scope) => {
      const vault = newVault(scope, "orders-vault");
      const group = scope.node.findChild("group") as ResourceGroup;
      const identity = new ManagedIdentity(scope, "orders", { resourceGroup: group, name: "o-1" });
      vault.grantSecretsRead(identity);
    });
    expect(stack.resource?.time_sleep).toBeUndefined();
  });

  test("for itself: stacks share none", () => {
    // WHEN
    const stacks = synthStacks((app) => {
      for (const name of ["first", "second"]) {
        newVault(new TestStack(app, name), `${name}-vault`).addSecret("password");
      }
    });

    // THEN
    for (const name of ["first", "second"]) {
      expect(waitsOf(stacks[name])["roles-of-deployers"].after).toEqual([
        `current-client_key-vault-secrets-officer-on-${name}-vault`,
      ]);
    }
  });
});

describe("no wait comes before what it waits for", () => {
  test("a role at a secret is waited for after the deployer's, which the secret waits for", () => {
    // WHEN
    const stack = synth((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      const secret = newVault(scope, "orders-vault").addSecret("password");
      const orders = newWorkload(cluster, "orders");
      secret.grantRead(orders.federation);
      orders.run();
    });

    // THEN
    const [pod] = Object.keys(stack.resource!.kubernetes_pod_v1);
    expect(before(stack, `kubernetes_pod_v1.${pod}`, "time_sleep").sort()).toEqual([
      expect.stringContaining("federations"),
      expect.stringContaining("roles-of-deployers"),
      expect.stringContaining("roles-of-workloads"),
    ]);
    const [secret] = Object.keys(stack.resource!.azurerm_key_vault_secret);
    expect(before(stack, `azurerm_key_vault_secret.${secret}`, "time_sleep")).toEqual([
      expect.stringContaining("roles-of-deployers"),
    ]);
  });

  test("a vault that names another vault's secret has its deployer's role in a second turn", () => {
    // WHEN
    const stack = synth((scope) => {
      const secret = newVault(scope, "first-vault").addSecret("password");
      newVault(scope, "second-vault", { successor: secret.id }).addSecret("password");
    });

    // THEN
    expect(waitsOf(stack)).toEqual({
      "roles-of-deployers": {
        for: "180s",
        after: ["current-client_key-vault-secrets-officer-on-first-vault"],
      },
      "roles-of-deployers-turn-2": {
        for: "180s",
        after: ["current-client_key-vault-secrets-officer-on-second-vault"],
      },
    });
  });

  test("a role at what is made after a workload is waited for in a second turn", () => {
    // WHEN
    const stack = synth((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      const group = scope.node.findChild("group") as ResourceGroup;
      const [orders, billing] = ["orders", "billing"].map((name) => newWorkload(cluster, name));
      (orders.federation.identity as ManagedIdentity).grant({ role: "Reader", scope: group });
      const pod = orders.run();
      const later = new AzureGroup(scope, "later", {
        name: "later",
        location: "eastus",
        dependsOn: [pod.node.defaultChild as TerraformResource],
      });
      (billing.federation.identity as ManagedIdentity).grant({
        role: "Reader",
        scope: GrantScope.fromResource(later),
      });
      billing.run();
    });

    // THEN
    expect(waitsOf(stack)).toMatchObject({
      "roles-of-workloads": { after: ["cluster_orders_identity_reader-on-group"] },
      "roles-of-workloads-turn-2": { after: ["cluster_billing_identity_reader-on-later"] },
    });
  });

  test("what a resource's own depends_on, a local value, a module or a provider names counts as well", () => {
    // WHEN
    const stack = synth((scope) => {
      const identity = newIdentity(scope);
      const group = scope.node.findChild("group") as ResourceGroup;
      const first = identity.grant({ role: "Reader", scope: group }).afterPropagation();
      const later = new AzureGroup(scope, "later", {
        name: "later",
        location: "eastus",
        dependsOn: [first],
      });
      const local = new TerraformLocal(scope, "name", later.name);
      const module = new TerraformHclModule(scope, "names", {
        source: "example/names/azurerm",
        variables: { name: local.asString },
      });
      const provider = new AzurermProvider(scope, "other", {
        alias: "other",
        features: [{}],
        subscriptionId: module.getString("subscription"),
      });
      const last = new AzureGroup(scope, "last", { name: "last", location: "eastus", provider });
      identity.grant({ role: "Reader", scope: GrantScope.fromResource(last) }).afterPropagation();
    });

    // THEN
    expect(waitsOf(stack)).toMatchObject({
      "roles-of-workloads": { after: ["identity_reader-on-group"] },
      "roles-of-workloads-turn-2": { after: ["identity_reader-on-last"] },
    });
  });

  test("the address of a wait can be written in other places than depends_on", () => {
    const stack = synth((scope) => {
      const group = newGroup(scope);
      const identity = new ManagedIdentity(scope, "orders", { resourceGroup: group, name: "o-1" });
      const { fqn } = identity.grant({ role: "Reader", scope: group }).afterPropagation();
      new TerraformOutput(scope, "wait", { value: fqn });
    });
    expect(stack.output?.wait.value).toMatch(
      /^\$\{time_sleep\.propagation_roles-of-workloads_[0-9A-F]{8}\}$/,
    );
  });
});

test("an app that is synthesized twice has the same waits, and those of what was added", () => {
  // GIVEN
  const stack = synthApp((outdir) => {
    const app = new App({ outdir, stackTraces: false });
    const test = new TestStack(app, "test");
    newVault(test, "orders-vault").addSecret("password");
    app.synth();
    newVault(test, "billing-vault").addSecret("password");
    return app;
  }).test;

  // THEN
  expect(waitsOf(stack)).toEqual({
    "roles-of-deployers": {
      for: "180s",
      after: [
        "current-client_key-vault-secrets-officer-on-billing-vault",
        "current-client_key-vault-secrets-officer-on-orders-vault",
      ],
    },
  });
});

test("fails when a role is at what comes after a workload of the same identity", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      const orders = newWorkload(cluster, "orders");
      const later = new AzureGroup(scope, "later", {
        name: "later",
        location: "eastus",
        dependsOn: [orders.run().node.defaultChild as TerraformResource],
      });
      (orders.federation.identity as ManagedIdentity).grant({
        role: "Reader",
        scope: GrantScope.fromResource(later),
      });
    }),
  );
  expect(message).toBe(
    `[test/cluster/orders/identity/reader-on-later] it is made after something that waits for it: a workload comes after the trust and all roles of its identity.
  got:     "test/cluster/orders/identity/reader-on-later/Default"
  allowed: roles at what does not come after a workload of the same identity
  fix:     make what comes after the workload in a later stack, or give the role there to another identity
  code:    wait-circle`,
  );
});

/** Whether something waits for itself. */
function circular(graph: Dependencies): string[] {
  return [...graph.keys()].filter((address) => ancestors(graph, address).has(address));
}

/** Whether a program works at all, without any wait: neither its stacks nor its resources go in a circle. */
function isPossible(circles: () => string[]): boolean {
  try {
    return circles().length === 0;
  } catch (error) {
    if (!/circular dependency/.test((error as Error).message)) throw error;
    return false;
  }
}

describe("of any app", () => {
  test.each([
    ["of vaults, secrets, grants and workloads", false],
    ["whose vaults and groups come after secrets and workloads", true],
  ])(
    "%s the graph has no circle, and what needs a role or a trust comes after its wait",
    (_, odd) => {
      fc.assert(
        fc.property(fc.array(STEP, { minLength: 5, maxLength: 30 }), (steps) => {
          let needs: Need[] = [];
          const synthesized = (noWait: boolean) =>
            synthStacks((app) => {
              needs = randomApp(app, steps, odd, noWait);
            });
          const circles = (stacks: Record<string, StackJson>) =>
            Object.values(stacks).flatMap((one) => circular(dependenciesOf(one)));
          fc.pre(isPossible(() => circles(synthesized(true))));

          // WHEN
          const stacks = synthesized(false);

          // THEN
          expect(circles(stacks)).toEqual([]);
          for (const stack of Object.values(stacks)) {
            const waits = Object.keys(stack.resource?.time_sleep ?? {});
            if (!odd) expect(waits.join()).not.toContain("turn");
          }
          for (const { stack, who, what } of needs) {
            const graph = dependenciesOf(stacks[stack.node.id]);
            if (!graph.has(what())) continue; // in another stack, which is deployed before
            const waits = [...ancestors(graph, who())].filter((one) =>
              one.startsWith("time_sleep"),
            );
            const over = waits.some((wait) => graph.get(wait)?.has(what()));
            const none = graph.get(who())?.has(what());
            expect({ who: who(), what: what(), over: over || none }).toMatchObject({ over: true });
          }
        }),
        { numRuns: 50, endOnFailure: true },
      );
    },
  );
});
