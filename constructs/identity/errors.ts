import type { IConstruct } from "constructs";
import { finding, refusal, somewhere, warning } from "../private/message";

// The messages about identities, and the service accounts that they trust.

export const tooManyFederations = refusal({
  code: "too-many-federations",
  says: (got: number, max: number) => ({
    what: "this identity has more federated identity credentials than Azure allows.",
    got,
    allowed: `${max} per user-assigned identity, counted over all clusters, namespaces and service accounts`,
    fix: "use another ManagedIdentity for some of them, or an IdentityPool where all may do the same, or let several deployments share one service account",
  }),
  cause: "A user-assigned identity holds 20 federated identity credentials.",
  cure: "Split the workloads over several identities, each with its own grants, or share a service account.",
  example: [21, 20],
});

export const notInPool = refusal({
  code: "not-in-pool",
  says: (got: string | undefined, names: readonly string[]) => ({
    what:
      got === undefined
        ? "a pool needs the name of at least one identity."
        : "the pool has no identity of this name.",
    got: got ?? names,
    ...(names.length > 0 && { allowed: names.join(", ") }),
    fix: "name it among the `names` of the pool",
  }),
  cause: "An `IdentityPool` has the identities of its `names`, and this name is none of them.",
  cure: "Add the name to the pool, or name one that it has.",
  example: ["readers-c", ["readers-a", "readers-b"]],
});

export const sameTrustTwice = refusal({
  code: "same-trust-twice",
  says: (subject: string, other: IConstruct) => ({
    what: "this identity already trusts that service account of that cluster.",
    got: subject,
    allowed: "each issuer and subject once per identity",
    fix: `use the federated identity at "${other.node.path}" instead of a second one`,
  }),
  cause: "Azure refuses the same issuer and subject twice on one identity.",
  cure: "Use the federated identity that exists for both workloads.",
  example: ["system:serviceaccount:shop:orders", somewhere("azure/other")],
});

export const sameCredentialNameTwice = refusal({
  code: "same-credential-name-twice",
  says: (name: string, other: IConstruct) => ({
    what: "another federated identity credential of this identity has the same name.",
    got: name,
    allowed: "each name once per identity",
    fix: `set \`credentialName\` here or at "${other.node.path}"`,
  }),
  cause:
    "Azure knows a credential of an identity by its name, and the provider refuses the second at apply.",
  cure: "Leave `credentialName` out: the default holds cluster, namespace and service account.",
  example: ["orders", somewhere("azure/other")],
});

export const sameClientAndPrincipalId = refusal({
  code: "same-client-and-principal-id",
  says: (got: string) => ({
    what: "`principalId` is the same as `clientId`; an identity has two different ones.",
    got,
    allowed: "the GUID that `az identity show --query principalId` prints",
    fix: "change `principalId`; Azure accepts a client id there, and the role works for nobody",
  }),
  cause: "Azure accepts a client id as a principal, and the role then works for nobody.",
  cure: "Pass the client id to the service account and the principal id to roles.",
  example: ["11111111-2222-3333-4444-555555555555"],
});

export const workloadIdentityOff = refusal({
  code: "workload-identity-off",
  says: (cluster: IConstruct) => ({
    what: "workload identity of the cluster is off, and no new pod of this service account would get a token.",
    got: cluster.node.path,
    allowed: "federations only where `workloadIdentity` is on",
    fix: "remove the federation and its workloads, or say `keepFederations: true` at the cluster to keep them for later",
  }),
  cause:
    "The webhook is gone when `workloadIdentity` is off: pods start, and have no token to exchange.",
  cure: "Turn it on, remove the federation, or say that the federations are kept for later.",
  example: [somewhere("azure/other")],
});

export const createBeforeDestroy = finding({
  code: "create-before-destroy",
  says: () => ({
    what: "a federated identity credential cannot be created before the one that it replaces is destroyed.",
    got: "lifecycle.createBeforeDestroy",
    allowed: "each issuer and subject once per identity",
    fix: "remove `createBeforeDestroy` from the credential",
  }),
  cause: "Azure refuses a second credential of the same issuer and subject.",
  cure: "Let the old credential go first, as Terraform does by default.",
});

export const otherAudience = warning({
  says: (got: string) =>
    `The audience ${JSON.stringify(got)} is not the one of workload identity, which is api://AzureADTokenExchange in every Azure cloud. Tokens of pods are refused with AADSTS700212 unless the application asks for it.`,
  cause: "A warning: the webhook asks for tokens of the default audience in every cloud.",
  cure: "Leave `audience` out, unless the application asks for its tokens itself.",
  example: ["api://AzureADTokenExchangeUSGov"],
});

export const regionWithoutFederation = warning({
  says: (region: string) =>
    `Identities in ${region} take no federated credentials, as far as is known: Azure answers 405 "Support for federated identity credentials not enabled". Create the identity in another region; the cluster may stay where it is.`,
  cause: "A warning: the region is on Microsoft's list of those without federated credentials.",
  cure: "Set `location` of the identity to another region, or ignore the warning if the list is old.",
  example: ["malaysiasouth"],
});

export const systemNamespace = warning({
  says: (namespace: string) =>
    `The namespace ${namespace} belongs to Kubernetes or AKS. AKS keeps admission webhooks away from such namespaces, and pods there may get no token. Set \`usedBy\` to TrustUse.EXTERNAL where an add-on runs there.`,
  cause: "A warning: AKS keeps admission webhooks away from its own namespaces.",
  cure: "Use a namespace of your own, or say with `usedBy` that an add-on uses the trust.",
  example: ["kube-system"],
});

export const unusedFederation = warning({
  says: (subject: string) =>
    `No service account of this app uses the trust in ${subject}, although the app is connected to the cluster. Create a WorkloadServiceAccount with it, or set \`usedBy\` to TrustUse.EXTERNAL if somebody else makes the account.`,
  cause: "A warning: the trust exists, and nothing of this app uses it.",
  cure: "Create the service account here, or say with `usedBy` that Helm, GitOps or an add-on does.",
  example: ["shop/orders"],
});
