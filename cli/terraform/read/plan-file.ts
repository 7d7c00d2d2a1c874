import { type JsonObject, object, text } from "../model/json";
import type { PlannedStack } from "../model/stack";
import { failedPlan, malformed, notAPlan, wrongVersion } from "./input-error";
import { plannedStack } from "./plan";
import { filePlan, type PlanJson } from "./plan-json";

/** Reads the JSON of one plan, as `terraform show -json` writes it. */
export function readPlanFile(stack: string, file: string): PlannedStack {
  return stackOf(stack, filePlan(file));
}

/** The JSON of one plan, as what it says of its stack. */
export function stackOf(stack: string, { input, json, digest }: PlanJson): PlannedStack {
  if (Array.isArray(json)) throw notAPlan(input, "a JSON list");
  if (typeof json !== "object" || json === null) {
    throw notAPlan(input, "a JSON value that is no object");
  }
  refuse(input, object(json));
  try {
    return plannedStack(stack, json, digest);
  } catch (error) {
    if (error instanceof TypeError) throw malformed(input, error.message);
    throw error;
  }
}

function refuse(input: string, plan: JsonObject): void {
  const has = (part: string) => plan[part] !== undefined;
  if (has("format_version") && !/^1\.\d+$/.test(text(plan.format_version) ?? "")) {
    throw wrongVersion(input, String(plan.format_version));
  }
  if (has("@level")) throw notAPlan(input, "the log of `terraform plan -json`");
  if (!has("format_version")) {
    const shown = Object.keys(plan).slice(0, 5).join(", ");
    throw notAPlan(
      input,
      shown ? `a JSON object with ${shown}` : "a JSON object without format_version",
    );
  }
  if (has("provider_schemas")) throw notAPlan(input, "the schemas of providers");
  if (plan.errored === true) throw failedPlan(input);
  if (has("values"))
    throw notAPlan(input, "a state, as `terraform show -json` writes it without a plan file");
  if (!["planned_values", "resource_changes", "configuration"].some(has)) {
    throw notAPlan(
      input,
      "what `terraform show -json` writes where there is neither state nor plan",
    );
  }
}
