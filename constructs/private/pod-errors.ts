import type { IConstruct } from "constructs";
import { mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about what is in pods, and about the objects that make them. Kubernetes refuses most of it
// at apply; some of it only when a pod is made, which Terraform does not wait for.

const SECURITY = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

const quoted = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(", ");

export function exactlyOneOf(
  at: IConstruct,
  path: string,
  got: readonly string[],
  allowed: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "exactly-one-of",
    what: `\`${path}\` needs exactly one of ${allowed.map((name) => `\`${name}\``).join(", ")}.`,
    got: got.length === 0 ? "none of them" : got,
    allowed: "one of them",
    fix: got.length === 0 ? "give one of them" : "remove all but one",
  });
}

export function sameNameTwice(
  at: IConstruct,
  path: string,
  noun: string,
  got: string | number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-name-twice",
    what: `\`${path}\` is a second ${noun} of the same name.`,
    got,
    allowed: "each name once",
    fix: "rename or remove one of them",
  });
}

export function unknownVolume(
  at: IConstruct,
  path: string,
  got: string,
  volumes: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "unknown-volume",
    what: `\`${path}\` is no volume of the workload.`,
    got,
    allowed: quoted(volumes) || "none: the workload has no volumes",
    fix: "change the name, or add such a volume to `volumes`",
  });
}

export function volumeOfWebhook(at: IConstruct, path: string, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "volume-of-webhook",
    what: `\`${path}\` is where the webhook puts the token; a volume of the workload would stand in its place.`,
    got,
    allowed: "any other name, and paths outside /var/run/secrets/azure",
    fix: `change \`${path}\``,
  });
}

export function classMissing(at: IConstruct, path: string): WorkloadIdentityError {
  return mistake(at, {
    code: "class-missing",
    what: `\`${path}\` is a volume of the Secrets Store without a SecretProviderClass.`,
    allowed: "`secretProviderClass`, or another `driver`",
    fix: "give the name of a SecretProviderClass in the namespace",
  });
}

export function unknownPort(
  at: IConstruct,
  path: string,
  got: string,
  ports: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "unknown-port",
    what: `\`${path}\` is no port of the same container.`,
    got,
    allowed: quoted(ports) || "none: the container names no ports",
    fix: "change it, or name a port of the container so",
  });
}

export function probeOfInitContainer(at: IConstruct, path: string): WorkloadIdentityError {
  return mistake(at, {
    code: "probe-of-init-container",
    what: `\`${path}\` is a probe of an init container, which Kubernetes refuses.`,
    allowed: "probes of `containers`",
    fix: "remove it; an init container is done when it ends",
  });
}

export function successOnce(at: IConstruct, path: string, got: number): WorkloadIdentityError {
  return mistake(at, {
    code: "success-once",
    what: `\`${path}\` of a liveness or startup probe can only be 1.`,
    got,
    allowed: "1, or another number at `readinessProbe`",
    fix: "leave it out",
  });
}

export function tolerationOf(
  at: IConstruct,
  path: string,
  why: string,
  got: unknown,
  fix: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "toleration",
    what: `\`${path}\` is no toleration: ${why}.`,
    got,
    allowed:
      '`key` with a `value`, `key` with the operator "Exists", or "Exists" alone for every taint; `tolerationSeconds` with the effect "NoExecute"',
    fix,
  });
}

export function valuesOfOperator(
  at: IConstruct,
  path: string,
  operator: string,
  got: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "values-of-operator",
    what: `\`${path}\` do not go with the operator "${operator}".`,
    got,
    allowed:
      'one or more with "In" and "NotIn", none with "Exists" and "DoesNotExist", one whole number with "Gt" and "Lt"',
    fix: "change the values or the operator",
  });
}

export function emptyList(at: IConstruct, path: string, of: string): WorkloadIdentityError {
  return mistake(at, {
    code: "empty-list",
    what: `\`${path}\` is empty.`,
    got: [],
    allowed: `one or more ${of}`,
    fix: "add one, or leave out what holds the list",
  });
}

export function otherOs(at: IConstruct, os: string, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "other-os",
    what: `\`nodeSelector\` asks for nodes of another operating system than \`os\`.`,
    got,
    allowed: `"kubernetes.io/os": ${JSON.stringify(os)}, or no such key`,
    fix: "remove the key from `nodeSelector`, or change `os`",
  });
}

export function linuxOnlyField(at: IConstruct, path: string): WorkloadIdentityError {
  return mistake(at, {
    code: "not-on-this-os",
    what: `\`${path}\` is for Linux pods, and a Windows node passes it over.`,
    allowed: "of the contexts of Windows pods `runAsNonRoot`",
    fix: "remove it, or change `os`",
  });
}

export function breaksPodSecurity(
  at: IConstruct,
  path: string,
  got: unknown,
  level: string,
  allowed: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "breaks-pod-security",
    what: `\`${path}\` breaks the Pod Security Standard "${level}" that the workload keeps to.`,
    got,
    allowed,
    fix: `change it, or choose a wider \`podSecurity\` (rule: ${SECURITY})`,
  });
}

export function seccompFile(at: IConstruct, path: string, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "seccomp-file",
    what: `\`${path}.localhostProfile\` goes with the type "Localhost", and the type with it.`,
    got,
    allowed: "both, or another type alone",
    fix: "add the file, or change the type",
  });
}

export function proxyBreaksPodSecurity(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "proxy-breaks-pod-security",
    what: "the init container of the proxy sidecar is privileged and runs as root.",
    got,
    allowed: '`podSecurity` "privileged", the default with a proxy',
    fix: "leave `podSecurity` out, or remove `proxySidecar`",
  });
}

export function escalationOfPrivileged(at: IConstruct, path: string): WorkloadIdentityError {
  return mistake(at, {
    code: "escalation-of-privileged",
    what: `\`${path}.allowPrivilegeEscalation\` is off, and the container is privileged or has SYS_ADMIN, which Kubernetes refuses together.`,
    got: false,
    allowed: "true, or left out",
    fix: "leave it out, or take the privilege away",
  });
}

export function rollingUpdateOnly(
  at: IConstruct,
  path: string,
  strategy: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "rolling-update-only",
    what: `\`${path}\` is for rolling updates, and the strategy is "${strategy}".`,
    got: strategy,
    allowed: '"RollingUpdate"',
    fix: `remove \`${path}\`, or change the type of the strategy`,
  });
}

export function updateWithoutRoom(
  at: IConstruct,
  path: string,
  allowed: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "update-without-room",
    what: `\`${path}\` gives an update no way to go on, or two.`,
    allowed,
    fix: "change `maxSurge` or `maxUnavailable`",
  });
}

// Warnings.

export function onDeleteKeepsIdentity(kind: string, name: string): string {
  return `The pods of the ${kind} ${name} keep an identity that has changed until somebody deletes them: its update strategy is OnDelete.`;
}

export function jobRunsAgain(name: string): string {
  return `Kubernetes deletes the Job ${name} some time after it has finished, by \`ttlSecondsAfterFinished\`; Terraform then makes it, and so runs it, again at the next apply (https://github.com/hashicorp/terraform-provider-kubernetes/issues/2531). For work that recurs use a WorkloadCronJob, whose Jobs Terraform does not know.`;
}
