import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { name as LIBRARY } from "../../package.json";
import { CHECKOUT } from "./programs";

const DEPENDENCIES = [
  "cdktf",
  "@cdktf/provider-azurerm",
  "@cdktf/provider-kubernetes",
  "@cdktf/provider-time",
];

/** The types of the providers that the programs use beside those in the library's signatures. */
const USED = [
  "@cdktf/provider-azurerm.provider.AzurermProvider",
  "@cdktf/provider-azurerm.storageAccount.StorageAccount",
  "@cdktf/provider-time.provider.TimeProvider",
];

interface Assembly {
  types: Record<string, unknown>;
  submodules?: Record<string, unknown>;
}

/**
 * Writes the bindings of the library and of what it depends on. Those of the providers have the types that
 * the programs can reach, a hundred of 25,000; the JavaScript behind them is whole.
 */
export function writeBindings(folder: string, script: string, ...options: string[]): string {
  const modules = join(folder, "node_modules");
  const source = (name: string) =>
    name === LIBRARY ? CHECKOUT : join(CHECKOUT, "node_modules", name);
  const assemblies = Object.fromEntries(
    [...DEPENDENCIES, LIBRARY].map((name) => [
      name,
      JSON.parse(readFileSync(join(source(name), ".jsii"), "utf8")) as Assembly,
    ]),
  );
  const kept = reachable(assemblies);

  for (const [name, assembly] of Object.entries(assemblies)) {
    const target = join(modules, name);
    mkdirSync(target, { recursive: true });
    const parts =
      name === "cdktf" ? ["package.json", "lib", "node_modules"] : ["package.json", "lib"];
    for (const part of parts) {
      cpSync(join(source(name), part), join(target, part), {
        recursive: true,
        filter: (path) => !path.endsWith(".d.ts"),
      });
    }
    writeFileSync(
      join(target, ".jsii"),
      JSON.stringify(name.startsWith("@") ? only(assembly, kept) : assembly),
    );
  }
  cpSync(join(CHECKOUT, "node_modules", "constructs"), join(modules, "constructs"), {
    recursive: true,
  });

  const outdir = join(folder, "bindings");
  const projects = Object.keys(assemblies).map((name) => join(modules, name));
  execFileSync(
    "npm",
    [
      "run",
      "--silent",
      script,
      "--",
      ...options,
      "--no-npmignore",
      "--outdir",
      outdir,
      ...projects,
    ],
    { cwd: CHECKOUT, stdio: ["ignore", "ignore", "pipe"] },
  );
  return join(outdir, script.replace("package:", ""));
}

/** The types that the library, cdktf and the programs name, those that these name, and so on. */
function reachable(assemblies: Record<string, Assembly>): Set<string> {
  const types = new Map(Object.values(assemblies).flatMap((one) => Object.entries(one.types)));
  const kept = new Set<string>();
  const open = [...USED, ...Object.keys(assemblies[LIBRARY].types)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (kept.has(name) || !types.has(name)) continue;
    kept.add(name);
    const text = JSON.stringify(types.get(name));
    open.push(...[...text.matchAll(/"([^"\s]+\.[^"\s]+)"/g)].map(([, one]) => one));
  }
  return kept;
}

function only(assembly: Assembly, kept: ReadonlySet<string>): Assembly {
  const types = Object.entries(assembly.types).filter(([name]) => kept.has(name));
  const submodules = Object.entries(assembly.submodules ?? {}).filter(([name]) =>
    types.some(([type]) => type.startsWith(`${name}.`)),
  );
  return {
    ...assembly,
    types: Object.fromEntries(types),
    submodules: Object.fromEntries(submodules),
  };
}
