import type { IConstruct } from "constructs";
import { mistake } from "../private/mistake";
import type { WorkloadIdentityError } from "../private/workload-identity-error";

// The messages about the values of charts, and about patches.

export function noValuePaths(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "no-value-paths",
    what: "no path into the values of the chart is given, so that nothing would be written.",
    got: {},
    allowed: "one of serviceAccount, podLabels, podAnnotations, clientId, tenantId or more",
    fix: "give the paths that the chart's values.yaml has, such as `serviceAccount` and `podLabels`",
  });
}

export function valuePathTwice(
  at: IConstruct,
  path: string,
  one: string,
  other: string,
): WorkloadIdentityError {
  return mistake(at, {
    code: "value-path-twice",
    what: `two paths into the values of the chart meet at "${path}": ${one} and ${other}.`,
    fix: "give each value a place of its own",
  });
}

export function chartOwnsNothing(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "account-of-two",
    what: "the chart is to create the service account, which Terraform creates already.",
    fix: "leave `createServiceAccount` out, or use `WorkloadServiceAccount.rendered(...)` for an account that the chart creates",
  });
}

export function noAccountPath(at: IConstruct): WorkloadIdentityError {
  return mistake(at, {
    code: "no-account-path",
    what: "the chart is to create the service account, but `paths.serviceAccount` does not say where its values are.",
    fix: "give `serviceAccount`, the map of the chart's values that has `create` and `name`",
  });
}

export function unknownPodKind(
  at: IConstruct,
  kind: string,
  known: readonly string[],
): WorkloadIdentityError {
  return mistake(at, {
    code: "unknown-pod-kind",
    what: "it is not known where this kind keeps the template of its pods.",
    got: kind,
    allowed: known.join(", "),
    fix: 'for a kind of others give `apiVersion` and `podPath`, such as "serving.knative.dev/v1" and "spec.template"',
  });
}

export function doesNotRoll(at: IConstruct, kind: string): WorkloadIdentityError {
  return mistake(at, {
    code: "does-not-roll",
    what: `Kubernetes does not replace the pods of a ${kind} when its template changes, and refuses some of the changes.`,
    got: kind,
    allowed: "Deployment, StatefulSet, DaemonSet, CronJob and kinds of others",
    fix: "leave `rollOnIdentityChange` out",
  });
}
