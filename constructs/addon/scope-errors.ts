import { quoted, refusal } from "../private/message";

// The messages about the scopes of add-ons, and about texts that name them.

const DNS = "external-dns, public zones";

export const addonScopeMissing = refusal({
  code: "addon-scope-missing",
  says: (addon: string, scope: string, description: string, roles: readonly string[]) => ({
    what: `${addon} needs roles at a scope that is not given.`,
    allowed: `\`scopes.${scope}\`, ${description}: ${quoted(roles)} are assigned there`,
    fix: `add \`${scope}\` to \`scopes\``,
  }),
  cause: "The add-on starts without the role, and fails at its first request.",
  cure: "Give the scope. What an add-on does without is optional on its page, and may be left out.",
  example: [
    DNS,
    "zoneResourceGroup",
    "the resource group of the zone, in which zones are looked up",
    ["Reader"],
  ],
});

export const addonScopeUnknown = refusal({
  code: "addon-scope-unknown",
  says: (addon: string, got: string, known: readonly string[]) => ({
    what: `${addon} has no scope of this name; no role would be assigned at it.`,
    got,
    allowed: known.length > 0 ? quoted(known) : "none",
    fix: `remove \`scopes.${got}\`; \`identity.grant\` gives further roles`,
  }),
  cause: "The name is misspelt, or the add-on needs nothing there.",
  cure: "Take a name of the preset; a role that it does not know is given by `identity.grant`.",
  example: [DNS, "vault", ["zone", "zoneResourceGroup"]],
});

export const addonScopeOfOtherType = refusal({
  code: "addon-scope-of-other-type",
  says: (addon: string, scope: string, got: string, wanted: string) => ({
    what: `\`scopes.${scope}\` is a resource of another type than ${addon} works on.`,
    got,
    allowed: `${wanted}, or a scope above it`,
    fix: `give such a scope as \`scopes.${scope}\``,
  }),
  cause: "Azure assigns any role at any resource; there it does nothing.",
  cure: "Give the resource that the page of the add-on names, or the group that holds it.",
  example: [DNS, "zone", "Microsoft.Storage/storageAccounts", "Microsoft.Network/dnsZones"],
});

export const addonScopeTooWide = refusal({
  code: "addon-scope-too-wide",
  says: (scope: string, part: string, got: string) => ({
    what: `the ${part} of \`scopes.${scope}\` is asked for, and the scope is wider than a resource.`,
    got,
    allowed: "the id of a resource",
    fix: `give the resource itself as \`scopes.${scope}\`, or write the text by hand`,
  }),
  cause: "A group or a subscription was given as scope, and the text names the resource.",
  cure: "Give the resource; the role is narrower, too.",
  example: [
    "zone",
    "name",
    "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns",
  ],
});

export const addonSnippetUnknown = refusal({
  code: "addon-snippet-unknown",
  says: (addon: string, got: string, known: readonly string[]) => ({
    what: `${addon} has no snippet of this name.`,
    got,
    allowed: known.length > 0 ? quoted(known) : "none",
    fix: "change the name",
  }),
  cause: "The preset has no text of this name.",
  cure: "Take one of the names; the page of add-ons has them too.",
  example: [DNS, "azure.json", ["azure-json", "mount"]],
});

export const addonParameters = refusal({
  code: "addon-parameters",
  says: (snippet: string, got: readonly string[], wanted: readonly string[]) => ({
    what: `the parameters of the snippet ${snippet} are not the ones that its text names.`,
    got,
    allowed: wanted.length > 0 ? quoted(wanted) : "none",
    fix: "give each of them, and no other",
  }),
  cause:
    "A text with a gap would configure nothing, and a parameter that no gap takes is a mistake.",
  cure: "Give those that the message names. A part of a scope that was not given counts as one.",
  example: ["cluster-issuer", ["name"], ["name", "server", "email"]],
});

export const addonParameterQuoted = refusal({
  code: "addon-parameter-quoted",
  says: (name: string, got: string) => ({
    what: `the parameter ${name} would end the text in which it stands.`,
    got,
    allowed: "one line without quotation marks and backslashes",
    fix: `change \`${name}\``,
  }),
  cause: "The texts are YAML and JSON, in which parameters stand between quotation marks.",
  cure: "Give text without them, or write the file by hand.",
  example: ["email", 'ops"@example.com'],
});
