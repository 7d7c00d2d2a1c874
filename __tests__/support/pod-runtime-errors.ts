import type { RuntimeError } from "./runtime-errors";

const STANDARDS = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";
const CONTEXT = "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/";

/** What Kubernetes says of pods that it does not make or start. */
export const POD_RUNTIME_ERRORS: readonly RuntimeError[] = [
  {
    error: "CreateContainerConfigError: container has runAsNonRoot and image will run as root",
    cause:
      'Pods keep to "restricted" by default, and the image has no user or the user root. `kubectl describe pod` shows it.',
    cure: "Write a numeric `USER` into the image, or give its number as `securityContext.runAsUser`. An image that needs root runs with `podSecurity: PodSecurity.BASELINE`; in the app the pod of `IMAGE` does, unless `POD_SECURITY=restricted` is set.",
    guard:
      'None: the library does not see the image. The app asks for "baseline" for an image of yours.',
    source: CONTEXT,
  },
  {
    error:
      "CreateContainerConfigError: container has runAsNonRoot and image has non-numeric user, cannot verify user is non-root",
    cause:
      "The image names its user, as in `USER node`, and the kubelet knows users by number only.",
    cure: "Give the number as `securityContext.runAsUser`, such as 1000 for `node`, or write `USER 1000` into the image.",
    guard: "None: the library does not see the image.",
    source: CONTEXT,
  },
  {
    error: 'pods "…" is forbidden: violates PodSecurity "restricted:latest"',
    cause:
      "The namespace enforces a Pod Security Standard, and an override, another webhook or a wider `podSecurity` breaks it. It is in the events of the ReplicaSet or Job; the apply of a Deployment is green unless it waits.",
    cure: "Leave `podSecurity` at its default, or label the namespace for the standard that the pods need. `waitForRollout` makes the apply fail instead.",
    guard:
      'Pods keep to "restricted" by default, and a context that breaks the chosen standard is refused.',
    source: STANDARDS,
  },
  {
    error: 'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io"',
    cause:
      "The pods of the webhook are down or unreachable, and no pod with the label is made. It is in the events of the ReplicaSet or Job.",
    cure: "Look at the pods of the webhook: `kubectl get pods --namespace kube-system --selector azure-workload-identity.io/system=true`.",
    guard: "The access check ends by its `startTimeout`, and its events name the webhook.",
    source: "https://azure.github.io/azure-workload-identity/docs/troubleshooting.html",
  },
  {
    error: "DeadlineExceeded: Job was active longer than specified deadline",
    cause:
      "Of an access check: its pod was not made or did not start within `startTimeout`. Kubernetes then deletes the pod with its log.",
    cure: "Read the events by `kubectl describe job` and `kubectl get events`: the webhook, a quota, Pod Security, taints, the image. Give a longer `startTimeout` where a node has to be made first.",
    guard: "`tolerations`, `nodeSelector`, `labels` and `imagePullSecrets` of the access check.",
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/",
  },
];
