import type { KubernetesClusterConfig } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { checkBound, checkName, checkOneOf } from "../private/checks";
import { BOUNDS, RULES } from "../private/rules";
import { nodeImageChannels, windowUnused } from "./cluster-errors";

/** Which Kubernetes versions a cluster takes by itself. */
export enum UpgradeChannel {
  /** The newest patch of the minor version. */
  PATCH = "patch",
  /** The newest patch of the newest minor version. */
  RAPID = "rapid",
  /** The newest patch of the minor version before the newest. */
  STABLE = "stable",
  /** No version: only the images of nodes, as `NodeOsUpgradeChannel.NODE_IMAGE` does. */
  NODE_IMAGE = "node-image",
}

/** Which updates of their operating system nodes take by themselves. */
export enum NodeOsUpgradeChannel {
  /** New images, weekly. */
  NODE_IMAGE = "NodeImage",
  /** Security patches, in images where they need it. */
  SECURITY_PATCH = "SecurityPatch",
  /** Whatever the operating system takes by itself. Windows nodes get nothing. */
  UNMANAGED = "Unmanaged",
  /** Nothing. */
  NONE = "None",
}

/** The days of the week. */
export enum DayOfWeek {
  /** Monday. */
  MONDAY = "Monday",
  /** Tuesday. */
  TUESDAY = "Tuesday",
  /** Wednesday. */
  WEDNESDAY = "Wednesday",
  /** Thursday. */
  THURSDAY = "Thursday",
  /** Friday. */
  FRIDAY = "Friday",
  /** Saturday. */
  SATURDAY = "Saturday",
  /** Sunday. */
  SUNDAY = "Sunday",
}

/** When a cluster and its nodes are upgraded: every week, as far as AKS can keep to it. All of it changes in place. */
export interface MaintenanceWindowOptions {
  /** The day on which the window opens. */
  readonly dayOfWeek: DayOfWeek;

  /** When it opens: hours and minutes such as `02:00`. */
  readonly startTime: string;

  /**
   * For how many hours it is open, 4 to 24.
   *
   * @default 4
   */
  readonly durationHours?: number;

  /**
   * The offset of `startTime` from UTC, such as `+02:00`.
   *
   * @default "+00:00"
   */
  readonly utcOffset?: string;
}

/** How a cluster keeps up to date. All of it changes in place. */
export interface UpgradeOptions {
  /**
   * Which Kubernetes versions the cluster takes by itself. With `patch`, `rapid` and `stable` Terraform takes
   * no notice of versions from then on: `kubernetesVersion` counts at creation only, and the channel alone
   * upgrades.
   *
   * @default - none; `kubernetesVersion` decides
   */
  readonly automaticUpgradeChannel?: UpgradeChannel;

  /**
   * Which updates of their operating system nodes take by themselves. Changing it to or from `Unmanaged`
   * makes the nodes anew.
   *
   * @default NodeOsUpgradeChannel.NODE_IMAGE
   */
  readonly nodeOsUpgradeChannel?: NodeOsUpgradeChannel;

  /**
   * When both happen.
   *
   * @default - at any time
   */
  readonly maintenanceWindow?: MaintenanceWindowOptions;
}

type UpgradeArguments = Pick<
  KubernetesClusterConfig,
  | "automaticUpgradeChannel"
  | "nodeOsUpgradeChannel"
  | "maintenanceWindowAutoUpgrade"
  | "maintenanceWindowNodeOs"
>;

/**
 * Whether a channel, and not Terraform, moves the versions of a cluster and its pools.
 *
 * @internal
 */
export function upgradedByChannel({ automaticUpgradeChannel }: UpgradeOptions = {}): boolean {
  return automaticUpgradeChannel !== undefined && automaticUpgradeChannel !== "node-image";
}

/**
 * The arguments of a cluster that say how it keeps up to date. Windows without an effect are not written.
 *
 * @internal
 */
export function upgradeArguments(
  cluster: Construct,
  { automaticUpgradeChannel, nodeOsUpgradeChannel, maintenanceWindow }: UpgradeOptions = {},
): UpgradeArguments {
  const nodeOs = nodeOsUpgradeChannel ?? NodeOsUpgradeChannel.NODE_IMAGE;
  const channels = Object.values(UpgradeChannel);
  checkOneOf(cluster, "upgrade.automaticUpgradeChannel", automaticUpgradeChannel, channels);
  checkOneOf(cluster, "upgrade.nodeOsUpgradeChannel", nodeOs, Object.values(NodeOsUpgradeChannel));
  if (
    automaticUpgradeChannel === UpgradeChannel.NODE_IMAGE &&
    nodeOs !== NodeOsUpgradeChannel.NODE_IMAGE
  ) {
    throw nodeImageChannels(cluster, nodeOs);
  }
  const window = maintenanceWindow && weekly(cluster, maintenanceWindow);
  const updatesNodes = [
    NodeOsUpgradeChannel.NODE_IMAGE,
    NodeOsUpgradeChannel.SECURITY_PATCH,
  ].includes(nodeOs);
  if (window && !automaticUpgradeChannel && !updatesNodes) {
    Annotations.of(cluster).addWarning(windowUnused());
  }
  return {
    automaticUpgradeChannel,
    nodeOsUpgradeChannel,
    maintenanceWindowAutoUpgrade: automaticUpgradeChannel && window,
    maintenanceWindowNodeOs: updatesNodes ? window : undefined,
  };
}

/** A window of which AKS refuses nothing: it would refuse it after the cluster is made. */
function weekly(cluster: Construct, window: MaintenanceWindowOptions) {
  const { dayOfWeek, startTime, durationHours, utcOffset } = window;
  const at = "upgrade.maintenanceWindow";
  checkOneOf(cluster, `${at}.dayOfWeek`, dayOfWeek, Object.values(DayOfWeek));
  checkName(cluster, `${at}.startTime`, startTime, RULES.timeOfDay);
  checkName(cluster, `${at}.utcOffset`, utcOffset, RULES.utcOffset);
  checkBound(cluster, `${at}.durationHours`, durationHours, BOUNDS.windowHours);
  return {
    frequency: "Weekly",
    interval: 1,
    dayOfWeek,
    startTime,
    duration: durationHours ?? 4,
    utcOffset: utcOffset ?? "+00:00",
  };
}
