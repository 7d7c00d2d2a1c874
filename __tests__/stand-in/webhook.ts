import { createHash } from "node:crypto";
import { TENANT_ID, guid } from "./azure-values";
import { JsonObject, objectsAt } from "./kubernetes/names";

/**
 * Which generation of the workload identity webhook the cluster runs. They differ in the name of
 * the volume and in the folder of the token, and a cluster's owner does not choose.
 */
export type WebhookGeneration = "up-to-1.5" | "from-1.6";

const PREFIX = "azure.workload.identity/";

type AnnotationsOf = (namespace: string, serviceAccount: string) => JsonObject | undefined;

/** Changes a pod as the webhook does: four variables, a mount and a volume per labelled pod. */
export function injectIdentity(
  pod: JsonObject,
  generation: WebhookGeneration,
  annotationsOf: AnnotationsOf,
): void {
  const [metadata = {}] = objectsAt(pod, "metadata");
  const [spec] = objectsAt(pod, "spec");
  if (!spec || stringOf(metadata.labels, `${PREFIX}use`) !== "true") return;

  const injection = injectionFor(metadata, spec, generation, annotationsOf);
  const skipped = stringOf(metadata.annotations, `${PREFIX}skip-containers`).split(";");
  for (const container of [
    ...objectsAt(spec, "containers"),
    ...objectsAt(spec, "initContainers"),
  ]) {
    if (skipped.some((skip) => skip.trim() === container.name)) continue;
    injectContainer(container, injection);
  }
  appendNew(spec, "volumes", tokenVolume(injection));
}

interface Injection {
  readonly volume: string;
  readonly mountPath: string;
  readonly file: string;
  readonly expiration: number;
  readonly variables: { readonly [name: string]: string };
}

function injectionFor(
  metadata: JsonObject,
  spec: JsonObject,
  generation: WebhookGeneration,
  annotationsOf: AnnotationsOf,
): Injection {
  const account = String(spec.serviceAccountName ?? "default");
  const annotations = annotationsOf(String(metadata.namespace ?? "default"), account);
  const isOld = generation === "up-to-1.5";
  const root = "/var/run/secrets/azure";
  const podHash = createHash("sha256").update(String(metadata.name)).digest("hex").slice(0, 8);
  const mountPath = isOld ? `${root}/tokens` : `${root}/wi`;
  const file = isOld ? "azure-identity-token" : "token/azure-identity-token";
  const expiration = `${PREFIX}service-account-token-expiration`;
  return {
    volume: isOld ? "azure-identity-token" : `azure-workload-identity-reserved-${podHash}`,
    mountPath,
    file,
    expiration: Number(
      stringOf(metadata.annotations, expiration) || stringOf(annotations, expiration) || "3600",
    ),
    variables: {
      // An account that no stack made may carry any client id.
      AZURE_CLIENT_ID: annotations
        ? stringOf(annotations, `${PREFIX}client-id`)
        : guid(account, "client"),
      AZURE_TENANT_ID: stringOf(annotations, `${PREFIX}tenant-id`) || TENANT_ID,
      AZURE_FEDERATED_TOKEN_FILE: `${mountPath}/${file}`,
      AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
    },
  };
}

function injectContainer(container: JsonObject, { variables, volume, mountPath }: Injection): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value !== "") appendNew(container, "env", { name, value });
  }
  appendNew(container, "volumeMounts", { name: volume, mountPath, readOnly: true });
}

function tokenVolume({ volume: name, file, expiration }: Injection): JsonObject {
  const token = {
    path: file,
    expirationSeconds: expiration,
    audience: "api://AzureADTokenExchange",
  };
  return { name, projected: { sources: [{ serviceAccountToken: token }] } };
}

// What the pod already defines under that name wins, which also makes a second pass harmless.
function appendNew(object: JsonObject, field: string, item: JsonObject): void {
  const present = objectsAt(object, field);
  if (present.some(({ name }) => name === item.name)) return;
  object[field] = [...present, item];
}

function stringOf(map: JsonObject[string] | undefined, key: string): string {
  return String((map as JsonObject | null | undefined)?.[key] ?? "");
}
