import type { POD_RULES } from "../../constructs/private/pod-rules";

interface Example {
  /** What follows the rule, its limits included. */
  readonly good: string[];
  /** What does not. */
  readonly bad: string[];
  /** The rule once more, as plain code. */
  readonly says: (text: string) => boolean;
  /** Texts that random names start from. */
  readonly seeds: readonly string[];
}

const x = (length: number) => "x".repeat(length);
const around = (max: number) => [1, 2, 3, max - 1, max, max + 1].map(x);

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const ALL = LOWER + UPPER + DIGITS;

const only = (text: string, allowed: string) => [...text].every((c) => allowed.includes(c));
const long = (text: string, min: number, max: number) => text.length >= min && text.length <= max;
const whole = (text: string) => text !== "" && only(text, DIGITS);

/** A label of DNS of at most so many characters. */
function label(text: string, max: number): boolean {
  const ends = `${text[0]}${text.at(-1)}`;
  return long(text, 1, max) && only(text, `${LOWER}${DIGITS}-`) && only(ends, `${LOWER}${DIGITS}`);
}

const labelOf = (max: number): Example => ({
  good: ["a", "a-1", x(max)],
  bad: ["", "A", "-a", "a-", "a.b", x(max + 1)],
  says: (text) => label(text, max),
  seeds: around(max),
});

const FIELDS: readonly (readonly [number, number, string])[] = [
  [0, 59, ""],
  [0, 23, ""],
  [1, 31, ""],
  [1, 12, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"],
  [0, 6, "SUN MON TUE WED THU FRI SAT"],
];

/** One field of a schedule: a list of values, ranges and steps. */
function field(text: string, [min, max, names]: readonly [number, number, string]): boolean {
  const value = (word: string) =>
    (whole(word) && Number(word) >= min && Number(word) <= max) ||
    (word !== "" && names.split(" ").includes(word.toUpperCase()));
  return text.split(",").every((part) => {
    const [range, step, ...more] = part.split("/");
    const [from, to, ...others] = range.split("-");
    const stepped = step === undefined || (whole(step) && Number(step) > 0);
    const ranged = value(from) && (to === undefined || value(to)) && others.length === 0;
    return more.length === 0 && stepped && (range === "*" || range === "?" || ranged);
  });
}

function schedule(text: string): boolean {
  if (text.startsWith("@")) {
    const named = "yearly annually monthly weekly daily midnight hourly".split(" ");
    const [, every] = /^@every (.*)$/i.exec(text) ?? [];
    const parts = every?.match(/\d+[hms]/gi)?.join("");
    return named.includes(text.slice(1).toLowerCase()) || (!!every && parts === every);
  }
  const words = text.split(/ +/);
  return words.length === 5 && words.every((word, index) => field(word, FIELDS[index]));
}

/** For each rule of pods what follows it, what does not, and the rule in plain code. */
export const POD_RULE_EXAMPLES: Record<keyof typeof POD_RULES, Example> = {
  statefulSet: labelOf(52),
  cronJob: labelOf(52),
  volume: labelOf(63),
  portName: {
    good: ["http", "grpc-1", "8http", x(15)],
    bad: ["", "HTTP", "8080", "a--b", "-a", "a-", x(16)],
    says: (text) => label(text, 15) && !text.includes("--") && !only(text, `${DIGITS}-`),
    seeds: ["http", "h-1", "1-1", "8080", x(15), x(16)],
  },
  dataKey: {
    good: ["config.yaml", "_A-1", "...", x(253)],
    bad: ["", ".", "..", "a/b", "a b", x(254)],
    says: (text) => long(text, 1, 253) && only(text, `${ALL}-_.`) && text !== "." && text !== "..",
    seeds: ["a.b", ".", "..", "_-", x(253)],
  },
  mountPath: {
    good: ["/", "/etc/orders", "C:\\orders", "d:/orders"],
    bad: ["", "etc", "./a", "/a:b", "C:orders", "CC:\\a"],
    says: (text) => {
      const drive = only(text[0] ?? "", LOWER + UPPER) && text[1] === ":";
      const rest = drive && text !== "" ? text.slice(2) : text;
      const starts = drive && text !== "" ? /^[\\/]/ : /^\//;
      return starts.test(rest) && !rest.includes(":");
    },
    seeds: ["/a", "C:\\a", "c:/a", "/a:b", "a"],
  },
  relativePath: {
    good: ["a", "a/b.txt", "..a", "a..", "..."],
    bad: ["", "/a", "..", "../a", "a/..", "a/../b"],
    says: (text) =>
      text !== "" &&
      !/[\n\r\u2028\u2029]/.test(text) &&
      !text.startsWith("/") &&
      !text.split("/").includes(".."),
    seeds: ["a/b", "../a", "a/..", "..a"],
  },
  fileMode: {
    good: ["0000", "0440", "0777"],
    bad: ["", "440", "0888", "1777", "04400"],
    says: (text) => text.length === 4 && only(text, "01234567") && text.startsWith("0"),
    seeds: ["0440", "0777", "0000"],
  },
  fieldPath: {
    good: ["metadata.name", "metadata.labels['team']", "status.podIP", "status.hostIPs"],
    bad: ["", "metadata.labels", "spec.containers", "status.phase", "metadata.labels['']"],
    says: (text) => {
      const [, key] = /^metadata\.(?:labels|annotations)\['(.*)'\]$/s.exec(text) ?? [];
      if (key !== undefined) return key !== "" && !key.includes("'");
      const known =
        "metadata.name metadata.namespace metadata.uid spec.nodeName spec.serviceAccountName status.hostIP status.hostIPs status.podIP status.podIPs";
      return known.split(" ").includes(text);
    },
    seeds: ["metadata.name", "metadata.labels['a']", "status.podIPs", "spec.nodeName"],
  },
  containerResource: {
    good: ["limits.cpu", "requests.memory", "limits.hugepages-2Mi"],
    bad: ["", "cpu", "limits.gpu", "limits.hugepages-"],
    says: (text) => {
      const [kind, ...rest] = text.split(".");
      const resource = rest.join(".");
      const huge = "hugepages-";
      return (
        (kind === "limits" || kind === "requests") &&
        (["cpu", "memory", "ephemeral-storage"].includes(resource) ||
          (resource.startsWith(huge) && resource !== huge && !/\s/.test(resource)))
      );
    },
    seeds: ["limits.cpu", "requests.memory", "limits.hugepages-2Mi"],
  },
  httpHeader: {
    good: ["Host", "X-Orders-1"],
    bad: ["", "a b", "a:b", "a_b"],
    says: (text) => text !== "" && only(text, `${ALL}-`),
    seeds: ["X-A", "Host"],
  },
  capability: {
    good: ["ALL", "NET_BIND_SERVICE"],
    bad: ["", "all", "CAP_CHOWN", "_A", "1A"],
    says: (text) =>
      text !== "" &&
      only(text, `${UPPER}${DIGITS}_`) &&
      UPPER.includes(text[0]) &&
      !text.startsWith("CAP_"),
    seeds: ["CHOWN", "CAP_CHOWN", "NET_RAW"],
  },
  ipAddress: {
    good: ["10.0.0.1", "2001:db8::1", "::1"],
    bad: ["", "10.0.0", "orders", "10.0.0.0/8"],
    says: (text) => {
      const parts = text.split(".");
      const four = parts.length === 4 && parts.every((part) => whole(part) && part.length <= 3);
      const six = text.includes(":") && long(text, 2, 45) && only(text, "0123456789abcdefABCDEF:.");
      return four || six;
    },
    seeds: ["10.0.0.1", "::1", "2001:db8::1"],
  },
  podsOrShare: {
    good: ["0", "1", "999999999", "0%", "25%", "100%"],
    bad: ["", "-1", "101%", "1.5", "%", "05%", "1000000000"],
    says: (text) => {
      const number = text.endsWith("%") ? text.slice(0, -1) : text;
      if (!whole(number)) return false;
      if (number === text) return text.length <= 9;
      return String(Number(number)) === number && Number(number) <= 100;
    },
    seeds: ["1", "25%", "100%", "0%"],
  },
  cronSchedule: {
    good: [
      "30 2 * * 1-5",
      "*/15 0-6,22 1,15 JAN-MAR ?",
      "0 0 * * SUN",
      "59 23 31 12 6",
      "@daily",
      "@every 1h30m",
    ],
    bad: [
      "",
      "* * * *",
      "* * * * * *",
      "60 * * * *",
      "* 24 * * *",
      "* * 0 * *",
      "* * * 13 *",
      "* * * * 7",
      "*/0 * * * *",
      "TZ=UTC * * * * *",
      "@reboot",
      "@every 1d",
    ],
    says: schedule,
    seeds: ["30 2 * * 1-5", "*/15 0-6,22 1 JAN ?", "@daily", "@every 1h30m", "0 0 1 1 0"],
  },
  timeZone: {
    good: ["UTC", "Europe/Berlin", "Etc/GMT+1", "America/Argentina/Buenos_Aires"],
    bad: ["", "Local", "europe/berlin", "+01:00", "Europe/", "A/B/C/D"],
    says: (text) => {
      const parts = text.split("/");
      return (
        text !== "Local" &&
        parts.length <= 3 &&
        parts.every((part) => part !== "" && UPPER.includes(part[0]) && only(part, `${ALL}-+_`))
      );
    },
    seeds: ["UTC", "Europe/Berlin", "Local", "Etc/GMT+1"],
  },
};
