import type { IKeyVaultSecret } from "../key-vault/secret";
import type { IWorkloadServiceAccount } from "./account";
import type { ProxySidecarOptions } from "./proxy-sidecar";

/** What a container is promised, and what it may use, in Kubernetes' quantities (`100m`, `128Mi`). */
export interface WorkloadResources {
  /**
   * What the scheduler sets aside.
   *
   * @default - nothing
   */
  readonly requests?: Record<string, string>;

  /**
   * What the container may not exceed.
   *
   * @default - no limit
   */
  readonly limits?: Record<string, string>;
}

/** A container of a workload. */
export interface WorkloadContainer {
  /** At most 63 lower-case letters, digits or `-`. */
  readonly name: string;

  /** The image. */
  readonly image: string;

  /**
   * The program to start.
   *
   * @default - the entry point of the image
   */
  readonly command?: string[];

  /**
   * Its arguments.
   *
   * @default - those of the image
   */
  readonly args?: string[];

  /**
   * Environment variables. The webhook adds `AZURE_CLIENT_ID`, `AZURE_TENANT_ID`,
   * `AZURE_FEDERATED_TOKEN_FILE` and `AZURE_AUTHORITY_HOST`.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;

  /**
   * The TCP ports that the container listens on.
   *
   * @default - none
   */
  readonly ports?: number[];

  /**
   * CPU and memory.
   *
   * @default - nothing promised, no limit
   */
  readonly resources?: WorkloadResources;
}

/** What all workloads have in common. */
export interface WorkloadProps {
  /** The service account, and with it the Azure identity, that the pods run as. */
  readonly serviceAccount: IWorkloadServiceAccount;

  /** The name: at most 63 lower-case letters, digits or `-`. Changing it replaces the workload. */
  readonly name: string;

  /** The containers, at least one, each of its own name. */
  readonly containers: WorkloadContainer[];

  /**
   * The secrets that the pods read. The app is not synthesized while the identity of the service account
   * lacks a role that lets it.
   *
   * @default - none are checked
   */
  readonly secrets?: IKeyVaultSecret[];

  /**
   * The labels of the nodes that pods may run on.
   *
   * @default - `kubernetes.io/os: linux`
   */
  readonly nodeSelector?: Record<string, string>;

  /**
   * Further labels of the pods.
   *
   * @default - none
   */
  readonly labels?: Record<string, string>;

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly annotations?: Record<string, string>;

  /**
   * Adds a proxy that answers requests to the instance metadata service, for an application whose SDK
   * does not know workload identity yet. Temporary, for the migration from pod identity: remove it when
   * the application uses a newer SDK (https://learn.microsoft.com/azure/aks/workload-identity-migrate-from-pod-identity).
   *
   * Linux nodes only. The proxy's init container is privileged, which the Pod Security Standards
   * "baseline" and "restricted" refuse. It does not work in the network of the host, which workloads
   * here cannot ask for.
   *
   * @default - no proxy
   */
  readonly proxySidecar?: ProxySidecarOptions;

  /**
   * The names of containers that get neither the variables nor the token, each one of `containers`.
   *
   * @default - none
   */
  readonly skipContainers?: string[];
}
