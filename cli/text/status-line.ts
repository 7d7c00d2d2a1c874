import { visible } from "./visible";

/** What is done before, in milliseconds, needs no line. */
const QUIET = 300;

/**
 * One line of standard error that says what goes on, where a person looks at it: rewritten, and gone in the end.
 * Nothing is written into a file or pipe.
 */
export class StatusLine {
  private readonly from = Date.now() + QUIET;
  private shown = false;

  constructor(private readonly stream = process.stderr) {}

  /** Whether a line can be rewritten there. */
  public get isSeen(): boolean {
    return Boolean(this.stream.isTTY) && process.env.TERM !== "dumb";
  }

  /** Shows what goes on, at once where that is known to take long. */
  public show(text: string, isLong = false): void {
    if (!this.isSeen || (!isLong && Date.now() < this.from)) return;
    this.shown = true;
    const line = visible(text).replace(/\s+/g, " ");
    this.stream.write(`\r${line.slice(0, (this.stream.columns || 80) - 1)}\u001b[K`);
  }

  public clear(): void {
    if (this.shown) this.stream.write("\r\u001b[K");
    this.shown = false;
  }
}
