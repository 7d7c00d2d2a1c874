import type { OptionWords, Vocabulary } from "./words";

/** The completion for zsh: loaded by compinit from a folder of fpath, or sourced after it. */
export function zsh({ options, commands }: Vocabulary): string {
  const described = commands.map(
    ({ name, about }) => `        ${quoted(`${name}:${about.replace(/[\\:]/g, "\\$&")}`)}`,
  );
  const cases = commands.map(({ name, options: own, words }) => {
    const specs = [
      ...own.map(specOf),
      ...(words.length > 0 ? [quoted(`1: :(${words.join(" ")})`)] : []),
    ];
    return `        ${name})\n          _arguments \\\n            ${specs.join(" \\\n            ")}\n          ;;`;
  });
  return `#compdef aks-workload-identity
# Completion of aks-workload-identity for zsh: a file _aks-workload-identity in a folder of $fpath
_aks-workload-identity_plan() {
  if compset -P '*='; then _files; else _message 'stack=file'; fi
}
_aks-workload-identity() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C \\
    ${options.map(specOf).join(" \\\n    ")} \\
    '1: :->command' \\
    '*:: :->arguments'
  case $state in
    command)
      local -a commands=(
${described.join("\n")}
      )
      _describe -t commands command commands
      ;;
    arguments)
      case $words[1] in
${cases.join("\n")}
      esac
      ;;
  esac
}
if [[ $funcstack[1] == _aks-workload-identity ]]; then
  _aks-workload-identity "$@"
else
  compdef _aks-workload-identity aks-workload-identity
fi
`;
}

function specOf({ long, short, about, values, repeated }: OptionWords): string {
  const name = values ? `${long}=` : long;
  const names = short ? [short, name] : [name];
  const others = repeated ? "*" : short ? `(${short} ${long})` : "";
  const written = names.length > 1 ? `{${names.join(",")}}` : names[0];
  const rest = `[${about.replace(/[\\[\]:]/g, "\\$&")}]${actionOf(values)}`;
  return names.length > 1
    ? `${quoted(others)}${written}${quoted(rest)}`
    : quoted(`${others}${written}${rest}`);
}

function actionOf(values: OptionWords["values"]): string {
  if (!values) return "";
  switch (values.kind) {
    case "words":
      return `: :(${values.words.join(" ")})`;
    case "file":
      return `:${values.name}:_files`;
    case "folder":
      return `:${values.name}:_files -/`;
    case "stack=file":
      return `:${values.name}:_aks-workload-identity_plan`;
    default:
      return `:${values.name}: `;
  }
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "'\\''")}'`;
}
