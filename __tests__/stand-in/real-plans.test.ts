import { readFileSync } from "node:fs";
import { join } from "node:path";

const FIXTURES = join(__dirname, "..", "cli", "fixtures");

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface Change {
  readonly address: string;
  readonly change: { readonly after: Json; readonly after_unknown: Json };
}

/** What the tutorial has come to write of its cluster, waits and pods since the real plans were made. */
const WRITTEN_SINCE =
  /^time_sleep\.|\.(image_pull_policy|resources|security_context)\b|\.active_deadline_seconds$|^terraform_data\..*\.(containers|pods?)\b|^azurerm_kubernetes_cluster\.cluster\.(network_profile\b|default_node_pool\.0\.(temporary_name_for_rotation|upgrade_settings\.0\.drain_timeout_in_minutes)$)/;

/** What azurerm 4.81 has and 4.55, which made the real plans, has not. */
const OF_LATER_AZURERM =
  /^azurerm_federated_identity_credential\..*\.user_assigned_identity_id$|^azurerm_kubernetes_cluster\.cluster\.node_provisioning_profile$|^azurerm_user_assigned_identity\.identity\.isolation_scope$/;

/** What a plan writes of each resource, each value in the form that it has. */
function formsOf(file: string): Record<string, string> {
  const plan = JSON.parse(readFileSync(join(FIXTURES, file), "utf8")) as {
    resource_changes: Change[];
  };
  const forms: Record<string, string> = {};
  for (const { address, change } of plan.resource_changes) {
    collect(address, change.after, change.after_unknown, forms);
  }
  const later = [WRITTEN_SINCE, OF_LATER_AZURERM];
  return Object.fromEntries(
    Object.entries(forms).filter(([path]) => !later.some((paths) => paths.test(path))),
  );
}

/** A name differs from plan to plan; whether there is one does not. */
function collect(path: string, value: Json | undefined, unknown: Json | undefined, forms: object) {
  const form = () => {
    if (unknown === true) return "unknown";
    if (value === undefined) return "absent";
    if (Array.isArray(value) && value.length === 0) return "[]";
    return typeof value === "string" && value !== "" ? "text" : JSON.stringify(value);
  };
  const children = (of: Json | undefined) => (typeof of === "object" && of !== null ? of : {});
  const names = new Set([...Object.keys(children(value)), ...Object.keys(children(unknown))]);
  if (names.size === 0) Object.assign(forms, { [path]: form() });
  for (const name of names) {
    const inner = [value, unknown].map((of) => (children(of) as { [key: string]: Json })[name]);
    collect(`${path}.${name}`, inner[0], inner[1], forms);
  }
}

test.each(["azure", "kubernetes"])(
  "the first plan of the tutorial's %s stack has every value in the form of the real providers",
  (stack) => {
    const real = formsOf(`real-plans/tutorial-${stack}-create.json`);
    expect(Object.values(real)).toContain("unknown");
    expect(formsOf(`plans/tutorial-first-${stack}.json`)).toEqual(real);
  },
);
