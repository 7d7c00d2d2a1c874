import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { Annotations, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { asksForOldVaultApi } from "../../azure/provider-versions";
import { vaultApiRetires } from "../private/errors";

const watched = new WeakSet<TerraformStack>();

/**
 * Warns at synth, once, of a stack whose azurerm calls the API of vaults in a version that retires. Data
 * sources do, and secrets, whose vault azurerm looks up.
 */
export function watchVaultApi(at: Construct): void {
  const stack = TerraformStack.of(at);
  if (watched.has(stack)) return;
  watched.add(stack);
  let warned = false;
  stack.node.addValidation({
    validate: () => {
      const asked = askedOfAzurerm(stack);
      if (warned || asked === undefined || asksForOldVaultApi(asked) !== "always") return [];
      warned = true;
      Annotations.of(stack).addWarning(vaultApiRetires(asked));
      return [];
    },
  });
}

/** The version of azurerm that a stack asks for: by an override, or as its bindings do. */
function askedOfAzurerm(stack: TerraformStack): string | undefined {
  const { rawOverrides } = stack as unknown as {
    readonly rawOverrides?: {
      readonly terraform?: { readonly required_providers?: { readonly azurerm?: Requirement } };
    };
  };
  const override = rawOverrides?.terraform?.required_providers?.azurerm;
  const made = stack.node
    .findAll()
    .find(
      (one): one is AzurermProvider => one instanceof AzurermProvider,
    )?.terraformGeneratorMetadata;
  if (override?.source !== undefined && !/(^|\/)hashicorp\/azurerm$/.test(override.source)) {
    return undefined;
  }
  return override?.version ?? made?.providerVersion ?? made?.providerVersionConstraint;
}

interface Requirement {
  readonly source?: string;
  readonly version?: string;
}
