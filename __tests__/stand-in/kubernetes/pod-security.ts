import { JsonObject, objectsAt } from "./names";

export type Level = "privileged" | "baseline" | "restricted";

interface Container {
  readonly name: string;
  readonly context: JsonObject;
  readonly object: JsonObject;
}

/** What a check found: the rule, and who breaks it how. */
interface Finding {
  readonly rule: string;
  readonly detail: string;
}

type Check = (
  spec: JsonObject,
  pod: JsonObject,
  containers: readonly Container[],
) => Finding | undefined;

/** What the Pod Security of a namespace has against a pod, in the words of the API; undefined if nothing. */
export function violation(pod: JsonObject, level: Level, version = "latest"): string | undefined {
  if (level === "privileged") return undefined;
  const [spec = {}] = objectsAt(pod, "spec");
  const [context = {}] = objectsAt(spec, "securityContext");
  const containers = ["initContainers", "containers"]
    .flatMap((field) => objectsAt(spec, field))
    .map((object) => ({
      name: String(object.name),
      context: objectsAt(object, "securityContext")[0] ?? {},
      object,
    }));
  const checks = level === "baseline" ? BASELINE : [...BASELINE_OF_RESTRICTED, ...RESTRICTED];
  const findings = checks
    .map((check) => check(spec, context, containers))
    .filter((finding) => finding !== undefined)
    .map(({ rule, detail }) => `${rule} (${detail})`);
  if (findings.length === 0) return undefined;
  return `violates PodSecurity "${level}:${version}": ${findings.join(", ")}`;
}

/** `container "a"`, or `containers "a", "b"`. */
function named(containers: readonly Container[], noun = "container"): string {
  const names = containers.map(({ name }) => `"${name}"`).join(", ");
  return `${noun}${containers.length > 1 ? "s" : ""} ${names}`;
}

const ALLOWED_CAPABILITIES =
  /^(AUDIT_WRITE|CHOWN|DAC_OVERRIDE|FOWNER|FSETID|KILL|MKNOD|NET_BIND_SERVICE|SETFCAP|SETGID|SETPCAP|SETUID|SYS_CHROOT)$/;

function capabilities({ context }: Container, field: "add" | "drop"): string[] {
  return (objectsAt(context, "capabilities")[0]?.[field] ?? []) as string[];
}

const seccompOf = (context: JsonObject) => objectsAt(context, "seccompProfile")[0]?.type;

const addedCapabilities: Check = (_spec, _pod, containers) => {
  const bad = containers.filter((container) =>
    capabilities(container, "add").some((one) => !ALLOWED_CAPABILITIES.test(one)),
  );
  const added = new Set(bad.flatMap((container) => capabilities(container, "add")));
  const refused = [...added].filter((one) => !ALLOWED_CAPABILITIES.test(one)).sort();
  const list = refused.map((one) => `"${one}"`).join(", ");
  const detail = `${named(bad)} must not include ${list} in securityContext.capabilities.add`;
  return bad.length > 0 ? { rule: "non-default capabilities", detail } : undefined;
};

const hostNamespaces: Check = (spec) => {
  const used = ["hostNetwork", "hostPID", "hostIPC"].filter((field) => spec[field] === true);
  const detail = used.map((field) => `${field}=true`).join(", ");
  return used.length > 0 ? { rule: "host namespaces", detail } : undefined;
};

const hostPaths: Check = (spec) => {
  const used = objectsAt(spec, "volumes").filter((volume) => volume.hostPath);
  const names = used.map(({ name }) => `"${String(name)}"`).join(", ");
  const detail = `volume${used.length > 1 ? "s" : ""} ${names}`;
  return used.length > 0 ? { rule: "hostPath volumes", detail } : undefined;
};

const hostPorts: Check = (_spec, _pod, containers) => {
  const portsOf = ({ object }: Container) =>
    objectsAt(object, "ports").map(({ hostPort }) => Number(hostPort ?? 0));
  const bad = containers.filter((container) => portsOf(container).some((port) => port > 0));
  const ports = [...new Set(bad.flatMap(portsOf).filter((port) => port > 0))];
  const list = `hostPort${ports.length > 1 ? "s" : ""} ${ports.join(", ")}`;
  const uses = `use${bad.length > 1 ? "" : "s"} ${list}`;
  return bad.length > 0 ? { rule: "hostPort", detail: `${named(bad)} ${uses}` } : undefined;
};

const privileged: Check = (_spec, _pod, containers) => {
  const bad = containers.filter(({ context }) => context.privileged === true);
  const detail = `${named(bad)} must not set securityContext.privileged=true`;
  return bad.length > 0 ? { rule: "privileged", detail } : undefined;
};

const unconfined: Check = (_spec, pod, containers) => {
  const bad = containers.filter(({ context }) => seccompOf(context) === "Unconfined");
  const who = [
    ...(seccompOf(pod) === "Unconfined" ? ["pod"] : []),
    ...(bad.length > 0 ? [named(bad)] : []),
  ].join(" and ");
  const detail = `${who} must not set securityContext.seccompProfile.type to "Unconfined"`;
  return who ? { rule: "seccompProfile", detail } : undefined;
};

const escalation: Check = (_spec, _pod, containers) => {
  const bad = containers.filter(({ context }) => context.allowPrivilegeEscalation !== false);
  const detail = `${named(bad)} must set securityContext.allowPrivilegeEscalation=false`;
  return bad.length > 0 ? { rule: "allowPrivilegeEscalation != false", detail } : undefined;
};

const droppedCapabilities: Check = (_spec, _pod, containers) => {
  const keeps = containers.filter((container) => !capabilities(container, "drop").includes("ALL"));
  const adds = containers.filter((container) =>
    capabilities(container, "add").some((one) => one !== "NET_BIND_SERVICE"),
  );
  const list = [...new Set(adds.flatMap((container) => capabilities(container, "add")))]
    .filter((one) => one !== "NET_BIND_SERVICE")
    .map((one) => `"${one}"`);
  const details = [
    ...(keeps.length > 0
      ? [`${named(keeps)} must set securityContext.capabilities.drop=["ALL"]`]
      : []),
    ...(adds.length > 0
      ? [`${named(adds)} must not include ${list.join(", ")} in securityContext.capabilities.add`]
      : []),
  ];
  return details.length > 0
    ? { rule: "unrestricted capabilities", detail: details.join("; ") }
    : undefined;
};

const FREE_VOLUMES = [
  ...["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral"],
  ...["persistentVolumeClaim", "projected", "secret"],
];

const volumeTypes: Check = (spec) => {
  const typeOf = (volume: JsonObject) =>
    Object.keys(volume).find((field) => field !== "name" && !FREE_VOLUMES.includes(field));
  const bad = objectsAt(spec, "volumes").filter((volume) => typeOf(volume) !== undefined);
  const names = bad.map(({ name }) => `"${String(name)}"`).join(", ");
  const types = [...new Set(bad.map((volume) => `"${typeOf(volume)}"`))].join(", ");
  const verb = bad.length > 1 ? `volumes ${names} use` : `volume ${names} uses`;
  const plural = types.includes(",") ? "types" : "type";
  const detail = `${verb} restricted volume ${plural} ${types}`;
  return bad.length > 0 ? { rule: "restricted volume types", detail } : undefined;
};

/** A container's own word counts before that of the pod. */
const nonRoot: Check = (_spec, pod, containers) => {
  const rule = "runAsNonRoot != true";
  const wrong = containers.filter(({ context }) => context.runAsNonRoot === false);
  const silent = containers.filter(({ context }) => context.runAsNonRoot === undefined);
  const isPodWrong = pod.runAsNonRoot === false;
  if (wrong.length > 0 || isPodWrong) {
    const who = [...(isPodWrong ? ["pod"] : []), ...(wrong.length > 0 ? [named(wrong)] : [])];
    const detail = `${who.join(" and ")} must not set securityContext.runAsNonRoot=false`;
    return { rule, detail };
  }
  if (pod.runAsNonRoot === true || silent.length === 0) return undefined;
  return { rule, detail: `pod or ${named(silent)} must set securityContext.runAsNonRoot=true` };
};

const rootUser: Check = (_spec, pod, containers) => {
  const bad = containers.filter(({ context }) => context.runAsUser === 0);
  const who = [...(pod.runAsUser === 0 ? ["pod"] : []), ...(bad.length > 0 ? [named(bad)] : [])];
  const detail = `${who.join(" and ")} must not set runAsUser=0`;
  return who.length > 0 ? { rule: "runAsUser=0", detail } : undefined;
};

const seccomp: Check = (spec, pod, containers) => {
  const confined = (type: unknown) => type === "RuntimeDefault" || type === "Localhost";
  const explicit = unconfined(spec, pod, containers);
  if (explicit) return explicit;
  const bad = confined(seccompOf(pod))
    ? []
    : containers.filter(({ context }) => !confined(seccompOf(context)));
  const detail = `pod or ${named(bad)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`;
  return bad.length > 0 ? { rule: "seccompProfile", detail } : undefined;
};

// Of two checks on the same fields the stricter one speaks alone.
const BASELINE = [addedCapabilities, hostNamespaces, hostPaths, hostPorts, privileged, unconfined];
const BASELINE_OF_RESTRICTED = [hostNamespaces, hostPaths, hostPorts, privileged];
const RESTRICTED = [escalation, droppedCapabilities, volumeTypes, nonRoot, rootUser, seccomp];
