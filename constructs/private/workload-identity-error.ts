import { dirname } from "node:path";

/**
 * An error of this library. `message` says where (construct path), what is wrong, the value got, what is
 * allowed, the fix and the code, so that programs in every language can tell errors apart. Of the stack trace it
 * keeps the line of the program that is wrong: what Node.js prints of an error that nobody catches is the message.
 */
export class WorkloadIdentityError extends Error {
  public override readonly name = "WorkloadIdentityError";

  readonly #code: string;
  readonly #path: string;

  /**
   * @param message the whole text
   * @param code words that stay the same from release to release, such as `invalid-name`
   * @param path the path of the construct that is wrong
   */
  constructor(message: string, code: string, path: string) {
    super(message);
    this.#code = code;
    this.#path = path;
    this.stack = [`${this.name}: ${message}`, ...lineOfProgram(this.stack)].join("\n");
  }

  public get code(): string {
    return this.#code;
  }

  public get path(): string {
    return this.#path;
  }
}

/** What is not the program: packages, this library among them, and Node.js. */
const OF_OTHERS = /[\\/]node_modules[\\/]|\(?node:/;

function lineOfProgram(stack = ""): string[] {
  const library = dirname(__dirname);
  const frames = stack.split("\n").filter((line) => /^ +at /.test(line));
  return frames.filter((line) => !OF_OTHERS.test(line) && !line.includes(library)).slice(0, 1);
}
