import type { Finding, Look } from "./finding";
import {
  clusterAdmins,
  exposedVariables,
  goes,
  localAccounts,
  poolsGone,
  publicApiServers,
  publicVaults,
  purgeable,
  secretValues,
  vaultsWithoutRbac,
  workloadIdentityOff,
} from "./resource-risks";
import { powerfulRoles, removedGrants, wideScopes } from "./role-risks";
import type { Severity } from "./severity";
import {
  issuerChanged,
  leftBehind,
  movedTrust,
  removedTrust,
  repeatedTrust,
  strangerAnnotations,
  trustChanged,
  unlabelled,
} from "./trust-risks";
import { hiddenDecisions } from "./unknown-decisions";
import { vaultApiMayRetire, vaultApiRetires } from "./vault-api";
import { changeNeverSent, nonRootOff, windowsPodRefused } from "./workload-risks";

/** Something a reviewer should know before approving. */
export interface Risk {
  readonly id: string;
  readonly severity: Severity;
  /** What it looks at. */
  readonly about: string;
  /** The same, of what was found. @default - about */
  readonly aboutFound?: (findings: readonly Finding[]) => string;
  /** Why it matters. */
  readonly reason: string;
  /** The same, of what was found. @default - reason */
  readonly reasonFound?: (findings: readonly Finding[]) => string | undefined;
  readonly find: (look: Look) => readonly Finding[];
}

/** All risks, worst first. Order within a severity is the order in which a review shows them. */
export const RISKS: readonly Risk[] = [
  {
    id: "cluster-replaced",
    severity: "critical",
    ...goes("cluster", "a cluster"),
    reason:
      "Nothing that runs in it comes along. A new cluster has another OIDC issuer: no pod becomes an identity until every federated credential is rewritten.",
  },
  {
    id: "identity-replaced",
    severity: "critical",
    ...goes("identity", "an identity"),
    reason:
      "Its roles and federated credentials are of no use to a new one, which has another client id and principal id: running pods keep asking for the old.",
  },
  {
    id: "vault-replaced",
    severity: "critical",
    ...goes("vault", "a vault"),
    reason:
      "Its secrets do not come along, and its name stays taken while it is there or soft-deleted: up to 90 days with purge protection.",
  },
  {
    id: "issuer-changed",
    severity: "high",
    about: "the issuer of a federated credential changes",
    reason: "Tokens of the present cluster are refused from then on: its pods lose the identity.",
    find: issuerChanged,
  },
  {
    id: "issuer-left-behind",
    severity: "high",
    about: "a cluster gets another issuer, and a federated credential stays at the old one",
    reason: "Tokens come from the new issuer from then on, and the credential refuses them.",
    find: leftBehind,
  },
  {
    id: "federation-moved",
    severity: "high",
    about: "a federated credential moves to another identity",
    reason: "The pods of the service account lose the one identity and become the other.",
    find: movedTrust,
  },
  {
    id: "subject-changed",
    severity: "high",
    about: "the subject of a federated credential changes",
    reason: "The service account that was trusted loses the identity, and another one gains it.",
    find: trustChanged("subject"),
  },
  {
    id: "audience-changed",
    severity: "high",
    about: "the audience of a federated credential changes",
    reason:
      "Tokens with the present audience are refused. The webhook asks for api://AzureADTokenExchange in every cloud.",
    find: trustChanged("audience"),
  },
  {
    id: "workload-identity-off",
    severity: "high",
    about: "workload identity or the OIDC issuer of a cluster is off",
    reason: "Pods created from then on get no token, and no error says so until they ask for one.",
    find: workloadIdentityOff,
  },
  {
    id: "grant-removed-in-use",
    severity: "high",
    about: "a role is taken from an identity that a workload still becomes",
    reason: "The workload stays, and is refused at what the role let it do.",
    find: removedGrants,
  },
  {
    id: "trust-removed-in-use",
    severity: "high",
    about: "a federated credential is removed while a workload still relies on it",
    reason: "The workload stays, and gets no token for the identity.",
    find: removedTrust,
  },
  {
    id: "powerful-role",
    severity: "high",
    about: "a principal has a role that leads to other identities, resources or roles",
    reason:
      "Whoever is the principal, or can create a pod in the namespace of a workload that becomes it, can change resources or give themselves any role.",
    find: powerfulRoles,
  },
  {
    id: "wide-scope",
    severity: "high",
    about: "a workload's role is assigned at more than one resource",
    reason:
      "A role at a resource group, subscription or management group covers what is there and what will be: assign it at the vault, or at the secret.",
    find: wideScopes,
  },
  {
    id: "secret-in-plan",
    severity: "high",
    about: "the value of a secret goes through plan and state",
    reason:
      "Whoever reads the plan or the state reads the value: use `value_wo`, Terraform 1.11's write-only argument, and let the workload read the secret itself.",
    find: secretValues,
  },
  {
    id: "node-pool-replaced",
    severity: "medium",
    ...goes("pool", "a node pool"),
    reason:
      "Its pods are evicted, and wait where no other pool takes them until there are nodes again. What is on the disks of its nodes is lost.",
    find: poolsGone,
  },
  {
    id: "secret-in-stack",
    severity: "medium",
    about: "a sensitive variable has a default",
    reason: "The value is in the synthesized JSON for all to read: give it as TF_VAR_<name>.",
    find: exposedVariables,
  },
  {
    id: "purge-protection-off",
    severity: "medium",
    about: "a vault is not protected against purging",
    reason: "Who deletes the vault can destroy its secrets for good at once.",
    find: purgeable,
  },
  {
    id: "local-accounts-on",
    severity: "medium",
    about: "a cluster has local accounts",
    reason:
      "Their certificate is cluster administrator, belongs to nobody, and is in the Terraform state.",
    find: localAccounts,
  },
  {
    id: "vault-rbac-off",
    severity: "medium",
    about: "Azure roles give no access to a vault, and some are assigned there or gave it so far",
    reason:
      "Roles count for nothing there: whoever is in the access policies of the vault gets in.",
    find: vaultsWithoutRbac,
  },
  {
    id: "cluster-admins-changed",
    severity: "medium",
    about: "the administrators of a cluster change, or Azure roles no longer decide there",
    reason:
      "An administrator of a cluster can run pods as any service account, and become its identity.",
    find: clusterAdmins,
  },
  {
    id: "vault-public",
    severity: "medium",
    about: "a vault is open to every network",
    reason:
      "A token that leaks is enough to read secrets from anywhere: deny by default and name networks.",
    find: publicVaults,
  },
  {
    id: "api-server-public",
    severity: "medium",
    about: "an API server is open to every network",
    reason: "Name the networks that may reach it, or make the cluster private.",
    find: publicApiServers,
  },
  { id: "vault-api-retires", severity: "medium", ...vaultApiRetires },
  {
    id: "annotation-without-trust",
    severity: "medium",
    about: "a service account asks for an identity that does not trust it",
    reason: "Its pods are refused with AADSTS700213 or AADSTS70021 when they ask for a token.",
    find: strangerAnnotations,
  },
  { id: "non-root-off", severity: "medium", ...nonRootOff },
  { id: "change-never-sent", severity: "medium", ...changeNeverSent },
  {
    id: "unknown-decision",
    severity: "medium",
    about: "a value that decides over access is only known after apply",
    reason:
      "The plan does not tell what is approved: write the value, or refer to the resource that has it.",
    find: hiddenDecisions,
  },
  {
    id: "federation-twice",
    severity: "low",
    about: "an identity has two federated credentials of one issuer and subject",
    reason: "Azure refuses the second one at apply.",
    find: repeatedTrust,
  },
  {
    id: "workload-without-label",
    severity: "low",
    about: "a workload runs as a trusted service account without the label of the webhook",
    reason:
      "Its pods get no variables and no token by themselves. Whoever writes their code can still ask for a token and become the identity.",
    find: unlabelled,
  },
  { id: "vault-api-may-retire", severity: "low", ...vaultApiMayRetire },
  { id: "windows-pod-refused", severity: "low", ...windowsPodRefused },
];
