import { Command } from "commander";
import { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;

/** How a text is shown. */
export interface Terminal {
  readonly colors: Colors;
  /** How many characters a line holds. */
  readonly width: number;
}

/** A line that is longer is hard to read. */
const WIDEST = 120;

/**
 * What standard output is. Colours are for terminals that have them; a NO_COLOR that is not empty turns them
 * off, FORCE_COLOR turns them on wherever it goes (https://no-color.org, https://force-color.org).
 */
export function standardOutput(): Terminal {
  const { getOutHasColors, getOutHelpWidth } = new Command().configureOutput();
  return {
    colors: createColors(getOutHasColors?.() ?? false),
    width: Math.min(getOutHelpWidth?.() || 80, WIDEST),
  };
}

/** The colours of what is said on standard error. */
export function errorColors(): Colors {
  return createColors(new Command().configureOutput().getErrHasColors?.() ?? false);
}
