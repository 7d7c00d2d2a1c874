import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about what the webhook reads and sets.

export function linuxOnly(at: IConstruct, what: string, selector: string): WorkloadIdentityError {
  return mistake(at, {
    code: "linux-only",
    what: `${what} runs on Linux nodes only.`,
    got: selector,
    allowed: '"kubernetes.io/os": "linux"',
    fix: "change `nodeSelector`",
  });
}

export function unknownContainer(at: IConstruct, got: string, near: string): WorkloadIdentityError {
  return mistake(at, {
    code: "unknown-container",
    what: "`skipContainers` names a container that the workload does not have.",
    got,
    allowed: "containers of the workload, and those that other webhooks add",
    fix: `change it to ${JSON.stringify(near)}; the webhook would pass over the name`,
  });
}

export function reservedVariable(
  at: IConstruct,
  got: string,
  reserved: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "reserved-variable",
    what: "the webhook sets this environment variable, and leaves alone one that is set already.",
    got,
    allowed: `any name but ${reserved.join(", ")}`,
    fix: "remove it, or use a name of your own, such as OTHER_CLIENT_ID for a further identity",
  });
}

export function keyOfLibrary(
  at: IConstruct,
  prop: string,
  got: string,
  fix: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "key-of-library",
    what: `this key of \`${prop}\` is set by the library, and would be overwritten or pass by its checks.`,
    got,
    allowed: "any other key",
    fix,
  });
}

export function annotationsTooLong(
  at: IConstruct,
  got: number,
  max: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "annotations-too-long",
    what: "the annotations are longer than Kubernetes takes.",
    got: `${got} characters`,
    allowed: `${max} characters in all keys and values`,
    fix: "move some of it to a config map",
  });
}
