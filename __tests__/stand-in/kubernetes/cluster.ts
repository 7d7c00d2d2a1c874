import { isDeepStrictEqual } from "node:util";
import { guid } from "../azure-values";
import { WebhookGeneration, injectIdentity } from "../webhook";
import { admitPod, podOf } from "./admission";
import { applyDefaults, podTemplateOf } from "./defaults";
import { labelsOf } from "./flatten";
import { immutableChanges } from "./immutable";
import { copyOf, isObject, JsonObject, objectsAt } from "./names";
import { Level, violation } from "./pod-security";
import { mistakesIn } from "./validate";

/** What the API server answers instead of doing it. */
export class ApiError extends Error {}

/** What is in a cluster before any stack is applied. */
export interface Existing {
  /** Besides `default` and those of Kubernetes itself. */
  readonly namespaces?: readonly string[];
  /** Accounts as `<namespace>/<name>`, each with its namespace. */
  readonly serviceAccounts?: readonly string[];
  /** Any other objects, as in a manifest. */
  readonly objects?: readonly JsonObject[];
}

/** A pod that is there: a bare one, or what a controller makes first of a template. */
export interface AdmittedPod {
  /** `Deployment shop/orders`. */
  readonly owner: string;
  readonly pod: JsonObject;
}

/** A pod that its namespace does not let in, which only the owner's events tell. */
export interface RefusedPod {
  readonly owner: string;
  readonly message: string;
}

/** What tells an object from all others. */
export interface Reference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

const ALWAYS = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** A cluster's API: it fills in, checks, admits and stores objects, and its controllers make pods. */
export class Cluster {
  private readonly objects = new Map<string, JsonObject>();
  private readonly deleted = new Set<string>();
  private readonly made = new Map<string, AdmittedPod | RefusedPod>();

  constructor(existing: Existing = {}) {
    this.add({ namespaces: ALWAYS });
    this.add(existing);
  }

  /** Puts objects in that nobody applied; what is there already stays as it is. */
  add({ namespaces = [], serviceAccounts = [], objects = [] }: Existing): void {
    const places = serviceAccounts.map((account) => account.split("/")[0]);
    const all: JsonObject[] = [
      ...[...namespaces, ...places].map((name) => ({
        ...{ apiVersion: "v1", kind: "Namespace" },
        metadata: { name },
      })),
      ...serviceAccounts
        .map((account) => account.split("/"))
        .map(([namespace, name]) => ({
          ...{ apiVersion: "v1", kind: "ServiceAccount" },
          metadata: { namespace, name },
        })),
      ...objects,
    ];
    for (const object of all) if (!this.get(referenceOf(object))) this.create(object);
  }

  /** The pods that are there, each of a template once however many replicas there are. */
  get pods(): AdmittedPod[] {
    return [...this.made.values()].filter((one): one is AdmittedPod => "pod" in one);
  }

  /** The pods that Pod Security keeps out, while their controllers were stored. */
  get refusedPods(): RefusedPod[] {
    return [...this.made.values()].filter((one): one is RefusedPod => "message" in one);
  }

  get(reference: Reference): JsonObject | undefined {
    return this.objects.get(keyOf(reference));
  }

  /** Whether an object was there and is no more. */
  wasDeleted(reference: Reference): boolean {
    return this.deleted.has(keyOf(reference));
  }

  create(given: JsonObject, webhook?: WebhookGeneration): JsonObject {
    const object = copyOf(given);
    const reference = referenceOf(object);
    this.expectNamespace(reference);
    if (this.get(reference)) {
      throw new ApiError(`${pluralOf(reference)} "${reference.name}" already exists`);
    }
    return this.store(object, webhook, undefined);
  }

  /** Stores an object in the place of that of the same name. */
  update(given: JsonObject, webhook?: WebhookGeneration): JsonObject {
    const object = copyOf(given);
    const reference = referenceOf(object);
    const before = this.get(reference);
    if (!before) throw new ApiError(`${pluralOf(reference)} "${reference.name}" not found`);
    return this.store(object, webhook, before);
  }

  /** Takes over an object that another process applied; its namespace must be there, too. */
  adopt(object: JsonObject, webhook?: WebhookGeneration): JsonObject {
    const { namespace } = referenceOf(object);
    const place = { apiVersion: "v1", kind: "Namespace", name: namespace ?? "default" };
    if (!this.get(place)) this.create({ ...place, metadata: { name: place.name } });
    return this.get(referenceOf(object)) ?? this.store(copyOf(object), webhook, undefined, true);
  }

  delete(reference: Reference): void {
    const key = keyOf(reference);
    this.objects.delete(key);
    this.deleted.add(key);
    this.made.delete(key);
    if (reference.kind !== "Namespace") return;
    for (const object of [...this.objects.values()]) {
      const inside = referenceOf(object);
      if (inside.namespace === reference.name) this.delete(inside);
    }
  }

  private expectNamespace({ namespace }: Reference): void {
    if (namespace === undefined) return;
    if (this.get({ apiVersion: "v1", kind: "Namespace", name: namespace })) return;
    throw new ApiError(`namespaces "${namespace}" not found`);
  }

  private store(
    object: JsonObject,
    webhook: WebhookGeneration | undefined,
    before: JsonObject | undefined,
    isAdopted = false,
  ): JsonObject {
    const reference = referenceOf(object);
    const title = `${reference.kind}${groupOf(reference)} "${reference.name}"`;
    applyDefaults(object);
    if (reference.kind === "Pod" && !before && !isAdopted) this.admit(object, webhook);
    if (reference.kind === "Job" && !before) addSelector(object);
    const mistakes = isAdopted ? [] : mistakesIn(object);
    if (before && mistakes.length === 0) mistakes.push(...immutableChanges(before, object));
    if (mistakes.length > 0) {
      const all = mistakes.length > 1 ? `[${mistakes.join(", ")}]` : mistakes[0];
      throw new ApiError(`${title} is invalid: ${all}`);
    }
    const refusal =
      reference.kind === "Pod" && !before && !isAdopted ? this.refusalOf(object) : undefined;
    if (refusal) throw new ApiError(refusal);
    stamp(object, before);
    this.objects.set(keyOf(reference), object);
    this.deleted.delete(keyOf(reference));
    this.makePods(object, webhook);
    return object;
  }

  /** What happens to a pod on its way in, before it is checked. */
  private admit(pod: JsonObject, webhook: WebhookGeneration | undefined): void {
    if (webhook) {
      injectIdentity(pod, webhook, (namespace, name) => {
        const account = this.get({ apiVersion: "v1", kind: "ServiceAccount", namespace, name });
        return account && annotationsOf(account);
      });
    }
    admitPod(pod);
    applyDefaults(pod);
  }

  private refusalOf(pod: JsonObject): string | undefined {
    const { name, namespace = "default" } = referenceOf(pod);
    const place = this.get({ apiVersion: "v1", kind: "Namespace", name: namespace });
    const labels = place ? labelsOf(place) : {};
    const level = (labels["pod-security.kubernetes.io/enforce"] ?? "privileged") as Level;
    const found = violation(pod, level, labels["pod-security.kubernetes.io/enforce-version"]);
    return found && `pods "${name}" is forbidden: ${found}`;
  }

  /** The first pod of each controller; a CronJob's as if it had run once. */
  private makePods(object: JsonObject, webhook: WebhookGeneration | undefined): void {
    const template = podTemplateOf(object);
    if (!template) return;
    const { kind, namespace, name } = referenceOf(object);
    const key = keyOf(referenceOf(object));
    const owner = `${kind} ${String(namespace)}/${name}`;
    const [spec = {}] = objectsAt(object, "spec");
    this.made.delete(key);
    if (kind === "Pod") {
      this.made.set(key, { owner, pod: object });
    } else if ((spec.replicas ?? spec.parallelism ?? 1) !== 0 && spec.suspend !== true) {
      const pod = podOf(template, object);
      this.admit(pod, webhook);
      const message = this.refusalOf(pod);
      this.made.set(key, message ? { owner, message } : { owner, pod });
    }
  }
}

export function referenceOf(object: JsonObject): Reference {
  const metadata = object.metadata as JsonObject;
  const { namespace } = metadata;
  return {
    apiVersion: String(object.apiVersion),
    kind: String(object.kind),
    name: String(metadata.name),
    ...(namespace && { namespace: String(namespace) }),
  };
}

function keyOf({ apiVersion, kind, namespace = "", name }: Reference): string {
  return [`${kind}${groupOf({ apiVersion })}`, namespace, name].join(" ");
}

/** `.apps`; nothing for the core's own kinds. */
function groupOf({ apiVersion }: Pick<Reference, "apiVersion">): string {
  return apiVersion.includes("/") ? `.${apiVersion.split("/")[0]}` : "";
}

function pluralOf(reference: Reference): string {
  const kind = reference.kind.toLowerCase();
  const plural = /(s|x|ch)$/.test(kind) ? `${kind}es` : kind.replace(/y$/, "ie").concat("s");
  return `${plural}${groupOf(reference)}`;
}

function annotationsOf(object: JsonObject): JsonObject {
  const metadata = object.metadata as JsonObject;
  return isObject(metadata.annotations) ? metadata.annotations : {};
}

function stamp(object: JsonObject, before: JsonObject | undefined): void {
  const earlier = objectsAt(before, "metadata")[0];
  const metadata = object.metadata as JsonObject;
  const isSame = before !== undefined && isDeepStrictEqual(before.spec, object.spec);
  metadata.uid = earlier?.uid ?? guid(keyOf(referenceOf(object)), "uid");
  metadata.resourceVersion = String(Number(earlier?.resourceVersion ?? 0) + 1);
  if (object.spec !== undefined && object.kind !== "Namespace" && object.kind !== "Pod") {
    metadata.generation = Number(earlier?.generation ?? 0) + (isSame ? 0 : 1);
  }
}

/** What ties the pods of a Job to it. */
function addSelector(job: JsonObject): void {
  const [spec = {}] = objectsAt(job, "spec");
  if (spec.manualSelector === true) return;
  const { name } = referenceOf(job);
  const uid = guid(keyOf(referenceOf(job)), "uid");
  const template = (spec.template ??= {}) as JsonObject;
  const metadata = (template.metadata ??= {}) as JsonObject;
  metadata.labels = {
    ...(metadata.labels as JsonObject | undefined),
    "batch.kubernetes.io/controller-uid": uid,
    "batch.kubernetes.io/job-name": name,
    "controller-uid": uid,
    "job-name": name,
  };
  spec.selector = { matchLabels: { "batch.kubernetes.io/controller-uid": uid } };
}
