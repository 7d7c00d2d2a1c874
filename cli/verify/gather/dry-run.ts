import { randomUUID } from "node:crypto";
import { type Json, type JsonObject, object, own, text } from "../../terraform/model/json";
import type { DryRun } from "../live";
import { firstLine, jsonOf, type Kubectl } from "./kubectl";
import { shapeOf } from "./project";

/** A template to be tried. */
export interface Trial {
  /** The name of its row. */
  readonly row: string;
  readonly namespace: string;
  readonly template: JsonObject;
}

/** Larger inputs than this are split. */
const AT_ONCE = 50;

/**
 * What new pods of the templates would be: the API server runs the webhooks and stores nothing. Many
 * templates are tried in one call; those that are refused are tried once more, each alone, for its reason.
 */
export async function dryRuns(
  kubectl: Kubectl,
  trials: readonly Trial[],
): Promise<Record<string, DryRun>> {
  const may = await permitted(kubectl, [...new Set(trials.map(({ namespace }) => namespace))]);
  const allowed = trials.filter(({ namespace }) => may(namespace));
  const batches = Array.from({ length: Math.ceil(allowed.length / AT_ONCE) }, (_one, index) =>
    allowed.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
  const done = await Promise.all(batches.map((batch) => tried(kubectl, batch)));
  const refused = trials
    .filter(({ namespace }) => !may(namespace))
    .map(({ row, namespace }): [string, DryRun] => {
      const missing = `Kubernetes: create pods in ${namespace}, for a dry run (or --no-dry-run)`;
      return [row, { result: "unseen", missing }];
    });
  return Object.fromEntries([...done.flat(), ...refused]);
}

async function permitted(
  kubectl: Kubectl,
  namespaces: readonly string[],
): Promise<(namespace: string) => boolean> {
  const can = async (...place: string[]) =>
    (await kubectl.run(["auth", "can-i", "create", "pods", ...place])).stdout.trim() === "yes";
  if (namespaces.length === 0 || (await can("--all-namespaces"))) return () => true;
  const each = await Promise.all(namespaces.map((namespace) => can("--namespace", namespace)));
  const allowed = new Set(namespaces.filter((_one, index) => each[index]));
  return (namespace) => allowed.has(namespace);
}

async function tried(kubectl: Kubectl, trials: readonly Trial[]): Promise<[string, DryRun][]> {
  const prefix = `wi-verify-${randomUUID().slice(0, 8)}`;
  const pods = trials.map((trial, index) => ({
    ...trial,
    pod: podOf(trial, `${prefix}-${index}`),
  }));
  const { stdout, stderr } = await create(
    kubectl,
    pods.map(({ pod }) => pod),
  );
  const made = new Map(
    documents(stdout).map((item) => [text(own(own(item, "metadata"), "name")) ?? "", item]),
  );
  return Promise.all(
    pods.map(async ({ row, pod }): Promise<[string, DryRun]> => {
      const item = made.get(pod.metadata.name);
      if (item !== undefined) return [row, { result: "made", shape: shapeOf(item) }];
      const alone = trials.length === 1 ? { stdout, stderr } : await create(kubectl, [pod]);
      const [again] = documents(alone.stdout);
      if (again !== undefined) return [row, { result: "made", shape: shapeOf(again) }];
      return [row, refusal(alone.stderr)];
    }),
  );
}

function create(kubectl: Kubectl, items: readonly object[]) {
  return kubectl.run(
    ["create", "--dry-run=server", "--validate=ignore", "--filename=-", "--output=json"],
    JSON.stringify({ apiVersion: "v1", kind: "List", items }),
  );
}

/** A pod as the template makes it; where it runs is for the scheduler. */
function podOf({ namespace, template }: Trial, name: string) {
  const spec = { ...object(own(template, "spec")) };
  delete spec.nodeName;
  const { labels, annotations } = object(own(template, "metadata"));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels, annotations },
    spec,
  };
}

/** kubectl writes one document after another. */
function documents(stdout: string): Json[] {
  return stdout
    .split(/^(?=\{$)/m)
    .filter((part) => part.trim() !== "")
    .map(jsonOf);
}

/** The reason, without the name that the pod had for the try. */
function refusal(stderr: string): DryRun {
  const line = firstLine(stderr).replace(/^.*?error when creating "STDIN": /, "");
  if (/cannot create resource "pods"/.test(line)) {
    return {
      result: "unseen",
      missing: "Kubernetes: create pods, for a dry run (or --no-dry-run)",
    };
  }
  if (/i\/o timeout|connection refused|no such host/.test(line) && !/webhook/.test(line)) {
    return { result: "unseen", missing: `a dry run: ${line}` };
  }
  return { result: "refused", message: line.replace(/"?wi-verify-[\w-]+"?/g, "the pod") };
}
