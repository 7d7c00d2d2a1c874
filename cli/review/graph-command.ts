import { type Command, Option } from "commander";
import { type InputOptions, takesPlans } from "../terraform/read/options";
import { readShown } from "../terraform/read/shown";
import { explained } from "../text/command-help";
import { mermaid } from "./diagram/mermaid";
import { svgFile } from "./diagram/svg";
import { reviewOf } from "./review";

interface GraphOptions extends InputOptions {
  readonly format: "mermaid" | "svg";
}

export function addGraph(program: Command): void {
  const command = takesPlans(program.command("graph"))
    .description("Draws the trust chain alone.")
    .addOption(
      new Option("--format <format>", "how the diagram is written")
        .choices(["mermaid", "svg"])
        .default("mermaid"),
    )
    .action(async (options: GraphOptions) => {
      const { diagram } = await readShown(options, "reviewing", reviewOf);
      const drawn = options.format === "svg" ? await svgFile(diagram) : mermaid(diagram);
      process.stdout.write(`${drawn}\n`);
    });
  explained(command, {
    examples: [
      "aks-workload-identity graph",
      "aks-workload-identity graph --no-out --plan app=plan.json --format svg",
    ],
    exitCodes: ["drawn", undefined, "the diagram could not be made"],
  });
}
