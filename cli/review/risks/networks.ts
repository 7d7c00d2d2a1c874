import { isIPv4, isIPv6 } from "node:net";

/** From which share of all addresses on ranges are open to everyone; of IPv6 one in eight is in use. */
const EVERYONE = { 32: 1 / 2, 128: 1 / 16 };

/** Ranges that together let everyone in, widest first; none where they do not. */
export function openRanges(ranges: readonly string[]): readonly string[] {
  for (const length of [32, 128] as const) {
    const prefixes = ranges
      .flatMap((range) => {
        const prefix = prefixOf(range);
        return prefix?.length === length ? [{ range, bits: prefix.bits }] : [];
      })
      .sort((one, other) => one.bits.length - other.bits.length);
    const counted: string[] = [];
    const open: string[] = [];
    let share = 0;
    for (const { range, bits } of prefixes) {
      // The rest is too narrow to matter.
      if (bits.length > 16) break;
      if (counted.some((wider) => bits.startsWith(wider))) continue;
      counted.push(bits);
      open.push(range);
      share += 2 ** -bits.length;
      if (share >= EVERYONE[length]) return open;
    }
  }
  return [];
}

/** The leading bits that all addresses of a range share. */
function prefixOf(range: string): { length: 32 | 128; bits: string } | undefined {
  const [address = "", size] = range.split("/");
  const nobody = size === undefined && /^(0\.0\.0\.0|::)$/.test(address) ? 0 : undefined;
  const given = size === undefined || !/^\d{1,3}$/.test(size) ? nobody : Number(size);
  if (isIPv4(address)) {
    return { length: 32, bits: bitsOf(address.split(".").map(Number), 8).slice(0, given) };
  }
  if (!isIPv6(address)) return undefined;
  const [front = [], back] = address.split("::").map((part) => part.split(":").filter(Boolean));
  const gap = back ? Array<string>(8 - front.length - back.length).fill("0") : [];
  const groups = [...front, ...gap, ...(back ?? [])].map((group) => Number.parseInt(group, 16));
  return { length: 128, bits: bitsOf(groups, 16).slice(0, given) };
}

function bitsOf(parts: readonly number[], width: number): string {
  return parts.map((part) => part.toString(2).padStart(width, "0")).join("");
}
