import { type DrawnReview, reviewOf } from "../findings/review";
import { type InputOptions, readInputs } from "../input/options";
import { StatusLine } from "../output/status-line";

/** Reads and reviews, and says how far it is where that takes long. */
export async function reviewed(options: InputOptions): Promise<DrawnReview> {
  const status = new StatusLine();
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  try {
    const { synthesized, planned } = await readInputs(options, (input, done, all) => {
      const of = all === undefined ? "" : ` of ${megabytes(all)}`;
      status.show(`reading ${input}: ${megabytes(done)}${of} MB`);
    });
    status.show("reviewing");
    return reviewOf(synthesized, planned);
  } finally {
    status.clear();
  }
}
