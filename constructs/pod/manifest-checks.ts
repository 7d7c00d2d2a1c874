import { type Arguments, at } from "../private/terraform/arguments";
import { storedOtherwise } from "./shape-errors";
import type { PodShape } from "./pod-shape";

// What the API server stores otherwise than a manifest says it. The provider compares the two, calls the result
// inconsistent and replaces the object at each apply.

/** Fields that the API server leaves out when they are false. */
const LEFT_OUT_WHEN_FALSE = ["hostNetwork", "hostPID", "hostIPC", "stdin", "stdinOnce", "tty"];

/** Where quantities are. */
const QUANTITIES = /\.(limits|requests)\.[^.]+$|\.emptyDir\.sizeLimit$/;

/** What of a manifest is stored otherwise, in the pods and in claims, but for what `computed_fields` names. */
export function driftsOfManifest(written: Arguments, { object, pods }: PodShape): string[] {
  const manifest = at(written, object);
  const computed = [at(written, ["computed_fields"]) ?? []].flat().map(String);
  const places = [pods.slice(object.length), ["spec", "volumeClaimTemplates"]];
  return places.flatMap((place) =>
    [...leaves(at(manifest, place), place.join("."))]
      .filter(([path]) => !computed.some((field) => path.startsWith(field)))
      .flatMap(([path, value]) => {
        const stored = storedAs(path, value);
        return stored === undefined ? [] : storedOtherwise(path, value, stored);
      }),
  );
}

/** Every value that holds no other, by its path in the form of `computed_fields`. */
function* leaves(value: unknown, path: string): Generator<[string, unknown]> {
  const isList = Array.isArray(value);
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (inner.length === 0 && value !== undefined) yield [path, value];
  for (const [key, one] of inner) yield* leaves(one, isList ? `${path}[${key}]` : `${path}.${key}`);
}

function storedAs(path: string, value: unknown): string | undefined {
  const field = path.slice(path.lastIndexOf(".") + 1);
  if (value === null || (Array.isArray(value) && value.length === 0)) return "nothing";
  if (value === false && LEFT_OUT_WHEN_FALSE.includes(field)) return "nothing";
  if (typeof value !== "string" || !QUANTITIES.test(path)) return undefined;
  const canonical = canonicalQuantity(value);
  return canonical === value ? undefined : JSON.stringify(canonical);
}

const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL = ["m", "", "k", "M", "G", "T", "P", "E"];

/** A quantity as the API server writes it; one that is none, or has an exponent, stays as it is. */
export function canonicalQuantity(text: string): string {
  const [, whole, fraction = "", suffix = ""] = /^(\d+)(?:\.(\d*))?([A-Za-z]*)$/.exec(text) ?? [];
  if (whole === undefined) return text;
  const binary = suffix !== "" && BINARY.includes(suffix);
  const suffixes = binary ? BINARY : DECIMAL;
  const base = binary ? 1024n : 1000n;
  if (!suffixes.includes(suffix)) return text;
  const scale = 10n ** BigInt(fraction.length);
  let amount = BigInt(whole + fraction) * base ** BigInt(suffixes.indexOf(suffix));
  if (amount % scale !== 0n) return text;
  amount /= scale;
  let power = 0;
  while (amount !== 0n && amount % base === 0n && power < suffixes.length - 1) {
    amount /= base;
    power += 1;
  }
  return amount === 0n ? "0" : `${amount}${suffixes[power]}`;
}
