import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the manifest of a synthesized app says of a stack. */
interface Entry {
  readonly synthesizedStackPath: string;
  readonly workingDirectory: string;
  readonly dependencies?: readonly string[];
}

/** A stack's JSON, as far as it is changed here. */
interface StackJson {
  readonly terraform: {
    backend: object;
    readonly required_providers?: Record<string, { source: string; version: string }>;
  };
  readonly resource?: { readonly time_sleep?: Record<string, { create_duration: string }> };
  readonly variable?: Record<string, Variable>;
}

interface Variable {
  readonly type?: string;
  readonly sensitive?: boolean;
  readonly default?: unknown;
}

/** How the stacks of an app are changed before they are applied. */
export interface Changes {
  /** Other versions of providers, by the names in the stacks. */
  readonly versions?: Readonly<Record<string, string>>;
  /** How long every wait is, where nothing takes effect late. */
  readonly waits?: string;
}

/** A stack that can be applied. */
export interface Stack {
  readonly name: string;
  readonly folder: string;
  readonly state: string;
  /** The variables that are secret or have to be given. */
  readonly variables: readonly string[];
}

/**
 * Gives each stack of a synthesized app a state in a folder, where the others find it, and makes the
 * changes. Returns the stacks in the order of their dependencies.
 */
export function prepareStacks(outdir: string, states: string, changes: Changes): Stack[] {
  const entries = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, Entry>;
  };
  const order = inOrder(entries.stacks);
  const fileOf = (name: string) => join(outdir, entries.stacks[name].synthesizedStackPath);
  const stateOf = (name: string) => join(states, `${name}.tfstate`);
  const read = (name: string) => readFileSync(fileOf(name), "utf8");
  const moved = new Map(order.map((name) => [pathOfState(read(name)), stateOf(name)]));
  return order.map((name) => {
    const json = JSON.parse(read(name), (key, value: unknown) =>
      key === "path" ? (moved.get(value) ?? value) : value,
    ) as StackJson;
    json.terraform.backend = { local: { path: stateOf(name) } };
    change(json, changes);
    writeFileSync(fileOf(name), JSON.stringify(json, null, 2));
    return {
      name,
      folder: join(outdir, entries.stacks[name].workingDirectory),
      state: stateOf(name),
      variables: Object.entries(json.variable ?? {})
        .filter(([, variable]) => isToBeGiven(variable))
        .map(([variable]) => variable),
    };
  });
}

function inOrder(stacks: Record<string, Entry>): string[] {
  const order: string[] = [];
  const visit = (name: string) => {
    if (order.includes(name)) return;
    (stacks[name].dependencies ?? []).forEach(visit);
    order.push(name);
  };
  Object.keys(stacks).forEach(visit);
  return order;
}

function pathOfState(text: string): unknown {
  const { backend } = (JSON.parse(text) as { terraform: { backend?: { local?: object } } })
    .terraform;
  return (backend?.local as { path?: string } | undefined)?.path;
}

function change(json: StackJson, { versions = {}, waits }: Changes): void {
  for (const [name, version] of Object.entries(versions)) {
    const required = json.terraform.required_providers?.[name];
    if (required) required.version = version;
  }
  if (waits === undefined) return;
  for (const wait of Object.values(json.resource?.time_sleep ?? {})) wait.create_duration = waits;
}

function isToBeGiven(variable: Variable): boolean {
  return (
    (variable.type ?? "string") === "string" && (variable.sensitive || !("default" in variable))
  );
}
