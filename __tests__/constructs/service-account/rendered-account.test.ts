import { parse } from "yaml";
import {
  type IWorkloadServiceAccount,
  type RenderedServiceAccountProps,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newCluster, newFederation, newServiceAccount } from "../../support/fixtures";
import { expose, messageOf, synth, TestStack, warningsOf } from "../../support/synth";

function rendered(
  scope: TestStack,
  props: Partial<RenderedServiceAccountProps> = {},
): IWorkloadServiceAccount {
  const identity = newFederation(scope);
  return WorkloadServiceAccount.rendered(scope, "orders-account", { identity, ...props });
}

/** What is read of a rendered account. */
function readOf<T>(read: (account: IWorkloadServiceAccount) => T, props = {}): T {
  const found: T[] = [];
  synth((scope) => {
    found.push(read(rendered(scope, props)));
  });
  return found[0];
}

test("a rendered account makes nothing but its record, and needs no Kubernetes provider", () => {
  // WHEN
  const stack = synth((scope) => expose(scope, { manifest: rendered(scope).manifest }));

  // THEN
  expect(Object.keys(stack.resource ?? {}).filter((type) => type.startsWith("kubernetes"))).toEqual(
    [],
  );
  expect(stack.provider).not.toHaveProperty("kubernetes");
  const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
  expect(stack.resource?.terraform_data).toEqual({
    "orders-account": {
      input: {
        kind: "aks-workload-identity/rendered-service-account",
        namespace: "shop",
        name: "orders",
        client_id: `\${azurerm_user_assigned_identity.${identity}.client_id}`,
        tenant_id: `\${azurerm_user_assigned_identity.${identity}.tenant_id}`,
        issuer: "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
        workloads: [],
      },
    },
  });
  expect(stack.resource).not.toHaveProperty("time_sleep");
});

test("the manifest has the ids, put in by Terraform, and what else was given", () => {
  // WHEN
  const stack = synth((scope) =>
    expose(scope, {
      manifest: rendered(scope, {
        tokenExpirationSeconds: 7200,
        labels: { team: "shop" },
        annotations: { "example.com/owner": "orders" },
        automountToken: true,
      }).manifest,
    }),
  );

  // THEN
  const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
  expect(stack.output?.manifest.value).toBe(
    `\${yamlencode({"apiVersion" = "v1", "kind" = "ServiceAccount", "metadata" = {"name" = "orders", "namespace" = "shop", "labels" = {"team" = "shop"}, "annotations" = {"example.com/owner" = "orders", "azure.workload.identity/client-id" = azurerm_user_assigned_identity.${identity}.client_id, "azure.workload.identity/tenant-id" = azurerm_user_assigned_identity.${identity}.tenant_id, "azure.workload.identity/service-account-token-expiration" = "7200"}}, "automountServiceAccountToken" = true})}`,
  );
});

test("the template of the manifest is text with variables, whose values are the substitutions", () => {
  // WHEN
  const [template, names] = readOf((account) => [
    account.manifestTemplate,
    Object.keys(account.substitutions),
  ]);

  // THEN
  expect(template).toBe(
    [
      '"apiVersion": "v1"',
      '"automountServiceAccountToken": false',
      '"kind": "ServiceAccount"',
      '"metadata":',
      '  "annotations":',
      '    "azure.workload.identity/client-id": "${ORDERS_ACCOUNT_CLIENT_ID}"',
      '    "azure.workload.identity/tenant-id": "${ORDERS_ACCOUNT_TENANT_ID}"',
      '  "name": "orders"',
      '  "namespace": "shop"',
      "",
    ].join("\n"),
  );
  expect(names).toEqual([
    "ORDERS_ACCOUNT_CLIENT_ID",
    "ORDERS_ACCOUNT_TENANT_ID",
    "ORDERS_ACCOUNT_SERVICE_ACCOUNT",
    "ORDERS_ACCOUNT_NAMESPACE",
  ]);
});

test("the names of the variables may be given", () => {
  const names = readOf((account) => Object.keys(account.substitutions), {
    substitutionPrefix: "IDENTITY",
  });
  expect(names[0]).toBe("IDENTITY_CLIENT_ID");
});

test.each([
  ["orders", "ORDERS"],
  ["orders-1.x", "ORDERS_1_X"],
  ["1st", "_1ST"],
  ["Orders--API", "ORDERS_API"],
])("the id %s gives variables that start with %s", (id, prefix) => {
  let name = "";
  synth((scope) => {
    const identity = newFederation(scope);
    const account = WorkloadServiceAccount.rendered(identity, id, { identity });
    [name] = Object.keys(account.substitutions);
  });
  expect(name).toBe(`${prefix}_CLIENT_ID`);
});

test("an account that Terraform makes is rendered just so", () => {
  // WHEN
  const templates: string[] = [];
  synth((scope) => {
    templates.push(newServiceAccount(scope).manifestTemplate);
  });

  // THEN
  expect(parse(templates[0])).toEqual({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      name: "orders",
      namespace: "shop",
      annotations: {
        "azure.workload.identity/client-id": "${SERVICE_ACCOUNT_CLIENT_ID}",
        "azure.workload.identity/tenant-id": "${SERVICE_ACCOUNT_TENANT_ID}",
      },
    },
    automountServiceAccountToken: false,
  });
});

test("a rendered account counts as use of its trust", () => {
  const warnings = (make: (scope: TestStack) => unknown) =>
    warningsOf((scope) => {
      newCluster(scope).connect(scope);
      make(scope);
    });
  const trust = (scope: TestStack) =>
    (scope.node.findChild("cluster") as ReturnType<typeof newCluster>).addFederatedIdentity("f", {
      namespace: "shop",
      serviceAccountName: "orders",
    });
  expect(warnings(trust)).toEqual([expect.stringContaining("shop/orders")]);
  expect(
    warnings((scope) => WorkloadServiceAccount.rendered(scope, "a", { identity: trust(scope) })),
  ).toEqual([]);
});

const podTemplate = {
  metadata: { labels: { "azure.workload.identity/use": "true" } },
  spec: { serviceAccountName: "orders", automountServiceAccountToken: false },
};

test.each([
  ["Deployment", "apps/v1", { spec: { template: podTemplate } }],
  ["StatefulSet", "apps/v1", { spec: { template: podTemplate } }],
  ["DaemonSet", "apps/v1", { spec: { template: podTemplate } }],
  ["ReplicaSet", "apps/v1", { spec: { template: podTemplate } }],
  ["Job", "batch/v1", { spec: { template: podTemplate } }],
  ["CronJob", "batch/v1", { spec: { jobTemplate: { spec: { template: podTemplate } } } }],
  ["ReplicationController", "v1", { spec: { template: podTemplate } }],
  ["Pod", "v1", podTemplate],
])("a patch of a %s has the label and the account at its pods", (kind, apiVersion, body) => {
  const patch = readOf((account) => account.workloadPatch({ kind, name: "api" }));
  const { metadata, ...rest } = body as { metadata?: object };
  expect(parse(patch)).toEqual({
    apiVersion,
    kind,
    metadata: { name: "api", namespace: "shop", ...metadata },
    ...rest,
  });
});

test("a patch is text with quoted values, for a kind of others too", () => {
  const patch = readOf((account) =>
    account.workloadPatch({
      kind: "Rollout",
      name: "api",
      apiVersion: "argoproj.io/v1alpha1",
      podPath: "spec.template",
      rollOnIdentityChange: true,
    }),
  );
  expect(patch).toBe(
    [
      '"apiVersion": "argoproj.io/v1alpha1"',
      '"kind": "Rollout"',
      '"metadata":',
      '  "name": "api"',
      '  "namespace": "shop"',
      '"spec":',
      '  "template":',
      '    "metadata":',
      '      "annotations":',
      '        "cdktf-aks-workload-identity/client-id": "${ORDERS_ACCOUNT_CLIENT_ID}"',
      '        "cdktf-aks-workload-identity/tenant-id": "${ORDERS_ACCOUNT_TENANT_ID}"',
      '      "labels":',
      '        "azure.workload.identity/use": "true"',
      '    "spec":',
      '      "automountServiceAccountToken": false',
      '      "serviceAccountName": "orders"',
      "",
    ].join("\n"),
  );
});

test.each<[string, (account: IWorkloadServiceAccount) => unknown, string[]]>([
  [
    "the kind is not known",
    (account) => account.workloadPatch({ kind: "Cluster", name: "api", podPath: "spec.template" }),
    [
      "[test/orders-account] it is not known where this kind keeps the template of its pods.",
      '  got:     "Cluster"',
      "  allowed: Pod, ReplicationController, Deployment, StatefulSet, DaemonSet, ReplicaSet, Job, CronJob, Rollout",
      '  fix:     for a kind of others give `apiVersion` and `podPath`, such as "serving.knative.dev/v1" and "spec.template"',
      "  code:    unknown-pod-kind",
    ],
  ],
  [
    "the pods would not be replaced",
    (account) => account.workloadPatch({ kind: "Job", name: "api", rollOnIdentityChange: true }),
    [
      "[test/orders-account] Kubernetes does not replace the pods of a Job when its template changes, and refuses some of the changes.",
      '  got:     "Job"',
      "  allowed: Deployment, StatefulSet, DaemonSet, CronJob and kinds of others",
      "  fix:     leave `rollOnIdentityChange` out",
      "  code:    does-not-roll",
    ],
  ],
  [
    "a name is not known at synth",
    (account) => account.workloadPatch({ kind: "Job", name: account.identity.credentialId }),
    [
      "[test/orders-account] `name` is not known when the app is synthesized.",
      '  got:     "a reference to another resource"',
      "  allowed: text written in the program",
      "  fix:     write the text itself: it is for a file",
      "  code:    unknown-at-synth",
    ],
  ],
])("fails when %s", (_case, act, message) => {
  expect(messageOf(() => readOf(act))).toBe(message.join("\n"));
});

test("fails when the prefix of the variables is none", () => {
  expect(messageOf(() => readOf(() => 0, { substitutionPrefix: "ORDERS-API" }))).toBe(
    [
      "[test/orders-account] `substitutionPrefix` is not a valid prefix of variable names.",
      '  got:     "ORDERS-API"',
      '  allowed: letters, digits or "_", not starting with a digit',
      "  fix:     change `substitutionPrefix` (rule: https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution)",
      "  code:    invalid-name",
    ].join("\n"),
  );
});

test("fails when two accounts of a cluster give variables of the same names", () => {
  const build = (scope: TestStack, substitutionPrefix?: string) => {
    const cluster = newCluster(scope);
    for (const name of ["orders", "billing"]) {
      const identity = cluster.addFederatedIdentity(name, { serviceAccountName: name });
      void WorkloadServiceAccount.rendered(identity, "account", {
        identity,
        substitutionPrefix: name === "orders" ? substitutionPrefix : undefined,
      }).substitutions;
    }
  };
  expect(messageOf(() => synth((scope) => build(scope)))).toBe(
    [
      '[test/cluster/billing/account] "test/cluster/orders/account" gives the same cluster variables of the same names, and one would overwrite the other.',
      '  got:     "ACCOUNT_CLIENT_ID"',
      "  fix:     give one of the accounts a `substitutionPrefix` of its own",
      "  code:    substitutions-twice",
    ].join("\n"),
  );
  expect(() => synth((scope) => build(scope, "ORDERS"))).not.toThrow();
});

test("fails when the account is made or rendered twice", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const { identity } = rendered(scope);
      WorkloadServiceAccount.rendered(scope, "again", { identity });
    }),
  );
  expect(message).toContain("[test/again]");
  expect(message).toContain("shop/orders");
});

test("fails when a label or an annotation is the library's own", () => {
  expect(
    messageOf(() => readOf(() => 0, { annotations: { "azure.workload.identity/client-id": "x" } })),
  ).toContain("azure.workload.identity/client-id");
  expect(
    messageOf(() => readOf(() => 0, { labels: { "azure.workload.identity/use": "true" } })),
  ).toContain("azure.workload.identity/use");
  expect(messageOf(() => readOf(() => 0, { tokenExpirationSeconds: 60 }))).toContain(
    "`tokenExpirationSeconds` is not a valid token expiration in seconds.",
  );
});
