/** One key of a config map or secret as a file. */
export interface KeyToPath {
  /** The key. */
  readonly key: string;

  /** The file, relative to the volume. */
  readonly path: string;

  /**
   * Its mode, four octal digits such as "0400".
   *
   * @default - that of the volume
   */
  readonly mode?: string;
}

/** A config map or secret in a projected volume. */
export interface ProjectedKeys {
  /** The name of the config map or secret in the namespace. */
  readonly name: string;

  /**
   * The keys that become files, and where.
   *
   * @default - all, each by its own name
   */
  readonly items?: KeyToPath[];

  /**
   * Whether the pod starts without it too.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** A config map or secret as files. */
export interface KeysVolume extends ProjectedKeys {
  /**
   * The mode of the files, four octal digits.
   *
   * @default "0644"
   */
  readonly defaultMode?: string;
}

/** An empty folder that lives as long as the pod. */
export interface EmptyDirVolume {
  /**
   * `Memory` for a file system in memory, which counts as the memory of the containers.
   *
   * @default - the disk of the node
   */
  readonly medium?: string;

  /**
   * How much it may hold, as a quantity.
   *
   * @default - as much as the medium has
   */
  readonly sizeLimit?: string;
}

/** A token of the pod's service account for a receiver other than Azure. */
export interface ServiceAccountTokenProjection {
  /** The file, relative to the volume. */
  readonly path: string;

  /**
   * Who the token is for.
   *
   * @default - the Kubernetes API
   */
  readonly audience?: string;

  /**
   * For how many seconds it is valid: 600 to 4294967296.
   *
   * @default 3600
   */
  readonly expirationSeconds?: number;
}

/** One source of a projected volume: exactly one of the three. */
export interface VolumeProjection {
  /**
   * A config map.
   *
   * @default - another source
   */
  readonly configMap?: ProjectedKeys;

  /**
   * A secret.
   *
   * @default - another source
   */
  readonly secret?: ProjectedKeys;

  /**
   * A token of the service account.
   *
   * @default - another source
   */
  readonly serviceAccountToken?: ServiceAccountTokenProjection;
}

/** Several sources in one folder. */
export interface ProjectedVolume {
  /** The sources, at least one. */
  readonly sources: VolumeProjection[];

  /**
   * The mode of the files, four octal digits.
   *
   * @default "0644"
   */
  readonly defaultMode?: string;
}

/** A volume that a CSI driver makes for the pod, such as secrets of Key Vault. */
export interface CsiVolume {
  /**
   * The driver. The default is that of the Secrets Store, which AKS has as the add-on
   * `azure-keyvault-secrets-provider`.
   *
   * @default "secrets-store.csi.k8s.io"
   */
  readonly driver?: string;

  /**
   * The name of the SecretProviderClass in the namespace. The driver of the Secrets Store needs it.
   *
   * @default - none; for other drivers
   */
  readonly secretProviderClass?: string;

  /**
   * Further attributes that the driver reads.
   *
   * @default - none
   */
  readonly volumeAttributes?: Record<string, string>;

  /**
   * The file system.
   *
   * @default - that of the driver
   */
  readonly fsType?: string;

  /**
   * Whether it is read-only, as the Secrets Store has to be.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}

/** A PersistentVolumeClaim of the namespace. */
export interface ClaimVolume {
  /** The name of the claim. */
  readonly claimName: string;

  /**
   * Whether all mounts of it are read-only.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}

/** A volume of a workload: a name, and exactly one source. Folders of the node are not offered. */
export interface WorkloadVolume {
  /** The name that mounts give: at most 63 lower-case letters, digits or `-`. */
  readonly name: string;

  /**
   * A config map as files.
   *
   * @default - another source
   */
  readonly configMap?: KeysVolume;

  /**
   * A Kubernetes secret as files.
   *
   * @default - another source
   */
  readonly secret?: KeysVolume;

  /**
   * An empty folder.
   *
   * @default - another source
   */
  readonly emptyDir?: EmptyDirVolume;

  /**
   * Several sources in one folder.
   *
   * @default - another source
   */
  readonly projected?: ProjectedVolume;

  /**
   * What a CSI driver makes, such as secrets of Key Vault.
   *
   * @default - another source
   */
  readonly csi?: CsiVolume;

  /**
   * A PersistentVolumeClaim.
   *
   * @default - another source
   */
  readonly persistentVolumeClaim?: ClaimVolume;
}

/** Where a volume is in a container. */
export interface WorkloadVolumeMount {
  /** The name of one of the pod's volumes, in a StatefulSet also of a claim template. */
  readonly name: string;

  /** The folder or file in the container: an absolute path, one of its own in the container. */
  readonly mountPath: string;

  /**
   * The part of the volume that is mounted. Such a mount never sees a change of a config map or secret.
   *
   * @default - all of it
   */
  readonly subPath?: string;

  /**
   * Whether the mount is read-only.
   *
   * @default false
   */
  readonly readOnly?: boolean;
}
