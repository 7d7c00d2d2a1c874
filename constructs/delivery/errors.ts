import type { IConstruct } from "constructs";
import { finding, refusal, somewhere, warning } from "../private/message";

// The messages about objects of custom kinds, for Terraform or for others to apply.

/** Which grant of a vault's object lets the driver fetch it. */
const GRANTS = {
  key: "`grantUse` of the key",
  certificate: "`grantRead` of the certificate",
  "private key of": "`grantRead` of the secret of the same name",
};

export const customResourceTooEarly = refusal({
  code: "custom-resource-too-early",
  says: (kind: string) => ({
    what: `Terraform asks the cluster for the type ${kind} when it plans, and this stack creates the cluster.`,
    allowed: "a stack after that of the cluster, or YAML for others to apply",
    fix: `move it to a stack of its own, or use \`${kind}.rendered(...)\` and its \`yaml\``,
  }),
  cause:
    'The Kubernetes provider looks the kind up while Terraform plans, and every plan fails with "API did not recognize GroupVersionKind from manifest" until the cluster and the kind are there.',
  cure: "Apply the cluster first, in a stack of its own.",
  example: ["SecretProviderClass"],
});

export const objectOfOtherVault = refusal({
  code: "object-of-other-vault",
  says: (kind: string, name: string) => ({
    what: `the ${kind} is not in the vault of this object, which names one vault for all.`,
    got: name,
    fix: "make one for each vault",
  }),
  cause: "A SecretProviderClass has one `keyvaultName` for all of its objects.",
  cure: "Make one for each vault; a pod can mount several.",
  example: ["secret", "db-password"],
});

export const noVaultObjects = refusal({
  code: "no-vault-objects",
  says: () => ({
    what: "no secret, key or certificate is named, so that nothing would be mounted.",
    fix: "give `secrets`, `keys`, `certificates` or `certificatesWithPrivateKey`",
  }),
  cause: "The driver fails to mount a volume of nothing, and the pods wait.",
  cure: "Name what the pods read.",
});

export const sameVaultObjectTwice = refusal({
  code: "same-vault-object-twice",
  says: (name: string) => ({
    what: "two objects would be written to one file of the volume.",
    got: name,
    fix: "name each secret, key or certificate once; mount the others by a SecretProviderClass of their own",
  }),
  cause: "The files have the names of the objects.",
  cure: "Drop one of them, or mount it from a second SecretProviderClass.",
  example: ["tls"],
});

export const unmountedObject = refusal({
  code: "unmounted-object",
  says: (name: string, mounted: readonly string[]) => ({
    what: "a Kubernetes secret can only be made of what is mounted.",
    got: name,
    allowed: mounted.join(", "),
    fix: "name the secret or certificate in `secrets` or `certificatesWithPrivateKey` as well",
  }),
  cause: "The driver copies files that it mounts, and says nothing when there is none.",
  cure: "Mount it too, or correct the name.",
  example: ["db-password", ["api-key"]],
});

export const emptySyncedSecret = refusal({
  code: "empty-synced-secret",
  says: (name: string) => ({
    what: "a Kubernetes secret without keys is asked for.",
    got: name,
    fix: "give in `keys` the name of a mounted object for each key of the secret",
  }),
  cause: "The driver makes no secret without keys, and pods that read it wait for ever.",
  cure: "Give its keys.",
  example: ["orders"],
});

/** What a validation finds: an object of a vault that no role of the identity reads. */
export const vaultObjectNotGranted = finding({
  code: "vault-object-not-granted",
  says: (what: keyof typeof GRANTS, name: string, identity: IConstruct) => ({
    what: `the driver fetches the ${what} "${name}", but no role lets the identity at "${identity.node.path}" read it.`,
    fix: `call ${GRANTS[what]} with the identity, or a grant of the vault`,
  }),
  cause: "The pods would wait in ContainerCreating, with ForbiddenByRbac in their events.",
  cure: "Grant it before the pods start.",
  example: ["key", "signing", somewhere("azure/other")],
});

/** What a validation finds: a store of a vault of which the identity may read nothing. */
export const vaultNotGranted = finding({
  code: "vault-not-granted",
  says: (identity: IConstruct) => ({
    what: `the store reads a vault, but no role lets the identity at "${identity.node.path}" read a secret of it.`,
    fix: "call `grantSecretsRead` of the vault or `grantRead` of its secrets with the identity",
  }),
  cause: "The store would never become valid.",
  cure: "Grant the vault or its secrets.",
  example: [somewhere("azure/other")],
});

export const scalerUntrusted = warning({
  says: (identity: IConstruct) =>
    `The KEDA operator asks for tokens of the identity at "${identity.node.path}", but no federated identity of the program trusts the operator's service account. Add one for "keda-operator" in the namespace of KEDA with this identity, unless it exists already.`,
  cause:
    "A warning: without the credential the scaler fails with AADSTS700213, and the workload stays at its number of pods. It may have been made elsewhere.",
  cure: 'Call `addFederatedIdentity` of the cluster with the identity, `serviceAccountName: "keda-operator"` and the namespace of KEDA: `kube-system` with the add-on.',
  example: [somewhere("azure/other")],
});
