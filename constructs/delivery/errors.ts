import type { IConstruct } from "constructs";
import { inWords, mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about objects of custom kinds, for Terraform or for others to apply.

/** Which grant of a vault's object lets the driver fetch it. */
const GRANTS = {
  key: "`grantUse` of the key",
  certificate: "`grantRead` of the certificate",
  "private key of": "`grantRead` of the secret of the same name",
};

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
