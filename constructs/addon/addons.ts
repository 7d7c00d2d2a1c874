import type { AddonPreset } from "./addon-preset";
import { VELERO } from "./presets/backup";
import { CERT_MANAGER_DNS01, EXTERNAL_DNS, EXTERNAL_DNS_PRIVATE } from "./presets/dns";
import { KEDA, KEDA_AKS } from "./presets/scaling";
import {
  EXTERNAL_SECRETS,
  EXTERNAL_SECRETS_REFERENCED,
  SECRETS_STORE_CSI,
  SECRETS_STORE_CSI_AKS,
} from "./presets/secrets";

/**
 * Add-ons that people run on AKS, each with what was read of its chart and its pages. `docs/addons.md` has
 * them with sources, versions and traps.
 */
export class Addons {
  /** External Secrets Operator that reads with an identity of its own. */
  public static readonly EXTERNAL_SECRETS: AddonPreset = EXTERNAL_SECRETS;

  /** External Secrets Operator that reads with the account that a store names. */
  public static readonly EXTERNAL_SECRETS_REFERENCED: AddonPreset = EXTERNAL_SECRETS_REFERENCED;

  /** The Secrets Store CSI driver, installed by its chart. */
  public static readonly SECRETS_STORE_CSI: AddonPreset = SECRETS_STORE_CSI;

  /** The Secrets Store CSI driver as the add-on of AKS. */
  public static readonly SECRETS_STORE_CSI_AKS: AddonPreset = SECRETS_STORE_CSI_AKS;

  /** Challenges of cert-manager in public DNS zones. */
  public static readonly CERT_MANAGER_DNS01: AddonPreset = CERT_MANAGER_DNS01;

  /** Records of external-dns in public DNS zones. */
  public static readonly EXTERNAL_DNS: AddonPreset = EXTERNAL_DNS;

  /** Records of external-dns in private DNS zones. */
  public static readonly EXTERNAL_DNS_PRIVATE: AddonPreset = EXTERNAL_DNS_PRIVATE;

  /** KEDA, installed by its chart. */
  public static readonly KEDA: AddonPreset = KEDA;

  /** KEDA as the add-on of AKS. */
  public static readonly KEDA_AKS: AddonPreset = KEDA_AKS;

  /** Backups of Velero. */
  public static readonly VELERO: AddonPreset = VELERO;

  private constructor() {}
}
