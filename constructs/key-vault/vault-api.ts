import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { asksForOldVaultApi, isAzurerm } from "../../azure/provider-versions";
import { at, overridesOf } from "../private/terraform/arguments";
import { warnOnce } from "../private/warnings";
import { vaultApiRetires } from "./errors";

const watched = new WeakSet<TerraformStack>();

/**
 * Warns at synth, once, of a stack whose azurerm calls the API of vaults in a version that retires. Data
 * sources do, and secrets, whose vault azurerm looks up.
 */
export function watchVaultApi(one: Construct): void {
  const stack = TerraformStack.of(one);
  if (watched.has(stack)) return;
  watched.add(stack);
  stack.node.addValidation({
    validate: () => {
      const asked = askedOfAzurerm(stack);
      if (asked === undefined || asksForOldVaultApi(asked) !== "always") return [];
      warnOnce(stack, vaultApiRetires(asked));
      return [];
    },
  });
}

/** The version of azurerm that a stack asks for: by an override, or as its bindings do. */
function askedOfAzurerm(stack: TerraformStack): string | undefined {
  const path = ["terraform", "required_providers", "azurerm"];
  const override = at(overridesOf(stack), path) as Requirement | undefined;
  if (override?.source !== undefined && !isAzurerm(override.source)) return undefined;
  if (override?.version !== undefined) return override.version;
  const made = stack.node
    .findAll()
    .find(
      (one): one is AzurermProvider => one instanceof AzurermProvider,
    )?.terraformGeneratorMetadata;
  return made?.providerVersion ?? made?.providerVersionConstraint;
}

interface Requirement {
  readonly source?: string;
  readonly version?: string;
}
