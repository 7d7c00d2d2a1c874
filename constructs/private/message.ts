import { Construct, type IConstruct } from "constructs";
import { inHostLanguage } from "./host-language";
import { inWords, type Mistake, mistake } from "./mistake";
import type { WorkloadIdentityError } from "./workload-identity-error";

// How a message is declared, in the `errors.ts` of the room that raises it: its words, and why it is met and what
// helps, as docs/errors.md shows them. `npm run docs` reads the declarations.

/** What docs/errors.md shows of a message. */
export interface Message {
  /** Words that never change. Warnings, and what Terraform shows when it plans, have none. */
  readonly code?: string;
  /** Whether the message is met when Terraform plans, and not when the app is synthesized. */
  readonly planned: boolean;
  readonly cause: string;
  readonly cure: string;
  /** The message as a user may meet it. */
  readonly sample: () => string;
}

/** All messages that are declared in the files loaded so far. */
export const MESSAGES: Message[] = [];

/** A message's words, depending on what it is about, and their explanation. */
type Declaration<Args extends unknown[], Words> = {
  readonly says: (...args: Args) => Words;
  readonly cause: string;
  readonly cure: string;
} & (Args extends [] ? unknown : { readonly example: NoInfer<Args> });

type Coded<Args extends unknown[]> = Declaration<Args, Omit<Mistake, "code">> & {
  readonly code: string;
};

/** What stands for a construct in an example. */
export function somewhere(path: string): IConstruct {
  const root = undefined as unknown as Construct;
  return path.split("/").reduce((scope, id) => new Construct(scope, id), root);
}

function declare<Args extends unknown[], Words>(
  { says, cause, cure, ...more }: Declaration<Args, Words> & { readonly code?: string },
  inText: (words: Words) => string,
  planned = false,
): void {
  const { code, example } = more as { readonly code?: string; readonly example?: Args };
  const sample = () => inText(says(...(example ?? ([] as unknown as Args))));
  MESSAGES.push({ code, planned, cause, cure, sample });
}

export const quoted = (names: readonly string[]) =>
  names.map((name) => JSON.stringify(name)).join(", ");

const withPath = (text: string) => `[azure/orders] ${text}`;

/** What is wrong, for `mistake` to throw or for `inWords` to report from a validation. */
export function problem<Args extends unknown[]>(
  declaration: Coded<Args>,
): (...args: Args) => Mistake {
  const { code, says } = declaration;
  const problemOf = (...args: Args) => ({ code, ...says(...args) });
  declare(declaration, (words) => withPath(inWords({ code, ...words })));
  return problemOf;
}

/** An error to throw. The first argument is the construct, or the method where no construct is known. */
export function refusal<Args extends unknown[]>(
  declaration: Coded<Args>,
): (at: IConstruct | string, ...args: Args) => WorkloadIdentityError {
  const problemOf = problem(declaration);
  return (at, ...args) => mistake(at, problemOf(...args));
}

/** What a validation returns. cdktf itself puts the path before it. */
export function finding<Args extends unknown[]>(
  declaration: Coded<Args>,
): (...args: Args) => string {
  const problemOf = problem(declaration);
  return (...args) => inWords(problemOf(...args));
}

/** A warning: the stacks are written all the same. */
export function warning<Args extends unknown[]>(
  declaration: Declaration<Args, string>,
): (...args: Args) => string {
  declare(declaration, withPath);
  return (...args) => inHostLanguage(declaration.says(...args));
}

/** What Terraform shows when a condition fails at plan or apply. */
export function condition<Args extends unknown[]>(
  declaration: Declaration<Args, string>,
): (...args: Args) => string {
  declare(declaration, (text) => text, true);
  return declaration.says;
}
