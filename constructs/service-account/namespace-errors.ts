import type { IConstruct } from "constructs";
import { finding, refusal, somewhere } from "../private/message";

// The messages about the namespaces of service accounts.

export const namespaceNotOurs = refusal({
  code: "namespace-not-ours",
  says: (namespace: string) => ({
    what: "this namespace belongs to Kubernetes or AKS, and is never created.",
    got: namespace,
    allowed: "a namespace of your own",
    fix: "leave `createNamespace` out; the namespace exists",
  }),
  cause: "The namespace exists in every cluster, and creating it again fails.",
  cure: "Leave `createNamespace` out, or take a namespace of your own.",
  example: ["kube-system"],
});

export const namespaceNotCreated = refusal({
  code: "namespace-not-created",
  says: () => ({
    what: "`namespaceLabels` are given, and the namespace is not created here.",
    allowed: "labels together with `createNamespace`",
    fix: "set `createNamespace`, or label the namespace where it is made",
  }),
  cause: "The labels would be dropped without a word.",
  cure: "Create the namespace here, or label it where it is made.",
});

export const otherNamespaceLabels = refusal({
  code: "other-namespace-labels",
  says: (namespace: string) => ({
    what: "another service account creates this namespace with other labels.",
    got: namespace,
    allowed: "the same labels wherever a namespace is created",
    fix: "give all accounts of the namespace the same `namespaceLabels`, or leave them out but once",
  }),
  cause: "A namespace is created once, and two accounts ask for different labels.",
  cure: "Give the same labels, best from one constant.",
  example: ["shop"],
});

export const namespaceTwice = finding({
  code: "namespace-twice",
  says: (namespace: string, other: IConstruct) => ({
    what: "the stack makes this namespace twice: by `createNamespace`, and by a resource of its own.",
    got: namespace,
    allowed: "each namespace once",
    fix: `leave \`createNamespace\` out; accounts come after the namespace at "${other.node.path}"`,
  }),
  cause: "Kubernetes answers that the namespace exists, at apply.",
  cure: "Keep one of the two. An account comes after a namespace that its stack makes.",
  example: ["shop", somewhere("azure/other")],
});

export const namespaceNotMade = finding({
  code: "namespace-not-made",
  says: (namespace: string, cluster: IConstruct) => ({
    what: `nothing in the program makes this namespace, and the cluster at "${cluster.node.path}" is new.`,
    got: namespace,
    allowed: "`default`, or a namespace that a stack of the program makes",
    fix: `set \`createNamespace: true\`, or \`createNamespace: false\` where somebody else makes it before this stack is applied`,
  }),
  cause:
    "A new cluster has the namespaces of Kubernetes and AKS alone. The API server refuses an account in another one, minutes into the apply, when the cluster is there.",
  cure: "Let one account of the namespace set `createNamespace: true`, or make the namespace in a stack of the program. `createNamespace: false` says that somebody else makes it.",
  example: ["shop", somewhere("azure/cluster")],
});

export const namespaceMadeLater = finding({
  code: "namespace-made-later",
  says: (namespace: string, maker: IConstruct, stack: string) => ({
    what: `the stack "${stack}" makes this namespace, and comes after this one.`,
    got: namespace,
    allowed: "a namespace that this stack makes, or one before it",
    fix: `set \`createNamespace: true\` here instead of making it at "${maker.node.path}"`,
  }),
  cause:
    "The stack of the namespace comes after that of the account, by a dependency or a reference: the account is made first, and the API server refuses it.",
  cure: "Make the namespace in the stack of the account, by `createNamespace: true`, or in one that comes before it.",
  example: ["shop", somewhere("later/namespace"), "later"],
});

export const namespaceUnread = finding({
  code: "namespace-unread",
  says: (namespace: string, cluster: IConstruct, makers: readonly IConstruct[]) => {
    const [first, ...others] = makers.map(({ node }) => `"${node.path}"`);
    const more = others.length === 0 ? "" : ` or ${others.length} more`;
    return {
      what: `nothing that the library can read makes this namespace, and the cluster at "${cluster.node.path}" is new.`,
      got: namespace,
      fix: `set \`createNamespace: true\`, or \`createNamespace: false\` where ${first}${more} makes it first`,
    };
  },
  cause:
    "A new cluster has no such namespace. A chart, a module, a resource of another provider or an aspect may make it; the library cannot read that.",
  cure: "Say who makes it: `createNamespace: true` or `false`.",
  example: ["shop", somewhere("azure/cluster"), [somewhere("azure/release")]],
});
