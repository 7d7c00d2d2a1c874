import { numberText } from "./maps";

/** The Pod Security Standards (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
export enum PodSecurity {
  /** No root, no privilege, no capability but one for low ports. */
  RESTRICTED = "restricted",
  /** Nothing that is known to lead out of a container. Root may run in it. */
  BASELINE = "baseline",
  /** Anything. */
  PRIVILEGED = "privileged",
}

/** Where a seccomp profile comes from. */
export enum SeccompProfileType {
  /** The default of the container runtime. */
  RUNTIME_DEFAULT = "RuntimeDefault",
  /** A file on the node. */
  LOCALHOST = "Localhost",
  /** No profile. */
  UNCONFINED = "Unconfined",
}

/** The system calls that are allowed. */
export interface SeccompProfile {
  /** Where the profile comes from. */
  readonly type: SeccompProfileType;

  /**
   * The file, below the kubelet's folder for profiles, needed with the type `Localhost`.
   *
   * @default - none
   */
  readonly localhostProfile?: string;
}

/** What applies to all containers of a pod. */
export interface PodSecurityContext {
  /**
   * Whether the kubelet refuses to start a container as root, on Windows as ContainerAdministrator. It knows
   * the user of a Linux image only by number: an image with a named user needs `runAsUser` beside it.
   *
   * @default - true under "restricted", otherwise false
   */
  readonly runAsNonRoot?: boolean;

  /**
   * The number of the user, 0 to 2147483647. Linux only.
   *
   * @default - that of the image
   */
  readonly runAsUser?: number;

  /**
   * The number of the group, 0 to 2147483647. Linux only.
   *
   * @default - that of the image
   */
  readonly runAsGroup?: number;

  /**
   * The group that owns the volumes, 0 to 2147483647. Linux only.
   *
   * @default - none; volumes keep their owners
   */
  readonly fsGroup?: number;

  /**
   * When the owner of a volume's files is changed: `Always` or `OnRootMismatch`. Linux only.
   *
   * @default "Always"
   */
  readonly fsGroupChangePolicy?: string;

  /**
   * Further groups of the first process, each 0 to 2147483647. Linux only.
   *
   * @default - none
   */
  readonly supplementalGroups?: number[];

  /**
   * The system calls that are allowed. Linux only.
   *
   * @default - that of the container runtime under "restricted", otherwise not set
   */
  readonly seccompProfile?: SeccompProfile;
}

/** The capabilities of a container, by their names without `CAP_`. */
export interface ContainerCapabilities {
  /**
   * Those that it gets. "restricted" takes `NET_BIND_SERVICE` alone.
   *
   * @default - none
   */
  readonly add?: string[];

  /**
   * Those that it loses. "restricted" asks for `ALL`.
   *
   * @default - `ALL` under "restricted", otherwise none
   */
  readonly drop?: string[];
}

/** What applies to one container, and wins over the pod's. All but `runAsNonRoot` is for Linux only. */
export interface ContainerSecurityContext {
  /**
   * Whether a process may gain more rights than its parent. It is always written, because the provider's own
   * default is true.
   *
   * @default - true for a privileged container and one with the capability SYS_ADMIN, otherwise false
   */
  readonly allowPrivilegeEscalation?: boolean;

  /**
   * Whether the container is as good as root on the node.
   *
   * @default false
   */
  readonly privileged?: boolean;

  /**
   * Whether the container's file system is read-only. Mount an `emptyDir` where it writes.
   *
   * @default false
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * Whether the kubelet refuses to start the container as root.
   *
   * @default - as the pod says
   */
  readonly runAsNonRoot?: boolean;

  /**
   * The number of the user, 0 to 2147483647.
   *
   * @default - as the pod says
   */
  readonly runAsUser?: number;

  /**
   * The number of the group, 0 to 2147483647.
   *
   * @default - as the pod says
   */
  readonly runAsGroup?: number;

  /**
   * The capabilities that it gets and loses.
   *
   * @default - all are dropped under "restricted", otherwise those of the container runtime
   */
  readonly capabilities?: ContainerCapabilities;

  /**
   * The system calls that are allowed.
   *
   * @default - as the pod says
   */
  readonly seccompProfile?: SeccompProfile;
}

/** Which contexts a workload gets. */
export interface SecurityOf {
  readonly level: PodSecurity;
  readonly windows: boolean;
}

/**
 * The context of the pods: what was given, and under "restricted" what it asks for. With a context the provider
 * always sends `runAsNonRoot`, and false for none.
 */
export function podContextSpec({ level }: SecurityOf, given: PodSecurityContext = {}) {
  const restricted = level === PodSecurity.RESTRICTED;
  const defaultProfile = { type: SeccompProfileType.RUNTIME_DEFAULT };
  const groups = given.supplementalGroups;
  const context = {
    runAsNonRoot: given.runAsNonRoot ?? (restricted ? true : undefined),
    runAsUser: numberText(given.runAsUser),
    runAsGroup: numberText(given.runAsGroup),
    fsGroup: numberText(given.fsGroup),
    fsGroupChangePolicy: given.fsGroupChangePolicy,
    supplementalGroups: groups?.length === 0 ? undefined : groups,
    seccompProfile: given.seccompProfile ?? (restricted ? defaultProfile : undefined),
  };
  if (Object.values(context).every((value) => value === undefined)) return undefined;
  return { ...context, runAsNonRoot: context.runAsNonRoot ?? false };
}

/**
 * The context of a container. With one the provider always sends `runAsNonRoot`, and false for none, which
 * wins over the pod's; so it is written as the pod's context has it.
 */
export function containerContextSpec(
  { level }: SecurityOf,
  given: ContainerSecurityContext | undefined,
  pod: ReturnType<typeof podContextSpec>,
) {
  const restricted = level === PodSecurity.RESTRICTED;
  if (!given && !restricted) return undefined;
  const { capabilities, runAsUser, runAsGroup, ...rest } = given ?? {};
  const drop = capabilities?.drop ?? (restricted ? ["ALL"] : undefined);
  return {
    ...rest,
    runAsNonRoot: given?.runAsNonRoot ?? pod?.runAsNonRoot ?? false,
    runAsUser: numberText(runAsUser),
    runAsGroup: numberText(runAsGroup),
    allowPrivilegeEscalation: given?.allowPrivilegeEscalation ?? mayEscalate(given),
    capabilities: capabilities || drop ? { add: capabilities?.add, drop } : undefined,
  };
}

/** Whether a container has what goes with escalation alone. */
export function mayEscalate({ privileged, capabilities }: ContainerSecurityContext = {}): boolean {
  return privileged === true || (capabilities?.add ?? []).includes("SYS_ADMIN");
}
