import { refusal } from "../private/message";

// The messages about what pods may do on their nodes.

const SECURITY = "https://kubernetes.io/docs/concepts/security/pod-security-standards/";

export const linuxOnlyField = refusal({
  code: "not-on-this-os",
  says: (path: string) => ({
    what: `\`${path}\` is for Linux pods, and a Windows node passes it over.`,
    allowed: "of the contexts of Windows pods `runAsNonRoot`",
    fix: "remove it, or change `os`",
  }),
  cause:
    "A Windows node knows no numbers of users, no capabilities and no seccomp, and says nothing.",
  cure: "Remove the field. What a Windows pod says of itself, such as its user, is written as a `kubernetes_manifest` that is attached to the account.",
  example: ["securityContext.runAsUser"],
});

export const breaksPodSecurity = refusal({
  code: "breaks-pod-security",
  says: (path: string, got: unknown, level: string, allowed: string) => ({
    what: `\`${path}\` breaks the Pod Security Standard "${level}" that the workload keeps to.`,
    got,
    allowed,
    fix: `change it, or choose a wider \`podSecurity\` (rule: ${SECURITY})`,
  }),
  cause:
    "A namespace that enforces the standard would refuse the pods, and only a waiting apply would see it.",
  cure: "Do without it, or say `podSecurity: PodSecurity.BASELINE` or `PRIVILEGED`.",
  example: ["containers[0].securityContext.privileged", true, "restricted", "false"],
});

export const seccompFile = refusal({
  code: "seccomp-file",
  says: (path: string, got: string) => ({
    what: `\`${path}.localhostProfile\` goes with the type "Localhost", and the type with it.`,
    got,
    allowed: "both, or another type alone",
    fix: "add the file, or change the type",
  }),
  cause: "A profile of the node is a file, and no other profile is.",
  cure: "Give both, or neither.",
  example: ["securityContext.seccompProfile", "Localhost"],
});

export const proxyBreaksPodSecurity = refusal({
  code: "proxy-breaks-pod-security",
  says: (got: string) => ({
    what: "the init container of the proxy sidecar is privileged and runs as root.",
    got,
    allowed: '`podSecurity` "privileged", the default with a proxy',
    fix: "leave `podSecurity` out, or remove `proxySidecar`",
  }),
  cause: "The webhook adds a privileged init container, which both standards refuse.",
  cure: "Use the proxy only in a namespace that allows it, and only while you migrate.",
  example: ["restricted"],
});

export const escalationOfPrivileged = refusal({
  code: "escalation-of-privileged",
  says: (path: string) => ({
    what: `\`${path}.allowPrivilegeEscalation\` is off, and the container is privileged or has SYS_ADMIN, which Kubernetes refuses together.`,
    got: false,
    allowed: "true, or left out",
    fix: "leave it out, or take the privilege away",
  }),
  cause: "Such a container can do everything already, and Kubernetes refuses the contradiction.",
  cure: "Leave `allowPrivilegeEscalation` out.",
  example: ["containers[0].securityContext"],
});
