import type { TerraformResource } from "cdktf";
import { USE_LABEL } from "../../azure/webhook";
import type { PodShape } from "../pod/pod-shape";
import { inWords } from "../private/mistake";
import { addressOf } from "../private/terraform/address";
import {
  allArgumentsOf,
  type Arguments,
  at,
  overridesOf,
  typedArgumentsOf,
} from "../private/terraform/arguments";
import { asText } from "../private/terraform/written-text";
import { warnOnce } from "../private/warnings";
import { attachmentUndone, overrideInTheWay, rollsNothing } from "./attach-errors";
import type { IWorkloadServiceAccount } from "./account";
import { contradictions, named } from "./attach-checks";
import { refusedByProvider, surprisesOfProvider } from "./provider-checks";
import type { AttachOptions } from "./attach-options";

/** A workload of the Kubernetes provider that runs as a service account. */
export interface Attachment {
  readonly workload: TerraformResource;
  readonly account: IWorkloadServiceAccount;
  readonly options: AttachOptions;
  readonly shape: PodShape;
  /** The addresses that the workload comes after, as a list that is complete at synth. */
  readonly ready: string[];
}

/** What was made of an attached workload since: what contradicts it now, and what of it is gone. */
export function checkAtSynth(attachment: Attachment): string[] {
  const { workload, account, options, shape } = attachment;
  const typed = asText(workload, typedArgumentsOf(workload)) as Arguments;
  for (const map of ["labels", "annotations"]) {
    const path = [...shape.pods, "metadata", map];
    const override = asText(workload, at(overridesOf(workload), path));
    // cdktf cannot merge an override into a reference.
    if (typeof at(typed, path) === "string" && typeof override === "object") {
      return [inWords(overrideInTheWay(named(path)))];
    }
  }
  const written = asText(workload, allArgumentsOf(workload)) as Arguments;
  const found = [typed, written].flatMap((one) => [
    ...contradictions(workload, one, shape, account, options),
    ...refusedByProvider(one, shape),
  ]);
  const mistakes = [...new Set(found.map(inWords))];
  if (mistakes.length > 0) return mistakes;
  warnOfNoRoll(attachment, written);
  for (const surprise of surprisesOfProvider(written, shape)) warnOnce(workload, surprise);
  return undone(attachment, written).map(attachmentUndone);
}

/** The paths that have no longer what was written there. */
function undone(attachment: Attachment, written: Arguments): string[] {
  const { workload, account, shape, ready } = attachment;
  const { pods, names } = shape;
  const labels = [...pods, "metadata", "labels"];
  const spec = [...pods, "spec"];
  const all = at(written, labels);
  const kept = {
    [named(labels)]:
      typeof all === "string" ? all.includes(USE_LABEL) : at(all, [USE_LABEL]) !== undefined,
    [named(spec, names.account)]:
      at(written, [...spec, names.account]) === asText(workload, account.name),
    [named(spec, names.automount)]:
      at(written, [...spec, names.automount]) === account.automountToken,
    depends_on: ((asText(workload, ready) ?? []) as string[]).every((address) =>
      (written.depends_on as string[] | undefined)?.includes(address),
    ),
    lifecycle: lifecycleIsKept(attachment, written),
  };
  return Object.entries(kept).flatMap(([path, is]) => (is ? [] : [path]));
}

/** Whether the resource whose change replaces the workload still does so. */
function lifecycleIsKept({ workload, shape }: Attachment, written: Arguments): boolean {
  const data = workload.node.tryFindChild("workload-identity") as TerraformResource | undefined;
  if (!data) return true;
  const { replace_triggered_by: triggers = [], ignore_changes: ignored = [] } =
    (written.lifecycle ?? {}) as {
      replace_triggered_by?: string[];
      ignore_changes?: string[] | string;
    };
  return (
    triggers.some((trigger) => trigger.split("[")[0] === addressOf(data)) &&
    (shape.kind !== "Pod" || ignored === "all" || ignored.includes("spec[0].container"))
  );
}

/** Says where a changed identity does not reach the pods. */
function warnOfNoRoll({ workload, options, shape }: Attachment, written: Arguments): void {
  if (shape.roll !== "annotation" || options.rollOnIdentityChange === false) return;
  const object = [...shape.object, "spec"];
  const strategies = ["strategy", "update_strategy", "updateStrategy"];
  const off = [
    ...strategies.map((field) => [[...object, field, "type"], "OnDelete"] as const),
    [[...object, "paused"], "true"] as const,
  ].find(([path, value]) => String(at(written, path)) === value);
  if (!off) return;
  warnOnce(workload, rollsNothing(named(off[0]), off[1]));
}
