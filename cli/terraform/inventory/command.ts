import type { Command } from "commander";
import { explained } from "../../text/command-help";
import { json } from "../../text/json";
import { stacksAt } from "../model/stack";
import { type InputOptions, takesPlans } from "../read/options";
import { readShown } from "../read/shown";
import { inventoryOf } from "./inventory";

export function addInventory(program: Command): void {
  const command = takesPlans(program.command("inventory"))
    .description(
      "Writes who can become whom in the synthesized app, and once the plans are applied, as JSON for machines.",
    )
    .action(async (options: InputOptions) => {
      const inventory = await readShown(options, "taking the inventory", (synthesized, planned) =>
        inventoryOf(stacksAt("after", synthesized, planned)),
      );
      process.stdout.write(json(inventory));
    });
  explained(command, {
    examples: [
      "aks-workload-identity inventory > inventory.json",
      "aks-workload-identity inventory --no-out --plan app=plan.json > inventory.json",
    ],
    exitCodes: ["written", undefined, "the app or a plan could not be read"],
  });
}
