import type { Construct } from "constructs";
import { checkName, checkOneOf } from "../private/checks";
import { RULES } from "../private/rules";
import { rollingUpdateOnly, updateWithoutRoom } from "./errors";

/** How a Deployment replaces its pods. */
export enum DeploymentStrategyType {
  /** A few at a time. */
  ROLLING_UPDATE = "RollingUpdate",
  /** All old ones end before the first new one starts. */
  RECREATE = "Recreate",
}

/** How a StatefulSet or DaemonSet replaces its pods. */
export enum UpdateStrategyType {
  /** One after another, or a few at a time. */
  ROLLING_UPDATE = "RollingUpdate",
  /** When somebody deletes them. */
  ON_DELETE = "OnDelete",
}

/** How a Deployment replaces its pods. */
export interface DeploymentStrategy {
  /**
   * All at once, or a few at a time.
   *
   * @default DeploymentStrategyType.ROLLING_UPDATE
   */
  readonly type?: DeploymentStrategyType;

  /**
   * How many pods more than wanted there may be meanwhile: a number or a share such as "25%".
   *
   * @default "25%"
   */
  readonly maxSurge?: string;

  /**
   * How many pods less than wanted there may be meanwhile: a number or a share. Not 0 where `maxSurge` is 0.
   *
   * @default "25%"
   */
  readonly maxUnavailable?: string;
}

/** How a DaemonSet replaces its pods. */
export interface DaemonSetUpdateStrategy {
  /**
   * A few at a time, or when somebody deletes them. With `OnDelete` they keep an identity that has changed.
   *
   * @default UpdateStrategyType.ROLLING_UPDATE
   */
  readonly type?: UpdateStrategyType;

  /**
   * On how many nodes there may be a second pod meanwhile: a number or a share. One of it and
   * `maxUnavailable` is 0.
   *
   * @default "0"
   */
  readonly maxSurge?: string;

  /**
   * On how many nodes there may be no pod meanwhile: a number or a share.
   *
   * @default - "1"; "0" with `maxSurge`
   */
  readonly maxUnavailable?: string;
}

/** What both have in common. */
interface Rolling {
  readonly type?: string;
  readonly maxSurge?: string;
  readonly maxUnavailable?: string;
}

/** Refuses a strategy of a Deployment that Kubernetes refuses. */
export function checkDeploymentStrategy(at: Construct, given: DeploymentStrategy = {}): void {
  checkRolling(at, "strategy", given, Object.values(DeploymentStrategyType));
  if (isNone(given.maxSurge) && isNone(given.maxUnavailable)) {
    throw updateWithoutRoom(at, "strategy", "not both 0");
  }
}

/** Refuses a strategy of a DaemonSet that Kubernetes refuses. */
export function checkDaemonSetStrategy(at: Construct, given: DaemonSetUpdateStrategy = {}): void {
  checkRolling(at, "updateStrategy", given, Object.values(UpdateStrategyType));
  const { maxSurge, maxUnavailable } = daemonSetStrategy(given);
  if (isNone(maxSurge) === isNone(maxUnavailable)) {
    throw updateWithoutRoom(at, "updateStrategy", "one of them 0, and the other not");
  }
}

function checkRolling(at: Construct, path: string, given: Rolling, types: readonly string[]): void {
  const { type = "RollingUpdate" } = given;
  checkOneOf(at, `${path}.type`, type, types);
  for (const prop of ["maxSurge", "maxUnavailable"] as const) {
    checkName(at, `${path}.${prop}`, given[prop], RULES.podsOrShare);
    if (given[prop] !== undefined && type !== "RollingUpdate") {
      throw rollingUpdateOnly(at, `${path}.${prop}`, type);
    }
  }
}

const isNone = (value: string | undefined) => value !== undefined && /^0+%?$/.test(value);

/**
 * A strategy in the provider's words. The provider keeps what is left out as it was before, so all of it is written.
 */
export function strategySpec({ type, maxSurge, maxUnavailable }: Required<Rolling>) {
  const rollingUpdate = type === "RollingUpdate" ? { maxSurge, maxUnavailable } : undefined;
  return { type, rollingUpdate };
}

/** How a Deployment is updated, with Kubernetes' defaults. */
export function deploymentStrategy(given: DeploymentStrategy = {}): Required<Rolling> {
  const { type = "RollingUpdate", maxSurge = "25%", maxUnavailable = "25%" } = given;
  return { type, maxSurge, maxUnavailable };
}

/** How a DaemonSet is updated, with Kubernetes' defaults; beside a surge no node may be without a pod. */
export function daemonSetStrategy(given: DaemonSetUpdateStrategy = {}): Required<Rolling> {
  const { type = "RollingUpdate", maxSurge = "0" } = given;
  const { maxUnavailable = isNone(maxSurge) ? "1" : "0" } = given;
  return { type, maxSurge, maxUnavailable };
}
