import { type Inventory, INVENTORY_VERSION, inventoryOf } from "../terraform/inventory/inventory";
import { badOption } from "../terraform/read/input-error";
import { readJson } from "../terraform/read/json-file";
import { readApp } from "../terraform/read/options";
import { readManifest } from "../terraform/read/synthesized-app";
import { list, own, type Json } from "../terraform/model/json";
import { json } from "../text/json";
import { standardOutput } from "../text/terminal";
import { type Expecting, expectedOf, NOTHING_EXPECTED } from "./expected";
import { findings } from "./findings";
import { gather } from "./gather/gather";
import { withKubeconfig } from "./gather/kubeconfig";
import { Kubectl } from "./gather/kubectl";
import type { VerifyOptions } from "./options";
import { junit } from "./output/junit";
import { markdown } from "./output/markdown";
import { text } from "./output/text";
import { Waiting } from "./output/waiting";
import type { Report } from "./report";
import { notAnInventory } from "./verify-error";

const WRITERS = {
  text: (report: Report) => text(report, standardOutput()),
  json,
  md: markdown,
  junit,
};

/** Looks at a cluster, writes what it finds, and returns the exit code. */
export async function verify(options: VerifyOptions): Promise<number> {
  const expect = expectation(options);
  const { cluster, context, kubeconfig } = options;
  const report =
    cluster !== undefined && context === undefined && kubeconfig === undefined
      ? await withKubeconfig(process.env, cluster, (fetched) =>
          looked({ ...options, kubeconfig: fetched }, expect),
        )
      : await looked(options, expect);
  process.stdout.write(WRITERS[options.json ? "json" : options.format](report));
  return exitCode(report, options.allowUnproven ?? false);
}

/** Gathers and judges, once or until nothing is pending. */
function looked(options: VerifyOptions, expect: Expecting): Promise<Report> {
  const kubectl = new Kubectl(options);
  const look = async (waiting: boolean): Promise<Report> => {
    const { live, expected } = await gather(
      kubectl,
      process.env,
      {
        namespaces: options.namespace ?? [],
        subscriptions: options.subscription ?? [],
        cluster: options.cluster,
        resourceGroup: options.resourceGroup,
        dryRun: options.dryRun,
        logs: options.logs,
        exchange: options.exchange ?? false,
      },
      expect,
    );
    return findings(live, expected, { waiting });
  };
  return patiently(look, options.wait ?? 0);
}

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 30_000;

/** Looks again while something is pending and nothing is broken that no waiting fixes. */
export async function patiently(
  look: (waiting: boolean) => Promise<Report>,
  time: number,
): Promise<Report> {
  const end = Date.now() + time;
  const waiting = new Waiting(end, time > 0);
  try {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      const report = await look(Date.now() < end);
      const { broken, pending } = report.counts;
      const left = end - Date.now();
      if (pending === 0 || broken > 0) return report;
      if (left <= 0) return time > 0 ? await look(false) : report;
      waiting.saw(report);
      await new Promise((again) => setTimeout(again, Math.min(pause, left)));
    }
  } finally {
    waiting.stop();
  }
}

function exitCode({ verdict }: Report, allowUnproven: boolean): number {
  if (verdict === "works") return 0;
  if (verdict === "broken") return 1;
  return verdict === "unproven" && allowUnproven ? 0 : 2;
}

/** What the app says that there should be; asked again once the name of the cluster is known. */
function expectation({ out, inventory }: VerifyOptions): Expecting {
  if (out === "") throw badOption("--out", '""', "a folder", "name the folder, or use --no-out");
  const read = inventory !== undefined ? readInventory(inventory) : synthesized(out);
  return (cluster) => (read ? expectedOf(read, cluster) : NOTHING_EXPECTED);
}

function synthesized(out: string | false | undefined): Inventory | undefined {
  if (out === false || (out === undefined && !readManifest("cdktf.out"))) return undefined;
  return inventoryOf(readApp(out));
}

function readInventory(file: string): Inventory {
  const content: Json = readJson(file);
  const version = own(content, "version");
  if (Array.isArray(own(content, "identities")) && version !== INVENTORY_VERSION)
    throw notAnInventory(file, `version ${JSON.stringify(version)}`);
  const whole = ["clusters", "identities"].every((key) => Array.isArray(own(content, key)));
  const parts = ["federations", "grants", "workloads"];
  const sound = list(own(content, "identities")).every((one) =>
    parts.every((key) => Array.isArray(own(one, key))),
  );
  if (!whole || !sound) throw notAnInventory(file, "no clusters and identities with their parts");
  return content as unknown as Inventory;
}
