import { type Command, Option } from "commander";
import { explained } from "../input/command-help";
import { type InputOptions, takesPlans } from "../input/options";
import { mermaid } from "../output/mermaid";
import { svgFile } from "../output/svg";
import { reviewed } from "./reviewed";

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
      const { diagram } = await reviewed(options);
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
