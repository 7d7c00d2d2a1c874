import type { Construct } from "constructs";
import {
  otherAccountName,
  otherAnnotation,
  otherAutomount,
  otherLabel,
  otherNamespace,
  proxyOnHostNetwork,
} from "../private/attach-errors";
import type { Mistake } from "../private/mistake";
import { USE_LABEL } from "../private/webhook";
import { type Arguments, at } from "../private/terraform/arguments";
import type { IWorkloadServiceAccount } from "./account";
import type { AttachOptions } from "./attach-options";
import { checkVariable } from "./environment";
import { checkSkipped } from "./pod-checks";
import type { PodShape } from "./pod-shape";
import { webhookAnnotations } from "./pod-template";

/** A value that is known at synth: a reference, and an expression about one, is not. */
function known(value: unknown): boolean {
  return value !== undefined && value !== null && !String(value).includes("${");
}

/** How a message names a field: as the path in the resource, `spec.template.spec`. */
export const named = (...path: readonly (string | readonly string[])[]) => path.flat().join(".");

/** What of a workload contradicts its service account or the options. */
export function contradictions(
  written: Arguments,
  shape: PodShape,
  account: IWorkloadServiceAccount,
  options: AttachOptions,
): Mistake[] {
  const { names, pods } = shape;
  const spec = [...pods, "spec"];
  const found: Mistake[] = [];

  const namespace = at(written, [...shape.object, "metadata", "namespace"]) ?? "default";
  if (known(namespace) && namespace !== account.namespace) {
    found.push(otherNamespace(String(namespace), account.namespace));
  }
  for (const field of [names.account, ...(shape.object.length > 0 ? ["serviceAccount"] : [])]) {
    const name = at(written, [...spec, field]);
    if (known(name) && name !== account.identity.serviceAccountName) {
      const own = account.identity.serviceAccountName;
      found.push(otherAccountName(named(spec, field), String(name), own));
    }
  }
  const automount = at(written, [...spec, names.automount]);
  if (typeof automount === "boolean" && automount !== account.automountToken) {
    found.push(otherAutomount(named(spec, names.automount), automount, account.automountToken));
  }
  const labels = [...pods, "metadata", "labels"];
  const label = at(written, [...labels, USE_LABEL]);
  if (known(label) && String(label) !== "true") found.push(otherLabel(named(labels), label));

  const annotations = [...pods, "metadata", "annotations"];
  for (const [key, value] of Object.entries(webhookAnnotations(options))) {
    const got = at(written, [...annotations, key]);
    if (known(got) && String(got) !== value) {
      found.push(otherAnnotation(named(annotations), key, got, value));
    }
  }
  if (options.proxySidecar && at(written, [...spec, names.hostNetwork]) === true) {
    found.push(proxyOnHostNetwork(named(spec, names.hostNetwork)));
  }
  return found;
}

/** A container as far as it is looked at. */
export interface WrittenContainer {
  readonly name?: unknown;
  readonly env?: unknown;
}

/** The containers of the pods, as far as they are known; a dynamic block of them is not. */
export function containersOf(written: Arguments, { pods, names }: PodShape): WrittenContainer[] {
  return [names.containers, names.initContainers].flatMap((field) => {
    const all = at(written, [...pods, "spec", field]);
    return Array.isArray(all) ? (all as WrittenContainer[]) : [];
  });
}

/** Refuses what the webhook would pass over, or leave alone. */
export function checkContainers(
  workload: Construct,
  containers: readonly WrittenContainer[],
  { skipContainers = [] }: AttachOptions,
): void {
  checkSkipped(
    workload,
    containers.map(({ name }) => String(name)),
    skipContainers,
  );
  for (const { name, env } of containers) {
    if (skipContainers.includes(String(name)) || !Array.isArray(env)) continue;
    for (const variable of env as { readonly name?: unknown }[]) {
      checkVariable(workload, String(variable.name));
    }
  }
}
