const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const FORM = /^([+-]?)(\d*)\.?(\d*)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?$/;
const BILLION = 10n ** 9n;

/** A quantity in billionths, and whether its suffix counts in powers of 1024; undefined if it is none. */
function parse(text: string): { readonly nano: bigint; readonly isBinary: boolean } | undefined {
  const [matched, sign, whole, fraction, suffix = ""] = FORM.exec(text) ?? [];
  if (matched === undefined || whole + fraction === "") return undefined;
  const digits = BigInt(whole + fraction);
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
  const power = exponent ? Number(exponent) + 9 : DECIMAL.indexOf(suffix) * 3;
  const binary = BINARY.indexOf(suffix);
  const scale = binary > 0 ? BILLION * 1024n ** BigInt(binary) : 10n ** BigInt(power);
  const nano = (digits * scale) / 10n ** BigInt(fraction.length);
  return { nano: sign === "-" ? -nano : nano, isBinary: binary > 0 };
}

export function isQuantity(text: string): boolean {
  return parse(text) !== undefined;
}

/** The spelling in which the API stores a quantity: `1000m` is `1`, `1024Mi` is `1Gi`. */
export function canonical(text: string): string {
  const parsed = parse(text);
  if (parsed === undefined || parsed.nano === 0n) return parsed ? "0" : text;
  const { nano, isBinary } = parsed;
  const isWhole = nano % BILLION === 0n;
  if (isBinary && isWhole && nano / BILLION >= 1024n)
    return shortest(nano / BILLION, 1024n, BINARY);
  return shortest(nano, 1000n, DECIMAL);
}

function shortest(value: bigint, base: bigint, suffixes: readonly string[]): string {
  let [rest, power] = [value, 0];
  while (rest % base === 0n && power < suffixes.length - 1)
    [rest, power] = [rest / base, power + 1];
  return `${rest}${suffixes[power]}`;
}

/** Which of two quantities is more: positive for the first one. */
export function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => parse(text)?.nano ?? 0n);
  return a === b ? 0 : a > b ? 1 : -1;
}
