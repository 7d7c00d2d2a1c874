import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { ClusterLogin, WorkloadIdentityCluster } from "../../../constructs";
import { newCluster } from "../../support/fixtures";
import { messageOf, synth, synthStacks, TestStack } from "../../support/synth";

/** What stops the provider from taking its settings from the machine. */
const NO_AMBIENT_SETTINGS = {
  config_path: "",
  config_context: "",
  config_context_auth_info: "",
  config_context_cluster: "",
  username: "",
  password: "",
  token: "",
  tls_server_name: "",
  proxy_url: "",
  insecure: false,
};

test("the Helm provider logs in as the Kubernetes provider of the stack does", () => {
  // WHEN
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    new HelmProvider(scope, "helm", { kubernetes: cluster.helmConnection(scope) });
  });

  // THEN
  const config = "azurerm_kubernetes_cluster.cluster.kube_config[0]";
  const kubernetes = {
    ...NO_AMBIENT_SETTINGS,
    host: `\${${config}.host}`,
    cluster_ca_certificate: `\${base64decode(${config}.cluster_ca_certificate)}`,
    client_certificate: `\${base64decode(${config}.client_certificate)}`,
    client_key: `\${base64decode(${config}.client_key)}`,
  };
  expect(stack.provider?.helm).toEqual([{ kubernetes }]);
  expect(stack.provider?.kubernetes).toEqual([kubernetes]);
});

test("with kubelogin there is one program and no certificate", () => {
  // WHEN
  const stacks = synthStacks((app) => {
    const azure = new TestStack(app, "azure");
    const cluster = newCluster(azure);
    const charts = new TestStack(app, "charts");
    new HelmProvider(charts, "helm", {
      kubernetes: WorkloadIdentityCluster.fromClusterName(charts, "existing", {
        clusterName: "other",
        resourceGroupName: "rg",
      }).helmConnection(charts, {
        login: ClusterLogin.KUBELOGIN,
        kubelogin: { mode: "workloadidentity" },
      }),
    });
    expect(cluster.name).toBe("aks");
  });

  // THEN
  const [{ kubernetes }] = stacks.charts.provider?.helm as { kubernetes: object }[];
  expect(kubernetes).toMatchObject({
    ...NO_AMBIENT_SETTINGS,
    client_certificate: "",
    client_key: "",
    exec: {
      api_version: "client.authentication.k8s.io/v1beta1",
      command: "kubelogin",
      args: expect.arrayContaining(["--login", "workloadidentity"]),
    },
  });
});

test("a connection that the stack has is used again", () => {
  const stack = synth((scope) => {
    const cluster = newCluster(scope);
    cluster.connect(scope, { login: ClusterLogin.CERTIFICATE });
    new HelmProvider(scope, "helm", { kubernetes: cluster.helmConnection(scope) });
  });
  expect(stack.provider?.kubernetes).toHaveLength(1);
});

test("fails as a connection does when the login is not allowed", () => {
  const refused = (act: (cluster: WorkloadIdentityCluster, scope: TestStack) => unknown) =>
    messageOf(() => synth((scope) => act(newCluster(scope), scope)));
  const options = { login: ClusterLogin.ADMIN };
  const message = refused((cluster, scope) => cluster.helmConnection(scope, options));
  expect(message).toContain("code:    wrong-login");
  expect(message).toBe(refused((cluster, scope) => cluster.connect(scope, options)));
});
