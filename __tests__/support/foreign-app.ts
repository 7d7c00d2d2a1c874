import { namespaceMetadata } from "./bindings";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { StackJson } from "./synth";

/** What another team writes: its own stacks, with the library as it is published. */
const METADATA = JSON.stringify(namespaceMetadata({ name: "shop" }));

const MAIN = `
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformStack } from "cdktf";
import {
  type IFederatedIdentity,
  KeyVaultAccess,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadDeployment,
  WorkloadIdentityCluster,
  WorkloadJob,
  WorkloadServiceAccount,
} from "cdktf-aks-workload-identity";

class Platform extends TerraformStack {
  public readonly cluster: WorkloadIdentityCluster;
  public readonly orders: IFederatedIdentity;
  public readonly reports: IFederatedIdentity;
  public readonly vault: KeyVaultAccess;

  constructor(app: App) {
    super(app, "platform");
    ProviderVersion.raiseTo(new AzurermProvider(this, "azurerm", { features: [{}] }), "4.81.0");
    new TimeProvider(this, "time");
    const resourceGroup = new ResourceGroup(this, "group", { name: "shop", location: "eastus" });
    this.cluster = new WorkloadIdentityCluster(this, "cluster", { resourceGroup, name: "blue" });
    this.orders = this.cluster.addFederatedIdentity("orders", {
      namespace: "shop",
      serviceAccountName: "orders",
    });
    this.reports = this.cluster.addFederatedIdentity("reports", {
      identity: new ManagedIdentity(this, "reporting", { resourceGroup, name: "reporting" }),
      namespace: "shop",
      serviceAccountName: "reports",
    });
    this.vault = new KeyVaultAccess(this, "vault", { resourceGroup });
    this.vault.addSecret("database").grantRead(this.orders);
    this.vault.grantSecretsRead(this.reports);
  }
}

class Shop extends TerraformStack {
  constructor(app: App, { cluster, orders, reports, vault }: Platform) {
    super(app, "shop");
    ProviderVersion.raiseTo(new AzurermProvider(this, "azurerm", { features: [{}] }), "4.81.0");
    const provider = cluster.connect(this);
    if (!(provider instanceof KubernetesProvider)) throw new Error("two copies of the provider");
    new NamespaceV1(this, "namespace", { provider, metadata: ${METADATA} });
    const container = { name: "app", image: "example.com/app:1", env: { VAULT: vault.uri } };
    new WorkloadDeployment(this, "orders", {
      serviceAccount: new WorkloadServiceAccount(this, "orders-account", { identity: orders, createNamespace: false }),
      name: "orders",
      containers: [container],
    });
    new WorkloadJob(this, "reports", {
      serviceAccount: new WorkloadServiceAccount(this, "reports-account", { identity: reports, createNamespace: false }),
      name: "reports",
      containers: [container],
    });
  }
}

const app = new App();
new Shop(app, new Platform(app));
app.synth();
`;

/** As strict as TypeScript gets, declarations of the library included, and without Node's types. */
const COMPILER_OPTIONS = {
  target: "ES2022",
  module: "node16",
  strict: true,
  exactOptionalPropertyTypes: true,
  noPropertyAccessFromIndexSignature: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  types: [],
  noEmitOnError: true,
};

/** Installs a packed package as npm does without a network: the tarball is unpacked. */
export function installTarball(folder: string, name: string, tarball: string): void {
  const target = join(folder, "node_modules", name);
  mkdirSync(target, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", target]);
}

/**
 * Links packages of the checkout into a folder. Node and TypeScript follow the links, so that app and
 * library share one copy of each.
 */
export function linkPackages(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const target = join(folder, "node_modules", name);
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(resolve(__dirname, "../../node_modules", name), target, "junction");
  }
}

/** Writes the app into a folder. */
export function writeForeignApp(folder: string): void {
  const write = (name: string, content: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(content));
  write("package.json", { name: "foreign-app", private: true });
  write("tsconfig.json", { compilerOptions: COMPILER_OPTIONS, files: ["main.ts"] });
  writeFileSync(join(folder, "main.ts"), MAIN);
}

/** Type-checks and compiles the app. Returns what the compiler has to say. */
export function compileForeignApp(folder: string): string {
  try {
    execFileSync(process.execPath, [require.resolve("typescript/bin/tsc")], { cwd: folder });
    return "";
  } catch (error) {
    return `${error}\n${(error as { stdout: Buffer }).stdout}`;
  }
}

/** Runs the compiled app as `node main.js`, with no setting of cdktf from outside. */
export function runForeignApp(folder: string): Record<"platform" | "shop", StackJson> {
  execFileSync(process.execPath, ["main.js"], { cwd: folder, env: {} });
  const read = (name: string): StackJson =>
    JSON.parse(readFileSync(join(folder, "cdktf.out", "stacks", name, "cdk.tf.json"), "utf8"));
  return { platform: read("platform"), shop: read("shop") };
}

/** Compiles a program of ES modules in a folder of its own, and runs it. Returns what it prints. */
export function runOfModules(folder: string, program: string, options: object): string {
  const cwd = join(folder, "modules");
  mkdirSync(cwd, { recursive: true });
  const compilerOptions = { ...COMPILER_OPTIONS, ...options };
  writeFileSync(join(cwd, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    join(cwd, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["main.ts"] }),
  );
  writeFileSync(join(cwd, "main.ts"), program);
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc")], { cwd });
  const run = { cwd, env: {}, stdio: "pipe", encoding: "utf8" } as const;
  return execFileSync(process.execPath, ["main.js"], run);
}

/** Runs the packed tool in the folder of the app. */
export function runTool(folder: string, ...args: string[]): string {
  const bin = join(folder, "node_modules/aks-workload-identity/bin/aks-workload-identity.js");
  return execFileSync(process.execPath, [bin, ...args], { cwd: folder, encoding: "utf8" });
}
