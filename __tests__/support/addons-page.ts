import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type AddonComponent, type AddonPreset, Addons } from "../../constructs";
import { holesOf } from "../../constructs/addon/addon-template";
import { table } from "./markdown";

/** All presets, by the name of their constant. */
export const PRESETS: readonly (readonly [string, AddonPreset])[] = Object.entries(Addons).filter(
  (entry): entry is [string, AddonPreset] => typeof entry[1] === "object",
);

const code = (text: string) => `\`${text}\``;
const all = (texts: readonly string[] = []) => texts.map(code).join(", ");

/** What is known of an add-on by itself; every other name in a text is a parameter. */
const KNOWN = ["clientId", "tenantId", "namespace", "serviceAccountName"];

/** The names in a text that the caller has to give. */
export function parametersOf({ scopes }: AddonPreset, text: string): string[] {
  const places = scopes.map(({ name }) => name);
  return holesOf(text).filter(
    (hole) => !KNOWN.includes(hole) && !places.includes(hole.split(".")[0]),
  );
}

function account({ serviceAccountName, fixedName, optional }: AddonComponent): string {
  if (serviceAccountName === undefined) return "that of the application";
  const words = [...(fixedName ? ["no other"] : []), ...(optional ? ["optional"] : [])];
  return code(serviceAccountName) + (words.length > 0 ? ` (${words.join(", ")})` : "");
}

function namespace({ namespace: name, fixedNamespace }: AddonPreset): string {
  if (name === undefined) return "that of the application";
  return code(name) + (fixedNamespace ? " (no other)" : "");
}

function label(preset: AddonPreset, { podLabels, serviceAccountName }: AddonComponent): string {
  if (podLabels) return all(podLabels);
  return serviceAccountName && preset.chart ? "by the chart, or none" : "see the notes";
}

/** The anchor of a heading, as code hosts make it. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, "")
    .replace(/ /g, "-");

function overview(): string {
  return table([
    ["Preset", "Add-on", "Namespace", "Accounts", "Version"],
    ...PRESETS.map(([constant, preset]) => [
      code(constant),
      `[${preset.title}](#${anchor(preset.title)})`,
      namespace(preset),
      [...new Set(preset.components.map(account))].join(", "),
      preset.chart?.version ?? "-",
    ]),
  ]);
}

function section([constant, preset]: readonly [string, AddonPreset]): string {
  const { chart, components, scopes, snippets = [] } = preset;
  const values = [
    ...(preset.clientIdValues ?? []),
    ...(preset.tenantIdValues ?? []),
    ...(preset.switches ?? []).map((path) => `${path}: true`),
    ...Object.entries(preset.values ?? {}).map(([path, text]) => `${path}: ${text}`),
  ];
  const facts = [
    `Namespace: ${namespace(preset)}`,
    ...(chart ? [`Chart: ${code(chart.name)} ${chart.version} of <${chart.repository}>`] : []),
    ...(preset.extensionType ? [`Cluster extension: ${code(preset.extensionType)}`] : []),
    ...(values.length > 0 ? [`Values: ${all(values)}`] : []),
    ...snippets.map(({ name, description, text }) => {
      const parameters = parametersOf(preset, text);
      const asked = parameters.length > 0 ? `; asks for ${all(parameters)}` : "";
      return `Snippet ${code(name)}: ${description}${asked}`;
    }),
    ...preset.notes,
    `Read: ${preset.sources.map((url) => `<${url}>`).join(", ")}`,
  ];
  return [
    `### ${preset.title}`,
    code(`Addons.${constant}`),
    table([
      ["Component", "Account", "Label", "Annotations of the account"],
      ...components.map((one) => [
        one.name + (one.credentialName ? `, credential ${code(one.credentialName)}` : ""),
        account(one),
        label(preset, one),
        one.accountAnnotations ? code(one.accountAnnotations) : "-",
      ]),
    ]),
    ...(scopes.length > 0
      ? [
          table([
            ["Scope", "What it is", "Roles"],
            ...scopes.map(({ name, description, roles, optional }) => [
              code(name) + (optional ? ", optional" : ""),
              description,
              all(roles),
            ]),
          ]),
        ]
      : []),
    facts.map((fact) => `- ${fact}`).join("\n"),
  ].join("\n\n");
}

/** The page of add-ons: how they are used, and what is known of each. */
export function addonsPage(): string {
  return [
    readFileSync(join(__dirname, "addons-intro.md"), "utf8").trimEnd(),
    "## All of them",
    "From here on the page is generated from `constructs/addon/presets/` by `npm run docs`. A version is the one that was looked at, not the newest; a release of another version may have other values.",
    overview(),
    ...PRESETS.map(section),
  ]
    .join("\n\n")
    .concat("\n");
}
