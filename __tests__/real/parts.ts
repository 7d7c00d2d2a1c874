import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { missingForTerraform, registryHost } from "../stand-in/binary";

/** The versions of the providers that the app and the examples ask for, and one that its users come from. */
export const PROVIDERS = {
  azurerm: "hashicorp/azurerm 4.81.0",
  azurermBefore: "hashicorp/azurerm 4.55.0",
  azapi: "Azure/azapi 2.12.0",
  kubernetes: "hashicorp/kubernetes 2.38.0",
  time: "hashicorp/time 0.13.1",
} as const;

export type ProviderName = keyof typeof PROVIDERS;

/** What is deployed, and the providers that it needs. */
export const SCENARIOS = {
  "workloads in a namespace that enforces the standard restricted": ["kubernetes"],
  "the tutorial": ["azurerm", "kubernetes", "time"],
  "the tutorial that azurerm 4.55 deployed, with the one that it asks for": [
    "azurerm",
    "azurermBefore",
    "kubernetes",
    "time",
  ],
  "the tutorial whose workloads others apply": ["azurerm", "time"],
  "a whole stack, and the faults that the tool finds in it": ["azurerm", "kubernetes", "time"],
  "the example of an estate, but for its charts": ["azurerm", "kubernetes", "time"],
  "the example of a fleet of 30 teams": ["azurerm", "kubernetes", "time"],
  "the production example": ["azurerm", "kubernetes", "time"],
  "a cluster made by hand that is imported": ["azurerm", "time"],
  "a cluster of another program on which workload identity is enabled": [
    "azurerm",
    "azapi",
    "time",
  ],
  "the example of a cluster without workload identity": ["azurerm", "time"],
} as const satisfies Record<string, readonly ProviderName[]>;

export type Scenario = keyof typeof SCENARIOS;

/** The programs of a control plane and of the webhook, in the folder that LAB_BIN names. */
const PROGRAMS = ["etcd", "kube-apiserver", "kube-controller-manager", "wi-webhook"];

/** The folder of the lab, beside which the simulator of Azure is. */
export const LAB_HOME = resolve(
  process.env.LAB_HOME || join(__dirname, "..", "..", "..", "shared", "tools", "kube-lab"),
);

/** What a scenario lacks on this machine, in words; undefined when it can run. */
export function missingFor(names: readonly ProviderName[]): string | undefined {
  return missingForTerraform() ?? missingForLab() ?? missingInMirror(names);
}

/** Where a provider is found, and which version of it. */
export function versionOf(name: ProviderName): { source: string; version: string } {
  const [source, version] = PROVIDERS[name].split(" ");
  return { source, version };
}

function missingForLab(): string | undefined {
  if (!existsSync(join(LAB_HOME, "lab.sh"))) {
    return "the folder kube-lab with lab.sh (LAB_HOME names it)";
  }
  const simulator = join(LAB_HOME, "..", "azure-sim", "sim.mjs");
  if (!existsSync(simulator)) return "the folder azure-sim beside kube-lab";
  const tool = ["kubectl", "openssl"].find((name) => spawnSync(name, ["--help"]).error);
  if (tool !== undefined) return `${tool} on the PATH`;
  const { LAB_BIN, LAB_UNDICI } = process.env;
  if (!LAB_BIN) return "the programs of a control plane (LAB_BIN names their folder)";
  const program = PROGRAMS.find((name) => !existsSync(join(LAB_BIN, name)));
  if (program !== undefined) return `${program} in the folder of LAB_BIN`;
  return LAB_UNDICI ? undefined : "undici 6 (LAB_UNDICI names its folder)";
}

function missingInMirror(names: readonly ProviderName[]): string | undefined {
  const mirror = mirrorOf(process.env.TF_CLI_CONFIG_FILE);
  if (mirror === undefined) {
    return "a filesystem mirror of the providers (TF_CLI_CONFIG_FILE names the file that says where)";
  }
  const missing = names.filter((name) => !isMirrored(mirror, name));
  if (missing.length === 0) return undefined;
  return `${missing.map((name) => PROVIDERS[name]).join(", ")} in the filesystem mirror`;
}

/** The path of the mirror that a CLI configuration names. */
function mirrorOf(file: string | undefined): string | undefined {
  if (!file || !existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8");
  return /filesystem_mirror\s*\{[^}]*?\bpath\s*=\s*"([^"]+)"/.exec(text)?.[1];
}

/** Whether the mirror has it, unpacked or packed. */
function isMirrored(mirror: string, name: ProviderName): boolean {
  const { source, version } = versionOf(name);
  const folder = join(mirror, registryHost(), ...source.split("/"));
  const packed = `terraform-provider-${source.split("/")[1]}_${version}_`;
  return (
    (existsSync(join(folder, version)) && programIn(join(folder, version))) ||
    (existsSync(folder) && readdirSync(folder).some((entry) => entry.startsWith(packed)))
  );
}

/** Whether a folder of platforms has a program that is complete. */
function programIn(folder: string): boolean {
  return readdirSync(folder)
    .flatMap((platform) => readdirSync(join(folder, platform)))
    .some((entry) => /^terraform-provider-.*(_x\d|[\d.]+)(\.exe)?$/.test(entry));
}

/** `describe`, or a visibly skipped block whose title says what is missing. */
export function describeReal(title: Scenario, body: () => void): void {
  const missing = missingFor(SCENARIOS[title]);
  if (missing === undefined) {
    describe(title, body);
    return;
  }
  test.skip(`${title} [skipped, missing: ${missing}]`, () => undefined);
}
