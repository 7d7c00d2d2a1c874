import { type App, TerraformStack } from "cdktf";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { stacksRefused } from "./private/errors";
import { checkArguments } from "./private/type-checks";

/** How an app is synthesized. */
export class Synthesis {
  /**
   * Synthesizes all stacks of an app, or none: instead of `app.synth()`, as the last line of a program.
   * cdktf writes each stack before it checks the next, and leaves the first ones behind when a later one is
   * refused.
   *
   * Throws one error with what is wrong in all stacks. Where the synthesis itself fails, what it wrote is
   * removed.
   */
  public static allOrNothing(app: App): void {
    checkArguments("Synthesis.allOrNothing", "Synthesis.allOrNothing", { app });
    const refused = app.node
      .findAll()
      .filter(TerraformStack.isStack)
      .flatMap((stack) => messageOf(() => stack.runAllValidations()) ?? []);
    if (refused.length > 0) throw stacksRefused(app, refused);
    try {
      app.synth();
    } catch (error) {
      for (const written of ["stacks", "manifest.json"]) {
        rmSync(join(app.outdir, written), { recursive: true, force: true });
      }
      throw error;
    }
  }

  private constructor() {}
}

function messageOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
