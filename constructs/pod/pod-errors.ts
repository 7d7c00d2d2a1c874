import { quoted, refusal } from "../private/message";

// The messages about what is in pods. Kubernetes refuses most of it at apply; some of it only when a pod is made,
// which Terraform does not wait for.

export const exactlyOneOf = refusal({
  code: "exactly-one-of",
  says: (path: string, got: readonly string[], allowed: readonly string[]) => ({
    what: `\`${path}\` needs exactly one of ${allowed.map((name) => `\`${name}\``).join(", ")}.`,
    got: got.length === 0 ? "none of them" : got,
    allowed: "one of them",
    fix: got.length === 0 ? "give one of them" : "remove all but one",
  }),
  cause: "Kubernetes takes one kind of each, and refuses none and two.",
  cure: "Keep the one that is meant.",
  example: [
    "containers[0].livenessProbe",
    ["httpGet", "exec"],
    ["httpGet", "tcpSocket", "exec", "grpc"],
  ],
});

export const unknownVolume = refusal({
  code: "unknown-volume",
  says: (path: string, got: string, volumes: readonly string[]) => ({
    what: `\`${path}\` is no volume of the workload.`,
    got,
    allowed: quoted(volumes) || "none: the workload has no volumes",
    fix: "change the name, or add such a volume to `volumes`",
  }),
  cause: "A mount names a volume of the same pod; Kubernetes refuses others at apply.",
  cure: "Correct the name, or add the volume.",
  example: ["containers[0].volumeMounts[0].name", "confg", ["config"]],
});

export const volumeOfWebhook = refusal({
  code: "volume-of-webhook",
  says: (path: string, got: string) => ({
    what: `\`${path}\` is where the webhook puts the token; a volume of the workload would stand in its place.`,
    got,
    allowed: "any other name, and paths outside /var/run/secrets/azure",
    fix: `change \`${path}\``,
  }),
  cause: "The webhook leaves alone what is there already, and the pod would have no token.",
  cure: "Use another name or path.",
  example: ["volumes[0].name", "azure-identity-token"],
});

export const classMissing = refusal({
  code: "class-missing",
  says: (path: string) => ({
    what: `\`${path}\` is a volume of the Secrets Store without a SecretProviderClass.`,
    allowed: "`secretProviderClass`, or another `driver`",
    fix: "give the name of a SecretProviderClass in the namespace",
  }),
  cause:
    "The driver of the Secrets Store mounts what a SecretProviderClass lists; without one the pod waits for its volume for ever.",
  cure: "Name the class.",
  example: ["volumes[0].csi"],
});

export const unknownPort = refusal({
  code: "unknown-port",
  says: (path: string, got: string, ports: readonly string[]) => ({
    what: `\`${path}\` is no port of the same container.`,
    got,
    allowed: quoted(ports) || "none: the container names no ports",
    fix: "change it, or name a port of the container so",
  }),
  cause: "The kubelet looks the name up among the ports of the container, and every probe fails.",
  cure: "Correct the name, or give the number.",
  example: ["containers[0].livenessProbe.httpGet.portName", "web", ["http"]],
});

export const successOnce = refusal({
  code: "success-once",
  says: (path: string, got: number) => ({
    what: `\`${path}\` of a liveness or startup probe can only be 1.`,
    got,
    allowed: "1, or another number at `readinessProbe`",
    fix: "leave it out",
  }),
  cause: "Kubernetes counts successes for readiness alone.",
  cure: "Leave it out.",
  example: ["containers[0].livenessProbe.successThreshold", 2],
});

export const portTwice = refusal({
  code: "port-twice",
  says: (got: number, other: string) => ({
    what: `${other} listens on this port already, and the containers of a pod share one network.`,
    got,
    allowed: "each port once per pod",
    fix: "change the port of one of them",
  }),
  cause: "The containers of a pod share one network, and the proxy sidecar listens in it too.",
  cure: "Change the port of the container, or of the proxy by `proxySidecar.port`.",
  example: [8000, "the proxy sidecar"],
});

export const requestAboveLimit = refusal({
  code: "request-above-limit",
  says: (prop: string, got: string, limit: string) => ({
    what: `\`${prop}\` is more than the limit of the same resource.`,
    got,
    allowed: `at most ${JSON.stringify(limit)}`,
    fix: "lower the request, or raise the limit",
  }),
  cause: "Kubernetes refuses a container that is promised more than it may use.",
  cure: "Lower the request, or raise the limit.",
  example: ['containers[0].resources.requests["cpu"]', "2", "500m"],
});

export const tolerationOf = refusal({
  code: "toleration",
  says: (path: string, why: string, got: unknown, fix: string) => ({
    what: `\`${path}\` is no toleration: ${why}.`,
    got,
    allowed:
      '`key` with a `value`, `key` with the operator "Exists", or "Exists" alone for every taint; `tolerationSeconds` with the effect "NoExecute"',
    fix,
  }),
  cause: "Kubernetes refuses the pod template at apply.",
  cure: "Write it as the taint is: key, value and effect.",
  example: ["tolerations[0]", '"Exists" takes no `value`', "gpu", "remove the value"],
});

export const valuesOfOperator = refusal({
  code: "values-of-operator",
  says: (path: string, operator: string, got: readonly string[]) => ({
    what: `\`${path}\` do not go with the operator "${operator}".`,
    got,
    allowed:
      'one or more with "In" and "NotIn", none with "Exists" and "DoesNotExist", one whole number with "Gt" and "Lt"',
    fix: "change the values or the operator",
  }),
  cause: "Each operator takes a number of values, and Kubernetes refuses others.",
  cure: "Change the one or the other.",
  example: ["affinity.nodeAffinity[0].matchExpressions[0].values", "Exists", ["1"]],
});
