import fc from "fast-check";
import { BOUNDS, follows, RULES, within } from "../../../constructs/private/rules";
import { POD_RULE_EXAMPLES } from "../../support/pod-rule-examples";

type Kind = (character: string) => boolean;

const lower: Kind = (c) => c >= "a" && c <= "z";
const upper: Kind = (c) => c >= "A" && c <= "Z";
const digit: Kind = (c) => c >= "0" && c <= "9";
const white: Kind = (c) => c.trim() === "";
const letter: Kind = (c) => lower(c) || upper(c);
const alphanumeric: Kind = (c) => letter(c) || digit(c);
const lowerOrDigit: Kind = (c) => lower(c) || digit(c);
const hexadecimal: Kind = (c) => digit(c) || "abcdefABCDEF".includes(c);
const or =
  (kind: Kind, others: string): Kind =>
  (c) =>
    kind(c) || others.includes(c);

const long = (text: string, min: number, max: number) => text.length >= min && text.length <= max;
const only = (text: string, kind: Kind) => text.split("").every(kind);
const none = (text: string, kind: Kind) => !text.split("").some(kind);
const first = (text: string, kind: Kind) => text !== "" && kind(text[0]);
const last = (text: string, kind: Kind) => text !== "" && kind(text[text.length - 1]);
const ends = (text: string, kind: Kind) => first(text, kind) && last(text, kind);

function guid(text: string): boolean {
  const parts = text.split("-");
  return (
    parts.map(({ length }) => length).join() === "8,4,4,4,12" &&
    parts.every((part) => only(part, hexadecimal))
  );
}

function dnsLabel(text: string, max = 63): boolean {
  return long(text, 1, max) && only(text, or(lowerOrDigit, "-")) && ends(text, lowerOrDigit);
}

function dnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split(".").every((part) => dnsLabel(part, 253));
}

function groupName(text: string, max: number): boolean {
  return (
    long(text, 1, max) && only(text, or(alphanumeric, "-_.()")) && !last(text, (c) => c === ".")
  );
}

function qualified(text: string): boolean {
  return long(text, 1, 63) && only(text, or(alphanumeric, "-_.")) && ends(text, alphanumeric);
}

function vaultName(text: string): boolean {
  return (
    long(text, 3, 24) &&
    only(text, or(alphanumeric, "-")) &&
    first(text, letter) &&
    last(text, alphanumeric)
  );
}

function vaultUri(text: string): boolean {
  if (!text.startsWith("https://")) return false;
  const host = text.slice("https://".length);
  const [name, ...domain] = (host.endsWith("/") ? host.slice(0, -1) : host).split(".");
  return (
    vaultName(name) &&
    domain.length > 0 &&
    domain.every((part) => part !== "" && only(part, or(lowerOrDigit, "-")))
  );
}

function threeNumbers(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 3 && parts.every((part) => /^\d+$/.test(part) && !/^0\d/.test(part));
}

function duration(text: string): boolean {
  const unit = ["ms", "s", "m", "h"].find((unit) => text.endsWith(unit));
  if (!unit) return false;
  const parts = text.slice(0, -unit.length).split(".");
  return parts.length <= 2 && parts.every((part) => part !== "" && only(part, digit));
}

function address(text: string): boolean {
  return first(text, or(letter, "_")) && only(text, or(alphanumeric, "-_"));
}

/** An image reference, part by part. */
function image(text: string): boolean {
  const hex = or(digit, "abcdefABCDEF");
  const [name, digest, ...more] = text.split("@");
  if (more.length > 0 || !long(text, 1, 512)) return false;
  if (digest !== undefined) {
    const [algorithm, sum, ...rest] = digest.split(":");
    const words = algorithm.split(/[-_+.]/);
    const good = words.every((word) => first(word, letter) && only(word, alphanumeric));
    if (!good || rest.length > 0 || sum === undefined || sum.length < 32 || !only(sum, hex)) {
      return false;
    }
  }
  const pathOf = (path: string) =>
    path.split("/").every((part) => {
      const words = part.split(/__|-+|[._]/);
      return words.every((word) => word !== "" && only(word, lowerOrDigit));
    });
  const tagged = (rest: string) => {
    const [path, tag, ...others] = rest.split(":");
    return (
      others.length === 0 &&
      pathOf(path) &&
      (tag === undefined ||
        (long(tag, 1, 128) &&
          first(tag, or(alphanumeric, "_")) &&
          only(tag, or(alphanumeric, "_.-"))))
    );
  };
  const slash = name.indexOf("/");
  if (tagged(name)) return true;
  if (slash < 0) return false;
  const [host, port, ...others] = name.slice(0, slash).split(":");
  const hostGood = host
    .split(".")
    .every(
      (label) => label !== "" && ends(label, alphanumeric) && only(label, or(alphanumeric, "-")),
    );
  const portGood = port === undefined || (port !== "" && only(port, digit));
  return others.length === 0 && hostGood && portGood && tagged(name.slice(slash + 1));
}

function octet(text: string): boolean {
  return (
    long(text, 1, 3) && only(text, digit) && String(Number(text)) === text && Number(text) < 256
  );
}

function ipv4(text: string): boolean {
  const octets = text.split(".");
  return octets.length === 4 && octets.every(octet);
}

function cidr(text: string): boolean {
  const [address, prefix = "", ...more] = text.split("/");
  const short = long(prefix, 1, 2) && only(prefix, digit);
  return (
    more.length === 0 && ipv4(address) && short && Number(prefix) <= 32 && !/^0\d/.test(prefix)
  );
}

/** An id of a type of resource in a group, its fixed parts spelled as azurerm compares them. */
function idOf(type: string): Statement {
  const seed = `/subscriptions/${GUID}/resourceGroups/rg/providers/${type}/orders`;
  const fixed = seed
    .replace(GUID, "")
    .replace("/rg/", "//")
    .replace(/orders$/, "")
    .split("/");
  return {
    says: (text) => {
      const parts = text.split("/");
      return (
        parts.length === fixed.length &&
        parts.every((part, index) =>
          index > 0 && fixed[index] === ""
            ? part !== "" && none(part, white)
            : part === fixed[index],
        ) &&
        guid(parts[2])
      );
    },
    seeds: [seed],
  };
}

interface Statement {
  /** The rule once more, as plain code. */
  readonly says: (text: string) => boolean;
  /** Texts that random names start from. */
  readonly seeds: readonly string[];
}

const x = (length: number) => "x".repeat(length);
const GUID = "11111111-2222-3333-4444-555555555555";
const DIGEST = `a@sha256:${"f".repeat(32)}`;
const AROUND = (max: number) => [1, 2, 3, 4, max - 1, max, max + 1].map(x);

const STATEMENTS: Record<keyof typeof RULES, Statement> = {
  subscriptionId: { says: guid, seeds: [GUID] },
  objectId: { says: guid, seeds: [GUID] },
  tenantId: { says: guid, seeds: [GUID] },
  clientId: { says: guid, seeds: [GUID] },
  issuer: {
    says: (text) =>
      text.startsWith("https://") && long(text.slice(8), 1, 592) && none(text.slice(8), white),
    seeds: ["https://", ...AROUND(592).map((rest) => `https://${rest}`)],
  },
  location: { says: (text) => text !== "" && only(text, lowerOrDigit), seeds: ["eastus", "1"] },
  resourceGroup: { says: (text) => groupName(text, 90), seeds: AROUND(90) },
  cluster: {
    says: (text) =>
      long(text, 1, 63) && only(text, or(alphanumeric, "-_")) && ends(text, alphanumeric),
    seeds: AROUND(63),
  },
  dnsPrefix: {
    says: (text) =>
      long(text, 1, 54) && only(text, or(alphanumeric, "-")) && ends(text, alphanumeric),
    seeds: AROUND(54),
  },
  nodeResourceGroup: { says: (text) => groupName(text, 80), seeds: AROUND(80) },
  nodePool: {
    says: (text) => long(text, 1, 12) && first(text, lower) && only(text, lowerOrDigit),
    seeds: AROUND(12),
  },
  windowsNodePool: {
    says: (text) => long(text, 1, 6) && first(text, lower) && only(text, lowerOrDigit),
    seeds: AROUND(6),
  },
  kubernetesObject: { says: dnsSubdomain, seeds: ["orders.shop", ...AROUND(253)] },
  valuePath: {
    says: (text) =>
      text.split(".").every((part) => part !== "" && only(part, or(alphanumeric, "_-"))),
    seeds: ["podLabels", "server.podLabels", "a."],
  },
  podPath: {
    says: (text) =>
      text.split(".").every((part) => first(part, letter) && only(part, alphanumeric)),
    seeds: ["spec.template", "template", "1.a"],
  },
  kubernetesKind: {
    says: (text) =>
      long(text, 1, 63) && only(text, alphanumeric) && text[0] !== text[0].toLowerCase(),
    seeds: ["Deployment", ...AROUND(63).map((text) => `K${text.slice(1)}`)],
  },
  apiVersion: {
    says: (text) => {
      const parts = text.split("/");
      const version = parts.pop() ?? "";
      const [, stage = ""] = version.split(/alpha|beta/);
      const major = version.replace(/(alpha|beta).*$/, "").slice(1);
      const staged = version.includes("alpha") || version.includes("beta");
      return (
        parts.length <= 1 &&
        parts.every((group) =>
          group
            .split(".")
            .every(
              (part) =>
                part !== "" && only(part, or(lowerOrDigit, "-")) && ends(part, lowerOrDigit),
            ),
        ) &&
        version.startsWith("v") &&
        major !== "" &&
        only(major, digit) &&
        (!staged || (stage !== "" && only(stage, digit)))
      );
    },
    seeds: ["v1", "apps/v1", "argoproj.io/v1alpha1", "batch/v1beta1"],
  },
  substitutionPrefix: {
    says: (text) => first(text, or(letter, "_")) && only(text, or(alphanumeric, "_")),
    seeds: ["ORDERS", "_a1"],
  },
  secretKey: {
    says: (text) => long(text, 1, 253) && only(text, or(alphanumeric, "-_.")),
    seeds: ["tls.crt", ...AROUND(253)],
  },
  zone: { says: (text) => text.length === 1 && only(text, digit) && text !== "0", seeds: ["1"] },
  maxSurge: {
    says: (text) => {
      const share = text.endsWith("%");
      const number = share ? text.slice(0, -1) : text;
      return (
        long(number, 1, share ? 3 : 4) &&
        only(number, digit) &&
        !number.startsWith("0") &&
        (!share || Number(number) <= 100)
      );
    },
    seeds: ["1", "33%", "100%", "9999"],
  },
  taint: {
    says: (text) => {
      const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
      const colon = text.lastIndexOf(":");
      const [key, value, ...more] = text.slice(0, Math.max(colon, 0)).split("=");
      const slash = key.indexOf("/");
      return (
        effects.includes(text.slice(colon + 1)) &&
        more.length === 0 &&
        (slash < 0 || dnsSubdomain(key.slice(0, slash))) &&
        qualified(key.slice(slash + 1)) &&
        (value === "" || (value !== undefined && qualified(value)))
      );
    },
    seeds: ["sku=gpu:NoSchedule", "a.b/c=:NoExecute", "a=b:PreferNoSchedule"],
  },
  cidr: { says: cidr, seeds: ["10.0.0.0/9", "90.9.99.0/10", "0.0.0.0/0"] },
  ipRange: {
    says: (text) => ipv4(text) || cidr(text),
    seeds: ["10.0.0.0/9", "90.9.99.0", "0.0.0.0/0"],
  },
  timeOfDay: {
    says: (text) => {
      const [hours, minutes, ...more] = text.split(":");
      const two = (part = "") => part.length === 2 && only(part, digit);
      return (
        more.length === 0 &&
        two(hours) &&
        two(minutes) &&
        Number(hours) < 24 &&
        Number(minutes) < 60
      );
    },
    seeds: ["00:00", "09:09", "19:59"],
  },
  utcOffset: {
    says: (text) => {
      const [hours, minutes, ...more] = text.slice(1).split(":");
      const two = (part = "") => part.length === 2 && only(part, digit);
      return (
        first(text, (c) => "+-".includes(c)) &&
        more.length === 0 &&
        two(hours) &&
        two(minutes) &&
        Number(hours) < 15 &&
        Number(minutes) < 60
      );
    },
    seeds: ["+00:00", "-09:00", "+10:59"],
  },
  workspaceId: idOf("Microsoft.OperationalInsights/workspaces"),
  monitorWorkspaceId: idOf("Microsoft.Monitor/accounts"),
  diskEncryptionSetId: idOf("Microsoft.Compute/diskEncryptionSets"),
  adminUsername: {
    says: (text) => first(text, letter) && only(text, or(alphanumeric, "-_")),
    seeds: ["azureuser", "a"],
  },
  identity: {
    says: (text) =>
      long(text, 3, 128) && first(text, alphanumeric) && only(text, or(alphanumeric, "-_")),
    seeds: AROUND(128),
  },
  credential: {
    says: (text) =>
      long(text, 3, 120) && first(text, alphanumeric) && only(text, or(alphanumeric, "-_")),
    seeds: AROUND(120),
  },
  audience: {
    says: (text) => long(text, 1, 600) && none(text, or(white, "*")),
    seeds: ["api://AzureADTokenExchange", ...AROUND(600)],
  },
  vault: { says: (text) => vaultName(text) && !text.includes("--"), seeds: ["a-b", ...AROUND(24)] },
  vaultUri: {
    says: vaultUri,
    seeds: ["https://orders.vault.azure.net/", `https://${x(24)}.a`, `https://${x(25)}.a`],
  },
  vaultObject: {
    says: (text) => long(text, 1, 127) && only(text, or(alphanumeric, "-")),
    seeds: AROUND(127),
  },
  cosmosDbObject: {
    says: (text) =>
      long(text, 1, 255) && none(text, (c) => "/\\#?".includes(c)) && !last(text, white),
    seeds: ["orders 2026", "a.b", ...AROUND(255)],
  },
  cosmosDbRoleDefinitionId: {
    says: (text) => {
      const [role, kind, ...account] = text.split("/").reverse();
      const path = account.reverse().join("/");
      return (
        guid(role) &&
        kind === "sqlRoleDefinitions" &&
        idOf("Microsoft.DocumentDB/databaseAccounts").says(path)
      );
    },
    seeds: idOf("Microsoft.DocumentDB/databaseAccounts").seeds.map(
      (account) => `${account}/sqlRoleDefinitions/${GUID}`,
    ),
  },
  namespace: { says: dnsLabel, seeds: AROUND(63) },
  serviceAccount: { says: dnsSubdomain, seeds: ["a.b-c.d", ...AROUND(253)] },
  workload: { says: dnsLabel, seeds: AROUND(63) },
  container: { says: dnsLabel, seeds: AROUND(63) },
  image: { says: image, seeds: ["a/b:c", "ghcr.io/azure/app:1.0", "a.b:5000/c", DIGEST] },
  environmentVariable: {
    says: (text) => text !== "" && only(text, or(alphanumeric, "-._")) && !first(text, digit),
    seeds: ["KEYVAULT_URL", "a"],
  },
  labelKey: {
    says: (text) => {
      const slash = text.indexOf("/");
      const name = text.slice(slash + 1);
      return (slash < 0 || dnsSubdomain(text.slice(0, slash))) && qualified(name);
    },
    seeds: ["azure.workload.identity/use", ...AROUND(63), ...AROUND(253).map((p) => `${p}/a`)],
  },
  labelValue: { says: (text) => text === "" || qualified(text), seeds: AROUND(63) },
  tokenScope: {
    says: (text) =>
      text.endsWith("/.default") &&
      long(text.slice(0, -"/.default".length), 1, 500) &&
      none(text.slice(0, -"/.default".length), white),
    seeds: ["/.default", ...AROUND(500).map((resource) => `${resource}/.default`)],
  },
  duration: { says: duration, seeds: ["0s", "30s", "1.5m", "2h", "10ms"] },
  providerVersion: { says: threeNumbers, seeds: ["4.81.0", "0.13.1", "10.0.20"] },
  terraformVariable: { says: address, seeds: ["keyvault_secret_value", "a"] },
  roleName: {
    says: (text) => long(text, 1, 512) && !text.includes("/") && !first(text, white),
    seeds: ["Key Vault Secrets User", ...AROUND(512)],
  },
  constructId: { says: address, seeds: ["cluster", "a"] },
  roleDefinitionId: {
    says: (text) => {
      const parts = text.toLowerCase().split("/");
      const [empty, subscriptions, id, ...rest] = parts;
      const definition = rest.pop() ?? "";
      return (
        [empty, subscriptions, ...rest].join("/") ===
          "/subscriptions/providers/microsoft.authorization/roledefinitions" &&
        guid(id) &&
        guid(definition)
      );
    },
    seeds: [`/subscriptions/${GUID}/providers/Microsoft.Authorization/roleDefinitions/${GUID}`],
  },
  scopeId: {
    says: (text) => {
      const [empty, top, ...rest] = text.split("/");
      if (text === "/") return true;
      if (
        empty !== "" ||
        top === undefined ||
        rest.some((part) => part === "" || !none(part, white))
      )
        return false;
      if (top.toLowerCase() === "providers") return rest.length >= 3;
      return top.toLowerCase() === "subscriptions" && rest.length > 0 && guid(rest[0]);
    },
    seeds: [
      "/",
      `/subscriptions/${GUID}`,
      `/subscriptions/${GUID}/resourceGroups/rg`,
      "/providers/a/b/c",
    ],
  },
  condition: { says: (text) => text.trim() !== "", seeds: ["@Resource[name]", " ", "", "  "] },
  tagKey: {
    says: (text) =>
      long(text, 1, 512) &&
      none(
        text,
        or(() => false, "<>%&\\?/"),
      ),
    seeds: ["team", ...AROUND(512)],
  },
  subnetId: {
    says: (text) => {
      const parts = text.split("/");
      const fixed = [
        "",
        "subscriptions",
        "",
        "resourceGroups",
        "",
        "providers",
        "Microsoft.Network",
        "virtualNetworks",
        "",
        "subnets",
        "",
      ];
      return (
        parts.length === fixed.length &&
        parts.every((part, index) =>
          fixed[index] === "" && index > 0
            ? part !== "" && none(part, white)
            : part === fixed[index],
        ) &&
        guid(parts[2]) &&
        parts[2] === parts[2].toLowerCase()
      );
    },
    seeds: [
      `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub/subnets/pods`,
    ],
  },
  kubernetesVersion: {
    says: (text) => {
      const [major, minor = "", patch, ...more] = text.split(".");
      const digits = (part: string) => long(part, 1, 3) && only(part, digit);
      return (
        major === "1" &&
        digits(minor) &&
        !minor.startsWith("0") &&
        Number(minor) >= 22 &&
        (patch === undefined || digits(patch)) &&
        more.length === 0
      );
    },
    seeds: ["1.22", "1.33.4", "1.100"],
  },
  vmSize: {
    says: (text) => long(text, 3, 80) && first(text, letter) && only(text, or(alphanumeric, "-_")),
    seeds: ["Standard_D2s_v5", ...AROUND(80)],
  },
  sshPublicKey: {
    says: (text) => {
      const line = text.endsWith("\r\n")
        ? text.slice(0, -2)
        : text.endsWith("\n")
          ? text.slice(0, -1)
          : text;
      const [type, key = ""] = line.split(" ");
      const body = key.replace(/[\t].*$/, "");
      const padding = body.length - body.replace(/=+$/, "").length;
      return (
        (type === "ssh-rsa" || type === "ssh-ed25519") &&
        !/[\r\n]/.test(line) &&
        padding <= 2 &&
        body.length - padding >= 40 &&
        only(body.slice(0, body.length - padding), or(alphanumeric, "+/"))
      );
    },
    seeds: [`ssh-ed25519 ${"A".repeat(68)}`, `ssh-rsa ${"A".repeat(40)}== a@b`],
  },
  timestamp: {
    says: (text) => {
      const at = new Date(text);
      if (Number.isNaN(at.getTime()) || text.length !== 20) return false;
      // 29 February is let pass in every year.
      const leap = text.slice(5, 10) === "02-29";
      return `${at.toISOString().slice(0, 19)}Z` === text || (leap && text.endsWith("Z"));
    },
    seeds: ["2030-01-01T00:00:00Z", "2031-12-31T23:59:59Z", "2030-04-30T09:09:09Z"],
  },
  quantity: {
    says: (text) => {
      const suffixes = ["m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
      const suffix =
        suffixes.filter((one) => text.endsWith(one)).sort((a, b) => b.length - a.length)[0] ?? "";
      const decimal = (part: string) =>
        part.split(".").length <= 2 && part !== "" && part !== "." && only(part, or(digit, "."));
      if (decimal(text.slice(0, text.length - suffix.length))) return true;
      const [number, exponent = "", ...more] = text.split(/[eE]/);
      const sign = /^[+-]/.test(exponent) ? 1 : 0;
      return (
        more.length === 0 &&
        decimal(number) &&
        long(exponent.slice(sign), 1, 2) &&
        only(exponent.slice(sign), digit)
      );
    },
    seeds: ["100m", "0.5", "128Mi", "1e3", "5."],
  },
  ...POD_RULE_EXAMPLES,
};

/** Characters that one rule or another allows, and some that none does. */
const character = fc.constantFrom(..."azAZ09fF--__..//:() *!@+=\n\t\u00a0éß\"'");

/** One change of a text: a character put in, replaced or taken out, more often at an end. */
const edit = fc.record({
  at: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  removed: fc.constantFrom(0, 1),
  added: fc.oneof(character, fc.constant("")),
});

/** Texts near the seeds, and texts from nowhere. */
function names(seeds: readonly string[]): fc.Arbitrary<string> {
  const near = fc
    .tuple(fc.constantFrom(...seeds), fc.array(edit, { maxLength: 3 }))
    .map(([seed, edits]) =>
      edits.reduce((text, { at, removed, added }) => {
        const index = Math.round(at * Math.max(0, text.length - removed));
        return text.slice(0, index) + added + text.slice(index + removed);
      }, seed),
    );
  const free = fc.array(character, { maxLength: 8 }).map((characters) => characters.join(""));
  return fc.oneof({ weight: 3, arbitrary: near }, { weight: 1, arbitrary: free });
}

test.each(Object.entries(STATEMENTS))(
  "random names follow the rule for %s when plain code says so",
  (key, { says, seeds }) => {
    const rule = RULES[key as keyof typeof RULES];
    let refused = 0;
    let allowed = 0;
    fc.assert(
      fc.property(names(seeds), (name) => {
        expect({ name, follows: follows(rule, name) }).toEqual({ name, follows: says(name) });
        if (says(name)) allowed++;
        else refused++;
      }),
      { numRuns: 500 },
    );
    expect(allowed).toBeGreaterThan(20);
    expect(refused).toBeGreaterThan(20);
  },
);

test("every rule has its statement in plain code", () => {
  expect(Object.keys(STATEMENTS).sort()).toEqual(Object.keys(RULES).sort());
});

test.each(Object.entries(BOUNDS))("random numbers are within the bound for %s", (_key, bound) => {
  const near = fc.integer({ min: -2, max: 2 });
  const number = fc.oneof(
    near.map((offset) => bound.min + offset),
    near.map((offset) => bound.max + offset),
    fc.maxSafeInteger(),
    fc.double(),
  );
  fc.assert(
    fc.property(number, (n) => {
      const whole = n % 1 === 0;
      expect(within(bound, n)).toBe(whole && !(n < bound.min) && !(n > bound.max));
    }),
  );
});
