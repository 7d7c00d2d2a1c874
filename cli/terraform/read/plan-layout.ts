import type { JsonPath } from "./json-scanner";

/** Lists of the top level that are gone through; what they hold is parsed piece by piece. */
const LISTS = new Set<string | number>([
  "resource_changes",
  "resource_drift",
  "deferred_changes",
  "action_invocations",
]);

/** Whether an object or list of a plan is gone through, and not parsed as a whole. Modules may have any name. */
export function enters(path: JsonPath): boolean {
  if (path.length === 0) return true;
  const [top, ...rest] = path;
  if (LISTS.has(top) || top === "output_changes") return rest.length === 0;
  if (top === "configuration") return entersConfiguration(rest);
  if (top === "planned_values") return entersState(rest);
  if (top === "prior_state")
    return rest.length === 0 || (rest[0] === "values" && entersState(rest.slice(1)));
  return false;
}

/** The modules that a part of the configuration is in, and where it stands in the last of them. */
export function moduleOf(path: JsonPath): { modules: readonly string[]; rest: JsonPath } {
  const modules: string[] = [];
  let at = 1;
  while (path[at] === "module_calls" && path[at + 2] === "module") {
    modules.push(String(path[at + 1]));
    at += 3;
  }
  return { modules, rest: path.slice(at) };
}

function entersConfiguration(path: JsonPath): boolean {
  if (path.length === 0) return true;
  if (path[0] !== "root_module") return false;
  const { rest } = moduleOf(path);
  return (
    rest.length === 0 ||
    (rest[0] === "resources" ? rest.length === 1 : rest[0] === "module_calls" && rest.length <= 2)
  );
}

function entersState(path: JsonPath): boolean {
  if (path.length === 0) return true;
  if (path[0] !== "root_module") return false;
  let at = 1;
  while (path[at] === "child_modules" && at + 1 < path.length) at += 2;
  const [part, ...more] = path.slice(at);
  return (
    part === undefined || (more.length === 0 && (part === "resources" || part === "child_modules"))
  );
}
