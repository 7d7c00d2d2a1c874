import { BlockSchema, NestedBlockSchema } from "../schemas";
import { ObjectValue, Unknown, Value } from "../wire";
import { Kind, factsOf } from "./facts";
import { Json, JsonObject, fieldOf, formOf, isSingle } from "./names";
import { canonical, isQuantity } from "./quantity";

/** A mistake that the provider itself finds when it writes an object. */
export class ProviderError extends Error {}

/** Arguments that the provider sends when they are empty, too, by the end of their path. */
const SENT_EMPTY =
  /(^|\.)(security_context\.(allow_privilege_escalation|privileged|read_only_root_filesystem|run_as_non_root)|windows_options\.\w+|(config_map|config_map_key_ref|config_map_ref|secret|secret_key_ref|secret_ref)\.optional|csi\.(fs_type|read_only)|grpc\.service|http_get\.port|tcp_socket\.port|(automount_service_account_token|enable_service_links|share_process_namespace|termination_grace_period_seconds|progress_deadline_seconds|revision_history_limit|partition|backoff_limit|parallelism|manual_selector|suspend|failed_jobs_history_limit|successful_jobs_history_limit))$/;

/** What the API makes of an object, not the provider. */
const READ_ONLY = /(^|\.)metadata\.(generation|resource_version|uid)$/;

const API_VERSIONS: { readonly [kind in Kind]: string } = {
  CronJob: "batch/v1",
  DaemonSet: "apps/v1",
  Deployment: "apps/v1",
  Job: "batch/v1",
  Namespace: "v1",
  Pod: "v1",
  ServiceAccount: "v1",
  StatefulSet: "apps/v1",
};

/** Arguments that steer the provider and are no part of the object. */
const OF_THE_PROVIDER =
  /^(default_secret_name|id|target_state|timeouts|wait_for_completion|wait_for_default_service_account|wait_for_rollout)$/;

export function isOfTheProvider(name: string): boolean {
  return OF_THE_PROVIDER.test(name);
}

/** The object that the provider sends for a planned state. */
export function expand(kind: Kind, schema: BlockSchema, planned: ObjectValue): JsonObject {
  const own = Object.entries(planned).filter(([name]) => !isOfTheProvider(name));
  const object = new Expansion(kind).block(schema, Object.fromEntries(own), []);
  return { apiVersion: API_VERSIONS[kind], kind, ...object };
}

class Expansion {
  constructor(private readonly kind: Kind) {}

  block(schema: BlockSchema, value: ObjectValue, path: readonly string[]): JsonObject {
    const result: JsonObject = {};
    // To the provider, a block in which nothing is set is no block, but for its place.
    if (path.length > 0 && isNothing(value)) return result;
    for (const [name, { type }] of Object.entries(schema.attributes)) {
      const here = [...path, name].join(".");
      const sent = READ_ONLY.test(here) ? undefined : this.attribute(here, value, name, type);
      if (sent !== undefined) result[fieldOf(here, this.kind)] = sent;
    }
    for (const [name, nested] of Object.entries(schema.block_types)) {
      const items = blocksIn(value[name]);
      if (items.length === 0) continue;
      const here = [...path, name];
      result[fieldOf(here.join("."), this.kind)] = this.nested(nested, items, here);
    }
    return result;
  }

  private nested(
    { block, max_items }: NestedBlockSchema,
    items: readonly ObjectValue[],
    path: readonly string[],
  ): Json {
    const dotted = path.join(".");
    if (/\benv_from$/.test(dotted) && items.some(isNothing)) {
      throw new ProviderError("Plugin did not respond");
    }
    if (/\bprojected\.sources$/.test(dotted)) {
      return items.flatMap((item) => this.projections(block, item, path));
    }
    const expanded = items.map((item) => this.block(block, item, path));
    return isSingle(dotted, max_items) ? expanded[0] : expanded;
  }

  /** A block of sources may hold several; each becomes a projection of its own. */
  private projections(schema: BlockSchema, item: ObjectValue, path: readonly string[]) {
    const names = ["secret", "config_map", "downward_api", "service_account_token"];
    return names.flatMap((name) =>
      blocksIn(item[name]).map((source) => {
        const here = [...path, name];
        const { block } = schema.block_types[name];
        return { [fieldOf(here.join("."), this.kind)]: this.block(block, source, here) };
      }),
    );
  }

  private attribute(
    path: string,
    siblings: ObjectValue,
    name: string,
    type: unknown,
  ): Json | undefined {
    const value = siblings[name] instanceof Unknown ? null : siblings[name];
    if (/\bseccomp_profile\.localhost_profile$/.test(path)) {
      return siblings.type === "Localhost" ? String(value ?? "") : undefined;
    }
    // These two numbers are not sent when they are the API's own.
    if (this.kind === "CronJob" && value === factsOf(this.kind).defaultOf(path)) {
      if (/_jobs_history_limit$/.test(path)) return undefined;
    }
    const isEmpty = isNothing(value) || value === 0 || value === false;
    const form = formOf(path);
    if (form === "number" || form === "octal") {
      if (value === "" || value === null || value === undefined) return undefined;
      return Number.parseInt(String(value), form === "octal" ? 8 : 10);
    }
    if (isEmpty && !SENT_EMPTY.test(path)) return undefined;
    if (form === "number or name") return numberOrName(String(value ?? "0"));
    if (form === "quantity") return quantities(value);
    if (value !== null && value !== undefined) return value as Json;
    return type === "bool" ? false : type === "number" ? 0 : "";
  }
}

function quantities(value: Value): Json {
  if (typeof value !== "object" || value === null) return quantity(String(value));
  const entries = Object.entries(value as ObjectValue);
  return Object.fromEntries(entries.map(([name, item]) => [name, quantity(String(item))]));
}

function quantity(text: string): string {
  if (isQuantity(text)) return canonical(text);
  throw new ProviderError(
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  );
}

export function numberOrName(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** The blocks of one name, whether the schema nests them in a list or singly. */
export function blocksIn(value: Value | undefined): ObjectValue[] {
  if (value === null || value === undefined || value instanceof Unknown) return [];
  return (Array.isArray(value) ? value : [value]) as ObjectValue[];
}

/** Whether a value is null or empty, with all that is in it. A number and a boolean are something. */
export function isNothing(value: Value | undefined): boolean {
  if (value === null || value === undefined || value === "" || value instanceof Unknown)
    return true;
  if (typeof value !== "object") return false;
  const inner = Array.isArray(value) ? value : Object.values(value);
  return Array.isArray(value) ? inner.length === 0 : inner.every(isNothing);
}
