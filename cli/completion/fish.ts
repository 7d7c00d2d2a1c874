import type { OptionWords, Vocabulary } from "./words";

const COMPLETE = "complete --command aks-workload-identity";

/** The completion for fish: a file in its folder of completions, or sourced. */
export function fish({ options, commands }: Vocabulary): string {
  return [
    "# Completion of aks-workload-identity for fish: aks-workload-identity completion fish | source",
    `${COMPLETE} --no-files`,
    ...options.map((option) => `${COMPLETE} --condition __fish_use_subcommand${optionOf(option)}`),
    ...commands.flatMap(({ name, about, options: own, words }) => {
      const within = `${COMPLETE} --condition ${quoted(`__fish_seen_subcommand_from ${name}`)}`;
      return [
        `${COMPLETE} --condition __fish_use_subcommand --arguments ${name} --description ${quoted(about)}`,
        ...(words.length > 0 ? [`${within} --arguments ${quoted(words.join(" "))}`] : []),
        ...own.map((option) => within + optionOf(option)),
      ];
    }),
    "",
  ].join("\n");
}

function optionOf({ long, short, about, values }: OptionWords): string {
  return [
    "",
    ...(short ? [`--short-option ${short.slice(1)}`] : []),
    `--long-option ${long.slice(2)}`,
    ...valuesOf(values),
    `--description ${quoted(about)}`,
  ].join(" ");
}

function valuesOf(values: OptionWords["values"]): string[] {
  if (!values) return [];
  switch (values.kind) {
    case "words":
      return ["--exclusive", `--arguments ${quoted(values.words.join(" "))}`];
    case "folder":
      return ["--exclusive", "--arguments '(__fish_complete_directories)'"];
    case "other":
      return ["--exclusive"];
    default:
      return ["--require-parameter", "--force-files"];
  }
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
