import { type App, AnnotationMetadataEntryType, TerraformStack } from "cdktf";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { stacksRefused } from "./errors";
import { complaintsOf } from "./private/complaints";
import { circleOf } from "./private/stack-circle";
import { checkArguments } from "./private/type-checks";

/** How an app is synthesized. */
export class Synthesis {
  /**
   * Synthesizes all stacks of an app, or none: instead of `app.synth()`, as the last line of a program.
   * cdktf writes each stack before it checks the next, and leaves the first ones behind when a later one is
   * refused.
   *
   * Prints each annotation once to stderr, such as `WARN [azure/cluster]: …`, and the path of each stack to stdout.
   * Under the cdktf CLI it prints nothing: the CLI shows the annotations itself.
   *
   * Throws one error with what is wrong in all stacks, and one where stacks come after one another in a circle.
   * Where the synthesis itself fails, what it wrote is removed.
   */
  public static allOrNothing(app: App): void {
    checkArguments("Synthesis.allOrNothing", "Synthesis.allOrNothing", { app });
    const stacks = app.node.findAll().filter(TerraformStack.isStack);
    refuse(app, stacks);
    try {
      app.synth();
    } catch (error) {
      if (Object.keys(app.manifest.stacks).length === 0) throw circleOf(stacks) ?? error;
      for (const written of ["stacks", "manifest.json"]) {
        rmSync(join(app.outdir, written), { recursive: true, force: true });
      }
      // Aspects have changed the stacks since, and cdktf validates one stack after the other.
      refuse(app, stacks);
      throw error;
    }
    // Set by the CLI, which then shows all annotations itself.
    if (process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS === undefined) report(app);
  }

  private constructor() {}
}

function refuse(app: App, stacks: readonly TerraformStack[]): void {
  const refused = complaintsOf(app, stacks);
  if (refused.length > 0) throw stacksRefused(app, refused);
}

const LEVELS: Readonly<Record<string, string>> = {
  [AnnotationMetadataEntryType.INFO]: "INFO",
  [AnnotationMetadataEntryType.WARN]: "WARN",
};

/** Prints the annotations, and where the stacks are. */
function report({ outdir, manifest }: App): void {
  const stacks = Object.values(manifest.stacks);
  const lines = stacks.flatMap(({ annotations }) =>
    annotations.map(
      ({ level, constructPath, message }) => `${LEVELS[level]} [${constructPath}]: ${message}\n`,
    ),
  );
  process.stderr.write([...new Set(lines)].join(""));
  const paths = stacks.map((stack) => `${join(outdir, stack.synthesizedStackPath)}\n`);
  process.stdout.write(paths.join(""));
}
