import { Construct, type IConstruct } from "constructs";
import { inHostLanguage } from "./host-language";
import { WorkloadIdentityError } from "./workload-identity-error";

/** A mistake as a message tells it: what is wrong, the value got, what is allowed, the fix and the code. */
export interface Mistake {
  readonly code: string;
  readonly what: string;
  readonly got?: unknown;
  readonly allowed?: string;
  readonly fix: string;
}

/** A mistake in words. cdktf itself puts the path before what a validation returns. */
export function inWords({ code, what, got, allowed, fix }: Mistake): string {
  const lines = [inHostLanguage(what)];
  if (got !== undefined) lines.push(`  got:     ${shown(got)}`);
  if (allowed !== undefined) lines.push(`  allowed: ${inHostLanguage(allowed)}`);
  lines.push(`  fix:     ${inHostLanguage(fix)}`, `  code:    ${code}`);
  return lines.join("\n");
}

/** A value as far as a message shows it: not all of a long one, and nothing of a private key. */
function shown(value: unknown): string {
  if (Construct.isConstruct(value)) return named(value);
  const text =
    (typeof value === "object" || typeof value === "string" ? json(value) : undefined) ??
    String(value);
  if (/PRIVATE KEY/.test(text)) return "a private key, which is not shown";
  return text.length <= MAX_SHOWN
    ? text
    : `${text.slice(0, MAX_SHOWN)}… (${text.length} characters)`;
}

const MAX_SHOWN = 200;

function named(construct: IConstruct): string {
  return `the ${construct.constructor.name} at "${construct.node.path}"`;
}

/** As JSON, in which a construct is named; `undefined` for what has none, such as a circle. */
function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_key, one: unknown) =>
      Construct.isConstruct(one) ? named(one) : one,
    );
  } catch {
    return undefined;
  }
}

/** `at` is the construct, or the method where no construct is known. */
export function mistake(at: IConstruct | string, parts: Mistake): WorkloadIdentityError {
  const path = typeof at === "string" ? at : at.node.path;
  return new WorkloadIdentityError(`[${path}] ${inWords(parts)}`, parts.code, path);
}
