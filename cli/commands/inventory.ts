import type { Command } from "commander";
import { explained } from "../input/command-help";
import { type InputOptions, takesPlans } from "../input/options";
import { json } from "../output/json";
import { reviewed } from "./reviewed";

export function addInventory(program: Command): void {
  const command = takesPlans(program.command("inventory"))
    .description(
      "Writes who can become whom in the synthesized app, and once the plans are applied, as JSON for machines.",
    )
    .action(async (options: InputOptions) => {
      const { review } = await reviewed(options);
      process.stdout.write(json(review.inventory));
    });
  explained(command, {
    examples: [
      "aks-workload-identity inventory > inventory.json",
      "aks-workload-identity inventory --no-out --plan app=plan.json > inventory.json",
    ],
    exitCodes: ["written", undefined, "the app or a plan could not be read"],
  });
}
