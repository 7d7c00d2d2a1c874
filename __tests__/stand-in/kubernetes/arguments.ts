import { BlockSchema } from "../schemas";
import { ObjectValue, Unknown, Value } from "../wire";
import { blocksIn } from "./expand";
import { Kind } from "./facts";
import { isQuantity } from "./quantity";

/** What a rule says of a value at a path; undefined when there is nothing to say. */
type Rule = (value: Value, path: string) => string | readonly string[] | undefined;

const oneOf =
  (...allowed: readonly string[]): Rule =>
  (value, path) => {
    const list = allowed.map((one) => `"${one}"`).join(" ");
    return allowed.includes(String(value))
      ? undefined
      : `expected ${path} to be one of [${list}], got ${String(value)}`;
  };

const positive: Rule = (value, path) =>
  Number(value) > 0 ? undefined : `${path} must be greater than 0`;

const atLeast =
  (least: number): Rule =>
  (value, path) =>
    Number(value) >= least ? undefined : `${path} must be greater than or equal to ${least}`;

const atLeastOne: Rule = (value, path) =>
  Number(value) >= 1 ? undefined : `expected ${path} to be at least (1), got ${String(value)}`;

const isPort = (value: Value) => Number(value) >= 1 && Number(value) <= 65535;

const port: Rule = (value, path) =>
  isPort(value) ? undefined : `${path} must be between 1 and 65535, inclusive`;

/** The port of a probe or handler: a number, or the name of a port. */
const portOrName: Rule = (value, path) =>
  /^\d+$/.test(String(value)) ? port(value, path) : portName(value, path);

const portName: Rule = (value, path) => {
  const name = String(value);
  if (/^\d+$/.test(name)) return undefined;
  return [
    ...(name.length > 15 ? [`${path} must be no more than 15 characters`] : []),
    ...(/^[-a-z0-9]+$/.test(name)
      ? []
      : [`${path} must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)`]),
    ...(/[a-z]/.test(name) ? [] : [`${path} must contain at least one letter (a-z)`]),
  ];
};

const hostPort: Rule = (value, path) =>
  isPort(value) ? undefined : `expected "${path}" to be a valid port number, got: ${String(value)}`;

const mode: Rule = (value, path) =>
  String(value).startsWith("0")
    ? undefined
    : `${path}: value ${String(value)} should start with '0' (octal numeral)`;

const quantity: Rule = (value, path) =>
  value === "" || isQuantity(String(value))
    ? undefined
    : `${path}.${String(value)} : quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`;

const number: Rule = (value, path) =>
  /^-?\d*$/.test(String(value))
    ? undefined
    : `${path}: cannot parse '${String(value)}' as int: strconv.ParseInt: parsing "${String(value)}": invalid syntax`;

/** By the end of an argument's path. The first that fits counts. */
const RULES: readonly (readonly [RegExp, Rule])[] = [
  [/\bport\.protocol$/, oneOf("TCP", "UDP")],
  [/\bport\.container_port$/, port],
  [/\bport\.host_port$/, hostPort],
  [/\bport\.name$/, portName],
  [/\b(http_get|tcp_socket)\.port$/, portOrName],
  [/\bhttp_get\.scheme$/, oneOf("HTTP", "HTTPS")],
  [/_probe\.(failure_threshold|period_seconds|success_threshold|timeout_seconds)$/, positive],
  [/\bgrpc\.port$/, port],
  [/\b(default_mode|mode)$/, mode],
  [/\b(divisor|size_limit)$/, quantity],
  [/\bexpiration_seconds$/, atLeast(600)],
  [/\btermination_message_policy$/, oneOf("File", "FallbackToLogsOnError")],
  [/\bmount_propagation$/, oneOf("None", "HostToContainer", "Bidirectional")],
  [/\bseccomp_profile\.type$/, oneOf("Unconfined", "RuntimeDefault", "Localhost")],
  [/\b(fs_group|run_as_group|run_as_user|replicas|toleration_seconds)$/, number],
  [/\bfs_group_change_policy$/, oneOf("Always", "OnRootMismatch")],
  [/\bos\.name$/, oneOf("linux", "windows")],
  [/\bdns_policy$/, oneOf("ClusterFirst", "ClusterFirstWithHostNet", "Default", "None")],
  [/\btoleration\.effect$/, oneOf("NoSchedule", "PreferNoSchedule", "NoExecute")],
  [/\btoleration\.operator$/, oneOf("Exists", "Equal")],
  [/\btopology_spread_constraint\.(max_skew|min_domains)$/, atLeastOne],
  [/\bwhen_unsatisfiable$/, oneOf("DoNotSchedule", "ScheduleAnyway")],
  [/\btermination_grace_period_seconds$/, atLeast(0)],
  [/\b(active_deadline_seconds|completions)$/, positive],
  [/\b(backoff_limit|parallelism)$/, atLeast(0)],
  [/\bcompletion_mode$/, oneOf("Indexed", "NonIndexed")],
  [/\bconcurrency_policy$/, oneOf("Allow", "Forbid", "Replace")],
  [/\bpod_management_policy$/, oneOf("OrderedReady", "Parallel")],
];

/** Rules that one kind has for itself. */
const RULES_OF: { readonly [kind: string]: readonly (readonly [RegExp, Rule])[] } = {
  Deployment: [
    [/^spec\.template\.spec\.restart_policy$/, oneOf("Always")],
    [/^spec\.strategy\.type$/, oneOf("RollingUpdate", "Recreate")],
  ],
  DaemonSet: [[/^spec\.strategy\.type$/, oneOf("RollingUpdate", "OnDelete")]],
  StatefulSet: [
    [/^spec\.update_strategy\.type$/, oneOf("RollingUpdate", "OnDelete")],
    [/^spec\.revision_history_limit$/, positive],
  ],
};

const RESTART_POLICY: readonly [RegExp, Rule] = [
  /\bspec\.restart_policy$/,
  oneOf("Always", "OnFailure", "Never"),
];

/** What the provider refuses of a configuration, before anything is planned. */
export function mistakesInArguments(
  kind: Kind,
  schema: BlockSchema,
  config: ObjectValue,
): string[] {
  const rules = [...(RULES_OF[kind] ?? []), ...RULES, RESTART_POLICY];
  const visit = (block: BlockSchema, value: ObjectValue, path: string): string[] => [
    ...Object.keys(block.attributes).flatMap((name) => {
      const given = value[name] ?? null;
      if (given === null || given instanceof Unknown || typeof given === "object") return [];
      const here = `${path}${name}`;
      const rule = rules.find(([form]) => form.test(here.replace(/\.\d+(?=\.)/g, "")))?.[1];
      return rule?.(given, here) ?? [];
    }),
    ...Object.entries(block.block_types).flatMap(([name, nested]) =>
      blocksIn(value[name]).flatMap((item, index) =>
        visit(nested.block, item, `${path}${name}.${index}.`),
      ),
    ),
  ];
  return visit(schema, config, "");
}
