import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

export function oneTargetOnly(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "one-target-only",
    what: "an access check needs exactly one of `secret` and `tokenScope`.",
    allowed: "one of the two",
    fix: "give the secret that it reads, or the scope of the token that it asks for",
  });
}
