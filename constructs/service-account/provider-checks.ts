import { driftsOfManifest } from "../pod/manifest-checks";
import type { PodShape } from "../pod/pod-shape";
import type { Mistake } from "../private/mistake";
import { type Arguments, at } from "../private/terraform/arguments";
import {
  changesEachPlan,
  envFromWithoutSource,
  keepsNoRevision,
  leavesPodsSetting,
  neverTooLate,
  portNotPlanned,
  sentAsSomethingElse,
  windowsPodRefused,
} from "./provider-errors";
import { named } from "./attach-checks";

// What the Kubernetes provider makes of blocks as they are written. The library's own kinds write what avoids it.

/** A block, and how a message names it. */
interface Block {
  readonly path: string;
  readonly block: Arguments;
}

/** The blocks at a path; one that Terraform makes of a list is not known. */
function blocksAt({ path, block }: Block, ...fields: string[]): Block[] {
  return fields.reduce<Block[]>(
    (outer, field) =>
      outer.flatMap((one) => {
        const inner = one.block[field];
        const items = Array.isArray(inner) ? (inner as unknown[]) : [inner];
        return items.flatMap((item, index) =>
          typeof item === "object" && item !== null
            ? {
                path: `${one.path}.${field}${items.length > 1 ? `[${index}]` : ""}`,
                block: item as Arguments,
              }
            : [],
        );
      }),
    [{ path, block }],
  );
}

const PROBES = ["liveness_probe", "readiness_probe", "startup_probe"];

/** What the provider or Kubernetes refuses of pods in the provider's blocks, whatever else is written. */
export function refusedByProvider(written: Arguments, shape: PodShape): Mistake[] {
  const pods = podsIn(written, shape);
  if (!pods) return [];
  const containers = containersOf(pods);
  return [
    ...blocksAt(pods, "os")
      .filter(({ block }) => block.name === "windows")
      .map(({ path }) => windowsPodRefused(path)),
    ...[pods, ...containers]
      .flatMap((one) => blocksAt(one, "security_context", "windows_options"))
      .map(({ path }) => windowsPodRefused(path)),
    ...containers
      .flatMap((one) => blocksAt(one, "env_from"))
      .filter(({ block }) => !block.config_map_ref && !block.secret_ref)
      .map(({ path }) => envFromWithoutSource(path)),
    ...containers
      .flatMap((one) => blocksAt(one, "port"))
      .filter(({ block }) => block.protocol === "SCTP")
      .map(({ path }) => portNotPlanned(`${path}.protocol`)),
  ];
}

/** What Kubernetes gets otherwise than it reads, or what no plan comes to rest with. */
export function surprisesOfProvider(written: Arguments, shape: PodShape): string[] {
  const pods = podsIn(written, shape);
  if (!pods) return shape.object.length > 0 ? driftsOfManifest(written, shape) : [];
  const contexts = blocksAt(pods, "security_context");
  const containers = containersOf(pods);
  return [
    ...contexts.filter(({ block }) => isEmpty(block)).map(({ path }) => changesEachPlan(path)),
    ...contexts.flatMap(seccompOf),
    ...containers
      .flatMap((one) => blocksAt(one, "security_context"))
      .flatMap((context) => [
        ...(contexts.some(({ block }) => block.run_as_non_root === true) &&
        context.block.run_as_non_root === undefined
          ? [leavesPodsSetting(`${context.path}.run_as_non_root`)]
          : []),
        ...(context.block.allow_privilege_escalation === undefined
          ? [sentAsSomethingElse(`${context.path}.allow_privilege_escalation`, "true")]
          : []),
        ...seccompOf(context),
      ]),
    ...containers
      .flatMap((one) => PROBES.flatMap((probe) => blocksAt(one, probe, "http_get")))
      .filter(({ block }) => block.path === undefined)
      .map(({ path }) => changesEachPlan(`${path}.path`)),
    ...objectOf(written, shape),
  ];
}

function seccompOf(context: Block): string[] {
  return blocksAt(context, "seccomp_profile")
    .filter(({ block }) => block.type === undefined)
    .map(({ path }) => sentAsSomethingElse(`${path}.type`, '"Unconfined"'));
}

/** The same of the object that makes the pods. */
function objectOf(written: Arguments, { kind }: PodShape): string[] {
  const spec = at(written, ["spec"]) as Arguments | undefined;
  const path = (field: string) => named("spec", field);
  if (kind === "StatefulSet" && at(spec, ["revision_history_limit"]) === undefined) {
    return [keepsNoRevision(path("revision_history_limit"))];
  }
  if (kind === "CronJob" && at(spec, ["starting_deadline_seconds"]) === 0) {
    return [neverTooLate(path("starting_deadline_seconds"))];
  }
  return [];
}

function podsIn(written: Arguments, { object, pods }: PodShape): Block | undefined {
  const block = at(written, [...pods, "spec"]);
  const typed = object.length === 0 && typeof block === "object" && block !== null;
  const one: unknown = Array.isArray(block) ? block[0] : block;
  return typed ? { path: named(pods, "spec"), block: one as Arguments } : undefined;
}

function containersOf(pods: Block): Block[] {
  return ["container", "init_container"].flatMap((field) => blocksAt(pods, field));
}

function isEmpty(block: Arguments): boolean {
  return Object.values(block).every((value) => Array.isArray(value) && value.length === 0);
}
