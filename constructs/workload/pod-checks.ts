import { Token } from "cdktf";
import type { Construct } from "constructs";
import { azureKey, nameKey } from "../private/azure-places";
import { checkAnnotations, checkBound, checkLabels, checkName } from "../private/checks";
import {
  linuxOnly,
  noContainers,
  portTwice,
  requestAboveLimit,
  reservedVariable,
  sameContainerNameTwice,
  unknownContainer,
} from "../private/errors";
import { registerOnce } from "../private/registry";
import { BOUNDS, RULES } from "../private/rules";
import { distance } from "../private/suggestions";
import { checkKeys } from "./reserved-keys";
import { expectGrants } from "./secret-guard";
import type { WorkloadContainer, WorkloadProps, WorkloadResources } from "./workload";

/** What the webhook sets in a container that does not set it itself. */
const INJECTED = [
  "AZURE_CLIENT_ID",
  "AZURE_TENANT_ID",
  "AZURE_FEDERATED_TOKEN_FILE",
  "AZURE_AUTHORITY_HOST",
];

/** The port that the proxy sidecar listens on by default. */
export const PROXY_PORT = 8000;

/** Refuses what the Kubernetes API or the webhook would refuse, and what they would silently ignore. */
export function checkWorkload(at: Construct, props: WorkloadProps): void {
  const { containers, proxySidecar } = props;
  checkName(at, "name", props.name, RULES.workload);
  checkLabels(at, "nodeSelector", props.nodeSelector);
  checkLabels(at, "labels", props.labels);
  checkAnnotations(at, props.annotations);
  checkKeys(at, "labels", props.labels);
  checkKeys(at, "annotations", props.annotations);
  expectGrants(at, props.serviceAccount, props.secrets ?? []);
  if (containers.length === 0) throw noContainers(at);
  containers.forEach((container, index) => {
    checkContainer(at, container, `containers[${index}]`);
    if (containers.findIndex(({ name }) => name === container.name) < index) {
      throw sameContainerNameTwice(at, container.name);
    }
  });
  checkSkipped(
    at,
    containers.map(({ name }) => name),
    props.skipContainers ?? [],
  );
  if (proxySidecar) {
    checkBound(at, "proxySidecar.port", proxySidecar.port, BOUNDS.proxySidecarPort);
    checkLinuxOnly(at, "the proxy sidecar", props.nodeSelector);
  }
  checkPorts(at, props);
}

/** Refuses a second object of a kind and name in a namespace of a cluster. */
export function registerObject(
  at: Construct,
  kind: string,
  { serviceAccount, name }: WorkloadProps,
): void {
  const { namespace, identity } = serviceAccount;
  const key = nameKey("", azureKey(identity.cluster), namespace, name);
  registerOnce(at, kind, `${namespace}/${name}`, key);
}

function checkContainer(at: Construct, container: WorkloadContainer, path: string): void {
  checkName(at, `${path}.name`, container.name, RULES.container);
  checkName(at, `${path}.image`, container.image, RULES.image);
  for (const variable of Object.keys(container.env ?? {})) {
    checkName(at, `${path}.env`, variable, RULES.environmentVariable);
    checkVariable(at, variable);
  }
  container.ports?.forEach((port, index) =>
    checkBound(at, `${path}.ports[${index}]`, port, BOUNDS.containerPort),
  );
  checkResources(at, container.resources, `${path}.resources`);
}

/** Refuses a variable that the webhook sets. */
export function checkVariable(at: Construct, name: string): void {
  if (INJECTED.includes(name)) throw reservedVariable(at, name, INJECTED);
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
  const [, number, suffix] = /^([\d.]+(?:[eE][+-]?\d+)?)(.*)$/.exec(quantity) ?? [];
  return Number(number) * (SUFFIXES[suffix] ?? 1);
}

/** Refuses a port twice in a pod: its containers share one network, the proxy among them. */
function checkPorts(at: Construct, { containers, proxySidecar }: WorkloadProps): void {
  const taken = new Map<number, string>();
  if (proxySidecar) taken.set(proxySidecar.port ?? PROXY_PORT, "the proxy sidecar");
  for (const { name, ports = [] } of containers) {
    for (const port of ports.filter((one) => !Token.isUnresolved(one))) {
      const other = taken.get(port);
      if (other !== undefined) throw portTwice(at, port, other);
      taken.set(port, `the container "${name}"`);
    }
  }
}

/**
 * Refuses a misspelt container of the workload; the webhook passes over names that it does not find, and
 * injects into what was to be skipped. Other webhooks add containers of their own, which may be named.
 */
export function checkSkipped(
  at: Construct,
  names: readonly string[],
  skipContainers: readonly string[],
): void {
  skipContainers.forEach((skipped, index) => {
    checkName(at, `skipContainers[${index}]`, skipped, RULES.container);
    if (names.includes(skipped) || Token.isUnresolved(skipped)) return;
    const near = names.find((name) => distance(name, skipped) <= 2);
    if (near !== undefined) throw unknownContainer(at, skipped, near);
  });
}

/** Refuses nodes that are said to be Windows nodes. */
export function checkLinuxOnly(
  at: Construct,
  what: string,
  nodeSelector: WorkloadProps["nodeSelector"],
): void {
  const windows = Object.entries(nodeSelector ?? {}).find(
    ([key, value]) => /(^|\.)kubernetes\.io\/os$/.test(key) && value === "windows",
  );
  if (windows) throw linuxOnly(at, what, windows.join("="));
}
