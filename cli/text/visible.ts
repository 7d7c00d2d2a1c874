/** Of a long list as much is shown at once. */
export const FOLDED_AFTER = 10;

/** Longer names say nothing more to a reader. */
const MAX_NAME = 120;

/** A name as far as it is shown. */
export function shortened(text: string): string {
  return text.length <= MAX_NAME ? text : `${text.slice(0, MAX_NAME - 1)}…`;
}

/** A sentence with each of its names as far as it is shown. */
export function withShortNames(text: string): string {
  return text.replace(/\S{121,}/g, shortened);
}

/**
 * Characters that are not seen, or that change how others are seen, as escapes: control and format
 * characters, among them those that turn the direction of writing (https://www.unicode.org/reports/tr9/),
 * and letters that are drawn as nothing.
 */
export function visible(text: string): string {
  return text.replace(
    /(?![\t\n]|\r\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu,
    (character) => {
      const code = character.codePointAt(0) ?? 0;
      const digits = code.toString(16).padStart(4, "0");
      return code > 0xffff ? `\\u{${digits}}` : `\\u${digits}`;
    },
  );
}

/** A value with all its texts visible, each on one line. */
export function seen<T>(value: T): T {
  if (typeof value === "string") return visible(value).replace(/\s+/g, " ") as T;
  if (Array.isArray(value)) return value.map(seen) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, seen(one)])) as T;
}

/** As text of XML, without characters that XML cannot hold. */
export function escapedXml(text: string): string {
  return visible(text)
    .replace(/\s+/g, " ")
    .replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
