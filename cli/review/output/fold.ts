import { Help } from "commander";

const help = new Help();
help.minWidthToWrap = 20;

/** Text in lines of a width, under each other from a column on. A word is never broken: it may be copied. */
export function folded(text: string, width: number, column = 0): string {
  return help
    .boxWrap(text, width - column)
    .split("\n")
    .join(`\n${" ".repeat(column)}`);
}

/** Where texts beside a label stand: the label is indented already, the texts begin at a column. */
export interface Columns {
  readonly width: number;
  readonly indent: number;
  readonly column: number;
}

/** Texts beside a label, under each other. */
export function beside(
  label: string,
  texts: readonly string[],
  { width, indent, column }: Columns,
): string {
  const gap = " ".repeat(Math.max(1, column - indent - help.displayWidth(label)));
  const under = `\n${" ".repeat(column)}`;
  return label + gap + texts.map((text) => folded(text, width, column)).join(under);
}
