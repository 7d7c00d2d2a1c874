import type { IConstruct } from "constructs";
import { mistake } from "./mistake";
import type { Bound, Rule } from "./rules";
import type { WorkloadIdentityError } from "./workload-identity-error";

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

export function unknownAtSynth(at: IConstruct, prop: string, fix: string): WorkloadIdentityError {
  return mistake(at, {
    code: "unknown-at-synth",
    what: `\`${prop}\` is not known when the app is synthesized.`,
    got: "a reference to another resource",
    allowed: "text written in the program",
    fix,
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

export function sameNameTwice(
  at: IConstruct,
  path: string,
  noun: string,
  got: string | number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-name-twice",
    what: `\`${path}\` is a second ${noun} of the same name.`,
    got,
    allowed: "each name once",
    fix: "rename or remove one of them",
  });
}

export function emptyList(at: IConstruct, path: string, of: string): WorkloadIdentityError {
  return mistake(at, {
    code: "empty-list",
    what: `\`${path}\` is empty.`,
    got: [],
    allowed: `one or more ${of}`,
    fix: "add one, or leave out what holds the list",
  });
}
