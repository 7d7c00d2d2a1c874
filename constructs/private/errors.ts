import type { IConstruct } from "constructs";
import { mistake } from "./mistake";
import type { Bound, Rule } from "./rules";
import { WorkloadIdentityError } from "./workload-identity-error";

// All messages of the library. Each says where (construct path), what is wrong, the value got, what is
// allowed, the fix and the code. No value of a secret ever reaches these files. Here are those about any value.
export * from "./access-errors";
export * from "./addon-errors";
export * from "./attach-errors";
export * from "./cluster-errors";
export * from "./connection-errors";
export * from "./delivery-errors";
export * from "./pod-errors";
export * from "./property-errors";
export * from "./provider-errors";
export * from "./service-errors";
export * from "./synthesis-errors";
export * from "./vault-errors";
export * from "./workload-errors";

export function invalidName(
  at: IConstruct,
  prop: string,
  got: string,
  rule: Rule,
  suggestion?: string,
): WorkloadIdentityError {
  const to = suggestion === undefined ? "" : ` to ${JSON.stringify(suggestion)}`;
  return mistake(at, {
    code: "invalid-name",
    what: `\`${prop}\` is not a valid ${rule.noun}.`,
    got,
    allowed: rule.allowed,
    fix: `change \`${prop}\`${to} (rule: ${rule.source})`,
  });
}

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

export function missingValue(
  at: IConstruct | string,
  prop: string,
  allowed: string,
  type: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "missing-value",
    what: `\`${prop}\` is missing: it is undefined, as an environment variable is that is not set.`,
    allowed,
    fix: giveInstead(prop, type),
  });
}

export function wrongType(
  at: IConstruct | string,
  prop: string,
  got: unknown,
  allowed: string,
  type: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "wrong-type",
    what: `\`${prop}\` is not ${allowed}.`,
    got,
    allowed,
    fix:
      got === null
        ? `leave \`${prop}\` out, or ${giveInstead(prop, type)}`
        : giveInstead(prop, type),
  });
}

export function templateInText(
  at: IConstruct | string,
  prop: string,
  got: unknown,
  opening: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "template-in-text",
    what: `\`${prop}\` holds "${opening}", which Terraform would read as the start of a template.`,
    got,
    allowed: "text without templates; references come from attributes of constructs",
    fix: `write "${opening[0]}${opening}" where the text itself is meant`,
  });
}

export function misspeltRoleName(
  at: IConstruct,
  got: string,
  known: string,
  rule: Rule,
): WorkloadIdentityError {
  return mistake(at, {
    code: "misspelt-role-name",
    what: "`role` looks like a misspelt built-in role.",
    got,
    allowed: rule.allowed,
    fix: `change \`role\` to ${JSON.stringify(known)} (rule: ${rule.source}), or give the id of a custom role as \`roleDefinitionId\``,
  });
}

export function outOfBounds(
  at: IConstruct,
  prop: string,
  got: number,
  bound: Bound,
): WorkloadIdentityError {
  return mistake(at, {
    code: "out-of-bounds",
    what: `\`${prop}\` is not a valid ${bound.noun}.`,
    got,
    allowed: `a whole number from ${bound.min} to ${bound.max}`,
    fix: `change \`${prop}\` (rule: ${bound.source})`,
  });
}

export function notOneOf(
  at: IConstruct,
  prop: string,
  got: string,
  allowed: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "not-one-of",
    what: `\`${prop}\` has an unknown value.`,
    got,
    allowed: allowed.map((value) => JSON.stringify(value)).join(", "),
    fix: `change \`${prop}\`; it is compared letter by letter`,
  });
}

export function tooManyTags(at: IConstruct, got: number, bound: Bound): WorkloadIdentityError {
  return mistake(at, {
    code: "too-many-tags",
    what: `there are too many \`tags\`.`,
    got,
    allowed: `at most ${bound.max}`,
    fix: `remove tags (rule: ${bound.source})`,
  });
}

export function tagTooLong(at: IConstruct, key: string): WorkloadIdentityError {
  return mistake(at, {
    code: "tag-too-long",
    what: "the value of a tag is too long.",
    got: key,
    allowed: "values of at most 256 characters",
    fix: "shorten the value",
  });
}

export function unknownAtSynth(at: IConstruct, prop: string, fix: string): WorkloadIdentityError {
  return mistake(at, {
    code: "unknown-at-synth",
    what: `\`${prop}\` is not known when the app is synthesized.`,
    got: "a reference to another resource",
    allowed: "text written in the program",
    fix,
  });
}

export function unknownRegion(region: string, near?: string): string {
  const meant = near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
  return `The region ${JSON.stringify(region)} is on no list of Azure's regions that is known here.${meant} Azure takes one that is newer than the list; \`az account list-locations\` prints those of a subscription.`;
}

export function nodeResourceGroupTooLong(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "node-resource-group-too-long",
    what: "the name that AKS gives the node resource group is too long.",
    got,
    allowed: "80 characters for MC_<resource group>_<cluster>_<region>",
    fix: "shorten the cluster's or the group's name, or set `nodeResourceGroup`",
  });
}

export function sameThingTwice(
  at: IConstruct,
  noun: string,
  got: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-thing-twice",
    what: `the program makes a ${noun} of this name in this place already.`,
    got,
    allowed: "each name once, whatever its capitals",
    fix: `use the one at "${other.node.path}", or change the name`,
  });
}

export function stacksRefused(at: IConstruct, refused: readonly string[]): WorkloadIdentityError {
  const text = refused.join("\n\n");
  return new WorkloadIdentityError(text, "stacks-refused", at.node.path);
}

export function wrongResourceId(
  at: IConstruct,
  prop: string,
  got: string,
  noun: string,
  type: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "wrong-resource-id",
    what: `\`${prop}\` is not the resource id of ${noun}.`,
    got,
    allowed: `/subscriptions/<subscription id>/resourceGroups/<group>/providers/${type}/<name>`,
    fix: `pass the id of ${noun}, as printed by \`az … show --query id\``,
  });
}

export function attributeNotGiven(
  at: IConstruct,
  attribute: string,
  method: string,
  fix = `give \`${attribute}\` to \`${method}\`, or import by name`,
): WorkloadIdentityError {
  return mistake(at, {
    code: "attribute-not-given",
    what: `\`${attribute}\` is needed here, but was not given to \`${method}\`.`,
    fix,
  });
}
