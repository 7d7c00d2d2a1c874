import { Token } from "cdktf";
import type { Construct } from "constructs";
import { checkBound, checkName, checkOneOf } from "../private/checks";
import { BOUNDS, RULES } from "../private/rules";
import {
  breaksPodSecurity,
  escalationOfPrivileged,
  linuxOnlyField,
  proxyBreaksPodSecurity,
  seccompFile,
} from "./security-errors";
import {
  type ContainerSecurityContext,
  mayEscalate,
  PodSecurity,
  type PodSecurityContext,
  type SeccompProfile,
  SeccompProfileType,
  type SecurityOf,
} from "./security";

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const BASELINE_CAPABILITIES = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

/** What a Windows node passes over in the context of a pod. */
const LINUX_ONLY_OF_POD = [
  "runAsUser",
  "runAsGroup",
  "fsGroup",
  "fsGroupChangePolicy",
  "supplementalGroups",
  "seccompProfile",
] as const;

/** The same in the context of a container. */
const LINUX_ONLY_OF_CONTAINER = [
  "allowPrivilegeEscalation",
  "privileged",
  "readOnlyRootFilesystem",
  "runAsUser",
  "runAsGroup",
  "capabilities",
  "seccompProfile",
] as const;

/** Refuses a level that there is not, and one that the proxy sidecar breaks. */
export function checkLevel(at: Construct, level: PodSecurity | undefined, proxy: boolean): void {
  checkOneOf(at, "podSecurity", level, Object.values(PodSecurity));
  if (proxy && level !== undefined && level !== PodSecurity.PRIVILEGED) {
    throw proxyBreaksPodSecurity(at, level);
  }
}

/** Refuses a context of the pods that their level or operating system does not take. */
export function checkPodContext(
  at: Construct,
  security: SecurityOf,
  given: PodSecurityContext = {},
): void {
  const path = "securityContext";
  checkIds(at, path, given);
  checkBounds(at, `${path}.fsGroup`, given.fsGroup);
  given.supplementalGroups?.forEach((group, index) =>
    checkBounds(at, `${path}.supplementalGroups[${index}]`, group),
  );
  const policies = ["Always", "OnRootMismatch"];
  const policy = given.fsGroupChangePolicy;
  checkOneOf(at, `${path}.fsGroupChangePolicy`, policy, policies);
  checkProfile(at, `${path}.seccompProfile`, security, given.seccompProfile);
  const unfit = LINUX_ONLY_OF_POD.find((field) => given[field] !== undefined);
  if (security.windows && unfit) throw linuxOnlyField(at, `${path}.${unfit}`);
  checkUser(at, path, security, given);
}

/** Refuses a context of a container that the pods' level or operating system does not take. */
export function checkContainerContext(
  at: Construct,
  path: string,
  security: SecurityOf,
  given: ContainerSecurityContext | undefined,
): void {
  if (!given) return;
  const unfit = LINUX_ONLY_OF_CONTAINER.find((field) => given[field] !== undefined);
  if (security.windows && unfit) throw linuxOnlyField(at, `${path}.${unfit}`);
  checkIds(at, path, given);
  checkProfile(at, `${path}.seccompProfile`, security, given.seccompProfile);
  checkUser(at, path, security, given);
  checkCapabilities(at, `${path}.capabilities`, security, given);
  const { level } = security;
  if (level !== PodSecurity.PRIVILEGED && given.privileged === true) {
    throw breaksPodSecurity(at, `${path}.privileged`, true, level, "false");
  }
  const { allowPrivilegeEscalation: escalation } = given;
  if (level === PodSecurity.RESTRICTED && escalation === true) {
    throw breaksPodSecurity(at, `${path}.allowPrivilegeEscalation`, true, level, "false");
  }
  if (escalation === false && mayEscalate(given)) throw escalationOfPrivileged(at, path);
}

function checkUser(
  at: Construct,
  path: string,
  { level }: SecurityOf,
  { runAsNonRoot, runAsUser }: PodSecurityContext | ContainerSecurityContext,
): void {
  if (level !== PodSecurity.RESTRICTED) return;
  if (runAsNonRoot === false) {
    throw breaksPodSecurity(at, `${path}.runAsNonRoot`, false, level, "true");
  }
  if (runAsUser === 0) {
    throw breaksPodSecurity(at, `${path}.runAsUser`, 0, level, "a number from 1, root being 0");
  }
}

function checkCapabilities(
  at: Construct,
  path: string,
  { level }: SecurityOf,
  { capabilities: { add = [], drop } = {} }: ContainerSecurityContext,
): void {
  for (const [list, names] of Object.entries({ add, drop: drop ?? [] })) {
    names.forEach((name, index) =>
      checkName(at, `${path}.${list}[${index}]`, name, RULES.capability),
    );
  }
  if (level === PodSecurity.PRIVILEGED) return;
  const restricted = level === PodSecurity.RESTRICTED;
  const allowed = restricted ? ["NET_BIND_SERVICE"] : BASELINE_CAPABILITIES;
  const unfit = add.find((name) => !allowed.includes(name) && !Token.isUnresolved(name));
  if (unfit !== undefined) {
    throw breaksPodSecurity(at, `${path}.add`, unfit, level, allowed.join(", "));
  }
  if (restricted && drop && !drop.some((name) => name === "ALL" || Token.isUnresolved(name))) {
    throw breaksPodSecurity(at, `${path}.drop`, drop, level, '"ALL" among them');
  }
}

function checkProfile(
  at: Construct,
  path: string,
  { level }: SecurityOf,
  profile: SeccompProfile | undefined,
): void {
  if (!profile) return;
  const { type, localhostProfile } = profile;
  checkOneOf(at, `${path}.type`, type, Object.values(SeccompProfileType));
  checkName(at, `${path}.localhostProfile`, localhostProfile, RULES.relativePath);
  if (level !== PodSecurity.PRIVILEGED && type === SeccompProfileType.UNCONFINED) {
    const allowed = '"RuntimeDefault" or "Localhost"';
    throw breaksPodSecurity(at, `${path}.type`, type, level, allowed);
  }
  const isLocal = type === SeccompProfileType.LOCALHOST;
  if (isLocal !== (localhostProfile !== undefined)) throw seccompFile(at, path, type);
}

function checkIds(
  at: Construct,
  path: string,
  { runAsUser, runAsGroup }: PodSecurityContext | ContainerSecurityContext,
): void {
  checkBounds(at, `${path}.runAsUser`, runAsUser);
  checkBounds(at, `${path}.runAsGroup`, runAsGroup);
}

function checkBounds(at: Construct, path: string, id: number | undefined): void {
  checkBound(at, path, id, BOUNDS.userId);
}
