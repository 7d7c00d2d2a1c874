import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { TerraformVariable } from "cdktf";
import {
  type HelmValuePaths,
  type IWorkloadServiceAccount,
  ManagedIdentity,
  WorkloadIdentityCluster,
  WorkloadServiceAccount,
} from "../../../constructs";
import { newFederation, newServiceAccount } from "../../support/fixtures";
import { messageOf, resources, synth, synthStacks, TestStack } from "../../support/synth";

const GUID = "11111111-2222-3333-4444-555555555555";
const TENANT = "21111111-2222-3333-4444-555555555555";

/** An account of an identity whose ids are known, so that the YAML is text. */
function knownAccount(scope: TestStack, how: "rendered" | "annotate" = "rendered") {
  const cluster = WorkloadIdentityCluster.fromClusterAttributes(scope, "cluster", {
    oidcIssuerUrl: "https://oidc.example.com/",
    clusterName: "aks",
  });
  const identity = cluster.addFederatedIdentity("federation", {
    namespace: "shop",
    serviceAccountName: "orders",
    identity: ManagedIdentity.fromIdentityAttributes(scope, "identity", {
      identityId: `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders`,
      clientId: GUID,
      principalId: TENANT,
      tenantId: TENANT,
    }),
  });
  return WorkloadServiceAccount[how](scope, "account", { identity, tokenExpirationSeconds: 7200 });
}

function valuesOf(paths: HelmValuePaths, how?: "rendered" | "annotate"): string {
  let values = "";
  synth((scope) => {
    values = knownAccount(scope, how).helmValues(paths);
  });
  return values;
}

test("a chart is told the name of the account, the label of its pods and what replaces them", () => {
  expect(
    valuesOf({
      serviceAccount: "serviceAccount",
      podLabels: ["podLabels", "nodeAgent.podLabels"],
      podAnnotations: ["podAnnotations"],
    }),
  ).toBe(
    [
      '"nodeAgent":',
      '  "podLabels":',
      '    "azure.workload.identity/use": "true"',
      '"podAnnotations":',
      `  "cdktf-aks-workload-identity/client-id": "${GUID}"`,
      '  "cdktf-aks-workload-identity/service-account-token-expiration": "7200"',
      `  "cdktf-aks-workload-identity/tenant-id": "${TENANT}"`,
      '"podLabels":',
      '  "azure.workload.identity/use": "true"',
      '"serviceAccount":',
      '  "create": false',
      '  "name": "orders"',
      "",
    ].join("\n"),
  );
});

test("a chart that knows workload identity is told the ids, and nothing else", () => {
  expect(
    valuesOf({
      clientId: ["podIdentity.azureWorkload.clientId"],
      tenantId: ["podIdentity.azureWorkload.tenantId"],
    }),
  ).toBe(
    [
      '"podIdentity":',
      '  "azureWorkload":',
      `    "clientId": "${GUID}"`,
      `    "tenantId": "${TENANT}"`,
      "",
    ].join("\n"),
  );
});

test("a chart that owns the account gets the annotations", () => {
  expect(valuesOf({ serviceAccount: "server.serviceAccount", createServiceAccount: true })).toBe(
    [
      '"server":',
      '  "serviceAccount":',
      '    "annotations":',
      `      "azure.workload.identity/client-id": "${GUID}"`,
      '      "azure.workload.identity/service-account-token-expiration": "7200"',
      `      "azure.workload.identity/tenant-id": "${TENANT}"`,
      '    "create": true',
      '    "name": "orders"',
      "",
    ].join("\n"),
  );
});

test("a path may be called like a member of every object", () => {
  expect(valuesOf({ clientId: ["constructor.prototype"] })).toBe(
    `"constructor":\n  "prototype": "${GUID}"\n`,
  );
  expect(valuesOf({ clientId: ["__proto__.a"] })).toBe(`"__proto__":\n  "a": "${GUID}"\n`);
});

test("what Azure gives is put in by Terraform, and the name orders the release after the account", () => {
  // WHEN
  const stack = synth((scope) => {
    const account = newServiceAccount(scope);
    const values = account.helmValues({
      serviceAccount: "serviceAccount",
      podLabels: ["podLabels"],
      clientId: ["clientId"],
    });
    new ServiceAccountV1(scope, "release", { metadata: { name: "x", annotations: { values } } });
  });

  // THEN
  const [identity] = Object.keys(stack.resource?.azurerm_user_assigned_identity ?? {});
  expect(stack.resource?.kubernetes_service_account_v1?.release).toMatchObject({
    metadata: {
      annotations: {
        values: `\${yamlencode({"serviceAccount" = {"create" = false, "name" = kubernetes_service_account_v1.service-account.metadata[0].name}, "podLabels" = {"azure.workload.identity/use" = "true"}, "clientId" = azurerm_user_assigned_identity.${identity}.client_id})}`,
      },
    },
  });
});

test("an account that is annotated after the release is named without a circle", () => {
  // WHEN
  const stack = synth((scope) => {
    const identity = newFederation(scope);
    (identity.cluster as WorkloadIdentityCluster).connect(scope);
    const release = new ServiceAccountV1(scope, "release", { metadata: { name: "x" } });
    const account = WorkloadServiceAccount.annotate(scope, "account", {
      identity,
      dependsOn: [release],
    });
    release.addOverride(
      "metadata.annotations.values",
      account.helmValues({ serviceAccount: "serviceAccount", createServiceAccount: true }),
    );
  });

  // THEN
  expect(resources(stack, "kubernetes_annotations")[0].depends_on).toEqual([
    "kubernetes_service_account_v1.release",
  ]);
  expect(stack.resource?.kubernetes_service_account_v1?.release.metadata).toEqual({
    name: "x",
    annotations: { values: '"serviceAccount":\n  "create": true\n  "name": "orders"\n' },
  });
});

test("what the account comes after in another stack makes that stack come first", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const azure = new TestStack(app, "azure");
    const identity = newFederation(azure);
    const charts = new TestStack(app, "charts");
    new KubernetesProvider(charts, "kubernetes");
    const release = new ServiceAccountV1(charts, "release", { metadata: { name: "x" } });
    const workloads = new TestStack(app, "workloads");
    (identity.cluster as WorkloadIdentityCluster).connect(workloads);
    new WorkloadServiceAccount(workloads, "account", {
      identity,
      createNamespace: false,
      dependsOn: [release],
    });
    expect(workloads.dependencies).toContain(charts);
  });

  // THEN
  expect(resources(stacks.workloads, "kubernetes_service_account_v1")[0]).not.toHaveProperty(
    "depends_on",
  );
});

test.each<[string, (account: IWorkloadServiceAccount, scope: TestStack) => unknown, string[]]>([
  [
    "no path is given",
    (account) => account.helmValues({}),
    [
      "[test/account] no path into the values of the chart is given, so that nothing would be written.",
      "  got:     {}",
      "  allowed: one of serviceAccount, podLabels, podAnnotations, clientId, tenantId or more",
      "  fix:     give the paths that the chart's values.yaml has, such as `serviceAccount` and `podLabels`",
      "  code:    no-value-paths",
    ],
  ],
  [
    "a path has the key of the label in it",
    (account) => account.helmValues({ podLabels: ["a", "podLabels.azure.workload.identity/use"] }),
    [
      "[test/account] `paths.podLabels[1]` is not a valid path into the values of a chart.",
      '  got:     "podLabels.azure.workload.identity/use"',
      '  allowed: names of letters, digits, "_" or "-" with a dot between them, such as "server.podLabels"; the library adds the keys of labels and annotations',
      "  fix:     change `paths.podLabels[1]` (rule: https://helm.sh/docs/chart_best_practices/values/)",
      "  code:    invalid-name",
    ],
  ],
  [
    "a path is empty",
    (account) => account.helmValues({ serviceAccount: "" }),
    [
      "[test/account] `paths.serviceAccount` is not a valid path into the values of a chart.",
      '  got:     ""',
      '  allowed: names of letters, digits, "_" or "-" with a dot between them, such as "server.podLabels"; the library adds the keys of labels and annotations',
      "  fix:     change `paths.serviceAccount` (rule: https://helm.sh/docs/chart_best_practices/values/)",
      "  code:    invalid-name",
    ],
  ],
  [
    "a path is not known at synth",
    (account, scope) =>
      account.helmValues({
        clientId: [new TerraformVariable(scope, "path", { type: "string" }).stringValue],
      }),
    [
      "[test/account] `paths.clientId[0]` is not known when the app is synthesized.",
      '  got:     "a reference to another resource"',
      "  allowed: text written in the program",
      "  fix:     write the path itself: it is split when the app runs",
      "  code:    unknown-at-synth",
    ],
  ],
  [
    "labels and annotations meet",
    (account) => account.helmValues({ podLabels: ["pod.meta"], podAnnotations: ["pod.meta"] }),
    [
      '[test/account] two paths into the values of the chart meet at "pod.meta": the labels of the pods and the annotations of the pods.',
      "  fix:     give each value a place of its own",
      "  code:    value-path-twice",
    ],
  ],
  [
    "one value lies inside another",
    (account) =>
      account.helmValues({
        serviceAccount: "serviceAccount",
        clientId: ["serviceAccount.name.id"],
      }),
    [
      '[test/account] two paths into the values of the chart meet at "serviceAccount.name.id": the name of the service account and the client id.',
      "  fix:     give each value a place of its own",
      "  code:    value-path-twice",
    ],
  ],
  [
    "the chart creates the account somewhere",
    (account) => account.helmValues({ createServiceAccount: true, podLabels: ["podLabels"] }),
    [
      "[test/account] the chart is to create the service account, but `paths.serviceAccount` does not say where its values are.",
      "  fix:     give `serviceAccount`, the map of the chart's values that has `create` and `name`",
      "  code:    no-account-path",
    ],
  ],
])("fails when %s", (_case, act, message) => {
  expect(messageOf(() => synth((scope) => act(knownAccount(scope), scope)))).toBe(
    message.join("\n"),
  );
});

test("fails when the chart is to create what Terraform creates", () => {
  const message = messageOf(() =>
    synth((scope) =>
      newServiceAccount(scope).helmValues({
        serviceAccount: "serviceAccount",
        createServiceAccount: true,
      }),
    ),
  );
  expect(message).toBe(
    [
      "[test/service-account] the chart is to create the service account, which Terraform creates already.",
      "  fix:     leave `createServiceAccount` out, or use `WorkloadServiceAccount.rendered(...)` for an account that the chart creates",
      "  code:    account-of-two",
    ].join("\n"),
  );
});
