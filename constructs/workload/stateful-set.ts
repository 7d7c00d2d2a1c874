import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { numberText } from "../pod/maps";
import { checkBound, checkName, checkOneOf } from "../private/checks";
import { providerFor } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { BOUNDS, RULES } from "../private/rules";
import { addressOf } from "../private/terraform/address";
import { TerraformData } from "../private/terraform/terraform-data";
import { readiness } from "../service-account/readiness";
import { onDeleteKeepsIdentity, rollingUpdateOnly } from "./errors";
import { checkClaims, claimsSpec, type VolumeClaimTemplate } from "./claim-template";
import { loginsTakenAway } from "./logins";
import * as bindings from "./pod-bindings";
import { checkWorkload, registerObject } from "./pod-checks";
import { objectMetadata, podSpec, rollingMetadata, selectorLabels } from "./pod-template";
import { UpdateStrategyType } from "./strategy";
import type { WorkloadProps } from "./workload";

/** In which order the pods of a StatefulSet come and go. */
export enum PodManagementPolicy {
  /** One after another, each when the one before is ready. */
  ORDERED_READY = "OrderedReady",
  /** All at once. */
  PARALLEL = "Parallel",
}

/** How a StatefulSet replaces its pods. */
export interface StatefulSetUpdateStrategy {
  /**
   * One after another from the last one, or when somebody deletes them. With `OnDelete` they keep an identity
   * that has changed.
   *
   * @default UpdateStrategyType.ROLLING_UPDATE
   */
  readonly type?: UpdateStrategyType;

  /**
   * The ordinal, 0 or more, from which on pods are replaced. Those below keep an identity that has changed.
   *
   * @default 0
   */
  readonly partition?: number;
}

/** How a StatefulSet is created. */
export interface WorkloadStatefulSetProps extends WorkloadProps {
  /**
   * The name of the headless service that gives the pods names in DNS. It is made elsewhere. Changing it
   * replaces the StatefulSet.
   *
   * @default - the name of the StatefulSet
   */
  readonly serviceName?: string;

  /**
   * The number of pods, 0 or more. Left out where something else owns the number.
   *
   * @default - 1 when the StatefulSet is created; then whatever it is
   */
  readonly replicas?: number;

  /**
   * The claims that each pod gets, one of its own of each. Containers mount them by their names. Changing them
   * replaces the StatefulSet, and leaves the claims of before, which pods of the new one take as they are.
   *
   * @default - none
   */
  readonly volumeClaimTemplates?: VolumeClaimTemplate[];

  /**
   * In which order pods come and go. Changing it replaces the StatefulSet.
   *
   * @default PodManagementPolicy.ORDERED_READY
   */
  readonly podManagementPolicy?: PodManagementPolicy;

  /**
   * How pods are replaced.
   *
   * @default - one after another
   */
  readonly updateStrategy?: StatefulSetUpdateStrategy;

  /**
   * Whether Terraform waits until the pods are ready.
   *
   * @default false
   */
  readonly waitForRollout?: boolean;
}

/**
 * A StatefulSet whose pods become the Azure identity of their service account. They are replaced when what the
 * webhook reads from the account changes, such as the client id; with the update strategy `OnDelete` they are
 * not, and a warning says so.
 *
 * Its name has at most 52 characters. Throws when the pods break a rule of Kubernetes or of their Pod Security
 * Standard, and when the stack is connected to other clusters only.
 */
export class WorkloadStatefulSet extends LibraryConstruct {
  /** The name of the StatefulSet. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: WorkloadStatefulSetProps) {
    super(scope, id, "WorkloadStatefulSetProps", props);
    const { serviceAccount, serviceName = props.name, volumeClaimTemplates: claims = [] } = props;
    checkWorkload(this, props, {
      name: RULES.statefulSet,
      claims: claims.map(({ name }) => name),
    });
    checkClaims(this, claims, props.volumes ?? []);
    this.checkSet(props);
    registerObject(this, "StatefulSet", props);
    // The provider plans another size in place, and never sends it.
    const sizes = Object.fromEntries(claims.map((claim) => [claim.name, claim.storage]));
    const replacedBy = [
      ...loginsTakenAway(this, props),
      ...(claims.length > 0 ? [addressOf(new TerraformData(this, "claims", sizes))] : []),
    ];

    const statefulSet = new (bindings.statefulSet().StatefulSetV1)(this, "Default", {
      provider: providerFor(serviceAccount.identity.cluster, this),
      metadata: objectMetadata(props),
      spec: {
        serviceName,
        replicas: numberText(props.replicas),
        podManagementPolicy: props.podManagementPolicy ?? PodManagementPolicy.ORDERED_READY,
        revisionHistoryLimit: 10,
        selector: { matchLabels: selectorLabels(props.name) },
        updateStrategy: [strategySpec(props.updateStrategy)],
        template: { metadata: rollingMetadata(props), spec: podSpec(props) },
        volumeClaimTemplate: claims.length > 0 ? claimsSpec(claims) : undefined,
      },
      waitForRollout: props.waitForRollout ?? false,
      // Without it the provider sends 0, and `kubectl rollout undo` has nothing to go back to. A change of it
      // replaces the StatefulSet, so what earlier versions made keeps its 0.
      lifecycle: {
        ignoreChanges: ["spec[0].revision_history_limit"],
        replaceTriggeredBy: replacedBy.length > 0 ? replacedBy : undefined,
      },
    });
    statefulSet.dependsOn = readiness(this, serviceAccount);
    this.name = props.name;
  }

  private checkSet(props: WorkloadStatefulSetProps): void {
    const { updateStrategy: { type, partition } = {}, podManagementPolicy: policy } = props;
    checkBound(this, "replicas", props.replicas, BOUNDS.replicas);
    checkName(this, "serviceName", props.serviceName, RULES.workload);
    const policies = Object.values(PodManagementPolicy);
    checkOneOf(this, "podManagementPolicy", policy, policies);
    const types = Object.values(UpdateStrategyType);
    checkOneOf(this, "updateStrategy.type", type, types);
    checkBound(this, "updateStrategy.partition", partition, BOUNDS.partition);
    if (type !== UpdateStrategyType.ON_DELETE) return;
    if (partition !== undefined) throw rollingUpdateOnly(this, "updateStrategy.partition", type);
    Annotations.of(this).addWarning(onDeleteKeepsIdentity("StatefulSet", props.name));
  }
}

/** The provider keeps what is left out as it was before, so all of it is written. */
function strategySpec({ type, partition = 0 }: StatefulSetUpdateStrategy = {}) {
  const rolling = type === undefined || type === UpdateStrategyType.ROLLING_UPDATE;
  return {
    type: type ?? UpdateStrategyType.ROLLING_UPDATE,
    rollingUpdate: rolling ? [{ partition }] : undefined,
  };
}
