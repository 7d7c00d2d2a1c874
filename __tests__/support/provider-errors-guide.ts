import type { IConstruct } from "constructs";
import * as errors from "./all-errors";
import type { Guide } from "./errors-guide";

const here = { node: { path: "azure/orders" } } as IConstruct;

/** The errors about the versions of Terraform providers. */
export const PROVIDER_ERRORS_GUIDE: Record<string, Guide> = {
  otherProviderVersion: {
    sample: errors.otherProviderVersion(here, "azurerm", "4.80.0", "4.81.0"),
    cause: "Terraform installs one version of a provider for a stack, whatever its aliases.",
    cure: "Ask for one version, with the first of the stack's providers of that kind.",
  },
  otherProviderMajor: {
    sample: errors.otherProviderMajor(here, "azurerm", "5.2.0", "4.55.0"),
    cause:
      "A major version renames and removes arguments: a later provider refuses what the bindings of an earlier one write, or takes it for something else.",
    cure: "Ask for a version of the bindings' own major version, or change the bindings. For azurerm 5 there is the package for cdktn: [upgrading.md](upgrading.md).",
  },
  vaultApiRetires: {
    sample: new Error(`[${here.node.path}] ${errors.vaultApiRetires("4.55.0")}`),
    warning: true,
    cause:
      "A warning: the vaults stay, and what pods read of them is not touched, but Terraform can neither create, read, change nor destroy one.",
    cure: "Ask for azurerm 4.81.0 in every stack with a vault or a secret: [upgrading.md](upgrading.md).",
  },
};
