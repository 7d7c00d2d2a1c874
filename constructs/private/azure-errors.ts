import type { IConstruct } from "constructs";
import { mistake } from "./mistake";
import type { Bound, Rule } from "./rules";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about values of Azure that several rooms take.

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

export function roleIsId(at: IConstruct, got: string, name?: string): WorkloadIdentityError {
  return mistake(at, {
    code: "role-is-id",
    what: "`role` is the id of a role definition, and not the name of a role.",
    got,
    allowed: "the name of an Azure role",
    fix: name
      ? `change \`role\` to ${JSON.stringify(name)}`
      : "give `roleDefinitionId` instead: /subscriptions/<subscription id>/providers/Microsoft.Authorization/roleDefinitions/<GUID>",
  });
}

export function cosmosRole(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "cosmos-role",
    what: "this is a data role of Cosmos DB, and no role of Azure RBAC.",
    got,
    allowed: "roles of Azure RBAC",
    fix: "use `grantRead` or `grantWrite` of a `CosmosDbAccess`",
  });
}

export function existingGrantId(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "existing-grant-id",
    what: "the role assignment exists already, and nobody gave its id.",
    allowed: "the `id` of assignments that the program makes",
    fix: "leave `existing` out, or do without the id",
  });
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

export function otherSubscription(
  at: IConstruct,
  prop: string,
  got: string,
  own: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "other-subscription",
    what: `\`${prop}\` is in another subscription than the azurerm provider, which would look for it in its own.`,
    got,
    allowed: `an id below /subscriptions/${own}`,
    fix: "give `provider` an aliased AzurermProvider of that subscription",
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

export function unknownRegion(region: string, near?: string): string {
  const meant = near === undefined ? "" : ` Did you mean ${JSON.stringify(near)}?`;
  return `The region ${JSON.stringify(region)} is on no list of Azure's regions that is known here.${meant} Azure takes one that is newer than the list; \`az account list-locations\` prints those of a subscription.`;
}

export function ipRule(
  at: IConstruct,
  prop: string,
  got: string,
  why: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "ip-rule",
    what: `\`${prop}\` ${why}.`,
    got,
    allowed: 'a public IPv4 address, or a range such as "203.0.113.0/24"',
    fix: `change \`${prop}\` (rule: https://learn.microsoft.com/azure/key-vault/general/network-security); private networks are let in by \`virtualNetworkSubnetIds\` or a private endpoint`,
  });
}
