import type { IConstruct } from "constructs";
import { quoted, refusal, somewhere, warning } from "../private/message";

// The messages about add-ons: what charts, extensions and operators make.

export const addonNameNeeded = refusal({
  code: "addon-name-needed",
  says: (addon: string, prop: string) => ({
    what: `${addon} exchanges the token of an application's account, and \`${prop}\` is not given.`,
    allowed: "`namespace` and `serviceAccountName` of the application",
    fix: `give \`${prop}\``,
  }),
  cause: "The add-on has no account of its own: the trust is in that of the application.",
  cure: "Give namespace and account of the pods, or of the store.",
  example: ["External Secrets Operator, by an account of the application", "namespace"],
});

export const addonNameFixed = refusal({
  code: "addon-name-fixed",
  says: (addon: string, prop: string, got: string, allowed: string) => ({
    what: `the \`${prop}\` of ${addon} is not free to choose.`,
    got,
    allowed: JSON.stringify(allowed),
    fix: `leave \`${prop}\` out`,
  }),
  cause:
    "A chart without a value for it, or AKS itself, gives the name; another trust fits nothing.",
  cure: "Leave the option out.",
  example: ["KEDA, the add-on of AKS", "namespace", "keda", "kube-system"],
});

export const addonTrustGiven = refusal({
  code: "addon-trust-given",
  says: (prop: string, federation: IConstruct) => ({
    what: `\`${prop}\` is that of the trust that is given as \`federation\`.`,
    got: federation,
    allowed: `\`federation\`, or \`${prop}\` for a trust that is made`,
    fix: `remove \`${prop}\``,
  }),
  cause: "Two options say the same, and may contradict each other.",
  cure: "Leave out what the trust has.",
  example: ["namespace", somewhere("azure/other")],
});

export const addonTrustElsewhere = refusal({
  code: "addon-trust-elsewhere",
  says: (addon: string, federation: IConstruct) => ({
    what: `the trust is in tokens of another cluster than the one in which ${addon} runs.`,
    got: federation,
    allowed: "a trust in an account of the same cluster",
    fix: "leave `federation` out, or give that of this cluster",
  }),
  cause: "Each cluster issues tokens of its own, and the identity trusts those of one.",
  cure: "Federate the identity with this cluster too, and give that trust.",
  example: ["Dapr, components of Azure", somewhere("azure/other")],
});

export const addonOfSeveralAccounts = refusal({
  code: "addon-of-several-accounts",
  says: (addon: string, got: string, components: readonly string[]) => ({
    what: `\`serviceAccountName\` is one name for the several accounts of ${addon}.`,
    got,
    allowed: `an account each for ${quoted(components)}`,
    fix: "copy the preset, and change the `serviceAccountName` of its components",
  }),
  cause: "Several pods of the add-on have an account each.",
  cure: "Change the names in a copy of the preset.",
  example: ["Argo CD, other clusters", "argocd", ["controller", "server"]],
});

export const addonComponentUnknown = refusal({
  code: "addon-component-unknown",
  says: (addon: string, got: string, known: readonly string[]) => ({
    what: `${addon} has no optional component of this name.`,
    got,
    allowed: known.length > 0 ? quoted(known) : "none",
    fix: "change or remove it in `components`; the other components are always trusted",
  }),
  cause: "The name is misspelt, or the component always belongs to the add-on.",
  cure: "Take one of the names, or leave it out.",
  example: ["KEDA, by its chart", "metrics", ["webhooks"]],
});

export const addonWithoutValues = refusal({
  code: "addon-without-values",
  says: (addon: string, what: string, instead: string) => ({
    what: `${addon} has no ${what}.`,
    fix: instead,
  }),
  cause: "AKS or an operator installs the add-on, and no chart takes values.",
  cure: "Use what the message names instead.",
  example: [
    "KEDA, the add-on of AKS",
    "chart whose values are known",
    "use its snippets and `annotations`",
  ],
});

export const addonOwnsAccount = refusal({
  code: "addon-owns-account",
  says: (addon: string, component: string) => ({
    what: `the account of the ${component} of ${addon} is always made by the add-on itself.`,
    got: false,
    allowed: "true",
    fix: "leave `createServiceAccounts` out",
  }),
  cause: "The chart has no value with which an account of the app would be taken, or AKS makes it.",
  cure: "Let the add-on make its account; `WorkloadServiceAccount.annotate` annotates it where no value does.",
  example: ["KEDA, the add-on of AKS", "operator"],
});

export const addonOfApplication = refusal({
  code: "addon-of-application",
  says: (addon: string, subject: string) => ({
    what: `${addon} logs in as an application of Microsoft Entra ID, and no managed identity can take its place.`,
    allowed: `a federated credential of the application with the issuer \`oidcIssuerUrl\` of the cluster, the subject ${subject} and the audience api://AzureADTokenExchange`,
    fix: "make it with `azuread_application_federated_identity_credential` of the azuread provider",
  }),
  cause:
    "People sign in to an application registration. Managed identities cannot be signed in to, and azurerm manages no applications.",
  cure: "Federate the application with the azuread provider, and take labels and values of the preset from the page of add-ons.",
  example: ["Argo CD, single sign-on", "system:serviceaccount:argocd:argocd-server"],
});

export const otherAddonVersion = warning({
  says: (chart: string, got: string, lookedAt: string) =>
    `The values of the chart ${chart} were looked at in version ${lookedAt}, and this is ${got}. Compare the values that its page names with those of ${got}, or copy the preset and change it.`,
  cause: "A warning: charts rename values, and Helm takes unknown ones without a word.",
  cure: "Compare the values, or install the version that was looked at.",
  example: ["external-dns", "1.15.0", "1.21.1"],
});
