import { StatusLine } from "../../text/status-line";
import { type InputOptions, type Inputs, readInputs } from "./options";

/** What takes a second to read, in bytes. */
const LONG = 50e6;

/** Reads what the options name and makes something of it, and says how far that is where it takes long. */
export async function readShown<T>(
  options: InputOptions,
  doing: string,
  use: (synthesized: Inputs["synthesized"], planned: Inputs["planned"]) => T,
): Promise<T> {
  const status = new StatusLine();
  try {
    const { synthesized, planned } = await readInputs(options, (input, bytes) => {
      status.show(`reading ${input}: ${Math.round(bytes / 1e6)} MB`, bytes > LONG);
    });
    status.show(doing);
    return use(synthesized, planned);
  } finally {
    status.clear();
  }
}
