import { bool, cleanEnv, makeValidator, str } from "envalid";
import { PodSecurity } from "../constructs";
import { normalizeLocation } from "../constructs/private/names";
import { BOUNDS, follows, type Rule, RULES, within } from "../constructs/private/rules";
import { unknownVariables } from "./variables";

const STORAGE_ACCOUNT: Rule = {
  noun: "storage account name",
  pattern: /^[a-z0-9]{3,24}$/,
  allowed: "3 to 24 lower-case letters or digits",
  source: RULES.cluster.source,
};
const CONTAINER: Rule = {
  noun: "blob container name",
  pattern: /^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$/,
  allowed: '3 to 63 lower-case letters, digits or single "-", first and last a letter or digit',
  source: RULES.cluster.source,
};
const STATE_PREFIX: Rule = {
  noun: "prefix for the names of states",
  pattern: /^[-_a-zA-Z0-9]{1,80}$/,
  allowed: '1 to 80 letters, digits, "_" or "-"',
  source: "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/creating",
};
const ORGANIZATION: Rule = {
  noun: "HCP Terraform organization",
  pattern: /^[-_a-zA-Z0-9]{3,40}$/,
  allowed: '3 to 40 letters, digits, "_" or "-"',
  source:
    "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/organizations",
};
const HOSTNAME: Rule = {
  noun: "host name",
  pattern: /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?(:[0-9]{1,5})?$/i,
  allowed: "a host name, if need be with a port, without scheme or path",
  source: "https://developer.hashicorp.com/terraform/cli/cloud/settings",
};

/** A text that follows a rule. */
const text = (rule: Rule) =>
  makeValidator<string>((input) => {
    if (!follows(rule, input)) throw new Error(`not a valid ${rule.noun}: ${rule.allowed}`);
    return input;
  });

const region = makeValidator<string>((input) =>
  text(RULES.location)()._parse(normalizeLocation(input)),
);

/** Azure Pipelines writes `True` and `False`. */
const flag = makeValidator<boolean>((input) => {
  try {
    return bool()._parse(String(input).toLowerCase());
  } catch {
    throw new Error("neither true nor false");
  }
});

const secretVersion = makeValidator<number>((input) => {
  if (!/^[1-9][0-9]*$/.test(input) || !within(BOUNDS.secretVersion, Number(input)))
    throw new Error("not a valid secret version: a whole number from 1");
  return Number(input);
});

/** By which choices of `BACKEND` the others are read. */
export const READ_BY_BACKEND = {
  BACKEND_PREFIX: ["azurerm", "remote"],
  BACKEND_STORAGE_ACCOUNT: ["azurerm"],
  BACKEND_CONTAINER: ["azurerm"],
  TF_CLOUD_ORGANIZATION: ["remote"],
  TF_CLOUD_HOSTNAME: ["remote"],
} as const;

/** Every setting with its rule and its default. The group of the vault is by default that of the rest. */
const specsOf = (RESOURCE_GROUP = "myResourceGroup") => ({
  SUBSCRIPTION: text(RULES.subscriptionId)({ default: undefined }),
  RESOURCE_GROUP: text(RULES.resourceGroup)({ default: "myResourceGroup" }),
  LOCATION: region({ default: "eastus" }),
  CLUSTER_NAME: text(RULES.cluster)({ default: "myAKSCluster" }),
  SERVICE_ACCOUNT_NAMESPACE: text(RULES.namespace)({ default: "default" }),
  SERVICE_ACCOUNT_NAME: text(RULES.serviceAccount)({ default: "workload-identity-sa" }),
  USER_ASSIGNED_IDENTITY_NAME: text(RULES.identity)({ default: "myIdentity" }),
  FEDERATED_IDENTITY_CREDENTIAL_NAME: text(RULES.credential)({ default: "myFedIdentity" }),
  KEYVAULT_RESOURCE_GROUP: text(RULES.resourceGroup)({
    default: RESOURCE_GROUP,
  }),
  KEYVAULT_NAME: text(RULES.vault)({
    default: undefined,
    requiredWhen: ({ EXISTING_KEYVAULT }) => EXISTING_KEYVAULT === true,
    desc: "EXISTING_KEYVAULT=true needs it",
  }),
  KEYVAULT_SECRET_NAME: text(RULES.vaultObject)({ default: "my-secret" }),
  KEYVAULT_SECRET_VERSION: secretVersion({ default: 1 }),
  IMAGE: text(RULES.image)({ default: undefined }),
  CONTAINER_NAME: text(RULES.container)({ default: "app" }),
  POD_SECURITY: str({
    choices: [PodSecurity.RESTRICTED, PodSecurity.BASELINE],
    default: PodSecurity.BASELINE,
  }),
  EXISTING_CLUSTER: flag({ default: false }),
  EXISTING_IDENTITY: flag({ default: false }),
  EXISTING_KEYVAULT: flag({ default: false }),
  EXISTING_SERVICE_ACCOUNT: flag({ default: false }),
  EXISTING_ROLES: flag({ default: false }),
  WORKLOAD_IDENTITY: flag({ default: undefined }),
  ACCESS_CHECK: flag({ default: true }),
  DELIVERY: str({ choices: ["terraform", "gitops"], default: "terraform" }),
  BACKEND: str({ choices: ["local", "azurerm", "remote"], default: "local" }),
  BACKEND_PREFIX: text(STATE_PREFIX)({ default: "aks-workload-identity" }),
  BACKEND_STORAGE_ACCOUNT: text(STORAGE_ACCOUNT)({
    default: undefined,
    requiredWhen: ({ BACKEND }) => BACKEND === "azurerm",
    desc: "BACKEND=azurerm needs it",
  }),
  BACKEND_CONTAINER: text(CONTAINER)({ default: "tfstate" }),
  TF_CLOUD_ORGANIZATION: text(ORGANIZATION)({
    default: undefined,
    requiredWhen: ({ BACKEND }) => BACKEND === "remote",
    desc: "BACKEND=remote needs it",
  }),
  TF_CLOUD_HOSTNAME: text(HOSTNAME)({ default: "app.terraform.io" }),
});

/**
 * The settings of the app: the variables of Microsoft's tutorial by their own names, and a few more.
 * An empty variable counts as unset.
 *
 * Throws one error that names every wrong variable with its value and rule, every one that asks for a remote
 * state where nothing chose it, and every one that was likely meant for the app.
 */
export function readSettings(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const specs = specsOf(given.RESOURCE_GROUP);
  return cleanEnv(given, specs, {
    reporter: ({ errors }) => {
      const reasons = new Map(
        Object.entries(READ_BY_BACKEND)
          .filter(([name]) => given[name] && !given.BACKEND)
          .map(([name, choices]) => [name, localStates(choices)]),
      );
      for (const [name, error] of Object.entries(errors)) reasons.set(name, `${error?.message}`);
      const wrong = [
        ...[...reasons].map(
          ([name, reason]) => `  ${name}=${JSON.stringify(given[name] ?? "")}: ${reason}`,
        ),
        ...unknownVariables(Object.keys(given), Object.keys(specs)),
      ];
      if (wrong.length > 0) throw new Error(["Invalid settings:", ...wrong].join("\n"));
    },
  });
}

function localStates(choices: readonly string[]): string {
  const read = choices.map((choice) => `BACKEND=${choice}`).join(" or ");
  return `only ${read} reads it, and without BACKEND the states are local files: set that, or BACKEND=local where they should be`;
}

/** The settings of the app. */
export type Settings = ReturnType<typeof readSettings>;
