import type { Construct } from "constructs";
import { checkBound, checkName, checkOneOf } from "../private/checks";
import { emptyList } from "../private/errors";
import { BOUNDS, RULES } from "../private/rules";
import { successOnce, unknownPort } from "./pod-errors";
import { sortedEntries } from "./maps";
import { checkExactlyOne } from "./exactly-one";

/** A port by its number or by the name that the container gives it: exactly one of the two. */
export interface ProbePort {
  /**
   * The number, 1 to 65535.
   *
   * @default - none; then `portName` has to be given
   */
  readonly port?: number;

  /**
   * The name of one of the container's `ports`.
   *
   * @default - none; then `port` has to be given
   */
  readonly portName?: string;
}

/** A GET request. Answers from 200 to 399 are success. */
export interface HttpGetProbe extends ProbePort {
  /**
   * The path.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * `HTTP` or `HTTPS`. Certificates are not checked.
   *
   * @default "HTTP"
   */
  readonly scheme?: string;

  /**
   * Headers of the request.
   *
   * @default - those of the kubelet
   */
  readonly httpHeaders?: Record<string, string>;
}

/** A program in the container. An end with 0 is success. */
export interface ExecProbe {
  /** The program and its arguments, at least one. No shell runs them. */
  readonly command: string[];
}

/** The gRPC health protocol. */
export interface GrpcProbe {
  /** The number of the port, 1 to 65535. */
  readonly port: number;

  /**
   * The service that is asked for.
   *
   * @default - the server as a whole
   */
  readonly service?: string;
}

/** How the kubelet asks a container whether it is well: exactly one of the four ways. */
export interface WorkloadProbe {
  /**
   * By a GET request.
   *
   * @default - another way
   */
  readonly httpGet?: HttpGetProbe;

  /**
   * By a connection.
   *
   * @default - another way
   */
  readonly tcpSocket?: ProbePort;

  /**
   * By a program in the container.
   *
   * @default - another way
   */
  readonly exec?: ExecProbe;

  /**
   * By the gRPC health protocol.
   *
   * @default - another way
   */
  readonly grpc?: GrpcProbe;

  /**
   * Seconds from the start of the container to the first probe, 0 or more.
   *
   * @default 0
   */
  readonly initialDelaySeconds?: number;

  /**
   * Seconds from one probe to the next, 1 or more.
   *
   * @default 10
   */
  readonly periodSeconds?: number;

  /**
   * Seconds after which no answer is a failure, 1 or more.
   *
   * @default 1
   */
  readonly timeoutSeconds?: number;

  /**
   * How many failures in a row count, 1 or more.
   *
   * @default 3
   */
  readonly failureThreshold?: number;

  /**
   * How many successes in a row count after a failure, 1 or more. Only 1 for liveness and startup.
   *
   * @default 1
   */
  readonly successThreshold?: number;
}

const WAYS = ["httpGet", "tcpSocket", "exec", "grpc"] as const;

/** Refuses a probe that Kubernetes refuses, and one of a port by a name that the container has not. */
export function checkProbe(
  at: Construct,
  path: string,
  probe: WorkloadProbe,
  ports: readonly string[],
): void {
  checkExactlyOne(at, path, probe, WAYS);
  const { httpGet, tcpSocket, exec, grpc } = probe;
  if (httpGet) {
    checkPort(at, `${path}.httpGet`, httpGet, ports);
    checkOneOf(at, `${path}.httpGet.scheme`, httpGet.scheme, ["HTTP", "HTTPS"]);
    for (const header of Object.keys(httpGet.httpHeaders ?? {})) {
      checkName(at, `${path}.httpGet.httpHeaders`, header, RULES.httpHeader);
    }
  }
  if (tcpSocket) checkPort(at, `${path}.tcpSocket`, tcpSocket, ports);
  if (exec?.command.length === 0) throw emptyList(at, `${path}.exec.command`, "words");
  checkBound(at, `${path}.grpc.port`, grpc?.port, BOUNDS.containerPort);
  checkBound(at, `${path}.initialDelaySeconds`, probe.initialDelaySeconds, BOUNDS.podSeconds);
  for (const prop of ["periodSeconds", "timeoutSeconds"] as const) {
    checkBound(at, `${path}.${prop}`, probe[prop], BOUNDS.probeSeconds);
  }
  for (const prop of ["failureThreshold", "successThreshold"] as const) {
    checkBound(at, `${path}.${prop}`, probe[prop], BOUNDS.probeThreshold);
  }
  const { successThreshold = 1 } = probe;
  if (!path.endsWith("readinessProbe") && successThreshold !== 1) {
    throw successOnce(at, `${path}.successThreshold`, successThreshold);
  }
}

function checkPort(
  at: Construct,
  path: string,
  { port, portName }: ProbePort,
  ports: readonly string[],
): void {
  checkExactlyOne(at, path, { port, portName }, ["port", "portName"]);
  checkBound(at, `${path}.port`, port, BOUNDS.containerPort);
  checkName(at, `${path}.portName`, portName, RULES.portName);
  if (portName !== undefined && !ports.includes(portName)) {
    throw unknownPort(at, `${path}.portName`, portName, ports);
  }
}

/** A probe in the provider's words. */
export function probeSpec(probe: WorkloadProbe | undefined) {
  if (!probe) return undefined;
  const { httpGet, tcpSocket, exec, grpc, ...times } = probe;
  return {
    ...times,
    httpGet: httpGet && {
      // For none the provider sends "", which Kubernetes stores as "/": a difference in every plan.
      path: httpGet.path ?? "/",
      port: portOf(httpGet),
      scheme: httpGet.scheme,
      httpHeader:
        httpGet.httpHeaders &&
        sortedEntries(httpGet.httpHeaders).map(([name, value]) => ({ name, value })),
    },
    tcpSocket: tcpSocket && [{ port: portOf(tcpSocket) }],
    exec: exec && { command: exec.command },
    grpc: grpc && [{ port: grpc.port, service: grpc.service }],
  };
}

function portOf({ port, portName }: ProbePort): string {
  return portName ?? `${port}`;
}
