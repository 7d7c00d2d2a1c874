import type { IConstruct } from "constructs";
import * as errors from "./all-errors";
import { BOUNDS, RULES } from "../../constructs/private/rules";
import { ATTACH_ERRORS_GUIDE } from "./attach-errors-guide";
import { ADDON_ERRORS_GUIDE } from "./addon-errors-guide";
import { CLUSTER_ERRORS_GUIDE } from "./cluster-errors-guide";
import { SERVICE_ERRORS_GUIDE } from "./service-errors-guide";
import { DELIVERY_ERRORS_GUIDE } from "./delivery-errors-guide";
import { POD_ERRORS_GUIDE } from "./pod-errors-guide";
import { PROVIDER_ERRORS_GUIDE } from "./provider-errors-guide";

/** What the page says about an error of the library. */
export interface Guide {
  /** The error as a user may meet it. */
  readonly sample: Error;
  readonly cause: string;
  readonly cure: string;
  /** Whether the work goes on all the same. */
  readonly warning?: true;
  /** Where it is met, if not when the app is synthesized. */
  readonly when?: "plan";
}

const at = (path: string) => ({ node: { path } }) as IConstruct;
const here = at("azure/orders");
const there = at("azure/other");

/** What Terraform prints when a condition fails. */
const condition = (message: string) => new Error(message);

/** What a validation finds: cdktf says where. */
const foundLater = (message: string) => new Error(`[${here.node.path}] ${message}`);

/** Every error of the library. Who adds one to `errors.ts` explains it here. */
export const ERRORS_GUIDE: Record<string, Guide> = {
  missingValue: {
    sample: errors.missingValue(here, "serviceAccountName", "text", "string"),
    cause:
      "A required value was left out, or came from an environment variable that is not set: text made of it would name nothing.",
    cure: "Give the value, and check the variable where the program starts.",
  },
  unknownProperty: {
    sample: errors.unknownProperty(here, {
      struct: "KeyVaultAccessProps",
      path: "",
      unknown: new Map([["networkRule", "networkRules"]]),
      missing: [],
      names: ["networkRules", "name", "location"],
    }),
    cause:
      "TypeScript refuses it when it checks types; `tsx` and JavaScript do not, and the property would have no effect.",
    cure: "Take the name of the list that is meant. A property that is `undefined` passes, and so do those of a class of your own that extends one of the library.",
  },
  wrongType: {
    sample: errors.wrongType(
      here,
      "scope",
      "/subscriptions/11111111-…",
      "an IGrantScope",
      "IGrantScope",
    ),
    cause:
      "JavaScript, and a cast in TypeScript, let anything through; objects refer to objects here, not to ids.",
    cure: "Give a value of the type; `null` is not the same as a value that is left out.",
  },
  templateInText: {
    sample: errors.templateInText(here, 'env["GREETING"]', "Hello ${NAME}", "${"),
    cause: "Terraform's JSON takes `${…}` and `%{…}` in any text as templates.",
    cure: "Write `$${` or `%%{`, or use the attribute of a construct where a reference is meant.",
  },
  invalidName: {
    sample: errors.invalidName(here, "name", "a b!", RULES.identity),
    cause:
      "The provider accepts almost any name at plan, and Azure or Kubernetes refuses it minutes later.",
    cure: "Take a name that follows the rule; [rules.md](rules.md) lists them all.",
  },
  misspeltRoleName: {
    sample: errors.misspeltRoleName(
      here,
      "Key Vault Secret User",
      "Key Vault Secrets User",
      RULES.roleName,
    ),
    cause:
      "The role is one or two characters away from a built-in role of Key Vault, and Azure has no such role.",
    cure: "Take the name of the built-in role; a custom role of a similar name goes by its id.",
  },
  outOfBounds: {
    sample: errors.outOfBounds(here, "tokenExpirationSeconds", 60, BOUNDS.tokenExpirationSeconds),
    cause: "The number is outside of what Azure or Kubernetes takes, or is not a whole one.",
    cure: "Take a number within the bounds; [rules.md](rules.md) lists them all.",
  },
  notOneOf: {
    sample: errors.notOneOf(here, "principalType", "user", ["User", "Group", "ServicePrincipal"]),
    cause: "Azure knows a few values only, and compares them letter by letter.",
    cure: "Take one of the listed values, with its capitals.",
  },
  tooManyTags: {
    sample: errors.tooManyTags(here, 16, BOUNDS.secretTags),
    cause: "Azure stores 50 tags on a resource, and Key Vault 15 on a secret.",
    cure: "Remove tags, or move them from the secret to the vault.",
  },
  tagTooLong: {
    sample: errors.tagTooLong(here, "description"),
    cause: "Azure stores tag names of 512 and values of 256 characters.",
    cure: "Shorten the tag.",
  },
  unknownAtSynth: {
    sample: errors.unknownAtSynth(
      here,
      "namespace",
      "write the namespace itself, or read it from a setting of the app",
    ),
    cause:
      "The text becomes part of a Terraform address, or has to be compared while the app is synthesized, and a reference has no text yet.",
    cure: "Write the text in the program, or read it from an environment variable of the app.",
  },
  nodeResourceGroupTooLong: {
    sample: errors.nodeResourceGroupTooLong(here, `MC_${"group".repeat(15)}_aks_eastus`),
    cause: "AKS joins the names of group, cluster and region to the name of a group of its own.",
    cure: "Set `nodeResourceGroup` on the cluster: it can only be chosen when the cluster is created.",
  },
  tooManyFederations: {
    sample: errors.tooManyFederations(here, 21, 20),
    cause: "A user-assigned identity holds 20 federated identity credentials.",
    cure: "Split the workloads over several identities, each with its own grants, or share a service account.",
  },
  notInPool: {
    sample: errors.notInPool(here, "readers-c", ["readers-a", "readers-b"]),
    cause: "An `IdentityPool` has the identities of its `names`, and this name is none of them.",
    cure: "Add the name to the pool, or name one that it has.",
  },
  tooManyRoleAssignments: {
    sample: errors.tooManyRoleAssignments(here, 4001, 4000),
    cause: "Azure takes 4,000 role assignments in a subscription, and raises that for nobody.",
    cure: "Assign one role at a group of resources instead of many at single ones, assign it to an Entra group, or use several subscriptions: see docs/scale.md.",
  },
  manyRoleAssignments: {
    sample: foundLater(errors.manyRoleAssignments(3600, 4000)),
    warning: true,
    cause:
      "A warning: the program comes near the number of role assignments that a subscription takes.",
    cure: "Leave room for what others assign there, and plan for a second subscription.",
  },
  sameTrustTwice: {
    sample: errors.sameTrustTwice(here, "system:serviceaccount:shop:orders", there),
    cause: "Azure refuses the same issuer and subject twice on one identity.",
    cure: "Use the federated identity that exists for both workloads.",
  },
  sameCredentialNameTwice: {
    sample: errors.sameCredentialNameTwice(here, "orders", there),
    cause:
      "Azure knows a credential of an identity by its name, and the provider refuses the second at apply.",
    cure: "Leave `credentialName` out: the default holds cluster, namespace and service account.",
  },
  sameGrantTwice: {
    sample: errors.sameGrantTwice(here, "Key Vault Secrets User", there),
    cause:
      "Azure has one assignment for each role, scope and principal, and answers `RoleAssignmentExists` to a second.",
    cure: "Use the grant that exists. Two grants with different conditions need one joint condition.",
  },
  oneRoleOnly: {
    sample: errors.oneRoleOnly(here),
    cause: "Both `role` and `roleDefinitionId` were given, or neither.",
    cure: "Keep `role` for a role by its name, or `roleDefinitionId` for one definition of several.",
  },
  secretAlreadyThere: {
    sample: errors.secretAlreadyThere(here, "my-secret", true),
    cause: "A vault has one secret of a name, and the provider refuses to create it a second time.",
    cure: "Add a secret once, and refer to it by `secret(name)` elsewhere.",
  },
  variableAlreadyThere: {
    sample: errors.variableAlreadyThere(here, "my_secret"),
    cause:
      "The value of a secret comes from a Terraform variable of the stack, and its name is taken.",
    cure: "Set `variableName`. Terraform reads it from `TF_VAR_<variableName>`.",
  },
  notConnected: {
    sample: errors.notConnected(here, there, "kubernetes"),
    cause: "Without a provider of its own the object would be created in another cluster.",
    cure: "Call `connect` of the right cluster with the stack first.",
  },
  noContainers: {
    sample: errors.noContainers(here),
    cause: "Kubernetes refuses a pod without containers.",
    cure: "Give the workload a container.",
  },
  sameContainerNameTwice: {
    sample: errors.sameContainerNameTwice(here, "app"),
    cause: "Kubernetes tells the containers of a pod by their names.",
    cure: "Rename one of them.",
  },
  wrongResourceId: {
    sample: errors.wrongResourceId(
      here,
      "id",
      "orders",
      "a user-assigned identity",
      "Microsoft.ManagedIdentity/userAssignedIdentities",
    ),
    cause: "A name, a client id or the id of something else was given instead of a resource id.",
    cure: "Copy the `id` that `az` prints. Its capitals do not matter.",
  },
  attributeNotGiven: {
    sample: errors.attributeNotGiven(here, "principalId", "fromIdentityAttributes"),
    cause: "The import by attributes knows only what it was given, and something needs more.",
    cure: "Give the attribute too, or import by name, which looks everything up.",
  },
  wrongLogin: {
    sample: errors.wrongLogin(here, "certificate", ["kubelogin", "admin"]),
    cause: "The credential that this login takes from the cluster would be empty.",
    cure: "Leave `login` out: the library takes the one that works.",
  },
  localAccountsNeeded: {
    sample: errors.localAccountsNeeded(here),
    cause:
      "Without local accounts and without Entra ID every refresh of the cluster fails with 400.",
    cure: "Set `entra` with a group of administrators, or leave `localAccounts` on.",
  },
  workloadIdentityOff: {
    sample: errors.workloadIdentityOff(here, there),
    cause:
      "The webhook is gone when `workloadIdentity` is off: pods start, and have no token to exchange.",
    cure: "Turn it on, remove the federation, or say that the federations are kept for later.",
  },
  otherServiceAccount: {
    sample: errors.otherServiceAccount(here, there),
    cause: "A pod has one service account; a trust in another one is of no use to it.",
    cure: "Federate the further identity with the service account of the first.",
  },
  namespaceNotOurs: {
    sample: errors.namespaceNotOurs(here, "kube-system"),
    cause: "The namespace exists in every cluster, and creating it again fails.",
    cure: "Leave `createNamespace` out, or take a namespace of your own.",
  },
  otherSubscription: {
    sample: errors.otherSubscription(
      here,
      "id",
      "/subscriptions/11111111-…/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/orders",
      "22222222-…",
    ),
    cause: "The provider takes the subscription from its own settings, not from the id.",
    cure: "Add an aliased AzurermProvider of that subscription, and give it as `provider`.",
  },
  sameClientAndPrincipalId: {
    sample: errors.sameClientAndPrincipalId(here, "11111111-2222-3333-4444-555555555555"),
    cause: "Azure accepts a client id as a principal, and the role then works for nobody.",
    cure: "Pass the client id to the service account and the principal id to roles.",
  },
  oneTargetOnly: {
    sample: errors.oneTargetOnly(here),
    cause: "An access check reads one secret or asks for one token.",
    cure: "Give `secret` or `tokenScope`; make two checks for both.",
  },
  linuxOnly: {
    sample: errors.linuxOnly(here, "the proxy sidecar", "windows"),
    cause: "The proxy sidecar and the access check have Linux images only.",
    cure: "Select Linux nodes, or leave the option out.",
  },
  unknownContainer: {
    sample: errors.unknownContainer(here, "ap", "app"),
    cause:
      "The name is one or two characters away from a container of the workload; the webhook passes over names that it does not find, and injects into what was to be skipped.",
    cure: "Correct the name. Containers that other webhooks add, such as `istio-proxy`, may be named.",
  },
  portTwice: {
    sample: errors.portTwice(here, 8000, "the proxy sidecar"),
    cause: "The containers of a pod share one network, and the proxy sidecar listens in it too.",
    cure: "Change the port of the container, or of the proxy by `proxySidecar.port`.",
  },
  requestAboveLimit: {
    sample: errors.requestAboveLimit(here, 'containers[0].resources.requests["cpu"]', "2", "500m"),
    cause: "Kubernetes refuses a container that is promised more than it may use.",
    cure: "Lower the request, or raise the limit.",
  },
  keyOfLibrary: {
    sample: errors.keyOfLibrary(
      here,
      "annotations",
      "azure.workload.identity/inject-proxy-sidecar",
      "use `proxySidecar`",
    ),
    cause:
      'The library sets the key itself and would overwrite it, or its checks would not see it: to the webhook even `inject-proxy-sidecar: "false"` is on.',
    cure: "Use the prop that stands for the key, or remove it.",
  },
  annotationsTooLong: {
    sample: errors.annotationsTooLong(here, 300_000, 262_144),
    cause: "Kubernetes takes 256 KiB of annotations on an object.",
    cure: "Move what is long to a config map.",
  },
  roleIsId: {
    sample: errors.roleIsId(here, "7f951dda-4ed3-4680-a7ca-43fe172d538d", "AcrPull"),
    cause: "Roles go by their names in `role`, and by whole ids in `roleDefinitionId`.",
    cure: "Write the name; for a custom role give the whole id of its definition.",
  },
  cosmosRole: {
    sample: errors.cosmosRole(here, "Cosmos DB Built-in Data Reader"),
    cause: "Cosmos DB keeps its data roles apart from Azure RBAC, which does not know them.",
    cure: "Let `CosmosDbAccess` assign it; [services.md](services.md#cosmos-db) shows how.",
  },
  grantCircle: {
    sample: errors.grantCircle(here, "data", "platform"),
    cause:
      "A stack that refers to another one is deployed after it, and the assignment refers to the grantee and to the scope.",
    cure: "Define the assignment in a stack that comes after both, by `within`.",
  },
  waitCircle: {
    sample: errors.waitCircle(here, there),
    cause:
      "A workload waits for every role of its identity in the stack, those granted later in the program included. One of these roles is at something that itself comes after the workload, so that each waits for the other.",
    cure: "Make what comes after the workload in a stack that is deployed later, or give the role there to an identity of its own.",
  },
  existingGrantId: {
    sample: errors.existingGrantId(here),
    cause: "`existing: true` creates nothing, and so knows no id.",
    cure: "Use what does not need the id, or let the program make the assignment.",
  },
  sameThingTwice: {
    sample: errors.sameThingTwice(here, "resource group", "Shop", there),
    cause:
      "Azure and Kubernetes take a name once in its place, and Azure does not tell capitals apart.",
    cure: "Use the construct that is there, or another name.",
  },
  stacksRefused: {
    sample: errors.stacksRefused(here, [errors.oneRoleOnly(here).message]),
    cause:
      "`Synthesis.allOrNothing` shows what is wrong in all stacks at once, and writes none of them.",
    cure: "Correct each of the mistakes; each has its own code.",
  },
  hclOutput: {
    sample: errors.hclOutput(here),
    cause:
      "What cdktf writes as HCL lacks labels, accounts, import blocks, checks and triggers, and Terraform applies the rest.",
    cure: "Let cdktf write JSON. Terraform and OpenTofu read both alike.",
  },
  stackNotConnected: {
    sample: foundLater(
      errors.stackNotConnected("kubernetes_service_account_v1", "azure/orders/Default", there),
    ),
    cause:
      "Without a provider Terraform would look for a cluster in the environment of whoever runs it.",
    cure: "Call `connect` of the cluster with each stack that has objects of it.",
  },
  providerMissing: {
    sample: foundLater(errors.providerMissing("time_sleep", "azure/orders/federations", "time")),
    cause: "A stack declares its providers itself, the one that waits among them.",
    cure: "Add the provider to the stack. An `AzapiProvider` has the code `azapi-missing`.",
  },
  stackCircle: {
    sample: errors.stackCircle(
      here,
      "apps after azure, by apps/orders/reader-on-vault/Default; azure after apps, by azure/alert",
      'name a construct of the stack "azure" as `within` of the grant at "apps/orders/reader-on-vault"',
    ),
    cause:
      "Each stack is written with things of the next. A role is by itself assigned in the stack of the grantee, which may have to come before that of the scope.",
    cure: "Let the grant stand in the later stack by `within`; other resources have to move.",
  },
  ipRule: {
    sample: errors.ipRule(
      here,
      "networkRules.ipRules[0]",
      "vpn.example.com",
      "is no address and no range of addresses",
    ),
    cause: "The firewall of a vault knows public IPv4 addresses and ranges only.",
    cure: "Name the public address; let a private network in by its subnet or a private endpoint.",
  },
  literalSecretValue: {
    sample: errors.literalSecretValue(here),
    cause: "The text would be in the synthesized JSON, in the plan and in the repository.",
    cure: "Leave `value` out: the secret then has a sensitive and ephemeral Terraform variable.",
  },
  referenceAsDefault: {
    sample: errors.referenceAsDefault(here),
    cause: "Terraform would take the reference for text, and write `${…}` into the vault.",
    cure: "Give the reference as `value`, which goes into the write-only argument.",
  },
  valueOnly: {
    sample: errors.valueOnly(here, "unsafeDefaultValue"),
    cause: "A secret with a `value` has no variable that could have a name or a default.",
    cure: "Keep `value`, or keep the variable.",
  },
  reservedTerraformName: {
    sample: errors.reservedTerraformName(here, "count"),
    cause: "Terraform uses the name in module blocks.",
    cure: "Take another name.",
  },
  namespaceNotCreated: {
    sample: errors.namespaceNotCreated(here),
    cause: "The labels would be dropped without a word.",
    cure: "Create the namespace here, or label it where it is made.",
  },
  otherNamespaceLabels: {
    sample: errors.otherNamespaceLabels(here, "shop"),
    cause: "A namespace is created once, and two accounts ask for different labels.",
    cure: "Give the same labels, best from one constant.",
  },
  kubeloginUnused: {
    sample: errors.kubeloginUnused(here, "certificate"),
    cause: "The options would be dropped without a word.",
    cure: "Remove them, or choose the login `KUBELOGIN`.",
  },
  connectedOtherwise: {
    sample: errors.connectedOtherwise(here, "workloads"),
    cause:
      "A stack has one provider for a cluster; the options of the second call would be ignored.",
    cure: "Give the options where the stack is connected first.",
  },
  nodesInOwnGroup: {
    sample: errors.nodesInOwnGroup(here, "rg"),
    cause: "AKS creates the node resource group, and refuses one that exists.",
    cure: "Leave the prop out.",
  },
  issuerWithoutSlash: {
    sample: errors.issuerWithoutSlash(here, "https://eastus.oic.prod-aks.azure.com/t/u"),
    cause: "Entra compares the issuer letter by letter, and AKS ends it in a slash.",
    cure: "Copy the URL as Azure prints it.",
  },
  labelOnAccount: {
    sample: errors.labelOnAccount(here, "azure.workload.identity/use"),
    cause: "The label was put on service accounts before version 1.0 of the webhook.",
    cure: "Remove it; without it on the pod nothing is injected, and workloads have it there.",
  },
  reservedVariable: {
    sample: errors.reservedVariable(here, "AZURE_CLIENT_ID", ["AZURE_CLIENT_ID"]),
    cause: "The webhook never overwrites a variable, so that the pod would use the value set here.",
    cure: "Remove the variable; give a further identity's client id a name of your own.",
  },
  unfitSecretValue: {
    sample: errors.unfitSecretValue(here, 30_000),
    cause: "Key Vault stores 25 kB in a secret, and drops line breaks.",
    cure: "Shorten or encode the value. It is never shown.",
  },
  createBeforeDestroy: {
    sample: foundLater(errors.createBeforeDestroy()),
    cause: "Azure refuses a second credential of the same issuer and subject.",
    cure: "Let the old credential go first, as Terraform does by default.",
  },
  accountOfTwoIdentities: {
    sample: foundLater(errors.accountOfTwoIdentities("shop/orders", there)),
    cause:
      "A service account has one client id in its annotations; the last one written would win.",
    cure: "Make one account, and give it the other identity in `additionalIdentities`.",
  },
  namespaceNotMade: {
    sample: foundLater(errors.namespaceNotMade("shop", at("azure/cluster"))),
    cause:
      "A new cluster has the namespaces of Kubernetes and AKS alone. The API server refuses an account in another one, minutes into the apply, when the cluster is there.",
    cure: "Let one account of the namespace set `createNamespace: true`, or make the namespace in a stack of the program. `createNamespace: false` says that somebody else makes it.",
  },
  namespaceMadeLater: {
    sample: foundLater(errors.namespaceMadeLater("shop", at("later/namespace"), "later")),
    cause:
      "The stack of the namespace comes after that of the account, by a dependency or a reference: the account is made first, and the API server refuses it.",
    cure: "Make the namespace in the stack of the account, by `createNamespace: true`, or in one that comes before it.",
  },
  namespaceUnread: {
    sample: foundLater(errors.namespaceUnread("shop", at("azure/cluster"), [at("azure/release")])),
    warning: true,
    cause:
      "A new cluster has no such namespace. A chart, a module, a resource of another provider or an aspect may make it; the library cannot read that.",
    cure: "Say who makes it: `createNamespace: true` or `false`.",
  },
  namespaceTwice: {
    sample: foundLater(errors.namespaceTwice("shop", there)),
    cause: "Kubernetes answers that the namespace exists, at apply.",
    cure: "Keep one of the two. An account comes after a namespace that its stack makes.",
  },
  secretNotGranted: {
    sample: foundLater(errors.secretNotGranted("db-password", there)),
    cause: "The pods would start, and be refused with 403 ForbiddenByRbac when they read.",
    cure: "Grant the identity the secret or its vault.",
  },
  ...CLUSTER_ERRORS_GUIDE,
  ...ATTACH_ERRORS_GUIDE,
  ...SERVICE_ERRORS_GUIDE,
  ...PROVIDER_ERRORS_GUIDE,
  ...ADDON_ERRORS_GUIDE,
  ...DELIVERY_ERRORS_GUIDE,
  ...POD_ERRORS_GUIDE,
  otherAudience: {
    sample: foundLater(errors.otherAudience("api://AzureADTokenExchangeUSGov")),
    warning: true,
    cause: "A warning: the webhook asks for tokens of the default audience in every cloud.",
    cure: "Leave `audience` out, unless the application asks for its tokens itself.",
  },
  unknownRegion: {
    sample: foundLater(errors.unknownRegion("westeurop", "westeurope")),
    warning: true,
    cause:
      "A warning: the region is on no list of the public cloud, of the national clouds or of the sovereign ones; with a slip in it Azure answers LocationNotAvailableForResourceGroup.",
    cure: "Correct `location`, or ignore the warning if the region is newer than this library.",
  },
  regionWithoutFederation: {
    sample: foundLater(errors.regionWithoutFederation("malaysiasouth")),
    warning: true,
    cause: "A warning: the region is on Microsoft's list of those without federated credentials.",
    cure: "Set `location` of the identity to another region, or ignore the warning if the list is old.",
  },
  vaultUnreachable: {
    sample: foundLater(errors.vaultUnreachable("db-password")),
    warning: true,
    cause: "A warning: the network rules of the vault let nobody in from the Internet.",
    cure: "Run Terraform in the network of a private endpoint, or name its address in `ipRules`.",
  },
  systemNamespace: {
    sample: foundLater(errors.systemNamespace("kube-system")),
    warning: true,
    cause: "A warning: AKS keeps admission webhooks away from its own namespaces.",
    cure: "Use a namespace of your own, or say with `usedBy` that an add-on uses the trust.",
  },
  unusedFederation: {
    sample: foundLater(errors.unusedFederation("shop/orders")),
    warning: true,
    cause: "A warning: the trust exists, and nothing of this app uses it.",
    cure: "Create the service account here, or say with `usedBy` that Helm, GitOps or an add-on does.",
  },
  certificateLogin: {
    sample: condition(errors.certificateLogin("aks")),
    when: "plan",
    cause: "The stack is connected by certificate to a cluster whose users log in by Entra ID.",
    cure: "Connect with `login: ClusterLogin.KUBELOGIN`, or `ADMIN` while local accounts are on.",
  },
  noAdminLogin: {
    sample: condition(errors.noAdminLogin("aks")),
    when: "plan",
    cause: "There is an admin kubeconfig only with Entra ID, and only while local accounts are on.",
    cure: "Connect with the login that the cluster has.",
  },
  otherIssuer: {
    sample: condition(errors.otherIssuer("aks", "https://eastus.oic.prod-aks.azure.com/t/u/")),
    when: "plan",
    cause:
      "The cluster was created anew: its issuer URL has another UUID, and its tokens match no credential.",
    cure: "Give `fromClusterAttributes` the URL that `az aks show` prints now.",
  },
  issuerOff: {
    sample: condition(errors.issuerOff("aks", "rg")),
    when: "plan",
    cause: "The cluster exists, and was created without the OIDC issuer.",
    cure: "Run the command, or use `WorkloadIdentityCluster.enableOn` instead of `fromClusterName`.",
  },
  noIssuerUrl: {
    sample: condition(errors.noIssuerUrl("aks")),
    when: "plan",
    cause: "Azure reports the issuer as on and gives no URL, until the cluster is reconciled.",
    cure: "Run the command, then plan again.",
  },
  accessPolicies: {
    sample: condition(errors.accessPolicies("orders", "rg")),
    when: "plan",
    cause: "The vault exists, and was created with access policies instead of Azure RBAC.",
    cure: "Run the command. Whoever had access by a policy needs a role first.",
  },
  purgeableVault: {
    sample: condition(errors.purgeableVault("orders", "rg")),
    when: "plan",
    warning: true,
    cause: "A warning: who deletes the vault can destroy its secrets for good at once.",
    cure: "Run the command. Purge protection cannot be turned off again.",
  },
};
