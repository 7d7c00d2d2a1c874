import { Json, JsonObject, isObject, objectsAt } from "./names";
import { compare } from "./quantity";

const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/** A value in a message of the API. */
export function shown(value: Json | undefined): string {
  return value === undefined || value === null ? '""' : JSON.stringify(value);
}

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The mistakes of the specification of a pod at this path of its object. */
export function validatePod(
  spec: JsonObject,
  path: string,
  claims: readonly Json[] = [],
): string[] {
  const mistakes: string[] = [];
  const add = (where: string, what: string) => mistakes.push(`${path}${where}: ${what}`);
  const volumes = objectsAt(spec, "volumes");
  volumes.forEach((volume, index) => {
    const here = `.volumes[${index}]`;
    if (volumes.findIndex(({ name }) => name === volume.name) < index) {
      add(`${here}.name`, `Duplicate value: ${shown(volume.name)}`);
    }
    if (objectsAt(volume, "configMap").some(({ name }) => !name)) {
      add(`${here}.configMap.name`, "Required value");
    }
    if (objectsAt(volume, "secret").some(({ secretName }) => !secretName)) {
      add(`${here}.secret.secretName`, "Required value");
    }
  });
  const mountable = [...volumes.map(({ name }) => name), ...claims];
  const containers = objectsAt(spec, "containers");
  if (containers.length === 0) add(".containers", "Required value");
  const names = new Set<Json>();
  for (const field of ["initContainers", "containers"]) {
    objectsAt(spec, field).forEach((container, index) => {
      const here = `${path}.${field}[${index}]`;
      if (names.has(container.name)) {
        mistakes.push(`${here}.name: Duplicate value: ${shown(container.name)}`);
      }
      names.add(container.name);
      const isInit = field === "initContainers" && container.restartPolicy !== "Always";
      mistakes.push(...containerMistakes(container, here, isInit, mountable));
    });
  }
  objectsAt(spec, "tolerations").forEach((toleration, index) => {
    if (!toleration.key && toleration.operator !== "Exists") {
      const reason =
        'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      const operator = shown(toleration.operator);
      add(`.tolerations[${index}].operator`, `Invalid value: ${operator}: ${reason}`);
    }
  });
  objectsAt(spec, "topologySpreadConstraints").forEach((spread, index) => {
    const here = `.topologySpreadConstraints[${index}]`;
    if (!spread.topologyKey) add(`${here}.topologyKey`, "Required value: can not be empty");
    if (spread.minDomains && spread.whenUnsatisfiable === "ScheduleAnyway") {
      const reason =
        "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway";
      add(`${here}.minDomains`, `Invalid value: ${shown(spread.minDomains)}: ${reason}`);
    }
  });
  if (spec.dnsPolicy === "None" && objectsAt(spec, "dnsConfig").length === 0) {
    add(".dnsConfig", "Required value: must provide `dnsConfig` when `dnsPolicy` is None");
  }
  objectsAt(spec, "hostAliases").forEach((alias, index) => {
    ((alias.hostnames ?? []) as string[]).forEach((name, at) => {
      if (SUBDOMAIN.test(name)) return;
      add(
        `.hostAliases[${index}].hostnames[${at}]`,
        `Invalid value: ${shown(name)}: ${SUBDOMAIN_RULE}`,
      );
    });
  });
  const [context = {}] = objectsAt(spec, "securityContext");
  mistakes.push(
    ...userMistakes(context, `${path}.securityContext`, ["runAsUser", "runAsGroup", "fsGroup"]),
  );
  mistakes.push(...windowsMistakes(spec, context, path));
  return mistakes;
}

/** A Windows pod may have nothing that only Linux knows, not even as false. */
const LINUX_ONLY = {
  spec: ["hostPID", "hostIPC", "shareProcessNamespace"],
  pod: [
    ...["fsGroup", "fsGroupChangePolicy", "runAsGroup", "runAsUser", "seLinuxOptions"],
    ...["seccompProfile", "supplementalGroups", "sysctls"],
  ],
  container: [
    ...["allowPrivilegeEscalation", "capabilities", "privileged", "procMount"],
    ...["readOnlyRootFilesystem", "runAsGroup", "runAsUser", "seLinuxOptions", "seccompProfile"],
  ],
};

function windowsMistakes(spec: JsonObject, context: JsonObject, path: string): string[] {
  const mistakes = objectsAt(context, "windowsOptions").flatMap((options) => {
    const here = `${path}.securityContext.windowsOptions`;
    const isEmpty = (field: string) => options[field] === "";
    return [
      ...(isEmpty("gmsaCredentialSpecName")
        ? [`${here}.gmsaCredentialSpecName: Invalid value: "": ${SUBDOMAIN_RULE}`]
        : []),
      ...["gmsaCredentialSpec", "runAsUserName"]
        .filter(isEmpty)
        .map((field) => `${here}.${field}: Invalid value: "": ${field} cannot be an empty string`),
    ];
  });
  if (objectsAt(spec, "os")[0]?.name !== "windows") return mistakes;
  const forbid = (object: JsonObject | undefined, where: string, fields: readonly string[]) =>
    mistakes.push(
      ...fields
        .filter((field) => object?.[field] !== undefined)
        .map((field) => `${where}.${field}: Forbidden: cannot be set for a windows pod`),
    );
  forbid(context, `${path}.securityContext`, LINUX_ONLY.pod);
  forbid(spec, path, LINUX_ONLY.spec);
  for (const field of ["initContainers", "containers"]) {
    objectsAt(spec, field).forEach((container, index) =>
      forbid(
        objectsAt(container, "securityContext")[0],
        `${path}.${field}[${index}].securityContext`,
        LINUX_ONLY.container,
      ),
    );
  }
  return mistakes;
}

function userMistakes(context: JsonObject, path: string, fields: readonly string[]): string[] {
  return fields
    .filter((field) => Number(context[field] ?? 0) < 0 || Number(context[field] ?? 0) > 2147483647)
    .map(
      (field) =>
        `${path}.${field}: Invalid value: ${shown(context[field])}: must be between 0 and 2147483647, inclusive`,
    );
}

const POLICIES = ["Always", "IfNotPresent", "Never"];
const SOURCES = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];

function containerMistakes(
  container: JsonObject,
  path: string,
  isInit: boolean,
  mountable: readonly Json[],
): string[] {
  const mistakes: string[] = [];
  const add = (where: string, what: string) => mistakes.push(`${path}${where}: ${what}`);
  if (!container.image) add(".image", "Required value");
  if (!POLICIES.includes(String(container.imagePullPolicy))) {
    const known = POLICIES.map((policy) => `"${policy}"`).join(", ");
    const policy = shown(container.imagePullPolicy);
    add(".imagePullPolicy", `Unsupported value: ${policy}: supported values: ${known}`);
  }
  objectsAt(container, "ports").forEach(({ name }, index) => {
    if (typeof name === "string" && name !== "" && !/[a-z]/.test(name)) {
      add(
        `.ports[${index}].name`,
        `Invalid value: ${shown(name)}: must contain at least one letter (a-z)`,
      );
    }
  });
  objectsAt(container, "env").forEach((variable, index) => {
    const here = `.env[${index}]`;
    if (/=|[^ -~]/.test(String(variable.name))) {
      const rule =
        "a valid environment variable name must consist only of printable ASCII characters other than '='";
      add(`${here}.name`, `Invalid value: ${shown(variable.name)}: ${rule}`);
    }
    for (const source of objectsAt(variable, "valueFrom")) {
      const known = `\`${SOURCES.slice(0, -1).join("`, `")}\` or \`${SOURCES.slice(-1).join()}\``;
      const reason = variable.value
        ? "may not be specified when `value` is not empty"
        : Object.keys(source).length === 0 && `must specify one of: ${known}`;
      if (reason) add(`${here}.valueFrom`, `Invalid value: "": ${reason}`);
    }
  });
  objectsAt(container, "volumeMounts").forEach(({ name }, index) => {
    if (mountable.includes(name)) return;
    add(`.volumeMounts[${index}].name`, `Not found: ${shown(name)}`);
  });
  const [resources = {}] = objectsAt(container, "resources");
  const limits = (resources.limits ?? {}) as { [name: string]: string };
  for (const [name, value] of Object.entries((resources.requests ?? {}) as JsonObject)) {
    if (limits[name] === undefined || compare(String(value), limits[name]) <= 0) continue;
    const reason = `must be less than or equal to ${name} limit of ${limits[name]}`;
    add(".resources.requests", `Invalid value: ${shown(value)}: ${reason}`);
  }
  const [context = {}] = objectsAt(container, "securityContext");
  mistakes.push(...userMistakes(context, `${path}.securityContext`, ["runAsUser", "runAsGroup"]));
  return [...mistakes, ...probeMistakes(container, path, isInit)];
}

function probeMistakes(container: JsonObject, path: string, isInit: boolean): string[] {
  return ["livenessProbe", "readinessProbe", "startupProbe"].flatMap((name) => {
    const probe = container[name];
    if (!isObject(probe)) return [];
    const here = `${path}.${name}`;
    if (isInit) {
      const reason = "may not be set for init containers without restartPolicy=Always";
      return [`${here}: Forbidden: ${reason}`];
    }
    const mistakes = handlerMistakes(probe, here);
    if (name !== "readinessProbe" && probe.successThreshold !== 1) {
      mistakes.push(
        `${here}.successThreshold: Invalid value: ${shown(probe.successThreshold)}: must be 1`,
      );
    }
    return mistakes;
  });
}

function handlerMistakes(handler: JsonObject, path: string): string[] {
  const kinds = ["exec", "httpGet", "tcpSocket", "grpc"].filter((kind) => isObject(handler[kind]));
  if (kinds.length === 0) return [`${path}: Required value: must specify a handler type`];
  return kinds.flatMap((kind) => {
    const [action] = objectsAt(handler, kind);
    if (kind === "exec") {
      return action.command ? [] : [`${path}.exec.command: Required value`];
    }
    const isRight =
      typeof action.port === "string" || (Number(action.port) >= 1 && Number(action.port) <= 65535);
    return isRight
      ? []
      : [
          `${path}.${kind}.port: Invalid value: ${shown(action.port)}: must be between 1 and 65535, inclusive`,
        ];
  });
}
