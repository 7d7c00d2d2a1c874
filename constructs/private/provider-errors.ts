import type { IConstruct } from "constructs";
import { VAULT_API } from "../../azure/provider-versions";
import { inHostLanguage } from "./host-language";
import { mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// The messages about the versions of Terraform providers.

export function otherProviderVersion(
  at: IConstruct,
  provider: string,
  got: string,
  other: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "other-provider-version",
    what: `the stack asks for ${provider} ${other} already, and Terraform has one version of a provider for a stack.`,
    got,
    allowed: other,
    fix: "ask for one of the two, once for each stack",
  });
}

export function otherProviderMajor(
  at: IConstruct,
  provider: string,
  got: string,
  bindings: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "other-provider-major",
    what: `the bindings of ${provider} are of ${bindings}, and what they write does not fit another major version.`,
    got,
    allowed: "a version of the same major version as the bindings",
    fix: "ask for such a version, or use bindings of that major version",
  });
}

export function vaultApiRetires(asked: string): string {
  return inHostLanguage(
    `The stack asks for azurerm ${asked}, which manages vaults by a version of Azure's API that retires on ${VAULT_API.retires} (https://learn.microsoft.com/azure/key-vault/general/migrate-api-version): from then on Azure takes only those that azurerm has from ${VAULT_API.since} on. Ask for that version with \`ProviderVersion.raiseTo(azurerm, "${VAULT_API.since}")\`: it takes what these bindings write, and a state needs no change.`,
  );
}
