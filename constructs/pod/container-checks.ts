import { Token } from "cdktf";
import type { Construct } from "constructs";
import { DEFAULT_PROXY_PORT } from "../../azure/webhook";
import { checkBound, checkName, checkOneOf } from "../private/checks";
import { sameNameTwice } from "../private/errors";
import { BOUNDS, RULES } from "../private/rules";
import { portTwice, requestAboveLimit } from "./pod-errors";
import {
  ImagePullPolicy,
  Protocol,
  type WorkloadContainer,
  type WorkloadResources,
} from "./container";
import { checkEnvironment } from "./environment";
import { checkProbe } from "./probe";
import type { SecurityOf } from "./security";
import { checkContainerContext } from "./security-checks";
import { checkMounts } from "./volume-spec";
import type { ProxySidecarOptions } from "./proxy-sidecar";

/** Refuses a container that Kubernetes, the webhook or the level of its pod refuses. */
export function checkContainer(
  at: Construct,
  path: string,
  container: WorkloadContainer,
  security: SecurityOf,
  volumes: readonly string[],
): void {
  checkName(at, `${path}.name`, container.name, RULES.container);
  checkName(at, `${path}.image`, container.image, RULES.image);
  const policies = Object.values(ImagePullPolicy);
  checkOneOf(at, `${path}.imagePullPolicy`, container.imagePullPolicy, policies);
  checkEnvironment(at, path, container);
  const { ports = [] } = container;
  ports.forEach(({ containerPort, name, protocol }, index) => {
    const here = `${path}.ports[${index}]`;
    checkBound(at, `${here}.containerPort`, containerPort, BOUNDS.containerPort);
    checkName(at, `${here}.name`, name, RULES.portName);
    checkOneOf(at, `${here}.protocol`, protocol, Object.values(Protocol));
  });
  checkResources(at, container.resources, `${path}.resources`);
  checkMounts(at, path, container.volumeMounts ?? [], volumes);
  const named = ports.flatMap(({ name }) => name ?? []);
  for (const prop of ["livenessProbe", "readinessProbe", "startupProbe"] as const) {
    const probe = container[prop];
    if (probe) checkProbe(at, `${path}.${prop}`, probe, named);
  }
  checkContainerContext(at, `${path}.securityContext`, security, container.securityContext);
}

function checkResources(
  at: Construct,
  { requests = {}, limits = {} }: WorkloadResources = {},
  path: string,
): void {
  for (const [kind, all] of Object.entries({ requests, limits })) {
    for (const [resource, quantity] of Object.entries(all)) {
      checkName(at, `${path}.${kind}`, resource, RULES.labelKey);
      checkName(at, `${path}.${kind}["${resource}"]`, quantity, RULES.quantity);
    }
  }
  for (const [resource, requested] of Object.entries(requests)) {
    const limit = limits[resource];
    if (limit === undefined || [requested, limit].some((one) => Token.isUnresolved(one))) continue;
    if (amountOf(requested) > amountOf(limit)) {
      throw requestAboveLimit(at, `${path}.requests["${resource}"]`, requested, limit);
    }
  }
}

const SUFFIXES: Readonly<Record<string, number>> = {
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** How much a quantity is that follows the rule. */
function amountOf(quantity: string): number {
  const [, number, suffix = ""] = /^([\d.]+(?:[eE][+-]?\d+)?)(.*)$/.exec(quantity) ?? [];
  return Number(number) * (SUFFIXES[suffix] ?? 1);
}

/** Refuses a port twice in a pod: its containers share one network, the proxy among them. */
export function checkPorts(
  at: Construct,
  containers: readonly WorkloadContainer[],
  proxy: ProxySidecarOptions | undefined,
): void {
  const taken = new Map<string, string>();
  const names = new Set<string>();
  if (proxy) taken.set(`TCP ${proxy.port ?? DEFAULT_PROXY_PORT}`, "the proxy sidecar");
  containers.forEach(({ name: container, ports = [] }, index) => {
    ports.forEach(({ containerPort, protocol = Protocol.TCP, name }, n) => {
      if (name !== undefined && names.has(name)) {
        throw sameNameTwice(at, `containers[${index}].ports[${n}].name`, "port", name);
      }
      if (name !== undefined) names.add(name);
      if (Token.isUnresolved(containerPort)) return;
      const key = `${protocol} ${containerPort}`;
      const other = taken.get(key);
      if (other !== undefined) throw portTwice(at, containerPort, other);
      taken.set(key, `the container "${container}"`);
    });
  });
}
