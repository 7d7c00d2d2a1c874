import { Argument, type Command } from "commander";
import { explained } from "../text/command-help";
import { bash } from "./bash";
import { fish } from "./fish";
import { vocabularyOf } from "./words";
import { zsh } from "./zsh";

const SHELLS = { bash, zsh, fish };

export function addCompletion(program: Command): void {
  const command = program
    .command("completion")
    .description("Writes what a shell needs to complete commands, options and files.")
    .addArgument(new Argument("<shell>", "for which shell").choices(Object.keys(SHELLS)))
    .action((shell: keyof typeof SHELLS) => {
      process.stdout.write(SHELLS[shell](vocabularyOf(program)));
    });
  explained(command, {
    examples: [
      "source <(aks-workload-identity completion bash)  # ~/.bashrc",
      "source <(aks-workload-identity completion zsh)   # ~/.zshrc, after compinit",
      "aks-workload-identity completion fish | source   # ~/.config/fish/config.fish",
    ],
    exitCodes: ["written", undefined, "the shell is not known"],
  });
}
