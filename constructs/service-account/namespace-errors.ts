import type { IConstruct } from "constructs";
import { inWords, mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about the namespaces of service accounts.

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
