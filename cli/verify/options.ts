import { type Command, InvalidArgumentError, Option } from "commander";
import { takesApp } from "../terraform/read/options";
import { explained } from "../text/command-help";

/** The options of `verify`, as they are given. */
export interface VerifyOptions {
  readonly out?: string | false;
  readonly inventory?: string;
  readonly namespace?: readonly string[];
  readonly kubectl?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly cluster?: string;
  readonly resourceGroup?: string;
  readonly subscription?: readonly string[];
  readonly dryRun: boolean;
  readonly logs: boolean;
  readonly exchange?: boolean;
  /** Milliseconds. */
  readonly wait?: number;
  readonly allowUnproven?: boolean;
  readonly format: "text" | "json" | "md" | "junit";
  readonly json?: boolean;
}

const repeated = (given: string, earlier: readonly string[] = []) => [...earlier, nonEmpty(given)];

function nonEmpty(given: string): string {
  if (given === "") throw new InvalidArgumentError("It is empty.");
  return given;
}

const UNITS = new Map(Object.entries({ s: 1_000, m: 60_000, h: 3_600_000 }));

/** `90s`, `10m` or `1h`, in milliseconds. */
function duration(given: string): number {
  const [, number, unit = ""] = /^(\d{1,4})([smh])$/.exec(given) ?? [];
  const milliseconds = UNITS.get(unit);
  if (milliseconds === undefined)
    throw new InvalidArgumentError("It has to be such as 90s, 10m or 1h.");
  return Number(number) * milliseconds;
}

function clusterId(given: string): string {
  const id =
    /^\/subscriptions\/[^/?#]+\/resourceGroups\/[^/?#]+\/providers\/Microsoft\.ContainerService\/managedClusters\/[^/?#]+$/i;
  if (!id.test(given)) {
    throw new InvalidArgumentError(
      "It has to be the resource id, as `az aks show --query id` prints it.",
    );
  }
  return given;
}

/** What `verify` understands. */
export function takesVerify(command: Command): Command {
  takesApp(command)
    .description(
      "Says which link of a live cluster is broken, workload by workload, and how to fix it.",
    )
    .option("--no-out", "expect nothing: look at what is there")
    .option(
      "--inventory <file>",
      "expect what `inventory` wrote, instead of the app of --out",
      nonEmpty,
    )
    .option("-n, --namespace <name>", "look here only; repeat it for each namespace", repeated)
    .option("--context <name>", "the context of the kubeconfig", nonEmpty)
    .option("--kubeconfig <file>", "the kubeconfig", nonEmpty)
    .option("--kubectl <path>", "the kubectl to run", nonEmpty)
    .option(
      "--cluster <id>",
      "the resource id of the cluster; without --context and --kubeconfig, its kubeconfig is fetched",
      clusterId,
    )
    .option(
      "-g, --resource-group <name>",
      "the group of identities whose name is not theirs alone",
      nonEmpty,
    )
    .option("--subscription <id>", "where identities and vaults are; repeat it for each", repeated)
    .option(
      "--exchange",
      "exchange a token of each account at Entra, as its pods do; see docs/verify.md",
    )
    .option("--no-dry-run", "do not ask the API server what new pods would be")
    .option("--no-logs", "do not look for AADSTS codes in logs")
    .option("--wait <time>", "look again until nothing is pending: 90s, 10m", duration)
    .option("--allow-unproven", "exit with 0 where something could not be seen")
    .addOption(
      new Option("--format <format>", "how it is written")
        .choices(["text", "json", "md", "junit"])
        .default("text"),
    )
    .option("--json", "the same as --format json");
  return explained(command, {
    examples: [
      "aks-workload-identity verify",
      "aks-workload-identity verify --wait 10m --exchange",
      "aks-workload-identity verify --no-out --namespace shop --no-dry-run",
    ],
    exitCodes: ["all works", "something is broken", "it could not be made, or not be proven"],
  });
}
