import type { IKeyVaultSecret } from "../key-vault/secret";
import type { ProxySidecarOptions } from "../pod/proxy-sidecar";

/** How a workload of the Kubernetes provider is attached to a service account. */
export interface AttachOptions {
  /**
   * Where a `kubernetes_manifest` of a kind of its own has the template of its pods, with dots, such as
   * `spec.template` or `spec.tasks.0.template`.
   *
   * @default - where the kinds of Kubernetes and an Argo Rollout have it
   */
  readonly podPath?: string;

  /**
   * The secrets that the pods read. The app is not synthesized while the identity of the service account
   * lacks a role that lets it.
   *
   * @default - none are checked
   */
  readonly secrets?: IKeyVaultSecret[];

  /**
   * The names of containers that get neither the variables nor the token.
   *
   * @default - none
   */
  readonly skipContainers?: string[];

  /**
   * Adds a proxy that answers requests to the instance metadata service, while an application migrates from
   * pod identity. Linux nodes only, and never on the network of the host.
   *
   * @default - no proxy
   */
  readonly proxySidecar?: ProxySidecarOptions;

  /**
   * Whether pods are replaced when the identity changes: the webhook reads the account when a pod is made,
   * and never again. A Job is replaced as a whole, and runs again.
   *
   * @default true
   */
  readonly rollOnIdentityChange?: boolean;
}
