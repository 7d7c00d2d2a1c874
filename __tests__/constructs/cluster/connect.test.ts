import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { App } from "cdktf";
import {
  ClusterLogin,
  ManagedIdentity,
  ResourceGroup,
  WorkloadIdentityCluster,
  type WorkloadIdentityClusterProps,
} from "../../../constructs";
import { newCluster } from "../../support/fixtures";
import {
  messageOf,
  type StackJson,
  synth,
  synthApp,
  synthStacks,
  TestStack,
  warningsOf,
} from "../../support/synth";

const NAMES = { clusterName: "aks", resourceGroupName: "rg" };

test("a second connection without options is the first one", () => {
  synth((scope) => {
    const cluster = newCluster(scope);
    const options = { login: ClusterLogin.CERTIFICATE };
    const first = cluster.connect(scope, options);
    expect(cluster.connect(scope)).toBe(first);
    expect(cluster.connect(scope, { ...options })).toBe(first);
  });
});

test("fails when a stack is connected again with other options", () => {
  const message = messageOf(() =>
    synth((scope) => {
      const cluster = WorkloadIdentityCluster.fromClusterName(scope, "cluster", NAMES);
      cluster.connect(scope);
      cluster.connect(scope, { login: ClusterLogin.KUBELOGIN });
    }),
  );
  expect(message).toBe(
    [
      '[test/cluster] the stack "test" is connected to this cluster already, with other options.',
      '  got:     "test"',
      "  allowed: one connection for each stack and cluster",
      "  fix:     give the options at the first call, and none at the later ones",
      "  code:    connected-otherwise",
    ].join("\n"),
  );
});

test("fails when kubelogin has options and another login is used", () => {
  const kubelogin = { mode: "azurecli" };
  expect(messageOf(() => synth((scope) => newCluster(scope).connect(scope, { kubelogin })))).toBe(
    [
      "[test/cluster] `kubelogin` is of no use with this login.",
      '  got:     "certificate"',
      "  allowed: `kubelogin` only with the login KUBELOGIN",
      "  fix:     remove `kubelogin`, or log in by KUBELOGIN where the cluster has Entra ID",
      "  code:    kubelogin-unused",
    ].join("\n"),
  );
});

test("an admin login to an existing cluster fails the plan where there is none", () => {
  const stack = synth((scope) =>
    WorkloadIdentityCluster.fromClusterAttributes(scope, "cluster", {
      oidcIssuerUrl: "https://oidc.example.com/",
      ...NAMES,
    }).connect(scope, { login: ClusterLogin.ADMIN }),
  );
  const { lifecycle } = stack.data?.azurerm_kubernetes_cluster["cluster-connection"] ?? {};
  expect((lifecycle as { postcondition: unknown[] }).postcondition[0]).toEqual({
    condition: "${length(self.kube_admin_config) > 0}",
    error_message:
      "The AKS cluster aks has no admin kubeconfig: it has no Microsoft Entra ID, or its local accounts are off. Connect with the login CERTIFICATE or KUBELOGIN.",
  });
});

test("clusters of near names, and stacks whose names begin with a digit, have aliases of their own", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const stack = new TestStack(app, "1st");
    for (const id of ["main", "aks-a", "aks_a"]) {
      WorkloadIdentityCluster.fromClusterName(stack, id, { ...NAMES, clusterName: id }).connect(
        stack,
      );
    }
  });

  // THEN
  const aliases = (stacks["1st"].provider?.kubernetes ?? []).map(({ alias }) => alias);
  expect(aliases).toEqual([
    undefined,
    "_1st_aks_a",
    expect.stringMatching(/^_1st_aks_a_[0-9a-f]{8}$/),
  ]);
});

describe("a cluster of another subscription", () => {
  const other = (stack: TestStack) =>
    new AzurermProvider(stack, "other", { features: [{}], alias: "other" });
  const lookUps = ({ data }: StackJson) =>
    Object.values(data?.azurerm_kubernetes_cluster ?? {}).map(({ provider }) => provider);

  test("is looked up by its provider in its own stack, and by that of the connection in another", () => {
    const stacks = synthStacks((app) => {
      const azure = new TestStack(app, "azure");
      const cluster = WorkloadIdentityCluster.fromClusterName(azure, "cluster", {
        ...NAMES,
        provider: other(azure),
      });
      cluster.connect(azure);
      expect(cluster.resourceGroup.provider).toBe(cluster.provider);
      const workloads = new TestStack(app, "workloads");
      cluster.connect(workloads, { provider: other(workloads) });
    });
    expect(lookUps(stacks.azure)).toEqual(["azurerm.other", "azurerm.other"]);
    expect(lookUps(stacks.workloads)).toEqual(["azurerm.other"]);
  });
});

test("fails when a cluster is to be changed and the stack has no azapi provider", () => {
  const message = messageOf(() =>
    synth((scope) => WorkloadIdentityCluster.enableOn(scope, "cluster", NAMES)),
  );
  expect(message).toContain(
    [
      "[test] the stack holds `azapi_update_resource`, and has no provider `azapi`.",
      '  got:     "test/cluster/update"',
      "  allowed: a provider of the stack's own for all that it holds",
      '  fix:     add `new AzapiProvider(stack, "azapi")`',
      "  code:    azapi-missing",
    ].join("\n"),
  );
});

test("warns of an identity in a region without federated credentials", () => {
  const inRegion = (location: string) => (scope: TestStack) => {
    const resourceGroup = new ResourceGroup(scope, "far", { name: "far", location });
    newCluster(scope).addFederatedIdentity("orders", {
      serviceAccountName: "orders",
      identity: new ManagedIdentity(scope, "identity", { resourceGroup, name: "orders" }),
    });
  };
  expect(warningsOf(inRegion("Malaysia South"))).toEqual([
    'Identities in malaysiasouth take no federated credentials, as far as is known: Azure answers 405 "Support for federated identity credentials not enabled". Create the identity in another region; the cluster may stay where it is.',
  ]);
  expect(warningsOf(inRegion("eastus"))).toEqual([]);
});

describe("what it takes to get through to a cluster", () => {
  /** The annotations of the stack that is connected, the cluster's own or another. */
  function said(props: Partial<WorkloadIdentityClusterProps>, own: boolean): string[] {
    const apps: App[] = [];
    synthApp((outdir) => {
      const app = new App({ outdir, stackTraces: false });
      const azure = new TestStack(app, "azure");
      newCluster(azure, props).connect(own ? azure : new TestStack(app, "workloads"));
      apps.push(app);
      return app;
    });
    const { azure, workloads } = apps[0].manifest.stacks;
    return (own ? azure : workloads).annotations.map(
      ({ level, message }) => `${level}: ${message}`,
    );
  }

  const KUBELOGIN = { entra: { azureRbac: true }, localAccounts: false };

  test.each([
    [
      { apiServer: { privateCluster: true } },
      "@cdktf/info: The API server of aks is private: plan and apply of this stack have to run in a network that reaches it and resolves its name.",
    ],
    [
      { apiServer: { authorizedIpRanges: ["203.0.113.0/24"] } },
      "@cdktf/info: The API server of aks lets in its authorized ranges only: the address of whatever runs plan and apply of this stack has to be among them.",
    ],
  ])("%j is said in every stack", (props, message) => {
    expect(said(props, true)).toEqual([message]);
    expect(said(props, false)).toEqual([message]);
  });

  test("an Entra login alone is a warning in the cluster's own stack", () => {
    expect(said(KUBELOGIN, true)).toEqual([
      "@cdktf/warn: The stack makes aks and its Kubernetes objects in one apply, and logs in by Entra ID: whoever runs it needs a role in the cluster that works only minutes after the cluster exists. Connect another stack, or expect the first apply to fail.",
    ]);
    expect(said(KUBELOGIN, false)).toEqual([]);
  });

  test("a public cluster with certificates needs nothing", () => {
    expect(said({}, true)).toEqual([]);
    expect(said({}, false)).toEqual([]);
  });
});
