import { Annotations } from "cdktf";
import type { Construct } from "constructs";
import { providerFor } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { readiness } from "../service-account/readiness";
import { onDeleteKeepsIdentity } from "./errors";
import { lifecycleOf } from "./logins";
import * as bindings from "./pod-bindings";
import { checkWorkload, registerObject } from "./pod-checks";
import { objectMetadata, podSpec, rollingMetadata, selectorLabels } from "./pod-template";
import {
  checkDaemonSetStrategy,
  daemonSetStrategy,
  type DaemonSetUpdateStrategy,
  strategySpec,
  UpdateStrategyType,
} from "./strategy";
import type { WorkloadProps } from "./workload";

/** How a DaemonSet is created. */
export interface WorkloadDaemonSetProps extends WorkloadProps {
  /**
   * How pods are replaced.
   *
   * @default - one node after another
   */
  readonly updateStrategy?: DaemonSetUpdateStrategy;

  /**
   * Whether Terraform waits until the pods of all nodes are available.
   *
   * @default false
   */
  readonly waitForRollout?: boolean;
}

/**
 * A DaemonSet, one pod on each node that `nodeSelector`, `affinity` and `tolerations` leave, whose pods become
 * the Azure identity of their service account. They are replaced when what the webhook reads from the account
 * changes, such as the client id; with the update strategy `OnDelete` they are not, and a warning says so.
 *
 * Throws when the pods break a rule of Kubernetes or of their Pod Security Standard, and when the stack is
 * connected to other clusters only.
 */
export class WorkloadDaemonSet extends LibraryConstruct {
  /** The name of the DaemonSet. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: WorkloadDaemonSetProps) {
    super(scope, id, "WorkloadDaemonSetProps", props);
    const { serviceAccount, updateStrategy } = props;
    checkWorkload(this, props);
    checkDaemonSetStrategy(this, updateStrategy);
    registerObject(this, "DaemonSet", props);
    if (updateStrategy?.type === UpdateStrategyType.ON_DELETE) {
      Annotations.of(this).addWarning(onDeleteKeepsIdentity("DaemonSet", props.name));
    }

    const daemonSet = new (bindings.daemonSet().DaemonSetV1)(this, "Default", {
      provider: providerFor(serviceAccount.identity.cluster, this),
      metadata: objectMetadata(props),
      spec: {
        selector: { matchLabels: selectorLabels(props.name) },
        strategy: strategySpec(daemonSetStrategy(updateStrategy)),
        template: { metadata: rollingMetadata(props), spec: podSpec(props) },
      },
      waitForRollout: props.waitForRollout ?? false,
      lifecycle: lifecycleOf(this, props),
    });
    daemonSet.dependsOn = readiness(this, serviceAccount);
    this.name = props.name;
  }
}
