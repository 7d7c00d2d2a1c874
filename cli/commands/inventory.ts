import type { Command } from "commander";
import { inventoryOf } from "../findings/inventory";
import { explained } from "../input/command-help";
import { readApp, takesApp } from "../input/options";
import { json } from "../output/json";

export function addInventory(program: Command): void {
  const command = takesApp(program.command("inventory"))
    .description("Writes who can become whom in the synthesized app, as JSON for machines.")
    .action(({ out }: { readonly out?: string }) => {
      process.stdout.write(json(inventoryOf(readApp(out))));
    });
  explained(command, {
    examples: [
      "aks-workload-identity inventory > inventory.json",
      "aks-workload-identity inventory --out infra/cdktf.out",
    ],
    exitCodes: ["written", undefined, "there is no synthesized app, or it could not be read"],
  });
}
