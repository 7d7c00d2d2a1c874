import type { IConstruct } from "constructs";
import { finding, refusal, somewhere } from "./message";

// The messages about an app as a whole: how it is written, the providers of its stacks, and their order.

/** What a provider cannot do without. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  azurerm: ", { features: [{}] }",
  helm: ", { kubernetes: cluster.helmConnection(stack) }",
};

export const hclOutput = refusal({
  code: "hcl-output",
  says: () => ({
    what: "the app is to be written as HCL, where cdktf leaves out blocks and arguments without a word.",
    got: "HCL",
    allowed: "JSON, which Terraform reads as well",
    fix: "leave out `--hcl` of `cdktf synth`, `hclOutput` of the App and the variable SYNTH_HCL_OUTPUT",
  }),
  cause:
    "What cdktf writes as HCL lacks labels, accounts, import blocks, checks and triggers, and Terraform applies the rest.",
  cure: "Let cdktf write JSON. Terraform and OpenTofu read both alike.",
});

export const notConnected = refusal({
  code: "not-connected",
  says: (cluster: IConstruct, stack: string) => ({
    what: `the stack "${stack}" has connections to other clusters, but none to this one's.`,
    got: cluster.node.path,
    allowed: "a Kubernetes provider for each cluster whose objects the stack holds",
    fix: "call `connect(...)` of that cluster with this stack before creating its Kubernetes objects",
  }),
  cause: "Without a provider of its own the object would be created in another cluster.",
  cure: "Call `connect` of the right cluster with the stack first.",
  example: [somewhere("azure/other"), "kubernetes"],
});

export const stackNotConnected = finding({
  code: "stack-not-connected",
  says: (type: string, got: string, cluster?: IConstruct) => ({
    what: `the stack holds \`${type}\`, and is connected to no cluster.`,
    got,
    allowed: "a connection to the cluster whose objects the stack holds",
    fix: cluster
      ? `call \`connect(stack)\` of the cluster at "${cluster.node.path}"`
      : "call `connect(stack)` of the cluster, or add a `KubernetesProvider` of your own",
  }),
  cause:
    "Without a provider Terraform would look for a cluster in the environment of whoever runs it.",
  cure: "Call `connect` of the cluster with each stack that has objects of it.",
  example: ["kubernetes_service_account_v1", "azure/orders/Default", somewhere("azure/other")],
});

const noProvider = (type: string, got: string, provider: string) => {
  const name = provider.replace(/(^|[-_])([a-z])/g, (_all, _sign, letter) => letter.toUpperCase());
  return {
    what: `the stack holds \`${type}\`, and has no provider \`${provider}\`.`,
    got,
    allowed: "a provider of the stack's own for all that it holds",
    fix: `add \`new ${name}Provider(stack, "${provider}"${ARGUMENTS[provider] ?? ""})\``,
  };
};

export const providerMissing = finding({
  code: "provider-missing",
  says: noProvider,
  cause: "A stack declares its providers itself, the one that waits among them.",
  cure: "Add the provider to the stack. An `AzapiProvider` has the code `azapi-missing`.",
  example: ["time_sleep", "azure/orders/federations", "time"],
});

export const azapiMissing = finding({
  code: "azapi-missing",
  says: noProvider,
  cause: "`enableOn` turns workload identity on by the provider azapi, which few stacks have.",
  cure: "Add the provider to the stack of the cluster.",
  example: ["azapi_update_resource", "azure/cluster/update", "azapi"],
});

export const stackCircle = refusal({
  code: "stack-circle",
  says: (got: string, fix: string) => ({
    what: "the stacks come after one another in a circle, and none of them can be deployed first.",
    got,
    allowed: "stacks that are deployed one after the other",
    fix,
  }),
  cause:
    "Each stack is written with things of the next. A role is by itself assigned in the stack of the grantee, which may have to come before that of the scope.",
  cure: "Let the grant stand in the later stack by `within`; other resources have to move.",
  example: [
    "apps after azure, by apps/orders/reader-on-vault/Default; azure after apps, by azure/alert",
    'name a construct of the stack "azure" as `within` of the grant at "apps/orders/reader-on-vault"',
  ],
});
