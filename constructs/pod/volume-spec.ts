import { Token } from "cdktf";
import type { Construct } from "constructs";
import { RESERVED_VOLUMES, TOKEN_FOLDER } from "../../azure/webhook";
import { checkBound, checkName, checkOneOf } from "../private/checks";
import { emptyList, sameNameTwice } from "../private/errors";
import { BOUNDS, RULES } from "../private/rules";
import { classMissing, unknownVolume, volumeOfWebhook } from "./pod-errors";
import { checkExactlyOne } from "./exactly-one";
import type {
  CsiVolume,
  KeysVolume,
  KeyToPath,
  VolumeProjection,
  WorkloadVolume,
  WorkloadVolumeMount,
} from "./volume";

const SECRETS_STORE = "secrets-store.csi.k8s.io";

const SOURCES = [
  "configMap",
  "secret",
  "emptyDir",
  "projected",
  "csi",
  "persistentVolumeClaim",
] as const;

const PROJECTIONS = ["configMap", "secret", "serviceAccountToken"] as const;

/** Refuses volumes that Kubernetes or the webhook would refuse, or put another thing in the place of. */
export function checkVolumes(at: Construct, volumes: readonly WorkloadVolume[]): void {
  volumes.forEach((volume, index) => {
    const path = `volumes[${index}]`;
    const { name, configMap, secret, emptyDir, projected, csi, persistentVolumeClaim } = volume;
    checkVolumeName(at, `${path}.name`, name);
    if (volumes.findIndex((other) => other.name === name) < index) {
      throw sameNameTwice(at, `${path}.name`, "volume", name);
    }
    checkExactlyOne(at, path, volume, SOURCES);
    checkKeys(at, `${path}.configMap`, configMap);
    checkKeys(at, `${path}.secret`, secret);
    const media = ["Memory", "HugePages"];
    checkOneOf(at, `${path}.emptyDir.medium`, emptyDir?.medium, media);
    checkName(at, `${path}.emptyDir.sizeLimit`, emptyDir?.sizeLimit, RULES.quantity);
    if (projected) {
      checkName(at, `${path}.projected.defaultMode`, projected.defaultMode, RULES.fileMode);
      const here = `${path}.projected.sources`;
      if (projected.sources.length === 0) throw emptyList(at, here, "sources");
      projected.sources.forEach((source, n) => checkProjection(at, `${here}[${n}]`, source));
    }
    if (csi) checkCsi(at, `${path}.csi`, csi);
    const claim = persistentVolumeClaim?.claimName;
    checkName(at, `${path}.persistentVolumeClaim.claimName`, claim, RULES.kubernetesObject);
  });
}

/** Refuses a name that no volume can have, and one of the webhook. */
export function checkVolumeName(at: Construct, path: string, name: string): void {
  checkName(at, path, name, RULES.volume);
  if (RESERVED_VOLUMES.test(name)) throw volumeOfWebhook(at, path, name);
}

/** Refuses mounts of what the pod does not have, and two in one place. */
export function checkMounts(
  at: Construct,
  path: string,
  mounts: readonly WorkloadVolumeMount[],
  volumes: readonly string[],
): void {
  mounts.forEach(({ name, mountPath, subPath }, index) => {
    const here = `${path}.volumeMounts[${index}]`;
    if (!volumes.includes(name) && !Token.isUnresolved(name)) {
      throw unknownVolume(at, `${here}.name`, name, volumes);
    }
    checkName(at, `${here}.mountPath`, mountPath, RULES.mountPath);
    checkName(at, `${here}.subPath`, subPath, RULES.relativePath);
    if (TOKEN_FOLDER.test(mountPath)) throw volumeOfWebhook(at, `${here}.mountPath`, mountPath);
    if (mounts.findIndex((other) => other.mountPath === mountPath) < index) {
      throw sameNameTwice(at, `${here}.mountPath`, "mount", mountPath);
    }
  });
}

function checkKeys(at: Construct, path: string, keys: KeysVolume | undefined): void {
  if (!keys) return;
  checkName(at, `${path}.name`, keys.name, RULES.kubernetesObject);
  checkName(at, `${path}.defaultMode`, keys.defaultMode, RULES.fileMode);
  checkItems(at, path, keys.items);
}

function checkItems(at: Construct, path: string, items: readonly KeyToPath[] = []): void {
  items.forEach((item, index) => {
    const here = `${path}.items[${index}]`;
    checkName(at, `${here}.key`, item.key, RULES.dataKey);
    checkName(at, `${here}.path`, item.path, RULES.relativePath);
    checkName(at, `${here}.mode`, item.mode, RULES.fileMode);
  });
}

function checkProjection(at: Construct, path: string, source: VolumeProjection): void {
  checkExactlyOne(at, path, source, PROJECTIONS);
  for (const kind of ["configMap", "secret"] as const) {
    checkName(at, `${path}.${kind}.name`, source[kind]?.name, RULES.kubernetesObject);
    checkItems(at, `${path}.${kind}`, source[kind]?.items);
  }
  const token = source.serviceAccountToken;
  const here = `${path}.serviceAccountToken`;
  checkName(at, `${here}.path`, token?.path, RULES.relativePath);
  checkName(at, `${here}.audience`, token?.audience, RULES.audience);
  const seconds = token?.expirationSeconds;
  checkBound(at, `${here}.expirationSeconds`, seconds, BOUNDS.projectedTokenSeconds);
}

function checkCsi(at: Construct, path: string, csi: CsiVolume): void {
  const { driver = SECRETS_STORE, secretProviderClass } = csi;
  checkName(at, `${path}.driver`, driver, RULES.kubernetesObject);
  checkName(at, `${path}.secretProviderClass`, secretProviderClass, RULES.kubernetesObject);
  const known = secretProviderClass ?? csi.volumeAttributes?.secretProviderClass;
  if (driver === SECRETS_STORE && known === undefined) {
    throw classMissing(at, path);
  }
}

/** The volumes in the provider's words. */
export function volumesSpec(volumes: readonly WorkloadVolume[] | undefined) {
  return volumes?.map(
    ({ name, configMap, secret, emptyDir, projected, csi, persistentVolumeClaim }) => ({
      name,
      configMap: configMap && withModes(configMap),
      secret: secret && {
        secretName: secret.name,
        items: secret.items?.map(itemSpec),
        defaultMode: modeText(secret.defaultMode),
        optional: secret.optional,
      },
      emptyDir,
      projected: projected && [
        {
          defaultMode: modeText(projected.defaultMode),
          sources: projected.sources.map(projectionSpec),
        },
      ],
      csi: csi && csiSpec(csi),
      persistentVolumeClaim,
    }),
  );
}

function projectionSpec({ configMap, secret, serviceAccountToken }: VolumeProjection) {
  return {
    configMap: configMap && [{ ...configMap, items: configMap.items?.map(itemSpec) }],
    secret: secret && [{ ...secret, items: secret.items?.map(itemSpec) }],
    serviceAccountToken,
  };
}

function withModes(keys: KeysVolume) {
  const { defaultMode, items } = keys;
  return { ...keys, defaultMode: modeText(defaultMode), items: items?.map(itemSpec) };
}

const itemSpec = (item: KeyToPath) => ({ ...item, mode: modeText(item.mode) });

/** A file mode as the provider reads it back, with one zero first: another form is a difference in every plan. */
function modeText(mode: string | undefined): string | undefined {
  if (mode === undefined || Token.isUnresolved(mode)) return mode;
  return `0${parseInt(mode, 8).toString(8)}`;
}

function csiSpec({ driver, secretProviderClass, volumeAttributes, fsType, readOnly }: CsiVolume) {
  const attributes = { ...volumeAttributes, ...(secretProviderClass && { secretProviderClass }) };
  return {
    driver: driver ?? SECRETS_STORE,
    readOnly: readOnly ?? true,
    fsType,
    volumeAttributes: Object.keys(attributes).length > 0 ? attributes : undefined,
  };
}
