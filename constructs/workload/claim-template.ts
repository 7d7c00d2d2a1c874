import type { Construct } from "constructs";
import type { WorkloadVolume } from "../pod/volume";
import { checkVolumeName } from "../pod/volume-spec";
import { checkName, checkOneOf } from "../private/checks";
import { emptyList, sameNameTwice } from "../private/errors";
import { RULES } from "../private/rules";

/** Who may mount a claimed volume. */
export enum AccessMode {
  /** Pods of one node, to read and write. Azure Disk has it. */
  READ_WRITE_ONCE = "ReadWriteOnce",
  /** Pods of all nodes, to read. */
  READ_ONLY_MANY = "ReadOnlyMany",
  /** Pods of all nodes, to read and write. Azure Files has it. */
  READ_WRITE_MANY = "ReadWriteMany",
  /** One pod, to read and write. */
  READ_WRITE_ONCE_POD = "ReadWriteOncePod",
}

/** A claim that each pod of a StatefulSet gets of its own. */
export interface VolumeClaimTemplate {
  /** The name that mounts give: at most 63 lower-case letters, digits or `-`. */
  readonly name: string;

  /** The size, as a quantity such as `8Gi`. */
  readonly storage: string;

  /**
   * Who may mount it, at least one.
   *
   * @default - AccessMode.READ_WRITE_ONCE
   */
  readonly accessModes?: AccessMode[];

  /**
   * The StorageClass, such as `managed-csi`.
   *
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;
}

/** Refuses claims that Kubernetes refuses, and those that have the name of another volume. */
export function checkClaims(
  at: Construct,
  claims: readonly VolumeClaimTemplate[],
  volumes: readonly WorkloadVolume[],
): void {
  const taken = new Set(volumes.map(({ name }) => name));
  claims.forEach(({ name, storage, accessModes, storageClassName }, index) => {
    const path = `volumeClaimTemplates[${index}]`;
    checkVolumeName(at, `${path}.name`, name);
    if (taken.has(name)) throw sameNameTwice(at, `${path}.name`, "volume", name);
    taken.add(name);
    checkName(at, `${path}.storage`, storage, RULES.quantity);
    checkName(at, `${path}.storageClassName`, storageClassName, RULES.kubernetesObject);
    if (accessModes?.length === 0) throw emptyList(at, `${path}.accessModes`, "modes");
    const modes = Object.values(AccessMode);
    accessModes?.forEach((mode, n) => checkOneOf(at, `${path}.accessModes[${n}]`, mode, modes));
  });
}

/** The claims in the provider's words. */
export function claimsSpec(claims: readonly VolumeClaimTemplate[]) {
  return claims.map(({ name, storage, accessModes, storageClassName }) => ({
    metadata: { name },
    spec: {
      accessModes: accessModes ?? [AccessMode.READ_WRITE_ONCE],
      storageClassName,
      resources: { requests: { storage } },
    },
  }));
}
