import { BOUNDS, RULES } from "../../constructs/private/rules";
import { prose, source, table } from "./markdown";

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What represents "no limit but that of the language". */
function limit(value: number): string {
  return value === Number.MAX_SAFE_INTEGER ? "2^53 - 1" : `${value}`;
}

/** The page of all rules, from the module that enforces them. */
export function rulesPage(): string {
  const rules = Object.values(RULES).map((rule) => [
    sentence(rule.noun),
    prose(rule.allowed),
    `\`${rule.pattern.source.replace(/\\\//g, "/")}\``,
    source(rule.source),
  ]);
  const bounds = Object.values(BOUNDS).map((bound) => [
    sentence(bound.noun),
    "a whole number",
    `${limit(bound.min)} to ${limit(bound.max)}`,
    source(bound.source),
  ]);
  return [
    "# Rules",
    "What the library refuses when the app is synthesized. Most of it the azurerm provider accepts at plan, and Azure refuses minutes later. A value that is not known at synth, such as a Terraform variable or an attribute of a resource, passes. Only what becomes part of a Terraform address or of a subject has to be text: construct ids, the namespace and the service account of a trust, the names of secrets, keys and certificates, the timeout of an access check.",
    "This page is generated from `constructs/private/rules.ts` by `npm run docs`.",
    "## Names and other texts",
    table([["What", "Rule", "Regular expression", "Source"], ...rules]),
    'Regions are compared as Azure does, without spaces and capitals: "East US" is `eastus`.',
    "## Numbers",
    table([["What", "Rule", "Bounds", "Source"], ...bounds]),
  ]
    .join("\n\n")
    .concat("\n");
}
