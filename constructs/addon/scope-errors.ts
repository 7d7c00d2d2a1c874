import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about the scopes of add-ons, and about texts that name them.

const listed = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(", ");

export function addonScopeMissing(
  at: IConstruct,
  addon: string,
  scope: string,
  description: string,
  roles: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-scope-missing",
    what: `${addon} needs roles at a scope that is not given.`,
    allowed: `\`scopes.${scope}\`, ${description}: ${listed(roles)} are assigned there`,
    fix: `add \`${scope}\` to \`scopes\``,
  });
}

export function addonScopeUnknown(
  at: IConstruct,
  addon: string,
  got: string,
  known: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-scope-unknown",
    what: `${addon} has no scope of this name; no role would be assigned at it.`,
    got,
    allowed: known.length > 0 ? listed(known) : "none",
    fix: `remove \`scopes.${got}\`; \`identity.grant\` gives further roles`,
  });
}

export function addonScopeOfOtherType(
  at: IConstruct,
  addon: string,
  scope: string,
  got: string,
  wanted: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-scope-of-other-type",
    what: `\`scopes.${scope}\` is a resource of another type than ${addon} works on.`,
    got,
    allowed: `${wanted}, or a scope above it`,
    fix: `give such a scope as \`scopes.${scope}\``,
  });
}

export function addonScopeTooWide(
  at: IConstruct,
  scope: string,
  part: string,
  got: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-scope-too-wide",
    what: `the ${part} of \`scopes.${scope}\` is asked for, and the scope is wider than a resource.`,
    got,
    allowed: "the id of a resource",
    fix: `give the resource itself as \`scopes.${scope}\`, or write the text by hand`,
  });
}

export function addonSnippetUnknown(
  at: IConstruct,
  addon: string,
  got: string,
  known: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-snippet-unknown",
    what: `${addon} has no snippet of this name.`,
    got,
    allowed: known.length > 0 ? listed(known) : "none",
    fix: "change the name",
  });
}

export function addonParameters(
  at: IConstruct,
  snippet: string,
  got: readonly string[],
  wanted: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-parameters",
    what: `the parameters of the snippet ${snippet} are not the ones that its text names.`,
    got,
    allowed: wanted.length > 0 ? listed(wanted) : "none",
    fix: "give each of them, and no other",
  });
}

export function addonParameterQuoted(
  at: IConstruct,
  name: string,
  got: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-parameter-quoted",
    what: `the parameter ${name} would end the text in which it stands.`,
    got,
    allowed: "one line without quotation marks and backslashes",
    fix: `change \`${name}\``,
  });
}
