import type { IConstruct } from "constructs";
import { inWords, mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about identities, and the service accounts that they trust.

export function tooManyFederations(
  at: IConstruct,
  got: number,
  max: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "too-many-federations",
    what: "this identity has more federated identity credentials than Azure allows.",
    got,
    allowed: `${max} per user-assigned identity, counted over all clusters, namespaces and service accounts`,
    fix: "use another ManagedIdentity for some of them, or an IdentityPool where all may do the same, or let several deployments share one service account",
  });
}

export function notInPool(
  at: IConstruct,
  got: string | undefined,
  names: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "not-in-pool",
    what:
      got === undefined
        ? "a pool needs the name of at least one identity."
        : "the pool has no identity of this name.",
    got: got ?? names,
    ...(names.length > 0 && { allowed: names.join(", ") }),
    fix: "name it among the `names` of the pool",
  });
}

export function sameTrustTwice(
  at: IConstruct,
  subject: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-trust-twice",
    what: "this identity already trusts that service account of that cluster.",
    got: subject,
    allowed: "each issuer and subject once per identity",
    fix: `use the federated identity at "${other.node.path}" instead of a second one`,
  });
}

export function sameCredentialNameTwice(
  at: IConstruct,
  name: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-credential-name-twice",
    what: "another federated identity credential of this identity has the same name.",
    got: name,
    allowed: "each name once per identity",
    fix: `set \`credentialName\` here or at "${other.node.path}"`,
  });
}

export function sameClientAndPrincipalId(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "same-client-and-principal-id",
    what: "`principalId` is the same as `clientId`; an identity has two different ones.",
    got,
    allowed: "the GUID that `az identity show --query principalId` prints",
    fix: "change `principalId`; Azure accepts a client id there, and the role works for nobody",
  });
}

export function workloadIdentityOff(at: IConstruct, cluster: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "workload-identity-off",
    what: "workload identity of the cluster is off, and no new pod of this service account would get a token.",
    got: cluster.node.path,
    allowed: "federations only where `workloadIdentity` is on",
    fix: "remove the federation and its workloads, or say `keepFederations: true` at the cluster to keep them for later",
  });
}

export function createBeforeDestroy(): string {
  return inWords({
    code: "create-before-destroy",
    what: "a federated identity credential cannot be created before the one that it replaces is destroyed.",
    got: "lifecycle.createBeforeDestroy",
    allowed: "each issuer and subject once per identity",
    fix: "remove `createBeforeDestroy` from the credential",
  });
}

export function otherAudience(got: string): string {
  return `The audience ${JSON.stringify(got)} is not the one of workload identity, which is api://AzureADTokenExchange in every Azure cloud. Tokens of pods are refused with AADSTS700212 unless the application asks for it.`;
}

export function regionWithoutFederation(region: string): string {
  return `Identities in ${region} take no federated credentials, as far as is known: Azure answers 405 "Support for federated identity credentials not enabled". Create the identity in another region; the cluster may stay where it is.`;
}

export function systemNamespace(namespace: string): string {
  return `The namespace ${namespace} belongs to Kubernetes or AKS. AKS keeps admission webhooks away from such namespaces, and pods there may get no token. Set \`usedBy\` to TrustUse.EXTERNAL where an add-on runs there.`;
}

export function unusedFederation(subject: string): string {
  return `No service account of this app uses the trust in ${subject}, although the app is connected to the cluster. Create a WorkloadServiceAccount with it, or set \`usedBy\` to TrustUse.EXTERNAL if somebody else makes the account.`;
}
