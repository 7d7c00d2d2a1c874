import type { IConstruct } from "constructs";
import { inWords, mistake } from "./mistake";
import type { Bound, Rule } from "./rules";
import { WorkloadIdentityError } from "./workload-identity-error";

// All messages of the library. Each says where (construct path), what is wrong, the value got, what is
// allowed, the fix and the code. No value of a secret ever reaches this file.
export * from "./attach-errors";
export * from "./addon-errors";
export * from "./cluster-errors";
export * from "./service-errors";
export * from "./delivery-errors";
export * from "./pod-errors";

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

export function nodeResourceGroupTooLong(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "node-resource-group-too-long",
    what: "the name that AKS gives the node resource group is too long.",
    got,
    allowed: "80 characters for MC_<resource group>_<cluster>_<region>",
    fix: "shorten the cluster's or the group's name, or set `nodeResourceGroup`",
  });
}

export function tooManyFederations(
  at: IConstruct,
  got: number,
  max: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "too-many-federations",
    what: "this identity has more federated identity credentials than Azure allows.",
    got,
    allowed: `${max} per user-assigned identity, counted over all clusters, namespaces and service accounts`,
    fix: "use another ManagedIdentity for some of them, or an IdentityPool where all may do the same, or let several deployments share one service account",
  });
}

export function notInPool(
  at: IConstruct,
  got: string | undefined,
  names: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "not-in-pool",
    what:
      got === undefined
        ? "a pool needs the name of at least one identity."
        : "the pool has no identity of this name.",
    got: got ?? names,
    ...(names.length > 0 && { allowed: names.join(", ") }),
    fix: "name it among the `names` of the pool",
  });
}

export function tooManyRoleAssignments(
  at: IConstruct,
  got: number,
  max: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "too-many-role-assignments",
    what: "the program assigns more roles in this subscription than Azure takes (RoleAssignmentLimitExceeded).",
    got,
    allowed: `${max} per subscription, those that others made included; Azure raises it for nobody`,
    fix: "assign one role at a resource group instead of many at its resources, give it to a group, or spread the teams over subscriptions",
  });
}

export function manyRoleAssignments(got: number, max: number): string {
  return `The program assigns ${got} roles or more in one subscription, as far as it says which. Azure takes ${max}, those that others made included, and raises that for nobody.`;
}

export function sameTrustTwice(
  at: IConstruct,
  subject: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-trust-twice",
    what: "this identity already trusts that service account of that cluster.",
    got: subject,
    allowed: "each issuer and subject once per identity",
    fix: `use the federated identity at "${other.node.path}" instead of a second one`,
  });
}

export function sameCredentialNameTwice(
  at: IConstruct,
  name: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-credential-name-twice",
    what: "another federated identity credential of this identity has the same name.",
    got: name,
    allowed: "each name once per identity",
    fix: `set \`credentialName\` here or at "${other.node.path}"`,
  });
}

export function sameGrantTwice(
  at: IConstruct,
  role: string,
  other: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "same-grant-twice",
    what: "the grantee already has this role at this scope, by another grant.",
    got: role,
    allowed: "one assignment for each role, scope and principal",
    fix: `use the grant at "${other.node.path}", and give it the condition and description that you need`,
  });
}

export function oneRoleOnly(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "one-role-only",
    what: "a grant needs exactly one of `role` and `roleDefinitionId`.",
    allowed: "one of the two",
    fix: "name a role by its name, or give the id of its definition",
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

export function grantCircle(at: IConstruct, later: string, home: string): WorkloadIdentityError {
  return mistake(at, {
    code: "grant-circle",
    what: `the assignment would stand in the stack "${home}", which has to come before "${later}", and refer to things of "${later}".`,
    got: home,
    allowed: "a stack that comes after those of the grantee and of the scope",
    fix: "name a construct of such a stack as `within`",
  });
}

export function waitCircle(at: IConstruct, awaited: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "wait-circle",
    what: "it is made after something that waits for it: a workload comes after the trust and all roles of its identity.",
    got: awaited.node.path,
    allowed: "roles at what does not come after a workload of the same identity",
    fix: "make what comes after the workload in a later stack, or give the role there to another identity",
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

export function secretAlreadyThere(
  at: IConstruct,
  name: string,
  written: boolean,
): WorkloadIdentityError {
  return mistake(at, {
    code: "secret-already-there",
    what: written
      ? "the vault already has a secret of this name."
      : "`secret(name)` came before `addSecret(name)`, and represents a secret that exists.",
    got: name,
    allowed: "each secret name once per vault",
    fix: written
      ? `use \`secret(${JSON.stringify(name)})\` for the one that was added`
      : "call `addSecret` first",
  });
}

export function variableAlreadyThere(at: IConstruct, name: string): WorkloadIdentityError {
  return mistake(at, {
    code: "variable-already-there",
    what: "the stack already has something by the name of the Terraform variable for this secret.",
    got: name,
    allowed: "a variable of its own for each secret",
    fix: "set `variableName` to another name",
  });
}

export function notConnected(
  at: IConstruct,
  cluster: IConstruct,
  stack: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "not-connected",
    what: `the stack "${stack}" has connections to other clusters, but none to this one's.`,
    got: cluster.node.path,
    allowed: "a Kubernetes provider for each cluster whose objects the stack holds",
    fix: "call `connect(...)` of that cluster with this stack before creating its Kubernetes objects",
  });
}

export function oneTargetOnly(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "one-target-only",
    what: "an access check needs exactly one of `secret` and `tokenScope`.",
    allowed: "one of the two",
    fix: "give the secret that it reads, or the scope of the token that it asks for",
  });
}

export function linuxOnly(at: IConstruct, what: string, selector: string): WorkloadIdentityError {
  return mistake(at, {
    code: "linux-only",
    what: `${what} runs on Linux nodes only.`,
    got: selector,
    allowed: '"kubernetes.io/os": "linux"',
    fix: "change `nodeSelector`",
  });
}

export function unknownContainer(at: IConstruct, got: string, near: string): WorkloadIdentityError {
  return mistake(at, {
    code: "unknown-container",
    what: "`skipContainers` names a container that the workload does not have.",
    got,
    allowed: "containers of the workload, and those that other webhooks add",
    fix: `change it to ${JSON.stringify(near)}; the webhook would pass over the name`,
  });
}

export function portTwice(at: IConstruct, got: number, other: string): WorkloadIdentityError {
  return mistake(at, {
    code: "port-twice",
    what: `${other} listens on this port already, and the containers of a pod share one network.`,
    got,
    allowed: "each port once per pod",
    fix: "change the port of one of them",
  });
}

export function requestAboveLimit(
  at: IConstruct,
  prop: string,
  got: string,
  limit: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "request-above-limit",
    what: `\`${prop}\` is more than the limit of the same resource.`,
    got,
    allowed: `at most ${JSON.stringify(limit)}`,
    fix: "lower the request, or raise the limit",
  });
}

export function keyOfLibrary(
  at: IConstruct,
  prop: string,
  got: string,
  fix: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "key-of-library",
    what: `this key of \`${prop}\` is set by the library, and would be overwritten or pass by its checks.`,
    got,
    allowed: "any other key",
    fix,
  });
}

export function annotationsTooLong(
  at: IConstruct,
  got: number,
  max: number,
): WorkloadIdentityError {
  return mistake(at, {
    code: "annotations-too-long",
    what: "the annotations are longer than Kubernetes takes.",
    got: `${got} characters`,
    allowed: `${max} characters in all keys and values`,
    fix: "move some of it to a config map",
  });
}

export function noContainers(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "no-containers",
    what: "a workload needs at least one container.",
    got: [],
    allowed: "one or more containers",
    fix: "add one to `containers`",
  });
}

export function sameContainerNameTwice(at: IConstruct, name: string): WorkloadIdentityError {
  return mistake(at, {
    code: "same-container-name-twice",
    what: "two containers of a workload have the same name.",
    got: name,
    allowed: "each name once per workload",
    fix: "rename one of them",
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

const LOGIN_REASONS: Record<string, string> = {
  certificate: "with Microsoft Entra ID the user's kubeconfig holds no certificate",
  admin:
    "there is an admin kubeconfig only with Microsoft Entra ID, and only while local accounts are on",
  kubelogin: "without Microsoft Entra ID the API server takes no tokens of it",
};

export function wrongLogin(
  at: IConstruct,
  got: string,
  allowed: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "wrong-login",
    what: `the cluster does not allow this \`login\`: ${LOGIN_REASONS[got]}.`,
    got,
    allowed: allowed.map((login) => JSON.stringify(login)).join(", "),
    fix: "leave `login` out, or change `entra` and `localAccounts` of the cluster",
  });
}

export function kubeloginUnused(at: IConstruct, login: string): WorkloadIdentityError {
  return mistake(at, {
    code: "kubelogin-unused",
    what: "`kubelogin` is of no use with this login.",
    got: login,
    allowed: "`kubelogin` only with the login KUBELOGIN",
    fix: "remove `kubelogin`, or log in by KUBELOGIN where the cluster has Entra ID",
  });
}

export function connectedOtherwise(at: IConstruct, stack: string): WorkloadIdentityError {
  return mistake(at, {
    code: "connected-otherwise",
    what: `the stack "${stack}" is connected to this cluster already, with other options.`,
    got: stack,
    allowed: "one connection for each stack and cluster",
    fix: "give the options at the first call, and none at the later ones",
  });
}

export function nodesInOwnGroup(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "nodes-in-own-group",
    what: "`nodeResourceGroup` is the group of the cluster itself; AKS makes a group of its own for the nodes.",
    got,
    allowed: "the name of a group that does not exist",
    fix: "leave `nodeResourceGroup` out, or change it",
  });
}

export function azapiMissing(): string {
  return inWords({
    code: "azapi-missing",
    what: "the stack has no azapi provider, with which the cluster is changed.",
    allowed: "an `AzapiProvider` in the stack",
    fix: 'add `new AzapiProvider(stack, "azapi")`',
  });
}

export function localAccountsNeeded(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "local-accounts-needed",
    what: "`localAccounts` is off, and nobody could log in: the cluster could not even be read.",
    got: false,
    allowed: "false only together with `entra`",
    fix: "set `entra`, or leave local accounts on",
  });
}

export function workloadIdentityOff(at: IConstruct, cluster: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "workload-identity-off",
    what: "workload identity of the cluster is off, and no new pod of this service account would get a token.",
    got: cluster.node.path,
    allowed: "federations only where `workloadIdentity` is on",
    fix: "remove the federation and its workloads, or say `keepFederations: true` at the cluster to keep them for later",
  });
}

export function otherServiceAccount(at: IConstruct, other: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "other-service-account",
    what: "a further identity is trusted for another service account, namespace or cluster.",
    got: other.node.path,
    allowed: "federations of the same cluster, namespace and service account",
    fix: "federate the further identity with the same `serviceAccountName` and `namespace`",
  });
}

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

export function sameClientAndPrincipalId(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "same-client-and-principal-id",
    what: "`principalId` is the same as `clientId`; an identity has two different ones.",
    got,
    allowed: "the GUID that `az identity show --query principalId` prints",
    fix: "change `principalId`; Azure accepts a client id there, and the role works for nobody",
  });
}

export function reservedVariable(
  at: IConstruct,
  got: string,
  reserved: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "reserved-variable",
    what: "the webhook sets this environment variable, and leaves alone one that is set already.",
    got,
    allowed: `any name but ${reserved.join(", ")}`,
    fix: "remove it, or use a name of your own, such as OTHER_CLIENT_ID for a further identity",
  });
}

/** Says the length only: the value is on its way to a secret. */
export function unfitSecretValue(at: IConstruct, length: number): WorkloadIdentityError {
  return mistake(at, {
    code: "unfit-secret-value",
    what: "`unsafeDefaultValue` is not a value that Key Vault keeps as it is.",
    got: `${length} characters`,
    allowed: "1 to 25,000 characters without line breaks",
    fix: "shorten it, or encode it",
  });
}

export function literalSecretValue(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "literal-secret-value",
    what: "`value` is text, which would stand in the synthesized JSON for all to read.",
    allowed: "a reference, such as an attribute of another resource",
    fix: "leave `value` out and give the text as the Terraform variable of the secret",
  });
}

export function referenceAsDefault(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "reference-as-default",
    what: "`unsafeDefaultValue` is a reference, and Terraform takes none as the default of a variable.",
    allowed: "text for a demonstration",
    fix: "give the reference as `value`",
  });
}

export function valueOnly(at: IConstruct, prop: string): WorkloadIdentityError {
  return mistake(at, {
    code: "value-only",
    what: `\`${prop}\` is of no use beside \`value\`: the secret then has no Terraform variable.`,
    allowed: "one of the two",
    fix: `remove \`${prop}\``,
  });
}

export function reservedTerraformName(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "reserved-terraform-name",
    what: "Terraform keeps this name for itself, and refuses a variable of it.",
    got,
    allowed:
      "any name but source, version, providers, count, for_each, lifecycle, depends_on and locals",
    fix: "change `variableName`",
  });
}

export function createBeforeDestroy(): string {
  return inWords({
    code: "create-before-destroy",
    what: "a federated identity credential cannot be created before the one that it replaces is destroyed.",
    got: "lifecycle.createBeforeDestroy",
    allowed: "each issuer and subject once per identity",
    fix: "remove `createBeforeDestroy` from the credential",
  });
}

export function accountOfTwoIdentities(account: string, other: IConstruct): string {
  return inWords({
    code: "account-of-two-identities",
    what: "two constructs represent one service account, with different identities.",
    got: account,
    allowed: "one identity in the annotations of a service account",
    fix: `use the account at "${other.node.path}", with this identity among its \`additionalIdentities\``,
  });
}

export function secretNotGranted(secret: string, identity: IConstruct): string {
  return inWords({
    code: "secret-not-granted",
    what: "the identity has no role that reads this secret.",
    got: secret,
    allowed: `a secret that "${identity.node.path}" was granted`,
    fix: "call `grantRead` of the secret or `grantSecretsRead` of its vault with the identity",
  });
}

export function otherAudience(got: string): string {
  return `The audience ${JSON.stringify(got)} is not the one of workload identity, which is api://AzureADTokenExchange in every Azure cloud. Tokens of pods are refused with AADSTS700212 unless the application asks for it.`;
}

export function regionWithoutFederation(region: string): string {
  return `Identities in ${region} take no federated credentials, as far as is known: Azure answers 405 "Support for federated identity credentials not enabled". Create the identity in another region; the cluster may stay where it is.`;
}

export function vaultUnreachable(secret: string): string {
  return `The vault lets nobody in from the Internet, and Terraform is to write the secret ${secret}: Azure answers ForbiddenByFirewall or ForbiddenByConnection unless Terraform runs in a network with a private endpoint of the vault. Name the address of whatever runs Terraform in \`networkRules.ipRules\` otherwise.`;
}

export function systemNamespace(namespace: string): string {
  return `The namespace ${namespace} belongs to Kubernetes or AKS. AKS keeps admission webhooks away from such namespaces, and pods there may get no token. Set \`usedBy\` to TrustUse.EXTERNAL where an add-on runs there.`;
}

export function unusedFederation(subject: string): string {
  return `No service account of this app uses the trust in ${subject}, although the app is connected to the cluster. Create a WorkloadServiceAccount with it, or set \`usedBy\` to TrustUse.EXTERNAL if somebody else makes the account.`;
}

export function issuerWithoutSlash(at: IConstruct, got: string): WorkloadIdentityError {
  return mistake(at, {
    code: "issuer-without-slash",
    what: "`oidcIssuerUrl` lacks the trailing slash that AKS gives it; tokens would be refused with AADSTS700211.",
    got,
    allowed:
      "the issuer URL verbatim, as `az aks show --query oidcIssuerProfile.issuerUrl` prints it",
    fix: `change \`oidcIssuerUrl\` to "${got}/"`,
  });
}

export function labelOnAccount(at: IConstruct, label: string): WorkloadIdentityError {
  return mistake(at, {
    code: "label-on-account",
    what: "the webhook looks for this label on pods, and takes no notice of it on a service account.",
    got: label,
    allowed: "any other label",
    fix: "remove it; the workloads of this library put it on their pods",
  });
}

// What Terraform shows when a condition fails at plan or apply.

export function certificateLogin(cluster: string): string {
  return `The AKS cluster ${cluster} logs in by Microsoft Entra ID, and its kubeconfig holds no certificate. Connect with the login ADMIN or KUBELOGIN.`;
}

export function noAdminLogin(cluster: string): string {
  return `The AKS cluster ${cluster} has no admin kubeconfig: it has no Microsoft Entra ID, or its local accounts are off. Connect with the login CERTIFICATE or KUBELOGIN.`;
}

export function otherIssuer(cluster: string, issuer: string): string {
  return `The AKS cluster ${cluster} has another OIDC issuer than ${issuer}, for which its pods are trusted. Was it created anew?`;
}

export function issuerOff(cluster: string, resourceGroup: string): string {
  return `The OIDC issuer of the AKS cluster ${cluster} is off, and no pod of it can become an Azure identity. Turn it on with: az aks update --name ${cluster} --resource-group ${resourceGroup} --enable-oidc-issuer --enable-workload-identity`;
}

export function noIssuerUrl(cluster: string): string {
  return `The AKS cluster ${cluster} has no OIDC issuer URL. A credential without issuer is refused by Azure. Reconcile the cluster with: az aks update --name ${cluster}`;
}

export function accessPolicies(vault: string, resourceGroup: string): string {
  return `The Key Vault ${vault} gives access by access policies, and role assignments on it have no effect. Turn Azure RBAC on with: az keyvault update --name ${vault} --resource-group ${resourceGroup} --enable-rbac-authorization`;
}

export function purgeableVault(vault: string, resourceGroup: string): string {
  return `The Key Vault ${vault} is not protected against purging. Turn it on with: az keyvault update --name ${vault} --resource-group ${resourceGroup} --enable-purge-protection`;
}
