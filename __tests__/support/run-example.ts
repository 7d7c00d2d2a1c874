import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const EXAMPLES = join(__dirname, "..", "..", "examples");

/** Runs an example, which synthesizes its app, and gives the JSON of its stacks by name. */
export function runExample(example: string): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), "example-"));
  process.env.CDKTF_OUTDIR = outdir;
  try {
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      require(join(EXAMPLES, example));
    });
    const stacks = join(outdir, "stacks");
    return Object.fromEntries(
      readdirSync(stacks).map((name) => [
        name,
        readFileSync(join(stacks, name, "cdk.tf.json"), "utf8"),
      ]),
    );
  } finally {
    delete process.env.CDKTF_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}
