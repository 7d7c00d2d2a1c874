import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AzurermProvider, type AzurermProviderConfig } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { ProviderVersion } from "../../constructs";

/** The JSON of a stack, as far as the tests read it. */
export interface StackJson {
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  readonly provider?: Record<string, Record<string, unknown>[]>;
  readonly output?: Record<string, { value: unknown; sensitive?: boolean }>;
  readonly variable?: Record<string, Record<string, unknown>>;
  readonly terraform: Record<string, unknown>;
}

/** A stack that is logged in to Azure, and may hold waits. */
export class TestStack extends TerraformStack {
  constructor(app: App, id: string, azurerm: Partial<AzurermProviderConfig> = {}) {
    super(app, id);
    const provider = new AzurermProvider(this, "azurerm", { features: [{}], ...azurerm });
    ProviderVersion.raiseTo(provider, "4.81.0");
    new TimeProvider(this, "time");
  }
}

/** Synthesizes a whole app, as `cdktf synth` does, and reads each stack without its metadata. */
export function synthApp(build: (outdir: string) => App): Record<string, StackJson> {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    const app = build(outdir);
    app.synth();
    const stacks = Object.values(app.manifest.stacks).map(({ name, synthesizedStackPath }) => [
      name,
      JSON.parse(readFileSync(join(outdir, synthesizedStackPath), "utf8"), dropMetadata),
    ]);
    return Object.fromEntries(stacks);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Synthesizes an app of stacks by name. */
export function synthStacks(build: (app: App) => void): Record<string, StackJson> {
  return synthApp((outdir) => {
    const app = new App({ outdir, stackTraces: false });
    build(app);
    return app;
  });
}

/** Synthesizes a single stack. */
export function synth(build: (stack: TestStack) => void): StackJson {
  return synthStacks((app) => build(new TestStack(app, "test"))).test;
}

/** The warnings of a single stack after its synthesis, without the paths. */
export function warningsOf(build: (stack: TestStack) => void): string[] {
  const apps: App[] = [];
  synthApp((outdir) => {
    const app = new App({ outdir, stackTraces: false });
    build(new TestStack(app, "test"));
    apps.push(app);
    return app;
  });
  return apps[0].manifest.stacks.test.annotations.map(({ message }) => message);
}

/** Makes values readable as outputs. */
export function expose(scope: Construct, values: Record<string, unknown>): void {
  for (const [id, value] of Object.entries(values)) new TerraformOutput(scope, id, { value });
}

/** All resources of a type: the only one, most of the time. */
export function resources(stack: StackJson, type: string): Record<string, unknown>[] {
  return Object.values(stack.resource?.[type] ?? {});
}

/** Every Terraform address of a stack. */
export function addresses(stack: StackJson): string[] {
  const of = (prefix: string, types: StackJson["resource"] = {}) =>
    Object.entries(types).flatMap(([type, all]) =>
      Object.keys(all).map((id) => `${prefix}${type}.${id}`),
    );
  return [...of("", stack.resource), ...of("data.", stack.data)].sort();
}

/** The message of what a function throws. */
export function messageOf(build: () => unknown): string {
  try {
    build();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was thrown");
}

function dropMetadata(key: string, value: unknown): unknown {
  return key === "//" ? undefined : value;
}
