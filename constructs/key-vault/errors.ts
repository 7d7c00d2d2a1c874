import { VAULT_API } from "../../azure/provider-versions";
import { condition, refusal, warning } from "../private/message";

// The messages about vaults and secrets. No value of a secret ever reaches this file.

export const secretAlreadyThere = refusal({
  code: "secret-already-there",
  says: (name: string, written: boolean) => ({
    what: written
      ? "the vault already has a secret of this name."
      : "`secret(name)` came before `addSecret(name)`, and represents a secret that exists.",
    got: name,
    allowed: "each secret name once per vault",
    fix: written
      ? `use \`secret(${JSON.stringify(name)})\` for the one that was added`
      : "call `addSecret` first",
  }),
  cause: "A vault has one secret of a name, and the provider refuses to create it a second time.",
  cure: "Add a secret once, and refer to it by `secret(name)` elsewhere.",
  example: ["my-secret", true],
});

export const variableAlreadyThere = refusal({
  code: "variable-already-there",
  says: (name: string) => ({
    what: "the stack already has something by the name of the Terraform variable for this secret.",
    got: name,
    allowed: "a variable of its own for each secret",
    fix: "set `variableName` to another name",
  }),
  cause:
    "The value of a secret comes from a Terraform variable of the stack, and its name is taken.",
  cure: "Set `variableName`. Terraform reads it from `TF_VAR_<variableName>`.",
  example: ["my_secret"],
});

/** Says the length only: the value is on its way to a secret. */
export const unfitSecretValue = refusal({
  code: "unfit-secret-value",
  says: (length: number) => ({
    what: "`unsafeDefaultValue` is not a value that Key Vault keeps as it is.",
    got: `${length} characters`,
    allowed: "1 to 25,000 characters without line breaks",
    fix: "shorten it, or encode it",
  }),
  cause: "Key Vault stores 25 kB in a secret, and drops line breaks.",
  cure: "Shorten or encode the value. It is never shown.",
  example: [30_000],
});

export const literalSecretValue = refusal({
  code: "literal-secret-value",
  says: () => ({
    what: "`value` is text, which would stand in the synthesized JSON for all to read.",
    allowed: "a reference, such as an attribute of another resource",
    fix: "leave `value` out and give the text as the Terraform variable of the secret",
  }),
  cause: "The text would be in the synthesized JSON, in the plan and in the repository.",
  cure: "Leave `value` out: the secret then has a sensitive and ephemeral Terraform variable.",
});

export const referenceAsDefault = refusal({
  code: "reference-as-default",
  says: () => ({
    what: "`unsafeDefaultValue` is a reference, and Terraform takes none as the default of a variable.",
    allowed: "text for a demonstration",
    fix: "give the reference as `value`",
  }),
  cause: "Terraform would take the reference for text, and write `${…}` into the vault.",
  cure: "Give the reference as `value`, which goes into the write-only argument.",
});

export const valueOnly = refusal({
  code: "value-only",
  says: (prop: string) => ({
    what: `\`${prop}\` is of no use beside \`value\`: the secret then has no Terraform variable.`,
    allowed: "one of the two",
    fix: `remove \`${prop}\``,
  }),
  cause: "A secret with a `value` has no variable that could have a name or a default.",
  cure: "Keep `value`, or keep the variable.",
  example: ["unsafeDefaultValue"],
});

export const reservedTerraformName = refusal({
  code: "reserved-terraform-name",
  says: (got: string) => ({
    what: "Terraform keeps this name for itself, and refuses a variable of it.",
    got,
    allowed:
      "any name but source, version, providers, count, for_each, lifecycle, depends_on and locals",
    fix: "change `variableName`",
  }),
  cause: "Terraform uses the name in module blocks.",
  cure: "Take another name.",
  example: ["count"],
});

export const vaultApiRetires = warning({
  says: (asked: string) =>
    `The stack asks for azurerm ${asked}, which manages vaults by a version of Azure's API that retires on ${VAULT_API.retires} (https://learn.microsoft.com/azure/key-vault/general/migrate-api-version): from then on Azure takes only those that azurerm has from ${VAULT_API.since} on. Ask for that version with \`ProviderVersion.raiseTo(azurerm, "${VAULT_API.since}")\`: it takes what these bindings write, and a state needs no change.`,
  cause:
    "A warning: the vaults stay, and what pods read of them is not touched, but Terraform can neither create, read, change nor destroy one.",
  cure: "Ask for azurerm 4.81.0 in every stack with a vault or a secret: [upgrading.md](upgrading.md).",
  example: ["4.55.0"],
});

export const vaultUnreachable = warning({
  says: (secret: string) =>
    `The vault lets nobody in from the Internet, and Terraform is to write the secret ${secret}: Azure answers ForbiddenByFirewall or ForbiddenByConnection unless Terraform runs in a network with a private endpoint of the vault. Name the address of whatever runs Terraform in \`networkRules.ipRules\` otherwise.`,
  cause: "A warning: the network rules of the vault let nobody in from the Internet.",
  cure: "Run Terraform in the network of a private endpoint, or name its address in `ipRules`.",
  example: ["db-password"],
});

export const accessPolicies = condition({
  says: (vault: string, resourceGroup: string) =>
    `The Key Vault ${vault} gives access by access policies, and role assignments on it have no effect. Turn Azure RBAC on with: az keyvault update --name ${vault} --resource-group ${resourceGroup} --enable-rbac-authorization`,
  cause: "The vault exists, and was created with access policies instead of Azure RBAC.",
  cure: "Run the command. Whoever had access by a policy needs a role first.",
  example: ["orders", "rg"],
});

export const purgeableVault = condition({
  says: (vault: string, resourceGroup: string) =>
    `The Key Vault ${vault} is not protected against purging. Turn it on with: az keyvault update --name ${vault} --resource-group ${resourceGroup} --enable-purge-protection`,
  cause: "A warning: who deletes the vault can destroy its secrets for good at once.",
  cure: "Run the command. Purge protection cannot be turned off again.",
  example: ["orders", "rg"],
});
