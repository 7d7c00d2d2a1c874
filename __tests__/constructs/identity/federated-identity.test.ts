import type { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import { TerraformVariable } from "cdktf";
import {
  FederatedIdentity,
  type FederatedIdentityOptions,
  TrustUse,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { trustedBy } from "../../support/bindings";
import {
  newCluster,
  newFederation,
  newGroup,
  newIdentity,
  newServiceAccount,
} from "../../support/fixtures";
import {
  messageOf,
  resources,
  synth,
  synthStacks,
  TestStack,
  warningsOf,
} from "../../support/synth";

/** The message for a federation of these options. */
function refused(options: Partial<FederatedIdentityOptions>): string {
  return messageOf(() =>
    synth((scope) => {
      newCluster(scope).addFederatedIdentity("federation", {
        serviceAccountName: "orders",
        ...options,
      });
    }),
  );
}

test("a federation trusts one service account of one cluster, by a new identity", () => {
  // WHEN
  const stack = synth((scope) => newFederation(scope));

  // THEN
  expect(resources(stack, "azurerm_user_assigned_identity")).toEqual([
    {
      name: "aks_shop_orders",
      resource_group_name: "${azurerm_resource_group.group.name}",
      location: "eastus",
    },
  ]);
  const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
  expect(resources(stack, "azurerm_federated_identity_credential")).toEqual([
    {
      name: "aks_shop_orders",
      ...trustedBy(
        `\${azurerm_user_assigned_identity.${identity}.id}`,
        "${azurerm_resource_group.group.name}",
      ),
      issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
      subject: "system:serviceaccount:shop:orders",
      audience: ["api://AzureADTokenExchange"],
    },
  ]);
});

test("a federation takes what it is given", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    const cluster = new WorkloadIdentityCluster(scope, "cluster", {
      resourceGroup: scope.node.findChild("group") as ReturnType<typeof newGroup>,
      name: "aks",
    });
    new FederatedIdentity(scope, "federation", {
      cluster,
      identity,
      serviceAccountName: "orders",
      credentialName: "myFedIdentity",
      audience: "api://AKSIdentityBinding",
    });
  });

  // THEN
  expect(stack.resource?.azurerm_federated_identity_credential).toEqual({
    federation: {
      name: "myFedIdentity",
      ...trustedBy(
        "${azurerm_user_assigned_identity.identity.id}",
        "${azurerm_resource_group.group.name}",
      ),
      issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
      subject: "system:serviceaccount:default:orders",
      audience: ["api://AKSIdentityBinding"],
    },
  });
  expect(resources(stack, "azurerm_user_assigned_identity")).toHaveLength(1);
});

test("several service accounts of several clusters become one identity, written one after another", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newIdentity(scope);
    const resourceGroup = scope.node.findChild("group") as ReturnType<typeof newGroup>;
    const [blue, green] = ["blue", "green"].map(
      (name) => new WorkloadIdentityCluster(scope, name, { resourceGroup, name }),
    );
    new FederatedIdentity(scope, "a", { cluster: blue, identity, serviceAccountName: "a" });
    new FederatedIdentity(scope, "b", { cluster: blue, identity, serviceAccountName: "b" });
    new FederatedIdentity(scope, "c", { cluster: green, identity, serviceAccountName: "a" });
  });

  // THEN
  const credential = "azurerm_federated_identity_credential";
  expect(stack.resource?.[credential]).toMatchObject({
    a: { name: "blue_default_a", issuer: "${azurerm_kubernetes_cluster.blue.oidc_issuer_url}" },
    b: { name: "blue_default_b", depends_on: [`${credential}.a`] },
    c: {
      name: "green_default_a",
      issuer: "${azurerm_kubernetes_cluster.green.oidc_issuer_url}",
      depends_on: [`${credential}.b`],
    },
  });
  expect(stack.resource?.[credential].a).not.toHaveProperty("depends_on");
});

test("stacks that federate one identity are deployed one after another", () => {
  const order: boolean[] = [];
  synthStacks((app) => {
    // GIVEN
    const identity = newIdentity(new TestStack(app, "identity"));
    const [blue, green] = ["blue", "green"].map((id) => new TestStack(app, id));

    // WHEN
    for (const stack of [blue, green]) {
      newCluster(stack).addFederatedIdentity("federation", {
        identity,
        serviceAccountName: "orders",
        credentialName: `${stack.node.id}-orders`,
      });
    }

    // THEN
    order.push(green.dependsOn(blue), blue.dependsOn(green));
  });
  expect(order).toEqual([true, false]);
});

test("a long or dotted service account still gives a valid credential name of its own", () => {
  // WHEN
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    cluster.addFederatedIdentity("long", { serviceAccountName: "x".repeat(253) });
    cluster.addFederatedIdentity("dotted", { serviceAccountName: "orders.v1" });
  });

  // THEN
  const names = resources(stack, "azurerm_federated_identity_credential").map(({ name }) => name);
  expect(names).toEqual([
    expect.stringMatching(/^aks_default_orders-v1-[0-9a-f]{8}$/),
    expect.stringMatching(/^aks_default_x{99}-[0-9a-f]{8}$/),
  ]);
});

test("the wait for Microsoft Entra ID exists only when something comes after it", () => {
  // WHEN
  const without = synth((scope) => newFederation(scope));
  const waiting = synth((scope) => newFederation(scope).afterPropagation());

  // THEN
  expect(without.resource?.time_sleep).toBeUndefined();
  const [credential] = Object.keys(waiting.resource?.azurerm_federated_identity_credential ?? {});
  expect(resources(waiting, "time_sleep")).toEqual([
    {
      create_duration: "30s",
      // A credential whose issuer or subject is rewritten keeps its id, and is waited for again.
      triggers: {
        [credential]: ["id", "issuer", "subject"]
          .map((name) => `\${azurerm_federated_identity_credential.${credential}.${name}}`)
          .join(" "),
      },
    },
  ]);
});

test("the wait can be changed and turned off", () => {
  // WHEN
  const [longer, none] = ["2m", "0s"].map((propagationWait) =>
    synth((scope) => {
      newCluster(scope)
        .addFederatedIdentity("federation", { serviceAccountName: "orders", propagationWait })
        .afterPropagation();
    }),
  );

  // THEN
  expect(resources(longer, "time_sleep")[0].create_duration).toBe("2m");
  expect(none.resource?.time_sleep).toBeUndefined();
});

test("what is granted to a federation is granted to its identity", () => {
  // WHEN
  const stack = synth((scope) => {
    const federation = newFederation(scope);
    federation.identity.grant({ role: "Reader", scope: federation.cluster.resourceGroup });
  });

  // THEN
  const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
  expect(resources(stack, "azurerm_role_assignment")[0].principal_id).toBe(
    `\${azurerm_user_assigned_identity.${identity}.principal_id}`,
  );
});

test.each([
  ["namespace", { namespace: "Shop" }, "Kubernetes namespace"],
  ["serviceAccountName", { serviceAccountName: "orders_v1" }, "service account name"],
  ["credentialName", { credentialName: "!!" }, "federated identity credential name"],
  ["audience", { audience: "api://*" }, "audience"],
  ["propagationWait", { propagationWait: "half an hour" }, "duration"],
])("fails when `%s` breaks its rule", (prop, options, noun) => {
  expect(refused(options)).toMatch(`[test/cluster/federation] \`${prop}\` is not a valid ${noun}.`);
});

test("fails when the namespace is not known at synth", () => {
  const message = messageOf(() =>
    synth((scope) => {
      newCluster(scope).addFederatedIdentity("federation", {
        namespace: new TerraformVariable(scope, "namespace", { type: "string" }).stringValue,
        serviceAccountName: "orders",
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/cluster/federation] `namespace` is not known when the app is synthesized.",
      '  got:     "a reference to another resource"',
      "  allowed: text written in the program",
      "  fix:     write the text itself: the trust is made before the Kubernetes object exists",
      "  code:    unknown-at-synth",
    ].join("\n"),
  );
});

test("fails when an identity trusts the same service account twice", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const cluster = newCluster(scope);
      const first = cluster.addFederatedIdentity("first", { serviceAccountName: "orders" });
      cluster.addFederatedIdentity("second", {
        identity: first.identity,
        serviceAccountName: "orders",
        credentialName: "another",
      });
    }),
  );
  expect(message).toBe(
    [
      "[test/cluster/second] this identity already trusts that service account of that cluster.",
      '  got:     "system:serviceaccount:default:orders"',
      "  allowed: each issuer and subject once per identity",
      '  fix:     use the federated identity at "test/cluster/first" instead of a second one',
      "  code:    same-trust-twice",
    ].join("\n"),
  );
});

test("fails when two credentials of an identity have the same name", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const cluster = newCluster(scope);
      const { identity, credentialName } = cluster.addFederatedIdentity("first", {
        serviceAccountName: "a",
      });
      cluster.addFederatedIdentity("second", { identity, serviceAccountName: "b", credentialName });
    }),
  );
  expect(message).toBe(
    [
      "[test/cluster/second] another federated identity credential of this identity has the same name.",
      '  got:     "aks_default_a"',
      "  allowed: each name once per identity",
      '  fix:     set `credentialName` here or at "test/cluster/first"',
      "  code:    same-credential-name-twice",
    ].join("\n"),
  );
});

test("fails at the 21st federation of an identity, and not before", () => {
  const federate = (count: number) =>
    synth((scope) => {
      const cluster = newCluster(scope);
      const { identity } = cluster.addFederatedIdentity("sa0", { serviceAccountName: "sa0" });
      for (let n = 1; n < count; n++) {
        cluster.addFederatedIdentity(`sa${n}`, { identity, serviceAccountName: `sa${n}` });
      }
    });
  expect(resources(federate(20), "azurerm_federated_identity_credential")).toHaveLength(20);
  expect(messageOf(() => federate(21))).toBe(
    [
      "[test/cluster/sa20] this identity has more federated identity credentials than Azure allows.",
      "  got:     21",
      "  allowed: 20 per user-assigned identity, counted over all clusters, namespaces and service accounts",
      "  fix:     use another ManagedIdentity for some of them, or an IdentityPool where all may do the same, or let several deployments share one service account",
      "  code:    too-many-federations",
    ].join("\n"),
  );
});

test("fails when a credential is to be created before the one that it replaces is destroyed", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const credential = newFederation(scope).node.defaultChild as FederatedIdentityCredential;
      credential.lifecycle = { createBeforeDestroy: true };
    }),
  );
  expect(message).toMatch(
    [
      "[test/cluster/federation] a federated identity credential cannot be created before the one that it replaces is destroyed.",
      '  got:     "lifecycle.createBeforeDestroy"',
      "  allowed: each issuer and subject once per identity",
      "  fix:     remove `createBeforeDestroy` from the credential",
      "  code:    create-before-destroy",
    ].join("\n"),
  );
});

test("warns of a trust that no service account uses, where the app has objects in the cluster", () => {
  const unused =
    "No service account of this app uses the trust in shop/orders, although the app is connected to the cluster. Create a WorkloadServiceAccount with it, or set `usedBy` to TrustUse.EXTERNAL if somebody else makes the account.";
  expect(
    warningsOf((scope) => {
      const { cluster } = newFederation(scope);
      (cluster as WorkloadIdentityCluster).connect(scope);
    }),
  ).toEqual([unused]);
  expect(warningsOf((scope) => newFederation(scope))).toEqual([]);
  expect(warningsOf((scope) => newServiceAccount(scope))).toEqual([]);
});

test("warns of an audience that is not workload identity's, and of a namespace of Kubernetes", () => {
  expect(
    warningsOf((scope) => {
      newCluster(scope).addFederatedIdentity("orders", {
        namespace: "kube-system",
        serviceAccountName: "orders",
        audience: "api://AzureADTokenExchangeUSGov",
      });
    }),
  ).toEqual([
    'The audience "api://AzureADTokenExchangeUSGov" is not the one of workload identity, which is api://AzureADTokenExchange in every Azure cloud. Tokens of pods are refused with AADSTS700212 unless the application asks for it.',
    "The namespace kube-system belongs to Kubernetes or AKS. AKS keeps admission webhooks away from such namespaces, and pods there may get no token. Set `usedBy` to TrustUse.EXTERNAL where an add-on runs there.",
  ]);
});

describe("a trust that pods of others use", () => {
  const options = { serviceAccountName: "keda-operator", namespace: "kube-system" };
  const warnings = (usedBy?: TrustUse) =>
    warningsOf((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      cluster.addFederatedIdentity("keda", { ...options, usedBy });
    });

  test("counts as used, and may be in a namespace of Kubernetes or AKS", () => {
    expect(warnings(TrustUse.EXTERNAL)).toEqual([]);
  });

  test.each([undefined, TrustUse.WORKLOADS])("is none by default: %s", (usedBy) => {
    expect(warnings(usedBy)).toEqual([
      "The namespace kube-system belongs to Kubernetes or AKS. AKS keeps admission webhooks away from such namespaces, and pods there may get no token. Set `usedBy` to TrustUse.EXTERNAL where an add-on runs there.",
      "No service account of this app uses the trust in kube-system/keda-operator, although the app is connected to the cluster. Create a WorkloadServiceAccount with it, or set `usedBy` to TrustUse.EXTERNAL if somebody else makes the account.",
    ]);
  });

  test("is the same in Azure", () => {
    const [own, external] = [TrustUse.WORKLOADS, TrustUse.EXTERNAL].map((usedBy) =>
      synth((scope) => newCluster(scope).addFederatedIdentity("keda", { ...options, usedBy })),
    );
    expect(external.resource).toEqual(own.resource);
  });

  test("may have an account of this app all the same", () => {
    const stack = synth((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      const identity = cluster.addFederatedIdentity("dns", {
        serviceAccountName: "external-dns",
        usedBy: TrustUse.EXTERNAL,
      });
      new WorkloadServiceAccount(scope, "account", { identity });
    });
    expect(resources(stack, "kubernetes_service_account_v1")).toHaveLength(1);
  });

  test("fails when `usedBy` is none of the words", () => {
    expect(refused({ usedBy: "nobody" as TrustUse })).toBe(
      [
        "[test/cluster/federation] `usedBy` has an unknown value.",
        '  got:     "nobody"',
        '  allowed: "workloads", "external"',
        "  fix:     change `usedBy`; it is compared letter by letter",
        "  code:    not-one-of",
      ].join("\n"),
    );
  });
});
