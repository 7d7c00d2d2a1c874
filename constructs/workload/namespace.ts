import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { namespaceNotOurs } from "../private/errors";
import { ownedBySystem } from "../private/names";

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
  if (name === "default" || ownedBySystem(name)) throw namespaceNotOurs(at, name);
  const home = provider?.node.scope ?? TerraformStack.of(at);
  const id = `namespace-${name}`;
  const known = home.node.tryFindChild(id) as NamespaceV1 | undefined;
  const namespace =
    known ?? new NamespaceV1(home as Construct, id, { provider, metadata: { name } });
  return namespace.metadata.name;
}
