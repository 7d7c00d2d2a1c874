import type { Construct } from "constructs";
import { OsType } from "../cluster/added-node-pool";
import { checkContainer, checkPorts } from "../pod/container-checks";
import { checkKeys } from "../pod/reserved-keys";
import {
  checkAffinity,
  checkHostAliases,
  checkSpread,
  checkTolerations,
  OS_KEY,
} from "../pod/scheduling-spec";
import type { SecurityOf } from "../pod/security";
import { checkLevel, checkPodContext } from "../pod/security-checks";
import { checkVolumes } from "../pod/volume-spec";
import { checkProxy, checkSkipped } from "../pod/webhook-checks";
import { azureKey, nameKey } from "../private/azure-places";
import {
  checkAnnotations,
  checkBound,
  checkLabels,
  checkName,
  checkOneOf,
} from "../private/checks";
import { registerOnce } from "../private/registry";
import { BOUNDS, type Rule, RULES } from "../private/rules";
import { expectGrants } from "../service-account/secret-guard";
import { noContainers, otherOs, probeOfInitContainer, sameContainerNameTwice } from "./errors";
import { nodeSelectorOf, securityOf } from "./pod-template";
import type { WorkloadProps } from "./workload";

/** What else a kind of workload has to say of itself. */
interface Kind {
  /** The rule for its name, where it is stricter than that of other workloads. */
  readonly name?: Rule;
  /** Volumes that its pods have besides `volumes`. */
  readonly claims?: readonly string[];
}

/** Refuses what the Kubernetes API or the webhook would refuse, and what they would silently ignore. */
export function checkWorkload(at: Construct, props: WorkloadProps, kind: Kind = {}): void {
  checkName(at, "name", props.name, kind.name ?? RULES.workload);
  checkMetadata(at, props);
  checkPlaces(at, props);
  checkLevel(at, props.podSecurity, props.proxySidecar !== undefined);
  const security = securityOf(props);
  checkPodContext(at, security, props.securityContext);
  expectGrants(at, props.serviceAccount, props.secrets ?? []);
  const { volumes = [] } = props;
  checkVolumes(at, volumes);
  checkContainers(at, props, security, [
    ...volumes.map(({ name }) => name),
    ...(kind.claims ?? []),
  ]);
  checkSkipped(
    at,
    [...props.containers, ...(props.initContainers ?? [])].map(({ name }) => name),
    props.skipContainers ?? [],
  );
  if (props.proxySidecar) checkProxy(at, props.proxySidecar, nodeSelectorOf(props));
  checkPorts(at, props.containers, props.proxySidecar);
}

function checkMetadata(at: Construct, { labels, annotations }: WorkloadProps): void {
  checkLabels(at, "labels", labels);
  checkAnnotations(at, annotations);
  checkKeys(at, "labels", labels);
  checkKeys(at, "annotations", annotations);
}

/** Refuses nodes and other places that Kubernetes refuses, and two operating systems. */
function checkPlaces(at: Construct, props: WorkloadProps): void {
  const { os, nodeSelector } = props;
  checkLabels(at, "nodeSelector", nodeSelector);
  checkOneOf(at, "os", os, Object.values(OsType));
  const other = Object.entries(nodeSelector ?? {}).find(
    ([key, value]) => OS_KEY.test(key) && os && value !== os.toLowerCase(),
  );
  if (os && other) throw otherOs(at, os.toLowerCase(), other.join("="));
  checkTolerations(at, props.tolerations ?? []);
  checkAffinity(at, props.affinity);
  checkSpread(at, props.topologySpreadConstraints ?? []);
  checkHostAliases(at, props.hostAliases ?? []);
  props.imagePullSecrets?.forEach((name, index) =>
    checkName(at, `imagePullSecrets[${index}]`, name, RULES.kubernetesObject),
  );
  checkName(at, "priorityClassName", props.priorityClassName, RULES.kubernetesObject);
  const { terminationGracePeriodSeconds: grace } = props;
  checkBound(at, "terminationGracePeriodSeconds", grace, BOUNDS.podSeconds);
}

function checkContainers(
  at: Construct,
  { containers, initContainers = [] }: WorkloadProps,
  security: SecurityOf,
  volumes: readonly string[],
): void {
  if (containers.length === 0) throw noContainers(at);
  const all = [...initContainers, ...containers];
  all.forEach((container, index) => {
    const isInit = index < initContainers.length;
    const path = isInit
      ? `initContainers[${index}]`
      : `containers[${index - initContainers.length}]`;
    checkContainer(at, path, container, security, volumes);
    if (isInit) {
      const probes = ["livenessProbe", "readinessProbe", "startupProbe"] as const;
      const probe = probes.find((prop) => container[prop] !== undefined);
      if (probe) throw probeOfInitContainer(at, `${path}.${probe}`);
    }
    if (all.findIndex(({ name }) => name === container.name) < index) {
      throw sameContainerNameTwice(at, container.name);
    }
  });
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
