import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about what pods may do on their nodes.

const SECURITY = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

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
