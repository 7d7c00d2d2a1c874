import entraCodes from "../../azure/entra-codes.json";
import { POD_RUNTIME_ERRORS } from "./pod-runtime-errors";

/** An error of Azure, Terraform or Kubernetes that the library cannot raise, or only prevent. */
export interface RuntimeError {
  /** What the user reads. */
  readonly error: string;
  readonly cause: string;
  readonly cure: string;
  /** What in the library prevents it, or nothing. */
  readonly guard: string;
  readonly source: string;
}

const TROUBLESHOOTING = "https://azure.github.io/azure-workload-identity/docs/troubleshooting.html";
const FEDERATION =
  "https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations";
const ROLES = "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting";
const OVERVIEW = "https://learn.microsoft.com/azure/aks/workload-identity-overview";

/** What in the library prevents an error of Entra ID, and where its rule is. */
const ENTRA_GUARDS: Partial<
  Record<keyof typeof entraCodes, Pick<RuntimeError, "guard" | "source">>
> = {
  70021: {
    guard:
      "The issuer is passed on untouched, the subject is built and never typed, and workloads come after a wait for the credential.",
    source: TROUBLESHOOTING,
  },
  700211: {
    guard:
      "The issuer is an attribute of the cluster, so that a new cluster changes its credentials. An issuer that was typed has to be `https`.",
    source: "https://github.com/Azure/azure-workload-identity/issues/1200",
  },
  700212: {
    guard: "The default, and exactly one audience for each credential.",
    source: FEDERATION,
  },
  700213: {
    guard:
      "A workload takes a service account, and that takes namespace and name from its federation, all as objects.",
    source: FEDERATION,
  },
  7002138: {
    guard: "Names with capitals are refused when synthesized, and the subject is built of them.",
    source: "https://github.com/Azure/login/issues/515",
  },
  70025: {
    guard: "A service account is made of a federation, so that its identity has a credential.",
    source: FEDERATION,
  },
  7000272: {
    guard: "None: AKS rotates and publishes the keys.",
    source: "https://github.com/Azure/azure-workload-identity/issues/1232",
  },
  700222: { guard: "None: this is in the program in the container.", source: TROUBLESHOOTING },
  90061: { guard: "None: AKS serves the document.", source: TROUBLESHOOTING },
};

/** What Entra ID answers, from the table that the access check and `verify` read too. */
const ENTRA_ERRORS = Object.entries(ENTRA_GUARDS).map(([code, guarded]): RuntimeError => {
  const { error, cause, fix } = entraCodes[code as "70021"];
  return { error: `AADSTS${code}: ${error}`, cause, cure: fix, ...guarded };
});

export const RUNTIME_ERRORS: readonly RuntimeError[] = [
  ...ENTRA_ERRORS,
  {
    error: "403 ForbiddenByRbac, while Terraform writes a secret",
    cause:
      "The vault does not honour the deployer's role yet, or the deployer has none. The provider does not retry.",
    cure: "Apply again, with a longer `deployerPropagationWait`.",
    guard: "The secret comes after the deployer's role and a wait of 180 seconds.",
    source: ROLES,
  },
  {
    error: "403 ForbiddenByRbac, in the pod",
    cause: "The vault does not honour the identity's role yet, or the identity has none.",
    cure: "Grant with `grantSecretsRead`; if it is granted, wait up to ten minutes and let the program retry.",
    guard:
      "A workload of the grant's stack comes after the wait of every grant of its identity; one of a later stack after the whole first stack.",
    source: ROLES,
  },
  {
    error: "403 ForbiddenByFirewall, or ForbiddenByConnection",
    cause:
      "The network rules of the vault let whoever asks not in: Terraform when it writes a secret, or the pod when it reads one. Pods on AKS are not among Azure's trusted services.",
    cure: "Name the address in `networkRules.ipRules`, the subnet of the nodes in `virtualNetworkSubnetIds`, or reach the vault by a private endpoint.",
    guard: "A secret of a vault that lets nobody in draws a warning when synthesized.",
    source: "https://learn.microsoft.com/azure/key-vault/general/network-security",
  },
  {
    error: "409 RoleAssignmentExists",
    cause:
      "Somebody has given the same role to the same principal at the same scope before, by hand or by another app. Often it is the deployer's own role.",
    cure: "Say `existing: true` for the grant; for the deployer's own role `grantDeployer: false`, and in the app `EXISTING_ROLES=true`.",
    guard:
      "Within an app the same grant is made once; a differing one is refused when synthesized.",
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/28557",
  },
  {
    error: "409 ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
    cause:
      "Two processes write credentials of one identity at once: two pipelines, two stacks or two aliased providers.",
    cure: "Apply again; keep the credentials of an identity in one stack and one provider.",
    guard: "None: one provider process writes them one by one, and needs no help.",
    source: "https://github.com/hashicorp/terraform-provider-azurerm/issues/19968",
  },
  {
    error: "400 Issuer and subject combination already exists for this Managed Identity",
    cause: "The identity has a credential for this service account already, under another name.",
    cure: "Delete the older one, or import it under its name with `credentialName`.",
    guard: "Within an app the second is refused when synthesized.",
    source: FEDERATION,
  },
  {
    error: "Unexpected Identity Change",
    cause:
      "Version 2 of the Kubernetes provider lost track of an object whose creation failed or timed out.",
    cure: "`terraform state rm` the object and import it, or delete it in the cluster and apply again.",
    guard:
      "Deployments are not waited for unless `waitForRollout` says so; the provider has the fix from version 3.2.1 on.",
    source: "https://github.com/hashicorp/terraform-provider-kubernetes/issues/2779",
  },
  {
    error: "dial tcp 127.0.0.1:80: connect: connection refused",
    cause:
      "The Kubernetes provider got no host, mostly because the cluster is read by a data source that waits for a change, and fell back to localhost.",
    cure: "Hold clusters and Kubernetes objects in two stacks, or connect by the cluster's own attributes.",
    guard: "`connect` passes the attributes of the cluster itself, also across stacks.",
    source: "https://github.com/hashicorp/terraform-provider-kubernetes/issues/1307",
  },
  {
    error: "The pod runs, but has no `AZURE_FEDERATED_TOKEN_FILE`",
    cause:
      'The label `azure.workload.identity/use: "true"` is on the Deployment or the service account instead of the pod, or the pod is older than the webhook.',
    cure: "Put the label on the pod template, and restart pods that are older.",
    guard: "Workloads put the label on their pod template.",
    source: OVERVIEW,
  },
  ...POD_RUNTIME_ERRORS,
];
