import type { AddonPreset } from "./addon-preset";
import { ARGOCD_CLUSTERS, ARGOCD_REPOSITORIES, ARGOCD_SSO } from "./presets/argo-cd";
import { VELERO } from "./presets/backup";
import {
  ALB_CONTROLLER,
  AZURE_SERVICE_OPERATOR,
  CLUSTER_API_AZURE,
  CROSSPLANE,
} from "./presets/control-planes";
import { CERT_MANAGER_DNS01, EXTERNAL_DNS, EXTERNAL_DNS_PRIVATE } from "./presets/dns";
import { FLUX_EXTENSION, FLUX_IMAGE_REFLECTOR, FLUX_KUSTOMIZE, FLUX_SOURCE } from "./presets/flux";
import { BLOB_CSI, BLOB_CSI_DRIVER, DAPR, KYVERNO, RATIFY } from "./presets/policy-and-runtime";
import { GRAFANA, OPENCOST, PROMETHEUS_REMOTE_WRITE } from "./presets/monitoring";
import { KARPENTER, KEDA, KEDA_AKS } from "./presets/scaling";
import { LOKI, MIMIR, TEMPO, TEMPO_SINGLE, THANOS } from "./presets/storage-backends";
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

  /** Repositories of Argo CD in a registry or in Azure DevOps. */
  public static readonly ARGOCD_REPOSITORIES: AddonPreset = ARGOCD_REPOSITORIES;

  /** Other AKS clusters that Argo CD deploys to. */
  public static readonly ARGOCD_CLUSTERS: AddonPreset = ARGOCD_CLUSTERS;

  /** Sign-in to Argo CD, which needs an application and no identity. */
  public static readonly ARGOCD_SSO: AddonPreset = ARGOCD_SSO;

  /** The source controller of Flux. */
  public static readonly FLUX_SOURCE: AddonPreset = FLUX_SOURCE;

  /** The kustomize controller of Flux, which decrypts with SOPS. */
  public static readonly FLUX_KUSTOMIZE: AddonPreset = FLUX_KUSTOMIZE;

  /** The image reflector controller of Flux. */
  public static readonly FLUX_IMAGE_REFLECTOR: AddonPreset = FLUX_IMAGE_REFLECTOR;

  /** Flux as the extension of AKS. */
  public static readonly FLUX_EXTENSION: AddonPreset = FLUX_EXTENSION;

  /** The controller of Application Gateway for Containers. */
  public static readonly ALB_CONTROLLER: AddonPreset = ALB_CONTROLLER;

  /** Azure Service Operator. */
  public static readonly AZURE_SERVICE_OPERATOR: AddonPreset = AZURE_SERVICE_OPERATOR;

  /** The providers of Azure for Crossplane. */
  public static readonly CROSSPLANE: AddonPreset = CROSSPLANE;

  /** Cluster API Provider Azure. */
  public static readonly CLUSTER_API_AZURE: AddonPreset = CLUSTER_API_AZURE;

  /** Karpenter that you run yourself. */
  public static readonly KARPENTER: AddonPreset = KARPENTER;

  /** Logs of Loki in a storage account. */
  public static readonly LOKI: AddonPreset = LOKI;

  /** Metrics of Mimir in a storage account. */
  public static readonly MIMIR: AddonPreset = MIMIR;

  /** Traces of Tempo in a storage account, by the distributed chart. */
  public static readonly TEMPO: AddonPreset = TEMPO;

  /** Traces of Tempo in a storage account, by the chart of the single binary. */
  public static readonly TEMPO_SINGLE: AddonPreset = TEMPO_SINGLE;

  /** Metrics of Thanos in a storage account. */
  public static readonly THANOS: AddonPreset = THANOS;

  /** Metrics that Prometheus writes to Azure Monitor. */
  public static readonly PROMETHEUS_REMOTE_WRITE: AddonPreset = PROMETHEUS_REMOTE_WRITE;

  /** Data sources of Azure in Grafana. */
  public static readonly GRAFANA: AddonPreset = GRAFANA;

  /** Costs of Azure in OpenCost. */
  public static readonly OPENCOST: AddonPreset = OPENCOST;

  /** Images in a registry that Kyverno verifies. */
  public static readonly KYVERNO: AddonPreset = KYVERNO;

  /** Images in a registry that Ratify verifies. */
  public static readonly RATIFY: AddonPreset = RATIFY;

  /** Components of Dapr that use Azure. */
  public static readonly DAPR: AddonPreset = DAPR;

  /** Blob containers that are mounted with the account of the application. */
  public static readonly BLOB_CSI: AddonPreset = BLOB_CSI;

  /** The Blob CSI driver, installed by its chart. */
  public static readonly BLOB_CSI_DRIVER: AddonPreset = BLOB_CSI_DRIVER;

  private constructor() {}
}
