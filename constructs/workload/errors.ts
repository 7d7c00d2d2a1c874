import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about the objects that make pods.

export function noContainers(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "no-containers",
    what: "a workload needs at least one container.",
    got: [],
    allowed: "one or more containers",
    fix: "add one to `containers`",
  });
}

export function sameContainerNameTwice(at: IConstruct, name: string): WorkloadIdentityError {
  return mistake(at, {
    code: "same-container-name-twice",
    what: "two containers of a workload have the same name.",
    got: name,
    allowed: "each name once per workload",
    fix: "rename one of them",
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

export function otherOs(at: IConstruct, os: string, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "other-os",
    what: `\`nodeSelector\` asks for nodes of another operating system than \`os\`.`,
    got,
    allowed: `"kubernetes.io/os": ${JSON.stringify(os)}, or no such key`,
    fix: "remove the key from `nodeSelector`, or change `os`",
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

export function onDeleteKeepsIdentity(kind: string, name: string): string {
  return `The pods of the ${kind} ${name} keep an identity that has changed until somebody deletes them: its update strategy is OnDelete.`;
}

export function jobRunsAgain(name: string): string {
  return `Kubernetes deletes the Job ${name} some time after it has finished, by \`ttlSecondsAfterFinished\`; Terraform then makes it, and so runs it, again at the next apply (https://github.com/hashicorp/terraform-provider-kubernetes/issues/2531). For work that recurs use a WorkloadCronJob, whose Jobs Terraform does not know.`;
}
