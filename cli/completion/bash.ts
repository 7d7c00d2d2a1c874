import type { OptionWords, Vocabulary } from "./words";

/** The completion for bash, from 3.2 on. It needs nothing of bash-completion. */
export function bash({ options, commands }: Vocabulary): string {
  const words = [
    wordsCase(
      "",
      commands.map(({ name }) => name),
      options,
    ),
    ...commands.map((command) => wordsCase(command.name, command.words, command.options)),
  ];
  const values = commands.flatMap(({ name, options: own }) =>
    own.flatMap((option) => valueCase(name, option)),
  );
  return `# Completion of aks-workload-identity for bash: source <(aks-workload-identity completion bash)
_aks_workload_identity() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command= words= word
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [[ $word != -* ]]; then command=$word && break; fi
  done
  # Bash takes --format=md and app=plan.json apart.
  if [[ $cur == "=" ]]; then
    cur=
  elif [[ $prev == "=" ]]; then
    prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case "$command $prev" in
${values.join("\n")}
    *)
      # A file after <stack>=, else what the command understands.
      if [[ $prev != -* && \${COMP_WORDS[COMP_CWORD - 1]}\${COMP_WORDS[COMP_CWORD]} == *=* ]]; then return; fi
      case $command in
${words.join("\n")}
      esac
      ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  # What no list has is no file either; before bash 4 it is taken for one.
  if [[ \${#COMPREPLY[@]} -eq 0 ]]; then compopt +o default 2>/dev/null; fi
  return 0
}
complete -o default -F _aks_workload_identity aks-workload-identity
`;
}

const flagsOf = ({ short, long }: OptionWords) => [...(short ? [short] : []), long];

function wordsCase(
  command: string,
  words: readonly string[],
  options: readonly OptionWords[],
): string {
  const flags = `words="${options.flatMap(flagsOf).join(" ")}"`;
  const told =
    words.length === 0
      ? flags
      : `if [[ $cur == -* ]]; then ${flags}; else words="${words.join(" ")}"; fi`;
  return `        "${command}") ${told} ;;`;
}

function valueCase(command: string, option: OptionWords): string[] {
  if (!option.values) return [];
  const pattern = flagsOf(option)
    .map((flag) => `"${command} ${flag}"`)
    .join(" | ");
  switch (option.values.kind) {
    case "words":
      return [`    ${pattern}) words="${option.values.words.join(" ")}" ;;`];
    // The file comes after <stack>=.
    case "stack=file":
    case "other":
      return [`    ${pattern}) ;;`];
    default:
      return [`    ${pattern}) return ;;`];
  }
}
