import { refusal, warning } from "./message";
import { type Bound, type Rule, BOUNDS, RULES } from "./rules";

// The messages about values of Azure that several rooms take.

export const misspeltRoleName = refusal({
  code: "misspelt-role-name",
  says: (got: string, known: string, rule: Rule) => ({
    what: "`role` looks like a misspelt built-in role.",
    got,
    allowed: rule.allowed,
    fix: `change \`role\` to ${JSON.stringify(known)} (rule: ${rule.source}), or give the id of a custom role as \`roleDefinitionId\``,
  }),
  cause:
    "The role is one or two characters away from a built-in role of Key Vault, and Azure has no such role.",
  cure: "Take the name of the built-in role; give a custom role of a similar name by its id.",
  example: ["Key Vault Secret User", "Key Vault Secrets User", RULES.roleName],
});

export const roleIsId = refusal({
  code: "role-is-id",
  says: (got: string, name?: string) => ({
    what: "`role` is the id of a role definition, and not the name of a role.",
    got,
    allowed: "the name of an Azure role",
    fix: name
      ? `change \`role\` to ${JSON.stringify(name)}`
      : "give `roleDefinitionId` instead: /subscriptions/<subscription id>/providers/Microsoft.Authorization/roleDefinitions/<GUID>",
  }),
  cause: "Roles are given by their names in `role`, and by whole ids in `roleDefinitionId`.",
  cure: "Write the name; for a custom role give the whole id of its definition.",
  example: ["7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull"],
});

export const cosmosRole = refusal({
  code: "cosmos-role",
  says: (got: string) => ({
    what: "this is a data role of Cosmos DB, and no role of Azure RBAC.",
    got,
    allowed: "roles of Azure RBAC",
    fix: "use `grantRead` or `grantWrite` of a `CosmosDbAccess`",
  }),
  cause: "Cosmos DB keeps its data roles apart from Azure RBAC, which does not know them.",
  cure: "Let `CosmosDbAccess` assign it; [services.md](services.md#cosmos-db) shows how.",
  example: ["Cosmos DB Built-in Data Reader"],
});

export const existingGrantId = refusal({
  code: "existing-grant-id",
  says: () => ({
    what: "the role assignment exists already, and nobody gave its id.",
    allowed: "the `id` of assignments that the program makes",
    fix: "leave `existing` out, or do without the id",
  }),
  cause: "`existing: true` creates nothing, and so knows no id.",
  cure: "Use what does not need the id, or let the program make the assignment.",
});

export const wrongResourceId = refusal({
  code: "wrong-resource-id",
  says: (prop: string, got: string, noun: string, type: string) => ({
    what: `\`${prop}\` is not the resource id of ${noun}.`,
    got,
    allowed: `/subscriptions/<subscription id>/resourceGroups/<group>/providers/${type}/<name>`,
    fix: `pass the id of ${noun}, as printed by \`az … show --query id\``,
  }),
  cause: "A name, a client id or the id of something else was given instead of a resource id.",
  cure: "Copy the `id` that `az` prints. Its capitals do not matter.",
  example: [
    "id",
    "orders",
    "a user-assigned identity",
    "Microsoft.ManagedIdentity/userAssignedIdentities",
  ],
});

export const otherSubscription = refusal({
  code: "other-subscription",
  says: (prop: string, got: string, own: string) => ({
    what: `\`${prop}\` is in another subscription than the azurerm provider, which would look for it in its own.`,
    got,
    allowed: `an id below /subscriptions/${own}`,
    fix: "give `provider` an aliased AzurermProvider of that subscription",
  }),
  cause: "The provider takes the subscription from its own settings, not from the id.",
  cure: "Add an aliased AzurermProvider of that subscription, and give it as `provider`.",
  example: [
    "id",
    "/subscriptions/11111111-…/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/orders",
    "22222222-…",
  ],
});

export const attributeNotGiven = refusal({
  code: "attribute-not-given",
  says: (attribute: string, method: string, fix?: string) => ({
    what: `\`${attribute}\` is needed here, but was not given to \`${method}\`.`,
    fix: fix ?? `give \`${attribute}\` to \`${method}\`, or import by name`,
  }),
  cause: "The import by attributes knows only what it was given, and something needs more.",
  cure: "Give the attribute too, or import by name, which looks everything up.",
  example: ["principalId", "fromIdentityAttributes"],
});

export const tooManyTags = refusal({
  code: "too-many-tags",
  says: (got: number, bound: Bound) => ({
    what: `there are too many \`tags\`.`,
    got,
    allowed: `at most ${bound.max}`,
    fix: `remove tags (rule: ${bound.source})`,
  }),
  cause: "Azure stores 50 tags on a resource, and Key Vault 15 on a secret.",
  cure: "Remove tags, or move them from the secret to the vault.",
  example: [16, BOUNDS.secretTags],
});

export const tagTooLong = refusal({
  code: "tag-too-long",
  says: (key: string) => ({
    what: "the value of a tag is too long.",
    got: key,
    allowed: "values of at most 256 characters",
    fix: "shorten the value",
  }),
  cause: "Azure stores tag names of 512 and values of 256 characters.",
  cure: "Shorten the tag.",
  example: ["description"],
});

export const unknownRegion = warning({
  says: (region: string, near?: string) => {
    const meant = near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
    return `The region ${JSON.stringify(region)} is on no list of Azure's regions that is known here.${meant} Azure takes one that is newer than the list; \`az account list-locations\` prints those of a subscription.`;
  },
  cause:
    "A warning: the region is on no list of the public cloud, of the national clouds or of the sovereign ones; with a slip in it Azure answers LocationNotAvailableForResourceGroup.",
  cure: "Correct `location`, or ignore the warning if the region is newer than this library.",
  example: ["westeurop", "westeurope"],
});

export const ipRule = refusal({
  code: "ip-rule",
  says: (prop: string, got: string, why: string) => ({
    what: `\`${prop}\` ${why}.`,
    got,
    allowed: 'a public IPv4 address, or a range such as "203.0.113.0/24"',
    fix: `change \`${prop}\` (rule: https://learn.microsoft.com/azure/key-vault/general/network-security); private networks are let in by \`virtualNetworkSubnetIds\` or a private endpoint`,
  }),
  cause: "The firewall of a vault knows public IPv4 addresses and ranges only.",
  cure: "Name the public address; let a private network in by its subnet or a private endpoint.",
  example: [
    "networkRules.ipRules[0]",
    "vpn.example.com",
    "is no address and no range of addresses",
  ],
});
