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
 * Characters that are not seen, or that change how others are seen, as escapes: control characters, and
 * those that turn the direction of writing (https://www.unicode.org/reports/tr9/).
 */
export function visible(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
