import { WEBHOOK } from "../../../azure/webhook";
import { type Json, type JsonObject, list, object, own, text } from "../../terraform/model/json";
import type {
  Account,
  Consumer,
  Container,
  Controller,
  FailedCreate,
  Namespace,
  Pod,
  PodShape,
  Selector,
  Template,
  Texts,
  Webhook,
} from "../live";
import { isOurs } from "../names";

/** What is kept of what kubectl lists: names and settings, and of variables only those of Azure. */
const at = (value: Json | undefined, ...path: string[]): Json | undefined =>
  path.reduce<Json | undefined>(own, value);

const textAt = (value: Json | undefined, ...path: string[]): string =>
  text(at(value, ...path)) ?? "";

const metadata = (item: Json) => ({
  namespace: textAt(item, "metadata", "namespace"),
  name: textAt(item, "metadata", "name"),
});

function texts(value: Json | undefined, keep: (key: string) => boolean = () => true): Texts {
  return Object.fromEntries(
    Object.entries(object(value)).flatMap(([key, one]) =>
      typeof one === "string" && keep(key) ? [[key, one]] : [],
    ),
  );
}

export function namespaceOf(item: Json): Namespace {
  return { name: textAt(item, "metadata", "name"), labels: texts(at(item, "metadata", "labels")) };
}

export function accountOf(item: Json): Account {
  return {
    ...metadata(item),
    annotations: texts(at(item, "metadata", "annotations"), isOurs),
    labels: texts(at(item, "metadata", "labels"), isOurs),
  };
}

const VAULT = /https:\/\/([a-z0-9-]{3,24})\.vault\.(?:azure\.net|usgovcloudapi\.net|azure\.cn)/gi;

const vaultsIn = (value: string): string[] =>
  [...value.matchAll(VAULT)].map(([, name = ""]) => name.toLowerCase());

function containerOf(item: Json): Container {
  const variables = list(own(item, "env"));
  const azure = variables.filter((one) => textAt(one, "name").startsWith("AZURE_"));
  const vaults = variables.flatMap((one) => vaultsIn(textAt(one, "value")));
  return {
    name: textAt(item, "name"),
    env: Object.fromEntries(azure.map((one) => [textAt(one, "name"), text(own(one, "value"))])),
    vaults: [...new Set(vaults)],
  };
}

/** A pod or the template of pods. */
export function shapeOf(item: Json): PodShape {
  const volumes = list(at(item, "spec", "volumes"));
  const projected = volumes.flatMap((volume) => list(at(volume, "projected", "sources")));
  const audiences = projected.map((source) => textAt(source, "serviceAccountToken", "audience"));
  const classes = volumes.map((volume) =>
    textAt(volume, "csi", "volumeAttributes", "secretProviderClass"),
  );
  return {
    labels: texts(at(item, "metadata", "labels"), isOurs),
    annotations: texts(at(item, "metadata", "annotations"), isOurs),
    account: textAt(item, "spec", "serviceAccountName") || "default",
    containers: ["initContainers", "containers"].flatMap((key) =>
      list(at(item, "spec", key)).map(containerOf),
    ),
    audiences: audiences.filter((audience) => audience !== ""),
    secretClasses: classes.filter((name) => name !== ""),
  };
}

/** Where each kind keeps the template of its pods. */
export function podTemplate(item: Json): JsonObject {
  const spec = own(item, "spec");
  return object(
    at(spec, ...(own(spec, "jobTemplate") ? ["jobTemplate", "spec", "template"] : ["template"])),
  );
}

export function templateOf(item: Json): Template {
  const failure = list(at(item, "status", "conditions")).find(
    (one) => own(one, "type") === "ReplicaFailure" && own(one, "status") === "True",
  );
  const owner = list(at(item, "metadata", "ownerReferences")).find(
    (one) => own(one, "controller") === true,
  );
  return {
    kind: textAt(item, "kind").toLowerCase(),
    ...metadata(item),
    labels: texts(at(item, "metadata", "labels"), isOurs),
    shape: shapeOf(podTemplate(item)),
    ...(failure !== undefined && { failure: textAt(failure, "message").slice(0, 500) }),
    ...(owner !== undefined && { owner: ownerText(owner) }),
  };
}

const ownerText = (owner: Json) =>
  `${textAt(owner, "kind").toLowerCase()} ${textAt(owner, "name")}`;

/** A pod; what owns its Job is put in by who has the Jobs. */
export function podOf(item: Json, jobs: ReadonlyMap<string, string>): Pod {
  const { namespace, name } = metadata(item);
  const reference = list(at(item, "metadata", "ownerReferences")).find(
    (one) => own(one, "controller") === true,
  );
  const hash = textAt(item, "metadata", "labels", "pod-template-hash");
  let owner = reference === undefined ? undefined : ownerText(reference);
  // The name of a ReplicaSet is that of its Deployment and the hash of the template.
  if (owner?.startsWith("replicaset ") && hash && owner.endsWith(`-${hash}`)) {
    owner = `deployment ${owner.slice("replicaset ".length, -hash.length - 1)}`;
  }
  owner = (owner && jobs.get(`${namespace} ${owner}`)) ?? owner;
  const ended = list(at(item, "status", "containerStatuses"))
    .map((status) => at(status, "state", "terminated"))
    .find((state) => CHECK.test(textAt(state, "message")));
  return {
    namespace,
    name,
    ...(owner !== undefined && { owner }),
    created: Date.parse(textAt(item, "metadata", "creationTimestamp")) || 0,
    phase: textAt(item, "status", "phase"),
    shape: shapeOf(item),
    ...(ended !== undefined && {
      check: {
        exitCode: Number(own(ended, "exitCode") ?? 1),
        message: textAt(ended, "message").slice(0, 500),
      },
    }),
  };
}

/** The first words of an access check's termination message. */
const CHECK =
  /^(passed after \d|(settings of the check|injected variables|token file|token exchange|reading the secret|the check itself) failed)/;

export function failedCreateOf(item: Json): FailedCreate {
  return {
    namespace: textAt(item, "involvedObject", "namespace"),
    owner: `${textAt(item, "involvedObject", "kind").toLowerCase()} ${textAt(item, "involvedObject", "name")}`,
    message: textAt(item, "message").slice(0, 500),
    last: Date.parse(textAt(item, "lastTimestamp") || textAt(item, "eventTime")) || 0,
  };
}

/** The webhooks of a configuration that put identities into pods. */
export function webhooksOf(item: Json): Webhook[] {
  return list(own(item, "webhooks"))
    .filter((one) => own(one, "name") === WEBHOOK)
    .map((one) => {
      const namespace = textAt(one, "clientConfig", "service", "namespace");
      return {
        configuration: textAt(item, "metadata", "name"),
        ...(namespace !== "" && { namespace }),
        failurePolicy: textAt(one, "failurePolicy") || "Fail",
        namespaceSelector: selectorOf(own(one, "namespaceSelector")),
      };
    });
}

function selectorOf(value: Json | undefined): Selector {
  return {
    matchLabels: texts(own(value, "matchLabels")),
    matchExpressions: list(own(value, "matchExpressions")).map((one) => ({
      key: textAt(one, "key"),
      operator: textAt(one, "operator"),
      values: list(own(one, "values")).map(String),
    })),
  };
}

export function controllerOf(item: Json): Controller {
  return {
    ...metadata(item),
    wanted: Number(at(item, "spec", "replicas") ?? 1),
    ready: Number(at(item, "status", "readyReplicas") ?? 0),
  };
}

/** What exchanges tokens without the webhook; nothing for what logs in another way. */
export function consumersOf(item: Json, kedaAccount?: Consumer["account"]): Consumer[] {
  const kind = textAt(item, "kind").toLowerCase();
  const { namespace, name } = metadata(item);
  const spec = own(item, "spec");
  switch (kind) {
    case "secretstore":
    case "clustersecretstore": {
      const azure = at(spec, "provider", "azurekv");
      const reference = own(azure, "serviceAccountRef");
      if (own(azure, "authType") !== "WorkloadIdentity" || reference === undefined) return [];
      const place = textAt(reference, "namespace") || namespace;
      const [vault] = vaultsIn(textAt(azure, "vaultUrl"));
      const account = { namespace: place, name: textAt(reference, "name") };
      return [{ kind, namespace: namespace || place, name, account, ...(vault && { vault }) }];
    }
    case "secretproviderclass": {
      const parameters = object(own(spec, "parameters"));
      const clientId = text(own(parameters, "clientID"));
      if (own(spec, "provider") !== "azure" || !clientId) return [];
      const vault = text(own(parameters, "keyvaultName"))?.toLowerCase();
      return [{ kind, namespace, name, clientId, ...(vault && { vault }) }];
    }
    default: {
      const pod = own(spec, "podIdentity");
      if (own(pod, "provider") !== "azure-workload" || !kedaAccount) return [];
      const clientId = text(own(pod, "identityId")) || undefined;
      const place = namespace || kedaAccount.namespace;
      return [
        { kind, namespace: place, name, account: kedaAccount, ...(clientId && { clientId }) },
      ];
    }
  }
}
