import type { IConstruct } from "constructs";
import * as errors from "./all-errors";
import type { Guide } from "./errors-guide";

const at = (path: string) => ({ node: { path } }) as IConstruct;
const here = at("azure/orders");
const there = at("azure/other");

/** What a validation finds: cdktf says where. */
const foundLater = (message: string) => new Error(`[${here.node.path}] ${message}`);

/** Every error about what others deliver. */
export const DELIVERY_ERRORS_GUIDE: Record<string, Guide> = {
  noValuePaths: {
    sample: errors.noValuePaths(here),
    cause: "Each chart has its own names for the account and the labels, which nothing can guess.",
    cure: "Look them up in the values.yaml of the chart's version.",
  },
  valuePathTwice: {
    sample: errors.valuePathTwice(
      here,
      "podLabels",
      "the labels of the pods",
      "the annotations of the pods",
    ),
    cause: "One value would overwrite the other, or a map would stand where a text is expected.",
    cure: "Correct the path that was copied or mistyped.",
  },
  chartOwnsNothing: {
    sample: errors.chartOwnsNothing(here),
    cause: "Helm refuses to install over an account that it did not make.",
    cure: "Let either of them create the account.",
  },
  noAccountPath: {
    sample: errors.noAccountPath(here),
    cause: "Without its place in the values the chart creates an account without annotations.",
    cure: "Give the path, most often `serviceAccount`.",
  },
  substitutionsTwice: {
    sample: errors.substitutionsTwice(here, "ORDERS", there),
    cause:
      "The names come from the ids of the constructs; in one map of variables the last one would win, and pods would become another identity.",
    cure: "Give one of them other names.",
  },
  unknownPodKind: {
    sample: errors.unknownPodKind(here, "Rollout", ["Deployment", "StatefulSet"]),
    cause: "A patch at the wrong place adds a field that nobody reads, and the label is missing.",
    cure: "Say where the kind has its pod template.",
  },
  doesNotRoll: {
    sample: errors.doesNotRoll(here, "Job"),
    cause: "The API server refuses another template of a Job, and a ReplicaSet keeps its pods.",
    cure: "Delete the object when its identity changed, or use a kind that replaces its pods.",
  },
  emptyClientId: {
    sample: new Error(errors.emptyClientId("shop/orders")),
    when: "plan",
    cause:
      "The id comes from a variable or an output that is empty. The webhook would inject an empty AZURE_CLIENT_ID.",
    cure: "Correct the value that the identity is made of.",
  },
  customResourceTooEarly: {
    sample: errors.customResourceTooEarly(here, "SecretProviderClass"),
    cause:
      'The Kubernetes provider looks the kind up while Terraform plans, and every plan fails with "API did not recognize GroupVersionKind from manifest" until the cluster and the kind are there.',
    cure: "Apply the cluster first, in a stack of its own.",
  },
  objectOfOtherVault: {
    sample: errors.objectOfOtherVault(here, "secret", "db-password"),
    cause: "A SecretProviderClass has one `keyvaultName` for all of its objects.",
    cure: "Make one for each vault; a pod can mount several.",
  },
  noVaultObjects: {
    sample: errors.noVaultObjects(here),
    cause: "The driver fails to mount a volume of nothing, and the pods wait.",
    cure: "Name what the pods read.",
  },
  sameVaultObjectTwice: {
    sample: errors.sameVaultObjectTwice(here, "tls"),
    cause: "The files have the names of the objects.",
    cure: "Drop one of them, or mount it from a second SecretProviderClass.",
  },
  unmountedObject: {
    sample: errors.unmountedObject(here, "db-password", ["api-key"]),
    cause: "The driver copies files that it mounts, and says nothing when there is none.",
    cure: "Mount it too, or correct the name.",
  },
  emptySyncedSecret: {
    sample: errors.emptySyncedSecret(here, "orders"),
    cause: "The driver makes no secret without keys, and pods that read it wait for ever.",
    cure: "Give its keys.",
  },
  vaultObjectNotGranted: {
    sample: foundLater(errors.vaultObjectNotGranted("key", "signing", there)),
    cause: "The pods would wait in ContainerCreating, with ForbiddenByRbac in their events.",
    cure: "Grant it before the pods start.",
  },
  vaultNotGranted: {
    sample: foundLater(errors.vaultNotGranted(there)),
    cause: "The store would never become valid.",
    cure: "Grant the vault or its secrets.",
  },
  scalerUntrusted: {
    sample: new Error(`[${here.node.path}] ${errors.scalerUntrusted(there)}`),
    warning: true,
    cause:
      "A warning: without the credential the scaler fails with AADSTS700213, and the workload stays at its number of pods. It may have been made elsewhere.",
    cure: 'Call `addFederatedIdentity` of the cluster with the identity, `serviceAccountName: "keda-operator"` and the namespace of KEDA: `kube-system` with the add-on.',
  },
};
