import type { IConstruct } from "constructs";
import { inWords, mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about service accounts, namespaces and the pods of workloads.

export function oneTargetOnly(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "one-target-only",
    what: "an access check needs exactly one of `secret` and `tokenScope`.",
    allowed: "one of the two",
    fix: "give the secret that it reads, or the scope of the token that it asks for",
  });
}

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

export function otherServiceAccount(at: IConstruct, other: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "other-service-account",
    what: "a further identity is trusted for another service account, namespace or cluster.",
    got: other.node.path,
    allowed: "federations of the same cluster, namespace and service account",
    fix: "federate the further identity with the same `serviceAccountName` and `namespace`",
  });
}

export function namespaceNotOurs(at: IConstruct, namespace: string): WorkloadIdentityError {
  return mistake(at, {
    code: "namespace-not-ours",
    what: "this namespace belongs to Kubernetes or AKS, and is never created.",
    got: namespace,
    allowed: "a namespace of your own",
    fix: "leave `createNamespace` out; the namespace exists",
  });
}

export function namespaceNotCreated(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "namespace-not-created",
    what: "`namespaceLabels` are given, and the namespace is not created here.",
    allowed: "labels together with `createNamespace`",
    fix: "set `createNamespace`, or label the namespace where it is made",
  });
}

export function otherNamespaceLabels(at: IConstruct, namespace: string): WorkloadIdentityError {
  return mistake(at, {
    code: "other-namespace-labels",
    what: "another service account creates this namespace with other labels.",
    got: namespace,
    allowed: "the same labels wherever a namespace is created",
    fix: "give all accounts of the namespace the same `namespaceLabels`, or leave them out but once",
  });
}

export function namespaceTwice(namespace: string, other: IConstruct): string {
  return inWords({
    code: "namespace-twice",
    what: "the stack makes this namespace twice: by `createNamespace`, and by a resource of its own.",
    got: namespace,
    allowed: "each namespace once",
    fix: `leave \`createNamespace\` out; accounts come after the namespace at "${other.node.path}"`,
  });
}

export function namespaceNotMade(namespace: string, cluster: IConstruct): string {
  return inWords({
    code: "namespace-not-made",
    what: `nothing in the program makes this namespace, and the cluster at "${cluster.node.path}" is new.`,
    got: namespace,
    allowed: "`default`, or a namespace that a stack of the program makes",
    fix: `set \`createNamespace: true\`, or \`createNamespace: false\` where somebody else makes it before this stack is applied`,
  });
}

export function namespaceMadeLater(namespace: string, maker: IConstruct, stack: string): string {
  return inWords({
    code: "namespace-made-later",
    what: `the stack "${stack}" makes this namespace, and comes after this one.`,
    got: namespace,
    allowed: "a namespace that this stack makes, or one before it",
    fix: `set \`createNamespace: true\` here instead of making it at "${maker.node.path}"`,
  });
}

export function namespaceUnread(
  namespace: string,
  cluster: IConstruct,
  makers: readonly IConstruct[],
): string {
  const [first, ...others] = makers.map(({ node }) => `"${node.path}"`);
  const more = others.length === 0 ? "" : ` or ${others.length} more`;
  return inWords({
    code: "namespace-unread",
    what: `nothing that the library can read makes this namespace, and the cluster at "${cluster.node.path}" is new.`,
    got: namespace,
    fix: `set \`createNamespace: true\`, or \`createNamespace: false\` where ${first}${more} makes it first`,
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

export function accountOfTwoIdentities(account: string, other: IConstruct): string {
  return inWords({
    code: "account-of-two-identities",
    what: "two constructs represent one service account, with different identities.",
    got: account,
    allowed: "one identity in the annotations of a service account",
    fix: `use the account at "${other.node.path}", with this identity among its \`additionalIdentities\``,
  });
}

export function labelOnAccount(at: IConstruct, label: string): WorkloadIdentityError {
  return mistake(at, {
    code: "label-on-account",
    what: "the webhook looks for this label on pods, and takes no notice of it on a service account.",
    got: label,
    allowed: "any other label",
    fix: "remove it; the workloads of this library put it on their pods",
  });
}

// What Terraform shows when a condition fails at plan or apply.
