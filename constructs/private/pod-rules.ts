const POD = "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/";
const VOLUME =
  "https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/";
const CRON_JOB = "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/";
const MAX = 2 ** 31 - 1;

/** The rules for what is in pods, and for the objects that make them. */
export const POD_RULES = {
  statefulSet: {
    noun: "name of a StatefulSet",
    pattern: /^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/,
    allowed: '1 to 52 lower-case letters, digits or "-", first and last a letter or digit',
    source:
      "https://github.com/kubernetes/kubernetes/issues/64023 (a label of its pods holds the name and a hash)",
  },
  cronJob: {
    noun: "name of a CronJob",
    pattern: /^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/,
    allowed: '1 to 52 lower-case letters, digits or "-", first and last a letter or digit',
    source: CRON_JOB,
  },
  volume: {
    noun: "volume name",
    pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    allowed: '1 to 63 lower-case letters, digits or "-", first and last a letter or digit',
    source: VOLUME,
  },
  portName: {
    noun: "name of a port",
    pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/,
    allowed:
      '1 to 15 lower-case letters, digits or single "-", at least one letter, first and last a letter or digit',
    source: POD,
  },
  dataKey: {
    noun: "key of a config map or secret",
    pattern: /^(?!\.{1,2}$)[-._a-zA-Z0-9]{1,253}$/,
    allowed: '1 to 253 letters, digits, "-", "_" or "."',
    source: "https://kubernetes.io/docs/concepts/configuration/configmap/",
  },
  mountPath: {
    noun: "path of a mount",
    pattern: /^(\/|[a-zA-Z]:[\\/])[^:]*$/,
    allowed: 'an absolute path without ":", such as "/etc/orders"; "C:\\orders" on Windows',
    source: POD,
  },
  relativePath: {
    noun: "path in a volume",
    pattern: /^(?!\/)(?!(.*\/)?\.\.(\/|$)).+$/,
    allowed: 'a path that does not start with "/" and has no part ".."',
    source: VOLUME,
  },
  fileMode: {
    noun: "file mode",
    pattern: /^0[0-7]{3}$/,
    allowed: 'four octal digits from "0000" to "0777", such as "0440"',
    source: VOLUME,
  },
  fieldPath: {
    noun: "field of a pod",
    pattern:
      /^(metadata\.(name|namespace|uid|(labels|annotations)\['[^']+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIPs?|podIPs?))$/,
    allowed:
      "metadata.name, metadata.namespace, metadata.uid, metadata.labels['<key>'], metadata.annotations['<key>'], spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP or status.podIPs",
    source: "https://kubernetes.io/docs/concepts/workloads/pods/downward-api/",
  },
  containerResource: {
    noun: "resource of a container",
    pattern: /^(limits|requests)\.(cpu|memory|ephemeral-storage|hugepages-\S+)$/,
    allowed:
      '"limits." or "requests." and "cpu", "memory", "ephemeral-storage" or "hugepages-<size>"',
    source: "https://kubernetes.io/docs/concepts/workloads/pods/downward-api/",
  },
  httpHeader: {
    noun: "name of an HTTP header",
    pattern: /^[-A-Za-z0-9]+$/,
    allowed: 'letters, digits or "-"',
    source: POD,
  },
  capability: {
    noun: "Linux capability",
    pattern: /^(?!CAP_)[A-Z][A-Z0-9_]*$/,
    allowed: 'a name in capitals without "CAP_", such as "NET_BIND_SERVICE", or "ALL"',
    source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  },
  ipAddress: {
    noun: "IP address",
    pattern: /^((\d{1,3}\.){3}\d{1,3}|(?=.*:)[0-9a-fA-F:.]{2,45})$/,
    allowed: "an IPv4 or IPv6 address",
    source: POD,
  },
  podsOrShare: {
    noun: "number or share of pods",
    pattern: /^(\d{1,9}|(\d|[1-9]\d|100)%)$/,
    allowed: 'a number such as "1", or a share from "0%" to "100%"',
    source: "https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/",
  },
  cronSchedule: {
    noun: "schedule",
    pattern: cronPattern(),
    allowed:
      'five fields "minute hour day month weekday" such as "30 2 * * 1-5", or "@hourly", "@daily", "@weekly", "@monthly", "@yearly" or "@every 1h30m"',
    source: CRON_JOB,
  },
  timeZone: {
    noun: "time zone",
    pattern: /^(?!Local$)[A-Z][-+_A-Za-z0-9]*(\/[A-Z][-+_A-Za-z0-9]*){0,2}$/,
    allowed: 'a name of the IANA database, such as "Europe/Berlin" or "Etc/UTC"',
    source: CRON_JOB,
  },
};

/** https://pkg.go.dev/github.com/robfig/cron/v3, which Kubernetes reads schedules with. */
function cronPattern(): RegExp {
  const months = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";
  const days = "SUN|MON|TUE|WED|THU|FRI|SAT";
  const values = [
    "0*[1-5]?\\d",
    "0*(?:1?\\d|2[0-3])",
    "0*(?:[1-9]|[12]\\d|3[01])",
    `0*(?:[1-9]|1[0-2])|${months}`,
    `0*[0-6]|${days}`,
  ];
  const fields = values.map((value) => {
    const some = `(?:[*?]|(?:${value})(?:-(?:${value}))?)(?:/0*[1-9]\\d*)?`;
    return `${some}(?:,${some})*`;
  });
  const macros =
    "@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every (?:\\d+(?:h|m|s))+)";
  return new RegExp(`^(?:${fields.join(" +")}|${macros})$`, "i");
}

/** The bounds of what is in pods, and of the objects that make them. */
export const POD_BOUNDS = {
  podSeconds: { noun: "number of seconds", min: 0, max: MAX, source: POD },
  probeSeconds: { noun: "number of seconds of a probe", min: 1, max: MAX, source: POD },
  probeThreshold: { noun: "number of results of a probe", min: 1, max: MAX, source: POD },
  userId: {
    noun: "id of a user or group",
    min: 0,
    max: MAX,
    source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  },
  projectedTokenSeconds: {
    noun: "token expiration in seconds",
    min: 600,
    max: 2 ** 32,
    source: "https://kubernetes.io/docs/concepts/storage/projected-volumes/",
  },
  affinityWeight: {
    noun: "weight of a preference",
    min: 1,
    max: 100,
    source: "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/",
  },
  spread: {
    noun: "number of pods or domains",
    min: 1,
    max: MAX,
    source: "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
  },
  deadlineSeconds: {
    noun: "deadline in seconds",
    min: 1,
    max: MAX,
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/job/",
  },
  lateSeconds: {
    noun: "number of seconds a Job may be late",
    min: 1,
    max: MAX,
    source: `${CRON_JOB}; the provider reads 0 as none`,
  },
  historyLimit: { noun: "number of Jobs kept", min: 0, max: MAX, source: CRON_JOB },
  partition: {
    noun: "ordinal of the first pod to be updated",
    min: 0,
    max: MAX,
    source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/",
  },
};
