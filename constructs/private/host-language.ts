import * as api from "./api.json";

/** The names of props, attributes, methods and parameters of the public API. */
const NAMES: ReadonlySet<string> = new Set([
  ...Object.values(api.structs).flatMap((struct) => Object.keys(struct)),
  ...Object.values(api.interfaces).flat(),
  ...Object.entries(api.calls).flatMap(([call, parameters]) => [
    ...call.split("."),
    ...Object.keys(parameters),
  ]),
  "defaultChild",
]);

/** A command in a message, such as `az identity show --query principalId`; `new …` is none. */
const COMMAND = /^`(?!new )[a-z]+ /;

/** A message as programs of the language write its names: Python says `service_account_name`. */
export function inHostLanguage(message: string): string {
  // jsii's runtimes tell the Node process which language it works for.
  if (!process.env.JSII_AGENT?.startsWith("Python/")) return message;
  return message.replace(/`[^`]*`/g, (code) =>
    COMMAND.test(code)
      ? code
      : code.replace(/\b[a-z]\w*/g, (name) => (NAMES.has(name) ? snakeCase(name) : name)),
  );
}

/** As jsii names things in Python. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
