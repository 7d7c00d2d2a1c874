import type { IConstruct } from "constructs";
import { inWords, mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about what others deliver: charts, GitOps, custom resources.

export function noValuePaths(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "no-value-paths",
    what: "no path into the values of the chart is given, so that nothing would be written.",
    got: {},
    allowed: "one of serviceAccount, podLabels, podAnnotations, clientId, tenantId or more",
    fix: "give the paths that the chart's values.yaml has, such as `serviceAccount` and `podLabels`",
  });
}

export function valuePathTwice(
  at: IConstruct,
  path: string,
  one: string,
  other: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "value-path-twice",
    what: `two paths into the values of the chart meet at "${path}": ${one} and ${other}.`,
    fix: "give each value a place of its own",
  });
}

export function chartOwnsNothing(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "account-of-two",
    what: "the chart is to create the service account, which Terraform creates already.",
    fix: "leave `createServiceAccount` out, or use `WorkloadServiceAccount.rendered(...)` for an account that the chart creates",
  });
}

export function noAccountPath(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "no-account-path",
    what: "the chart is to create the service account, but `paths.serviceAccount` does not say where its values are.",
    fix: "give `serviceAccount`, the map of the chart's values that has `create` and `name`",
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

export function unknownPodKind(
  at: IConstruct,
  kind: string,
  known: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "unknown-pod-kind",
    what: "it is not known where this kind keeps the template of its pods.",
    got: kind,
    allowed: known.join(", "),
    fix: 'for a kind of others give `apiVersion` and `podPath`, such as "serving.knative.dev/v1" and "spec.template"',
  });
}

export function doesNotRoll(at: IConstruct, kind: string): WorkloadIdentityError {
  return mistake(at, {
    code: "does-not-roll",
    what: `Kubernetes does not replace the pods of a ${kind} when its template changes, and refuses some of the changes.`,
    got: kind,
    allowed: "Deployment, StatefulSet, DaemonSet, CronJob and kinds of others",
    fix: "leave `rollOnIdentityChange` out",
  });
}

export function emptyClientId(account: string): string {
  return `The identity of the service account ${account} has no client id or tenant id. Pods would start without identity.`;
}

export function customResourceTooEarly(at: IConstruct, kind: string): WorkloadIdentityError {
  return mistake(at, {
    code: "custom-resource-too-early",
    what: `Terraform asks the cluster for the type ${kind} when it plans, and this stack creates the cluster.`,
    allowed: "a stack after that of the cluster, or YAML for others to apply",
    fix: `move it to a stack of its own, or use \`${kind}.rendered(...)\` and its \`yaml\``,
  });
}

export function objectOfOtherVault(
  at: IConstruct,
  kind: string,
  name: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "object-of-other-vault",
    what: `the ${kind} is not in the vault of this object, which names one vault for all.`,
    got: name,
    fix: "make one for each vault",
  });
}

export function noVaultObjects(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "no-vault-objects",
    what: "no secret, key or certificate is named, so that nothing would be mounted.",
    fix: "give `secrets`, `keys`, `certificates` or `certificatesWithPrivateKey`",
  });
}

export function sameVaultObjectTwice(at: IConstruct, name: string): WorkloadIdentityError {
  return mistake(at, {
    code: "same-vault-object-twice",
    what: "two objects would be written to one file of the volume.",
    got: name,
    fix: "name each secret, key or certificate once; mount the others by a SecretProviderClass of their own",
  });
}

export function unmountedObject(
  at: IConstruct,
  name: string,
  mounted: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "unmounted-object",
    what: "a Kubernetes secret can only be made of what is mounted.",
    got: name,
    allowed: mounted.join(", "),
    fix: "name the secret or certificate in `secrets` or `certificatesWithPrivateKey` as well",
  });
}

export function emptySyncedSecret(at: IConstruct, name: string): WorkloadIdentityError {
  return mistake(at, {
    code: "empty-synced-secret",
    what: "a Kubernetes secret without keys is asked for.",
    got: name,
    fix: "give in `keys` the name of a mounted object for each key of the secret",
  });
}

/** Which grant of a vault's object lets the driver fetch it. */
const GRANTS = {
  key: "`grantUse` of the key",
  certificate: "`grantRead` of the certificate",
  "private key of": "`grantRead` of the secret of the same name",
};

/** What a validation finds: an object of a vault that no role of the identity reads. */
export function vaultObjectNotGranted(
  what: keyof typeof GRANTS,
  name: string,
  identity: IConstruct,
): string {
  return inWords({
    code: "vault-object-not-granted",
    what: `the driver fetches the ${what} "${name}", but no role lets the identity at "${identity.node.path}" read it.`,
    fix: `call ${GRANTS[what]} with the identity, or a grant of the vault`,
  });
}

/** What a validation finds: a store of a vault of which the identity may read nothing. */
export function vaultNotGranted(identity: IConstruct): string {
  return inWords({
    code: "vault-not-granted",
    what: `the store reads a vault, but no role lets the identity at "${identity.node.path}" read a secret of it.`,
    fix: "call `grantSecretsRead` of the vault or `grantRead` of its secrets with the identity",
  });
}

export function scalerUntrusted(identity: IConstruct): string {
  return `The KEDA operator asks for tokens of the identity at "${identity.node.path}", but no federated identity of the program trusts the operator's service account. Add one for "keda-operator" in the namespace of KEDA with this identity, unless it exists already.`;
}
