import { type AttributePath, kindOf, templatePath } from "../../terraform/model/resource-types";
import { workloadKey } from "../changes/trust-changes";
import { finding, type Finding, type Look } from "./finding";

/** Containers that turn off what their pod says of root. */
export const nonRootOff = {
  about: "a container turns off the run_as_non_root of its pod",
  reason:
    'The provider sends false for what the security context of a container leaves out, and that beats the true of the pod: a namespace that enforces "restricted" refuses the pod, elsewhere it may run as root. Write run_as_non_root = true in the container too.',
  find: ({ after }: Look): Finding[] =>
    after.workloads.flatMap((workload) =>
      workload.nonRootOff.map((container) =>
        finding(
          workload.resource,
          `${container} has run_as_non_root off, its pod has it on`,
          [workloadKey(workload), container].join("\n"),
        ),
      ),
    ),
};

/** Updates in place that the provider passes over. */
export const changeNeverSent = {
  about: "a change is planned in place, and the provider never sends it",
  reason:
    "The apply succeeds, the object stays as it was, and every plan shows the change again. Replace the object, by terraform apply -replace=<address> or replace_triggered_by: a Job runs once more, a StatefulSet keeps the claims that it has.",
  find: ({ changes }: Look): Finding[] =>
    changes
      .filter(({ neverSent }) => neverSent.length > 0)
      .map((change) => finding(change, `never sent: ${change.neverSent.join(", ")}`)),
};

/** What is patched with nothing of its pods. */
const PATCHED = /^kubernetes_(pod|job)(_v1)?$/;

/** Windows pods of typed resources, which send fields that Windows pods must not have. */
export const windowsPodRefused = {
  about: "a workload says that its pods are for Windows, in a way that the API server refuses",
  reason:
    "The provider sends shareProcessNamespace, which no pod with os windows may have, and gMSA fields that are empty with windows_options: the apply fails. Leave both out and select the nodes, or write a kubernetes_manifest.",
  find: ({ changes }: Look): Finding[] =>
    changes.flatMap(({ action, after }) => {
      if (!after || kindOf(after.type) !== "workload") return [];
      const sends =
        action === "create" ||
        action === "replace" ||
        (action === "update" && !PATCHED.test(after.type));
      const spec: AttributePath = [...(templatePath(after.type) ?? []), "spec"];
      const options = [...spec, "security_context", "windows_options"] as const;
      const isEmpty = (field: string) => !after.has(...options, field);
      const found = [
        ...(after.get(...spec, "os", "name").value === "windows" ? ["os is windows"] : []),
        ...(after.items(...options).length > 0 &&
        ["gmsa_credential_spec", "gmsa_credential_spec_name"].some(isEmpty)
          ? ["windows_options without both gMSA fields"]
          : []),
      ];
      return sends && found.length > 0 ? [finding(after, found.join(", "))] : [];
    }),
};
