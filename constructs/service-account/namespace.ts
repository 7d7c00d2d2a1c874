import * as binding from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NamespaceV1, type NamespaceV1Metadata } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Lazy, TerraformResource, TerraformStack, Token } from "cdktf";
import type { Construct } from "constructs";
import type { IOidcIssuer } from "../identity/oidc-issuer";
import { azureKey, nameKey } from "../private/azure-places";
import { ownedBySystem } from "../private/names";
import { registerOnce } from "../private/registry";
import { addressOf } from "../private/terraform/address";
import { namespaceNotOurs, namespaceTwice, otherNamespaceLabels } from "./namespace-errors";

/** What asks for a namespace. */
interface Tenant {
  readonly namespace: string;
  readonly identity: { readonly cluster: IOidcIssuer };
}

/**
 * Creates a namespace, once for each cluster. Refuses one that another stack of the program makes, and at
 * synth one that the same stack makes by the provider's own class.
 *
 * @returns its name, as a reference by which Terraform creates it before what it holds
 */
export function createdNamespace(
  at: Construct,
  { namespace: name, identity }: Tenant,
  provider?: KubernetesProvider,
  labels?: Record<string, string>,
): string {
  if (name === "default" || ownedBySystem(name)) throw namespaceNotOurs(at, name);
  const home = (provider?.node.scope ?? TerraformStack.of(at)) as Construct;
  const id = `namespace-${name}`;
  const known = home.node.tryFindChild(id) as NamespaceV1 | undefined;
  if (known) {
    const same = JSON.stringify(metadataOf(known)?.labels ?? {}) === JSON.stringify(labels ?? {});
    if (labels && !same) throw otherNamespaceLabels(at, name);
    return nameOf(known);
  }
  const metadata = asWritten({ name, labels });
  const namespace = new NamespaceV1(home, id, { provider, metadata });
  registerOnce(namespace, "namespace", name, nameKey("", azureKey(identity.cluster), name));
  namespace.node.addValidation({
    validate: () =>
      madeIn(TerraformStack.of(at), name)
        .filter((other) => other !== namespace && other.provider?.alias === provider?.alias)
        .map((other) => namespaceTwice(name, other)),
  });
  return nameOf(namespace);
}

/** The metadata in the form of the binding: a block, in that of kubernetes 3 a list of one. */
function asWritten(metadata: NamespaceV1Metadata): binding.NamespaceV1Config["metadata"] {
  const written: unknown = "NamespaceV1MetadataList" in binding ? [metadata] : metadata;
  return written as binding.NamespaceV1Config["metadata"];
}

function metadataOf({ metadataInput }: NamespaceV1): NamespaceV1Metadata | undefined {
  return [metadataInput].flat()[0] as NamespaceV1Metadata | undefined;
}

function nameOf(namespace: NamespaceV1): string {
  return Token.asString(namespace.interpolationForAttribute("metadata[0].name"));
}

/**
 * What an object of a namespace comes after: the namespace, where the stack itself makes it, and what
 * else it comes after.
 */
export function namespacesOf(
  at: Construct,
  name: string,
  provider?: KubernetesProvider,
  others: readonly string[] = [],
): string[] {
  const produce = () => [
    ...others,
    ...madeIn(TerraformStack.of(at), name)
      .filter((one) => one.provider?.alias === provider?.alias)
      .map(addressOf),
  ];
  return Lazy.listValue({ produce }, { omitEmpty: true });
}

const made = new WeakMap<TerraformStack, NamespaceV1[]>();

/** The namespaces that a stack makes by a name; asked for when the stack is synthesized, and then settled. */
function madeIn(stack: TerraformStack, name: string): NamespaceV1[] {
  const all =
    made.get(stack) ??
    stack.node
      .findAll()
      .filter(
        (one): one is NamespaceV1 =>
          TerraformResource.isTerraformResource(one) &&
          /^kubernetes_namespace(_v1)?$/.test(one.terraformResourceType),
      );
  made.set(stack, all);
  return all.filter((one) => metadataOf(one)?.name === name);
}
