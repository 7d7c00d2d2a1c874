import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import type { Construct } from "constructs";
import type { IGrantScope } from "../access/grant-scope";
import { checkBound, checkName } from "../private/checks";
import { BOUNDS, RULES } from "../private/rules";

/** What AKS runs in a cluster beside the workloads. All of it changes in place. */
export interface ClusterAddOnOptions {
  /**
   * Whether Azure Policy looks over the objects of the cluster (Gatekeeper). The policies themselves are
   * assigned elsewhere. Where a policy of the organization turns it on, say it here too, or Terraform turns
   * it off again.
   *
   * @default false
   */
  readonly azurePolicy?: boolean;

  /**
   * The Log Analytics workspace of Microsoft Defender for Containers, which is paid by the core.
   *
   * @default - no Defender
   */
  readonly defenderWorkspace?: IGrantScope;

  /**
   * After how many hours unused images with vulnerabilities are removed from Linux nodes, 24 to 2160.
   *
   * @default - the image cleaner is off
   */
  readonly imageCleanerIntervalHours?: number;

  /**
   * How often the secrets provider of Key Vault looks for new values, such as `2m`. It turns the add-on on.
   * Workloads of this library read vaults by themselves and do not need it; with it, use the identity of the
   * pod in the SecretProviderClass.
   *
   * @default - the secrets provider is off
   */
  readonly secretRotationInterval?: string;

  /**
   * Whether KEDA scales workloads by events.
   *
   * @default false
   */
  readonly keda?: boolean;

  /**
   * Whether the Vertical Pod Autoscaler sets the requests of workloads.
   *
   * @default false
   */
  readonly verticalPodAutoscaler?: boolean;
}

type AddOnArguments = Pick<
  KubernetesClusterConfig,
  | "azurePolicyEnabled"
  | "imageCleanerEnabled"
  | "imageCleanerIntervalHours"
  | "keyVaultSecretsProvider"
  | "microsoftDefender"
  | "workloadAutoscalerProfile"
>;

/**
 * The arguments of a cluster's add-ons.
 *
 * @internal
 */
export function addOnArguments(
  cluster: Construct,
  {
    azurePolicy,
    defenderWorkspace,
    imageCleanerIntervalHours: hours,
    secretRotationInterval: rotation,
    keda,
    verticalPodAutoscaler,
  }: ClusterAddOnOptions = {},
): AddOnArguments {
  const at = "addOns";
  checkBound(cluster, `${at}.imageCleanerIntervalHours`, hours, BOUNDS.imageCleanerHours);
  checkName(cluster, `${at}.secretRotationInterval`, rotation, RULES.duration);
  checkName(cluster, `${at}.defenderWorkspace`, defenderWorkspace?.id, RULES.workspaceId);
  const scales = keda !== undefined || verticalPodAutoscaler !== undefined;
  return {
    azurePolicyEnabled: azurePolicy,
    imageCleanerEnabled: hours === undefined ? undefined : true,
    imageCleanerIntervalHours: hours,
    keyVaultSecretsProvider:
      rotation === undefined
        ? undefined
        : { secretRotationEnabled: true, secretRotationInterval: rotation },
    microsoftDefender: defenderWorkspace && { logAnalyticsWorkspaceId: defenderWorkspace.id },
    // Without the block azurerm turns KEDA off and forgets the other.
    workloadAutoscalerProfile: scales
      ? { kedaEnabled: keda ?? false, verticalPodAutoscalerEnabled: verticalPodAutoscaler ?? false }
      : undefined,
  };
}
