/** A value of JSON, as objects of Kubernetes have it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** What an argument is called in an object, where that is not its name in camel case. */
const FIELDS: { readonly [argument: string]: string } = {
  container: "containers",
  downward_api: "downwardAPI",
  data_disk_uri: "diskURI",
  disk_uri: "diskURI",
  env_from: "envFrom",
  host_ip: "hostIP",
  host_ipc: "hostIPC",
  host_pid: "hostPID",
  http_header: "httpHeaders",
  image_pull_secret: "imagePullSecrets",
  init_container: "initContainers",
  node_selector_term: "nodeSelectorTerms",
  on_pod_condition: "onPodConditions",
  option: "options",
  port: "ports",
  readiness_gate: "readinessGates",
  rule: "rules",
  run_as_username: "runAsUserName",
  sysctl: "sysctls",
  timezone: "timeZone",
  toleration: "tolerations",
  topology_spread_constraint: "topologySpreadConstraints",
  volume: "volumes",
  volume_claim_template: "volumeClaimTemplates",
  volume_device: "volumeDevices",
  volume_mount: "volumeMounts",
};

/** The same by the last two names of the path, where one name means two things. */
const FIELDS_WITHIN: { readonly [path: string]: string } = {
  secret: "secrets",
  "ephemeral.volume_claim_template": "volumeClaimTemplate",
  "grpc.port": "port",
  "http_get.port": "port",
  "tcp_socket.port": "port",
  "glusterfs.path": "path",
};

/** Blocks that the schema lets occur several times and that are one object in Kubernetes. */
const SINGLE =
  /\b(grpc|label_selector|metadata|namespace_selector|persistent_volume_claim_retention_policy|post_start|pre_stop|projected|rolling_update|tcp_socket|update_strategy)$/;

const WHOLE_NUMBERS =
  /\b(fs_group|replicas|run_as_group|run_as_user|toleration_seconds|ttl_seconds_after_finished)$/;
const OCTAL = /\b(default_mode|mode)$/;
const NUMBER_OR_NAME = /\b(http_get\.port|tcp_socket\.port|max_surge|max_unavailable)$/;
const QUANTITIES =
  /\b(resources\.limits|resources\.requests|empty_dir\.size_limit|resource_field_ref\.divisor)$/;

/** The name of an argument's field; the path is dotted, without the positions in lists. */
export function fieldOf(path: string, kind: string): string {
  if (kind === "DaemonSet" && path === "spec.strategy") return "updateStrategy";
  const names = path.split(".");
  const name = names[names.length - 1];
  const own = FIELDS_WITHIN[names.slice(-2).join(".")] ?? FIELDS[name];
  return own ?? name.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());
}

export function isSingle(path: string, maxItems: number | undefined): boolean {
  return maxItems === 1 || SINGLE.test(path);
}

/** How a value is written in an object, when it is a string, or a number, in the schema. */
export type Form = "as it is" | "number" | "octal" | "number or name" | "quantity";

export function formOf(path: string): Form {
  if (WHOLE_NUMBERS.test(path)) return "number";
  if (OCTAL.test(path)) return "octal";
  if (NUMBER_OR_NAME.test(path)) return "number or name";
  return QUANTITIES.test(path) ? "quantity" : "as it is";
}

/** The fields of an object below a field, or of each object in a list there. */
export function objectsAt(object: Json | undefined, field: string): JsonObject[] {
  const value = isObject(object) ? object[field] : undefined;
  return (Array.isArray(value) ? value : [value]).filter(isObject);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy that can be changed. `structuredClone` makes objects that Jest's own are not equal to. */
export function copyOf<T extends Json>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
