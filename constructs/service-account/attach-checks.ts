import { type TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { USE_LABEL } from "../../azure/webhook";
import { checkVariable } from "../pod/environment";
import { checkSkipped } from "../pod/webhook-checks";
import type { PodShape } from "../pod/pod-shape";
import { webhookAnnotations } from "../pod/webhook-annotations";
import type { Mistake } from "../private/mistake";
import { type Arguments, at, typedArgumentsOf } from "../private/terraform/arguments";
import { asText } from "../private/terraform/written-text";
import { resourcesIn } from "../private/terraform/references";
import {
  otherAccountName,
  otherAnnotation,
  otherAutomount,
  otherLabel,
  otherNamespace,
  proxyOnHostNetwork,
} from "./attach-errors";
import type { IWorkloadServiceAccount } from "./account";
import type { AttachOptions } from "./attach-options";

/** A value that is known at synth: a reference, and an expression about one, is not. */
function known(value: unknown): boolean {
  return value !== undefined && value !== null && !String(value).includes("${");
}

const REFERENCE = /^\$\{(kubernetes_service_account(?:_v1)?)\.([\w-]+)\.metadata\[0\]\.name\}$/;

/** The name of an account, also where it is a reference to one that the same stack makes. */
function accountNamed(workload: TerraformResource, name: unknown): unknown {
  const [, type, id] = REFERENCE.exec(String(name)) ?? [];
  if (type === undefined) return name;
  const account = resourcesIn(TerraformStack.of(workload)).find(
    // A copy is asked, which keeps what cdktf remembers of the answer.
    (one) =>
      one.terraformResourceType === type &&
      (Object.create(one) as TerraformResource).friendlyUniqueId === id,
  );
  return account && asText(account, at(typedArgumentsOf(account), ["metadata", "name"]));
}

/** How a message names a field: as the path in the resource, `spec.template.spec`. */
export const named = (...path: readonly (string | readonly string[])[]) => path.flat().join(".");

/** What of a workload contradicts its service account or the options. */
export function contradictions(
  workload: TerraformResource,
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
    const own = account.identity.serviceAccountName;
    const given = at(written, [...spec, field]);
    if (given === asText(workload, account.name)) continue;
    const name = accountNamed(workload, given);
    if (known(name) && name !== own) {
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
