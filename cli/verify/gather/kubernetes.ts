import { type Json, type JsonObject, list, object, own, text } from "../../terraform/model/json";
import { groupBy } from "../../terraform/model/collections";
import { itemsOf, type Live, refused, type Seen, whole } from "../live";
import { kubectlFailed } from "../verify-error";
import { firstLine, jsonOf, type Kubectl, type Ran } from "./kubectl";
import {
  accountOf,
  consumersOf,
  controllerOf,
  failedCreateOf,
  namespaceOf,
  podOf,
  podTemplate,
  templateOf,
  webhooksOf,
} from "./project";

const MAKERS = [
  "deployments.apps",
  "statefulsets.apps",
  "daemonsets.apps",
  "jobs.batch",
  "cronjobs.batch",
];
const NAMESPACED = ["serviceaccounts", "pods", ...MAKERS];
const WEBHOOKS = "mutatingwebhookconfigurations.admissionregistration.k8s.io";
const OF_CLUSTER = ["namespaces", WEBHOOKS];

/** What exchanges tokens without the webhook, by the group of its API. */
const CONSUMERS: Readonly<Record<string, readonly string[]>> = {
  "external-secrets.io": ["secretstores", "clustersecretstores"],
  "secrets-store.csi.x-k8s.io": ["secretproviderclasses"],
  "keda.sh": ["triggerauthentications", "clustertriggerauthentications"],
};

/** What Kubernetes tells, and the templates as they are, for dry runs. */
export interface KubernetesSide {
  readonly lists: Pick<
    Live,
    | "server"
    | "namespaces"
    | "accounts"
    | "templates"
    | "pods"
    | "failures"
    | "consumers"
    | "webhooks"
    | "controllers"
    | "tokenIssuer"
  >;
  /** By the name of the row: `deployment shop/orders`. */
  readonly templates: ReadonlyMap<string, JsonObject>;
}

/** Reads a cluster in a handful of calls, whatever it holds; no namespaces mean all. */
export async function readKubernetes(
  kubectl: Kubectl,
  namespaces: readonly string[],
): Promise<KubernetesSide> {
  const places =
    namespaces.length === 0
      ? [["--all-namespaces"]]
      : namespaces.map((one) => ["--namespace", one]);
  const server = serverOf(await kubectl.must(["config", "view", "--minify", "--output=json"]));
  const [own, ofCluster, events, issuer, groups] = await Promise.all([
    Promise.all(places.map((place) => listed(kubectl, NAMESPACED, place))),
    listed(kubectl, OF_CLUSTER, []),
    Promise.all(
      places.map((place) =>
        listed(kubectl, ["events"], [...place, "--field-selector=reason=FailedCreate"]),
      ),
    ),
    tokenIssuer(kubectl),
    kubectl.run(["get", "--raw", "/apis"]),
  ]);
  const all = (resource: string) => joined(own.map((one) => one(resource)));
  const makers = joined(MAKERS.map(all));
  const templates = mapped(makers, (item) => [templateOf(item)]);
  const webhooks = mapped(ofCluster(WEBHOOKS), webhooksOf);
  const jobs = new Map(
    itemsOf(templates).flatMap(({ kind, namespace, name, owner }) =>
      owner ? [[`${namespace} ${kind} ${name}`, owner]] : [],
    ),
  );
  const [consumers, controllers] = await Promise.all([
    readConsumers(kubectl, places, groups, itemsOf(templates)),
    readControllers(kubectl, [
      ...new Set(itemsOf(webhooks).flatMap(({ namespace }) => namespace ?? [])),
    ]),
  ]);
  return {
    lists: {
      server,
      namespaces: mapped(ofCluster("namespaces"), (item) => [namespaceOf(item)]),
      accounts: mapped(all("serviceaccounts"), (item) => [accountOf(item)]),
      templates,
      pods: mapped(all("pods"), (item) => [podOf(item, jobs)]),
      failures: mapped(joined(events.map((one) => one("events"))), (item) => [
        failedCreateOf(item),
      ]),
      consumers,
      webhooks,
      controllers,
      tokenIssuer: issuer,
    },
    templates: new Map(
      itemsOf(makers).map((item) => {
        const { kind, namespace, name } = templateOf(item);
        return [`${kind} ${namespace}/${name}`, podTemplate(item)];
      }),
    ),
  };
}

/** Several kinds in one call. What one of them is refused for is known, and the rest is read. */
async function listed(
  kubectl: Kubectl,
  resources: readonly string[],
  options: readonly string[],
): Promise<(resource: string) => Seen<Json>> {
  const ran = await kubectl.run(["get", resources.join(","), ...options, "--output=json"]);
  const forbidden = new Set(
    [...ran.stderr.matchAll(/cannot list resource "([^"]+)"/g)].map(([, resource]) => resource),
  );
  if (ran.code !== 0 && forbidden.size === 0) throw kubectlFailed("get", firstLine(ran.stderr));
  const answer = ran.stdout.trim() === "" ? {} : jsonOf(ran.stdout);
  const found = text(own(answer, "kind")) === "List" ? list(own(answer, "items")) : list(answer);
  const byKind = groupBy(found, (item) => pluralOf(text(own(item, "kind")) ?? ""));
  const place = options[0] === "--namespace" ? ` in ${options[1]}` : "";
  return (resource) => {
    const [plural = resource] = resource.split(".");
    if (forbidden.has(plural)) return refused(`${LIST}${plural}${place}`);
    return whole(byKind.get(plural) ?? []);
  };
}

function pluralOf(kind: string): string {
  const lower = kind.toLowerCase();
  return lower.endsWith("s") ? `${lower}es` : `${lower}s`;
}

function mapped<T>(seen: Seen<Json>, project: (item: Json) => readonly T[]): Seen<T> {
  return seen.read === "refused" ? seen : { ...seen, items: seen.items.flatMap(project) };
}

const LIST = "Kubernetes: list ";

/** Lists of several places or kinds as one: whole where all are. */
export function joined<T>(all: readonly Seen<T>[]): Seen<T> {
  const missing = [...new Set(all.flatMap((one) => (one.read === "whole" ? [] : [one.missing])))];
  const said = `${LIST}${missing.map((one) => one.replace(LIST, "")).join(", ")}`;
  const text = missing.every((one) => one.startsWith(LIST)) ? said : missing.join(", ");
  if (missing.length === 0) return whole(all.flatMap(itemsOf));
  if (all.every(({ read }) => read === "refused")) return refused(text);
  return { read: "cut", items: all.flatMap(itemsOf), missing: text };
}

/** Only where a group is known are its kinds asked for. */
async function readConsumers(
  kubectl: Kubectl,
  places: readonly (readonly string[])[],
  groups: Ran,
  templates: Live["templates"] extends Seen<infer T> ? readonly T[] : never,
): Promise<Live["consumers"]> {
  if (groups.code !== 0) return refused("Kubernetes: get /apis");
  const known = list(own(jsonOf(groups.stdout), "groups")).map((one) => text(own(one, "name")));
  const keda = templates.find(({ name }) => name === "keda-operator");
  const account = keda && { namespace: keda.namespace, name: keda.shape.account };
  const wanted = Object.entries(CONSUMERS)
    .filter(([group]) => known.includes(group))
    .flatMap(([group, resources]) => resources.map((resource) => `${resource}.${group}`));
  const seen = await Promise.all(
    wanted.flatMap((resource) =>
      (resource.startsWith("cluster") ? [[]] : places).map(async (place) => {
        const items = await kubectl.run(["get", resource, ...place, "--output=json"]);
        if (/doesn't have a resource type/.test(items.stderr)) return whole<Json>([]);
        if (items.code !== 0) return refused(`${LIST}${resource}`);
        return whole(list(own(jsonOf(items.stdout), "items")));
      }),
    ),
  );
  return mapped(joined(seen), (item) => consumersOf(item, account));
}

/** The deployments in the namespaces of the webhooks. */
async function readControllers(
  kubectl: Kubectl,
  namespaces: readonly string[],
): Promise<Live["controllers"]> {
  const seen = await Promise.all(
    namespaces.map(async (namespace) => {
      const of = await listed(kubectl, ["deployments.apps"], ["--namespace", namespace]);
      return of("deployments.apps");
    }),
  );
  return mapped(joined(seen), (item) => {
    const labels = object(own(own(item, "metadata"), "labels"));
    const found = controllerOf(item);
    const ours = own(labels, "azure-workload-identity.io/system") === "true";
    return ours || found.name.startsWith("azure-wi-webhook") ? [found] : [];
  });
}

async function tokenIssuer(kubectl: Kubectl): Promise<Live["tokenIssuer"]> {
  const path = "/.well-known/openid-configuration";
  const { code, stdout } = await kubectl.run(["get", "--raw", path]);
  if (code !== 0) return refused(`Kubernetes: get ${path}`);
  const issuer = text(own(jsonOf(stdout), "issuer"));
  return issuer === undefined ? refused(`Kubernetes: get ${path}`) : whole([issuer]);
}

function serverOf(config: string): string | undefined {
  const [cluster] = list(own(jsonOf(config), "clusters"));
  const server = text(own(own(cluster, "cluster"), "server"));
  return server !== undefined && URL.canParse(server) ? new URL(server).hostname : undefined;
}
