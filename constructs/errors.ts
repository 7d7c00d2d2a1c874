import type { IConstruct } from "constructs";
import { mistake } from "./private/mistake";
import { WorkloadIdentityError } from "./private/workload-identity-error";

// The messages about the synthesis, and about the versions of providers.

export function stacksRefused(at: IConstruct, refused: readonly string[]): WorkloadIdentityError {
  const text = refused.join("\n\n");
  return new WorkloadIdentityError(text, "stacks-refused", at.node.path);
}

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
