import type { IConstruct } from "constructs";
import { quoted, refusal, somewhere } from "./message";
import { type Bound, type Rule, BOUNDS, RULES } from "./rules";

// The messages about any value. No value of a secret ever reaches this file.

/** What makes an object of a type that cannot be written as text. */
const MAKERS: Readonly<Record<string, string>> = {
  IFederatedIdentity: "`cluster.addFederatedIdentity(…)`",
  IGrantScope: "`GrantScope.fromId(scope, id, resourceId)`",
  IGrantable:
    "a `ManagedIdentity`, a `FederatedIdentity` or `new Principal(scope, id, { objectId, … })`",
  IKeyVaultSecret: "`vault.secret(name)`",
  IManagedIdentity: "`ManagedIdentity.fromIdentityId(scope, id, { identityId })`",
  IOidcIssuer: "`WorkloadIdentityCluster.fromClusterAttributes(scope, id, { oidcIssuerUrl, … })`",
  IResourceGroup: "`ResourceGroup.fromResourceGroupName(scope, id, { resourceGroupName })`",
  IWorkloadServiceAccount:
    "`WorkloadServiceAccount.fromServiceAccountName(scope, id, { identity })`",
  TerraformProvider: '`new AzurermProvider(stack, id, { features: [{}], alias: "…" })`',
};

function giveInstead(prop: string, type: string): string {
  return MAKERS[type] ? `give \`${prop}\` ${MAKERS[type]}` : `give \`${prop}\` such a value`;
}

export const invalidName = refusal({
  code: "invalid-name",
  says: (prop: string, got: string, rule: Rule, suggestion?: string) => {
    const to = suggestion === undefined ? "" : ` to ${JSON.stringify(suggestion)}`;
    return {
      what: `\`${prop}\` is not a valid ${rule.noun}.`,
      got,
      allowed: rule.allowed,
      fix: `change \`${prop}\`${to} (rule: ${rule.source})`,
    };
  },
  cause:
    "The provider accepts almost any name at plan, and Azure or Kubernetes refuses it minutes later.",
  cure: "Take a name that follows the rule; [rules.md](rules.md) lists them all.",
  example: ["name", "a b!", RULES.identity],
});

export const missingValue = refusal({
  code: "missing-value",
  says: (prop: string, allowed: string, type: string) => ({
    what: `\`${prop}\` is missing: it is undefined, as an environment variable is that is not set.`,
    allowed,
    fix: giveInstead(prop, type),
  }),
  cause:
    "A required value was left out, or came from an environment variable that is not set: text made of it would name nothing.",
  cure: "Give the value, and check the variable where the program starts.",
  example: ["serviceAccountName", "text", "string"],
});

export const wrongType = refusal({
  code: "wrong-type",
  says: (prop: string, got: unknown, allowed: string, type: string) => ({
    what: `\`${prop}\` is not ${allowed}.`,
    got,
    allowed,
    fix:
      got === null
        ? `leave \`${prop}\` out, or ${giveInstead(prop, type)}`
        : giveInstead(prop, type),
  }),
  cause:
    "JavaScript, and a cast in TypeScript, let anything through; objects refer to objects here, not to ids.",
  cure: "Give a value of the type; `null` is not the same as a value that is left out.",
  example: ["scope", "/subscriptions/11111111-…", "an IGrantScope", "IGrantScope"],
});

export const templateInText = refusal({
  code: "template-in-text",
  says: (prop: string, got: unknown, opening: string) => ({
    what: `\`${prop}\` holds "${opening}", which Terraform would read as the start of a template.`,
    got,
    allowed: "text without templates; references come from attributes of constructs",
    fix: `write "${opening[0]}${opening}" where the text itself is meant`,
  }),
  cause: "Terraform's JSON takes `${…}` and `%{…}` in any text as templates.",
  cure: "Write `$${` or `%%{`, or use the attribute of a construct where a reference is meant.",
  example: ['env["GREETING"]', "Hello ${NAME}", "${"],
});

export const outOfBounds = refusal({
  code: "out-of-bounds",
  says: (prop: string, got: number, bound: Bound) => ({
    what: `\`${prop}\` is not a valid ${bound.noun}.`,
    got,
    allowed: `a whole number from ${bound.min} to ${bound.max}`,
    fix: `change \`${prop}\` (rule: ${bound.source})`,
  }),
  cause: "The number is outside of what Azure or Kubernetes takes, or is not a whole one.",
  cure: "Take a number within the bounds; [rules.md](rules.md) lists them all.",
  example: ["tokenExpirationSeconds", 60, BOUNDS.tokenExpirationSeconds],
});

export const notOneOf = refusal({
  code: "not-one-of",
  says: (prop: string, got: string, allowed: readonly string[]) => ({
    what: `\`${prop}\` has an unknown value.`,
    got,
    allowed: quoted(allowed),
    fix: `change \`${prop}\`; it is compared letter by letter`,
  }),
  cause: "Azure knows a few values only, and compares them letter by letter.",
  cure: "Take one of the listed values, with its capitals.",
  example: ["principalType", "user", ["User", "Group", "ServicePrincipal"]],
});

export const unknownAtSynth = refusal({
  code: "unknown-at-synth",
  says: (prop: string, fix: string) => ({
    what: `\`${prop}\` is not known when the app is synthesized.`,
    got: "a reference to another resource",
    allowed: "text written in the program",
    fix,
  }),
  cause:
    "The text becomes part of a Terraform address, or has to be compared while the app is synthesized, and a reference has no text yet.",
  cure: "Write the text in the program, or read it from an environment variable of the app.",
  example: ["namespace", "write the namespace itself, or read it from a setting of the app"],
});

export const sameThingTwice = refusal({
  code: "same-thing-twice",
  says: (noun: string, got: string, other: IConstruct) => ({
    what: `the program makes a ${noun} of this name in this place already.`,
    got,
    allowed: "each name once, whatever its capitals",
    fix: `use the one at "${other.node.path}", or change the name`,
  }),
  cause:
    "Azure and Kubernetes take a name once in its place, and Azure does not tell capitals apart.",
  cure: "Use the construct that is there, or another name.",
  example: ["resource group", "Shop", somewhere("azure/other")],
});

export const sameNameTwice = refusal({
  code: "same-name-twice",
  says: (path: string, noun: string, got: string | number) => ({
    what: `\`${path}\` is a second ${noun} of the same name.`,
    got,
    allowed: "each name once",
    fix: "rename or remove one of them",
  }),
  cause: "Volumes, ports, variables and mounts are found by their names.",
  cure: "Rename one of them.",
  example: ["volumes[1].name", "volume", "config"],
});

export const emptyList = refusal({
  code: "empty-list",
  says: (path: string, of: string) => ({
    what: `\`${path}\` is empty.`,
    got: [],
    allowed: `one or more ${of}`,
    fix: "add one, or leave out what holds the list",
  }),
  cause: "Kubernetes refuses the empty list, or takes it for everything.",
  cure: "Add what is meant.",
  example: ["volumes[0].projected.sources", "sources"],
});
