import { type Command, Help, type Option } from "commander";

/** What may follow an option or stand as an argument: words of a list, a path, or what no shell knows. */
export type Values =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "file" | "folder" | "stack=file" | "other"; readonly name: string };

export interface OptionWords {
  /** `--namespace`. */
  readonly long: string;
  /** `-n`. */
  readonly short?: string;
  readonly about: string;
  /** Absent where nothing follows. */
  readonly values?: Values;
  readonly repeated: boolean;
}

export interface CommandWords {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionWords[];
  readonly words: readonly string[];
}

/** What can be written after the name of the tool. */
export interface Vocabulary {
  readonly options: readonly OptionWords[];
  readonly commands: readonly CommandWords[];
}

const help = new Help();

/** All that a shell completes, from the commands and options themselves. */
export function vocabularyOf(program: Command): Vocabulary {
  const commands = help.visibleCommands(program);
  const names = commands.map((command) => command.name());
  return {
    options: optionsOf(program),
    commands: commands.map((command) => ({
      name: command.name(),
      about: command.description(),
      options: optionsOf(command),
      words:
        command.name() === "help"
          ? names.filter((name) => name !== "help")
          : command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
    })),
  };
}

function optionsOf(command: Command): OptionWords[] {
  return help.visibleOptions(command).map((option) => ({
    long: option.long ?? option.flags,
    short: option.short,
    about: option.description,
    values: valuesOf(option),
    repeated: option.description.includes("repeat it"),
  }));
}

function valuesOf({ flags, argChoices }: Option): Values | undefined {
  const [, name] = /<(.+)>$/.exec(flags) ?? [];
  if (name === undefined) return undefined;
  if (argChoices) return { kind: "words", words: argChoices };
  if (name === "path") return { kind: "file", name };
  const kind = (["file", "folder", "stack=file"] as const).find((one) => one === name) ?? "other";
  return { kind, name };
}
