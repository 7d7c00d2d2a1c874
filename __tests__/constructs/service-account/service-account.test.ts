import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import {
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
  type WorkloadServiceAccountProps,
} from "../../../constructs";
import { namespaceMetadata } from "../../support/bindings";
import { newCluster, newFederation, newServiceAccount } from "../../support/fixtures";
import { expose, messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

/** A service account in the stack of its cluster. */
function withProps(scope: TestStack, props: Partial<WorkloadServiceAccountProps>): void {
  const identity = newFederation(scope);
  (identity.cluster as WorkloadIdentityCluster).connect(scope);
  new WorkloadServiceAccount(scope, "service-account", {
    identity,
    createNamespace: false,
    ...props,
  });
}

test("a service account carries the ids of its identity, and mounts no token of its own", () => {
  // WHEN
  const stack = synth((scope) => newServiceAccount(scope));

  // THEN
  const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
  expect(stack.resource?.kubernetes_service_account_v1).toEqual({
    "service-account": {
      provider: "kubernetes",
      metadata: {
        name: "orders",
        namespace: "shop",
        annotations: {
          "azure.workload.identity/client-id": `\${azurerm_user_assigned_identity.${identity}.client_id}`,
          "azure.workload.identity/tenant-id": `\${azurerm_user_assigned_identity.${identity}.tenant_id}`,
        },
      },
      automount_service_account_token: false,
    },
  });
});

test("a service account takes what it is given, the token expiration as text", () => {
  // WHEN
  const stack = synth((scope) =>
    withProps(scope, {
      tokenExpirationSeconds: 86400,
      automountToken: true,
      labels: { team: "orders" },
      annotations: { "example.com/owner": "orders" },
    }),
  );

  // THEN
  expect(resources(stack, "kubernetes_service_account_v1")[0]).toMatchObject({
    metadata: {
      labels: { team: "orders" },
      annotations: {
        "example.com/owner": "orders",
        "azure.workload.identity/service-account-token-expiration": "86400",
      },
    },
    automount_service_account_token: true,
  });
});

test("in another stack only the ids of the identity cross, and nothing is federated there", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const cluster = newCluster(new TestStack(app, "azure"));
    const identity = cluster.addFederatedIdentity("federation", { serviceAccountName: "orders" });
    const kubernetes = new TestStack(app, "kubernetes");
    cluster.connect(kubernetes);
    new WorkloadServiceAccount(kubernetes, "service-account", { identity });
  });

  // THEN
  const crossing = Object.values(stacks.azure.output ?? {}).map(({ value }) => value);
  expect(crossing).toEqual([
    expect.stringMatching(/^\$\{azurerm_user_assigned_identity\..*\.client_id\}$/),
    expect.stringMatching(/^\$\{azurerm_user_assigned_identity\..*\.tenant_id\}$/),
  ]);
  expect(Object.keys(stacks.kubernetes.resource ?? {})).toEqual(["kubernetes_service_account_v1"]);
});

test("a service account goes to the cluster that trusts it, among several", () => {
  // WHEN
  const stack = synth((scope) => {
    const blue = newCluster(scope);
    const green = new WorkloadIdentityCluster(scope, "green", {
      resourceGroup: blue.resourceGroup,
      name: "green",
    });
    blue.connect(scope);
    green.connect(scope);
    for (const cluster of [blue, green]) {
      new WorkloadServiceAccount(scope, `${cluster.name}-account`, {
        identity: cluster.addFederatedIdentity("federation", { serviceAccountName: "orders" }),
      });
    }
  });

  // THEN
  expect(stack.resource?.kubernetes_service_account_v1).toMatchObject({
    "aks-account": { provider: "kubernetes" },
    "green-account": { provider: "kubernetes.test_green" },
  });
});

test("a Kubernetes provider that the stack's author made will do", () => {
  // WHEN
  const stack = synth((scope) => {
    new KubernetesProvider(scope, "kubernetes", { host: "https://example.com" });
    new WorkloadServiceAccount(scope, "service-account", {
      identity: newFederation(scope),
      createNamespace: false,
    });
  });

  // THEN
  expect(resources(stack, "kubernetes_service_account_v1")[0]).not.toHaveProperty("provider");
});

test("fails when the stack is connected to another cluster only", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const identity = newFederation(scope);
      new WorkloadIdentityCluster(scope, "other", {
        resourceGroup: identity.cluster.resourceGroup,
        name: "other",
      }).connect(scope);
      new WorkloadServiceAccount(scope, "service-account", { identity });
    }),
  );
  expect(message).toBe(
    [
      '[test/service-account] the stack "test" has connections to other clusters, but none to this one\'s.',
      '  got:     "test/cluster"',
      "  allowed: a Kubernetes provider for each cluster whose objects the stack holds",
      "  fix:     call `connect(...)` of that cluster with this stack before creating its Kubernetes objects",
      "  code:    not-connected",
    ].join("\n"),
  );
});

test("fails when the token expiration is out of bounds, or a label or annotation is no such thing", () => {
  const refused = (props: Partial<WorkloadServiceAccountProps>) =>
    messageOf(() => synth((scope) => withProps(scope, props)));
  expect(refused({ tokenExpirationSeconds: 3599 })).toBe(
    [
      "[test/service-account] `tokenExpirationSeconds` is not a valid token expiration in seconds.",
      "  got:     3599",
      "  allowed: a whole number from 3600 to 86400",
      "  fix:     change `tokenExpirationSeconds` (rule: https://learn.microsoft.com/azure/aks/workload-identity-overview)",
      "  code:    out-of-bounds",
    ].join("\n"),
  );
  expect(refused({ labels: { "a b": "c" } })).toMatch("not a valid label or annotation key.");
  expect(refused({ labels: { a: "-" } })).toMatch('`labels["a"]` is not a valid label value.');
  expect(refused({ annotations: { "/a": "" } })).toMatch("not a valid label or annotation key.");
});

test("an account that exists is annotated by server-side apply, and its pods come after that", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newFederation(scope);
    (identity.cluster as WorkloadIdentityCluster).connect(scope);
    const account = WorkloadServiceAccount.annotate(scope, "account", {
      identity,
      tokenExpirationSeconds: 7200,
    });
    expose(scope, { name: account.name, namespace: account.namespace });
  });

  // THEN
  const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
  expect(stack.resource).not.toHaveProperty("kubernetes_service_account_v1");
  expect(stack.resource?.kubernetes_annotations).toEqual({
    account: {
      provider: "kubernetes",
      api_version: "v1",
      kind: "ServiceAccount",
      metadata: { name: "orders", namespace: "shop" },
      annotations: {
        "azure.workload.identity/client-id": `\${azurerm_user_assigned_identity.${identity}.client_id}`,
        "azure.workload.identity/tenant-id": `\${azurerm_user_assigned_identity.${identity}.tenant_id}`,
        "azure.workload.identity/service-account-token-expiration": "7200",
      },
      field_manager: "cdktf-aks-workload-identity",
    },
  });
  expect(stack.output).toEqual({
    name: { value: "${kubernetes_annotations.account.metadata[0].name}" },
    namespace: { value: "shop" },
  });
});

test("an account that is only referred to creates nothing", () => {
  // WHEN
  const stack = synth((scope) => {
    const account = WorkloadServiceAccount.fromServiceAccountName(scope, "account", {
      identity: newFederation(scope),
    });
    expose(scope, { name: account.name });
  });

  // THEN
  expect(Object.keys(stack.resource ?? {}).filter((type) => /^kubernetes_/.test(type))).toEqual([]);
  expect(stack.output).toEqual({ name: { value: "orders" } });
});

test("the namespace is created once for all accounts in it, and before them", () => {
  // WHEN
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    cluster.connect(scope);
    for (const name of ["orders", "invoices"]) {
      new WorkloadServiceAccount(scope, name, {
        identity: cluster.addFederatedIdentity(name, {
          namespace: "shop",
          serviceAccountName: name,
        }),
        createNamespace: true,
      });
    }
  });

  // THEN
  const [[id, namespace]] = Object.entries(stack.resource?.kubernetes_namespace_v1 ?? {});
  expect(resources(stack, "kubernetes_namespace_v1")).toHaveLength(1);
  expect(namespace).toEqual({
    provider: "kubernetes",
    metadata: namespaceMetadata({ name: "shop" }),
  });
  for (const account of resources(stack, "kubernetes_service_account_v1")) {
    expect(account).toMatchObject({
      metadata: { namespace: `\${kubernetes_namespace_v1.${id}.metadata[0].name}` },
    });
  }
});

test.each(["default", "kube-system", "gatekeeper-system"])(
  "fails when the namespace %s is to be created",
  (namespace) => {
    const message = messageOf(() =>
      synth((scope) => {
        const cluster = newCluster(scope);
        cluster.connect(scope);
        new WorkloadServiceAccount(scope, "account", {
          identity: cluster.addFederatedIdentity("a", { namespace, serviceAccountName: "a" }),
          createNamespace: true,
        });
      }),
    );
    expect(message).toBe(
      [
        "[test/account] this namespace belongs to Kubernetes or AKS, and is never created.",
        `  got:     "${namespace}"`,
        "  allowed: a namespace of your own",
        "  fix:     leave `createNamespace` out; the namespace exists",
        "  code:    namespace-not-ours",
      ].join("\n"),
    );
  },
);

test("fails when the label of pods is put on the account", () => {
  const message = messageOf(() =>
    synth((scope) => withProps(scope, { labels: { "azure.workload.identity/use": "true" } })),
  );
  expect(message).toBe(
    [
      "[test/service-account] the webhook looks for this label on pods, and takes no notice of it on a service account.",
      '  got:     "azure.workload.identity/use"',
      "  allowed: any other label",
      "  fix:     remove it; the workloads of this library put it on their pods",
      "  code:    label-on-account",
    ].join("\n"),
  );
});

test("fails when two constructs represent one service account with different identities, all at once", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const cluster = newCluster(scope);
      cluster.connect(scope);
      for (const name of ["a", "b", "c"]) {
        WorkloadServiceAccount.fromServiceAccountName(scope, name, {
          identity: cluster.addFederatedIdentity(name, {
            serviceAccountName: "orders",
            credentialName: `orders-${name}`,
          }),
        });
      }
    }),
  );
  for (const name of ["b", "c"]) {
    expect(message).toMatch(
      [
        `[test/${name}] two constructs represent one service account, with different identities.`,
        '  got:     "default/orders"',
        "  allowed: one identity in the annotations of a service account",
        '  fix:     use the account at "test/a", with this identity among its `additionalIdentities`',
        "  code:    account-of-two-identities",
      ].join("\n"),
    );
  }
});

test("one identity may stand behind an account more than once, and behind accounts of other clusters", () => {
  expect(() =>
    synth((scope) => {
      const blue = newCluster(scope);
      const green = new WorkloadIdentityCluster(scope, "green", {
        resourceGroup: blue.resourceGroup,
        name: "green",
      });
      for (const cluster of [blue, green]) {
        cluster.connect(scope);
        const identity = cluster.addFederatedIdentity("orders", { serviceAccountName: "orders" });
        new WorkloadServiceAccount(scope, `${cluster.name}-made`, { identity });
        WorkloadServiceAccount.fromServiceAccountName(scope, `${cluster.name}-again`, { identity });
      }
    }),
  ).not.toThrow();
});

test("fails when an account is made or annotated twice", () => {
  const twice = (second: "annotate" | "create") =>
    messageOf(() =>
      synth((scope) => {
        const { identity } = newServiceAccount(scope);
        if (second === "create") new WorkloadServiceAccount(scope, "again", { identity });
        else WorkloadServiceAccount.annotate(scope, "again", { identity });
      }),
    );
  for (const second of ["annotate", "create"] as const) {
    expect(twice(second)).toBe(
      [
        "[test/again] the program makes a service account of this name in this place already.",
        '  got:     "shop/orders"',
        "  allowed: each name once, whatever its capitals",
        '  fix:     use the one at "test/service-account", or change the name',
        "  code:    same-thing-twice",
      ].join("\n"),
    );
  }
});

describe("a namespace", () => {
  const withNamespace = (
    scope: TestStack,
    props: Partial<WorkloadServiceAccountProps>,
    id = "account",
    serviceAccountName = "orders",
  ) => {
    const known = scope.node.tryFindChild("cluster") as WorkloadIdentityCluster | undefined;
    const cluster = known ?? newCluster(scope);
    cluster.connect(scope);
    const identity = cluster.addFederatedIdentity(id, { namespace: "shop", serviceAccountName });
    return new WorkloadServiceAccount(scope, id, { identity, ...props });
  };

  test("that is created has its labels, once for all accounts in it", () => {
    const namespaceLabels = { "pod-security.kubernetes.io/enforce": "restricted" };
    const stack = synth((scope) => {
      withNamespace(scope, { createNamespace: true, namespaceLabels });
      withNamespace(scope, { createNamespace: true }, "reports", "reports");
    });
    expect(resources(stack, "kubernetes_namespace_v1")).toMatchObject([
      { metadata: namespaceMetadata({ name: "shop", labels: namespaceLabels }) },
    ]);
  });

  test("of the same stack, made by the provider's own class, comes before the account", () => {
    const stack = synth((scope) => {
      withNamespace(scope, {});
      new NamespaceV1(scope, "shop", { metadata: namespaceMetadata({ name: "shop" }) });
      new NamespaceV1(scope, "other", { metadata: namespaceMetadata({ name: "other" }) });
    });
    expect(resources(stack, "kubernetes_service_account_v1")[0].depends_on).toEqual([
      "kubernetes_namespace_v1.shop",
    ]);
    const alone = synth((scope) => withNamespace(scope, { createNamespace: false }));
    expect(resources(alone, "kubernetes_service_account_v1")[0]).not.toHaveProperty("depends_on");
  });

  test("fails when it is made twice", () => {
    const message = messageOf(() =>
      synth((scope) => {
        withNamespace(scope, { createNamespace: true });
        new NamespaceV1(scope, "shop", { metadata: namespaceMetadata({ name: "shop" }) });
      }),
    );
    expect(message).toContain(
      [
        "the stack makes this namespace twice: by `createNamespace`, and by a resource of its own.",
        '  got:     "shop"',
        "  allowed: each namespace once",
        '  fix:     leave `createNamespace` out; accounts come after the namespace at "test/shop"',
        "  code:    namespace-twice",
      ].join("\n"),
    );
  });

  test("fails when its labels are given and it is not created, or with other labels", () => {
    const labels = (team: string) => ({ namespaceLabels: { team } });
    expect(messageOf(() => synth((scope) => withNamespace(scope, labels("a"))))).toContain(
      "`namespaceLabels` are given, and the namespace is not created here.",
    );
    expect(
      messageOf(() =>
        synth((scope) => {
          withNamespace(scope, { createNamespace: true, ...labels("a") });
          withNamespace(scope, { createNamespace: true, ...labels("b") }, "reports", "reports");
        }),
      ),
    ).toContain("another service account creates this namespace with other labels.");
  });
});
