import type { Construct } from "constructs";
import {
  AzapiProvider,
  KeyVaultAccess,
  ResourceGroup,
  SecretProviderClass,
  WorkloadDeployment,
  WorkloadStatefulSet,
} from "../../constructs";
import { newCluster, newGroup, newServiceAccount } from "../support/fixtures";
import { messageOf, synth } from "../support/synth";

// Rules that no test of a noun meets: each is refused where a value of it is given.

const IMAGE = "example.azurecr.io/orders:1";

const patch = (options: object) => (scope: Construct) =>
  newServiceAccount(scope).workloadPatch({ kind: "Deployment", name: "api", ...options });

const container = (more: object) => (scope: Construct) =>
  new WorkloadDeployment(scope, "deployment", {
    serviceAccount: newServiceAccount(scope),
    name: "orders",
    containers: [{ name: "app", image: IMAGE, ...more }],
  });

const synced = (key: string) => (scope: Construct) => {
  const serviceAccount = newServiceAccount(scope);
  const vault = new KeyVaultAccess(scope, "vault", {
    resourceGroup: newGroup(scope),
    name: "shop-vault",
  });
  vault.secret("password").grantRead(serviceAccount.identity);
  return SecretProviderClass.rendered(scope, "class", {
    serviceAccount,
    name: "orders",
    vault,
    secrets: [vault.secret("password")],
    syncedSecrets: [{ name: "orders", keys: { [key]: "password" } }],
  });
};

test.each<[string, string, (scope: Construct) => unknown]>([
  [
    "subscriptionId",
    "subscription id",
    (scope) => new AzapiProvider(scope, "azapi", { subscriptionId: "shop" }),
  ],
  [
    "tags",
    "name of a tag",
    (scope) =>
      new ResourceGroup(scope, "rg", { name: "rg", location: "eastus", tags: { "a/b": "c" } }),
  ],
  [
    "kubernetesVersion",
    "Kubernetes version",
    (scope) => newCluster(scope, { kubernetesVersion: "1.21" }),
  ],
  [
    "ssh.publicKey",
    "SSH public key",
    (scope) => newCluster(scope, { ssh: { publicKey: "ssh-dss AAAA" } }),
  ],
  [
    "nodeCount",
    "node count of a pool for workloads",
    (scope) => newCluster(scope).addNodePool("user", { name: "user", nodeCount: -1 }),
  ],
  ["kind", "kind of a Kubernetes object", patch({ kind: "deployment" })],
  ["apiVersion", "API version", patch({ apiVersion: "apps/V1!", podPath: "spec.template" })],
  ["podPath", "path to a pod template", patch({ podPath: "spec..template" })],
  ["syncedSecrets[0].keys", "key of a Kubernetes secret", synced("a key")],
  [
    'containers[0].envValueFrom["CPU"].resourceFieldRef.resource',
    "resource of a container",
    container({ envValueFrom: { CPU: { resourceFieldRef: { resource: "cpu" } } } }),
  ],
  [
    "containers[0].livenessProbe.httpGet.httpHeaders",
    "name of an HTTP header",
    container({ livenessProbe: { httpGet: { port: 80, httpHeaders: { "a b": "c" } } } }),
  ],
  [
    "updateStrategy.partition",
    "ordinal of the first pod to be updated",
    (scope) =>
      new WorkloadStatefulSet(scope, "set", {
        serviceAccount: newServiceAccount(scope),
        name: "orders",
        serviceName: "orders",
        containers: [{ name: "app", image: IMAGE }],
        updateStrategy: { partition: -1 },
      }),
  ],
])("`%s` that is no valid %s is refused", (prop, noun, build) => {
  expect(messageOf(() => synth((stack) => void build(stack)))).toContain(
    `] \`${prop}\` is not a valid ${noun}.\n`,
  );
});
