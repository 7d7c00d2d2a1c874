import type { Command } from "commander";

/** What the help of a command says after its options. */
export interface Explanation {
  readonly examples: readonly string[];
  readonly note?: string;
  /** What the exit codes 0, 1 and 2 mean; undefined where there is none of it. */
  readonly exitCodes: readonly (string | undefined)[];
}

/** Adds examples and exit codes to the help of a command. */
export function explained(command: Command, { examples, note, exitCodes }: Explanation): Command {
  const codes = exitCodes.flatMap((meaning, code) => (meaning ? [`${code} ${meaning}`] : []));
  return command.addHelpText("after", ({ command: asked, error }) => {
    const { getOutHelpWidth, getErrHelpWidth } = asked.configureOutput();
    const width = (error ? getErrHelpWidth : getOutHelpWidth)?.() || 80;
    const fold = (text: string) => asked.createHelp().boxWrap(text, width);
    return [
      "",
      "Examples:",
      ...examples.map((one) => `  ${one}`),
      "",
      ...(note === undefined ? [] : [fold(note)]),
      fold(`Exit codes: ${codes.join("; ")}.`),
    ].join("\n");
  });
}
