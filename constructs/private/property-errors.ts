import { refusal } from "./message";

/** What is wrong with the names of the properties of one object. */
export interface WrongNames {
  /** What describes the object, such as `KeyVaultNetworkRules`. */
  readonly struct: string;
  /** Where it is, such as `networkRules.`; empty for the props themselves. */
  readonly path: string;
  /** The names that are none, with those that are likely meant. */
  readonly unknown: ReadonlyMap<string, string | undefined>;
  /** What has to be given and is not. */
  readonly missing: readonly string[];
  /** All names of the struct, the nearest first. */
  readonly names: readonly string[];
}

/** Names as code, not more than a number of them. */
function some(names: readonly string[], most: number): string {
  const code = names.map((name) => `\`${name}\``);
  return bounded(code, most);
}

function bounded(texts: readonly string[], most: number): string {
  const more = texts.length - most;
  return [...texts.slice(0, most), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

export const unknownProperty = refusal({
  code: "unknown-property",
  says: ({ struct, path, unknown, missing, names }: WrongNames) => {
    const written = [...unknown.keys()];
    const paths = written.map((name) => path + name);
    const meant = new Set(unknown.values());
    const noun = written.length === 1 ? "is no property" : "are no properties";
    const verb = missing.length === 1 ? "is" : "are";
    const lack = missing.length === 0 ? "" : `, and ${some(missing, 5)} ${verb} missing`;
    const fixes = [
      ...[...unknown].map(([name, other]) =>
        other === undefined ? `take \`${name}\` out` : `change \`${name}\` to \`${other}\``,
      ),
      ...missing.filter((name) => !meant.has(name)).map((name) => `give \`${name}\``),
    ];
    return {
      what: `${some(paths, 5)} ${noun} of ${struct}${lack}.`,
      got: written.length === 1 ? written[0] : written,
      allowed: some(names, 12),
      fix: bounded(fixes, 5),
    };
  },
  cause:
    "TypeScript refuses it when it checks types; `tsx` and JavaScript do not, and the property would have no effect.",
  cure: "Take the name of the list that is meant. A property that is `undefined` passes, and so do those of a class of your own that extends one of the library.",
  example: [
    {
      struct: "KeyVaultAccessProps",
      path: "",
      unknown: new Map([["networkRule", "networkRules"]]),
      missing: [],
      names: ["networkRules", "name", "location"],
    },
  ],
});
