import type { IConstruct } from "constructs";
import { condition, finding, refusal, somewhere } from "../private/message";

// The messages about service accounts and their identities.

export const otherServiceAccount = refusal({
  code: "other-service-account",
  says: (other: IConstruct) => ({
    what: "a further identity is trusted for another service account, namespace or cluster.",
    got: other.node.path,
    allowed: "federations of the same cluster, namespace and service account",
    fix: "federate the further identity with the same `serviceAccountName` and `namespace`",
  }),
  cause: "A pod has one service account; a trust in another one is of no use to it.",
  cure: "Federate the further identity with the service account of the first.",
  example: [somewhere("azure/other")],
});

export const accountOfTwoIdentities = finding({
  code: "account-of-two-identities",
  says: (account: string, other: IConstruct) => ({
    what: "two constructs represent one service account, with different identities.",
    got: account,
    allowed: "one identity in the annotations of a service account",
    fix: `use the account at "${other.node.path}", with this identity among its \`additionalIdentities\``,
  }),
  cause: "A service account has one client id in its annotations; the last one written would win.",
  cure: "Make one account, and give it the other identity in `additionalIdentities`.",
  example: ["shop/orders", somewhere("azure/other")],
});

export const labelOnAccount = refusal({
  code: "label-on-account",
  says: (label: string) => ({
    what: "the webhook looks for this label on pods, and takes no notice of it on a service account.",
    got: label,
    allowed: "any other label",
    fix: "remove it; the workloads of this library put it on their pods",
  }),
  cause: "The label was put on service accounts before version 1.0 of the webhook.",
  cure: "Remove it; without it on the pod nothing is injected, and workloads have it there.",
  example: ["azure.workload.identity/use"],
});

export const noServiceEnv = refusal({
  code: "no-service-env",
  says: (got: string | undefined, known: readonly string[]) => ({
    what: "there are no environment variables known for a resource of this type.",
    got: got ?? "no resource",
    allowed: known.join(", "),
    fix: "give the account, namespace, store, server or vault, or write the variables of your application in `env`",
  }),
  cause: "`ServiceEnv` knows the names that applications use for some services only.",
  cure: "Give a resource of a type that is listed, or write the variables yourself.",
  example: ["azurerm_dns_zone", ["azurerm_storage_account"]],
});

export const substitutionsTwice = refusal({
  code: "substitutions-twice",
  says: (prefix: string, other: IConstruct) => ({
    what: `"${other.node.path}" gives the same cluster variables of the same names, and one would overwrite the other.`,
    got: `${prefix}_CLIENT_ID`,
    fix: "give one of the accounts a `substitutionPrefix` of its own",
  }),
  cause:
    "The names come from the ids of the constructs; in one map of variables the last one would win, and pods would become another identity.",
  cure: "Give one of them other names.",
  example: ["ORDERS", somewhere("azure/other")],
});

export const secretNotGranted = finding({
  code: "secret-not-granted",
  says: (secret: string, identity: IConstruct) => ({
    what: "the identity has no role that reads this secret.",
    got: secret,
    allowed: `a secret that "${identity.node.path}" was granted`,
    fix: "call `grantRead` of the secret or `grantSecretsRead` of its vault with the identity",
  }),
  cause: "The pods would start, and be refused with 403 ForbiddenByRbac when they read.",
  cure: "Grant the identity the secret or its vault.",
  example: ["db-password", somewhere("azure/other")],
});

export const emptyClientId = condition({
  says: (account: string) =>
    `The identity of the service account ${account} has no client id or tenant id. Pods would start without identity.`,
  cause:
    "The id comes from a variable or an output that is empty. The webhook would inject an empty AZURE_CLIENT_ID.",
  cure: "Correct the value that the identity is made of.",
  example: ["shop/orders"],
});
