import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { namespaceNotOurs } from "./errors";

/** Namespaces that exist in every cluster, or that AKS and its add-ons make. */
const NOT_OURS =
  /^(default|kube-.*|aks-.*|gatekeeper-system|app-routing-system|calico-system|tigera-operator)$/;

/**
 * Creates a namespace, once for each cluster and stack.
 *
 * @returns its name, as a reference by which Terraform creates it before what it holds
 */
export function createdNamespace(
  at: Construct,
  name: string,
  provider?: KubernetesProvider,
): string {
  if (NOT_OURS.test(name)) throw namespaceNotOurs(at, name);
  const home = provider?.node.scope ?? TerraformStack.of(at);
  const id = `namespace-${name}`;
  const known = home.node.tryFindChild(id) as NamespaceV1 | undefined;
  const namespace =
    known ?? new NamespaceV1(home as Construct, id, { provider, metadata: { name } });
  return namespace.metadata.name;
}
