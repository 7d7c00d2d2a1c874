// How long applies of a fleet take, as Terraform's ten places allow: computed on the graph, confirmed by
// Terraform itself over stand-ins on a shorter clock, and what plans take. Usage: npm run bench:fleet
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { TimeProvider } from "@cdktf/provider-time/lib/provider";
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  FederatedIdentity,
  KeyVaultAccess,
  ManagedIdentity,
  ProviderVersion,
  ResourceGroup,
  WorkloadIdentityCluster,
  WorkloadPod,
  WorkloadServiceAccount,
} from "../../constructs";
import { type AppliedStack, openForApply, type TerraformResult } from "../stand-in/terraform";
import { criticalPath, type Dependencies, dependenciesOf } from "../support/dependencies";
import { type StackJson, synthApp } from "../support/synth";

const PLACES = 10;

/** How long a second of Azure takes when Terraform itself applies, in milliseconds. */
const SCALE = 100;

/** What azurerm 4.55 takes on an Azure that answers at once, in seconds; the cluster is an estimate. */
const SECONDS: Record<string, number> = {
  azurerm_resource_group: 20,
  azurerm_kubernetes_cluster: 300,
  azurerm_key_vault: 120,
  azurerm_role_assignment: 20,
  azurerm_user_assigned_identity: 5,
  azurerm_federated_identity_credential: 5,
  azurerm_key_vault_secret: 5,
};

/** As many identities with a trust, a role at one vault and a pod each; the pods are in a stack of their own. */
function fleet(outdir: string, count: number): App {
  const app = new App({ outdir, stackTraces: false });
  const azure = new TerraformStack(app, "azure");
  new LocalBackend(azure, { path: "terraform.azure.tfstate" });
  ProviderVersion.raiseTo(new AzurermProvider(azure, "azurerm", { features: [{}] }), "4.81.0");
  new TimeProvider(azure, "time");
  const resourceGroup = new ResourceGroup(azure, "group", { name: "rg", location: "eastus" });
  const cluster = new WorkloadIdentityCluster(azure, "cluster", { resourceGroup, name: "aks" });
  const vault = new KeyVaultAccess(azure, "vault", { resourceGroup, name: "fleet-vault" });
  const kubernetes = new TerraformStack(app, "kubernetes");
  new LocalBackend(kubernetes, { path: "terraform.kubernetes.tfstate" });
  ProviderVersion.raiseTo(new AzurermProvider(kubernetes, "azurerm", { features: [{}] }), "4.81.0");
  cluster.connect(kubernetes);
  for (let n = 0; n < count; n++) {
    const identity = new FederatedIdentity(azure, `trust-${n}`, {
      cluster,
      identity: new ManagedIdentity(azure, `identity-${n}`, { resourceGroup, name: `team-${n}` }),
      serviceAccountName: `team-${n}`,
    });
    vault.grantSecretsRead(identity);
    new WorkloadPod(kubernetes, `pod-${n}`, {
      serviceAccount: new WorkloadServiceAccount(kubernetes, `account-${n}`, {
        identity,
        createNamespace: false,
      }),
      name: `team-${n}`,
      containers: [{ name: "app", image: "app" }],
    });
  }
  return app;
}

/** The stack with a wait for each role and trust, as it would be without common ones. */
function withSingleWaits(stack: StackJson): StackJson {
  const single = Object.values(stack.resource?.time_sleep ?? {}).flatMap(
    ({ create_duration, triggers }) =>
      Object.entries(triggers as object).map(([name, trigger]) => [
        name,
        { create_duration, triggers: { trigger: trigger as unknown } },
      ]),
  );
  return { ...stack, resource: { ...stack.resource, time_sleep: Object.fromEntries(single) } };
}

/** How long each resource of a stack takes. */
function durations(stack: StackJson): (address: string) => number {
  return (address) => {
    const type = address.slice(0, address.lastIndexOf("."));
    if (type.startsWith("data.")) return 0;
    if (type !== "time_sleep") return SECONDS[type];
    const sleep = stack.resource!.time_sleep[address.slice("time_sleep.".length)];
    return parseInt(`${sleep.create_duration}`);
  };
}

/** When Terraform is done: it begins what is ready in the order of becoming so, as far as places are free. */
function applySeconds(graph: Dependencies, seconds: (address: string) => number): number {
  const open = new Map([...graph].map(([address, before]) => [address, new Set(before)]));
  const later = new Map<string, string[]>();
  for (const [address, before] of graph) {
    for (const one of before) later.set(one, [...(later.get(one) ?? []), address]);
  }
  const ready = [...open].filter(([, before]) => before.size === 0).map(([address]) => address);
  const running: { address: string; end: number }[] = [];
  let now = 0;
  for (;;) {
    while (running.length < PLACES && ready.length > 0) {
      const address = ready.shift()!;
      running.push({ address, end: now + seconds(address) });
    }
    if (running.length === 0) return now;
    running.sort((one, other) => one.end - other.end);
    const done = running.shift()!;
    now = done.end;
    for (const address of later.get(done.address) ?? []) {
      const before = open.get(address)!;
      before.delete(done.address);
      if (before.size === 0) ready.push(address);
    }
  }
}

interface Computed {
  readonly count: number;
  readonly apply: number;
  readonly single: number;
  readonly chain: number;
  readonly bound: number;
}

function compute(count: number): Computed {
  const { azure } = synthApp((outdir) => fleet(outdir, count));
  const seconds = durations(azure);
  const graph = dependenciesOf(azure);
  const chain = criticalPath(graph, seconds).seconds;
  const work = [...graph.keys()].map(seconds).reduce((sum, one) => sum + one, 0);
  const before = withSingleWaits(azure);
  return {
    count,
    apply: applySeconds(graph, seconds),
    single: applySeconds(dependenciesOf(before), durations(before)),
    chain,
    bound: Math.max(chain, work / PLACES),
  };
}

function checked({ code, stderr }: TerraformResult): void {
  if (code !== 0) throw new Error(stderr);
}

/** Seconds that a piece of work takes. */
async function timed(work: () => Promise<TerraformResult>): Promise<number> {
  const start = process.hrtime.bigint();
  checked(await work());
  return Number(process.hrtime.bigint() - start) / 1e9;
}

/** Terraform's own work on the azure stack over stand-ins, a second of Azure in so many milliseconds. */
async function withTerraform(
  count: number,
  scale: number,
  work: (stack: AppliedStack) => Promise<TerraformResult>,
): Promise<number> {
  const outdir = mkdtempSync(join(tmpdir(), "fleet-"));
  try {
    fleet(outdir, count).synth();
    const stack = await openForApply(join(outdir, "stacks", "azure"), {
      timeoutMilliseconds: 3_600_000,
      applyMilliseconds: (type, { create_duration }) =>
        scale * (type === "time_sleep" ? parseInt(`${String(create_duration)}`) : SECONDS[type]),
    });
    try {
      checked(await stack.init());
      return await timed(() => work(stack));
    } finally {
      stack.close();
    }
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

async function main(): Promise<void> {
  const computed = [1, 30, 300, 1_000].map(compute);
  console.log(
    "Seconds that the azure stack takes, computed; the bound is the longest chain or a tenth of all work:",
  );
  console.table(
    computed.map(({ count, apply, single, chain, bound }) => ({
      identities: count,
      "a wait for each": Math.round(single),
      "common waits": Math.round(apply),
      "longest chain": chain,
      bound: Math.round(bound),
      "of the bound": (apply / bound).toFixed(2),
    })),
  );

  console.log(`The same by Terraform over stand-ins, a second in ${SCALE} ms:`);
  const rows = [];
  for (const count of [30, 100]) {
    const { apply } = compute(count);
    const idle = await withTerraform(count, 0, (stack) => stack.apply());
    const busy = await withTerraform(count, SCALE, (stack) => stack.apply());
    const measured = ((busy - idle) * 1_000) / SCALE;
    rows.push({
      identities: count,
      computed: Math.round(apply),
      measured: Math.round(measured),
      ratio: (measured / apply).toFixed(2),
    });
  }
  console.table(rows);

  console.log("First plans of the azure stack by Terraform over stand-ins:");
  const plans = [];
  for (const count of [100, 1_000]) {
    const seconds = await withTerraform(count, 0, (stack) => stack.plan());
    plans.push({ identities: count, seconds: seconds.toFixed(1) });
  }
  console.table(plans);
}

void main();
