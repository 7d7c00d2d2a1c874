import type { AddonPreset } from "./addon-preset";
import { ALB_CONTROLLER } from "./presets/alb-controller";
import { ARGOCD_CLUSTERS } from "./presets/argocd-clusters";
import { ARGOCD_REPOSITORIES } from "./presets/argocd-repositories";
import { ARGOCD_SSO } from "./presets/argocd-sso";
import { AZURE_SERVICE_OPERATOR } from "./presets/azure-service-operator";
import { BLOB_CSI } from "./presets/blob-csi";
import { BLOB_CSI_DRIVER } from "./presets/blob-csi-driver";
import { CERT_MANAGER_DNS01 } from "./presets/cert-manager";
import { CLUSTER_API_AZURE } from "./presets/cluster-api-azure";
import { CROSSPLANE } from "./presets/crossplane";
import { DAPR } from "./presets/dapr";
import { EXTERNAL_DNS } from "./presets/external-dns";
import { EXTERNAL_DNS_PRIVATE } from "./presets/external-dns-private";
import { EXTERNAL_SECRETS } from "./presets/external-secrets";
import { EXTERNAL_SECRETS_REFERENCED } from "./presets/external-secrets-referenced";
import { FLUX_EXTENSION } from "./presets/flux-extension";
import { FLUX_IMAGE_REFLECTOR } from "./presets/flux-image-reflector";
import { FLUX_KUSTOMIZE } from "./presets/flux-kustomize";
import { FLUX_SOURCE } from "./presets/flux-source";
import { GRAFANA } from "./presets/grafana";
import { KARPENTER } from "./presets/karpenter";
import { KEDA } from "./presets/keda";
import { KEDA_AKS } from "./presets/keda-aks";
import { KYVERNO } from "./presets/kyverno";
import { LOKI } from "./presets/loki";
import { MIMIR } from "./presets/mimir";
import { OPENCOST } from "./presets/opencost";
import { PROMETHEUS_REMOTE_WRITE } from "./presets/prometheus-remote-write";
import { RATIFY } from "./presets/ratify";
import { SECRETS_STORE_CSI } from "./presets/secrets-store-csi";
import { SECRETS_STORE_CSI_AKS } from "./presets/secrets-store-csi-aks";
import { TEMPO } from "./presets/tempo";
import { TEMPO_SINGLE } from "./presets/tempo-single";
import { THANOS } from "./presets/thanos";
import { VELERO } from "./presets/velero";

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
