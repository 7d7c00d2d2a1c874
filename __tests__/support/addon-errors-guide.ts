import { Construct, type IConstruct } from "constructs";
import * as errors from "./all-errors";
import type { Guide } from "./errors-guide";

const here = { node: { path: "azure/orders" } } as IConstruct;
const there = new Construct(new Construct(undefined as never, ""), "other");

/** What a warning says: cdktf says where. */
const foundLater = (message: string) => new Error(`[${here.node.path}] ${message}`);

const DNS = "external-dns, public zones";

/** Every error about add-ons. */
export const ADDON_ERRORS_GUIDE: Record<string, Guide> = {
  addonScopeMissing: {
    sample: errors.addonScopeMissing(
      here,
      DNS,
      "zoneResourceGroup",
      "the resource group of the zone, in which zones are looked up",
      ["Reader"],
    ),
    cause: "The add-on starts without the role, and fails at its first request.",
    cure: "Give the scope. What an add-on does without is optional on its page, and may be left out.",
  },
  addonScopeUnknown: {
    sample: errors.addonScopeUnknown(here, DNS, "vault", ["zone", "zoneResourceGroup"]),
    cause: "The name is misspelt, or the add-on needs nothing there.",
    cure: "Take a name of the preset; a role that it does not know is given by `identity.grant`.",
  },
  addonScopeOfOtherType: {
    sample: errors.addonScopeOfOtherType(
      here,
      DNS,
      "zone",
      "Microsoft.Storage/storageAccounts",
      "Microsoft.Network/dnsZones",
    ),
    cause: "Azure assigns any role at any resource; there it does nothing.",
    cure: "Give the resource that the page of the add-on names, or the group that holds it.",
  },
  addonNameNeeded: {
    sample: errors.addonNameNeeded(
      here,
      "External Secrets Operator, by an account of the application",
      "namespace",
    ),
    cause: "The add-on has no account of its own: the trust is in that of the application.",
    cure: "Give namespace and account of the pods, or of the store.",
  },
  addonNameFixed: {
    sample: errors.addonNameFixed(
      here,
      "KEDA, the add-on of AKS",
      "namespace",
      "keda",
      "kube-system",
    ),
    cause:
      "A chart without a value for it, or AKS itself, gives the name; another trust fits nothing.",
    cure: "Leave the option out.",
  },
  addonTrustGiven: {
    sample: errors.addonTrustGiven(here, "namespace", there),
    cause: "Two options say the same, and may contradict each other.",
    cure: "Leave out what the trust has.",
  },
  addonTrustElsewhere: {
    sample: errors.addonTrustElsewhere(here, "Dapr, components of Azure", there),
    cause: "Each cluster issues tokens of its own, and the identity trusts those of one.",
    cure: "Federate the identity with this cluster too, and give that trust.",
  },
  addonOfSeveralAccounts: {
    sample: errors.addonOfSeveralAccounts(here, "Argo CD, other clusters", "argocd", [
      "controller",
      "server",
    ]),
    cause: "Several pods of the add-on have an account each.",
    cure: "Change the names in a copy of the preset.",
  },
  addonComponentUnknown: {
    sample: errors.addonComponentUnknown(here, "KEDA, by its chart", "metrics", ["webhooks"]),
    cause: "The name is misspelt, or the component always belongs to the add-on.",
    cure: "Take one of the names, or leave it out.",
  },
  addonWithoutValues: {
    sample: errors.addonWithoutValues(
      here,
      "KEDA, the add-on of AKS",
      "chart whose values are known",
      "use its snippets and `annotations`",
    ),
    cause: "AKS or an operator installs the add-on, and no chart takes values.",
    cure: "Use what the message names instead.",
  },
  addonOwnsAccount: {
    sample: errors.addonOwnsAccount(here, "KEDA, the add-on of AKS", "operator"),
    cause:
      "The chart has no value with which an account of the app would be taken, or AKS makes it.",
    cure: "Let the add-on make its account; `WorkloadServiceAccount.annotate` annotates it where no value does.",
  },
  addonSnippetUnknown: {
    sample: errors.addonSnippetUnknown(here, DNS, "azure.json", ["azure-json", "mount"]),
    cause: "The preset has no text of this name.",
    cure: "Take one of the names; the page of add-ons has them too.",
  },
  addonParameters: {
    sample: errors.addonParameters(here, "cluster-issuer", ["name"], ["name", "server", "email"]),
    cause:
      "A text with a gap would configure nothing, and a parameter that no gap takes is a mistake.",
    cure: "Give those that the message names. A part of a scope that was not given counts as one.",
  },
  addonParameterQuoted: {
    sample: errors.addonParameterQuoted(here, "email", 'ops"@example.com'),
    cause: "The texts are YAML and JSON, in which parameters stand between quotation marks.",
    cure: "Give text without them, or write the file by hand.",
  },
  addonScopeTooWide: {
    sample: errors.addonScopeTooWide(
      here,
      "zone",
      "name",
      "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/dns",
    ),
    cause: "A group or a subscription was given as scope, and the text names the resource.",
    cure: "Give the resource; the role is narrower, too.",
  },
  addonOfApplication: {
    sample: errors.addonOfApplication(
      here,
      "Argo CD, single sign-on",
      "system:serviceaccount:argocd:argocd-server",
    ),
    cause:
      "People sign in to an application registration. Managed identities cannot be signed in to, and azurerm manages no applications.",
    cure: "Federate the application with the azuread provider, and take labels and values of the preset from the page of add-ons.",
  },
  otherAddonVersion: {
    sample: foundLater(errors.otherAddonVersion("external-dns", "1.15.0", "1.21.1")),
    warning: true,
    cause: "A warning: charts rename values, and Helm takes unknown ones without a word.",
    cure: "Compare the values, or install the version that was looked at.",
  },
};
