import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about add-ons: what charts, extensions and operators make.

const listed = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(", ");

export function addonNameNeeded(
  at: IConstruct,
  addon: string,
  prop: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-name-needed",
    what: `${addon} exchanges the token of an application's account, and \`${prop}\` is not given.`,
    allowed: "`namespace` and `serviceAccountName` of the application",
    fix: `give \`${prop}\``,
  });
}

export function addonNameFixed(
  at: IConstruct,
  addon: string,
  prop: string,
  got: string,
  allowed: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-name-fixed",
    what: `the \`${prop}\` of ${addon} is not free to choose.`,
    got,
    allowed: JSON.stringify(allowed),
    fix: `leave \`${prop}\` out`,
  });
}

export function addonTrustGiven(
  at: IConstruct,
  prop: string,
  federation: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-trust-given",
    what: `\`${prop}\` is that of the trust that is given as \`federation\`.`,
    got: federation,
    allowed: `\`federation\`, or \`${prop}\` for a trust that is made`,
    fix: `remove \`${prop}\``,
  });
}

export function addonTrustElsewhere(
  at: IConstruct,
  addon: string,
  federation: IConstruct,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-trust-elsewhere",
    what: `the trust is in tokens of another cluster than the one in which ${addon} runs.`,
    got: federation,
    allowed: "a trust in an account of the same cluster",
    fix: "leave `federation` out, or give that of this cluster",
  });
}

export function addonOfSeveralAccounts(
  at: IConstruct,
  addon: string,
  got: string,
  components: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-of-several-accounts",
    what: `\`serviceAccountName\` is one name for the several accounts of ${addon}.`,
    got,
    allowed: `an account each for ${listed(components)}`,
    fix: "copy the preset, and change the `serviceAccountName` of its components",
  });
}

export function addonComponentUnknown(
  at: IConstruct,
  addon: string,
  got: string,
  known: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-component-unknown",
    what: `${addon} has no optional component of this name.`,
    got,
    allowed: known.length > 0 ? listed(known) : "none",
    fix: "change or remove it in `components`; the other components are always trusted",
  });
}

export function addonWithoutValues(
  at: IConstruct,
  addon: string,
  what: string,
  instead: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-without-values",
    what: `${addon} has no ${what}.`,
    fix: instead,
  });
}

export function addonOwnsAccount(
  at: IConstruct,
  addon: string,
  component: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-owns-account",
    what: `the account of the ${component} of ${addon} is always made by the add-on itself.`,
    got: false,
    allowed: "true",
    fix: "leave `createServiceAccounts` out",
  });
}

export function addonOfApplication(
  at: IConstruct,
  addon: string,
  subject: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "addon-of-application",
    what: `${addon} logs in as an application of Microsoft Entra ID, and no managed identity can take its place.`,
    allowed: `a federated credential of the application with the issuer \`oidcIssuerUrl\` of the cluster, the subject ${subject} and the audience api://AzureADTokenExchange`,
    fix: "make it with `azuread_application_federated_identity_credential` of the azuread provider",
  });
}

export function otherAddonVersion(chart: string, got: string, lookedAt: string): string {
  return `The values of the chart ${chart} were looked at in version ${lookedAt}, and this is ${got}. Compare the values that its page names with those of ${got}, or copy the preset and change it.`;
}
