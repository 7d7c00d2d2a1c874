import { createHash } from "node:crypto";
import { TENANT_ID, guid } from "./azure-values";
import { emptyOf } from "./plan";
import { BlockSchema } from "./schemas";
import { ObjectValue, Value } from "./wire";

/**
 * Which generation of the workload identity webhook the cluster runs. They differ in the name of
 * the volume and in the folder of the token, and a cluster's owner does not choose.
 */
export type WebhookGeneration = "up-to-1.5" | "from-1.6";

const PREFIX = "azure.workload.identity/";

/** Rewrites a pod as the webhook does: four variables, a mount and a volume per labelled pod. */
export function injectIdentity(
  pod: BlockSchema,
  state: ObjectValue,
  generation: WebhookGeneration,
  annotationsOf: (namespace: string, serviceAccount: string) => ObjectValue | undefined,
): ObjectValue {
  const [metadata] = (state.metadata ?? []) as ObjectValue[];
  const [spec] = (state.spec ?? []) as ObjectValue[];
  const labels = (metadata?.labels ?? {}) as ObjectValue;
  if (!spec || labels[`${PREFIX}use`] !== "true") return state;

  const specSchema = pod.block_types.spec.block;
  const injection = injectionFor(metadata, spec, generation, annotationsOf);
  const skipped = stringOf(metadata.annotations, `${PREFIX}skip-containers`).split(";");
  const inject = (name: "container" | "init_container") =>
    (spec[name] as ObjectValue[]).map((container) =>
      skipped.some((skip) => skip.trim() === container.name)
        ? container
        : injectContainer(specSchema.block_types[name].block, container, injection),
    );
  return {
    ...state,
    spec: [
      {
        ...spec,
        container: inject("container"),
        init_container: inject("init_container"),
        volume: appendNew(spec.volume, tokenVolume(specSchema, injection)),
      },
    ],
  };
}

interface Injection {
  readonly volume: string;
  readonly mountPath: string;
  readonly file: string;
  readonly expiration: number;
  readonly variables: { readonly [name: string]: string };
}

function injectionFor(
  metadata: ObjectValue,
  spec: ObjectValue,
  generation: WebhookGeneration,
  annotationsOf: (namespace: string, serviceAccount: string) => ObjectValue | undefined,
): Injection {
  const account = String(spec.service_account_name ?? "default");
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
      // An account that this provider did not create may carry any client id.
      AZURE_CLIENT_ID: annotations
        ? stringOf(annotations, `${PREFIX}client-id`)
        : guid(account, "client"),
      AZURE_TENANT_ID: stringOf(annotations, `${PREFIX}tenant-id`) || TENANT_ID,
      AZURE_FEDERATED_TOKEN_FILE: `${mountPath}/${file}`,
      AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com/",
    },
  };
}

function injectContainer(schema: BlockSchema, container: ObjectValue, injection: Injection) {
  const { env: variable, volume_mount: mount } = schema.block_types;
  const env = Object.entries(injection.variables)
    .filter(([, value]) => value !== "")
    .reduce<Value>(
      (all, [name, value]) => appendNew(all, { ...emptyOf(variable.block), name, value }),
      container.env,
    );
  const mounted = {
    ...emptyOf(mount.block),
    name: injection.volume,
    mount_path: injection.mountPath,
    read_only: true,
  };
  return { ...container, env, volume_mount: appendNew(container.volume_mount, mounted) };
}

function tokenVolume(spec: BlockSchema, { volume: name, file, expiration }: Injection) {
  const volume = spec.block_types.volume.block;
  const projected = volume.block_types.projected.block;
  const sources = projected.block_types.sources.block;
  const token = {
    ...emptyOf(sources.block_types.service_account_token.block),
    path: file,
    expiration_seconds: expiration,
    audience: "api://AzureADTokenExchange",
  };
  return {
    ...emptyOf(volume),
    name,
    projected: [
      {
        ...emptyOf(projected),
        default_mode: "0644",
        sources: [{ ...emptyOf(sources), service_account_token: [token] }],
      },
    ],
  };
}

// What the pod already defines under that name wins, which also makes a second pass harmless.
function appendNew(list: Value, item: ObjectValue): Value {
  const present = list as ObjectValue[];
  return present.some(({ name }) => name === item.name) ? present : [...present, item];
}

function stringOf(map: Value | undefined, key: string): string {
  return String((map as ObjectValue | null | undefined)?.[key] ?? "");
}
