import type { EnvFromSource, EnvVarSource } from "./environment";
import { envFromSpec, variablesSpec } from "./environment";
import { probeSpec, type WorkloadProbe } from "./probe";
import { pullPolicyOf } from "./pull-policy";
import {
  type ContainerSecurityContext,
  containerContextSpec,
  type podContextSpec,
  type SecurityOf,
} from "./security";
import type { WorkloadVolumeMount } from "./volume";

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

/** The protocols of ports. Kubernetes has SCTP too, which the provider refuses to plan. */
export enum Protocol {
  /** TCP. */
  TCP = "TCP",
  /** UDP. */
  UDP = "UDP",
}

/** A port that a container listens on. */
export interface WorkloadPort {
  /** The number, 1 to 65535. */
  readonly containerPort: number;

  /**
   * The name, by which services and probes find it: at most 15 lower-case letters, digits or single `-`,
   * one of its own in the pod.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * The protocol.
   *
   * @default Protocol.TCP
   */
  readonly protocol?: Protocol;
}

/** When the kubelet pulls an image. */
export enum ImagePullPolicy {
  /** At each start. */
  ALWAYS = "Always",
  /** When the node does not have it. */
  IF_NOT_PRESENT = "IfNotPresent",
  /** Never. The node has to have it. */
  NEVER = "Never",
}

/** A container of a workload. */
export interface WorkloadContainer {
  /** At most 63 lower-case letters, digits or `-`. */
  readonly name: string;

  /** The image. */
  readonly image: string;

  /**
   * When the image is pulled.
   *
   * @default - `Always` for the tag `latest` and for none, otherwise `IfNotPresent`
   */
  readonly imagePullPolicy?: ImagePullPolicy;

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
   * The folder that the program starts in.
   *
   * @default - that of the image
   */
  readonly workingDir?: string;

  /**
   * Environment variables, written by name. `$(NAME)` stands for one of `envValueFrom`. The webhook adds
   * `AZURE_CLIENT_ID`, `AZURE_TENANT_ID`, `AZURE_FEDERATED_TOKEN_FILE` and `AZURE_AUTHORITY_HOST`.
   *
   * @default - none
   */
  readonly env?: Record<string, string>;

  /**
   * Environment variables whose values come from config maps, secrets, or fields of the pod.
   *
   * @default - none
   */
  readonly envValueFrom?: Record<string, EnvVarSource>;

  /**
   * Config maps and secrets whose keys all become variables. The last one wins; `env` and `envValueFrom`
   * win over all.
   *
   * @default - none
   */
  readonly envFrom?: EnvFromSource[];

  /**
   * The ports that the container listens on, each number and protocol once in the pod.
   *
   * @default - none
   */
  readonly ports?: WorkloadPort[];

  /**
   * CPU and memory.
   *
   * @default - nothing promised, no limit
   */
  readonly resources?: WorkloadResources;

  /**
   * Where the pod's volumes are in the container.
   *
   * @default - nowhere
   */
  readonly volumeMounts?: WorkloadVolumeMount[];

  /**
   * When it fails, the container is started anew. Not for init containers.
   *
   * @default - the container is well while its process runs
   */
  readonly livenessProbe?: WorkloadProbe;

  /**
   * While it fails, services send the pod nothing. Not for init containers.
   *
   * @default - the container is ready when it has started
   */
  readonly readinessProbe?: WorkloadProbe;

  /**
   * Until it succeeds, the other two wait. Not for init containers.
   *
   * @default - none
   */
  readonly startupProbe?: WorkloadProbe;

  /**
   * User, privileges and capabilities. What it leaves open is set by the workload's `podSecurity`.
   *
   * @default - what `podSecurity` asks for
   */
  readonly securityContext?: ContainerSecurityContext;
}

/**
 * A container in the provider's words. The provider keeps the policy and the resources of what was at the same
 * place of the list, and so what is taken away here or moved: both are always written.
 */
export function containerSpec(
  container: WorkloadContainer,
  security: SecurityOf,
  podContext: ReturnType<typeof podContextSpec>,
) {
  const { name, image, command, args, workingDir, resources } = container;
  return {
    name,
    image,
    imagePullPolicy: container.imagePullPolicy ?? pullPolicyOf(image),
    command,
    args,
    workingDir,
    env: variablesSpec(container),
    envFrom: envFromSpec(container),
    port: container.ports,
    resources: { limits: resources?.limits ?? {}, requests: resources?.requests ?? {} },
    volumeMount: container.volumeMounts,
    livenessProbe: probeSpec(container.livenessProbe),
    readinessProbe: probeSpec(container.readinessProbe),
    startupProbe: probeSpec(container.startupProbe),
    securityContext: containerContextSpec(security, container.securityContext, podContext),
  };
}
