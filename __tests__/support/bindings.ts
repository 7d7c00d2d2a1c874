import { FederatedIdentityCredential } from "@cdktf/provider-azurerm/lib/federated-identity-credential";
import * as namespaces from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Token } from "cdktf";

// The suite runs with bindings of several versions of the providers. What they call by other names is here.

const AZURERM_4_55 = !("userAssignedIdentityIdInput" in FederatedIdentityCredential.prototype);
const AZURERM_5 = !("parentIdInput" in FederatedIdentityCredential.prototype);
const KUBERNETES_3 = "NamespaceV1MetadataList" in namespaces;

/** The arguments of a credential that say whose it is. */
export function trustedBy(id: string, resourceGroup: string): Record<string, string> {
  return AZURERM_4_55
    ? { parent_id: id, resource_group_name: resourceGroup }
    : { user_assigned_identity_id: id };
}

/** The argument of a credential with the id of its identity. */
export const IDENTITY_OF_CREDENTIAL = AZURERM_4_55 ? "parent_id" : "user_assigned_identity_id";

/** What a cluster is given to have its nodes from node pools. */
export const NODES_FROM_POOLS = AZURERM_5 ? { node_provisioning_profile: { mode: "Manual" } } : {};

/** The metadata of a namespace, as its class takes it and the JSON has it. */
export function namespaceMetadata<T extends object>(metadata: T) {
  const written: unknown = KUBERNETES_3 ? [metadata] : metadata;
  return written as T & namespaces.NamespaceV1Config["metadata"];
}

/** A reference to the name of a namespace. */
export function nameOf(namespace: namespaces.NamespaceV1): string {
  return Token.asString(namespace.interpolationForAttribute("metadata[0].name"));
}
