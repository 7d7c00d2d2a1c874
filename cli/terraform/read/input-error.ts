/** Something the person who runs the command can fix: it is shown without a stack trace. */
export class InputError extends Error {}

export interface Problem {
  readonly what: string;
  readonly got?: string;
  readonly allowed?: string;
  readonly fix: string;
}

export function problem({ what, got, allowed, fix }: Problem): InputError {
  const lines = [what];
  if (got !== undefined) lines.push(`  got:     ${got}`);
  if (allowed !== undefined) lines.push(`  allowed: ${allowed}`);
  lines.push(`  fix:     ${fix}`);
  return new InputError(lines.join("\n"));
}

const SHOW = "terraform show -json <plan file>";

/** A file by its name, as messages name what was read. */
export function quoted(file: string): string {
  return `"${file}"`;
}

export function cannotRead(input: string, reason: string): InputError {
  return problem({
    what: `${input} cannot be read.`,
    got: reason,
    fix: "name a file that exists and may be read",
  });
}

export function emptyFile(input: string): InputError {
  return problem({ what: `${input} is empty.`, fix: `write it anew with \`${SHOW}\`` });
}

/** A plan of so many bytes, or of more than are let in where nobody knows of how many. */
export function tooLarge(input: string, limit: number, bytes?: number): InputError {
  const most = `${Math.floor(limit / 2 ** 20)} MiB`;
  return problem({
    what: `${input} is too large.`,
    got: bytes === undefined ? `more than ${most}` : `${Math.ceil(bytes / 2 ** 20)} MiB`,
    allowed: `at most ${most}`,
    fix: `leave out what is not read: \`${SHOW} | jq -c "del(.planned_values)"\`; or split the stack`,
  });
}

export function notJson(input: string, reason: string): InputError {
  return problem({
    what: `${input} is not valid JSON.`,
    got: reason,
    allowed: "one JSON document, whole",
    fix: `write it anew with \`${SHOW}\``,
  });
}

export function notAPlan(input: string, got: string): InputError {
  return problem({
    what: `${input} is not a plan.`,
    got,
    allowed: "the JSON of a saved plan",
    fix: `make it with \`terraform plan -out=<plan file>\` and \`${SHOW}\``,
  });
}

export function wrongVersion(input: string, got: string): InputError {
  return problem({
    what: `${input} has a plan format that is not known.`,
    got: `format_version ${JSON.stringify(got)}`,
    allowed: 'format_version "1.x"',
    fix: "use a later version of this package, or Terraform 1.x",
  });
}

export function failedPlan(input: string): InputError {
  return problem({
    what: `${input} is the plan of a run that failed: it holds only part of the changes.`,
    fix: "fix what `terraform plan` reports, and plan again",
  });
}

export function malformed(input: string, where: string): InputError {
  return problem({
    what: `${input} is not as Terraform writes it.`,
    got: where,
    fix: `write it anew with \`${SHOW}\``,
  });
}

export function nothingSynthesized(folder: string): InputError {
  return problem({
    what: `"${folder}" holds no synthesized app.`,
    got: "no manifest.json",
    fix: "run `cdktf synth` first, or name its folder with --out",
  });
}

export function noSuchStack(name: string, known: readonly string[]): InputError {
  return problem({
    what: "a plan is given for a stack that the synthesized app does not have.",
    got: name,
    allowed: known.join(", "),
    fix: "name one of these stacks, or add --no-out to review the plans alone",
  });
}

export function terminalAsPlan(stack: string): InputError {
  return problem({
    what: `the plan of the stack "${stack}" is to come from standard input, which is a terminal.`,
    allowed: "what another command writes, or a file",
    fix: `\`${SHOW} | aks-workload-identity review --plan ${stack}=-\``,
  });
}

export function standardInputTwice(first: string, second: string): InputError {
  return problem({
    what: "standard input is given as the plan of two stacks.",
    got: `${first}, ${second}`,
    allowed: "one plan",
    fix: `write the other plan to a file: --plan ${second}=<file>`,
  });
}

export function badOption(option: string, got: string, allowed: string, fix: string): InputError {
  return problem({ what: `${option} has a value that is not understood.`, got, allowed, fix });
}

export function nothingToReview(): InputError {
  return problem({
    what: "there is nothing to review.",
    got: "--no-out, and no plan",
    fix: "add --plan <stack>=<file>, or leave --no-out out",
  });
}

export function samePlanTwice(first: string, second: string): InputError {
  return problem({
    what: "two stacks are given the same plan.",
    got: `${first}, ${second}`,
    allowed: "the plan of each stack",
    fix: "name the file of each stack's own plan",
  });
}

export function planOfOtherStack(stack: string, meant: string): InputError {
  return problem({
    what: `the plan that is given for the stack "${stack}" is not of this stack.`,
    got: `resources of the stack "${meant}"`,
    allowed: `a plan of cdktf.out/stacks/${stack}`,
    fix: "name the file of the stack's own plan",
  });
}

export function notAReview(file: string): InputError {
  return problem({
    what: `"${file}" is not a review.`,
    allowed: "what `review --json` wrote",
    fix: "name the review that was approved",
  });
}

export function reviewOfOtherVersion(file: string): InputError {
  return problem({
    what: `"${file}" is a review of another version of this package.`,
    got: "another set of fields than is compared now",
    allowed: "what `review --json` of this version wrote",
    fix: "review the approved plans again with this version, and approve that: in a pull request, run its pipeline again",
  });
}
