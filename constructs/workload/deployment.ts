import type { Construct } from "constructs";
import { numberText } from "../pod/maps";
import { checkBound } from "../private/checks";
import { providerFor } from "../private/connections";
import { LibraryConstruct } from "../private/library-construct";
import { BOUNDS } from "../private/rules";
import { readiness } from "../service-account/readiness";
import { lifecycleOf } from "./logins";
import * as bindings from "./pod-bindings";
import { checkWorkload, registerObject } from "./pod-checks";
import { objectMetadata, podSpec, rollingMetadata, selectorLabels } from "./pod-template";
import {
  checkDeploymentStrategy,
  type DeploymentStrategy,
  deploymentStrategy,
  strategySpec,
} from "./strategy";
import type { WorkloadProps } from "./workload";

/** How a Deployment is created. */
export interface WorkloadDeploymentProps extends WorkloadProps {
  /**
   * The number of pods, 0 or more. Left out where something else owns the number, such as a
   * HorizontalPodAutoscaler or KEDA, which each apply would otherwise set back.
   *
   * @default - 1 when the Deployment is created; then whatever it is
   */
  readonly replicas?: number;

  /**
   * How pods are replaced.
   *
   * @default - a few at a time
   */
  readonly strategy?: DeploymentStrategy;

  /**
   * Whether Terraform waits until the pods are available. With kubernetes 2.38 and Terraform 1.12 or
   * later a Deployment whose first wait fails leaves a state in which every plan fails with
   * "Unexpected Identity Change" (https://github.com/hashicorp/terraform-provider-kubernetes/issues/2779).
   *
   * @default false
   */
  readonly waitForRollout?: boolean;
}

/**
 * A Deployment whose pods become the Azure identity of their service account. They are replaced when
 * what the webhook reads from the account changes, such as the client id.
 *
 * Throws when the pods break a rule of Kubernetes or of their Pod Security Standard, and when the stack is
 * connected to other clusters only.
 */
export class WorkloadDeployment extends LibraryConstruct {
  /** The name of the Deployment. */
  public readonly name: string;

  constructor(scope: Construct, id: string, props: WorkloadDeploymentProps) {
    super(scope, id, "WorkloadDeploymentProps", props);
    const { serviceAccount } = props;
    checkWorkload(this, props);
    checkBound(this, "replicas", props.replicas, BOUNDS.replicas);

    checkDeploymentStrategy(this, props.strategy);
    registerObject(this, "Deployment", props);

    const deployment = new (bindings.deployment().DeploymentV1)(this, "Default", {
      provider: providerFor(serviceAccount.identity.cluster, this),
      metadata: objectMetadata(props),
      spec: {
        replicas: numberText(props.replicas),
        selector: { matchLabels: selectorLabels(props.name) },
        strategy: strategySpec(deploymentStrategy(props.strategy)),
        template: { metadata: rollingMetadata(props), spec: podSpec(props) },
      },
      waitForRollout: props.waitForRollout ?? false,
      lifecycle: lifecycleOf(this, props),
    });
    deployment.dependsOn = readiness(this, serviceAccount);
    this.name = props.name;
  }
}
