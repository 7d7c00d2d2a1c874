import type { OsType } from "../cluster/added-node-pool";
import type { IKeyVaultSecret } from "../key-vault/secret";
import type { WorkloadContainer } from "../pod/container";
import type { ProxySidecarOptions } from "../pod/proxy-sidecar";
import type {
  HostAlias,
  TopologySpreadConstraint,
  WorkloadAffinity,
  WorkloadToleration,
} from "../pod/scheduling";
import type { PodSecurity, PodSecurityContext } from "../pod/security";
import type { WorkloadVolume } from "../pod/volume";
import type { IWorkloadServiceAccount } from "../service-account/account";

/**
 * What all workloads have in common: what pods with a workload identity need, which is complete. For more than
 * this write the provider's class, and `attach` it to the service account.
 */
export interface WorkloadProps {
  /** The service account, and with it the Azure identity, that the pods run as. */
  readonly serviceAccount: IWorkloadServiceAccount;

  /** The name: at most 63 lower-case letters, digits or `-`. Changing it replaces the workload. */
  readonly name: string;

  /** The containers, at least one, each of its own name. */
  readonly containers: WorkloadContainer[];

  /**
   * Containers that run one after another, each to its end, before the others start. They get the identity
   * too.
   *
   * @default - none
   */
  readonly initContainers?: WorkloadContainer[];

  /**
   * The volumes that containers mount, each of its own name.
   *
   * @default - none
   */
  readonly volumes?: WorkloadVolume[];

  /**
   * The Pod Security Standard that the pods keep to. Under "restricted" they run as non-root with the seccomp
   * profile of the runtime, without escalation and without capabilities; a context of your own that breaks
   * the standard is refused. Under the other two only what is given is written.
   *
   * An image that runs as root does not start under "restricted", nor does one with a named user: give
   * the number of its user as `securityContext.runAsUser`, or choose "baseline"
   * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
   *
   * @default - PodSecurity.RESTRICTED; with `proxySidecar` PodSecurity.PRIVILEGED, which the proxy needs
   */
  readonly podSecurity?: PodSecurity;

  /**
   * Users, groups and the seccomp profile of all containers. What it leaves open is set by `podSecurity`.
   *
   * @default - what `podSecurity` asks for
   */
  readonly securityContext?: PodSecurityContext;

  /**
   * The operating system of the nodes, which `nodeSelector` asks for. Windows pods do not name it themselves
   * (`spec.os`): the provider sends with each pod what Kubernetes refuses with it. Windows nodes pass over those
   * parts of a context that are for Linux.
   *
   * @default - as `nodeSelector` says; OsType.LINUX where there is none
   */
  readonly os?: OsType;

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
   * @default - `kubernetes.io/os: linux`, or that of `os`
   */
  readonly nodeSelector?: Record<string, string>;

  /**
   * Taints of nodes that do not keep the pods away.
   *
   * @default - none but those that Kubernetes adds
   */
  readonly tolerations?: WorkloadToleration[];

  /**
   * Which nodes the pods need or prefer, and which other pods they are near to or away from.
   *
   * @default - none
   */
  readonly affinity?: WorkloadAffinity;

  /**
   * How evenly the pods are spread over nodes and zones.
   *
   * @default - as the cluster does
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * The names of Kubernetes secrets in the namespace with logins to registries. Azure Container Registry needs
   * none where the nodes have AcrPull. The provider keeps those of before where the property is left out; `[]`
   * takes them away, and replaces the workload, since the provider can do no other.
   *
   * @default - those of the service account
   */
  readonly imagePullSecrets?: string[];

  /**
   * The PriorityClass, which says whose pods go first where there is no room.
   *
   * @default - that of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * Seconds between the signal to stop and the end by force, 0 or more.
   *
   * @default 30
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * Names in the `/etc/hosts` of the pods.
   *
   * @default - none
   */
  readonly hostAliases?: HostAlias[];

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
   * Linux nodes only. The proxy's init container is privileged and runs as root, which the Pod Security
   * Standards "baseline" and "restricted" refuse: `podSecurity` is "privileged" with it. It does not work in
   * the network of the host, which workloads here cannot ask for.
   *
   * @default - no proxy
   */
  readonly proxySidecar?: ProxySidecarOptions;

  /**
   * The names of containers that get neither the variables nor the token, each one of `containers` or
   * `initContainers`.
   *
   * @default - none
   */
  readonly skipContainers?: string[];
}
