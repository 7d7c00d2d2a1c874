import type { IConstruct } from "constructs";
import { VAULT_API } from "../../azure/provider-versions";
import { inHostLanguage } from "../private/host-language";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about vaults and secrets. No value of a secret ever reaches this file.

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

export function vaultApiRetires(asked: string): string {
  return inHostLanguage(
    `The stack asks for azurerm ${asked}, which manages vaults by a version of Azure's API that retires on ${VAULT_API.retires} (https://learn.microsoft.com/azure/key-vault/general/migrate-api-version): from then on Azure takes only those that azurerm has from ${VAULT_API.since} on. Ask for that version with \`ProviderVersion.raiseTo(azurerm, "${VAULT_API.since}")\`: it takes what these bindings write, and a state needs no change.`,
  );
}

export function vaultUnreachable(secret: string): string {
  return `The vault lets nobody in from the Internet, and Terraform is to write the secret ${secret}: Azure answers ForbiddenByFirewall or ForbiddenByConnection unless Terraform runs in a network with a private endpoint of the vault. Name the address of whatever runs Terraform in \`networkRules.ipRules\` otherwise.`;
}

export function accessPolicies(vault: string, resourceGroup: string): string {
  return `The Key Vault ${vault} gives access by access policies, and role assignments on it have no effect. Turn Azure RBAC on with: az keyvault update --name ${vault} --resource-group ${resourceGroup} --enable-rbac-authorization`;
}

export function purgeableVault(vault: string, resourceGroup: string): string {
  return `The Key Vault ${vault} is not protected against purging. Turn it on with: az keyvault update --name ${vault} --resource-group ${resourceGroup} --enable-purge-protection`;
}
