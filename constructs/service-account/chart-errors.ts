import { refusal } from "../private/message";

// The messages about the values of charts, and about patches.

export const noValuePaths = refusal({
  code: "no-value-paths",
  says: () => ({
    what: "no path into the values of the chart is given, so that nothing would be written.",
    got: {},
    allowed: "one of serviceAccount, podLabels, podAnnotations, clientId, tenantId or more",
    fix: "give the paths that the chart's values.yaml has, such as `serviceAccount` and `podLabels`",
  }),
  cause: "Each chart has its own names for the account and the labels, which nothing can guess.",
  cure: "Look them up in the values.yaml of the chart's version.",
});

export const valuePathTwice = refusal({
  code: "value-path-twice",
  says: (path: string, one: string, other: string) => ({
    what: `two paths into the values of the chart meet at "${path}": ${one} and ${other}.`,
    fix: "give each value a place of its own",
  }),
  cause: "One value would overwrite the other, or a map would stand where a text is expected.",
  cure: "Correct the path that was copied or mistyped.",
  example: ["podLabels", "the labels of the pods", "the annotations of the pods"],
});

export const chartOwnsNothing = refusal({
  code: "account-of-two",
  says: () => ({
    what: "the chart is to create the service account, which Terraform creates already.",
    fix: "leave `createServiceAccount` out, or use `WorkloadServiceAccount.rendered(...)` for an account that the chart creates",
  }),
  cause: "Helm refuses to install over an account that it did not make.",
  cure: "Let either of them create the account.",
});

export const noAccountPath = refusal({
  code: "no-account-path",
  says: () => ({
    what: "the chart is to create the service account, but `paths.serviceAccount` does not say where its values are.",
    fix: "give `serviceAccount`, the map of the chart's values that has `create` and `name`",
  }),
  cause: "Without its place in the values the chart creates an account without annotations.",
  cure: "Give the path, most often `serviceAccount`.",
});

export const unknownPodKind = refusal({
  code: "unknown-pod-kind",
  says: (kind: string, known: readonly string[]) => ({
    what: "it is not known where this kind keeps the template of its pods.",
    got: kind,
    allowed: known.join(", "),
    fix: 'for a kind of others give `apiVersion` and `podPath`, such as "serving.knative.dev/v1" and "spec.template"',
  }),
  cause: "A patch at the wrong place adds a field that nobody reads, and the label is missing.",
  cure: "Say where the kind has its pod template.",
  example: ["Rollout", ["Deployment", "StatefulSet"]],
});

export const doesNotRoll = refusal({
  code: "does-not-roll",
  says: (kind: string) => ({
    what: `Kubernetes does not replace the pods of a ${kind} when its template changes, and refuses some of the changes.`,
    got: kind,
    allowed: "Deployment, StatefulSet, DaemonSet, CronJob and kinds of others",
    fix: "leave `rollOnIdentityChange` out",
  }),
  cause: "The API server refuses another template of a Job, and a ReplicaSet keeps its pods.",
  cure: "Delete the object when its identity changed, or use a kind that replaces its pods.",
  example: ["Job"],
});
