import type { IConstruct } from "constructs";
import { inWords, mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about an app as a whole: how it is written, the providers of its stacks, and their order.

/** What a provider cannot do without. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  azurerm: ", { features: [{}] }",
  helm: ", { kubernetes: cluster.helmConnection(stack) }",
};

export function hclOutput(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "hcl-output",
    what: "the app is to be written as HCL, where cdktf leaves out blocks and arguments without a word.",
    got: "HCL",
    allowed: "JSON, which Terraform reads as well",
    fix: "leave out `--hcl` of `cdktf synth`, `hclOutput` of the App and the variable SYNTH_HCL_OUTPUT",
  });
}

export function notConnected(
  at: IConstruct,
  cluster: IConstruct,
  stack: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "not-connected",
    what: `the stack "${stack}" has connections to other clusters, but none to this one's.`,
    got: cluster.node.path,
    allowed: "a Kubernetes provider for each cluster whose objects the stack holds",
    fix: "call `connect(...)` of that cluster with this stack before creating its Kubernetes objects",
  });
}

export function stackNotConnected(type: string, got: string, cluster?: IConstruct): string {
  return inWords({
    code: "stack-not-connected",
    what: `the stack holds \`${type}\`, and is connected to no cluster.`,
    got,
    allowed: "a connection to the cluster whose objects the stack holds",
    fix: cluster
      ? `call \`connect(stack)\` of the cluster at "${cluster.node.path}"`
      : "call `connect(stack)` of the cluster, or add a `KubernetesProvider` of your own",
  });
}

export function providerMissing(type: string, got: string, provider: string): string {
  const name = provider.replace(/(^|[-_])([a-z])/g, (_all, _sign, letter) => letter.toUpperCase());
  return inWords({
    code: provider === "azapi" ? "azapi-missing" : "provider-missing",
    what: `the stack holds \`${type}\`, and has no provider \`${provider}\`.`,
    got,
    allowed: "a provider of the stack's own for all that it holds",
    fix: `add \`new ${name}Provider(stack, "${provider}"${ARGUMENTS[provider] ?? ""})\``,
  });
}

export function stackCircle(at: IConstruct, got: string, fix: string): WorkloadIdentityError {
  return mistake(at, {
    code: "stack-circle",
    what: "the stacks come after one another in a circle, and none of them can be deployed first.",
    got,
    allowed: "stacks that are deployed one after the other",
    fix,
  });
}
