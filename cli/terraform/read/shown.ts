import { StatusLine } from "../../text/status-line";
import { type InputOptions, type Inputs, readInputs } from "./options";

/** Reads what the options name and makes something of it, and says how far that is where it takes long. */
export async function readShown<T>(
  options: InputOptions,
  doing: string,
  use: (synthesized: Inputs["synthesized"], planned: Inputs["planned"]) => T,
): Promise<T> {
  const status = new StatusLine();
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  try {
    const { synthesized, planned } = await readInputs(options, (input, done, all) => {
      const of = all === undefined ? "" : ` of ${megabytes(all)}`;
      status.show(`reading ${input}: ${megabytes(done)}${of} MB`);
    });
    status.show(doing);
    return use(synthesized, planned);
  } finally {
    status.clear();
  }
}
