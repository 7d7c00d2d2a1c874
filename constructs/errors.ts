import type { IConstruct } from "constructs";
import { MESSAGES, refusal } from "./private/message";
import { WorkloadIdentityError } from "./private/workload-identity-error";

// The messages about the synthesis, and about the versions of providers.

MESSAGES.push({
  code: "stacks-refused",
  planned: false,
  cause:
    "`Synthesis.allOrNothing` shows what is wrong in all stacks at once, and writes none of them.",
  cure: "Correct each of the mistakes; each has its own code.",
  sample: () =>
    "[azure/orders] a grant needs exactly one of `role` and `roleDefinitionId`.\n" +
    "  allowed: one of the two\n" +
    "  fix:     name a role by its name, or give the id of its definition\n" +
    "  code:    one-role-only",
});

/** The words of others: each mistake has its path and its code. */
export function stacksRefused(at: IConstruct, refused: readonly string[]): WorkloadIdentityError {
  return new WorkloadIdentityError(refused.join("\n\n"), "stacks-refused", at.node.path);
}

export const otherProviderVersion = refusal({
  code: "other-provider-version",
  says: (provider: string, got: string, other: string) => ({
    what: `the stack asks for ${provider} ${other} already, and Terraform has one version of a provider for a stack.`,
    got,
    allowed: other,
    fix: "ask for one of the two, once for each stack",
  }),
  cause: "Terraform installs one version of a provider for a stack, whatever its aliases.",
  cure: "Ask for one version, with the first of the stack's providers of that kind.",
  example: ["azurerm", "4.80.0", "4.81.0"],
});

export const otherProviderMajor = refusal({
  code: "other-provider-major",
  says: (provider: string, got: string, bindings: string) => ({
    what: `the bindings of ${provider} are of ${bindings}, and what they write does not fit another major version.`,
    got,
    allowed: "a version of the same major version as the bindings",
    fix: "ask for such a version, or use bindings of that major version",
  }),
  cause:
    "A major version renames and removes arguments: a later provider refuses what the bindings of an earlier one write, or takes it for something else.",
  cure: "Ask for a version of the bindings' own major version, or change the bindings. For azurerm 5 there is the package for cdktn: [upgrading.md](upgrading.md).",
  example: ["azurerm", "5.2.0", "4.55.0"],
});
