import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about what is in pods. Kubernetes refuses most of it at apply; some of it only when a pod is made,
// which Terraform does not wait for.

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

export function successOnce(at: IConstruct, path: string, got: number): WorkloadIdentityError {
  return mistake(at, {
    code: "success-once",
    what: `\`${path}\` of a liveness or startup probe can only be 1.`,
    got,
    allowed: "1, or another number at `readinessProbe`",
    fix: "leave it out",
  });
}

export function portTwice(at: IConstruct, got: number, other: string): WorkloadIdentityError {
  return mistake(at, {
    code: "port-twice",
    what: `${other} listens on this port already, and the containers of a pod share one network.`,
    got,
    allowed: "each port once per pod",
    fix: "change the port of one of them",
  });
}

export function requestAboveLimit(
  at: IConstruct,
  prop: string,
  got: string,
  limit: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "request-above-limit",
    what: `\`${prop}\` is more than the limit of the same resource.`,
    got,
    allowed: `at most ${JSON.stringify(limit)}`,
    fix: "lower the request, or raise the limit",
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
