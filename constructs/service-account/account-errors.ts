import type { IConstruct } from "constructs";
import { inWords, mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about service accounts and their identities.

export function otherServiceAccount(at: IConstruct, other: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "other-service-account",
    what: "a further identity is trusted for another service account, namespace or cluster.",
    got: other.node.path,
    allowed: "federations of the same cluster, namespace and service account",
    fix: "federate the further identity with the same `serviceAccountName` and `namespace`",
  });
}

export function accountOfTwoIdentities(account: string, other: IConstruct): string {
  return inWords({
    code: "account-of-two-identities",
    what: "two constructs represent one service account, with different identities.",
    got: account,
    allowed: "one identity in the annotations of a service account",
    fix: `use the account at "${other.node.path}", with this identity among its \`additionalIdentities\``,
  });
}

export function labelOnAccount(at: IConstruct, label: string): WorkloadIdentityError {
  return mistake(at, {
    code: "label-on-account",
    what: "the webhook looks for this label on pods, and takes no notice of it on a service account.",
    got: label,
    allowed: "any other label",
    fix: "remove it; the workloads of this library put it on their pods",
  });
}

export function noServiceEnv(
  at: IConstruct,
  got: string | undefined,
  known: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "no-service-env",
    what: "there are no environment variables known for a resource of this type.",
    got: got ?? "no resource",
    allowed: known.join(", "),
    fix: "give the account, namespace, store, server or vault, or write the variables of your application in `env`",
  });
}

export function substitutionsTwice(
  at: IConstruct,
  prefix: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "substitutions-twice",
    what: `"${other.node.path}" gives the same cluster variables of the same names, and one would overwrite the other.`,
    got: `${prefix}_CLIENT_ID`,
    fix: "give one of the accounts a `substitutionPrefix` of its own",
  });
}

export function secretNotGranted(secret: string, identity: IConstruct): string {
  return inWords({
    code: "secret-not-granted",
    what: "the identity has no role that reads this secret.",
    got: secret,
    allowed: `a secret that "${identity.node.path}" was granted`,
    fix: "call `grantRead` of the secret or `grantSecretsRead` of its vault with the identity",
  });
}

export function emptyClientId(account: string): string {
  return `The identity of the service account ${account} has no client id or tenant id. Pods would start without identity.`;
}
